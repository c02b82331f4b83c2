"""Faults to plant into goals: figures that are not those of the indicators."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

from perfdesk.core.cells import text_at, with_text
from perfdesk.core.form import Form
from perfdesk.core.measure import scaled
from perfdesk.core.number import trimmed
from tests.core.checks.planting.tools import (
    Plant,
    append,
    case_of,
)


def countable(form: Form, key: str) -> list[int]:
    """Rows whose figure a sentence can tell, and whose name stands on one row only."""
    names = [row.level3 for row in form.indicators]
    return [
        number
        for number, row in enumerate(form.indicators)
        if (measure := getattr(row, key)).number is not None
        and re.fullmatch(r"%|百分比|人次?|[个名场家次项份户件册条]", measure.unit)
        and len(row.level3) >= 4
        and not re.search(r"[每各]|增长|减少|同比|其中|平均", row.level3)
        and not any(row.level3 in other for other in [*names[:number], *names[number + 1 :]])
    ]


def _told_wrongly(where: str, key: str, link: str) -> Plant:
    def plant(form: Form, rng: Random) -> Form | None:
        rows = [
            row
            for row in countable(form, key)
            if form.indicators[row].level3.rpartition("-")[2] not in text_at(form, where)
        ]
        if not rows:
            return None
        row = form.indicators[rng.choice(rows)]
        measure = getattr(row, key)
        wrong = _wrong(measure.number, measure.unit, rng)
        unit = "%" if measure.unit == "百分比" else measure.unit
        return append(form, where, f"{row.level3}{link}{wrong}{unit}。")

    return plant


def _wrong(number: object, unit: str, rng: Random) -> str:
    value = int(str(number).split(".", maxsplit=1)[0])
    if unit in ("%", "百分比"):
        return str(rng.choice([each for each in (35, 42, 55, 61) if each != value]))
    return str(value * 2 if value > 5 else value + 7)


def _changed_figure(where: str, key: str) -> Plant:
    """The figure that already stands behind an indicator's name becomes another."""

    def plant(form: Form, rng: Random) -> Form | None:
        text = text_at(form, where)
        for row in form.indicators:
            measure, name = getattr(row, key), row.level3
            if measure.number is None or len(name) < 4 or text.count(name) != 1:
                continue
            behind = re.escape(name) + r"(?:达到|达|为|:|：)?(\d+(?:\.\d+)?)(?=%|人|个|次|家|场)"
            if (found := re.search(behind, text)) and found[1] == trimmed(measure.number):
                wrong = _wrong(measure.number, measure.unit, rng)
                return with_text(form, where, text[: found.start(1)] + wrong + text[found.end(1) :])
        return None

    return plant


def satisfaction_told_wrongly(form: Form, rng: Random) -> Form | None:
    """Nobody says whose satisfaction it is: the form has one only."""
    rows = [row for row in form.indicators if "满意" in row.level3]
    texts = form.goal_expected + form.goal_actual
    share = scaled(rows[0].actual) if len(rows) == 1 and "满意" not in texts else None
    if share is None or share[1] != "%" or share[0] < 70:
        return None
    told = rng.choice(["满意度为61%。", "服务对象满意度为61%。", "总体满意率为61%。"])
    return append(form, "goal_actual", told)


def rate_told_wrongly(form: Form, rng: Random) -> Form | None:
    rate = case_of(form).scores.rate
    if not rate:
        return None
    wrong = rate - 7 if rate > 60 else rate + 20
    told = rng.choice(["预算执行率", "本项目资金执行率为", "全年执行率达到", "资金使用率仅"])
    return append(form, "goal_actual", f"{told}{wrong:f}%。")


PLANTS: Mapping[str, Plant] = {
    "48/told": _told_wrongly("goal_expected", "target", "达到"),
    "48/told plainly": _told_wrongly("goal_expected", "target", "为"),
    "48/changed": _changed_figure("goal_expected", "target"),
    "48-result/satisfaction": satisfaction_told_wrongly,
    "rate-told/result": rate_told_wrongly,
    "48-result/told": _told_wrongly("goal_actual", "actual", "为"),
    "48-result/colon": _told_wrongly("goal_actual", "actual", "："),
    "48-result/changed": _changed_figure("goal_actual", "actual"),
}
