"""Rules 23, 49–51, 54–56: how targets and results are written (指标值与完成值的写法)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell
from perfdesk.core.checks.case import FormRule, RowRule, Spot
from perfdesk.core.checks.measures import percent
from perfdesk.core.checks.names import any_in, told_rows
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Remedy
from perfdesk.core.measure import Measure, Operator, scaled
from perfdesk.core.measurewords import SIGNS
from perfdesk.core.number import HUNDRED, half_width, trimmed
from perfdesk.core.rounding import multiply
from perfdesk.core.suggestion import band_of
from perfdesk.core.wording import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case, RowCase
    from perfdesk.core.form import Indicator
    from perfdesk.core.ruleset import Setting

#: Digits, or signs that may be Chinese ones: such a text may well say a number.
_DIGITS = re.compile(r"[0-9一二两三四五六七八九十百千万零〇半]")
#: As short as a time can be: beside ≤2天 that is a result.
_AT_ONCE = re.compile(r"^(?:当[天日场]|即[时日刻]|立即|实时|随到随)")
#: Of 100% these say as much.
_ALL = re.compile(r"全覆盖|应.尽.")
_WHOLE = (HUNDRED, "%")
_NOTHING = re.compile(r"^(?:无|没有|未|零|不存在)")


def repeated_names(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 23: no name stands twice under one level 2, signs and blanks apart (三级指标重复)."""
    rows: dict[tuple[str, str, str], list[int]] = {}
    for number, row in enumerate(case.form.indicators):
        if name := bare(row.level3):
            key = (half_width(row.level1), half_width(row.level2), name)
            rows.setdefault(key, []).append(number)
    for same in rows.values():
        if len(same) > 1:
            first = case.form.indicators[same[0]]
            yield Spot(
                indicator_cell(same[1], "level3"),
                f"{told_rows(same)}三级指标都是“{first.level3.strip()}”，"
                "请合并，或在名称中写明区别。",
                tuple(indicator_cell(row, "level3") for row in same if row != same[1]),
            )


def numbers_without_results(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 49: a target in figures asks for a result in figures; told once a form."""
    rows = [n for n, row in enumerate(case.form.indicators) if _without_figure(case, row)]
    if not rows:
        return
    written = dict.fromkeys(case.form.indicators[row].actual.text.strip() for row in rows)
    how = f"只写“{next(iter(written))}”" + ("等" if len(written) > 1 else "")
    yield Spot(
        indicator_cell(rows[0], "actual"),
        f"{told_rows(rows)}的指标值是数字，实际完成值{how}，请填写实际数字。",
        tuple(indicator_cell(row, "actual") for row in rows[1:]),
    )


def _without_figure(case: Case, row: Indicator) -> bool:
    text = half_width(row.actual.text)
    if row.target.number is None or not text or row.actual.quantitative:
        return False
    none = row.target.number == 0
    if (none or row.target.reverse) and _NOTHING.search(text):
        return False  # 无投诉 is a result in words
    if none and "0" not in row.target.text:
        return False  # 零投诉 is a target in words
    if row.target.reverse and _AT_ONCE.search(text):
        return False
    if scaled(row.target) == _WHOLE and _ALL.search(text):
        return False
    return band_of(text, case.template.rules) is not None or not _DIGITS.search(text)


def result_with_operator(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 50: a result is a value: 95%, not ≥95%."""
    actual = case.indicator.actual
    if actual.operator is None:
        return
    text = half_width(actual.text.translate(SIGNS))
    word = next((each for each in _longest(setting.words["operators"]) if each in text), "")
    if not word:
        return
    same = text == half_width(case.indicator.target.text.translate(SIGNS))
    why = "照抄了指标值" if same else f"带有“{word}”"
    value = text.replace(word, "", 1)
    plain = Measure.of(value)
    fit = plain.quantitative and plain.operator is None
    yield Spot(
        case.at("actual"),
        f"{case.name('actual')}“{actual.text.strip()}”{why}，请填写实际的数值。",
        (case.at("target"),) if same else (),
        Remedy(f"改为 {value}", SetCell(case.at("actual"), value)) if fit else None,
    )


@lru_cache(maxsize=8)
def _longest(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def target_without_operator(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """Rule 51: a target in figures says whether more or less is meant."""
    target = case.indicator.target
    if target.number and target.operator is None:
        yield Spot(
            case.at("target"),
            f"{case.name('target')}“{target.text.strip()}”没有比较符，请写明 ≥、= 或 ≤。",
        )


def full_satisfaction(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 54: everybody was content: by which survey? (满意度为 100%)."""
    if not _satisfaction(case.indicator, setting):
        return
    share = percent(case.indicator.actual, case.indicator.target)
    if share == setting.limits["all"]:
        yield Spot(
            case.at("actual"),
            f"{case.name('actual')}为 {trimmed(share)}%，请确认有问卷份数等调查依据。",
        )


def satisfaction_without_figure(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """A degree of satisfaction is a figure (满意度没有量化)."""
    target = case.indicator.target
    named = any_in(half_width(case.indicator.level3), setting.words["names"])
    if named and target.text.strip() and not target.quantitative:
        if _DIGITS.search(half_width(target.text)):
            return
        yield Spot(
            case.at("target"),
            f"{case.name('target')}“{target.text.strip()}”没有比率，请写明，例如 ≥90%。",
        )


def _satisfaction(row: Indicator, setting: Setting) -> bool:
    name, names = half_width(row.level3), setting.words["names"]
    if any_in(name, names):
        return True
    return any_in(row.level2 or row.level1, names) and not any_in(name, setting.words["not"])


def few_figures(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 55: at least half of the targets are figures (定量指标不到一半)."""
    filled = [row.target for row in case.form.indicators if row.target.text.strip()]
    figures = sum(target.quantitative for target in filled)
    share = setting.limits["share"]
    if len(filled) < setting.limits["fewest"]:
        return
    if multiply(HUNDRED, Decimal(figures)) < multiply(share, Decimal(len(filled))):
        yield Spot(
            "form",
            f"{len(filled)} 个指标中定量的只有 {figures} 个，不到 {trimmed(share)}%，"
            "能用数字衡量的请改用数字。",
        )


def vague_figures(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """Rule 56: 左右 leaves open what is asked for, and what was done (约数)."""
    target, actual = case.indicator.target, case.indicator.actual
    if target.softened and target.operator in (None, Operator.EQUAL):
        also = (case.at("actual"),) if actual.softened else ()
        yield Spot(
            case.at("target"),
            f"{case.name('target')}“{target.text.strip()}”是约数，"
            "是否完成没有界限，下年请用 ≥ 或 =。",
            also,
        )
    elif actual.softened:
        yield Spot(
            case.at("actual"),
            f"{case.name('actual')}“{actual.text.strip()}”是约数，请填写实际数字。",
        )


RULES = (
    FormRule("23", repeated_names, ("levels", "names")),
    FormRule("49", numbers_without_results, ("targets", "actuals")),
    RowRule("50", result_with_operator),
    RowRule("51", target_without_operator),
    RowRule("54", full_satisfaction),
    RowRule("54-words", satisfaction_without_figure),
    FormRule("55", few_figures, ("targets",)),
    RowRule("56", vague_figures),
)
