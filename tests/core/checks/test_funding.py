"""Rules 5–10 and 15: a planted fault each, and the sound case."""

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form
from perfdesk.core.printedfigures import own_counts
from tests.core.checks.telling import only
from tests.support.forms import address_of, clean_form, found, printed_as, template, typed
from tests.support.sound import sound_form

# 5, 6: the figures that a source printed


@pytest.mark.parametrize("rate", ["", "90.00", "90.00%", "９０％", "90.09", "—", "见附件"])
def test_a_printed_rate_that_may_be(rate: str) -> None:
    form = printed_as(clean_form(), rate=rate)
    assert not found(form, "5")


def test_a_printed_rate_that_cannot_be() -> None:
    form = clean_form(funding__total__adjusted="3,394.12", funding__total__executed="3,346.92")
    form = printed_as(form, rate="98.51%")
    finding = only(form, "5")
    assert (finding.where, finding.severity) == ("funding.total.rate", Severity.ERROR)
    assert finding.message == (
        "原表执行率为 98.51%，按全年执行数 3,346.92 ÷ 全年预算数 3,394.12 应为 98.60%。"
    )
    assert finding.cells[1:] == (
        "printed.rate",
        "funding.total.executed",
        "funding.total.adjusted",
    )
    assert finding.remedy == own_counts("rate")


@pytest.mark.parametrize("budget", ["", "0"])
def test_without_a_budget_rule_10_speaks(budget: str) -> None:
    form = clean_form(
        funding__total__adjusted=budget,
        funding__fiscal__adjusted="",
        funding__other__adjusted="",
    )
    assert not found(printed_as(form, rate="100.00"), "5")
    assert not found(form, "9")
    assert only(form, "10").severity is Severity.ERROR


@pytest.mark.parametrize(
    ("rate", "points"),
    [
        ("90.00", "9.00"),
        ("90.00", "9.02"),
        ("90.00", ""),
        ("", "8.98"),
        ("98.51", "9.85"),  # follows the printed rate, though that is a misprint
        ("98.51", "9.00"),  # the computed one
        ("120.00", "10.00"),  # never above the weight
        ("90.00", "—"),
        ("90.00", "9分"),
    ],
)
def test_printed_points_that_may_be(rate: str, points: str) -> None:
    assert not found(printed_as(clean_form(), rate=rate, funding_score=points), "6")


def test_printed_points_that_cannot_be() -> None:
    finding = only(printed_as(clean_form(), rate="90.00", funding_score="10.00"), "6")
    assert (finding.where, finding.severity) == ("funding.total.score", Severity.ERROR)
    assert finding.message == "原表预算执行得分为 10，按执行率 90% × 分值 10 应为 9.00。"
    assert finding.cells[1:] == ("printed.funding_score", "printed.rate", "execution_weight")
    assert finding.remedy == own_counts("funding_score")
    assert "90%" in only(printed_as(clean_form(), funding_score="10.00"), "6").message


def test_printed_points_of_nothing() -> None:
    assert not found(Form("shanghai-district-2024"), "6")


# 7: the total and its parts


@pytest.mark.parametrize("key", ["initial", "adjusted", "executed"])
def test_a_total_that_misses_its_parts(key: str) -> None:
    total, fiscal, other = f"funding.total.{key}", f"funding.fiscal.{key}", f"funding.other.{key}"
    form = clean_form(**{f"funding__total__{key}": "1,615,632.00"})
    finding = only(form, "7")
    assert (finding.where, finding.severity) == (total, Severity.ERROR)
    assert finding.cells == (total, fiscal, other)
    assert "1,615,632" in finding.message


def test_the_difference_is_named() -> None:
    message = only(clean_form(funding__total__initial="12.5"), "7").message
    assert message == "年度资金总额的年初预算数 12.5 与各来源之和 12 不一致，相差 0.5。"


@pytest.mark.parametrize(
    "texts",
    [
        {"funding__total__initial": "12.02"},  # 0.01 for each part
        {"funding__total__initial": "11.98"},
        {"funding__total__initial": ""},
        {"funding__total__initial": "x"},
        {"funding__fiscal__initial": "", "funding__other__initial": ""},
    ],
)
def test_a_total_that_agrees_or_cannot_be_compared(texts: dict[str, str]) -> None:
    assert not found(clean_form(**texts), "7")


def test_the_tolerance_grows_with_the_parts() -> None:
    assert found(clean_form(funding__total__initial="12.03"), "7")
    assert not found(
        clean_form(funding__total__initial="12.03", funding__carryover__initial="0.00"), "7"
    )


# 9, 10: spending and budget


def test_more_spent_than_budgeted() -> None:
    finding = only(clean_form(funding__total__executed="10.01"), "9")
    assert (finding.where, finding.severity) == ("funding.total.executed", Severity.ERROR)
    assert finding.cells == ("funding.total.executed", "funding.total.adjusted")
    assert finding.message == (
        "年度资金总额的全年执行数 10.01 超过全年预算数 10，请核对数字和金额单位（万元）。"
    )


def test_one_source_overspent_under_a_sound_total() -> None:
    form = clean_form(funding__fiscal__executed="8.00", funding__other__executed="1.00")
    assert only(form, "9").where == "funding.fiscal.executed"


def test_a_source_is_not_named_beside_the_total() -> None:
    form = clean_form(funding__total__executed="11", funding__fiscal__executed="8")
    assert only(form, "9").where == "funding.total.executed"


def test_spending_without_a_budget_asks_for_it() -> None:
    finding = only(clean_form(funding__total__adjusted="0.00"), "10")
    assert (finding.where, finding.severity) == ("funding.total.adjusted", Severity.ERROR)
    assert finding.message == (
        "全年执行数为 9，但全年预算数为 0，无法计算执行率，请填写全年预算数。"
    )


@pytest.mark.parametrize("amount", ["", "0"])
def test_nothing_of_nothing_is_to_be_confirmed(amount: str) -> None:
    cells = ("total", "fiscal", "other")
    texts = {
        f"funding__{source}__{key}": amount for source in cells for key in ("adjusted", "executed")
    }
    form = printed_as(clean_form(**texts))
    finding = only(form, "10-none")
    assert (finding.where, finding.severity) == ("funding.total.adjusted", Severity.WARNING)
    assert not [other for other in check_form(form, template()) if other.rule in ("5", "6", "9")]


WHOLE = {
    f"funding__{source}__{key}": text
    for source in ("total", "fiscal")
    for key, text in (("initial", "10"), ("adjusted", "10"), ("executed", "9"))
} | {"funding__other__initial": "", "funding__other__adjusted": "", "funding__other__executed": ""}


@pytest.mark.parametrize("rate", ["81.00", "91.00", "89.00"])
def test_whole_amounts_are_as_exact_as_the_paper_prints_them(rate: str) -> None:
    """The template prints 10.00 and 9.00, however they were typed."""
    assert only(printed_as(clean_form(**WHOLE), rate=rate), "5").where == "funding.total.rate"
    assert not found(printed_as(clean_form(**WHOLE), rate="90.00"), "5")


@pytest.mark.parametrize("points", ["9.50", "9.10", "8.90"])
def test_printed_points_follow_the_printed_rate(points: str) -> None:
    form = printed_as(clean_form(**WHOLE), rate="90.00", funding_score=points)
    assert only(form, "6").where == "funding.total.score"


def test_a_negative_budget_is_the_affair_of_rule_4() -> None:
    form = clean_form(funding__total__adjusted="-5", funding__total__executed="3")
    assert not found(form, "10")
    assert found(form, "4")


def test_the_remedy_of_a_total_is_the_sum_as_the_paper_prints_it() -> None:
    form = clean_form(funding__total__initial="12.5")
    finding = only(form, "7")
    assert finding.remedy is not None
    assert finding.remedy.label == "改为 12.00"
    assert finding.remedy.edit.apply(form) == clean_form()
    exact = clean_form(funding__fiscal__initial="8.005")
    assert not found(exact, "7")
    more = only(clean_form(funding__fiscal__initial="18.005"), "7").remedy
    assert more is not None
    assert more.label == "改为 22.005"


def test_parts_of_nothing_are_no_remedy() -> None:
    form = clean_form(funding__fiscal__initial="0", funding__other__initial="0.00")
    assert only(form, "7").remedy is None


# 8: the total row


def test_a_total_row_of_0() -> None:
    zero = {f"funding__total__{key}": "0.00" for key in ("initial", "adjusted", "executed")}
    form = printed_as(clean_form(**zero))
    finding = only(form, "8")
    assert (finding.where, finding.severity) == ("funding.total.initial", Severity.WARNING)
    assert finding.message == (
        "年度资金总额的年初预算数、全年预算数、全年执行数为 0 或没有填，"
        "各来源合计为 12、10、9，请填写。"
    )
    assert finding.cells[1:3] == ("funding.total.adjusted", "funding.total.executed")
    assert "funding.fiscal.initial" in finding.cells
    assert not found(form, "7")
    assert not found(form, "10-none")
    assert finding.remedy is not None
    assert finding.remedy.label == "填入各来源之和"
    assert finding.remedy.edit.text(form) == "填写 3 个单元格"
    assert finding.remedy.edit.apply(form) == printed_as(clean_form())


def test_one_column_of_0_misses_its_parts() -> None:
    form = clean_form(funding__total__initial="0")
    assert not found(form, "8")
    assert only(form, "7").where == "funding.total.initial"


def test_a_blank_total_is_summed_unless_a_source_printed_it_blank() -> None:
    form = clean_form(funding__total__executed="")
    assert only(form, "8").message == (
        "年度资金总额的全年执行数为 0 或没有填，各来源合计为 9，请填写。"
    )
    assert not found(printed_as(form), "8")
    assert not found(clean_form(funding__total__executed="x"), "8")


def test_a_blank_total_over_blank_parts_is_nothing() -> None:
    blank = {f"funding__{source}__initial": "" for source in ("total", "fiscal", "other")}
    assert not found(clean_form(**blank), "8")


# 10: no spending


def test_a_budget_without_a_word_of_spending() -> None:
    form = sound_form(funding__total__executed="", funding__fiscal__executed="")
    finding = only(form, "10-unspent")
    assert (finding.where, finding.severity) == ("funding.total.executed", Severity.WARNING)
    assert finding.message == (
        "全年预算数为 10，没有填全年执行数，执行率按 0 计，请填写；确实没有支出的填 0。"
    )
    assert finding.cells[1:] == ("funding.total.adjusted",)
    others = {one.rule for one in check_form(form, template())}
    assert not others & {"5", "36", "37", "38"}


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        ({"funding__total__executed": "0"}, False),
        ({"funding__total__executed": "x"}, False),
        ({"funding__total__executed": ""}, False),  # the source has it
        ({"funding__total__executed": "", "funding__fiscal__executed": "0"}, False),
        (
            {
                "funding__total__executed": "",
                "funding__fiscal__executed": "",
                "funding__other__executed": "0.00",
            },
            True,
        ),
    ],
)
def test_a_typed_0_is_a_word(texts: dict[str, str], missing: bool) -> None:
    assert bool(found(sound_form(**texts), "10-unspent")) is missing


# 15: units mixed up


def test_one_amount_in_another_unit() -> None:
    form = sound_form(funding__total__adjusted="100,000", funding__fiscal__adjusted="100,000")
    finding = only(form, "15")
    assert (finding.where, finding.severity) == ("funding.total.adjusted", Severity.HINT)
    assert finding.message == (
        "年度资金总额的全年预算数 100,000 是全年执行数 9.6 的 10,417 倍，请核对金额单位（万元）。"
    )
    assert finding.cells[1:] == ("funding.total.executed",)


@pytest.mark.parametrize(("budget", "told"), [("2000", True), ("1999", False), ("0", False)])
def test_amounts_up_to_2000_times_apart_pass(budget: str, told: bool) -> None:
    texts = {f"funding__{source}__executed": "1" for source in ("total", "fiscal")}
    texts |= {f"funding__{source}__adjusted": budget for source in ("total", "fiscal")}
    texts |= {f"funding__{source}__initial": "1" for source in ("total", "fiscal")}
    assert bool(found(sound_form(**texts), "15")) is told


@pytest.mark.parametrize(
    ("amount", "told"),
    [("0.09", True), ("0.10", False), ("1000000", False), ("1000000.01", True)],
)
def test_a_budget_of_no_sensible_size(amount: str, told: bool) -> None:
    texts = {
        f"funding__{source}__{key}": amount
        for source in ("total", "fiscal")
        for key in ("initial", "adjusted", "executed")
    }
    findings = found(sound_form(**texts), "15")
    assert bool(findings) is told
    if told:
        assert findings[0].message.endswith(" 万元，数额异常，请核对金额单位。")


# limits, and what a sentence stands beside


def without_parts(**texts: str) -> Form:
    """The clean form with a total row of these amounts and no sources."""
    row = {f"funding__total__{key}": "" for key in ("initial", "adjusted", "executed")}
    blank = {
        f"funding__{source}__{key}": ""
        for source in ("fiscal", "other")
        for key in ("initial", "adjusted", "executed")
    }
    return clean_form(**row | blank | {f"funding__total__{key}": texts[key] for key in texts})


def test_a_sound_table() -> None:
    rules = {"5", "6", "7", "8", "9", "10", "10-none", "10-unspent", "15"}
    for form in (sound_form(), clean_form(), printed_as(clean_form(), rate="90.00")):
        assert not rules & {one.rule for one in check_form(form, template())}


@pytest.mark.parametrize(("rate", "told"), [("90.10", False), ("90.11", True), ("89.89", True)])
def test_a_printed_rate_at_the_end_of_what_may_be(rate: str, told: bool) -> None:
    assert bool(found(printed_as(clean_form(), rate=rate), "5")) is told


SPENT = {"funding__total__executed": "9.844", "funding__other__executed": "3.844"}


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        *(("98.4%", False), ("98%", False), ("98.5", True), ("99%", True), ("97", True)),
        *(("0.9844", False), ("0.98", False), ("0.95", True), ("0.9844%", True), ("0.984", False)),
    ],
)
def test_a_printed_rate_of_few_decimals_or_as_a_share(rate: str, told: bool) -> None:
    assert bool(found(printed_as(clean_form(**SPENT), rate=rate), "5")) is told


@pytest.mark.parametrize(
    ("points", "told"), [("9.8", False), ("10", False), ("9", False), ("9.9", True), ("8", True)]
)
def test_printed_points_of_few_decimals(points: str, told: bool) -> None:
    assert bool(found(printed_as(clean_form(**SPENT), funding_score=points), "6")) is told


def test_printed_points_of_a_rate_that_cannot_be_computed() -> None:
    form = printed_as(without_parts(executed="3"), rate="50.00", funding_score="0.00")
    assert only(form, "6").message == ("原表预算执行得分为 0，按执行率 50% × 分值 10 应为 5.00。")
    form = printed_as(clean_form(), rate="98.51", funding_score="5.00")
    assert "按执行率 98.51% × 分值 10 应为 9.85" in only(form, "6").message


def test_each_column_is_compared_for_itself() -> None:
    form = clean_form(funding__total__initial="", funding__total__executed="8")
    assert only(form, "7").where == "funding.total.executed"
    small = {"funding__fiscal__initial": "0.20", "funding__other__initial": "0.30"}
    remedy = only(clean_form(funding__total__initial="5", **small), "7").remedy
    assert remedy is not None
    assert remedy.label == "改为 0.50"


def test_a_total_row_of_0_with_a_blank_in_it() -> None:
    texts = {"initial": "0.00", "adjusted": "0", "executed": ""}
    form = printed_as(
        clean_form(**{f"funding__total__{key}": text for key, text in texts.items()}), rate="90.00"
    )
    finding = only(form, "8")
    assert finding.message.startswith("年度资金总额的年初预算数、全年预算数、全年执行数为 0")
    assert finding.cells == (
        *(f"funding.total.{key}" for key in texts),
        *(f"funding.{source}.{key}" for key in texts for source in ("fiscal", "other")),
    )


def test_all_spent_is_not_too_much() -> None:
    assert not found(clean_form(funding__total__executed="10.00"), "9")
    small = without_parts(initial="0.50", adjusted="0.50", executed="0.60")
    assert only(small, "9").where == "funding.total.executed"


@pytest.mark.parametrize(("budget", "state"), [("", "没有填"), ("0.00", "为 0")])
def test_spending_beside_no_budget(budget: str, state: str) -> None:
    finding = only(without_parts(adjusted=budget, executed="9"), "10")
    assert finding.message == (
        f"全年执行数为 9，但全年预算数{state}，无法计算执行率，请填写全年预算数。"
    )
    assert finding.cells[1:] == ("funding.total.executed",)
    finding = only(without_parts(adjusted=budget, executed="0"), "10-none")
    assert finding.message == f"全年预算数{state}，预算执行率按 0 分计，请确认。"
    assert finding.cells[1:] == ("funding.total.executed",)


@pytest.mark.parametrize(
    ("adjusted", "executed", "rules"),
    [
        ("0.50", "0.40", set()),
        ("5", "0", set()),
        ("", "5", {"10"}),
        ("", "", {"10-none"}),
        ("5", "", {"10-unspent"}),
        ("0.50", "", {"10-unspent"}),
        ("-1", "", set()),
    ],
)
def test_what_is_missing_is_told_once(adjusted: str, executed: str, rules: set[str]) -> None:
    form = without_parts(adjusted=adjusted, executed=executed)
    spoken = {one.rule for one in check_form(form, template())}
    assert spoken & {"10", "10-none", "10-unspent"} == rules


def test_two_amounts_are_enough_to_be_mixed_up() -> None:
    form = without_parts(adjusted="10", executed="96,000")
    assert only(form, "15").message == (
        "年度资金总额的全年执行数 96,000 是全年预算数 10 的 9,600 倍，请核对金额单位（万元）。"
    )
    source = {"funding__other__adjusted": "10", "funding__other__executed": "96,000"}
    texts = dict.fromkeys(("funding__total__adjusted", "funding__total__executed"), "")
    form = without_parts()
    form = typed(form, {address_of(key): text for key, text in (source | texts).items()})
    assert {one.where for one in found(form, "15")} == {"funding.total.executed"}
    zero = dict.fromkeys((f"funding__total__{key}" for key in ("initial", "adjusted")), "0")
    form = clean_form(**zero, funding__fiscal__initial="30,000")
    assert only(form, "15").where == "funding.fiscal.initial"


def test_a_budget_of_less_than_a_yuan() -> None:
    finding = only(without_parts(adjusted="0.00005"), "15")
    assert finding.where == "funding.total.adjusted"
    assert finding.message == "全年预算数为 0.00005 万元，数额异常，请核对金额单位。"


@pytest.mark.parametrize(("spent", "rule"), [("9", "10"), ("", "10-none")])
def test_a_budget_that_is_not_filled_is_not_told_to_be_0(spent: str, rule: str) -> None:
    parts = {f"funding__{part}__adjusted": "0" for part in ("fiscal", "carryover", "other")}
    empty = {f"funding__{part}__executed": "" for part in ("fiscal", "carryover", "other")}
    form = clean_form(funding__total__adjusted="", funding__total__executed=spent, **parts, **empty)
    assert "全年预算数没有填，" in only(form, rule).message
