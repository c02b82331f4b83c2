"""Faults in how targets and results are written, for rules 23, 49–51 and 54–56."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from perfdesk.core.edits import InsertIndicators
from perfdesk.core.form import Form, Indicator
from perfdesk.core.measure import Operator, scaled
from perfdesk.core.number import ZERO, half_width, trimmed
from tests.core.checks.planting.tools import (
    Plant,
    counted,
    in_row,
    one_of,
    percent,
    rows_where,
    wide,
)

# 23


def row_twice(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda one: bool(one.level3.strip()))
    if row is None:
        return None
    at = rng.choice([row + 1, row])
    return InsertIndicators(at, (form.indicators[row],)).apply(form)


def name_twice(form: Form, rng: Random) -> Form | None:
    pairs = [
        (a, b)
        for a, left in enumerate(form.indicators)
        for b, right in enumerate(form.indicators)
        if a != b
        and (left.level1, left.level2) == (right.level1, right.level2)
        and half_width(left.level3) != half_width(right.level3)
        and left.level3.strip()
    ]
    if not pairs:
        return None
    first, second = rng.choice(pairs)
    name = form.indicators[first].level3
    names = [wide(name, rng), f"{name.strip()}。", f"{name[:2]}\n{name[2:]}"]
    return in_row(form, second, level3=rng.choice(names))


# 49, 50, 51


def result_in_words(form: Form, rng: Random) -> Form | None:
    row = one_of(
        form,
        rng,
        lambda one: one.target.quantitative and one.target.number != 0 and one.actual.quantitative,
    )
    words = ("达成指标", "完成", "已达成", "良好", "达成年度指标", "按计划完成")
    return None if row is None else in_row(form, row, actual=rng.choice(words))


def target_copied(form: Form, rng: Random) -> Form | None:
    def fit(one: Indicator) -> bool:
        return one.target.operator is not None and one.target.text != one.actual.text

    row = one_of(form, rng, fit)
    return None if row is None else in_row(form, row, actual=form.indicators[row].target.text)


def result_as_range(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda one: one.actual.quantitative and one.actual.operator is None)
    if row is None:
        return None
    text = half_width(form.indicators[row].actual.text)
    if text[0] not in "0123456789":
        return None
    unit = "%" if "%" in text else ""
    number = trimmed(form.indicators[row].actual.number or ZERO)
    sign = rng.choice(["≥", ">", "=", "≥ ", "＞", "不低于", "不少于", "大于"])
    behind = rng.random() < 0.2
    return in_row(form, row, actual=f"{number}{unit}以上" if behind else sign + text)


def operator_lost(form: Form, rng: Random) -> Form | None:
    if form.template in ("shanghai-2022", "national-2020", "hubei-2020"):
        return None
    row = one_of(form, rng, lambda one: one.target.operator is not None and bool(one.target.number))
    if row is None:
        return None
    target = form.indicators[row].target
    unit = f"({target.unit})" if target.unit else ""
    return in_row(form, row, target=wide(f"{trimmed(target.number)}{unit}", rng))  # type: ignore[arg-type]  # a number


# 54


def satisfied(one: Indicator) -> bool:
    return "满意" in one.level3 and percent(one)


def all_content(form: Form, rng: Random) -> Form | None:
    def fit(one: Indicator) -> bool:
        found = scaled(one.actual)
        return satisfied(one) and (found is None or found[0] != 100)

    row = one_of(form, rng, fit)
    if row is None:
        return None
    ways = ["100%", "100.00(%)", "100.0（%）", "100(百分比)", "100.00"]
    return in_row(form, row, actual=wide(rng.choice(ways), rng))


def content_in_words(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, satisfied)
    words = ["满意", "较高", "良好", "达到满意", "无投诉"]
    return None if row is None else in_row(form, row, target=rng.choice(words))


# 55, 56


def targets_in_words(form: Form, rng: Random) -> Form | None:
    figures = rows_where(form, lambda one: one.target.quantitative)
    rows = len([one for one in form.indicators if one.target.text.strip()])
    if rows < 4 or 2 * len(figures) < rows:
        return None
    words = ("健全", "提升", "有效", "达到要求", "良好")
    for row in rng.sample(figures, len(figures) - (rows - 1) // 2):
        form = in_row(form, row, target=rng.choice(words))
    return form


def vague_target(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda one: counted(one) and one.target.operator is Operator.EQUAL)
    if row is None:
        return None
    number, unit = trimmed(form.indicators[row].target.number), form.indicators[row].target.unit  # type: ignore[arg-type]  # counted
    ways = [
        f"={number}({unit}左右)",
        f"{number}{unit}左右",
        f"约{number}{unit}",
        f"{number}余{unit}",
    ]
    return in_row(form, row, target=rng.choice(ways))


def vague_result(form: Form, rng: Random) -> Form | None:
    row = one_of(
        form, rng, lambda one: one.target.quantitative and not one.target.softened and counted(one)
    )
    if row is None:
        return None
    unit = form.indicators[row].target.unit
    ways = [f"约95{unit}", f"95{unit}左右", f"大约95{unit}", f"95余{unit}", f"95({unit}左右)"]
    return in_row(form, row, actual=rng.choice(ways))


PLANTS: Mapping[str, Plant] = {
    "23/row": row_twice,
    "23/name": name_twice,
    "49": result_in_words,
    "50/copied": target_copied,
    "50/range": result_as_range,
    "51": operator_lost,
    "54": all_content,
    "54-words": content_in_words,
    "55": targets_in_words,
    "56/target": vague_target,
    "56/result": vague_result,
}
