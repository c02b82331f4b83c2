"""Rule 60 and the like: what the forms of a unit say of each other."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.cells import with_text
from perfdesk.core.checks import Case, UnitCase, check_form, check_together, check_unit
from perfdesk.core.checks.across import folded
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form, Indicator
from perfdesk.core.measure import Measure
from perfdesk.core.ruleset import RuleChange
from perfdesk.core.silence import SetAside
from tests.core.checks.units import across, project
from tests.support.forms import clean_form, template
from tests.support.sound import COUNT, row_with

GOAL = "为全区一千名职工提供技能培训，提高就业能力。"
NOTE = "偏差原因：报名人数少于预期。改进措施：加强宣传。"


def test_rows_of_forms_beside_count_and_are_told_on_a_form_that_was_asked_for() -> None:
    names = ["培训", "慰问", "宣传", "调研", "维权"]
    cases = [Case.of(project(name), template()) for name in names]
    rules = [{one.rule for one in each} for each in check_unit(UnitCase(cases, {}, beside=4))]
    assert "60-rows" in rules[4]
    assert rules[:4] == [set()] * 4


def test_forms_that_have_nothing_in_common() -> None:
    forms = [project("培训"), project("慰问"), project("宣传")]
    assert check_unit(UnitCase([Case.of(form, template()) for form in forms], {})) == [()] * 3
    assert check_unit(UnitCase([], {})) == []


def test_findings_together_are_those_of_the_form_then_those_across() -> None:
    cases = [Case.of(row_with(COUNT, score="21"), template())] * 2
    together = check_together(UnitCase(cases, {}))
    assert together[0] == check_form(cases[0].form, template())
    assert [one.rule for one in together[1]] == [*(one.rule for one in together[0]), "60"]
    assert "3" in [one.rule for one in together[0]]


# the same project


def test_one_project_has_one_form() -> None:
    forms = [project("培训"), project("慰问"), project(" 培训 "), project("培训")]
    found = across(forms, "60")
    assert [index for index, _ in found] == [2, 3]
    assert found[0][1].message == (
        "“培训”2024 年有 3 张表，这是其中第 2 张，请删去重复的，或改正项目名称。"
    )
    assert found[0][1].severity is Severity.WARNING
    assert found[0][1].cells == ("project_name", "year", "unit")


@pytest.mark.parametrize("name", ["培训项目", "2024年培训", "2024年度培训项目", "“培训”"])
def test_a_project_s_name_in_other_words(name: str) -> None:
    assert [index for index, _ in across([project("培训"), project(name)], "60")] == [1]


@pytest.mark.parametrize("name", ["2023年培训", "培训二期", "项目", "培训项目管理"])
def test_names_that_are_another_project_s(name: str) -> None:
    assert not across([project("培训"), project(name)], "60")


@pytest.mark.parametrize("other", [{"year": "2023"}, {"unit": "另一单位"}])
def test_another_year_or_unit_has_its_own(other: dict[str, str]) -> None:
    assert not across([project("培训"), project("培训", **other)], "60")


def test_forms_without_a_name_are_not_one_project() -> None:
    assert not across([clean_form(project_name=""), clean_form(project_name=" ")], "60")


# copies


THREE = tuple(
    Indicator("产出指标", "数量指标", name, Measure.of("≥5(次)"), Measure.of("6(次)"))
    for name in ("讲座", "走访", "慰问")
)


def test_a_form_copied_under_another_name() -> None:
    first = replace(clean_form(), indicators=THREE, goal_expected=GOAL)
    copy = replace(first, project_name="困难帮扶")
    found = across([first, copy], "60-form")
    assert [(index, one.severity) for index, one in found] == [(1, Severity.WARNING)]
    assert found[0][1].message == (
        "金额、指标、完成值都与“职工培训”相同，只有项目名称不同，请核对是否复制后没有改。"
    )
    assert not across([first, copy], "60-goals")  # told once
    assert across([first, copy], "60-goals", {"60-form": RuleChange("off")})
    assert not across([first, first], "60-form")  # rule 60 speaks
    assert not across([first, with_text(copy, "indicators[0].actual", "7(次)")], "60-form")
    assert not across([first, with_text(copy, "funding.total.executed", "8")], "60-form")
    few = {"60-form": RuleChange(limits={"rows": Decimal(4)})}
    assert not across([first, copy], "60-form", few)


@pytest.mark.parametrize(
    ("key", "name"), [("goal_expected", "预期目标"), ("goal_actual", "实际完成情况")]
)
def test_another_project_s_goals(key: str, name: str) -> None:
    forms = [project("培训"), project("慰问"), project("宣传")]
    forms[0] = with_text(forms[0], key, GOAL)
    forms[2] = with_text(forms[2], key, GOAL.replace("，", ","))
    ((index, finding),) = across(forms, "60-goals")
    assert (index, finding.where, finding.severity) == (2, key, Severity.HINT)
    assert finding.message == f"{name}与“培训”的完全相同，请写本项目的{name}。"
    just = {"60-goals": RuleChange(limits={"letters": Decimal(len(folded(GOAL)))})}
    assert across(forms, "60-goals", just)
    longer = {"60-goals": RuleChange(limits={"letters": Decimal(99)})}
    assert not across(forms, "60-goals", longer)


def test_goals_of_which_both_are_another_project_s_are_told_once_a_form() -> None:
    forms = [project(name, goal_expected=GOAL, goal_actual=GOAL) for name in ("培训", "慰问")]
    assert [(index, one.where) for index, one in across(forms, "60-goals")] == [
        (1, "goal_expected")
    ]


def test_each_reason_is_compared_with_the_form_where_it_stood_first() -> None:
    other = "偏差原因：供货方延期交付。改进措施：提前签订合同。"
    forms = [
        project("培训", indicators_0__note=NOTE),
        project("慰问", indicators_0__note=other),
        project("宣传", indicators_0__note=other),
    ]
    ((index, finding),) = across(forms, "60-notes")
    assert index == 2
    assert "与“慰问”第 1 行的相同" in finding.message
    just = {"60-notes": RuleChange(limits={"letters": Decimal(len(folded(other)))})}
    assert across(forms, "60-notes", just)
    more = {"60-notes": RuleChange(limits={"letters": Decimal(len(folded(other)) + 1)})}
    assert not across(forms, "60-notes", more)


def test_a_reason_pasted_into_another_project() -> None:
    forms = [project("培训", indicators_0__note=NOTE), project("慰问", indicators_1__note=NOTE)]
    ((index, finding),) = across(forms, "60-notes")
    assert (index, finding.where) == (1, "indicators[1].note")
    assert finding.message == ("第 2 行的偏差原因与“培训”第 1 行的相同，请写本项目的原因和措施。")
    same = project("培训", indicators_0__note=NOTE, indicators_1__note=NOTE)
    assert not across([same, project("慰问")], "60-notes")
    assert not across([forms[0], project("慰问", indicators_1__note="按实际")], "60-notes")


def test_rows_that_stand_in_many_projects_are_one_line_a_unit() -> None:
    names = ["培训", "慰问", "宣传", "调研", "维权"]
    forms = [project("别的", unit="另一单位"), *map(project, names)]
    ((index, finding),) = across(forms, "60-rows")
    assert index == 1
    assert finding.message == (
        "多个项目用了同样的指标和指标值：“满意度”（≥90(%)）5 个项目，请看是否体现各项目的特点。"
    )
    assert finding.cells == ("indicators[1].level3", "indicators[1].target")
    assert not across(forms[:-1], "60-rows")


def in_six_projects(most: int) -> list[Form]:
    """Six projects that share rows 0 to `most` - 1; the row 满意度 is in the last five only."""
    shared = tuple(
        Indicator("产出指标", "数量指标", f"指标{number}", Measure.of("≥5(次)"))
        for number in range(most)
    )
    first = replace(project("首个"), indicators=shared)
    others = (project(name) for name in ("培训", "慰问", "宣传", "调研", "维权"))
    return [
        first,
        *(replace(form, indicators=(form.indicators[1], *shared)) for form in others),
    ]


@pytest.mark.parametrize(
    ("most", "named"),
    [
        (1, "“指标0”（≥5(次)）6 个项目、“满意度”（≥90(%)）5 个项目"),
        (2, "“指标0”（≥5(次)）6 个项目、“指标1”（≥5(次)）6 个项目、“满意度”（≥90(%)）5 个项目"),
        (3, "、".join(f"“指标{row}”（≥5(次)）6 个项目" for row in range(3)) + "等 4 个指标"),
    ],
)
def test_of_rows_in_many_projects_the_most_frequent_are_named(most: int, named: str) -> None:
    ((index, finding),) = across(in_six_projects(most), "60-rows")
    assert finding.message == (
        f"多个项目用了同样的指标和指标值：{named}，请看是否体现各项目的特点。"
    )
    assert index == 0
    assert finding.cells == tuple(
        f"indicators[{row}].{key}" for row in range(most) for key in ("level3", "target")
    )


def test_rows_of_the_form_that_is_told_are_its_cells() -> None:
    ((index, finding),) = across(in_six_projects(1), "60-rows", beside=1)
    assert index == 1
    assert finding.cells == tuple(
        f"indicators[{row}].{key}" for row in (1, 0) for key in ("level3", "target")
    )


# settings


def test_a_finding_across_forms_is_set_aside_on_its_form() -> None:
    forms = [project("培训"), project("培训")]
    ((_, finding),) = across(forms, "60")
    forms[1] = SetAside(finding, "分两次批复").apply(forms[1])
    ((_, heard),) = across(forms, "60")
    assert heard.silenced == "分两次批复"


def test_a_rule_that_is_off_on_a_form_says_nothing_there() -> None:
    forms = [project("培训"), project("培训")]
    assert not across(forms, "60", {"60": RuleChange("off")})
    cases = [Case.of(form, template()) for form in forms]
    off = template().checks.changed({"60": RuleChange("off")})
    cases[1] = Case.of(forms[1], replace(template(), checks=off))
    assert check_unit(UnitCase(cases, {}))[1] == ()


# places


def test_where_a_copy_and_copied_goals_are_told() -> None:
    first = replace(clean_form(), indicators=THREE, goal_expected=GOAL)
    copy = replace(first, project_name="困难帮扶")
    assert across([first, copy], "60-form")[0][1].cells == ("form", "project_name")
    goals = across([first, copy], "60-goals", {"60-form": RuleChange("off")})
    assert goals[0][1].cells == ("goal_expected",)


def test_one_project_without_a_year_has_one_form() -> None:
    ((_, finding),) = across([project("培训", year=""), project("培训", year="")], "60")
    assert finding.message.startswith("“培训”有 2 张表，这是其中第 2 张")


def test_the_first_of_two_spellings_names_the_project() -> None:
    found = across([project("培训A"), project("培训a")], "60")
    assert found[0][1].message.startswith("“培训A”2024 年有 2 张表，这是其中第 2 张")
