"""Faults to plant into notes."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from perfdesk.core.form import Form, Indicator
from perfdesk.core.number import ZERO, trimmed
from perfdesk.core.rounding import round_to
from perfdesk.core.scoring import score_form
from perfdesk.core.suggestion import reached
from perfdesk.files.templates import library
from tests.core.checks.planting.agreement import countable
from tests.core.checks.planting.tools import (
    Plant,
    in_row,
)


def _deducted(form: Form, rng: Random) -> tuple[Form, int] | None:
    """The form with a point less on some row, and that row."""
    rows = [
        number
        for number, row in enumerate(form.indicators)
        if row.weight.value is not None and row.weight.value > 1 and not row.note
    ]
    if not rows:
        return None
    row = rng.choice(rows)
    weight = form.indicators[row].weight.value or ZERO
    return in_row(form, row, score=str(round_to(weight / 2))), row


def _noted(*notes: str) -> Plant:
    """One of the notes on a row with a deduction."""

    def plant(form: Form, rng: Random) -> Form | None:
        found = _deducted(form, rng)
        return None if found is None else in_row(found[0], found[1], note=rng.choice(notes))

    return plant


def needless_note(form: Form, rng: Random) -> Form | None:
    scores = score_form(form, library().get(form.template).rules).rows
    rows = [
        number
        for number, row in enumerate(form.indicators)
        if row.target.number is not None
        and row.target.number == row.actual.number
        and row.target.unit == row.actual.unit
        and scores[number].score == row.weight.value
        and not row.note
    ]
    if not rows:
        return None
    return in_row(form, rng.choice(rows), note="根据工作安排开展了相关活动。")


def _rows_met(form: Form, *, met: bool) -> list[int]:
    return [
        number
        for number, row in enumerate(form.indicators)
        if reached(row.target, row.actual) is met and not row.note
    ]


def denied_success(form: Form, rng: Random) -> Form | None:
    rows = _rows_met(form, met=True)
    notes = [
        "未完成年度目标。",
        "因故未完成年度任务。",
        "因人手不足，未完成",
        "工作启动较晚，未达到指标值。",
        "未能完成",
    ]
    return in_row(form, rng.choice(rows), note=rng.choice(notes)) if rows else None


def claimed_success(form: Form, rng: Random) -> Form | None:
    rows = [row for row in countable(form, "target") if not _reverse(form.indicators[row])]
    rows = [row for row in rows if (form.indicators[row].target.number or ZERO) > 5]
    if not rows:
        return None
    row = rng.choice(rows)
    target = form.indicators[row].target
    actual = f"{trimmed((target.number or ZERO) / 2)}({target.unit})"
    form = in_row(form, row, actual=actual)
    notes = [
        "已完成",
        "已超额完成年度目标。",
        "各项工作已按计划完成。",
        "超额完成",
        "已达到年度目标",
        "按时足额完成",
    ]
    return in_row(form, row, note=rng.choice(notes))


def _reverse(row: Indicator) -> bool:
    return row.target.operator is not None and row.target.operator.reverse


def another_figure(form: Form, rng: Random) -> Form | None:
    rows = [row for row in countable(form, "actual") if not form.indicators[row].note]
    if not rows:
        return None
    row = rng.choice(rows)
    measure = form.indicators[row].actual
    wrong = int(measure.number or 0) + rng.randint(3, 9)
    unit = "%" if measure.unit == "百分比" else measure.unit
    return in_row(form, row, note=f"因参加单位变化，实际完成{wrong}{unit}。")


def another_target(form: Form, rng: Random) -> Form | None:
    rows = [row for row in countable(form, "target") if not form.indicators[row].note]
    if not rows:
        return None
    row = rng.choice(rows)
    measure = form.indicators[row].target
    wrong = int(measure.number or 0) + rng.randint(3, 9)
    unit = "%" if measure.unit == "百分比" else measure.unit
    told = rng.choice(["目标值为", "年度指标值是", "目标：", "计划数为"])
    return in_row(form, row, note=f"{told}{wrong}{unit}，因人员变动进度延后。")


def same_notes(form: Form, rng: Random) -> Form | None:
    if len(form.indicators) < 3:
        return None
    for row in rng.sample(range(len(form.indicators)), 3):
        form = in_row(form, row, note="受年内机构改革影响，工作进度有所延后")
    return form


PLANTS: Mapping[str, Plant] = {
    "41/reason only": _noted("因企业申报数量减少，年内没有达到预定的数量。"),
    "42/short": _noted("按实际", "人数少", "政策原因", "疫情"),
    "42/boilerplate": _noted("根据实际情况", "因疫情影响", "根据工作需要。"),
    "43/needless": needless_note,
    "44/denied": denied_success,
    "44/claimed": claimed_success,
    "44/figure": another_figure,
    "44/target figure": another_target,
    "note-parts/mixed": _noted(
        "受客观条件限制，部分工作没有开展。今后将提前谋划，加强组织。",
        "企业申报较少；下一步加大宣传力度",
    ),
    "same-notes/three": same_notes,
}
