"""Rules 12–14 and hidden decimals."""

from dataclasses import replace

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form, Indicator
from perfdesk.core.ruleset import RuleChange
from perfdesk.core.template import FundingBlock
from tests.support.forms import address_of, clean_form, found, printed_as, template, typed


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("project_name", "项目名称"),
        ("year", "年度"),
        ("supervisor", "主管部门"),
        ("unit", "实施单位"),
    ],
)
def test_a_missing_head(cell: str, name: str) -> None:
    (finding,) = found(clean_form(**{cell: " "}), "12")
    assert (finding.where, finding.severity) == (cell, Severity.ERROR)
    assert finding.message == f"没有填写{name}。"
    assert finding.cells == (cell,)


@pytest.mark.parametrize("year", [0, -5, 999, 10000, 20244])
def test_a_year_out_of_all_sense(year: int) -> None:
    (finding,) = found(replace(clean_form(), year=year), "12")
    assert (finding.where, finding.severity) == ("year", Severity.ERROR)
    assert finding.message == f"年度为 {year}，不是四位数的年份，请核对。"


@pytest.mark.parametrize("year", [1000, 2024, 9999])
def test_a_year_that_may_be(year: int) -> None:
    assert not found(replace(clean_form(), year=year), "12")


@pytest.mark.parametrize("cell", ["project_name", "supervisor", "unit"])
@pytest.mark.parametrize("dash", ["-", "——", "－－", "/", "无", "暂无", "\\"])
def test_a_dash_is_no_head(cell: str, dash: str) -> None:
    assert [one.where for one in found(clean_form(**{cell: dash}), "12")] == [cell]


@pytest.mark.parametrize("dash", ["-", "——", "－－", "— —", "/"])
def test_a_dash_is_no_target_and_is_told_once(dash: str) -> None:
    form = clean_form(indicators_1__target=dash)
    assert [one.where for one in found(form, "13")] == ["indicators[1].target"]
    assert not found(form, "58")


@pytest.mark.parametrize("key", ["level3", "target", "actual", "weight"])
def test_a_missing_cell_of_an_indicator(key: str) -> None:
    (finding,) = found(clean_form(**{f"indicators_1__{key}": "　"}), "13")
    assert (finding.where, finding.severity) == (f"indicators[1].{key}", Severity.ERROR)
    assert finding.message.startswith("第 2 行指标")


@pytest.mark.parametrize("key", ["level1", "level2", "score", "note"])
def test_other_cells_may_be_empty(key: str) -> None:
    assert not found(clean_form(**{f"indicators_1__{key}": ""}), "13")


def test_each_missing_cell_is_a_finding_of_its_own() -> None:
    form = Form("shanghai-district-2024", indicators=(Indicator(note="缓办"),))
    assert [finding.where for finding in found(form, "13")] == [
        "indicators[0].level3",
        "indicators[0].target",
        "indicators[0].actual",
        "indicators[0].weight",
    ]
    assert found(form, "13")[1].message == "第 1 行指标没有填写年度指标值。"


@pytest.mark.parametrize("text", ["", " ", "——"])
def test_an_empty_row_is_told_once_and_taken_out_with_one_click(text: str) -> None:
    form = clean_form()
    keys = ("level3", "target", "actual", "weight", "score", "note")
    row = {f"indicators_2__{key}": text for key in keys}
    longer = replace(form, indicators=(*form.indicators, Indicator("效益指标", "社会效益")))
    longer = typed(longer, {address_of(key): value for key, value in row.items()})
    (finding,) = found(longer, "13")
    assert (finding.where, finding.severity) == ("indicators[2].level3", Severity.ERROR)
    assert finding.message == "第 3 行是空行，请删去或填写。"
    assert finding.remedy is not None
    assert finding.remedy.label == "删去空行"
    assert finding.remedy.edit.apply(longer) == form


@pytest.mark.parametrize(
    "cell",
    ["funding__other__initial", "execution_weight", "indicators_0__weight", "indicators_1__score"],
)
@pytest.mark.parametrize("text", ["1.2.3", "十二", "12 abc"])
def test_an_unreadable_number(cell: str, text: str) -> None:
    (finding,) = found(clean_form(**{cell: text}), "14")
    assert finding.where == cell.replace("__", ".").replace("_0", "[0]").replace("_1", "[1]")
    assert finding.severity is Severity.ERROR
    assert f"“{text}”不是数字，按未填计算。" in finding.message
    assert not found(clean_form(**{cell: text}), "13")


def test_an_endless_unreadable_number_is_quoted_in_part() -> None:
    (finding,) = found(clean_form(funding__other__initial="1" * 400 + "."), "14")
    assert f"“{'1' * 30}…”不是数字" in finding.message


def test_a_dash_for_an_amount_is_told_once() -> None:
    amounts = {f"funding__carryover__{key}": "-" for key in ("initial", "adjusted", "executed")}
    form = clean_form(**amounts, funding__other__initial=" —— ")
    assert not found(form, "14")
    (finding,) = found(form, "14-dash")
    assert (finding.where, finding.severity) == ("funding.carryover.initial", Severity.HINT)
    assert finding.message == (
        "上年结转资金的年初预算数等 4 处填的是“-”，按未填计算；没有的请留空或填 0。"
    )
    assert finding.cells[-1] == "funding.other.initial"
    assert finding.remedy
    assert not found(finding.remedy.edit.apply(form), "14-dash")
    (alone,) = found(clean_form(funding__carryover__initial="/"), "14-dash")
    assert alone.message.startswith("上年结转资金的年初预算数填的是“/”，")


def test_a_dash_elsewhere_is_no_number() -> None:
    form = clean_form(indicators_0__weight="-", funding__other__initial="-1-")
    assert [one.where for one in found(form, "14")] == [
        "funding.other.initial",
        "indicators[0].weight",
    ]
    assert not found(form, "14-dash")


def test_a_hint_that_is_switched_off_is_no_error_of_another_rule() -> None:
    form = clean_form(funding__carryover__initial="-")
    checks = template().checks.changed({"14-dash": RuleChange("off")})
    own = replace(template(), checks=checks)
    assert not {"14", "14-dash"} & {one.rule for one in check_form(form, own)}


def test_readable_or_empty_numbers() -> None:
    form = clean_form(funding__total__initial="１２．００", funding__other__initial=" ")
    assert not found(form, "14")
    assert not found(printed_as(clean_form(), rate="见附件"), "14")


@pytest.mark.parametrize(
    ("cell", "typed", "printed"),
    [
        ("funding__total__initial", "12.005", "12.01"),
        ("funding__fiscal__initial", "8.0049", "8.00"),
        ("execution_weight", "10.001", "10.00"),
        ("indicators_0__weight", "50.0001", "50.00"),
        ("indicators_0__score", "39.995", "40.00"),
    ],
)
def test_decimals_that_the_paper_hides(cell: str, typed: str, printed: str) -> None:
    finding = found(clean_form(**{cell: typed}), "paper-decimals")[0]
    assert finding.severity is Severity.HINT
    assert f"{typed} 打印为 {printed}" in finding.message


def test_hidden_decimals_are_told_as_typed_with_the_cell_s_name() -> None:
    form = clean_form(indicators_1__score="39.9950")
    (finding,) = found(form, "paper-decimals")
    assert finding.message == (
        "第 2 行得分（满意度） 39.9950 打印为 40.00，纸面小数位数不够；计算仍用原数。"
    )


def test_a_paper_without_funding_hides_no_amounts() -> None:
    own = template()
    bare = replace(own, blocks=tuple(b for b in own.blocks if not isinstance(b, FundingBlock)))
    form = clean_form(funding__total__initial="12.005", execution_weight="10.001")
    told = [one.where for one in check_form(form, bare) if one.rule == "paper-decimals"]
    assert told == ["execution_weight"]


def test_a_sum_may_have_too_many_decimals_too() -> None:
    form = clean_form(funding__total__initial="", funding__fiscal__initial="8.125")
    assert [finding.where for finding in found(form, "paper-decimals")] == [
        "funding.total.initial",
        "funding.fiscal.initial",
    ]


def test_trimmed_formats_hide_nothing() -> None:
    form = clean_form(funding__total__initial="12.0051", indicators_0__weight="49.9951")
    assert len(found(form, "paper-decimals")) == 2
    assert not found(replace(form, template="shanghai-2024-national"), "paper-decimals")


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("indicators_1__score", "第 2 行得分（满意度）"),
        ("funding__other__initial", "其他资金的年初预算数"),
        ("execution_weight", "预算执行率分值"),
    ],
)
def test_a_number_s_cell_is_named_with_its_indicator(cell: str, name: str) -> None:
    (finding,) = found(clean_form(**{cell: "十二"}), "14")
    assert finding.message == f"{name}“十二”不是数字，按未填计算。"


def test_a_row_without_any_score() -> None:
    form = clean_form(indicators_0__actual="还行", indicators_0__score="")
    (finding,) = found(form, "no-score")
    assert (finding.where, finding.severity) == ("indicators[0].score", Severity.WARNING)
    assert finding.message == (
        "第 1 行得分（培训人数）没有填写，程序也算不出建议分：按 0 分计，不评等级。"
    )
    assert finding.cells == ("indicators[0].score", "indicators[0].target", "indicators[0].actual")
    assert not found(clean_form(indicators_0__actual="还行"), "no-score")
    assert not found(clean_form(indicators_0__actual="", indicators_0__score=""), "no-score")


@pytest.mark.parametrize(
    ("year", "told"), [(2014, True), (2015, False), (2035, False), (2036, True)]
)
def test_a_year_without_such_forms(year: int, told: bool) -> None:
    findings = found(replace(clean_form(), year=year), "12-year")
    assert bool(findings) is told
    if told:
        assert findings[0].message == f"年度为 {year}，不在 2015—2035 之间，请核对。"
        assert findings[0].severity is Severity.WARNING


def test_a_year_is_told_once() -> None:
    for year in (None, 999, 20244):
        assert not found(replace(clean_form(), year=year), "12-year")
        assert found(replace(clean_form(), year=year), "12")


@pytest.mark.parametrize("dash", ["-", "—", " / "])
def test_a_dash_is_no_result(dash: str) -> None:
    form = clean_form(indicators_1__actual=dash, indicators_1__score="")
    (finding,) = found(form, "13")
    assert finding.message == "第 2 行指标（满意度）没有填写实际完成值。"
    assert not found(form, "no-score")


@pytest.mark.parametrize(
    ("cell", "text", "label"),
    [
        ("funding__total__initial", "12.00万元", "改为 12.00"),
        ("funding__total__initial", "12.00元", ""),
        ("indicators_0__weight", "50 分", "改为 50"),
        ("indicators_0__weight", "五十分", ""),
    ],
)
def test_a_number_with_its_own_unit_behind_it(cell: str, text: str, label: str) -> None:
    form = clean_form(**{cell: text})
    (finding,) = found(form, "14")
    assert (finding.remedy.label if finding.remedy else "") == label
    if finding.remedy:
        assert not found(finding.remedy.edit.apply(form), "14")
