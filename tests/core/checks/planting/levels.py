"""Faults in levels, the split of weights and the number of indicators, for rules 16–24."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from perfdesk.core.form import Form
from tests.core.checks.planting.tools import Plant, case_of, in_row, rows_where, without_rows


def _of(form: Form, word: str) -> list[int]:
    return rows_where(form, lambda row: word in row.level1)


def block_lost(form: Form, rng: Random) -> Form | None:
    rows = _of(form, rng.choice(["产出", "效益", "满意度"]))
    return without_rows(form, rows) if rows and len(rows) < len(form.indicators) else None


def cost_lost(form: Form, _rng: Random) -> Form | None:
    rows = rows_where(form, lambda row: "成本" in row.level1 + row.level2)
    return without_rows(form, rows) if rows and (form.year or 0) >= 2024 else None


def _shifted(form: Form, giver: str, taker: str) -> Form | None:
    """One point moved from a block to another; the sum stays."""
    givers = [row for row in _of(form, giver) if (form.indicators[row].weight.value or 0) > 1]
    takers = _of(form, taker)
    if not givers or not takers or case_of(form).scores.total_weight != 100:
        return None
    less = (form.indicators[givers[0]].weight.value or Decimal(0)) - 1
    more = (form.indicators[takers[0]].weight.value or Decimal(0)) + 1
    return in_row(in_row(form, givers[0], weight=f"{less:f}"), takers[0], weight=f"{more:f}")


def split_changed(form: Form, rng: Random) -> Form | None:
    return _shifted(form, *rng.choice([("产出", "效益"), ("效益", "产出")]))


def satisfaction_changed(form: Form, _rng: Random) -> Form | None:
    total = sum(form.indicators[row].weight.value or 0 for row in _of(form, "满意度"))
    wanted = ("满意度", "产出") if total <= 10 else ("产出", "满意度")
    return _shifted(form, *wanted)


def points_behind_level(form: Form, rng: Random) -> Form | None:
    key = rng.choice(["level1", "level2"])
    label = getattr(form.indicators[0], key)
    above = form.indicators[0].level1
    rows = rows_where(
        form,
        lambda row: getattr(row, key) == label and (key == "level1" or row.level1 == above),
    )
    points = sum(form.indicators[row].weight.value or 0 for row in rows)
    wrong = points + Decimal(rng.choice(["5", "1", "0.5"]))
    text = rng.choice([f"{label}（{wrong}分）", f"{label}({wrong})", f"{label}{wrong}分"])
    for row in rows:
        form = in_row(form, row, **{key: text})
    return form if label else None


def weight_too_heavy(form: Form, rng: Random) -> Form:
    row = rng.choice(rows_where(form, lambda row: (row.weight.value or 0) <= 20))
    return in_row(form, row, weight=rng.choice(["20.5", "25", "40.00"]))


def weight_too_light(form: Form, rng: Random) -> Form:
    row = rng.choice(rows_where(form, lambda row: (row.weight.value or 0) >= 1))
    return in_row(form, row, weight=rng.choice(["0.5", "0.99", "０.2"]))


def too_many_rows(form: Form, rng: Random) -> Form | None:
    if len(form.indicators) > 30:
        return None
    more = [rng.choice(form.indicators) for _ in range(31 - len(form.indicators))]
    return replace(form, indicators=(*form.indicators, *more))


def outputs_lost(form: Form, rng: Random) -> Form | None:
    word = rng.choice(["数量", "时效"])
    rows = rows_where(form, lambda row: word in row.level2 and "产出" in row.level1)
    kept = [row for row in _of(form, "产出") if row not in rows]
    return without_rows(form, rows) if rows and kept else None


def level_lost(form: Form, rng: Random) -> Form:
    row = rng.randrange(len(form.indicators))
    return in_row(
        form, row, **{rng.choice(["level1", "level2"]): rng.choice(["", " ", "/", "——", "无"])}
    )


def level_misplaced(form: Form, rng: Random) -> Form:
    row = rng.randrange(len(form.indicators))
    pairs = [("效益指标", "数量指标"), ("产出指标", "社会效益指标"), ("满意度指标", "时效指标")]
    level1, level2 = rng.choice(pairs)
    return in_row(form, row, level1=level1, level2=level2)


PLANTS: Mapping[str, Plant] = {
    "16/block": block_lost,
    "17/cost": cost_lost,
    "18/split": split_changed,
    "19/satisfaction": satisfaction_changed,
    "20/label": points_behind_level,
    "21/heavy": weight_too_heavy,
    "22/light": weight_too_light,
    "22-rows/many": too_many_rows,
    "24/outputs": outputs_lost,
    "levels-empty/label": level_lost,
    "levels-place/pair": level_misplaced,
}
