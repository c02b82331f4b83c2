"""The money of a unit's forms: against its final accounts and against last year."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.finding import Severity
from perfdesk.core.ruleset import RuleChange
from tests.core.checks.units import across, project
from tests.support.forms import typed

# final accounts

UNIT = "区总工会本级"


def money(text: str) -> dict[tuple[str, int], Decimal]:
    return {(UNIT, 2024): Decimal(text)}


def test_the_forms_spent_what_the_accounts_say() -> None:
    forms = [project("培训"), project("慰问"), project("上年", year="2023")]
    for figure in ("180000", "180150", "179850"):  # 9.00 万元 twice; each hides 50 元, so does 决算
        assert not across(forms, "60-accounts", accounts=money(figure))
    ((index, finding),) = across(forms, "60-accounts", accounts=money("200000"))
    assert (index, finding.where, finding.severity) == (
        0,
        "funding.total.executed",
        Severity.WARNING,
    )
    assert finding.message == (
        "“区总工会本级”2024 年 2 张表的全年执行数合计 18 万元，决算数为 20 万元，"
        "各表合计少 2 万元，请核对是否缺表、重复或金额单位有误。"
    )
    assert across(forms, "60-accounts", accounts=money("180151"))
    assert across(forms, "60-accounts", accounts=money("179849"))
    assert "多 1 万元" in across(forms, "60-accounts", accounts=money("170000"))[0][1].message


def test_forms_in_yuan_and_ten_thousands_add_up_exactly() -> None:
    yuan = replace(project("慰问", funding__total__executed="90000.00"), template="shanghai-2022")
    forms = [project("培训"), yuan]
    assert not across(forms, "60-accounts", accounts=money("180000"))
    assert across(forms, "60-accounts", accounts=money("180101"))


def test_accounts_of_nobody_say_nothing() -> None:
    assert not across([project("培训")], "60-accounts", accounts={("别的", 2024): Decimal(1)})
    assert not across([project("培训")], "60-accounts", accounts={(UNIT, 2023): Decimal(1)})
    other = {" 区总工会 本级": UNIT}
    ((name, _),) = other.items()
    assert across([project("培训")], "60-accounts", accounts={(name, 2024): Decimal(1)})


def test_the_accounts_are_told_on_the_first_form_that_was_asked_for() -> None:
    forms = [project("培训"), project("慰问"), project("别的", unit="另一单位")]
    wrong = money("200000")
    for beside, told in ((0, [0]), (1, [1]), (2, []), (3, [])):
        found = across(forms, "60-accounts", accounts=wrong, beside=beside)
        assert [index for index, _ in found] == told
        assert all("2 张表的全年执行数合计 18 万元" in one.message for _, one in found)
        assert all(one.cells == ("funding.total.executed",) for _, one in found)


def test_every_unit_and_year_has_accounts_of_its_own() -> None:
    forms = [project("培训"), project("别的", unit="另一单位"), project("培训", year="2023")]
    figures = {("另一单位", 2024): Decimal(1), (UNIT, 2023): Decimal(90000), **money("2")}
    assert [index for index, _ in across(forms, "60-accounts", accounts=figures)] == [0, 1]


def test_a_form_without_spending_counts_nothing() -> None:
    forms = [project("培训"), project("慰问", funding__total__executed="")]
    forms[1] = typed(forms[1], {"funding.fiscal.executed": "", "funding.other.executed": ""})
    assert not across(forms, "60-accounts", accounts=money("90000"))
    assert across(forms, "60-accounts", accounts=money("100000"))


def test_what_the_paper_hides_shrinks_with_the_decimals_typed() -> None:
    fine = [project("培训", funding__total__executed="9.0000")]
    limits = {"60-accounts": RuleChange(limits={"slack": Decimal(0)})}
    assert not across(fine, "60-accounts", limits, money("90000.5"))
    assert across(fine, "60-accounts", limits, money("90000.51"))
    rough = [project("培训", funding__total__executed="9")]
    assert not across(rough, "60-accounts", limits, money("90050"))
    assert across(rough, "60-accounts", limits, money("90050.01"))


def test_the_slack_is_added_to_what_the_papers_hide() -> None:
    forms = [project("培训", funding__total__executed="9.0000"), project("慰问")]
    limits = {"60-accounts": RuleChange(limits={"slack": Decimal(7)})}
    assert not across(forms, "60-accounts", limits, money("180057.5"))
    assert across(forms, "60-accounts", limits, money("180057.51"))


def test_large_amounts_are_told_in_groups_of_three_in_the_form_s_own_unit() -> None:
    forms = [project("培训", funding__total__executed="12345678.90")]
    (_, finding), *_ = across(forms, "60-accounts", accounts=money("100000"))
    assert "合计 12,345,678.9 万元，决算数为 10 万元，各表合计多 12,345,668.9 万元" in (
        finding.message
    )
    yuan = replace(project("培训", funding__total__executed="90000.50"), template="shanghai-2022")
    (_, finding), *_ = across([yuan], "60-accounts", accounts=money("1234.5"))
    assert "合计 90,000.5 元，决算数为 1,234.5 元，各表合计多 88,766 元" in finding.message


# last year


def test_a_budget_a_thousand_times_last_year_s() -> None:
    last = project("培训", year="2023")
    forms = [last, project("培训", funding__total__adjusted="100,000.00")]
    ((index, finding),) = across(forms, "15-year")
    assert (index, finding.where, finding.severity) == (
        1,
        "funding.total.adjusted",
        Severity.HINT,
    )
    assert finding.message == (
        "“培训”的预算数为 100000 万元，上年为 10 万元，大得太多，请核对金额单位（本表为万元）。"
    )
    small = project("培训", funding__total__adjusted="0.01")
    assert "小得太多" in across([last, small], "15-year")[0][1].message


@pytest.mark.parametrize("adjusted", ["9999", "0.0101", "0", "-1", "10"])
def test_budgets_that_may_be(adjusted: str) -> None:
    forms = [project("培训", year="2023"), project("培训", funding__total__adjusted=adjusted)]
    assert not across(forms, "15-year")


def test_the_units_are_converted_before_they_are_compared() -> None:
    last = project("培训", year="2023", funding__total__adjusted="100000.00")
    last = replace(last, template="shanghai-2022")
    assert not across([last, project("培训")], "15-year")
    assert across([replace(last, template="shanghai-district-2024"), project("培训")], "15-year")


@pytest.mark.parametrize("change", [{"year": "2022"}, {"unit": "另一单位"}, {"project_name": "别"}])
def test_only_last_year_s_form_of_the_project_is_compared(change: dict[str, str]) -> None:
    last = typed(project("培训", year="2023"), change)
    forms = [last, project("培训", funding__total__adjusted="100000")]
    assert not across(forms, "15-year")


def test_the_year_before_may_stand_anywhere_and_the_first_of_two_counts() -> None:
    now = project("培训", funding__total__adjusted="100000")
    last, same = project("培训", year="2023"), project("培训", year="2023")
    large = typed(same, {"funding.total.adjusted": "100000"})
    for forms, told in (
        ([now, last], [0]),
        ([now, last, large], [0]),
        ([now, large, last], []),
        ([project("别的", year=""), last, now], [2]),
        ([last, now, project("别的"), now], [1, 3]),
        ([last, project("培训", funding__total__adjusted="-1"), now], [2]),
    ):
        assert [index for index, _ in across(forms, "15-year")] == told


@pytest.mark.parametrize("years", [("", ""), ("", "2024"), ("2023", "")])
def test_forms_without_a_year_are_not_compared(years: tuple[str, str]) -> None:
    forms = [
        project("培训", year=years[0]),
        project("培训", year=years[1], funding__total__adjusted="100000"),
    ]
    assert not across(forms, "15-year")


def test_forms_without_a_name_are_not_compared() -> None:
    forms = [project("", year="2023"), project("", funding__total__adjusted="100000")]
    assert not across(forms, "15-year")


def test_without_an_adjusted_budget_the_first_one_is_compared_and_told() -> None:
    last = project("培训", year="2023")
    bare = {f"funding.{source}.adjusted": "" for source in ("total", "fiscal", "other")}
    now = typed(project("培训"), {**bare, "funding.total.initial": "0.001"})
    ((_, finding),) = across([typed(last, bare), now], "15-year")
    assert finding.cells == ("funding.total.adjusted",)
    assert finding.message == (
        "“培训”的预算数为 0.001 万元，上年为 12 万元，小得太多，请核对金额单位（本表为万元）。"
    )


def test_the_factor_itself_is_told_and_both_units_are_named() -> None:
    last = replace(
        project("培训", year="2023", funding__total__adjusted="5"), template="shanghai-2022"
    )
    limits = {"15-year": RuleChange(limits={"factor": Decimal(20000)})}
    ((index, finding),) = across([last, project("培训")], "15-year", limits)
    assert index == 1
    assert "预算数为 10 万元，上年为 5 元，大得太多，请核对金额单位（本表为万元）" in (
        finding.message
    )
    more = {"15-year": RuleChange(limits={"factor": Decimal(20001)})}
    assert not across([last, project("培训")], "15-year", more)


@pytest.mark.parametrize("last", ["-10", "0"])
def test_a_budget_of_last_year_that_is_none_is_not_compared(last: str) -> None:
    amounts = {"funding__total__adjusted": last, "funding__total__initial": last}
    forms = [project("培训", year="2023", **amounts), project("培训")]
    assert not across(forms, "15-year", {"15-year": RuleChange(limits={"factor": Decimal(-5)})})
