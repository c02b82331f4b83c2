"""Blocks pasted into both tables: one step, nothing lost or changed without being named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell

from perfdesk.core.cellgrid import CellGrid, FundingGrid, IndicatorGrid, Selection
from perfdesk.core.cells import text_at
from perfdesk.core.clipboard import Block, block_text, parse_block
from perfdesk.core.document import Document
from perfdesk.core.form import (
    AMOUNT_KEYS,
    INDICATOR_KEYS,
    SOURCE_KEYS,
    Amounts,
    Form,
    Funding,
    Indicator,
)
from perfdesk.core.number import Number
from perfdesk.core.paste import MOST_ROWS, paste
from perfdesk.core.placing import Placed
from perfdesk.sample import sample_forms
from perfdesk.service import export_forms
from tests.support.forms import template
from tests.support.strategies import TEMPLATES, amounts, indicators, points

TEMPLATE = template()
HEADER = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分数\t得分\t偏差原因分析及改进措施"
EMPTY = Form(TEMPLATE.id)
FORM = Form(
    TEMPLATE.id,
    indicators=(
        Indicator("产出指标", "数量指标", "a", weight=Number.of("10")),
        Indicator("产出指标", "数量指标", "b"),
        Indicator("产出指标", "质量指标", "c"),
        Indicator("效益指标", "社会效益指标", "d"),
    ),
)
COLUMN = {key: number for number, key in enumerate(INDICATOR_KEYS)}


def at(row: int, key: str, rows: int = 1, columns: int = 1) -> Selection:
    first = COLUMN[key]
    return Selection(range(row, row + rows), range(first, first + columns))


def pasted(form: Form, text: str, selection: Selection) -> tuple[Form, Placed]:
    """The form after pasting into the indicator table."""
    return applied(IndicatorGrid(form), parse_block(text), selection)


def applied(grid: CellGrid, block: Block, selection: Selection) -> tuple[Form, Placed]:
    placed = paste(grid, block, selection, TEMPLATE)
    return (placed.edit.apply(grid.form) if placed.edit else grid.form), placed


def column(form: Form, key: str) -> list[str]:
    return [text_at(form, f"indicators[{row}].{key}") for row in range(len(form.indicators))]


def told(placed: Placed) -> str:
    return "".join(placed.account.sentences())


# --- single cells, blocks, selections ---


def test_one_value_goes_into_one_cell_as_typed() -> None:
    after, placed = pasted(FORM, "１２３\r\n", at(1, "weight"))
    assert column(after, "weight") == ["10", "１２３", "", ""]
    assert after.indicators[1].weight.value == 123
    assert placed.edit is not None
    assert placed.edit.text(FORM) == "粘贴第 2 行分值"
    assert placed.account.sentences() == []


def test_one_value_fills_the_selection() -> None:
    after, placed = pasted(FORM, "5", at(1, "weight", rows=3, columns=2))
    assert column(after, "weight") == ["10", "5", "5", "5"]
    assert column(after, "score") == ["", "5", "5", "5"]
    assert placed.account.filled == 6


def test_one_label_goes_to_its_whole_merged_cell() -> None:
    after, _ = pasted(FORM, "成本指标", at(0, "level1"))
    assert column(after, "level1") == ["成本指标"] * 3 + ["效益指标"]


def test_one_value_over_whole_rows_leaves_the_group_below_alone() -> None:
    after, _ = pasted(FORM, "x", at(0, "level1", columns=3))
    assert column(after, "level1") == ["x", "产出指标", "产出指标", "效益指标"]


@pytest.mark.parametrize(
    ("selection", "weights", "scores"),
    [
        (at(0, "weight"), ["1", "2", "", ""], ["3", "4", "", ""]),
        (at(0, "weight", rows=4), ["1", "2", "1", "2"], ["3", "4", "3", "4"]),
        (at(0, "weight", rows=3), ["1", "2", "", ""], ["3", "4", "", ""]),
        (at(0, "weight", rows=4, columns=2), ["1", "2", "1", "2"], ["3", "4", "3", "4"]),
        (at(0, "weight", rows=4, columns=3), ["1", "2", "", ""], ["3", "4", "", ""]),
    ],
)
def test_a_block_repeats_over_a_multiple_of_itself_only(
    selection: Selection, weights: list[str], scores: list[str]
) -> None:
    after, _ = pasted(FORM, "1\t3\n2\t4", selection)
    assert (column(after, "weight"), column(after, "score")) == (weights, scores)


def test_a_block_repeats_to_the_right_too() -> None:
    after, _ = pasted(FORM, "1\n2", at(2, "weight", rows=2, columns=2))
    assert column(after, "score") == ["", "", "1", "2"]


def test_short_rows_leave_the_cells_beyond_them_alone() -> None:
    after, _ = pasted(FORM, "x\t≥1\ny", at(0, "level3"))
    assert column(after, "target") == ["≥1", "", "", ""]
    assert column(after, "level3") == ["x", "y", "c", "d"]


def test_columns_beyond_the_last_are_cut_and_named() -> None:
    after, placed = pasted(FORM, "原因\t多\t余\n\t\t", at(0, "note"))
    assert column(after, "note") == ["原因", "", "", ""]
    assert "右边多出的 2 列没有粘贴。" in told(placed)


def test_line_breaks_within_a_cell_are_those_of_a_form() -> None:
    after, _ = pasted(FORM, '"甲\r\n乙"\r\n', at(0, "note"))
    assert after.indicators[0].note == "甲\n乙"


def test_nothing_on_the_clipboard_is_said() -> None:
    for text in ("", "\r\n"):
        _, placed = pasted(FORM, text, at(0, "note"))
        assert placed.edit is None
        assert placed.account.sentences() == ["剪贴板里没有可以粘贴的文字。"]


def test_what_stands_there_already_is_no_edit() -> None:
    _, placed = pasted(FORM, "a\nb", at(0, "level3"))
    assert placed.edit is None
    assert placed.account.filled == 0


# --- numbers ---


@pytest.mark.parametrize(
    ("typed", "held", "said"),
    [
        ("1,234.5", "1,234.5", ""),
        (" 12.50 ", " 12.50 ", ""),
        ("12%", "12", "已整理：第 1 行分值 12% → 12。"),
        (
            "１２．５％",
            "12.5",
            "已整理：第 1 行分值 １２．５％ → 12.5。",
        ),
        ("—", "", "已整理：第 1 行分值 — → 空。"),
        ("1.2.3", "1.2.3", "不是数字，照原样保留，请改正：第 1 行分值“1.2.3”。"),
        ("\0\1", "\0\1", "不是数字，照原样保留，请改正：第 1 行分值“（看不见的字符）”。"),
        ("######", "######", "不是数字，照原样保留，请改正：第 1 行分值“######”。"),
    ],
)
def test_numbers_stay_as_typed_and_what_is_tidied_is_named(
    typed: str, held: str, said: str
) -> None:
    after, placed = pasted(FORM, typed, at(0, "weight"))
    assert after.indicators[0].weight.text == held
    assert told(placed) == said


def test_a_percentage_is_no_amount() -> None:
    after, placed = applied(FundingGrid(EMPTY), (("12%",),), Selection.cell(0, 1))
    assert after.funding.total.initial.text == "12%"
    assert "年度资金总额的年初预算数“12%”" in told(placed)


def test_percentages_and_typed_operators_stay_in_texts() -> None:
    after, placed = pasted(FORM, ">=95%\t96%", at(0, "target"))
    assert (after.indicators[0].target.text, after.indicators[0].actual.text) == (">=95%", "96%")
    assert told(placed) == ""


def test_a_label_pasted_where_there_are_no_rows_makes_one() -> None:
    after, _ = pasted(EMPTY, "产出指标", at(0, "level1"))
    assert column(after, "level1") == ["产出指标"]


# --- rows that are added ---


def test_rows_below_the_last_are_added_in_its_group_as_one_step() -> None:
    document = Document(FORM, template)
    placed = paste(IndicatorGrid(FORM), parse_block("x\ny\nz\n"), at(3, "level3"), TEMPLATE)
    assert placed.edit is not None
    document.apply(placed.edit)
    assert column(document.form, "level3") == ["a", "b", "c", "x", "y", "z"]
    assert column(document.form, "level1")[3:] == ["效益指标"] * 3
    assert column(document.form, "level2")[3:] == ["社会效益指标"] * 3
    assert document.undo_text == "粘贴 7 个单元格，增加 2 行"
    assert told(placed) == "表末增加了 2 行。"
    document.undo()
    assert document.form == FORM


def test_empty_lines_at_the_end_add_no_rows() -> None:
    after, _ = pasted(FORM, "x\n\ny\n\n\n", at(3, "level3"))
    assert column(after, "level3") == ["a", "b", "c", "x", "", "y"]


def test_a_whole_column_copied_by_mistake_is_cut_and_named() -> None:
    after, placed = pasted(EMPTY, "x\n" * (MOST_ROWS + 5), at(0, "level3"))
    assert len(after.indicators) == MOST_ROWS
    assert "下面多出的 5 行没有粘贴。" in told(placed)


# --- merged labels ---

MERGED = "产出指标\t数量指标\tA\n\t\tB\n\t质量指标\tC\n满意度指标\t\tD\n\t\tE\n"


@pytest.mark.parametrize("form", [EMPTY, FORM], ids=["new rows", "over rows"])
def test_blanks_below_a_merged_label_mean_as_above(form: Form) -> None:
    after, _ = pasted(form, MERGED, at(0, "level1"))
    assert column(after, "level1") == ["产出指标"] * 3 + ["满意度指标"] * 2
    assert column(after, "level2") == ["数量指标", "数量指标", "质量指标", "", ""]
    assert column(after, "level3") == list("ABCDE")


def test_labels_repeated_in_every_row_keep_level_2_merged() -> None:
    after, _ = pasted(EMPTY, "产出指标\t数量指标\tA\n产出指标\t\tB\n", at(0, "level1"))
    assert column(after, "level2") == ["数量指标", "数量指标"]


def test_blanks_above_the_first_label_leave_the_rows_labels() -> None:
    after, _ = pasted(FORM, "\t\tA\n\t质量指标\tB\n", at(1, "level1"))
    assert column(after, "level1") == column(FORM, "level1")
    assert column(after, "level2")[1:3] == ["数量指标", "质量指标"]
    assert column(after, "level3") == ["a", "A", "B", "d"]


def test_blanks_above_the_first_label_of_new_rows_continue_the_last_group() -> None:
    after, _ = pasted(FORM, "\t\tA\n\t\tB\n", at(3, "level1"))
    assert column(after, "level1")[3:] == ["效益指标", "效益指标"]
    assert column(after, "level2")[3:] == ["社会效益指标", "社会效益指标"]


def test_a_blank_clears_a_label_where_only_labels_are_pasted() -> None:
    after, _ = pasted(FORM, "成本指标\n\n产出指标", at(0, "level1"))
    assert column(after, "level1") == ["成本指标", "", "产出指标", "效益指标"]


# --- tables with a header ---


def test_a_header_is_recognised_and_not_pasted() -> None:
    text = f"{HEADER}\n产出指标\t数量指标\t培训\t≥1\t1\t10\t10\t\n"
    after, placed = pasted(EMPTY, text, Selection.cell(0, 5))
    assert [row.level3 for row in after.indicators] == ["培训"]
    assert after.indicators[0].score.text == "10"
    assert "按表头的栏目名称对应各列，表头没有粘贴。" in told(placed)


@pytest.mark.parametrize("below", ["", "\n", "\n\t\n", "\n合计\t\t\t\t\t100\t95"])
def test_a_header_with_nothing_below_is_said_to_change_nothing(below: str) -> None:
    after, placed = pasted(FORM, HEADER + below, at(0, "level1"))
    assert (after, placed.edit) == (FORM, None)
    assert placed.account.sentences()[0] == "表头下面没有可以粘贴的内容，表没有改动。"
    assert "按表头" not in told(placed)


def test_a_header_of_funding_alone_is_said_to_change_nothing() -> None:
    text = "项目资金\t年初预算数\t全年预算数\t全年执行数"
    after, placed = applied(FundingGrid(EMPTY), parse_block(text), Selection.cell(0, 1))
    assert (after, placed.edit) == (EMPTY, None)
    assert told(placed) == "表头下面没有可以粘贴的内容，表没有改动。"


def test_columns_in_another_order_go_to_their_labels() -> None:
    text = '权重\t"年度\n指标值"\t 三级指标 \n10\t≥1个\t培训\n20\t≥2个\t宣传\n'
    after, _ = pasted(EMPTY, text, at(0, "level1"))
    assert column(after, "weight") == ["10", "20"]
    assert column(after, "target") == ["≥1个", "≥2个"]
    assert column(after, "level3") == ["培训", "宣传"]


def test_columns_that_the_table_lacks_and_totals_are_named() -> None:
    text = (
        "项目支出绩效自评表\n绩效指标\t一级指标\t二级指标\t三级指标\t分值\t得分\t附件\n"
        "\t产出指标\t数量指标\t培训\t10\t9\t见附件\t尾巴\n\n总分\t\t\t\t100\t99\n评分等级\t优\n"
    )
    after, placed = pasted(EMPTY, text, at(0, "level1"))
    assert column(after, "level3") == ["培训"]
    assert "表头以上的 1 行没有粘贴。" in told(placed)
    assert "表中没有这些栏目，没有粘贴：附件、第 8 列。" in told(placed)
    assert "这些行自动计算，没有粘贴：总分、评分等级。" in told(placed)


def test_what_stands_below_the_totals_is_left_out_unless_it_is_an_indicator() -> None:
    text = (
        f"{HEADER}\n产出指标\t数量指标\t培训\t≥1人\t1人\t40\t40\n合计\t\t\t\t\t40\t40\n"
        "效益指标\t社会效益指标\t就业\t≥2人\t2人\t50\t50\n\t\t\t\t\t100\t99.50\n"
        "填报人：甲\t\t\t\t\t填报日期：\n"
    )
    after, placed = pasted(EMPTY, text, at(0, "level1"))
    assert column(after, "level3") == ["培训", "就业"]
    assert "这些行自动计算，没有粘贴：合计、没有名称的合计。" in told(placed)
    assert "表格下面的 1 行没有粘贴。" in told(placed)


def test_an_indicator_that_is_called_a_total_is_pasted() -> None:
    after, _ = pasted(EMPTY, "一级指标\t三级指标\n总分\t人数\n", at(0, "level1"))
    assert column(after, "level3") == ["人数"]


def test_known_labels_lose_points_and_line_breaks_and_are_named() -> None:
    text = '一级指标\t三级指标\n"产出\n指标（50分）"\t培训\n特色指标(5分)\t宣传\n'
    after, placed = pasted(EMPTY, text, at(0, "level1"))
    assert column(after, "level1") == ["产出指标", "特色指标(5分)"]
    assert "第 1 行一级指标 产出 指标（50分） → 产出指标" in told(placed)


def test_a_single_column_may_bring_its_own_head() -> None:
    after, _ = pasted(FORM, "三级指标\nx\ny", at(0, "level3"))
    assert column(after, "level3") == ["x", "y", "c", "d"]


@pytest.mark.parametrize("text", ["三级指标\nx", "得分\n5"])
def test_another_columns_head_is_a_text_like_any_other(text: str) -> None:
    after, _ = pasted(FORM, text, at(0, "note"))
    assert column(after, "note")[:2] == text.split("\n")


def shown(cell: Cell | MergedCell) -> str:
    """What a spreadsheet copies of a cell: under a merge nothing."""
    if isinstance(cell, MergedCell) or cell.value is None:
        return ""
    return f"{cell.value:,.2f}" if isinstance(cell.value, int | float) else str(cell.value)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Form, Block]]:
    """The sample unit's forms, each with its whole worksheet as copied."""
    book = tmp_path_factory.mktemp("book") / "a.xlsx"
    made = sample_forms()
    export_forms(made, book)
    pages = load_workbook(book, data_only=True).worksheets
    copied = (block_text([[shown(cell) for cell in row] for row in page.rows]) for page in pages)
    return [(form, parse_block(text)) for form, text in zip(made, copied, strict=False)]


def test_a_whole_worksheet_gives_the_same_indicators(sheets: list[tuple[Form, Block]]) -> None:
    for form, block in sheets:
        grid = IndicatorGrid(Form(form.template))
        placed = paste(grid, block, at(0, "level1"), template(form.template))
        assert placed.edit is not None
        after = placed.edit.apply(grid.form)
        for key in ("level1", "level2", "level3", "target", "actual", "note"):
            assert column(after, key) == column(form, key)
        weights = [row.weight.value for row in after.indicators]
        assert weights == [row.weight.value for row in form.indicators]


def test_a_whole_worksheet_gives_the_same_amounts(sheets: list[tuple[Form, Block]]) -> None:
    for form, block in sheets:
        grid = FundingGrid(Form(form.template))
        placed = paste(grid, block, Selection.cell(0, 0), template(form.template))
        assert placed.edit is not None
        pairs = zip(placed.edit.apply(grid.form).funding.sources, form.funding.sources, strict=True)
        for row, expected in pairs:
            assert [getattr(row, key).value or 0 for key in AMOUNT_KEYS] == [
                getattr(expected, key).value or 0 for key in AMOUNT_KEYS
            ]


# --- the funding table ---


def test_amounts_are_pasted_and_computed_cells_are_skipped_and_named() -> None:
    block = parse_block("10.00\t9.00\t8.00\t88.88\t10\t8.89\n10\t9\t8\t88.88\t-\t-\n")
    after, placed = applied(FundingGrid(EMPTY), block, Selection.cell(0, 1))
    assert after.funding.total.executed.text == "8.00"
    assert after.execution_weight.text == "10"
    assert placed.account.skipped == ["执行率", "预算执行得分", "当年财政拨款的执行率"]
    assert "自动计算的格不能填写，已跳过：执行率、预算执行得分、当年财政拨款的执行率。" in told(
        placed
    )


def test_rows_below_the_sources_are_cut() -> None:
    block = tuple(("1",) for _ in range(5))
    after, placed = applied(FundingGrid(EMPTY), block, Selection.cell(2, 1))
    assert after.funding.other.initial.text == "1"
    assert placed.account.cut_rows == 3


def test_a_funding_table_is_matched_by_its_labels() -> None:
    block = parse_block(
        "项目资金（元）\t\t全年预算数\t年初预算数\t全年执行数\t得分\n"
        "\t其中：本年财政拨款\t5\t4\t3\t-\n"
        "\t年度资金总额：\t50\t40\t30\t9\n"
        "\t社会捐赠\t1\t1\t1\t-\n"
    )
    after, placed = applied(FundingGrid(EMPTY), block, Selection.cell(3, 0))
    assert after.funding.total.adjusted.text == "50"
    assert after.funding.fiscal.initial.text == "4"
    assert not after.funding.other.filled
    assert "没有这些资金项，没有粘贴：社会捐赠。" in told(placed)
    assert "粘贴的金额以元为单位，本表以万元为单位，没有换算，请核对。" in told(placed)


def test_a_funding_table_without_labels_begins_at_the_selected_row() -> None:
    block = parse_block("全年执行数\t年初预算数\n3\t4\n5\t6\n")
    after, _ = applied(FundingGrid(EMPTY), block, Selection.cell(1, 1))
    assert after.funding.fiscal.initial.text == "4"
    assert after.funding.carryover.executed.text == "5"
    assert not after.funding.total.filled


def test_the_rows_own_name_is_not_worth_a_word() -> None:
    block = (("　　　上年结转资金", "5"), ("别的", "6"))
    _, placed = applied(FundingGrid(EMPTY), block, Selection.cell(2, 0))
    assert placed.account.skipped == ["其他资金的名称"]


# --- laws ---

BLOCKS = st.lists(
    st.lists(
        st.sampled_from(
            ["", "产出指标", "12%", "１２", "-", "≥1", "三级指标", "得分", "总分", "a\r\nb"]
        ),
        min_size=1,
        max_size=9,
    ).map(tuple),
    max_size=6,
).map(tuple)


SMALL_FORMS = st.builds(
    Form,
    template=st.sampled_from(TEMPLATES),
    execution_weight=points,
    funding=st.builds(Funding, *[st.builds(Amounts, amounts, amounts, amounts)] * 2),
    indicators=st.lists(indicators(), max_size=5).map(tuple),
)


@given(SMALL_FORMS, BLOCKS, st.booleans(), st.data())
def test_any_paste_is_one_step_that_undo_takes_back(
    form: Form, block: Block, funding: bool, data: st.DataObject
) -> None:
    grid = FundingGrid(form) if funding else IndicatorGrid(form)
    top = data.draw(st.integers(0, max(0, grid.height - 1)))
    rows = range(top, data.draw(st.integers(top + 1, max(top + 1, grid.height))))
    left = data.draw(st.integers(0, len(grid.columns) - 1))
    columns = range(left, data.draw(st.integers(left + 1, len(grid.columns))))
    if not grid.height:
        block = (*block, ("x", "y"))  # nothing can be selected: the block makes the rows
    document = Document(form, template)
    placed = paste(grid, block, Selection(rows, columns), document.template)
    assert bool(placed.account.filled) >= (placed.edit is not None)
    if placed.edit is None:
        return
    assert document.apply(placed.edit)
    after = document.form
    assert len(after.indicators) == len(form.indicators) + placed.account.added
    assert funding or after.funding == form.funding
    assert set(SOURCE_KEYS) == set(document.scores.funding)
    document.undo()
    assert document.form == form
    document.redo()
    assert document.form == after
