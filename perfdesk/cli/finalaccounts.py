"""`--account`: a unit's project expenditure in its final accounts (决算数), as typed on a call.

区总工会=1234.56万元, with the year where forms of several are given: 区总工会@2024=1234.56万元.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.accounts import alike
from perfdesk.core.checks.across import folded
from perfdesk.core.number import half_width, parse_decimal
from perfdesk.core.rounding import multiply
from perfdesk.core.template import MoneyUnit
from perfdesk.core.year import parse_year
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from perfdesk.core.form import Form

_SHAPE = re.compile(r"(?P<unit>[^@]*?)(?:@(?P<year>[^@=]*))?=(?P<figure>[^=]*)", re.DOTALL)
_USAGE = "应当写成 单位=金额 或 单位@年度=金额，例如 区总工会@2024=1234.56万元"


@dataclass(frozen=True, slots=True)
class Account:
    """One figure in 元; `year` None where the call does not say it."""

    unit: str
    year: int | None
    figure: Decimal

    @property
    def name(self) -> str:
        """How sentences name it."""
        return f"“{self.unit}”" + (f"{self.year} 年" if self.year else "")


def final_account(text: str) -> Account:
    """The figure behind an option's text.

    Raises ArgumentTypeError for another shape, and for a figure below zero.
    """
    found = _SHAPE.fullmatch(text)
    if not found or not found["unit"].strip():
        raise argparse.ArgumentTypeError(_USAGE)
    year = None if found["year"] is None else parse_year(found["year"])
    figure = half_width(found["figure"])
    unit = MoneyUnit.WAN if figure.endswith(MoneyUnit.WAN.value) else MoneyUnit.YUAN
    number = parse_decimal(figure.removesuffix(unit.value))
    if number is None or (year is None and found["year"] is not None):
        raise argparse.ArgumentTypeError(_USAGE)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text}：决算数不能是负数")
    return Account(found["unit"].strip(), year, multiply(number, unit.yuan))


def final_accounts(
    given: Iterable[Account], forms: Sequence[Form]
) -> tuple[dict[tuple[str, int], Decimal], list[str]]:
    """The figures by unit and year, and sentences on those of whom there is no form.

    Raises Refused where a year is missing that must be said, or a figure stands twice.
    """
    figures: dict[tuple[str, int], Decimal] = {}
    unused = []
    for account in given:
        known = _years(account.unit, forms)
        years = known if account.year is None else [account.year]
        if len(years) > 1:
            told = "、".join(map(str, years))
            raise Refused(f"--account：{account.name}有 {told} 年的表，请写明年度，{_USAGE}。")
        if not years or years[0] not in known:
            unused.append(f"--account：没有{account.name}的表，没有比较决算数。")
        elif alike((account.unit, years[0])) in map(alike, figures):
            raise Refused(f"--account：“{account.unit}”{years[0]} 年的决算数写了两次。")
        else:
            figures[account.unit, years[0]] = account.figure
    return figures, unused


def _years(unit: str, forms: Sequence[Form]) -> list[int]:
    """The years of the unit's forms."""
    own = (form for form in forms if folded(form.unit) == folded(unit))
    return sorted({form.year for form in own if form.year is not None})
