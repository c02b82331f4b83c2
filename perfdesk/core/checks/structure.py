"""Rules 16–22 and 24: levels, weights and the number of indicators (指标体系与分值分布)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import INDICATOR_NAMES, indicator_cell
from perfdesk.core.checks.case import FormRule, RowRule, Spot
from perfdesk.core.checks.figures import change_to
from perfdesk.core.checks.levels import (
    core_of,
    cores,
    homes_of,
    known_label,
    level_of,
    meant,
    points_in,
)
from perfdesk.core.checks.names import any_in
from perfdesk.core.edits import SetCell, SetCells
from perfdesk.core.finding import Remedy
from perfdesk.core.form import LEVEL_KEYS
from perfdesk.core.number import ZERO, trimmed
from perfdesk.core.rounding import add, subtract
from perfdesk.core.wording import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from perfdesk.core.checks.case import Case, RowCase
    from perfdesk.core.form import Indicator
    from perfdesk.core.ruleset import Setting
    from perfdesk.core.template import Template


def missing_level1(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 16: the blocks of the template's level 1 are there (一级指标齐全).

    Rows that say nothing of their level could be of any: `levels-empty` asks for them.
    """
    rows = case.form.indicators
    if any(not row.level1.strip() and not row.level2.strip() for row in rows):
        return
    told = cores(setting.words["told_elsewhere"])
    missing = [
        level.name
        for level in case.template.levels
        if not level.optional
        and core_of(level.name) not in told
        and not any(_belongs(row, level.name, level.level2) for row in rows)
    ]
    if missing:
        yield Spot("form", f"没有{'、'.join(missing)}，请补充，或说明不设的理由。")


def _belongs(row: Indicator, name: str, level2: tuple[str, ...]) -> bool:
    """True if either label names the level, or the row lacks level 1 and its level 2 is of it."""
    core = core_of(name)
    if any(core in core_of(label) for label in (row.level1, row.level2)):
        return True
    return not row.level1.strip() and core_of(row.level2) in cores(level2)


def no_cost(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 17: from a year on forms have a cost indicator (成本指标)."""
    wanted = cores(setting.words["cost"])
    known = cores(level.name for level in case.template.levels)
    year, rows = case.form.year, case.form.indicators
    if year is None or year < setting.limits["from_year"] or not rows or not wanted & known:
        return
    labels = [core_of(label) for row in rows for label in (row.level1, row.level2)]
    if not any(core in label for core in wanted for label in labels):
        first = trimmed(setting.limits["from_year"])
        yield Spot("form", f"没有成本指标；{first} 年起自评表一般设成本指标，请确认是否需要。")


def unusual_split(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 18: the weights by level 1 are the recommended ones (分值分布); rule 19 has 满意度."""
    if case.scores.total_weight != case.template.rules.total:
        return
    rows = [(core_of(_levels_meant(row, case.template)[0]), row) for row in case.form.indicators]
    shares = {
        name: _weight_of([row for level1, row in rows if level1 in setting.words[name]])
        for name in setting.limits
    }
    if all(shares[name] == limit for name, limit in setting.limits.items()):
        return
    own = "、".join(f"{'和'.join(setting.words[name])} {trimmed(shares[name])}" for name in shares)
    usual = "、".join(trimmed(limit) for limit in setting.limits.values())
    yield Spot("indicators", f"分值分布为{own}，通常为 {usual}，可按项目情况调整，请确认。")


def satisfaction_weight(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 19: satisfaction weighs what it usually does (满意度指标分值)."""
    wanted, usual = cores(setting.words["satisfaction"]), setting.limits["weight"]
    rows = [
        (place, row)
        for place, row in enumerate(case.form.indicators)
        if core_of(row.level1) in wanted
    ]
    total = _weight_of([row for _, row in rows])
    if rows and total != usual and all(row.weight.value is not None for _, row in rows):
        first, *others = (indicator_cell(place, "weight") for place, _ in rows)
        yield Spot(
            first,
            f"满意度指标分值合计 {trimmed(total)}，通常为 {trimmed(usual)}，请确认。",
            tuple(others),
        )


def printed_points(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 20: points written behind a level's label are those of its rows (标注的分值)."""
    rows = case.form.indicators
    for key in LEVEL_KEYS:
        groups: dict[tuple[str, str], list[int]] = {}
        for place, row in enumerate(rows):
            above = row.level1 if key == "level2" else ""
            groups.setdefault((above, getattr(row, key)), []).append(place)
        for (_, label), places in groups.items():
            points = points_in(label)
            total = _weight_of([rows[place] for place in places])
            gap = subtract(total, points) if points is not None else ZERO
            if points is not None and gap.copy_abs() > setting.limits["tolerance"]:
                yield Spot(
                    indicator_cell(places[0], key),
                    f"“{label}”下各指标分值之和为 {trimmed(total)}，"
                    f"与标注的 {trimmed(points)} 分不一致，请核对。",
                    tuple(indicator_cell(place, "weight") for place in places),
                )


def heavy_indicator(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 21: no indicator weighs too much (分值过于集中)."""
    weight, most = case.indicator.weight, setting.limits["most"]
    if weight.value is not None and weight.value > most:
        yield Spot(
            case.at("weight"),
            f"{case.name('weight')} {weight.text} 超过 {trimmed(most)} 分，分值过于集中，"
            "请考虑拆分指标。",
        )


def light_indicator(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 22: no indicator weighs too little (分值过小); 0 is the affair of rule 4."""
    weight, least = case.indicator.weight, setting.limits["least"]
    if weight.value is not None and 0 < weight.value < least:
        yield Spot(
            case.at("weight"),
            f"{case.name('weight')} {weight.text} 不到 {trimmed(least)} 分，请考虑合并指标。",
        )


def many_indicators(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 22: not too many indicators (指标过多)."""
    count, most = len(case.form.indicators), setting.limits["most"]
    if count > most:
        yield Spot("form", f"共有 {count} 个指标，超过 {trimmed(most)} 个，请考虑合并。")


def missing_outputs(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 24: among the outputs are the usual level-2 indicators (数量、时效指标)."""
    wanted = cores(setting.words["outputs"])
    levels = [_levels_meant(row, case.template) for row in case.form.indicators]
    outputs = [level2 for level1, level2 in levels if core_of(level1) in wanted]
    if not outputs or not all(level2.strip() for level2 in outputs):
        return
    present = list(map(core_of, outputs))
    missing = [
        name
        for name in setting.words["level2"]
        if not any(core_of(name) in label for label in present)
    ]
    if missing:
        yield Spot("form", f"产出指标中没有{'、'.join(missing)}，请考虑补充。")


def empty_levels(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """An indicator without level 1 or level 2, a dash is none (没有填写一级、二级指标)."""
    columns = case.template.column_labels()
    blank = case.template.checks.setting("12").words["blank"]
    if not case.indicator.level3.strip():
        return  # rule 13 asks for the indicator
    empty = [
        key
        for key in LEVEL_KEYS
        if key in columns and says_nothing(str(getattr(case.indicator, key)), blank)
    ]
    if empty:
        names = "、".join(INDICATOR_NAMES[key] for key in empty)
        first, *others = map(case.at, empty)
        yield Spot(
            first,
            f"第 {case.row + 1} 行指标（{case.indicator.level3}）没有填写{names}。",
            tuple(others),
        )


def wrong_level1(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """A level-2 indicator under a level 1 that it does not belong to (二级指标归类)."""
    level1 = level_of(case.indicator.level1, case.template)
    homes = homes_of(case.indicator.level2, case.template)
    itself = core_of(case.indicator.level1) == core_of(case.indicator.level2)
    if level1 is None or not homes or level1 in homes or itself:
        return
    names = "、".join(f"“{home.name}”" for home in homes)
    remedy = Remedy(f"一级指标改为“{homes[0].name}”", SetCell(case.at("level1"), homes[0].name))
    yield Spot(
        case.at("level2"),
        f"{case.name('level2')}“{case.indicator.level2}”一般归在{names}下，"
        f"不在“{case.indicator.level1}”下，请核对。",
        (case.at("level1"),),
        remedy if len(homes) == 1 else None,
    )


def misspelt_level(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """A level's label with a slip in it, or in the other's column, where the right one is sure."""
    row, template = case.indicator, case.template
    if homes_of(row.level1, template) and level_of(row.level2, template):
        if _is_swapped(row, template):
            yield _swapped(case)
        return
    names = {
        "level1": [level.name for level in template.levels],
        "level2": list(dict.fromkeys(name for level in template.levels for name in level.level2)),
    }
    for key in LEVEL_KEYS:
        label = getattr(row, key)
        if known_label(label, template) or any_in(label, setting.words["accepted"]):
            continue
        if right := meant(label, names[key]):
            where = case.at(key)
            yield Spot(
                where,
                f"{case.name(key)}“{label.strip()}”疑为“{right}”之误，请核对。",
                (),
                change_to(where, right),
            )


def _is_swapped(row: Indicator, template: Template) -> bool:
    """Whether each label is one of the other's column only: 数量指标 | 产出指标."""
    fits = level_of(row.level1, template) or homes_of(row.level2, template)
    return bool(homes_of(row.level1, template) and level_of(row.level2, template) and not fits)


def _levels_meant(row: Indicator, template: Template) -> tuple[str, str]:
    """Levels 1 and 2, the right way round where `levels-label` tells that they are swapped."""
    levels = row.level1, row.level2
    return levels[::-1] if _is_swapped(row, template) else levels


def _swapped(case: RowCase) -> Spot:
    row, (first, second) = case.indicator, map(case.at, LEVEL_KEYS)
    texts = ((first, row.level2), (second, row.level1))
    return Spot(
        first,
        f"第 {case.row + 1} 行（{row.level3}）的一级指标“{row.level1}”和二级指标“{row.level2}”"
        "填反了，请对调。",
        (second,),
        Remedy("对调一级、二级指标", SetCells(texts, "对调")),
    )


def _weight_of(rows: list[Indicator]) -> Decimal:
    return add(ZERO, *(row.weight.value or ZERO for row in rows))


RULES = (
    FormRule("16", missing_level1, ("levels",)),
    FormRule("17", no_cost, ("header", "levels")),
    FormRule("18", unusual_split, ("funding", "levels", "weights")),
    FormRule("19", satisfaction_weight, ("levels", "weights")),
    FormRule("20", printed_points, ("levels", "weights")),
    RowRule("21", heavy_indicator),
    RowRule("22", light_indicator),
    FormRule("22-rows", many_indicators, ("levels",)),
    FormRule("24", missing_outputs, ("levels",)),
    RowRule("levels-empty", empty_levels),
    RowRule("levels-place", wrong_level1),
    RowRule("levels-label", misspelt_level),
)
