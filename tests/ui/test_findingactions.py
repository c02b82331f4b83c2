"""What is done about findings from the window: by steps that can be undone, or not at all."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Finding, Remedy, Severity
from perfdesk.core.state import State
from perfdesk.ui.findinglines import Deed, FindingLine
from perfdesk.ui.palette import Tone
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person
from tests.ui.test_window import editor, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def over(window: MainWindow) -> Finding:
    """A score above its weight, made the current finding."""
    shown(window).apply(SetCell("indicators[1].score", "99"))
    pane = window.side.findings
    pane.refresh()
    finding = next(one for one in shown(window).findings if one.rule == "3")
    pane.list.choose(pane.model.row_of(finding))
    return finding


def act(window: MainWindow, findings: tuple[Finding, ...], deed: Deed) -> None:
    window.side.findings.asked.emit(findings, deed)


def test_a_finding_is_set_aside_with_a_reason_and_heard_again(
    window: MainWindow, person: Person
) -> None:
    person.reason = "上级核定"
    finding, before = over(window), shown(window).form
    window.say("先前的话")
    trigger(window, "silence")
    assert window.statusBar().currentMessage() == "已忽略，理由已记下"
    assert person.asked[-1].startswith(finding.message)
    [aside] = [one for one in shown(window).findings if one.rule == "3"]
    assert aside.silenced == "上级核定"
    assert shown(window).undo_text == "忽略审核意见"
    trigger(window, "undo")
    assert shown(window).form == before
    trigger(window, "redo")
    act(window, tuple(one for one in shown(window).findings if one.rule == "3"), Deed.HEAR)
    assert shown(window).form == before
    assert shown(window).undo_text == "恢复审核意见"


def test_the_same_key_hears_the_current_one_again(window: MainWindow) -> None:
    over(window)
    trigger(window, "silence")
    pane = window.side.findings
    pane.list.choose(pane.model.rowCount() - 1)
    trigger(window, "next_finding")
    for row in range(pane.model.rowCount()):
        if pane.model.line(row).heading and pane.model.line(row).text.startswith("已忽略"):
            pane.list.turned.emit(row)
    pane.list.choose(pane.model.rowCount() - 1)
    assert pane.current[0].silenced
    trigger(window, "silence")
    assert shown(window).form.silenced == ()


def test_who_gives_no_reason_sets_nothing_aside(window: MainWindow, person: Person) -> None:
    person.reason = None
    over(window)
    before = shown(window).form
    trigger(window, "silence")
    assert shown(window).form == before


def test_an_error_set_aside_hinders_no_more(window: MainWindow, person: Person) -> None:
    over(window)
    trigger(window, "check")
    assert shown(window).state is State.DRAFT
    assert "必须改" in person.told[-1]
    blocking = tuple(one for one in shown(window).findings if one.blocks)
    act(window, blocking, Deed.SILENCE)
    trigger(window, "check")
    assert shown(window).state is State.CHECKED
    assert window.desk.store.load("id-1").form.silenced == shown(window).form.silenced
    told = window.desk.history("id-1")[-2].sentences
    assert told == ["忽略审核意见，理由：数字写错了"] * len(blocking)


@pytest.fixture
def remedied(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[Finding]:
    """The current finding has a remedy."""
    document = shown(window)
    found = Finding(
        "3",
        Severity.ERROR,
        "unit",
        "单位不对。",
        ("unit", "supervisor"),
        Remedy("改为某局", SetCell("unit", "某局")),
    )
    kind = type(document)
    monkeypatch.setattr(
        kind, "findings", property(lambda own: (found,) if own.form.unit != "某局" else ())
    )
    pane = window.side.findings
    pane.refresh()
    pane.list.choose(1)
    yield found
    monkeypatch.undo()


def test_a_remedy_is_one_click_and_one_step(window: MainWindow, remedied: Finding) -> None:
    before = shown(window).form
    assert list(window.side.findings.current) == [remedied]
    trigger(window, "mend")
    assert shown(window).form.unit == "某局"
    assert not window.side.findings.current
    trigger(window, "undo")
    assert shown(window).form == before


def test_what_an_open_editor_settles_is_not_mended_again(
    window: MainWindow, remedied: Finding
) -> None:
    type_into(window, 0, "40")
    shown(window).apply(SetCell("unit", "某局"))
    act(window, (remedied,), Deed.MEND)
    assert window.statusBar().currentMessage() == "刚改过，这条审核意见已经没有了。"
    assert shown(window).form.indicators[0].score.text == "40"


def test_the_menu_leads_to_every_cell_and_offers_what_can_be_done(
    window: MainWindow, remedied: Finding
) -> None:
    line = window.side.findings.model.line(1)
    assert line.findings == (remedied,)
    menu = window.checking.findings.menu_for(line)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["转到 实施单位", "转到 主管部门", "改为某局", "忽略…", "说明"]
    menu.actions()[1].trigger()
    assert window.view.header.address == "supervisor"
    next(one for one in menu.actions() if one.text() == "改为某局").trigger()
    assert shown(window).form.unit == "某局"
    menu.deleteLater()


def test_the_menu_is_shown_where_it_is_wanted(window: MainWindow, remedied: Finding) -> None:
    line = window.side.findings.model.line(1)
    assert line.findings == (remedied,)
    window.side.findings.menu_wanted.emit(line, QPoint(10, 10))
    menu = next(one for one in window.findChildren(QMenu) if one.isVisible())
    assert menu.actions()[0].text() == "转到 实施单位"
    menu.close()


def test_no_menu_is_left_where_there_is_nothing_to_choose(window: MainWindow) -> None:
    menus = len(window.findChildren(QMenu))
    window.side.findings.menu_wanted.emit(FindingLine("没有问题", Tone.MUTED, ()), QPoint(10, 10))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(window.findChildren(QMenu)) == menus


def test_the_menu_leads_to_no_figure_that_only_the_source_printed(window: MainWindow) -> None:
    cells = ("total_score", "printed.total_score")
    line = FindingLine(
        "不符", Tone.WRONG, (Finding("2", Severity.ERROR, *cells[:1], "不符", cells),)
    )
    menu = window.checking.findings.menu_for(line)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[:2] == ["转到 总分", "忽略…"]
    menu.deleteLater()


def test_without_a_current_finding_or_a_remedy_it_is_said(
    window: MainWindow, person: Person
) -> None:
    window.side.findings.list.choose(-1)
    trigger(window, "mend")
    assert window.statusBar().currentMessage() == "请先选一条审核意见（F4）。"
    found = Finding("3", Severity.ERROR, "unit", "不对。", ("unit",))
    assert window.checking.findings._edit((found,), Deed.MEND) is None
    assert "没有现成的改法" in window.statusBar().currentMessage()
    assert person.told == []


def test_a_locked_form_is_not_mended_and_no_reason_asked(
    window: MainWindow, person: Person
) -> None:
    over(window)
    trigger(window, "undo")
    for key in ("check", "report"):
        trigger(window, key)
    assert shown(window).closed_because
    assert shown(window).findings
    before, asked = shown(window).form, list(person.asked)
    act(window, shown(window).findings[:1], Deed.SILENCE)
    assert shown(window).form == before
    assert person.asked == asked
    assert window.statusBar().currentMessage() == shown(window).closed_because


def test_a_rule_is_explained(window: MainWindow, person: Person) -> None:
    over(window)
    trigger(window, "explain")
    assert person.told[0] == "规则 3：得分超过分值"
    assert person.told[1] == "级别：必须改（错误）"
    assert any(sentence.startswith("依据：") for sentence in person.told)


def test_all_cells_that_the_current_finding_speaks_of_have_a_tint(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = ("indicators[1].score", "indicators[1].weight", "funding.fiscal.executed")
    found = Finding("3", Severity.ERROR, cells[0], "不对。", cells)
    monkeypatch.setattr(type(shown(window)), "findings", property(lambda _: (found,)))
    pane, view = window.side.findings, window.view
    pane.refresh()
    trigger(window, "next_finding")
    tinted = {
        model.shown(row, column).address
        for model in (view.funding_model, view.indicator_model)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if model.ground(row, column) is Tone.DIFFERS_TINT
    }
    assert tinted == set(cells)
    pane.list.choose(-1)
    assert view.indicator_model.pointed == frozenset()


def test_a_finding_that_goes_leaves_an_open_editor_its_text(
    window: MainWindow, qtbot: QtBot
) -> None:
    over(window)
    shown(window).apply(SetCell("indicators[1].score", "30"))
    type_into(window, 1, "25")
    with qtbot.waitSignal(window.side.findings.counted):
        pass
    assert editor(window).text() == "25"
