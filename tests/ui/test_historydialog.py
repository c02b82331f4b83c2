"""The history of a form: what it shows, what it marks, and the way back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from perfdesk.core.change import Change, Kind
from perfdesk.core.edits import DeleteIndicators, MoveIndicators, SetCell
from perfdesk.core.state import State
from perfdesk.desk import Desk
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.store.opening import open_store
from perfdesk.ui.columns import FUNDING_COLUMNS, INDICATOR_COLUMNS, FundingColumn, IndicatorColumn
from perfdesk.ui.historydialog import HistoryDialog
from perfdesk.ui.lines import LINE_ROLE, Line
from perfdesk.ui.palette import Tone
from perfdesk.ui.thenmodels import NOW_ROLE, ThenFunding, ThenIndicators
from tests.support.desks import clean, opened_desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

SCORE = INDICATOR_COLUMNS.index(IndicatorColumn.SCORE)
NOTE = INDICATOR_COLUMNS.index(IndicatorColumn.NOTE)
EXECUTED = FUNDING_COLUMNS.index(FundingColumn.EXECUTED)
BACKGROUND = Qt.ItemDataRole.BackgroundRole


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def form_id(desk: Desk) -> str:
    """A form with four steps: new, a score, a name, an amount."""
    [form_id] = desk.add([clean()])
    document = desk.document(form_id)
    document.apply(SetCell("indicators[0].score", "30"))
    document.apply(SetCell("project_name", "职工培训（调整）"))
    document.apply(SetCell("funding.fiscal.executed", "5.00"))
    return form_id


def shown(qtbot: QtBot, desk: Desk, form_id: str) -> HistoryDialog:
    dialog = HistoryDialog(desk, form_id, None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def line(dialog: HistoryDialog, row: int) -> Line:
    found = dialog.model.index(row).data(LINE_ROLE)
    assert isinstance(found, Line)
    return found


def titles(dialog: HistoryDialog) -> list[str]:
    return [line(dialog, row).title for row in range(dialog.model.rowCount())]


def test_the_newest_step_comes_first_with_date_and_person(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    dialog = shown(qtbot, desk, form_id)
    names = ["修改当年财政拨款的全年执行数", "修改项目名称", "修改第 1 行得分", "新建"]
    assert titles(dialog) == names
    assert line(dialog, 0).figure == "第 4 步"
    assert line(dialog, 0).below.startswith("2026-11-2")
    assert line(dialog, 0).below.endswith("张三")
    assert dialog.list.currentIndex().row() == 0
    assert "职工培训（调整）" in dialog.windowTitle()


def test_steps_that_are_no_edits_are_marked(qtbot: QtBot, desk: Desk, form_id: str) -> None:
    desk.document(form_id).move_to(State.CHECKED)
    desk.document(form_id).move_to(State.DRAFT)
    [imported] = desk.store.add_all([clean()], "从文件导入", kind=Kind.IMPORTED)
    dialog = shown(qtbot, desk, form_id)
    assert (line(dialog, 0).mark, line(dialog, 0).tone) == ("状态", Tone.ACCENT)
    assert (line(dialog, 2).mark, line(dialog, 5).mark) == ("", "新建")
    assert line(shown(qtbot, desk, imported.form.id), 0).mark == "导入"


def test_the_reason_of_a_reopened_form_is_told(qtbot: QtBot, desk: Desk, form_id: str) -> None:
    document = desk.document(form_id)
    for state, reason in ((State.CHECKED, ""), (State.REPORTED, ""), (State.DRAFT, "漏填说明")):
        document.move_to(state, reason)
    dialog = shown(qtbot, desk, form_id)
    assert "状态：已上报 → 草稿" in dialog.sentences.toPlainText()
    assert "原因：漏填说明" in dialog.sentences.toPlainText()


def test_a_step_shows_its_sentences_and_the_form_as_it_was(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(2)
    assert "40 → 30" in dialog.sentences.toPlainText()
    then = dialog.then
    assert "（现在：职工培训（调整））" in then.fields["project_name"].text()
    assert then.fields["unit"].text() == "区总工会本级"
    assert then.funding_model.index(1, EXECUTED).data() == "6.00"
    assert then.indicator_model.index(0, SCORE).data().startswith("30")
    assert "2 处" in then.compared.text()


def test_cells_that_differ_from_today_are_marked_and_no_others(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(3)
    score = dialog.then.indicator_model.index(0, SCORE)
    assert score.data(NOW_ROLE) == "现在：30"
    assert score.data(Qt.ItemDataRole.ToolTipRole) == "现在：30"
    assert score.data(BACKGROUND) == Tone.SELECTED.color
    assert dialog.then.funding_model.index(1, EXECUTED).data(NOW_ROLE) == "现在：5.00"
    assert dialog.then.indicator_model.index(1, SCORE).data(NOW_ROLE) == ""
    assert dialog.then.indicator_model.index(1, SCORE).data(BACKGROUND) == Tone.PAPER.color


def test_the_newest_step_has_no_marks_and_nothing_to_go_back_to(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    dialog = shown(qtbot, desk, form_id)
    assert dialog.then.compared.text() == "与现在的内容相同。"
    assert not dialog.back.isEnabled()
    assert dialog.notice.text() == "这一步的内容与现在相同。"


def test_a_row_that_is_gone_today_is_marked_and_told(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    desk.document(form_id).apply(DeleteIndicators((0,)))
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(1)
    model = dialog.then.indicator_model
    assert (model.rowCount(), dialog.then.indicators.cells is model) == (2, True)
    assert "没有了" in model.index(0, NOTE).data(NOW_ROLE)
    assert model.index(1, NOTE).data(NOW_ROLE) == ""
    assert "删除第 1 行（培训人数）" in dialog.then.others.text()


def test_a_row_that_only_moved_is_told_but_not_marked(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    desk.document(form_id).apply(MoveIndicators((1,), 0))
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(1)
    assert dialog.then.indicator_model.index(0, NOTE).data(NOW_ROLE) == ""
    assert "行" in dialog.then.others.text()
    assert "1 处" in dialog.then.compared.text()


def test_texts_without_a_place_of_their_own_are_told(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    document = desk.document(form_id)
    document.apply(SetCell("signature.preparer", "李四"))
    document.apply(SetCell("goal_actual", "全部完成"))
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(2)
    assert dialog.then.others.text() == "从那时到现在：\n填报人：（空） → 李四"
    assert dialog.then.goal_names["goal_actual"].text() == "实际完成情况（与现在不同）"
    assert dialog.then.goals["goal_actual"].toolTip() == "现在：全部完成"
    assert "2 处" in dialog.then.compared.text()


def test_the_form_as_it_was_cannot_be_edited(
    qtbot: QtBot, desk: Desk, form_id: str, qtmodeltester: ModelTester
) -> None:
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(3)
    then = dialog.then
    assert type(then.funding_model) is ThenFunding
    assert type(then.indicator_model) is ThenIndicators
    for model in (dialog.model, then.funding_model, then.indicator_model):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    before = desk.document(form_id).form
    grid = dialog.then.indicators
    grid.setFocus()
    grid.go_to(0, SCORE)
    QTest.keyClicks(grid, "9")
    assert not grid.cells.flags(grid.currentIndex()) & Qt.ItemFlag.ItemIsEditable
    assert dialog.then.indicator_model.index(0, SCORE).data().startswith("40")
    assert desk.document(form_id).form == before


def test_the_current_cell_is_scrolled_into_view(qtbot: QtBot, desk: Desk, form_id: str) -> None:
    dialog = shown(qtbot, desk, form_id)
    dialog.resize(600, 320)
    bar, grid = dialog.then.verticalScrollBar(), dialog.then.indicators
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    grid.go_to(grid.cells.rowCount() - 1, SCORE)
    assert bar.value() > 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [("得分", ["修改第 1 行得分"]), ("张三 年度", []), ("5.00", ["修改当年财政拨款的全年执行数"])],
)
def test_the_filter_narrows_the_steps_to_those_with_every_word(
    qtbot: QtBot, desk: Desk, form_id: str, typed: str, found: list[str]
) -> None:
    dialog = shown(qtbot, desk, form_id)
    dialog.filter.setText(typed)
    assert titles(dialog) == found
    dialog.filter.clear()
    assert len(titles(dialog)) == 4


def test_a_filter_that_finds_nothing_says_so(qtbot: QtBot, desk: Desk, form_id: str) -> None:
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(2)
    dialog.filter.setText("没有这样的词")
    assert (dialog.step, dialog.heading.text(), dialog.back.isEnabled()) == (None, "", False)
    assert dialog.notice.text() == "没有符合筛选的步骤。"
    dialog.return_to()
    assert desk.history(form_id)[-1].version == 4


def test_going_back_is_one_step_that_can_be_undone(qtbot: QtBot, desk: Desk, form_id: str) -> None:
    document = desk.document(form_id)
    today, earlier = document.form, desk.form_at(form_id, 2)
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(2)
    dialog.back.click()
    assert document.form == earlier
    assert titles(dialog)[0] == "恢复到第 2 步"
    assert "已恢复到第 2 步" in dialog.notice.text()
    assert document.undo()
    assert document.form == today


@pytest.mark.parametrize("state", [State.REPORTED, State.ARCHIVED])
def test_a_locked_form_says_why_it_cannot_go_back(
    qtbot: QtBot, desk: Desk, form_id: str, state: State
) -> None:
    for step in (State.CHECKED, State.REPORTED, State.ARCHIVED):
        desk.document(form_id).move_to(step)
        if step is state:
            break
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(dialog.model.rowCount() - 1)
    assert not dialog.back.isEnabled()
    assert dialog.notice.text() == state.closed_because
    dialog.return_to()
    assert desk.form_at(form_id, 4).project_name == desk.document(form_id).form.project_name
    assert dialog.notice.text() == state.closed_because


def test_a_store_to_look_at_only_says_why_nothing_can_go_back(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    second = open_store(desk.opening.place)
    try:
        looking = Desk(second)
        dialog = shown(qtbot, looking, form_id)
        dialog.list.choose(2)
        assert looking.read_only
        assert not dialog.back.isEnabled()
        assert dialog.notice.text() == looking.read_only
    finally:
        second.close()


def test_a_step_on_another_template_is_told_and_can_be_brought_back(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    document = desk.document(form_id)
    before, yuan = document.form, library().get("shanghai-2022")
    desk.switch_template(form_id, yuan)
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(1)
    assert "模板：上海区级 2024 → 上海 2022" in dialog.then.others.text()
    assert dialog.then.about.text().startswith("上海区级 2024（万元）")
    assert dialog.back.isEnabled()
    dialog.return_to()
    assert (document.form, document.template.id) == (before, before.template)
    assert "已恢复" in dialog.notice.text()
    assert document.undo()
    assert document.template is yuan


def test_a_step_on_a_template_that_is_missing_cannot_be_brought_back(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    form = desk.document(form_id).form
    gone = replace(form, template="gone")
    version = desk.store.save(Change(form, gone, "换模板"), desk.store.load(form_id).version)
    desk.store.save(Change(gone, form, "换回"), version)
    desk.look_again()
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(1)
    assert not dialog.back.isEnabled()
    assert "没有模板“gone”" in dialog.notice.text()


def test_a_form_that_is_not_there_becomes_a_sentence(qtbot: QtBot, desk: Desk) -> None:
    dialog = shown(qtbot, desk, "never-there")
    assert dialog.notice.text()
    assert not dialog.back.isEnabled()


def test_a_step_that_cannot_be_read_becomes_a_sentence(
    qtbot: QtBot, desk: Desk, form_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [replace(step, form=None) for step in desk.history(form_id)]

    def refuse(_form_id: str, version: int) -> None:
        raise Refused(f"修改记录与表对不上，看不到第 {version} 步。")

    monkeypatch.setattr(desk, "history", lambda _form_id: steps)
    monkeypatch.setattr(desk, "form_at", refuse)
    dialog = shown(qtbot, desk, form_id)
    dialog.list.choose(2)
    assert dialog.notice.text() == "修改记录与表对不上，看不到第 2 步。"
    assert not dialog.back.isEnabled()


def test_looking_through_the_steps_reads_the_store_once(
    qtbot: QtBot, desk: Desk, form_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, desk, form_id)
    monkeypatch.setattr(desk, "form_at", None)  # it would replay every step again
    for row in range(4):
        dialog.list.choose(row)
    assert dialog.heading.text().startswith("第 1 步")


def test_a_thousand_steps_need_no_more_widgets_than_four(
    qtbot: QtBot, desk: Desk, form_id: str
) -> None:
    few = len(shown(qtbot, desk, form_id).findChildren(QWidget))
    document = desk.document(form_id)
    for number in range(1000):
        document.apply(SetCell("indicators[0].note", f"第 {number} 次"))
    dialog = shown(qtbot, desk, form_id)
    assert dialog.model.rowCount() == 1004
    assert len(dialog.findChildren(QWidget)) == few


def test_the_keyboard_alone_is_enough(qtbot: QtBot, desk: Desk, form_id: str) -> None:
    dialog = shown(qtbot, desk, form_id)
    dialog.filter.setFocus()
    QTest.keyClicks(dialog.filter, "5.00")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.list
    dialog.filter.clear()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert titles(dialog)[dialog.list.currentIndex().row()] == "修改第 1 行得分"
    met = [dialog.focusWidget()]
    for _ in range(8):
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
        met.append(dialog.focusWidget())
    wanted = [dialog.list, dialog.sentences, dialog.then.funding, dialog.back, dialog.leave]
    assert [widget for widget in met if widget in wanted][:5] == wanted
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, desk: Desk, form_id: str) -> None:
    dialog = shown(qtbot, desk, form_id)
    named = (dialog.filter, dialog.list, dialog.sentences, dialog.then.funding)
    for widget in (*named, dialog.then.indicators, *dialog.then.goals.values()):
        assert widget.accessibleName()
