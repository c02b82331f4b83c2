"""Rules 16–22 and 24, and the levels: a planted fault each, and the limits."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form
from perfdesk.core.ruleset import RuleSet
from tests.core.checks.planting.tools import without_rows
from tests.core.checks.telling import only
from tests.support.forms import address_of, found, template, typed
from tests.support.sound import (
    BENEFIT,
    COST,
    COUNT,
    LASTING,
    QUALITY,
    SATISFACTION,
    TIME,
    row_with,
    sound_form,
)


def typed_into(form: Form, texts: dict[str, str]) -> Form:
    return typed(form, {address_of(key): text for key, text in texts.items()})


def without(*rows: int) -> Form:
    return without_rows(sound_form(), list(rows))


# 16, 17: level 1


def test_a_missing_block() -> None:
    finding = only(without(BENEFIT, LASTING), "16")
    assert (finding.where, finding.severity) == ("form", Severity.WARNING)
    assert finding.message == "没有效益指标，请补充，或说明不设的理由。"
    assert (
        "没有产出指标、效益指标、满意度指标"
        in only(replace(sound_form(), indicators=()), "16").message
    )


@pytest.mark.parametrize("label", ["一、效益指标（30分）", "效益", "项目效益", " 效益指标 "])
def test_a_block_may_be_written_in_many_ways(label: str) -> None:
    assert not found(sound_form(indicators_4__level1=label, indicators_5__level1=label), "16")


def test_a_row_without_level_1_counts_by_its_level_2() -> None:
    assert not found(row_with(SATISFACTION, level1=""), "16")
    counted = without(QUALITY, TIME)
    assert not found(counted, "16")
    assert not found(row_with(SATISFACTION, level1="", level2=""), "16")


def test_the_blocks_are_the_templates() -> None:
    hubei = replace(without(SATISFACTION), template="hubei-2020")
    assert not found(hubei, "16")
    national = replace(without(COST), template="shanghai-2024-national")
    assert not found(national, "16")


def test_no_cost_indicator_from_2024_on() -> None:
    finding = only(without(COST), "17")
    assert (finding.where, finding.severity) == ("form", Severity.HINT)
    assert finding.message == "没有成本指标；2024 年起自评表一般设成本指标，请确认是否需要。"
    assert not found(replace(without(COST), year=2023), "17")
    assert not found(replace(without(COST), year=None), "17")
    assert not found(replace(without(COST), template="hubei-2020"), "17")
    assert not found(replace(sound_form(), indicators=()), "17")
    below = without_rows(row_with(COUNT, level2="成本指标"), [COST])
    assert not found(below, "17")


# 18, 19: the split


def test_another_split() -> None:
    form = sound_form(indicators_4__weight="20", indicators_2__weight="5")
    finding = only(form, "18")
    assert (finding.where, finding.severity) == ("indicators", Severity.HINT)
    assert finding.message == (
        "分值分布为产出和成本 45、效益 35，通常为 50、30，可按项目情况调整，请确认。"
    )
    assert not found(sound_form(indicators_4__weight="20"), "18")  # rule 1 speaks


def test_another_weight_of_satisfaction() -> None:
    form = sound_form(indicators_6__weight="12", indicators_2__weight="8")
    finding = only(form, "19")
    assert (finding.where, finding.severity) == ("indicators[6].weight", Severity.HINT)
    assert finding.message == "满意度指标分值合计 12，通常为 10，请确认。"
    assert not found(without(SATISFACTION), "19")
    assert not found(sound_form(indicators_6__weight=""), "19")
    assert not found(replace(form, template="hubei-2020"), "19")


def test_the_split_is_the_templates() -> None:
    own = replace(sound_form(indicators_2__weight="0"), template="hubei-2020")
    assert only(own, "18").message.endswith("通常为 40、40，可按项目情况调整，请确认。")


# 20: points behind labels


@pytest.mark.parametrize(
    "label", ["产出指标（50分）", "产出指标(50)", "产出指标（５０分）", "产出指标 50分"]
)
def test_points_behind_a_label(label: str) -> None:
    rows = {f"indicators_{row}__level1": label for row in (COUNT, QUALITY, TIME)}
    finding = only(sound_form(**rows), "20")
    assert (finding.where, finding.severity) == ("indicators[1].level1", Severity.WARNING)
    assert finding.message == f"“{label}”下各指标分值之和为 40，与标注的 50 分不一致，请核对。"
    assert finding.cells[1:] == tuple(f"indicators[{row}].weight" for row in (COUNT, QUALITY, TIME))
    right = {key: label.replace("5", "4").replace("５", "４") for key in rows}
    assert not found(sound_form(**right), "20")
    assert not found(sound_form(**rows), "16")


def test_points_behind_a_level_2_label_are_those_of_its_group() -> None:
    assert only(row_with(COUNT, level2="数量指标（15分）"), "20").where == "indicators[1].level2"
    assert not found(row_with(COUNT, level2="数量指标（20分）"), "20")
    twice = sound_form(indicators_1__level2="甲（20分）", indicators_4__level2="甲（20分）")
    assert only(twice, "20").where == "indicators[4].level2"


# 21, 22, 24: single indicators


@pytest.mark.parametrize(
    ("weight", "rule"), [("20", ""), ("20.01", "21"), ("1", ""), ("0.99", "22")]
)
def test_heavy_and_light_indicators(weight: str, rule: str) -> None:
    form = row_with(COUNT, weight=weight)
    for each in ("21", "22"):
        assert bool(found(form, each)) is (each == rule)


def test_what_is_said_of_heavy_and_light_indicators() -> None:
    heavy, light = (
        only(row_with(COUNT, weight="30"), "21"),
        only(row_with(COUNT, weight=".5"), "22"),
    )
    assert heavy.message == (
        "第 2 行分值（培训人数） 30 超过 20 分，分值过于集中，请考虑拆分指标。"
    )
    assert light.message == "第 2 行分值（培训人数） .5 不到 1 分，请考虑合并指标。"
    assert heavy.where == light.where == "indicators[1].weight"
    assert not found(row_with(COUNT, weight="0"), "22")
    assert not found(row_with(COUNT, weight="-1"), "22")


@pytest.mark.parametrize(("count", "told"), [(30, False), (31, True)])
def test_many_indicators(count: int, told: bool) -> None:
    form = replace(sound_form(), indicators=sound_form().indicators[:1] * count)
    assert [one.message for one in found(form, "22-rows")] == (
        [f"共有 {count} 个指标，超过 30 个，请考虑合并。"] if told else []
    )


def test_outputs_without_number_or_time() -> None:
    finding = only(without(COUNT), "24")
    assert (finding.where, finding.severity) == ("form", Severity.HINT)
    assert finding.message == "产出指标中没有数量指标，请考虑补充。"
    assert "没有数量指标、时效指标" in only(without(COUNT, TIME), "24").message
    assert not found(without(COUNT, TIME, QUALITY), "24")
    assert not found(without_rows(row_with(QUALITY, level2=" "), [COUNT]), "24")
    assert not found(row_with(COUNT, level2="产出数量指标"), "24")


# labels


@pytest.mark.parametrize(
    ("texts", "names", "cells"),
    [
        ({"level1": ""}, "一级指标", ("indicators[1].level1",)),
        ({"level2": " "}, "二级指标", ("indicators[1].level2",)),
        (
            {"level1": "", "level2": ""},
            "一级指标、二级指标",
            ("indicators[1].level1", "indicators[1].level2"),
        ),
    ],
)
def test_an_empty_level(texts: dict[str, str], names: str, cells: tuple[str, ...]) -> None:
    finding = only(row_with(COUNT, **texts), "levels-empty")
    assert finding.message == f"第 2 行指标（培训人数）没有填写{names}。"
    assert (finding.cells, finding.severity) == (cells, Severity.HINT)
    assert not found(row_with(COUNT, level3="", **texts), "levels-empty")


@pytest.mark.parametrize("dash", ["/", "——", "无"])
def test_a_dash_is_no_level(dash: str) -> None:
    assert only(row_with(COUNT, level2=dash), "levels-empty").where == "indicators[1].level2"


def test_a_level_2_under_the_wrong_level_1() -> None:
    form = row_with(COUNT, level1="效益指标")
    finding = only(form, "levels-place")
    assert (finding.where, finding.severity) == ("indicators[1].level2", Severity.HINT)
    assert finding.message == (
        "第 2 行二级指标（培训人数）“数量指标”一般归在“产出指标”下，不在“效益指标”下，请核对。"
    )
    assert finding.cells[1:] == ("indicators[1].level1",)
    assert finding.remedy is not None
    assert finding.remedy.label == "一级指标改为“产出指标”"
    assert finding.remedy.edit.apply(form) == sound_form()


@pytest.mark.parametrize(
    ("level1", "level2"),
    [("产出指标", "其他指标"), ("过程指标", "数量指标"), ("", "数量指标"), ("产出", "数量")],
)
def test_a_level_2_that_may_stand_there(level1: str, level2: str) -> None:
    assert not found(row_with(COUNT, level1=level1, level2=level2), "levels-place")


@pytest.mark.parametrize(
    ("key", "label", "right"),
    [
        ("level1", "产出指示", "产出指标"),
        ("level1", "产出标指", "产出指标"),
        ("level1", "出产指标", "产出指标"),
        ("level1", "一、产出指标标（50分）", "产出指标"),
        ("level1", "满意废指标", "满意度指标"),
        ("level2", "数量指票", "数量指标"),
        ("level2", "社会效义指标", "社会效益指标"),
        ("level2", "可持续景响指标", "可持续影响指标"),
    ],
)
def test_a_misspelt_level(key: str, label: str, right: str) -> None:
    form = row_with(COUNT, **{key: label})
    finding = only(form, "levels-label")
    assert (finding.where, finding.severity) == (f"indicators[1].{key}", Severity.WARNING)
    assert f"“{label}”疑为“{right}”之误" in finding.message
    assert finding.remedy
    assert finding.remedy.label == f"改为 {right}"
    assert not found(finding.remedy.edit.apply(form), "levels-label")


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        *(
            ("产出", "数量"),
            ("产出类指标", "数量指标"),
            ("产出目标", "质量达标"),
            ("过程指标", "时间指标"),
        ),
        *(
            ("效果指标", "社会效应指标"),
            ("满意度指数", "满意率指标"),
            ("", ""),
            ("产出指标", "质量指标"),
        ),
        *(("成本指标", "成本指标"), ("成本控制指标", "实效指标"), ("产出", "经济效果指标")),
        *(("数量指标", "培训"), ("培训", "产出指标"), ("数量指标", "质量指标")),
    ],
)
def test_a_level_that_is_another_word(level1: str, level2: str) -> None:
    assert not found(row_with(COUNT, level1=level1, level2=level2), "levels-label")


def test_levels_in_each_other_s_column() -> None:
    form = row_with(COUNT, level1="数量指标", level2="产出指标")
    finding = only(form, "levels-label")
    assert finding.message == (
        "第 2 行（培训人数）的一级指标“数量指标”和二级指标“产出指标”填反了，请对调。"
    )
    assert finding.cells == ("indicators[1].level1", "indicators[1].level2")
    assert finding.remedy
    assert finding.remedy.label == "对调一级、二级指标"
    assert not found(form, "18")
    assert not found(form, "24")
    assert finding.remedy.edit.apply(form) == sound_form()


def test_a_level_2_may_have_the_name_of_its_level_1() -> None:
    row = {"level1": "成本指标", "level2": "成本指标"}
    form = replace(row_with(COUNT, **row), template="national-2020")
    assert not found(form, "levels-place")


def test_other_limits() -> None:
    checks = dict(template().checks.settings)
    checks["21"] = replace(checks["21"], limits={"most": Decimal(15)})
    own = replace(template(), checks=RuleSet(checks))
    assert [one.where for one in check_form(sound_form(), own)] == ["indicators[1].weight"]


def test_rows_without_a_level_count_for_no_other_block() -> None:
    form = without(BENEFIT, LASTING)
    for key in ("level1", "level2"):
        texts = {f"indicators_{COUNT}__{key}": ""}
        assert only(typed_into(form, texts), "16").message.startswith("没有效益指标，")
