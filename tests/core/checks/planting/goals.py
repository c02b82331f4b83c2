"""Faults to plant into goals: copies, missing figures, plans, other years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

from perfdesk.core.cells import text_at, with_text
from perfdesk.core.form import Form
from perfdesk.core.wording import bare, quantities
from tests.core.checks.planting.tools import (
    Plant,
    append,
    filled_goals,
    in_row,
    one_of,
    said,
)


def copied(form: Form, _rng: Random) -> Form | None:
    if not bare(form.goal_expected) or bare(form.goal_expected) == bare(form.goal_actual):
        return None
    return with_text(form, "goal_actual", form.goal_expected)


def nearly_copied(form: Form, rng: Random) -> Form | None:
    goal = form.goal_expected
    if len(bare(goal)) < 80 or bare(goal) == bare(form.goal_actual):
        return None
    place = rng.choice([found.start() for found in re.finditer("[，。；,;]|$", goal)])
    return with_text(
        form, "goal_actual", f"全年{goal[:place]}，并{goal[place:]}".replace("计划", "")
    )


def figureless(form: Form, rng: Random) -> Form | None:
    if not quantities(form.goal_expected) or not quantities(form.goal_actual):
        return None
    words = rng.choice(["各项工作顺利完成，达到预期效果。", "全年任务圆满完成，社会反响良好。"])
    return with_text(form, "goal_actual", words)


def another_year(where: str) -> Plant:
    """The form's own year in a goal becomes an earlier one."""

    def plant(form: Form, rng: Random) -> Form | None:
        text, year = text_at(form, where), str(form.year)
        places = [
            found.start() for found in re.finditer(f"(?<![\\d《“(（]){year}年(?=[^以起前底])", text)
        ]
        if not places or re.search("[《“][^》”]*" + year, text):
            return None
        place = rng.choice(places)
        return with_text(form, where, text[:place] + _earlier(form, rng, 2) + text[place + 4 :])

    return plant


def _earlier(form: Form, rng: Random, least: int = 1) -> str:
    return str((form.year or 0) - rng.randint(least, 6))


def _begun_in(where: str, *openings: str) -> Plant:
    def plant(form: Form, rng: Random) -> Form | None:
        if where not in filled_goals(form):
            return None
        opening = rng.choice(openings).replace("Y", _earlier(form, rng, 2))
        return with_text(form, where, opening + text_at(form, where))

    return plant


def chinese_year(form: Form, rng: Random) -> Form | None:
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in _earlier(form, rng))
    return append(form, "goal_actual", f"{digits}年各项任务均已落实。")


def short_year(form: Form, rng: Random) -> Form | None:
    return append(form, "goal_actual", f"{_earlier(form, rng)[2:]}年度各项任务均已落实。")


def season_of_short_year(form: Form, rng: Random) -> Form | None:
    year = _earlier(form, rng)[2:]
    words = rng.choice(
        ["年底前完成培训。", "年1-12月培训3场。", "年，培训3场。", "年全年培训3场。"]
    )
    return append(form, "goal_expected", f"{year}{words}")


def year_of_doing(form: Form, rng: Random) -> Form | None:
    """Last year's text: neither a comparison nor what this year's work is about."""
    words = rng.choice(["全年", "度通过考核", "年内审计", "年按标准发放", "年度总目标：完成验收"])
    return append(form, "goal_expected", f"{(form.year or 0) - 1}{words}，各项任务均落实。")


def slipped_year(form: Form, rng: Random) -> Form | None:
    year = str(form.year)
    slips = [year[:3] + year[2:], f"2{year[2]}0{year[3]}", year[:2] + year[3]]
    ending = rng.choice(["年度，开展培训。", "年底前完成。", "年3月完成验收。"])
    return append(form, rng.choice(["goal_expected", "goal_actual"]), rng.choice(slips) + ending)


def far_year(form: Form, rng: Random) -> Form | None:
    return append(form, "goal_expected", f"{(form.year or 0) + rng.randint(8, 70)}年，培训3场。")


def compared_year(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda _: True)
    if row is None:
        return None
    return in_row(form, row, target=f"较{_earlier(form, rng, 2)}年提升")


def target_year(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda _: True)
    if row is None:
        return None
    ending = rng.choice(["年12月底前完成", "年12月31日前", "年全年", ".12.31", "年度"])
    return in_row(form, row, target=_earlier(form, rng) + ending)


def name_year(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda _: True)
    if row is None:
        return None
    return in_row(form, row, level3=f"{_earlier(form, rng, 2)}年{form.indicators[row].level3}")


def later_year(form: Form, rng: Random) -> Form | None:
    year = (form.year or 0) + rng.randint(1, 3)
    words = rng.choice(["各项任务均已完成。", "度开展培训 3 场。", "共服务企业 20 家。"])
    return append(form, "goal_actual", f"{year}年{words}")


def _emptied(where: str) -> Plant:
    def plant(form: Form, rng: Random) -> Form | None:
        return (
            with_text(form, where, rng.choice(["", " "])) if where in filled_goals(form) else None
        )

    return plant


PLANTS: Mapping[str, Plant] = {
    "goals/no goal": _emptied("goal_expected"),
    "goals/no result": _emptied("goal_actual"),
    "45/copied": copied,
    "45/nearly": nearly_copied,
    "46/no figures": figureless,
    "46-plans/plan": said("goal_actual", "计划开展3场专题宣传。", "计划组织全员培训。"),
    "46-plans/will": said("goal_actual", "将于年底前完成验收。", "将进一步扩大覆盖面。"),
    "46-plans/intends": said("goal_actual", "拟于四季度举办交流活动。", "预计年底完成。"),
    "47/goal": another_year("goal_expected"),
    "47/result": another_year("goal_actual"),
    "47/goal opening": _begun_in("goal_expected", "Y年，", "完成Y年度任务：", "Y年度"),
    "47/result opening": _begun_in("goal_actual", "Y年，", "Y年全年，", "落实Y年度工作要求，"),
    "47/Chinese": chinese_year,
    "47/short": short_year,
    "47/short season": season_of_short_year,
    "47/doing": year_of_doing,
    "47/slipped": slipped_year,
    "47/far": far_year,
    "47/compared": compared_year,
    "47/target": target_year,
    "47/name": name_year,
    "47/later": later_year,
}
