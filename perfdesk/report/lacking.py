"""What a person should know of characters that the body font lacks, text by text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import name_of
from perfdesk.report.coverage import strange
from perfdesk.report.linebreak import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.core.form import Form
    from perfdesk.report.coverage import Strange
    from perfdesk.report.page import Sheet

_LENT = "本程序字库没有，用系统字体打印"
_BOXED = "本机没有字体能显示，印成方框"
_REPLACED = "所选字体没有，用本程序字库打印"


def lacking(form: Form, sheet: Sheet) -> list[str]:
    """A sentence for every text of a form's sheet with such characters."""
    texts = list(_texts(sheet))
    found = strange("".join(text for *_, text in texts))  # all at once: most forms have none
    if not any((found.replaced, found.lent, found.boxed)):
        return []
    return [
        _sentence(name_of(address, form) if address else label, chars, how)
        for address, label, text in texts
        for chars, how in _ways(strange(text))
    ]


def _texts(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """(address or '', label, text) of all that the sheet prints."""
    for cell in sheet.grid.cells:
        yield cell.address, cell.text, cell.text
    for item in (item for line in sheet.signature for item in line):
        yield "", item.partition("：")[0], item
    yield "", "标题", sheet.grid.title + sheet.grid.year_line
    yield "", "表下说明", "".join(sheet.template.notes)


def _ways(found: Strange) -> list[tuple[tuple[str, ...], str]]:
    """Characters with what becomes of them."""
    ways = ((found.boxed, _BOXED), (found.lent, _LENT), (found.replaced, _REPLACED))
    return [(chars, how) for chars, how in ways if chars]


def _sentence(place: str, chars: Sequence[str], how: str) -> str:
    named = "、".join(f"“{_shown(char)}”(U+{ord(char):04X})" for char in chars)
    return f"{on_one_line(place)}中的{named}，{how}。"


def _shown(char: str) -> str:
    return char if char.isprintable() else "控制字符"
