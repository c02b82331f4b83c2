"""Names of worksheets and of workbook files, made from project names (工作表名、文件名)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from perfdesk.report.xlsxtext import utf16_cut, utf16_length

if TYPE_CHECKING:
    from collections.abc import Sequence

UNNAMED = "未命名"
#: Excel counts UTF-16 units.
LONGEST_SHEET_NAME = 31
LONGEST_FILE_NAME = 120
#: ext4 and most file systems count bytes: 255, with room for `.NNNN.part` while it is written.
_MOST_BYTES = 230
_NOT_IN_SHEETS = re.compile(r"[\\/?*\[\]:]")
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*]')
#: Windows keeps these for devices, with any ending.
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
_SPACES = re.compile(r"\s+")
_REPLACEMENT = "_"


def sheet_names(names: Sequence[str]) -> list[str]:
    """`NN 项目名` for each project: legal in Excel and WPS, at most 31 characters, none twice."""
    return _numbered([sheet_name(name) for name in names], LONGEST_SHEET_NAME)


def file_names(names: Sequence[str], ending: str = ".xlsx") -> list[str]:
    """`NN 项目名.xlsx` for each project: legal on Windows and Linux, none twice."""
    stems = [_file_stem(name) for name in names]
    room = LONGEST_FILE_NAME - len(ending)
    return [_fitting(stem, room, ending) + ending for stem in _numbered(stems, room)]


def sheet_name(name: str) -> str:
    """A project's name as a worksheet may be called, not yet cut or unique."""
    return _plain(_NOT_IN_SHEETS.sub(_REPLACEMENT, name)).strip("' ") or UNNAMED


def file_name(name: str, ending: str = ".xlsx") -> str:
    """A project's name as a file may be called."""
    stem = _fitting(_file_stem(name), LONGEST_FILE_NAME - len(ending), ending)
    return (_REPLACEMENT + stem if _RESERVED.fullmatch(stem) else stem) + ending


def _file_stem(name: str) -> str:
    return _plain(_NOT_IN_FILES.sub(_REPLACEMENT, name)).strip(". ") or UNNAMED


def _fitting(stem: str, room: int, ending: str) -> str:
    cut = utf16_cut(stem, room)
    while len((cut + ending).encode()) > _MOST_BYTES:
        cut = cut[:-1]
    return cut.rstrip(". ")


def _plain(name: str) -> str:
    """One line without control characters and other signs that nobody sees."""
    spaced = _SPACES.sub(" ", name)
    return "".join(char for char in spaced if not _unseen(char)).strip()


def _unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") or char in "\ufffe\uffff"


def _numbered(names: Sequence[str], room: int) -> list[str]:
    """Each name behind its number, cut to `room`; the number alone makes it unique."""
    digits = max(2, len(str(len(names))))
    return [_cut(f"{n:0{digits}d} {name}", room) for n, name in enumerate(names, 1)]


def _cut(name: str, room: int) -> str:
    return name if utf16_length(name) <= room else utf16_cut(name, room).rstrip("' .")
