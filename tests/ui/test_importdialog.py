"""The dry run on the screen: real files, ticks, choices, templates, the sheet and its marks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from perfdesk.arrivals import Arrival, Mark, Picture, Understood
from perfdesk.cli.windows import read_files
from perfdesk.core.cells import with_text
from perfdesk.desk import Desk
from perfdesk.dryrun import DryRun, Sort
from perfdesk.files.errors import Refused
from perfdesk.service import export_forms
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.ui import dialogs
from perfdesk.ui.choicemodel import ChoiceModel
from perfdesk.ui.dialogparts import Notice
from perfdesk.ui.importdetail import account_of
from perfdesk.ui.importdialog import ImportDialog, ask_import
from perfdesk.ui.importmodel import COLUMNS, ImportColumn, ImportModel
from perfdesk.ui.sheetmodel import SheetModel, place_of
from perfdesk.ui.theme import Scheme, appearance
from tests.support.forms import clean_form
from tests.support.shapedforms import shaped_canvas, shaped_record, write_canvas
from tests.support.shapes.shape import Shape

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("application"),
]
STORED = clean_form(project_name="甲")
TARGET, SCORE = "indicators[0].target", "indicators[0].score"
CHANGED = with_text(with_text(STORED, SCORE, "1"), TARGET, "≥99")
VERDICT = COLUMNS.index(ImportColumn.VERDICT)
TICK = Qt.ItemDataRole.CheckStateRole
TESTED = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(open_store(FilePlace(tmp_path / "perfdesk.db")))
    desk.add([STORED])
    yield desk
    desk.close()


class Opened:
    """Opens dialogs and keeps what they export."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.exported: list[Sequence[Sequence[str]]] = []

    def __call__(self, *arrivals: Arrival, closed: str = "") -> ImportDialog:
        run = DryRun(arrivals)
        run.plan(self.desk.plan)
        dialog = ImportDialog(
            run, self.desk.plan, lambda _p, rows: self.exported.append(rows), closed
        )
        self.qtbot.addWidget(dialog)
        with self.qtbot.waitExposed(dialog):
            dialog.show()
        return dialog


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Opened:
    return Opened(desk, qtbot)


def click(dialog: ImportDialog, row: int) -> None:
    table = dialog.table
    where = table.visualRect(dialog.model.index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)


def by_qt(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, TESTED, model)


def files(folder: Path) -> Path:
    """One of each: new from elsewhere, questionable, changed, broken."""
    folder.mkdir()
    write_canvas(shaped_canvas(shaped_record("新来的"), Shape()), folder / "1新.xlsx")
    canvas = shaped_canvas(shaped_record("没写单位", unit=""), Shape(unit_line=True))
    write_canvas(canvas, folder / "2问.xlsx")
    export_forms([CHANGED], folder / "3改.xlsx")
    (folder / "4坏.xlsx").write_bytes(b"PK\x03\x04" + bytes(60))
    return folder


def test_real_files_are_sorted_and_shown(opened: Opened, tmp_path: Path) -> None:
    dialog = opened(*read_files([files(tmp_path / "各单位")]))
    sorts = [line.sort for line in dialog.model.lines]
    assert sorts == [Sort.NEW, Sort.QUESTION, Sort.CHANGED, Sort.UNREADABLE]
    assert dialog.said.text() == "从 4 个文件读到 3 张表：新表 1，有改动 1，有疑问 1，不能读 1。"
    assert dialog.take.text() == "导入 2 张(&I)"
    assert dialog.detail.sheet.isVisible()  # of a foreign workbook the sheet comes first
    dialog.table.selectRow(2)
    assert dialog.detail.table.isVisible()
    dialog.table.selectRow(3)
    assert not dialog.detail.tabs.isVisible()
    assert dialog.detail.remarks.toPlainText() == "文件不完整，可能没有下载完或已损坏。"


def test_thirty_files_are_one_table(opened: Opened, tmp_path: Path) -> None:
    for number in range(30):
        export_forms([clean_form(project_name=f"项目{number}")], tmp_path / f"{number:02}.xlsx")
    dialog = opened(*read_files(sorted(tmp_path.glob("*.xlsx"))))
    assert (dialog.model.rowCount(), dialog.take.text()) == (30, "导入 30 张(&I)")


def test_a_click_and_the_space_bar_tick_lines(opened: Opened) -> None:
    one, other = (clean_form(project_name=name) for name in ("乙", "丙"))
    dialog = opened(Arrival("a", one), Arrival("b", other, questions=("请核对。",)))
    by_qt(dialog.model)
    assert dialog.take.text() == "导入 1 张(&I)"
    click(dialog, 0)
    assert not dialog.take.isEnabled()
    click(dialog, 1)
    assert dialog.take.text() == "导入 1 张(&I)"
    dialog.table.selectAll()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.take.text() == "导入 2 张(&I)"
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert not dialog.take.isEnabled()
    dialog.tick.click()
    assert dialog.take.text() == "导入 2 张(&I)"
    dialog.untick.click()
    assert not dialog.take.isEnabled()


def test_what_cannot_go_in_has_no_box(opened: Opened) -> None:
    dialog = opened(Arrival("a", STORED), Arrival("b", None, "坏了。"))
    for row in range(2):
        index = dialog.model.index(row, 0)
        assert index.data(TICK) is None
        assert not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
        assert not dialog.model.setData(index, Qt.CheckState.Checked, TICK)
        click(dialog, row)
    assert not dialog.take.isEnabled()


def test_the_filter_lists_one_sort(opened: Opened) -> None:
    dialog = opened(Arrival("a", CHANGED), Arrival("b", None, "坏了。"))
    dialog.filter.setCurrentIndex(dialog.filter.findData(Sort.UNREADABLE))
    dialog.filter.activated.emit(dialog.filter.currentIndex())
    assert [line.sort for line in dialog.model.lines] == [Sort.UNREADABLE]
    assert dialog.take.text() == "导入 1 张(&I)"  # what is not listed is not forgotten


def test_results_are_ticked_and_targets_in_their_own_group_are_not(opened: Opened) -> None:
    dialog = opened(Arrival("a", CHANGED))
    model = dialog.detail.choices
    by_qt(model)
    assert [row for row, what in enumerate(model.rows) if isinstance(what, str)] == [0, 2]
    ticks = [model.index(row, 0).data(TICK) for row in range(4)]
    assert ticks == [None, Qt.CheckState.Checked, None, Qt.CheckState.Unchecked]
    assert model.setData(model.index(3, 0), Qt.CheckState.Checked, TICK)
    assert dialog.model.lines[0].taken == {SCORE, TARGET}
    assert not model.setData(model.index(0, 0), Qt.CheckState.Checked, TICK)
    dialog.detail.none.click()
    assert not dialog.take.isEnabled()
    dialog.detail.all.click()
    assert dialog.take.text() == "导入 1 张(&I)"


def test_another_template_is_compared_at_once(opened: Opened) -> None:
    other = Arrival("a", replace(STORED, template="shanghai-2022"), proposed=True)
    dialog = opened(other)
    assert dialog.detail.template.isVisible()
    assert [line.sort for line in dialog.model.lines] == [Sort.CHANGED]
    at = dialog.detail.template.findData(STORED.template)
    dialog.detail.template.activated.emit(at)
    assert [line.sort for line in dialog.model.lines] == [Sort.SAME]


def test_a_namesake_is_given_to_the_form_that_a_person_chooses(opened: Opened) -> None:
    opened.desk.add([STORED])
    dialog = opened(Arrival("a", CHANGED))
    row = dialog.detail.identity
    assert row.isVisible()
    assert (row.choice.currentText(), row.choice.count()) == ("", 3)
    assert row.choice.itemText(1) == "第 1 张，甲（89.00 良，草稿，上海区级 2024）"
    assert not dialog.take.isEnabled()
    row.choice.activated.emit(2)
    assert dialog.detail.table.isVisible()  # what differs from that one
    assert [line.sort for line in dialog.model.lines] == [Sort.CHANGED]
    assert row.choice.currentIndex() == 2
    assert dialog.take.text() == "导入 1 张(&I)"
    row.choice.activated.emit(2)  # the same again changes nothing
    row.choice.activated.emit(0)
    assert [line.sort for line in dialog.model.lines] == [Sort.NAMESAKE]
    assert row.choice.currentText() == "新表，库里没有"
    assert dialog.take.text() == "导入 1 张(&I)"


def test_others_of_the_same_unit_come_below_a_line(opened: Opened) -> None:
    dialog = opened(Arrival("a", clean_form(project_name="甲甲")))
    choice = dialog.detail.identity.choice
    assert [choice.itemText(n) for n in range(choice.count())] == [
        "新表，库里没有",
        "",
        "甲（89.00 良，草稿，上海区级 2024）",
    ]
    assert choice.currentIndex() == 0


def test_a_removed_form_is_called_so(opened: Opened) -> None:
    [item] = opened.desk.forms()
    opened.desk.remove_all([item.id])
    dialog = opened(Arrival("a", CHANGED))
    assert "，已删除，" in dialog.detail.identity.choice.currentText()


def test_a_known_form_asks_for_nothing(opened: Opened) -> None:
    assert not opened(Arrival("a", STORED)).detail.identity.isVisible()


def test_a_store_that_fails_while_one_looks_is_told(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, sentence: told.append(sentence))
    dialog = opened(Arrival("a", CHANGED), Arrival("b", None, "坏了。"))

    def fails(_forms: object) -> None:
        raise Refused("连不上数据库。")

    monkeypatch.setattr(dialog, "_planner", fails)
    dialog.dismiss.click()
    assert told == ["连不上数据库。"]
    assert dialog.model.rowCount() == 1


def test_a_template_that_was_told_is_not_asked_for(opened: Opened) -> None:
    assert not opened(Arrival("a", CHANGED)).detail.template.isVisible()


def test_dismissed_lines_are_gone(opened: Opened) -> None:
    dialog = opened(Arrival("a", CHANGED), Arrival("b", None, "坏了。"))
    dialog.table.selectAll()
    dialog.dismiss.click()
    assert (dialog.run.lines, dialog.model.rowCount()) == ([], 0)
    assert not dialog.dismiss.isEnabled()
    assert not dialog.take.isEnabled()


def test_the_table_of_results_is_handed_out(opened: Opened) -> None:
    dialog = opened(Arrival("a", CHANGED))
    dialog.export.click()
    assert opened.exported == [dialog.run.table()]


def test_a_store_that_is_only_read_takes_nothing(opened: Opened) -> None:
    assert not opened(Arrival("a", CHANGED), closed="只能查看。").take.isEnabled()


@pytest.mark.parametrize("answer", [ImportDialog.accept, ImportDialog.reject])
def test_the_answer_is_the_dialogs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    code = answer is ImportDialog.accept
    monkeypatch.setattr(ImportDialog, "exec", lambda _self: code)
    run = DryRun([Arrival("a", None, "坏了。")])
    assert ask_import(None, run, desk.plan, lambda _p, _r: None, "") is code
    QApplication.processEvents()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_it_fits_a_small_screen_and_paints_in_both_themes(opened: Opened, scheme: Scheme) -> None:
    appearance().want(scheme)
    dialog = opened(Arrival("a", CHANGED))
    assert dialog.minimumSizeHint().width() <= 1256
    assert dialog.minimumSizeHint().height() <= 700
    assert not dialog.grab().isNull()
    appearance().want(Scheme.SYSTEM)


def test_all_columns_are_seen_at_once_and_the_name_has_most_room(opened: Opened) -> None:
    dialog = opened(Arrival("a", CHANGED))
    dialog.resize(1256, 700)  # on a screen of 1366 × 768
    QApplication.processEvents()
    for table in (dialog.table, dialog.detail.table):
        assert not table.horizontalScrollBar().maximum()
    widths = {column: dialog.table.columnWidth(at) for at, column in enumerate(COLUMNS)}
    assert max(widths, key=widths.__getitem__) is ImportColumn.NAME


PICTURE = Picture({(3, 2): "项目名称", (3, 3): "甲", (5, 3): "旁"}, ((3, 3, 3, 4),), (3, 2, 5, 4))
READ = (
    Understood("C3", "项目名称", "甲", Mark.LIKELY, "去掉空格。"),
    Understood("C5", "没有读入", "旁", Mark.LEFT, "在旁边。"),
    Understood("", "年度", "2024", Mark.GUESS, "取自文件名"),
)


def test_the_sheet_stands_as_it_was_with_marks_and_tells_of_each_cell() -> None:
    model = SheetModel()
    by_qt(model)
    model.show(PICTURE, READ)
    assert (model.rowCount(), model.columnCount()) == (3, 3)
    assert [model.index(0, col).data() for col in range(3)] == ["项目名称", "≈ 甲", ""]
    assert model.index(2, 1).data() == "× 旁"
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert (model.headerData(0, across), model.headerData(0, down)) == ("B", "3")
    assert model.sentence(model.index(0, 1)) == "C3：项目名称（读入，较有把握），去掉空格"
    assert model.sentence(model.index(0, 0)) == "B3：栏目文字，不是填报内容"
    assert model.sentence(model.index(2, 1)) == "C5：没有读入，在旁边"
    model.show(None)
    assert model.rowCount() == 0


def test_names_of_cells() -> None:
    assert [place_of(name) for name in ("A1", "AA10", "", "第3行")] == [
        (1, 1),
        (10, 27),
        None,
        None,
    ]


def test_the_account_counts_and_lists() -> None:
    lines = account_of(Arrival("a", STORED, understood=READ, notices=("宏没有运行。",))).split("\n")
    assert lines[:2] == ["读入 2 格：较有把握 1 格，推测 1 格。", "宏没有运行。"]
    assert "C3 项目名称 “甲”：去掉空格。" in lines
    assert "C5 旁：在旁边。" in lines
    assert account_of(Arrival("a", STORED)) == "表单文件，逐格照原样读入。"


@pytest.mark.parametrize("model", [ImportModel, ChoiceModel, SheetModel])
def test_empty_models_hold_nothing(model: type[QAbstractItemModel]) -> None:
    made = model()
    by_qt(made)
    assert made.rowCount() == 0


def test_nothing_that_explains_is_cut_in_a_small_dialog(opened: Opened) -> None:
    dialog = opened(Arrival("a", CHANGED))
    dialog.resize(dialog.minimumSizeHint().width(), 560)
    QApplication.processEvents()
    for said in dialog.findChildren(Notice):
        if said.isVisible():
            assert said.height() >= said.heightForWidth(said.width()), said.text()
    for made in dialog.findChildren(QPushButton):
        if made.isVisible():
            assert made.width() >= made.sizeHint().width(), made.text()
