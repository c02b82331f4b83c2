"""Rules 35–39 and the like: the execution rate beside scores, texts and indicators."""

from dataclasses import replace
from typing import Any

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form
from perfdesk.core.number import Number
from perfdesk.core.ruleset import RuleSet
from tests.core.checks.telling import only
from tests.support.forms import found, printed_as, template
from tests.support.sound import COST, COUNT, LASTING, TIME, row_with, sound_form


def spent(executed: str, **texts: Any) -> Form:
    """The sound form with another spending, nothing printed, and no reasons in its notes."""
    cells = {"funding__total__executed": executed, "funding__fiscal__executed": executed}
    cells |= {"indicators_1__note": ""}
    return printed_as(sound_form(**(cells | texts)))


def full(form: Form) -> Form:
    """Every indicator with its full score."""
    rows = tuple(replace(row, score=Number.of(row.weight.text)) for row in form.indicators)
    return replace(form, indicators=rows)


# 35, 36: full scores


def test_full_scores_everywhere() -> None:
    finding = only(full(sound_form()), "35")
    assert (finding.where, finding.severity) == ("form", Severity.HINT)
    assert finding.message == "7 个指标全部得满分，请确认自评是否客观。"
    assert not found(sound_form(), "35")
    assert not found(replace(sound_form(), indicators=()), "35")


def test_full_scores_with_little_spent() -> None:
    form = full(spent("7.99"))
    finding = only(form, "36")
    assert (finding.where, finding.severity) == ("funding.total.rate", Severity.WARNING)
    assert finding.message == (
        "执行率 79.90% 低于 80%，7 个指标却全部得满分，请核对得分或说明原因。"
    )
    assert finding.cells[1:] == ("funding.total.executed", "funding.total.adjusted")
    assert not found(form, "35")
    assert not found(full(spent("8.00")), "36")
    assert found(full(spent("8.00")), "35")
    assert not found(spent("7.99"), "36")


def test_full_scores_with_little_spent_and_a_reason() -> None:
    form = full(spent("7.99", goal_actual="培训费按实结算，结余2万元。"))
    assert only(form, "36").message.endswith("却全部得满分，请核对得分是否客观。")


def test_without_a_budget_there_is_no_rate_to_be_low() -> None:
    texts = {"funding__total__adjusted": "0", "funding__fiscal__adjusted": "0"}
    form = full(spent("0", **texts))
    assert not found(form, "36")
    assert not found(form, "37")
    assert not found(form, "38")


# 37, 38: little spent


def test_little_spent_without_a_word() -> None:
    finding = only(spent("7.99"), "37")
    assert (finding.where, finding.severity) == ("funding.total.rate", Severity.WARNING)
    assert finding.message == "执行率 79.90% 低于 80%，实际完成情况和偏差原因中都没有说明，请补充。"
    assert finding.cells[1:] == (
        "funding.total.executed", "funding.total.adjusted", "goal_actual",
    )  # fmt: skip
    assert not found(spent("8.00"), "37")


@pytest.mark.parametrize(
    "where", ["goal_actual", "indicators_3__note", "extra__改进措施及结果应用方案"]
)
def test_a_word_of_explanation_anywhere(where: str) -> None:
    assert not found(spent("5", **{where: "场地费降低，经费有结余。"}), "37")


def test_a_text_that_was_cut_short_may_have_explained() -> None:
    assert not found(spent("5", goal_actual="全年培训95人…"), "37")


def test_very_little_spent_and_the_best_grade() -> None:
    form = spent("4.99")
    finding = only(form, "38")
    assert (finding.where, finding.severity) == ("funding.total.rate", Severity.HINT)
    assert finding.message == "执行率 49.90% 低于 50%，总分 93.99 仍评为“优”，请确认。"
    assert finding.cells[1:] == ("grade", "total_score")
    assert not found(spent("5.00"), "38")
    assert not found(spent("4.99", indicators_5__score="1"), "38")


# 39: the budget changed


@pytest.mark.parametrize(
    ("initial", "told"),
    [
        ("8.34", False),
        ("8.33", True),
        ("12.50", False),
        ("12.51", True),
        ("", False),
    ],
)
def test_a_budget_changed_by_more_than_a_fifth(initial: str, told: bool) -> None:
    cells = {f"funding__{source}__initial": initial for source in ("total", "fiscal")}
    assert bool(found(sound_form(**cells, indicators_1__note="病退"), "39")) is told


def test_what_is_said_of_a_changed_budget() -> None:
    cells = {f"funding__{source}__initial": "20.00" for source in ("total", "fiscal")}
    finding = only(sound_form(**cells), "39")
    assert (finding.where, finding.severity) == ("funding.total.adjusted", Severity.HINT)
    assert finding.message == (
        "全年预算数 10 比年初预算数 20 减少 10（50%），没有说明调整原因，请补充。"
    )
    assert finding.cells[1:] == ("funding.total.initial", "goal_actual")
    nothing = {f"funding__{source}__initial": "0" for source in ("total", "fiscal")}
    assert only(sound_form(**nothing), "39").message == (
        "全年预算数 10 比年初预算数 0 增加 10，没有说明调整原因，请补充。"
    )
    assert not found(sound_form(**cells, goal_actual="年中调减预算。"), "39")


# an indicator for the rate


@pytest.mark.parametrize(
    ("name", "target", "actual", "better"),
    [
        ("预算执行率", "≥90%", "85%", "96.00%"),
        ("资金执行率（%）", "=100.00(%)", "100.00(%)", "96.00(%)"),
        ("职工技能培训预算执行率", "≥90%", "９９．９％", "96.00％"),
        ("项目资金使用率", "100%", "100", "96.00"),
        ("预算执行率", "≥97%", "≥97%", "≥96.00%"),
    ],
)
def test_another_rate_than_the_forms(name: str, target: str, actual: str, better: str) -> None:
    form = row_with(TIME, level3=name, target=target, actual=actual)
    finding = only(form, "rate-indicator")
    assert (finding.where, finding.severity) == ("indicators[3].actual", Severity.WARNING)
    assert finding.message == (
        f"第 4 行实际完成值（{name}）为 {actual}（指标值 {target}），"
        "与本表执行率 96.00% 不一致，请核对。"
    )
    assert finding.cells[1:] == (
        "indicators[3].target", "funding.total.executed", "funding.total.adjusted",
    )  # fmt: skip
    assert finding.remedy is not None
    assert finding.remedy.label == f"改为 {better}"
    assert not found(finding.remedy.edit.apply(form), "rate-indicator")


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("预算执行率", "≥90%", "96%"),
        ("预算执行率", "≥90%", "96.5%"),
        ("预算执行率", "≥90%", "≥90%"),
        ("预算执行率", "≤90%", "≤90%"),
        ("预算执行率", "≥90%", "达成指标"),
        ("预算执行率", "≤90%", "达成指标"),
        ("预算执行率", "≤99%", "达成指标"),
        ("预算执行率", "=100%", "部分达成"),
        ("预算执行率", "及时", "达成指标"),
        ("预算执行率", "≥90%", "0.96"),
        ("会议费预算执行率", "≥90%", "50%"),
        ("补贴资金到位率", "=100%", "100%"),
    ],
)
def test_a_rate_that_agrees_or_is_another(name: str, target: str, actual: str) -> None:
    form = row_with(TIME, level3=name, target=target, actual=actual)
    assert not found(form, "rate-indicator")


def test_a_word_may_contradict_the_rate() -> None:
    form = row_with(TIME, level3="年度经费使用情况", target="=100%", actual="达成指标")
    finding = only(form, "rate-indicator")
    assert finding.message == (
        "第 4 行实际完成值（年度经费使用情况）为 达成指标（指标值 =100%），"
        "与本表执行率 96.00% 不一致，请核对。"
    )
    assert finding.remedy is None


# costs


def costs(target: str, actual: str, **texts: str) -> Form:
    """The sound form with another cost, and texts typed elsewhere."""
    cells = {f"indicators_{COST}__target": target, f"indicators_{COST}__actual": actual}
    return sound_form(**cells, **texts)


def test_costs_that_plan_the_budget_and_miss_the_spending() -> None:
    finding = only(costs("≤10.00(万元)", "9.00(万元)"), "cost-sum")
    assert (finding.where, finding.severity) == ("indicators[0].actual", Severity.WARNING)
    assert finding.message == (
        "成本指标的指标值合计 100,000 元，与预算数 10 万元一致；"
        "但完成值合计 90,000 元，与全年执行数 9.6 万元不一致，请核对。"
    )
    assert finding.cells[1:] == ("funding.total.executed",)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≤10.00(万元)", "9.60(万元)"),
        ("≤100000.00(元)", "96000.00(元)"),
        ("≤100000.00(元)", "95930(元)"),  # what 9.60 万元 may hide
        ("≤10(万元)", "10(万元)"),  # whole 万元 hide 5,000 元 each
        ("≤10.00(万元)", "≤10.00(万元)"),
        ("≤10.00(万元)", "达成指标"),
        ("≤9.00(万元)", "8.00(万元)"),  # a part of the project
        ("≤10.00(万元/班)", "9.00(万元/班)"),
        ("未超项目预算", "达成指标"),
    ],
)
def test_costs_that_agree_or_say_nothing(target: str, actual: str) -> None:
    assert not found(costs(target, actual), "cost-sum")


def test_several_costs_are_added_up() -> None:
    other = {"level1": "成本指标", "target": "≤40,000元", "actual": "30,000元"}
    form = row_with(LASTING, **other)
    form = replace(
        form, indicators=(costs("≤6.00万元", "5.00万元").indicators[0], *form.indicators[1:])
    )
    finding = only(form, "cost-sum")
    assert "指标值合计 100,000 元" in finding.message
    assert "完成值合计 80,000 元" in finding.message
    assert finding.cells == (
        "indicators[0].actual",
        "indicators[5].actual",
        "funding.total.executed",
    )
    assert not found(row_with(COUNT, target="≤10.00(万元)", actual="9.00(万元)"), "cost-sum")


def test_the_sound_form_has_none_of_these() -> None:
    assert check_form(sound_form(), template()) == ()


# limits


@pytest.mark.parametrize(
    ("actual", "told"),
    [
        *(("95.50%", False), ("95.49%", True), ("96.50%", False), ("96.51%", True)),
        *(("≥96.50%", False), ("≥96.51%", True), (">96.51%", True), ("≥50%", False)),
        *(("<97%", False), ("≤97%", False), ("1", False), ("1.01", True)),
    ],
)
def test_how_near_a_claimed_rate_must_be(actual: str, told: bool) -> None:
    form = row_with(TIME, level3="预算执行率", target="=100%", actual=actual)
    assert bool(found(form, "rate-indicator")) is told


def test_every_row_is_looked_at() -> None:
    form = row_with(COUNT, level3="预算执行率", target="≥90%", actual="96%")
    rows = row_with(TIME, level3="资金使用率", target="≥90%", actual="80%").indicators
    form = replace(form, indicators=(*form.indicators[:TIME], *rows[TIME:]))
    assert only(form, "rate-indicator").where == "indicators[3].actual"


@pytest.mark.parametrize(
    ("actual", "told"), [("95899(元)", False), ("95899.4(元)", True), ("95898(元)", True)]
)
def test_how_near_the_costs_must_be(actual: str, told: bool) -> None:
    """Half a 元 is hidden in each of the two figures, and 0.01 万元 may be missing."""
    assert bool(found(costs("≤100000(元)", actual), "cost-sum")) is told


def carried(initial: str, adjusted: str, executed: str) -> dict[str, str]:
    """Cells of a carry-over beside 10 万元 of this year, of which 9.60 are spent."""
    total = {"initial": initial, "adjusted": adjusted, "executed": executed}
    cells = {f"funding__carryover__{key}": text for key, text in total.items()}
    sums = {"initial": "10", "adjusted": "10", "executed": "9.6"}
    return cells | {
        f"funding__total__{key}": f"{float(sums[key]) + float(text or 0):.2f}"
        for key, text in total.items()
    }


def test_costs_may_be_those_of_one_source() -> None:
    texts = carried("0", "6", "6")
    assert not found(costs("≤10.00(万元)", "9.60(万元)", **texts), "cost-sum")
    assert found(costs("≤10.00(万元)", "9.00(万元)", **texts), "cost-sum")


@pytest.mark.parametrize("initial", ["0", ""])
def test_a_budget_changed_by_what_was_carried_over(initial: str) -> None:
    cells = carried(initial, "6", "6")
    assert not found(sound_form(**cells, indicators_1__note="病退"), "39")
    more = {"funding__fiscal__adjusted": "13", "funding__total__adjusted": "19"}
    assert found(sound_form(**(cells | more), indicators_1__note="病退"), "39")


def test_costs_may_make_the_first_budget() -> None:
    cells = {f"funding__{source}__initial": "12.00" for source in ("total", "fiscal")}
    form = sound_form(**cells, indicators_0__target="≤12.00(万元)", indicators_0__actual="9.00万元")
    assert "与预算数 12 万元一致" in only(form, "cost-sum").message


def test_rule_35_speaks_of_little_spending_where_rule_36_is_switched_off() -> None:
    checks = dict(template().checks.settings)
    checks["36"] = replace(checks["36"], severity=None)
    own = replace(template(), checks=RuleSet(checks))
    assert "35" in [one.rule for one in check_form(full(spent("7.99")), own)]


def test_without_grades_none_is_the_best() -> None:
    own = replace(template(), rules=replace(template().rules, grades=()))
    assert "38" not in [one.rule for one in check_form(spent("4.99"), own)]


def test_a_negative_budget_has_not_changed() -> None:
    cells = {f"funding__{source}__initial": "-1" for source in ("total", "fiscal")}
    assert not found(sound_form(**cells, indicators_1__note="病退"), "39")


def test_a_missing_weight_is_no_full_score() -> None:
    assert not found(full(sound_form(indicators_0__weight="")), "35")
    assert not found(full(replace(sound_form(), indicators=sound_form().indicators[:0])), "35")


def test_a_change_is_told_in_whole_percent() -> None:
    cells = {f"funding__{source}__initial": "7.00" for source in ("total", "fiscal")}
    assert "增加 3（43%），" in only(sound_form(**cells, indicators_1__note="病退"), "39").message


def test_a_word_beside_a_bare_target_claims_it() -> None:
    row = {"level3": "预算执行率", "target": "100%", "actual": "达成指标"}
    assert found(row_with(TIME, **row), "rate-indicator")


def test_without_a_rate_or_spending_there_is_nothing_to_compare() -> None:
    row = {"indicators_3__level3": "预算执行率", "indicators_3__actual": "80%"}
    blank = dict.fromkeys(("funding__total__adjusted", "funding__fiscal__adjusted"), "")
    assert not found(sound_form(**row, **blank), "rate-indicator")
    unspent = dict.fromkeys(("funding__total__executed", "funding__fiscal__executed"), "")
    assert not found(sound_form(**row, **unspent), "rate-indicator")
    cost = {"indicators_0__target": "≤10.00(万元)", "indicators_0__actual": "9.00(万元)"}
    assert not found(sound_form(**cost, **unspent), "cost-sum")
    unreadable = {"funding__total__executed": "x", "funding__fiscal__executed": ""}
    assert not found(sound_form(**cost, **unreadable), "cost-sum")


def test_a_cost_in_words_is_left_out_of_the_sum() -> None:
    form = costs("≤10.00(万元)", "9.00(万元)")
    words = {"level1": "成本指标", "target": "控制成本", "actual": "达成指标"}
    rows = row_with(LASTING, **words).indicators
    both = replace(form, indicators=(*form.indicators[:LASTING], rows[LASTING]))
    assert only(both, "cost-sum").cells == ("indicators[0].actual", "funding.total.executed")


def test_each_cost_hides_its_own_digits() -> None:
    form = row_with(LASTING, level1="成本指标", target="≤4(万元)", actual="4(万元)")
    first = costs("≤60000(元)", "45000(元)").indicators[0]
    form = replace(form, indicators=(first, *form.indicators[1:]))
    assert found(form, "cost-sum")
    first = costs("≤6(万元)", "4(万元)").indicators[0]
    assert not found(replace(form, indicators=(first, *form.indicators[1:])), "cost-sum")


def test_a_budget_below_1_may_be_little_spent() -> None:
    cells = {f"funding__{source}__adjusted": "0.50" for source in ("total", "fiscal")}
    assert found(spent("0.10", **cells), "37")
