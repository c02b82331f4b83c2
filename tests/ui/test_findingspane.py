"""The findings beside the form: live, reachable by keys, one step to the cell."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.document import Document
from perfdesk.core.edits import SetCell, SetCells
from perfdesk.core.finding import Finding
from perfdesk.ui.findinglines import Deed
from perfdesk.ui.findingspane import FindingsPane
from tests.support.forms import clean_form, template

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

WRONG = {"indicators[0].score": "60", "unit": "", "funding.fiscal.executed": "x"}


RULES = {"3", "7", "12", "14"}


@pytest.fixture(autouse=True)
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only these rules speak, so that each test knows what is found."""
    every = vars(Document)["findings"]
    few = property(lambda own: tuple(one for one in every.fget(own) if one.rule in RULES))
    monkeypatch.setattr(Document, "findings", few)


def document_of(**texts: str) -> Document:
    return Document(clean_form(**texts), template)


@pytest.fixture
def pane(qtbot: QtBot, application: QApplication) -> Iterator[FindingsPane]:  # noqa: ARG001
    pane = FindingsPane()
    qtbot.addWidget(pane)
    pane.resize(320, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    yield pane
    pane.show_document(None)


@pytest.fixture
def document(pane: FindingsPane) -> Document:
    """Three errors, in the order of the checks: the score, the sum of the sources, the unit, …"""
    found = document_of()
    found.apply(SetCells(tuple(WRONG.items())))
    pane.show_document(found)
    return found


def rows(pane: FindingsPane) -> list[int]:
    """The rows of single findings."""
    return [row for row in range(pane.model.rowCount()) if pane.model.line(row).single]


def sentences(pane: FindingsPane) -> list[str]:
    return [pane.model.line(row).text for row in rows(pane)]


def chosen(pane: FindingsPane) -> list[str]:
    """Gathers the addresses from now on."""
    addresses: list[str] = []
    pane.chosen.connect(addresses.append)
    return addresses


def test_without_findings_it_says_so(pane: FindingsPane) -> None:
    pane.show_document(document_of())
    assert not pane.list.isVisible()
    assert [label.text() for label in pane.findChildren(type(pane._said))] == ["没有发现问题"]
    assert not pane.next()
    assert not pane.previous()
    pane.show_document(None)
    assert pane._said.text() == "没有打开的表单"


def test_findings_follow_typing_and_are_counted(pane: FindingsPane, qtbot: QtBot) -> None:
    counts: list[str] = []
    document = document_of()
    pane.show_document(document)
    pane.counted.connect(counts.append)
    document.apply(SetCell("unit", ""))
    document.apply(SetCell("project_name", ""))
    assert not counts
    qtbot.waitUntil(lambda: bool(counts))
    assert counts[0].startswith("2 必须改")
    assert sentences(pane)[:2] == ["没有填写项目名称。", "没有填写实施单位。"]


def test_next_goes_round_and_previous_back(pane: FindingsPane, document: Document) -> None:
    went = chosen(pane)
    places = [pane.model.line(row).where for row in rows(pane)]
    assert len(places) >= 3
    for _ in places:
        assert pane.next()
    assert went == places
    pane.next()
    assert went[-1] == places[0]
    pane.previous()
    assert went[-1] == places[-1]
    pane.previous()
    assert went[-1] == places[-2]
    assert document.undo_text


def test_previous_begins_with_the_last(pane: FindingsPane, document: Document) -> None:
    went = chosen(pane)
    pane.previous()
    assert went == [pane.model.line(rows(pane)[-1]).where]
    assert document.undo_text


def test_next_right_after_typing_knows_what_was_typed(
    pane: FindingsPane, document: Document
) -> None:
    went = chosen(pane)
    document.undo()
    document.apply(SetCell("supervisor", ""))
    pane.next()
    assert went == ["supervisor"]


def click(pane: FindingsPane, row: int) -> None:
    """On the first line of the row's text, where no link stands."""
    place = pane.list.visualRect(pane.model.index(row)).topLeft() + QPoint(60, 12)
    QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_and_enter_go_to_the_cell(pane: FindingsPane, document: Document) -> None:
    went, view = chosen(pane), pane.list
    click(pane, 1)
    assert went == [pane.model.line(1).where]
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert len(went) == 1
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert went[1:] == [pane.model.line(2).where]
    assert pane.address == went[1]
    assert document.undo_text


def test_the_current_finding_stays_current_while_another_one_is_mended(
    pane: FindingsPane, document: Document, qtbot: QtBot
) -> None:
    pane.previous()
    before = pane.address
    document.apply(SetCell("indicators[0].score", "40"))
    with qtbot.waitSignal(pane.counted):
        pass
    assert pane.address == before
    document.apply(SetCell(before, "6.00"))
    with qtbot.waitSignal(pane.counted):
        pass
    assert pane.address != before


def test_the_old_document_is_listened_to_no_more(pane: FindingsPane, document: Document) -> None:
    pane.show_document(document_of())
    document.apply(SetCell("project_name", ""))
    assert not pane._timer.isActive()
    assert not sentences(pane)


def test_sentences_wrap_to_the_width(pane: FindingsPane, document: Document) -> None:
    def heights() -> list[int]:
        return [pane.list.visualRect(pane.model.index(row)).height() for row in rows(pane)]

    wide = heights()
    pane.resize(160, 400)
    QApplication.processEvents()
    assert all(now > then for now, then in zip(heights(), wide, strict=True))
    assert pane.list.horizontalScrollBar().maximum() == 0
    assert document.undo_text


@pytest.mark.usefixtures("document")
def test_a_pane_that_only_becomes_wider_leaves_no_gaps_below_the_sentences(
    pane: FindingsPane, qtbot: QtBot
) -> None:
    pane.resize(200, 400)
    QApplication.processEvents()
    row = rows(pane)[0]
    narrow = pane.list.visualRect(pane.model.index(row)).height()
    pane.resize(600, 400)
    qtbot.waitUntil(lambda: pane.list.visualRect(pane.model.index(row)).height() < narrow)


def test_a_heading_folds_and_unfolds_by_click_enter_and_arrows(
    pane: FindingsPane, document: Document
) -> None:
    went, whole = chosen(pane), pane.model.rowCount()
    click(pane, 0)
    folded = pane.model.rowCount()
    assert folded < whole
    assert pane.list.row == 0
    pane.list.setFocus()
    for key, count in (
        (Qt.Key.Key_Return, whole),
        (Qt.Key.Key_Left, folded),
        (Qt.Key.Key_Left, folded),
        (Qt.Key.Key_Right, whole),
    ):
        QTest.keyClick(pane.list, key)
        assert pane.model.rowCount() == count
    assert went == []
    assert document.undo_text


def test_the_next_finding_is_unfolded_where_it_is_folded_away(
    pane: FindingsPane, document: Document
) -> None:
    click(pane, 0)
    went = chosen(pane)
    pane.next()
    assert len(went) == 1
    assert pane.address == went[0]
    assert document.undo_text


def test_a_link_asks_for_its_deed_once_it_was_seen(pane: FindingsPane, document: Document) -> None:
    asked: list[tuple[tuple[Finding, ...], Deed]] = []
    pane.asked.connect(lambda found, deed: asked.append((found, deed)))
    place = pane.list.place_of_link(1, Deed.SILENCE).center()
    QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == []  # it stood there unseen; the row is current now
    QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [(pane.model.line(1).findings, Deed.SILENCE)]
    assert document.undo_text


def test_a_link_under_the_mouse_shows_the_hand(pane: FindingsPane, document: Document) -> None:
    pane.list.choose(1)
    view = pane.list.viewport()
    QTest.mouseMove(view, pane.list.place_of_link(1, Deed.EXPLAIN).center())
    assert [pane.list.pointed] == [(1, Deed.EXPLAIN)]
    assert view.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QApplication.sendEvent(pane.list, QEvent(QEvent.Type.Leave))
    assert pane.list.pointed is None
    assert document.undo_text


def test_the_menu_key_asks_for_the_menu_of_the_current_line(
    pane: FindingsPane, document: Document
) -> None:
    wanted: list[str] = []
    pane.menu_wanted.connect(lambda line, _at: wanted.append(line.text))
    pane.list.choose(2)
    at = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, at)
    QApplication.sendEvent(pane.list.viewport(), event)
    assert wanted == [pane.model.line(2).text]
    assert document.undo_text
