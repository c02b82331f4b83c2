"""Forms that stand on several sheets."""

from collections.abc import Sequence

from perfdesk.exchange.reading import BookReading
from perfdesk.exchange.recognise import recognise
from perfdesk.exchange.sheet import Book, Origin
from tests.exchange.recognised import HEAD
from tests.support.textart import sheet_of

MONEY = """
    项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数
     | 年度资金总额 | 10 | 10 | 5
     | 其中：财政拨款 | 10 | 10 | 5
"""
GOALS = "预期目标 | 实际完成情况\n{name}办班 | {name}办了"


def name(text: str) -> str:
    return f"项目支出绩效自评表\n（2024年度）\n项目名称 | {text}"


def table(text: str) -> str:
    return f"{HEAD}\n产出指标 | 数量指标 | {text} | 3 | 3 | 90 | 90\n总分 | | | | | 100 | 95"


def read(*arts: str, **settings: object) -> BookReading:
    sheets = [sheet_of(art, f"表{n}", **settings) for n, art in enumerate(arts, 1)]  # type: ignore[arg-type]
    return recognise(Book(Origin.XLSX, tuple(sheets)))


def forms(arts: Sequence[str]) -> list[tuple[str, str, str, str]]:
    found = [slot.form for slot in read(*arts).slots]
    return [
        (
            form.project_name,
            form.funding.total.executed.text,
            form.goal_actual,
            form.indicators[0].level3,
        )
        for form in found
        if form
    ]


def test_a_form_on_two_sheets_is_one_and_its_cells_name_their_sheets() -> None:
    reading = read(name("甲") + MONEY, table("次数"))
    (slot,) = reading.slots
    assert slot.form is not None
    assert (slot.form.project_name, slot.form.year) == ("甲", 2024)
    assert slot.form.funding.fiscal.executed.text == "5"
    assert slot.form.printed.total_score == "95"
    cells = {source.address: source.cell for source in slot.report.sources}
    assert cells["project_name"] == "表1!B3"
    assert cells["indicators[0].level3"] == "C2"
    assert slot.report.sheet == "表2"
    assert slot.report.notes[0] == "这张表分写在工作表“表1”、“表2”上，合在一起读取。"
    assert not reading.notes


def test_a_sheet_for_each_block() -> None:
    arts = [name("甲"), MONEY, GOALS.format(name="甲"), table("次数")]
    assert forms(arts) == [("甲", "5", "甲办了", "次数")]


def test_several_forms_each_on_several_sheets() -> None:
    one = [name("甲") + MONEY, table("甲次")]
    two = [name("乙") + MONEY, table("乙次")]
    assert forms([*one, *two]) == [("甲", "5", "", "甲次"), ("乙", "5", "", "乙次")]
    assert forms([one[0], one[1], GOALS.format(name="甲"), *two]) == [
        ("甲", "5", "甲办了", "甲次"),
        ("乙", "5", "", "乙次"),
    ]


def test_indicators_first() -> None:
    one = [f"{name('甲')}\n{table('甲次')}", name("甲") + MONEY]
    two = [f"{name('乙')}\n{table('乙次')}", name("乙") + MONEY]
    assert forms([*one, *two]) == [("甲", "5", "", "甲次"), ("乙", "5", "", "乙次")]
    assert forms([table("次数"), MONEY]) == [("", "5", "", "次数")]


def test_what_follows_the_last_form_belongs_to_it() -> None:
    arts = [MONEY, table("次数"), GOALS.format(name="甲")]
    assert forms(arts) == [("", "5", "甲办了", "次数")]


def test_sheets_of_other_projects_stay_apart() -> None:
    reading = read(name("甲") + MONEY, f"{name('乙')}\n{table('次数')}")
    (slot,) = reading.slots
    assert slot.form is not None
    assert slot.form.project_name == "乙"
    assert not slot.form.funding.total.executed.text
    assert "表1" in reading.notes[0]


def test_whole_forms_and_lists_of_projects_are_no_parts() -> None:
    whole = f"{name('甲')}{MONEY}\n{table('次数')}"
    listed = "序号 | 项目名称 | 财政拨款 | 得分\n1 | 甲 | 10 | 95"
    assert forms([listed, whole, listed]) == [("甲", "5", "", "次数")]
    assert forms([listed, f"{name('甲')}\n{table('次数')}"]) == [("甲", "", "", "次数")]
    assert len(read(listed, whole).notes) == 1


def test_hidden_rows_and_covered_cells_are_named_with_their_sheet() -> None:
    reading = read(name("甲") + MONEY, table("次数"), hidden_rows=frozenset({2}))
    (slot,) = reading.slots
    assert "隐藏的第 表1!2、2 行也读入了。" in slot.report.notes
