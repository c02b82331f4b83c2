"""Rule 48: figures in the goals and in the indicators."""

from dataclasses import replace

import pytest

from perfdesk.core.finding import Severity
from perfdesk.core.form import SOURCE_KEYS, Form
from perfdesk.core.measure import Measure
from tests.support.forms import clean_form, found


@pytest.mark.parametrize(
    "goal",
    [
        "培训100人。",
        "培训人数100人，满意度达到90%以上。",
        "每场培训50人，其中首批培训人数50人。",
        "培训3场，共150人。",
        "培训人数约110人。",
        "满意度较上年提高5%。",
        "群众满意度85%，企业满意度95%。",
        "培训人次200人次。",
        "上半年培训人数40人。",
        "每期培训25人，共4期。",
        "自2021年试点以来，累计培训300人。",
        "培训0.01万人。",
        "培训教师20人，培训学员150人。",
        "培训全区各行各业的优秀职工150人。",
        "",
    ],
)
def test_goals_that_agree_or_cannot_be_compared(goal: str) -> None:
    assert not found(clean_form(goal_expected=goal), "48")


@pytest.mark.parametrize(
    "goal",
    [
        "培训150人。",
        "培训人数达150人。",
        "培训人数不少于200人。",
        "培训人数：１５０人。",
        "计划培训150名职工。",
        "培训 1,500 人。",
        "培训0.5万人。",
        "培训人数（150人）。",
        "举办2期班，培训职工150人。",
        "培训人数总计150人。",
    ],
)
def test_a_goal_of_another_number(goal: str) -> None:
    (finding,) = found(clean_form(goal_expected=goal), "48")
    assert (finding.where, finding.severity) == ("goal_expected", Severity.WARNING)
    assert finding.cells == ("goal_expected", "indicators[0].target")


def test_the_sentence_names_both_numbers() -> None:
    (finding,) = found(clean_form(goal_expected="全年培训人数达到20000人。"), "48")
    assert finding.message == (
        "预期目标写“培训人数达到20000人”，指标“培训人数”的年度指标值为 ≥100(人)，"
        "两处不一致，请核对。"
    )


@pytest.mark.parametrize("goal", ["满意度达到80%。", "服务对象满意度不低于85%。", "满意度80%以上"])
def test_a_goal_of_another_rate(goal: str) -> None:
    (finding,) = found(clean_form(goal_expected=goal), "48")
    assert finding.cells[1] == "indicators[1].target"


def test_a_number_before_the_name_and_rates_told_together() -> None:
    form = clean_form(indicators_0__level3="海外工作站个数", indicators_1__level3="人员到位率")
    goal = "保障100个海外工作站，人员到位率、设备合格率均达到90%。"
    form = replace(
        clean_form(
            indicators_0__level3="海外工作站个数",
            indicators_0__target="=100(个)",
            indicators_1__level3="人员到位率",
        ),
        goal_expected=goal,
    )
    assert not found(form, "48")
    wrong = replace(form, goal_expected=goal.replace("100个", "90个").replace("90%", "70%"))
    assert [finding.cells[1] for finding in found(wrong, "48")] == [
        "indicators[0].target",
        "indicators[1].target",
    ]


def test_a_piece_of_another_indicators_name_is_not_told() -> None:
    form = clean_form(indicators_0__level3="人才政策知晓率", indicators_1__level3="政策知晓率")
    form = replace(form, goal_expected="人才政策知晓率达到80%。")
    assert not found(form, "48")


def test_one_name_on_two_rows_with_two_targets_is_not_compared() -> None:
    form = clean_form(indicators_0__level3="服务满意度", indicators_1__level3="服务满意度")
    assert not found(replace(form, goal_expected="服务满意度80%。"), "48")


# the result


@pytest.mark.parametrize(
    "result",
    [
        "培训80人，满意度达到90%。",
        "满意度为95%。",
        "培训80余人。",
        "满意度90%以上。",
        "截至6月培训人数40人。",
        "计划培训100人，实际培训80人。",
        "下一步扩大规模，力争2025年培训人数突破120人。",
        "今后培训人数将达到150人。",
    ],
)
def test_results_that_agree_or_cannot_be_compared(result: str) -> None:
    assert not found(clean_form(goal_actual=result), "48-result")


@pytest.mark.parametrize(
    ("result", "row"),
    [
        ("培训100人", 0),
        ("培训了70名职工", 0),
        ("实际培训人数60人", 0),
        ("培训人数800人", 0),
        ("满意度达到98%", 1),
        ("满意度85%", 1),
        ("满意度达到80%", 1),
        ("满意度98%以上", 1),
    ],
)
def test_a_result_of_another_number(result: str, row: int) -> None:
    (finding,) = found(clean_form(goal_actual=result), "48-result")
    assert (finding.where, finding.severity) == ("goal_actual", Severity.WARNING)
    assert finding.cells == ("goal_actual", f"indicators[{row}].actual")


def test_the_sentence_names_the_result_and_the_target() -> None:
    (finding,) = found(clean_form(goal_actual="全年培训60人。"), "48-result")
    assert finding.message == (
        "实际完成情况写“培训60人”，指标“培训人数”的实际完成值为 80(人)（指标值 ≥100(人)），"
        "两处不一致，请核对。"
    )


def test_success_in_words_beside_a_figure_that_misses() -> None:
    form = clean_form(indicators_1__actual="达成指标", goal_actual="满意度为85%。")
    assert found(form, "48-result")
    assert not found(replace(form, goal_actual="满意度为92%。"), "48-result")
    worse = clean_form(
        indicators_1__actual="部分达成指标并具有一定效果", goal_actual="满意度为85%。"
    )
    assert not found(worse, "48-result")


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ("走访、培训人数150人。", False),
        ("轮训和培训人数150人。", False),
        ("走访50家、培训人数150人。", True),
        ("组织走访，培训人数150人。", True),
        ("培训人数日均150人。", False),
        ("出勤率、满意度80%。", True),
    ],
)
def test_what_is_told_together_with_another_thing(result: str, told: bool) -> None:
    assert bool(found(clean_form(goal_actual=result), "48-result")) is told


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ("线上培训70人、线下50人。", False),
        ("春季培训50人，秋季40人、冬季30人。", False),
        ("线上培训70人、线下60人。", True),
        ("培训70人，走访50人次。", True),
        ("培训70人。另有50人自学。", True),
    ],
)
def test_parts_that_make_up_the_result(result: str, told: bool) -> None:
    form = clean_form(indicators_0__actual="120(人)", indicators_0__score="50")
    assert bool(found(replace(form, goal_actual=result), "48-result")) is told


def test_parts_that_make_up_the_target() -> None:
    assert not found(clean_form(goal_expected="春季培训40人、秋季60人。"), "48")
    assert found(clean_form(goal_expected="春季培训40人、秋季70人。"), "48")


def test_a_reverse_target() -> None:
    texts = {"indicators_0__level3": "安全事故起数", "indicators_0__target": "≤5(起)"}
    form: Form = clean_form(**texts, indicators_0__actual="3(起)")
    for fine in ("安全事故起数3起", "安全事故起数不超过5起", "安全事故起数控制在4起以内"):
        assert not found(replace(form, goal_actual=fine), "48-result")
    assert found(replace(form, goal_actual="安全事故起数不超过2起"), "48-result")
    assert found(replace(form, goal_actual="安全事故起数为4起"), "48-result")


def test_a_copied_goal_is_told_as_a_copy() -> None:
    goal = "满意度90%，及时发放。"
    assert not found(clean_form(goal_expected=goal, goal_actual=goal), "48-result")


def subsidies(goal: str, *others: str) -> Form:
    """A form whose count of people shares its short name with others."""
    form = clean_form(goal_expected=goal)
    count = replace(
        form.indicators[0],
        level3="补贴人数",
        target=Measure.of("≥20(人)"),
        actual=Measure.of("20(人)"),
    )
    rest = (
        replace(count, level3=name, target=Measure.of(target), actual=Measure.of(target))
        for name, target in (each.split(" ") for each in others)
    )
    return replace(form, indicators=(count, *rest))


def test_a_short_name_that_only_rates_and_times_share_tells_one_figure() -> None:
    assert found(subsidies("补贴35人。", "补贴及时率 ≥90%", "补贴准确性 准确"), "48")
    assert not found(subsidies("补贴20人。", "补贴及时率 ≥90%"), "48")


def test_a_short_name_that_others_count_by_tells_nothing() -> None:
    assert not found(subsidies("补贴35人。", "补贴老人数 ≥90(人)"), "48")


def test_a_short_name_tells_nothing_among_several_figures() -> None:
    assert not found(subsidies("补贴35人，走访12人。", "补贴及时率 ≥90%"), "48")


@pytest.mark.parametrize(
    ("result", "told"),
    [
        *(("不少于100人", False), ("不小于110人", False), ("不低于120人", False)),
        *(("至少100人", False), ("达100人", False), ("100人以上", False), ("超过100人", False)),
        *(("不少于90人", False), ("不少于130人", True), ("90人以上", False)),
        *(("达到90人", True), ("达到130人", True), ("达到90人以上", True)),
        *(("不超过130人", False), ("不多于120人", False), ("不超过110人", True)),
        *(("130人以内", False), ("110人以内", True), ("约110人", False), ("约150人", True)),
    ],
)
def test_bounds_beside_a_result(result: str, told: bool) -> None:
    form = clean_form(indicators_0__actual="120(人)", indicators_0__score="50")
    form = replace(form, goal_actual=f"培训人数{result}。")
    assert bool(found(form, "48-result")) is told


@pytest.mark.parametrize(
    ("result", "told"),
    [
        *(("85%", True), ("90%", False), ("89%", True), ("92%", False)),
        *(("约88%", False), ("约60%", True)),
    ],
)
def test_success_in_words_and_the_target(result: str, told: bool) -> None:
    form = clean_form(indicators_1__actual="达成指标", goal_actual=f"满意度为{result}。")
    assert bool(found(form, "48-result")) is told
    for word in ("", "及时", "部分达成指标并具有一定效果"):
        other = clean_form(indicators_1__actual=word, goal_actual=f"满意度为{result}。")
        assert not found(other, "48-result")


@pytest.mark.parametrize(
    ("result", "told"),
    [("6起", True), ("5起", False), ("4起", False), ("不超过6起", False), ("至少6起", True)],
)
def test_success_in_words_beside_a_limit(result: str, told: bool) -> None:
    texts = {"indicators_0__level3": "安全事故起数", "indicators_0__target": "≤5(起)"}
    form = clean_form(**texts, indicators_0__actual="达成指标")
    form = replace(form, goal_actual=f"安全事故起数{result}。")
    assert bool(found(form, "48-result")) is told


def test_without_a_target_the_result_is_compared() -> None:
    texts = {"indicators_0__target": "充足", "indicators_0__actual": "120(人)"}
    assert found(clean_form(**texts, goal_actual="培训人数130人。"), "48-result")
    assert not found(clean_form(**texts, goal_actual="培训人数不少于110人。"), "48-result")
    assert not found(clean_form(indicators_0__target="充足", goal_actual="130人。"), "48-result")


def test_results_in_another_unit_than_their_target_are_not_compared() -> None:
    form = clean_form(indicators_0__actual="80(场)", goal_actual="培训人数60人。")
    assert not found(form, "48-result")


def test_a_copied_figure_is_passed_over_for_itself_only() -> None:
    goal = "培训人数100人，满意度达到99%。"
    form = clean_form(goal_expected=goal, goal_actual=goal)
    assert [one.cells[1] for one in found(form, "48-result")] == ["indicators[1].actual"]


def test_two_rows_of_one_name_are_told_of_once_where_they_say_the_same() -> None:
    rows = clean_form(goal_expected="培训人数150人。").indicators
    form = replace(clean_form(goal_expected="培训人数150人。"), indicators=(*rows, rows[0]))
    (finding,) = found(form, "48")
    assert finding.cells[1] == "indicators[0].target"
    other = replace(rows[0], target=Measure.of("≥200(人)"))
    assert not found(replace(form, indicators=(*rows, other)), "48")
    other = replace(rows[0], actual=Measure.of("90(人)"))
    assert not found(replace(form, indicators=(*rows, other)), "48")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("服务对象满意度", "全年满意度为61%。"),
        ("参训学员满意度", "服务对象满意度61%。"),
        ("参训学员满意度指标", "共办班3期，总体满意率为61%。"),
        ("群众满意率", "群众满意度为61%。"),
        ("政策知晓度", "政策知晓率为61%。"),
    ],
)
def test_a_degree_told_in_other_words(name: str, text: str) -> None:
    form = clean_form(indicators_1__level3=name, goal_actual=text)
    (finding,) = found(form, "48-result")
    assert finding.cells == ("goal_actual", "indicators[1].actual")


@pytest.mark.parametrize("text", ["家长满意度为61%。", "满意度为61%，家长满意度为80%。"])
def test_a_satisfaction_of_others_is_another_one(text: str) -> None:
    form = clean_form(indicators_1__level3="参训学员满意度", goal_actual=text)
    assert not found(form, "48-result")


@pytest.mark.parametrize("where", ["goal_actual", "indicators_0__note"])
@pytest.mark.parametrize(
    "text",
    [
        "预算执行率为75%。",
        "完成培训，本项目资金执行率达到99.5%。",
        "全年执行率仅７５％",
        "因故，经费使用率约70%。",
        "完成各项计划，预算执行率达到95%以上。",
        "截至2024年底，预算执行率为75%。",
        "2023年签订合同，2024年执行，预算执行率为75%。",
    ],
)
def test_a_text_that_tells_another_execution_rate(where: str, text: str) -> None:
    (finding,) = found(clean_form(**{where: text}), "rate-told")
    assert finding.severity is Severity.WARNING
    assert "本表执行率为 90.00%，两处不一致" in finding.message
    assert finding.cells == (where.replace("s_0__", "s[0]."), "funding.total.rate")


@pytest.mark.parametrize(
    "text",
    [
        "预算执行率为90%。",
        "预算执行率90.4%。",
        "预算执行率约91%。",
        "上半年预算执行率为45%。",
        "2023年预算执行率80%。",
        "预算执行率较上年提高5%。",
        "补贴标准执行率100%。",
        "预算执行率不低于80%。",
        "预算执行率达到85%以上。",
        "预算执行率80%以上。",
        "预算执行率95%以内。",
        "截至6月底，预算执行率为60%。",
        "截止2024年9月，培训3场，预算执行率为60%。",
        "目标：预算执行率95%，实际90%。",
        "2023年培训3场，预算执行率80%。",
        "计划预算执行率达到95%。",
    ],
)
def test_execution_rates_that_agree_or_are_others(text: str) -> None:
    assert not found(clean_form(goal_actual=text), "rate-told")


def test_without_a_rate_there_is_none_to_contradict() -> None:
    spent = {f"funding__{source}__executed": "" for source in SOURCE_KEYS}
    form = clean_form(goal_actual="预算执行率为75%。", **spent)
    assert not found(form, "rate-told")


def test_an_execution_rate_is_told_of_once() -> None:
    rate = {"level3": "预算执行率", "target": "≥85%", "actual": "90%"}
    form = clean_form(
        **{f"indicators_1__{key}": text for key, text in rate.items()},
        goal_actual="预算执行率为70%。",
    )
    assert len(found(form, "rate-told")) == 1
    assert not found(form, "48-result")
