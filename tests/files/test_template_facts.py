"""What the published forms look like, template by template: labels, number formats, rounding."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from perfdesk.core.cells import ROW_FIGURES
from perfdesk.core.form import AMOUNT_KEYS, Form
from perfdesk.core.scoring import score_form
from perfdesk.core.template import MoneyUnit
from perfdesk.files.formfile import SCHEMA, form_from_json
from perfdesk.files.templates import library
from perfdesk.report.compose import compose, year_line
from perfdesk.report.grid import Grid, Role
from tests.support.tools import ROOT

REASON = "偏差原因分析及改进措施"


@dataclass(frozen=True)
class Facts:
    """One template's column of the table of published forms."""

    title: str
    year_line: str
    money: str
    weight: str
    rate: str
    note: str
    spine: bool
    grade: bool
    total: str
    amounts: tuple[str, str, str]  # of the total row, typed 74696.00, 5,357, 507277.510
    summed: tuple[str, str, str]  # of a total row that is not filled: 1001, 1001, 1001
    source: tuple[str, str, str]  # of a source row, typed 556116.80, 1068.3, 0
    total_row: tuple[str, str, str]  # weight, rate and score of 38.0 of 100
    source_row: tuple[str, str, str]  # the same of a source of 38.0 of 100
    empty_row: tuple[str, ...]  # a carry-over that is not filled, all six cells
    points: tuple[str, str, str]  # an indicator's, typed 10, 0.90, 20.0
    totals: tuple[str, str]  # weight and score of the closing row, 100 and 97.60
    rates: tuple[str, str]  # of 98.567 and 98.562 of 100
    earned: str  # the points for 98.567


DISTRICT_2024 = Facts(
    title="财政项目支出绩效自评表",
    year_line="（2024年度）",
    money="项目资金（万元）",
    weight="分数",
    rate="执行率(%)",
    note=REASON,
    spine=False,
    grade=True,
    total="总分",
    amounts=("74,696.00", "5,357.00", "507,277.51"),
    summed=("1,001.00", "1,001.00", "1,001.00"),
    source=("556,116.80", "1,068.30", "0.00"),
    total_row=("10.00", "38.00", "3.80"),
    source_row=("-", "38.00", "-"),
    empty_row=("0.00", "0.00", "0.00", "-", "0.00", "-"),
    points=("10.00", "0.90", "20.00"),
    totals=("100.00", "97.60"),
    rates=("98.56", "98.56"),
    earned="9.86",
)
FACTS = {
    "national-2020": Facts(
        title="项目支出绩效自评表",
        year_line="（2024年度）",
        money="项目资金（万元）",
        weight="分值",
        rate="执行率",
        note=REASON,
        spine=True,
        grade=False,
        total="总分",
        amounts=("74696.00", "5,357", "507277.510"),
        summed=("1001", "1001", "1001"),
        source=("556116.80", "1068.3", "0"),
        total_row=("10", "38.00%", "3.8"),
        source_row=("—", "", "—"),
        empty_row=("", "", "", "—", "", "—"),
        points=("10", "0.9", "20"),
        totals=("100", "97.6"),
        rates=("98.57%", "98.56%"),
        earned="9.86",
    ),
    "shanghai-2022": Facts(
        title="财政项目支出绩效自评表",
        year_line="(2024 年度)",
        money="项目资金 (元)",
        weight="分值",
        rate="执行率",
        note=REASON,
        spine=True,
        grade=False,
        total="总分",
        amounts=("74696.00", "5357.00", "507,277.51"),
        summed=("1001.00", "1001.00", "1,001"),
        source=("556116.8", "1068.3", "0"),
        total_row=("10", "38.00%", "3.8"),
        source_row=("—", "", ""),
        empty_row=("", "", "", "—", "", ""),
        points=("10", "0.9", "20"),
        totals=("100", "97.6"),
        rates=("98.57%", "98.57%"),
        earned="9.86",
    ),
    "shanghai-municipal-2023": Facts(
        title="财政项目支出绩效自我评价",
        year_line="",
        money="项目资金（万元）",
        weight="分数",
        rate="执行率",
        note="偏差原因分析",
        spine=False,
        grade=True,
        total="",
        amounts=("74,696.00", "5,357.00", "507,277.51"),
        summed=("1,001.00", "1,001.00", "1,001.00"),
        source=("556,116.80", "1,068.30", "0.00"),
        total_row=("10.00", "38.00", "3.80"),
        source_row=("-", "38.00", "-"),
        empty_row=("0.00", "0.00", "0.00", "-", "0.00", "-"),
        points=("10.00", "0.90", "20.00"),
        totals=("100", "97.6"),
        rates=("98.56", "98.56"),
        earned="9.85",
    ),
    "shanghai-district-2023": Facts(
        title="财政项目支出绩效自评表",
        year_line="(2024年度)",
        money="项目资金 (万元)",
        weight="分数",
        rate="执行率(%)",
        note=REASON,
        spine=False,
        grade=True,
        total="总分",
        amounts=("74,696.00", "5,357.00", "507,277.51"),
        summed=("1,001.00", "1,001.00", "1,001.00"),
        source=("556,116.80", "1,068.30", "0.00"),
        total_row=("10.00", "38.00", "3.80"),
        source_row=("-", "38.00", "-"),
        empty_row=("0.00", "0.00", "0.00", "-", "0.00", "-"),
        points=("10.00", "0.90", "20.00"),
        totals=("100", "97.6"),
        rates=("98.56", "98.56"),
        earned="9.85",
    ),
    "shanghai-district-2024": DISTRICT_2024,
    "shanghai-2024-national": Facts(
        title="财政项目支出绩效自评表",
        year_line="（2024年度）",
        money="项目资金（万元）",
        weight="分值",
        rate="执行率",
        note=REASON,
        spine=True,
        grade=True,
        total="总分",
        amounts=("74696", "5357", "507277.51"),
        summed=("1001", "1001", "1001"),
        source=("556116.8", "1068.3", "0"),
        total_row=("10", "38.00%", "3.8"),
        source_row=("-", "38.00%", "-"),
        empty_row=("", "", "", "-", "", "-"),
        points=("10", "0.9", "20"),
        totals=("100", "97.6"),
        rates=("98.57%", "98.56%"),
        earned="9.86",
    ),
}
every_template = pytest.mark.parametrize(("template_id", "facts"), FACTS.items(), ids=str)


def form(template_id: str, year: int | None = 2024, **more: Any) -> Form:
    """A form of the template with only what is given."""
    record = {"schema": SCHEMA, "template": template_id, "project_name": "项目", "year": year}
    return form_from_json(record | more)


def funded(template_id: str, **rows: tuple[str, str, str]) -> Grid:
    """The printed form with these amounts by source."""
    funding = {
        source: dict(zip(AMOUNT_KEYS, amounts, strict=True)) for source, amounts in rows.items()
    }
    return printed(form(template_id, funding=funding))


def printed(filled: Form) -> Grid:
    """The form as its cells."""
    template = library().get(filled.template)
    return compose(filled, template, score_form(filled, template.rules))


def at(grid: Grid, *addresses: str) -> tuple[str, ...]:
    """What stands in the cells."""
    texts = {cell.address: cell.text for cell in grid.cells if cell.address}
    return tuple(texts[address] for address in addresses)


def row(grid: Grid, source: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Cells of a funding row."""
    return at(grid, *(f"funding.{source}.{key}" for key in keys))


def labels(grid: Grid) -> list[str]:
    """The labels in reading order."""
    return [cell.text for cell in grid.cells if cell.role is Role.LABEL and not cell.address]


@every_template
def test_title_and_year_line(template_id: str, facts: Facts) -> None:
    grid = printed(form(template_id))
    assert (grid.title, grid.year_line) == (facts.title, facts.year_line)


@every_template
def test_year_line_without_a_year(template_id: str, facts: Facts) -> None:
    line = year_line(form(template_id, year=None), library().get(template_id))
    assert "".join(line.split()) == "".join(facts.year_line.replace("2024", "").split())


@every_template
def test_labels(template_id: str, facts: Facts) -> None:
    found = labels(printed(form(template_id)))
    spine = ["绩效指标"] if facts.spine else []
    grade = ["评分等级"] if facts.grade else []
    assert found == [
        *("项目名称", "主管部门", "实施单位"),
        *(
            facts.money,
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            facts.weight,
            facts.rate,
            "得分",
        ),
        *("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"),
        *("年度总体目标", "预期目标", "实际完成情况"),
        *(*spine, "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        *(facts.note, facts.total, "", *grade),
    ]


@every_template
def test_money_unit_and_grade(template_id: str, facts: Facts) -> None:
    unit = MoneyUnit.YUAN if "(元)" in facts.money else MoneyUnit.WAN
    assert library().get(template_id).money_unit is unit
    addresses = {cell.address for cell in printed(form(template_id)).cells}
    assert ("grade" in addresses) is facts.grade


@every_template
def test_typed_amounts(template_id: str, facts: Facts) -> None:
    grid = funded(
        template_id,
        total=("74696.00", "5,357", "507277.510"),
        fiscal=("556116.80", "1068.3", "0"),
        other=("0", "0", ""),
    )
    assert row(grid, "total", AMOUNT_KEYS) == facts.amounts
    assert row(grid, "fiscal", AMOUNT_KEYS) == facts.source
    zero = facts.source[2]
    assert row(grid, "other", AMOUNT_KEYS) == (zero, zero, facts.empty_row[2])


@every_template
def test_a_total_that_is_not_filled_is_the_sum(template_id: str, facts: Facts) -> None:
    part = ("1000.50", "1,000.50", "1000.5")
    grid = funded(template_id, fiscal=part, other=("0.5", "0.50", "0.500"))
    assert row(grid, "total", AMOUNT_KEYS) == facts.summed


@every_template
def test_weight_rate_and_score_of_the_funding_rows(template_id: str, facts: Facts) -> None:
    grid = funded(template_id, fiscal=("100", "100", "38"), other=("0", "0", "0"))
    assert row(grid, "total", ROW_FIGURES) == facts.total_row
    assert row(grid, "fiscal", ROW_FIGURES) == facts.source_row
    assert row(grid, "carryover", (*AMOUNT_KEYS, *ROW_FIGURES)) == facts.empty_row
    assert row(grid, "other", ROW_FIGURES) == facts.empty_row[3:]


@every_template
def test_a_form_without_amounts(template_id: str, facts: Facts) -> None:
    grid = printed(form(template_id))
    assert row(grid, "total", (*AMOUNT_KEYS, "rate")) == ("", "", "", "")
    assert row(grid, "fiscal", (*AMOUNT_KEYS, "rate")) == ("", "", "", "")
    assert row(grid, "carryover", (*AMOUNT_KEYS, *ROW_FIGURES)) == facts.empty_row
    assert row(grid, "other", (*AMOUNT_KEYS, *ROW_FIGURES)) == facts.empty_row


@every_template
def test_a_source_with_nothing_but_its_first_budget(template_id: str, facts: Facts) -> None:
    grid = funded(template_id, carryover=("0", "", ""))
    assert row(grid, "carryover", ROW_FIGURES) == facts.empty_row[3:]


@every_template
def test_points(template_id: str, facts: Facts) -> None:
    given = [("10", "0.90"), ("20.0", "20.0"), ("60", "58.90")]
    rows = [{"level3": "指标", "weight": weight, "score": score} for weight, score in given]
    funding = {"fiscal": {"adjusted": "100", "executed": "178"}}
    grid = printed(form(template_id, indicators=rows, funding=funding))
    cells = ("indicators[0].weight", "indicators[0].score", "indicators[1].score")
    assert at(grid, *cells) == facts.points
    assert at(grid, "total_weight") == facts.totals[:1]


@every_template
def test_total_score(template_id: str, facts: Facts) -> None:
    rows = [{"level3": "指标", "weight": "90", "score": "87.60"}]
    funding = {"fiscal": {"adjusted": "100", "executed": "100"}}
    grid = printed(form(template_id, indicators=rows, funding=funding))
    assert at(grid, "total_weight", "total_score") == facts.totals


@every_template
def test_rounding(template_id: str, facts: Facts) -> None:
    grids = [
        funded(template_id, fiscal=("", "100000", spent), total=("", "100000", spent))
        for spent in ("98567", "98562")
    ]
    assert tuple(row(grid, "total", ("rate",))[0] for grid in grids) == facts.rates
    assert row(grids[0], "total", ("score",)) == (facts.earned,)


@pytest.mark.parametrize("template_id", FACTS)
def test_a_suggested_score_is_rounded_half_up(template_id: str) -> None:
    given = [("≥350", "223", "5"), ("≥3", "2", "3.01")]
    rows = [
        {"level3": "指标", "target": target, "actual": actual, "weight": weight}
        for target, actual, weight in given
    ]
    grid = printed(form(template_id, indicators=rows))
    assert at(grid, "indicators[0].score", "indicators[1].score") == ("3.19", "2.01")


@pytest.mark.parametrize("template_id", FACTS)
def test_an_unreadable_number_prints_as_typed(template_id: str) -> None:
    rows = [{"level3": "指标", "weight": "十二", "score": "1.2.3"}]
    funding = {"total": {"adjusted": "二百"}}
    filled = form(template_id, funding=funding, indicators=rows, execution_weight="十")
    cells = ("indicators[0].weight", "indicators[0].score", "funding.total.weight")
    assert at(printed(filled), *cells, "funding.total.adjusted") == ("十二", "1.2.3", "十", "二百")


@pytest.mark.parametrize("template_id", FACTS)
def test_signature_lines_are_on_in_the_national_form_only(template_id: str) -> None:
    signature = library().get(template_id).signature
    assert signature.shown is (template_id == "national-2020")
    shown = [label for line in signature.lines for label, _ in line]
    assert shown == [
        "填报人：",
        "财务负责人：",
        "单位负责人：",
        "联系电话：",
        "填报日期：",
        "单位（盖章）：",
    ]


@pytest.mark.parametrize(
    ("template_id", "cost_block", "cost_row"),
    [
        ("national-2020", "optional", True),
        ("shanghai-2022", "", True),
        ("shanghai-municipal-2023", "", True),
        ("shanghai-district-2023", "", True),
        ("shanghai-district-2024", "optional", False),
        ("shanghai-2024-national", "always", False),
    ],
)
def test_where_cost_indicators_stand(template_id: str, cost_block: str, cost_row: bool) -> None:
    levels = {level.name: level for level in library().get(template_id).levels}
    cost = levels.get("成本指标")
    found = "" if cost is None else "optional" if cost.optional else "always"
    assert found == cost_block
    assert next(iter(levels)) == ("成本指标" if cost else "产出指标")
    assert ("成本指标" in levels["产出指标"].level2) is cost_row


def hubei(**changes: Any) -> Grid:
    """The sample form of the template outside Shanghai, with changes."""
    file = ROOT / "tests" / "data" / "hubei.json"
    return printed(form_from_json(json.loads(file.read_text(encoding="utf-8")) | changes))


def test_the_form_of_hubei() -> None:
    grid = hubei()
    assert at(grid, "extra.单位名称", "signature.date", "total_score") == (
        *("江临市教育装备与后勤服务中心", "2021年3月10日", "94.38"),
    )
    cells = ("adjusted", "executed", "rate", "score")
    assert row(grid, "total", cells) == ("460.5", "437.2", "94.94%", "18.99")
    levels = ("indicators[0].level1", "indicators[5].level1")
    assert at(grid, *levels) == ("产出指标（40分）", "效益指标（40分）")
    # An exceeded ≤ target: 4.5 ÷ 4.8 of 8 points.
    assert at(grid, "indicators[4].score") == ("7.5",)
    assert not [cell for cell in grid.cells if cell.address.endswith((".weight", ".note"))]


def test_choices_that_nobody_ticked_are_printed_to_be_ticked() -> None:
    blank = "1.常年性项目 □　2.延续性项目 □　3.一次性项目 □"
    assert at(hubei(), "extra.项目类型") == (blank,)
    ticked = hubei(extra={"项目类型": "3.一次性项目 ☑"})
    assert at(ticked, "extra.项目类型") == ("3.一次性项目 ☑",)


def test_points_behind_a_label_only_where_a_weight_is_filled() -> None:
    rows = [
        {"level1": "产出指标"},
        {"level1": "效益指标", "weight": "0.50"},
        {"level1": "效益指标"},
    ]
    grid = hubei(indicators=rows)
    levels = ("indicators[0].level1", "indicators[1].level1")
    assert at(grid, *levels) == ("产出指标", "效益指标（0.5分）")
