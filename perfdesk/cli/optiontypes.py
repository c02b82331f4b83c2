"""What argparse makes of options: names of files that have to end rightly, dates, years, figures.

Each raises ArgumentTypeError with a sentence where the text is none: wrong usage, status 2.
"""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from perfdesk.core.number import half_width
from perfdesk.core.year import YEARS

if TYPE_CHECKING:
    from collections.abc import Callable

_DATES = (
    r"(\d{4})年(\d{1,2})月(\d{1,2})日",
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})",
)
_DATE_USAGE = "应当是一个日期，例如 2025-03-05 或 2025年3月5日"


def file_name(what: str, *endings: str) -> Callable[[str], str]:
    """The name of a file that ends so; one of another kind would be what its name denies.

    With '' among the endings a name without any is taken as it is.
    """
    told = " 或 ".join(ending for ending in endings if ending)

    def checked(text: str) -> str:
        if PurePath(text).suffix.lower() not in endings:
            raise argparse.ArgumentTypeError(f"{text}：{what}只能写成 {told}，请改文件名")
        return text

    return checked


def real_date(text: str) -> str:
    """The text as typed, where it is a day of the calendar."""
    plain = half_width(text)
    for shape in _DATES:
        if found := re.fullmatch(shape, plain):
            year, *_, month, day = found.groups()
            try:
                date(int(year), int(month), int(day))
            except ValueError:
                break
            return text.strip()
    raise argparse.ArgumentTypeError(_DATE_USAGE)


def known_year(text: str) -> int:
    """A year that a form may have."""
    return _year(text, YEARS)


def year_or_none(text: str) -> int:
    """A year that a form may have, 0 for forms without one."""
    return _year(text, range(YEARS.stop))


def _year(text: str, taken: range) -> int:
    try:
        year = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"应当是整数，不是 {text!r}") from None
    if year not in taken:
        raise argparse.ArgumentTypeError(f"不能是 {text!r}，没有这样的年度")
    return year


def account(text: str) -> object:
    """A figure of `--account`; read by what the other commands need not load."""
    from perfdesk.cli.finalaccounts import final_account

    return final_account(text)
