"""Names of worksheets, made from project names (工作表名)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.core.form import UNNAMED
from perfdesk.files.celltext import utf16_cut, utf16_length
from perfdesk.files.names import REPLACEMENT, numbered, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Excel counts UTF-16 units.
LONGEST_SHEET_NAME = 31
_FORBIDDEN = re.compile(r"[\\/?*\[\]:]")


def sheet_names(names: Sequence[str]) -> list[str]:
    """`NN 项目名` for each project: legal in Excel and WPS, at most 31 characters, none twice."""
    return [_cut(name) for name in numbered([sheet_name(name) for name in names])]


def sheet_name(name: str) -> str:
    """A project's name as a worksheet may be called, not yet cut or unique."""
    return one_line(_FORBIDDEN.sub(REPLACEMENT, name)).strip("' ") or UNNAMED


def _cut(name: str) -> str:
    if utf16_length(name) <= LONGEST_SHEET_NAME:
        return name
    return utf16_cut(name, LONGEST_SHEET_NAME).rstrip("' .")
