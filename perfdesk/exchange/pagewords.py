"""What a page break puts between the rows of a form: page numbers, and the heading once more."""

from __future__ import annotations

import re

from perfdesk.core.number import half_width

_PAGE_WORD = re.compile(
    r"\(?\d{4}年?度?\)?|\(?(?:金额)?(?:单位)?:?(?:人民币)?万?元\)?|\(?(?:续表?|接上页|转下页)\)?"
    r"|第[\d一二三四五六七八九十]+页.*|-\d+-|\d+/\d+"
)
_YEAR = re.compile(r"\(?\d{4}年度?\)?")
_CONTINUED = re.compile(r"\((?:续表?|续\d+)\)$|[-—]?续表?$")


def is_page_word(text: str) -> bool:
    """True for a year, a unit of money or a page number in a line of its own."""
    return bool(_PAGE_WORD.fullmatch(half_width(text).replace("：", ":")))


def bare_title(text: str) -> str:
    """A title without blanks, year and `（续）` at its end."""
    return _YEAR.sub("", _CONTINUED.sub("", half_width(text)))
