"""Faults across the forms of a unit, for rules 60 and 15-year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from perfdesk.core.cells import with_text
from perfdesk.core.form import Form
from perfdesk.core.number import trimmed
from tests.core.checks.planting.tools import in_row, wide

#: The forms of a unit with a fault among them; None where the form gives no place for it.
UnitPlant = Callable[[Form, Random], Sequence[Form] | None]


def renamed(form: Form) -> Form:
    return replace(form, project_name=form.project_name + "（二期）", id="")


def filed_twice(form: Form, rng: Random) -> Sequence[Form]:
    plain = form.project_name.removeprefix(f"{form.year}年").removesuffix("项目")
    name = rng.choice([wide(form.project_name, rng), f"{form.year}年{plain}", f"{plain}项目"])
    other = replace(form, project_name=name, goal_actual="另写的完成情况", id="")
    return [form, other]


def copied(form: Form, _rng: Random) -> Sequence[Form] | None:
    return [form, renamed(form)] if len(form.indicators) >= 3 else None


def goals_copied(form: Form, rng: Random) -> Sequence[Form] | None:
    key = rng.choice(["goal_expected", "goal_actual"])
    goal = "完成年度全部工作任务，服务对象满意，资金使用规范有效。"
    other = in_row(renamed(form), 0, target="≥7(次)")
    return [with_text(form, key, goal), with_text(other, key, goal.replace("，", ","))]


def reason_copied(form: Form, rng: Random) -> Sequence[Form]:
    note = "受客观因素影响，部分活动推迟到下一年度举办，今后将提前安排。"
    first = rng.randrange(len(form.indicators))
    second = rng.randrange(len(form.indicators))
    other = in_row(renamed(form), second, target="≥7(次)", note=note)
    return [in_row(form, first, note=note), other]


def rows_in_many(form: Form, _rng: Random) -> Sequence[Form]:
    return [replace(form, project_name=f"{form.project_name}{n}") for n in range(5)]


def yuan_in_a_form_of_ten_thousands(form: Form, _rng: Random) -> Sequence[Form] | None:
    total = form.funding.total.adjusted.value
    if form.year is None or not total or total <= 0:
        return None
    last = replace(form, year=form.year - 1)
    return [last, with_text(form, "funding.total.adjusted", trimmed(total * 10000))]


UNIT_PLANTS: Mapping[str, UnitPlant] = {
    "60": filed_twice,
    "60-form": copied,
    "60-goals": goals_copied,
    "60-notes": reason_copied,
    "60-rows": rows_in_many,
    "15-year": yuan_in_a_form_of_ten_thousands,
}
