"""Rules 45 and 46: copies, missing figures, plans."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form
from perfdesk.core.ruleset import RuleSet
from tests.support.forms import clean_form, found, template

GOAL = (
    "组织职工技能培训100人，编印政策手册500册，走访企业20家，及时兑现各类补贴，职工满意度达到90%。"
)


def with_goals(goal: str, result: str) -> Form:
    return clean_form(goal_expected=goal, goal_actual=result)


# 45


@pytest.mark.parametrize("result", [GOAL, GOAL.replace("，", ", "), "  " + GOAL + "\n"])
def test_a_result_that_is_the_goal_again(result: str) -> None:
    (finding,) = found(with_goals(GOAL, result), "45")
    assert (finding.where, finding.severity) == ("goal_actual", Severity.WARNING)
    assert finding.cells == ("goal_actual", "goal_expected")
    assert finding.message == "实际完成情况与预期目标相同，请改写为实际做了什么、完成了多少。"


def test_a_result_that_is_nearly_the_goal() -> None:
    (finding,) = found(with_goals(GOAL, "全年" + GOAL), "45")
    assert finding.message.startswith("实际完成情况与预期目标有 97% 相同")


@pytest.mark.parametrize(
    "result", ["", GOAL.replace("100人", "98人"), "培训结束，手册已发放，企业已走访。", GOAL[:20]]
)
def test_a_result_of_its_own(result: str) -> None:
    assert not found(with_goals(GOAL, result), "45")


def test_how_alike_is_a_setting() -> None:
    settings = dict(template().checks.settings)
    settings["45"] = replace(settings["45"], limits={"alike": Decimal(99)})
    strict = replace(template(), checks=RuleSet(settings))
    findings = check_form(with_goals(GOAL, "全年" + GOAL), strict)
    assert "45" not in [finding.rule for finding in findings]


# 46


def test_a_goal_in_figures_and_a_result_without() -> None:
    (finding,) = found(with_goals(GOAL, "2024年各项工作顺利完成。"), "46")
    assert (finding.where, finding.severity) == ("goal_actual", Severity.HINT)
    assert finding.cells == ("goal_actual", "goal_expected")
    assert finding.message == "预期目标有 4 个数字，实际完成情况没有，请写出实际完成的数量。"


@pytest.mark.parametrize(
    ("goal", "result"),
    [(GOAL, "培训 98 人。"), (GOAL, ""), ("2024年做好宣传。", "完成。"), ("", "完成。")],
)
def test_figures_that_are_there_or_not_wanted(goal: str, result: str) -> None:
    assert not found(with_goals(goal, result), "46")


# plans


def test_a_result_that_still_plans() -> None:
    (finding,) = found(
        with_goals(GOAL, "计划开展3场宣传；培训将于年底完成，拟采购设备。"), "46-plans"
    )
    assert (finding.where, finding.severity) == ("goal_actual", Severity.HINT)
    assert finding.message == (
        "实际完成情况仍写着计划：“计划开展3场宣传”、“培训将于年底完成”，请改为实际完成的情况。"
    )


@pytest.mark.parametrize(
    "result",
    [
        "均按计划完成。",
        "计划招录132人，实际招录119人。",
        "三年行动计划已印发。",
        "将培训信息宣传到社会各个角落，将在职职工纳入保障。",
        "开展模拟演练3次。",
        "下一步，将继续推进。",
        GOAL,
    ],
)
def test_no_plans(result: str) -> None:
    assert not found(with_goals(GOAL, result), "46-plans")


def test_a_copied_plan_is_told_as_a_copy() -> None:
    plan = "计划开展3场宣传，覆盖企业100家。"
    assert not found(with_goals(plan, plan), "46-plans")
    assert found(with_goals(plan, plan), "45")


@pytest.mark.parametrize(
    ("closing", "told"),
    [
        ("2025年将继续开展培训。", False),
        ("二〇二五年将继续开展培训。", False),
        ("2024年将继续开展培训。", True),
        ("2023年将继续开展培训。", True),
        ("将继续开展培训。", True),
    ],
)
def test_a_closing_sentence_on_a_later_year_is_no_plan_of_this_one(
    closing: str, told: bool
) -> None:
    form = clean_form(goal_actual=f"培训80人。{closing}")
    assert bool(found(form, "46-plans")) is told
    assert found(clean_form(goal_actual=f"将组织培训。{closing}"), "46-plans")
    assert found(replace(form, year=None), "46-plans")
