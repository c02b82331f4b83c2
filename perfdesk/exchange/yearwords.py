"""Years (年度) as headings write them: 2024年度, 二〇二四年, the first of January, a whole year."""

from __future__ import annotations

import re

from perfdesk.core.number import half_width

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SPELLED = re.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_YEAR = r"(?:19|20|21)\d\d"
_WHOLE_YEAR = (
    rf"{_YEAR}[年./-]0?1[月./-]?(?:0?1日?)?[-~至到—–]+(?:{_YEAR}[年./-])?12[月./-]?(?:31日?)?"
    rf"|{_YEAR}年0?1-12月"
)
_FIRST_DAY = rf"{_YEAR}[年./-]0?1[月./-]0?1日?"
#: What may stand in a line of its own, once `plain_years` has been over it.
YEAR_LINE = rf"\(?(?:{_WHOLE_YEAR}|{_FIRST_DAY}|{_YEAR}年?度?)\)?"
_LINE = re.compile(YEAR_LINE)
_FOUND = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")


def plain_years(text: str) -> str:
    """A text without blanks and full-width signs, its years in figures."""
    return _SPELLED.sub(lambda found: found[0].translate(_DIGITS), half_width(text))


def year_in(text: str) -> str:
    """The one year that a text names; '' for none and for several."""
    years = set(_FOUND.findall(plain_years(text)))
    return years.pop() if len(years) == 1 else ""


def first_year_in(text: str) -> str:
    """The first year that a text names, '' for none."""
    found = _FOUND.search(plain_years(text))
    return found[1] if found else ""


def is_year_line(text: str) -> bool:
    """True for a text that is nothing but one year."""
    return bool(_LINE.fullmatch(plain_years(text)) and year_in(text))
