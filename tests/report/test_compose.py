"""What stands where: the grid of every template, and how gaps and typed figures print."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given

from perfdesk.core.form import Form
from perfdesk.core.scoring import score_form
from perfdesk.core.template import FundingBlock
from perfdesk.files.templates import library
from perfdesk.report.compose import compose
from perfdesk.report.grid import Cell, Grid, Role, RowKind
from tests.support.forms import clean_form
from tests.support.strategies import TEMPLATES, forms

DASHES = {"-", "—"}


def grid_of(form: Form) -> Grid:
    """The form's grid in its own template."""
    template = library().get(form.template)
    return compose(form, template, score_form(form, template.rules))


def composed(template_id: str, **texts: str) -> Grid:
    """The clean form's grid in a template, with some cells changed."""
    return grid_of(replace(clean_form(**texts), template=template_id))


def cell(grid: Grid, address: str) -> Cell:
    """The cell at an address."""
    return next(cell for cell in grid.cells if cell.address == address)


def texts(grid: Grid, source: str) -> list[str]:
    """The six figures of a funding row."""
    keys = ("initial", "adjusted", "executed", "weight", "rate", "score")
    return [cell(grid, f"funding.{source}.{key}").text for key in keys]


def covered_once(grid: Grid) -> None:
    """Every field of the grid belongs to one cell."""
    fields = Counter(
        (row, col)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for col in range(cell.col, cell.col + cell.cols)
    )
    wanted = {(row, col) for row in range(len(grid.kinds)) for col in range(grid.columns)}
    assert set(fields) == wanted
    assert set(fields.values()) <= {1}


@given(form=forms())
def test_cells_cover_the_grid_once(form: Form) -> None:
    grid = grid_of(form)
    covered_once(grid)
    assert [cell.row for cell in grid.cells] == sorted(cell.row for cell in grid.cells)
    addresses = [cell.address for cell in grid.cells if cell.address]
    assert len(addresses) == len(set(addresses))


def test_the_worked_example_outside_shanghai_covers_its_grid() -> None:
    grid = composed("hubei-2020")
    covered_once(grid)
    assert "产出指标（50分）" in [cell.text for cell in grid.cells]


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_the_rows_stand_in_the_order_of_the_paper(template_id: str) -> None:
    kinds = composed(template_id).kinds
    closing = 1 if template_id in ("national-2020", "shanghai-2022") else 2
    assert kinds == [
        *[RowKind.FIELDS] * 2,
        *[RowKind.FUNDING] * 5,
        RowKind.GOAL_HEADER,
        RowKind.GOALS,
        RowKind.INDICATOR_HEADER,
        *[RowKind.INDICATOR] * 2,
        *[RowKind.CLOSING] * closing,
    ]


@pytest.mark.parametrize(
    ("template_id", "title", "year", "blank"),
    [
        ("national-2020", "项目支出绩效自评表", "（2024年度）", "（　　　　年度）"),
        ("shanghai-2022", "财政项目支出绩效自评表", "(2024 年度)", "(        年度)"),
        ("shanghai-municipal-2023", "财政项目支出绩效自我评价", "", ""),
        ("shanghai-district-2023", "财政项目支出绩效自评表", "(2024年度)", "(　　　　年度)"),
        ("shanghai-district-2024", "财政项目支出绩效自评表", "（2024年度）", "（　　　　年度）"),
        ("shanghai-2024-national", "财政项目支出绩效自评表", "（2024年度）", "（　　　　年度）"),
    ],
)
def test_title_and_year_line(template_id: str, title: str, year: str, blank: str) -> None:
    grid = composed(template_id)
    assert (grid.title, grid.year_line) == (title, year)
    empty = grid_of(replace(clean_form(), template=template_id, year=None))
    assert "".join(empty.year_line.split()) == "".join(blank.split())


@pytest.mark.parametrize(
    ("template_id", "columns", "labels"),
    [
        (
            "national-2020",
            9,
            ["项目资金（万元）", "分值", "执行率", "偏差原因分析及改进措施", "绩效指标", "总分"],
        ),
        (
            "shanghai-2022",
            9,
            ["项目资金 (元)", "分值", "执行率", "偏差原因分析及改进措施", "绩效指标", "总分"],
        ),
        (
            "shanghai-municipal-2023",
            9,
            ["项目资金（万元）", "分数", "执行率", "偏差原因分析", "评分等级"],
        ),
        (
            "shanghai-district-2023",
            9,
            ["项目资金 (万元)", "分数", "执行率(%)", "偏差原因分析及改进措施", "总分"],
        ),
        (
            "shanghai-district-2024",
            9,
            ["项目资金（万元）", "分数", "执行率(%)", "偏差原因分析及改进措施", "总分"],
        ),
        (
            "shanghai-2024-national",
            9,
            ["项目资金（万元）", "分值", "执行率", "绩效指标", "总分", "评分等级"],
        ),
    ],
)
def test_labels(template_id: str, columns: int, labels: list[str]) -> None:
    grid = composed(template_id)
    shown = [cell.text for cell in grid.cells if cell.role is Role.LABEL]
    assert grid.columns == columns
    assert set(labels) <= set(shown)
    assert ("绩效指标" in shown) == ("绩效指标" in labels)


#: Rows of the funding table, a column behind each slash: total, fiscal, other.
_DECIMALS = (
    "12.00/10.00/9.00/10.00/90.00/9.00",
    "8.00/7.00/6.00/-/85.71/-",
    "0.00/0.00/0.00/-/0.00/-",
)
_FUNDING = {
    "national-2020": ("12.00/10.00/9.00/10/90.00%/9", "8.00/7.00/6.00/—//—", "///—//—"),
    "shanghai-2022": ("12.00/10.00/9/10/90.00%/9", "8/7/6/—//", "///—//"),
    "shanghai-municipal-2023": _DECIMALS,
    "shanghai-district-2023": _DECIMALS,
    "shanghai-district-2024": _DECIMALS,
    "shanghai-2024-national": ("12/10/9/10/90.00%/9", "8/7/6/-/85.71%/-", "///-//-"),
}


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_the_funding_table(template_id: str) -> None:
    blank = {f"funding__other__{key}": "" for key in ("initial", "adjusted", "executed")}
    grid = composed(template_id, **blank)
    total, fiscal, other = _FUNDING[template_id]
    assert "/".join(texts(grid, "total")) == total
    assert "/".join(texts(grid, "fiscal")) == fiscal
    assert "/".join(texts(grid, "carryover")) == other
    assert "/".join(texts(grid, "other")) == other


@pytest.mark.parametrize(
    ("template_id", "typed", "printed"),
    [
        ("national-2020", "1,234.50", "1,234.50"),
        ("national-2020", "１２３４", "１２３４"),
        ("shanghai-2022", "74696", "74696.00"),
        ("shanghai-district-2024", "1234.5", "1,234.50"),
        ("shanghai-2024-national", "2103.740", "2103.74"),
    ],
)
def test_typed_amounts(template_id: str, typed: str, printed: str) -> None:
    grid = composed(template_id, funding__total__initial=typed)
    assert cell(grid, "funding.total.initial").text == printed


@pytest.mark.parametrize("template_id", TEMPLATES)
@pytest.mark.parametrize("typed", ["1.2.3", "十二", "约5万"])
def test_what_is_no_number_prints_as_typed(template_id: str, typed: str) -> None:
    grid = composed(
        template_id,
        funding__fiscal__executed=typed,
        execution_weight=typed,
        indicators_0__weight=typed,
        indicators_1__score=typed,
    )
    for address in (
        "funding.fiscal.executed",
        "funding.total.weight",
        "indicators[0].weight",
        "indicators[1].score",
    ):
        assert cell(grid, address).text == typed
        assert cell(grid, address).value is None


@pytest.mark.parametrize(
    ("template_id", "printed"),
    [
        ("national-2020", "1234.5"),
        ("shanghai-2022", "1234.50"),
        ("shanghai-municipal-2023", "1,234.50"),
        ("shanghai-district-2024", "1,234.50"),
        ("shanghai-2024-national", "1234.5"),
    ],
)
def test_a_computed_total_prints_in_the_templates_format(template_id: str, printed: str) -> None:
    grid = composed(
        template_id,
        funding__total__initial="",
        funding__fiscal__initial="1,200.00",
        funding__carryover__initial="34.50",
        funding__other__initial="",
    )
    assert cell(grid, "funding.total.initial").text == printed


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_an_empty_form_prints_blanks(template_id: str) -> None:
    grid = grid_of(Form(template=template_id))
    shown = {cell.address: cell.text for cell in grid.cells if cell.address}
    zeros = template_id.startswith(("shanghai-municipal", "shanghai-district"))
    for source in ("total", "fiscal"):
        assert texts(grid, source)[:3] == ["", "", ""]
    for source in ("carryover", "other"):
        assert texts(grid, source)[:3] == (["0.00"] * 3 if zeros else ["", "", ""])
    for key in ("project_name", "supervisor", "unit", "goal_expected", "goal_actual"):
        assert shown[key] == ""


def test_a_typed_zero_is_printed() -> None:
    grid = composed("national-2020", funding__carryover__initial="0")
    assert cell(grid, "funding.carryover.initial").text == "0"


def test_a_score_not_filled_prints_the_suggestion() -> None:
    grid = composed("shanghai-district-2024", indicators_0__score="", indicators_1__score="")
    assert cell(grid, "indicators[0].score").text == "40.00"
    assert cell(grid, "indicators[1].score").text == "40.00"


def test_a_score_neither_given_nor_suggested_is_blank_and_so_is_the_grade() -> None:
    grid = composed("shanghai-district-2024", indicators_0__score="", indicators_0__actual="")
    assert cell(grid, "indicators[0].score").text == ""
    assert cell(grid, "grade").text == ""


@pytest.mark.parametrize(
    ("template_id", "weight", "score"),
    [
        ("national-2020", "100", "89"),
        ("shanghai-2022", "100", "89"),
        ("shanghai-municipal-2023", "100", "89"),
        ("shanghai-district-2023", "100", "89"),
        ("shanghai-district-2024", "100.00", "89.00"),
        ("shanghai-2024-national", "100", "89"),
    ],
)
def test_totals(template_id: str, weight: str, score: str) -> None:
    grid = composed(template_id)
    assert cell(grid, "total_weight").text == weight
    assert cell(grid, "total_score").text == score


def test_levels_merge_while_they_are_alike() -> None:
    form = clean_form()
    first, last = form.indicators
    other = replace(first, level2="质量指标")
    same = replace(last, level2="数量指标", level1="效益指标")
    grid = grid_of(replace(form, indicators=(first, first, other, same, last)))
    merged = [(c.text, c.rows) for c in grid.cells if c.group and c.address]
    assert sorted(merged) == sorted(
        [
            ("产出指标", 3),
            ("数量指标", 2),
            ("质量指标", 1),
            ("效益指标", 1),
            ("数量指标", 1),
            ("满意度指标", 1),
            ("服务对象满意度指标", 1),
        ]
    )


def test_unfilled_levels_stand_row_by_row_as_in_the_window() -> None:
    """A person fills in one label, not one for all rows that have none yet."""
    row = replace(clean_form().indicators[0], level1="", level2="")
    grid = grid_of(replace(clean_form(), indicators=(row, row)))
    merged = [(c.address, c.rows) for c in grid.cells if c.group and c.address]
    assert merged == [
        (f"indicators[{index}].{key}", 1) for index in range(2) for key in ("level1", "level2")
    ]


@pytest.mark.parametrize(
    ("rate", "printed"),
    [("value", ["85.71%", "0.00%"]), ("nonzero", ["85.71%", ""]), ("见附件", ["见附件"] * 2)],
)
def test_a_source_prints_its_rate_as_its_row_says(rate: str, printed: list[str]) -> None:
    template = library().get("shanghai-2024-national")
    block = template.block(FundingBlock)
    assert block is not None
    rows = tuple(replace(row, rate=rate) for row in block.rows)
    blocks = tuple(replace(block, rows=rows) if item is block else item for item in template.blocks)
    changed = replace(template, blocks=blocks)
    zero = {f"funding__other__{key}": "0" for key in ("initial", "adjusted", "executed")}
    form = replace(clean_form(**zero), template=template.id)
    grid = compose(form, changed, score_form(form, template.rules))
    shown = [cell(grid, f"funding.{source}.rate").text for source in ("fiscal", "other")]
    assert shown == printed


def test_texts_are_never_corrected() -> None:
    typed = " =100.00(%)<p>，（全角)\u3000 "
    grid = composed("shanghai-district-2024", indicators_0__target=typed, goal_actual=typed)
    assert cell(grid, "indicators[0].target").text == typed
    assert cell(grid, "goal_actual").text == typed
