"""Quick entry: what the window offers to make of a text, and results by one command.

Offers are for the person to take: nothing here is applied by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, name_of
from perfdesk.core.edits import SetCells
from perfdesk.core.measure import Kind, Measure
from perfdesk.core.measurewords import AT_LEAST, AT_MOST
from perfdesk.core.number import half_width, trimmed
from perfdesk.core.placing import Account, Placed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.form import Form
    from perfdesk.core.template import Band, Rules

_TYPED_OPERATOR = re.compile(r"[>＞]\s*[=＝]|[<＜]\s*[=＝]")
_DIGITS = re.compile(r"[+\-－−]?\d[\d,，]*(?:[.．]\d+)?")


def offer_operator(text: str) -> str | None:
    """`>=95%` as `≥95%`, `<=` as `≤`; None where there is none, or it would read differently.

    For typed targets and results only: the window offers it as a step of its own, after the typed
    text is in the cell. Pasted and imported texts stay as they are.
    """
    better = _TYPED_OPERATOR.sub(lambda found: AT_LEAST if found[0][0] in ">＞" else AT_MOST, text)
    if better == text:
        return None
    old, new = Measure.of(text), Measure.of(better)
    meant = (old.operator, old.number, old.unit) == (new.operator, new.number, new.unit)
    return better if new.quantitative and meant else None


def own_result(target: Measure) -> str:
    """The result that just meets a target with a number: 100.00(%) for =100.00(%); '' for others.

    The digits as the target has them, the unit too unless words stand with it (95%以上).
    """
    if not target.quantitative or target.number is None:
        return ""
    found = _DIGITS.search(target.text)
    if found is None:
        return trimmed(target.number) + target.unit
    sign = "" if target.number < 0 else "+-－−"
    return found[0].lstrip(sign) + written_unit(target)


def written_unit(measure: Measure) -> str:
    """The unit as it stands behind the number, with its brackets: (家), %; '' without a number."""
    found = _DIGITS.search(measure.text) if measure.quantitative else None
    behind = measure.text[found.end() :].strip() if found else ""
    bracketed = half_width(behind) in (f"({measure.unit})", measure.unit)
    return behind if measure.unit and bracketed else measure.unit


def band_words(rules: Rules) -> tuple[str, ...]:
    """The template's word for each band of qualitative results, the best first."""
    return tuple(band.words[0] for band in by_rank(rules) if band.words)


def by_rank(rules: Rules) -> list[Band]:
    """The bands from the best to the worst."""
    return sorted(rules.bands, key=lambda band: band.high, reverse=True)


def enter_results(form: Form, rows: Iterable[int], word: str) -> Placed:
    """Gives `rows` whose target is qualitative and whose result is blank the result `word`.

    Targets with a number need a number: those rows, and filled ones, are named and left alone.
    """
    account, cells = Account(), []
    numbers, filled = [], []
    for row in sorted(set(rows)):
        indicator, address = form.indicators[row], indicator_cell(row, "actual")
        if indicator.actual.kind is not Kind.EMPTY:
            filled.append(name_of(address))
        elif indicator.target.quantitative:
            numbers.append(name_of(address))
        else:
            cells.append((address, word))
    account.filled = len(cells)
    if numbers:
        account.notes.append(f"指标值是数字，请填写实际数：{'、'.join(numbers)}。")
    if filled:
        account.notes.append(f"已经填过，没有改动：{'、'.join(filled)}。")
    return Placed(SetCells(tuple(cells), "填入") if cells else None, account)
