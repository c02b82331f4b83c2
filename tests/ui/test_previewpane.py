"""The preview: what is rendered when, in which thread, and how it is shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.app import press, printout
from perfdesk.core.edits import SetCell
from perfdesk.core.form import Form
from perfdesk.ui.pageview import Zoom
from perfdesk.ui.previewpane import PreviewPane
from perfdesk.ui.previewworker import Proof
from tests.support.forms import clean_form, template
from tests.support.previews import (
    A4,
    GREY,
    STARTING,
    FakePrinter,
    document_of,
    paper_colour,
    settled,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    printer = FakePrinter()
    yield printer
    printer.may_go_on.set()


@pytest.fixture
def pane(qtbot: QtBot, application: QApplication, printer: FakePrinter) -> PreviewPane:  # noqa: ARG001
    pane = PreviewPane(printer.open)
    qtbot.addWidget(pane)
    pane.resize(400, 500)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def test_what_printing_would_say_is_said_with_the_pages(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.notes = ("本机没有可以用来打印的字体“仿宋”。", "项目名称中的“𠮷”，印成方框。")
    pane.show_document(document_of())
    assert not pane.notes.isVisible()
    settled(pane, qtbot)
    assert pane.notes.isVisible()
    assert pane.notes.text() == "2 处：本机没有可以用来打印的字体“仿宋”。"
    assert pane.notes.toolTip() == "\n".join(printer.notes)
    printer.notes = ()
    pane.show_document(document_of("党建经费"))
    settled(pane, qtbot)
    assert not pane.notes.isVisible()


def test_the_pages_are_rendered_in_another_thread_and_shown(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    pane.show_document(document_of())
    assert pane.updating.text() == "正在更新"
    settled(pane, qtbot)
    assert not printer.in_main_thread
    assert paper_colour(pane) == QColor(GREY, GREY, GREY)
    assert (pane.updating.text(), pane.number.text()) == ("", "第 1 / 1 页")


def test_another_font_is_drawn_at_once_and_the_same_one_not_again(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    pane.show_document(document_of())
    settled(pane, qtbot)
    for _ in range(2):
        pane.print_in("仿宋")
        settled(pane, qtbot)
    assert printer.fonts == ["", "仿宋"]


def test_of_many_changes_only_the_last_is_rendered_and_typing_never_waits(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    printer.may_go_on.clear()
    pane.show_document(document)
    qtbot.waitUntil(lambda: len(printer.forms) == 1)
    for number in range(20):  # while the first is under way
        document.apply(SetCell("unit", f"单位{number}"))
        pane._order()
    printer.may_go_on.set()
    settled(pane, qtbot)
    assert printer.forms[-1] is document.form
    assert len(printer.forms) == 2


def test_what_is_being_rendered_is_not_ordered_again_but_an_equal_form_is(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    pane.show_document(document)
    settled(pane, qtbot)
    proofs: list[Proof] = []
    pane.worker.done.connect(proofs.append)
    printer.may_go_on.clear()
    document.apply(SetCell("unit", "甲"))
    for _ in range(2):
        pane._order()
        qtbot.waitUntil(lambda: len(printer.forms) == 2)
    printer.may_go_on.set()
    settled(pane, qtbot)
    assert len(proofs) == 1
    printer.may_go_on.clear()
    for text in ("乙", "丙", "乙"):  # the last is equal to the one being rendered
        document.apply(SetCell("unit", text))
        pane._order()
        qtbot.waitUntil(lambda: len(printer.forms) == 3)
    printer.may_go_on.set()
    settled(pane, qtbot)
    assert printer.forms[-1] is document.form
    assert pane.updating.text() == ""


def test_changes_in_quick_succession_are_awaited_but_not_for_ever(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    pane.show_document(document)
    settled(pane, qtbot)
    for number in range(3):
        document.apply(SetCell("unit", f"单位{number}"))
    assert pane.updating.text() == "正在更新"
    assert len(printer.forms) == 1
    assert 0 < pane._timer.interval() <= 250
    pane._since.restart()
    qtbot.waitUntil(lambda: pane._since.elapsed() > 5)
    document.apply(SetCell("unit", "最后"))
    assert pane._timer.interval() <= 250
    settled(pane, qtbot)
    assert [form.unit for form in printer.forms[1:]] == ["最后"]


def test_only_visible_pages_are_rendered_and_scrolling_draws_nothing_anew(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.pages = 12
    pane.show_document(document_of())
    settled(pane, qtbot)
    rendered = printer.printouts[0].rendered
    assert {page for page, _ in rendered} == {0}
    bar = pane.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    settled(pane, qtbot)
    assert {page for page, _ in rendered} == {0, 11}
    assert len(printer.forms) == 1
    assert pane.number.text() == "第 12 / 12 页"
    assert len(pane.view._images) <= 2


def test_the_place_looked_at_stays_when_the_pages_are_refreshed(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.pages = 5
    document = document_of()
    pane.show_document(document)
    settled(pane, qtbot)
    pane.view.verticalScrollBar().setValue(700)
    settled(pane, qtbot)
    document.apply(SetCell("unit", "甲"))
    settled(pane, qtbot)
    assert pane.view.verticalScrollBar().value() == 700
    assert 0 not in {page for page, _ in printer.printouts[-1].rendered}
    pane.show_document(document_of("别的"))
    assert pane.view.verticalScrollBar().value() == 0


def test_pages_that_are_gone_are_no_longer_shown(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.pages = 5
    document = document_of()
    pane.show_document(document)
    settled(pane, qtbot)
    pane.view.verticalScrollBar().setValue(pane.view.verticalScrollBar().maximum())
    settled(pane, qtbot)
    printer.pages = 1
    document.apply(SetCell("unit", "甲"))
    settled(pane, qtbot)
    assert pane.number.text() == "第 1 / 1 页"
    assert pane.view.visible() == (0,)


def test_fitting_the_width_and_true_size(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    pane.show_document(document_of())
    settled(pane, qtbot)
    fit = printer.printouts[0].rendered[-1][1]
    assert fit == pane.view.scale < 400 / A4[0] * pane.devicePixelRatioF()
    assert pane.view.horizontalScrollBar().maximum() == 0
    QTest.mouseClick(pane.zoom, Qt.MouseButton.LeftButton)
    settled(pane, qtbot)
    assert pane.view.zoom is Zoom.TRUE
    assert pane.zoom.text() == "100%"
    true = printer.printouts[0].rendered[-1][1]
    assert true == pane.logicalDpiX() / 72 * pane.devicePixelRatioF()
    assert pane.view.horizontalScrollBar().maximum() > 0
    assert len(printer.forms) == 1


def test_on_a_finer_screen_the_pages_have_its_pixels(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.show_document(document_of())
    settled(pane, qtbot)
    monkeypatch.setattr(pane.view, "devicePixelRatioF", lambda: 1.25)
    before = printer.printouts[0].rendered[-1][1]
    pane.view.moved.emit()
    settled(pane, qtbot)
    assert printer.printouts[0].rendered[-1][1] == pytest.approx(1.25 * before)
    pane.view._arrange()
    corner = pane.view._frames[0].topLeft() * 1.25
    assert corner.x() == pytest.approx(round(corner.x()))
    assert corner.y() == pytest.approx(round(corner.y()))


def test_resizing_renders_at_the_new_width(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    pane.show_document(document_of())
    settled(pane, qtbot)
    before = pane.view.scale
    pane.resize(600, 500)
    settled(pane, qtbot)
    assert printer.printouts[0].rendered[-1] == (0, pane.view.scale)
    assert pane.view.scale > before


def test_the_keyboard_moves_through_the_pages(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.pages = 4
    pane.show_document(document_of())
    settled(pane, qtbot)
    bar = pane.view.verticalScrollBar()
    QTest.keyClick(pane.view, Qt.Key.Key_PageDown)
    assert 0 < bar.value() < bar.maximum()
    QTest.keyClick(pane.view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(pane.view, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_hidden_preview_renders_nothing_and_catches_up_when_shown(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    pane.show_document(document)
    settled(pane, qtbot)
    pane.hide()
    document.apply(SetCell("unit", "甲"))
    pane._order()
    assert (printer.opened, printer.closed) == (1, 1)
    assert len(printer.forms) == 1
    pane.show()
    settled(pane, qtbot)
    assert printer.forms[-1] is document.form
    assert (printer.opened, printer.closed) == (2, 1)


def test_minimising_the_window_does_not_close_the_press(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    pane.show_document(document_of())
    settled(pane, qtbot)
    pane.showMinimized()
    pane.showNormal()
    settled(pane, qtbot)
    assert (printer.opened, printer.closed) == (1, 0)


def test_closing_waits_for_the_page_under_way_and_shows_it_no_more(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.may_go_on.clear()
    pane.show_document(document_of())
    qtbot.waitUntil(lambda: bool(printer.forms))
    printer.may_go_on.set()
    pane.close()
    QApplication.processEvents()
    assert not pane.view._images


def test_a_late_page_of_the_last_document_is_not_shown(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.may_go_on.clear()
    pane.show_document(document_of("旧"))
    qtbot.waitUntil(lambda: len(printer.forms) == 1)
    new = document_of("新")
    pane.show_document(new)
    proofs: list[Form] = []
    pane.worker.done.connect(lambda proof: proofs.append(proof.order.what[0]))
    printer.may_go_on.set()
    settled(pane, qtbot)
    assert proofs
    assert all(form is new.form for form in proofs)


def test_of_forms_looked_at_in_quick_succession_only_the_last_is_drawn(
    pane: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.may_go_on.clear()
    pane.show_document(document_of("第一"))
    qtbot.waitUntil(lambda: len(printer.forms) == 1)
    for number in range(5):
        pane.show_document(document_of(f"路过{number}"))
    pane.show_document(document_of("最后"))
    printer.may_go_on.set()
    settled(pane, qtbot)
    assert [form.project_name for form in printer.forms] == ["第一", "最后"]


def test_without_a_document_it_says_so(pane: PreviewPane, qtbot: QtBot) -> None:
    pane.show_document(document_of())
    settled(pane, qtbot)
    pane.show_document(None)
    assert pane.view._said == "没有打开的表单"
    assert pane.number.text() == ""
    assert not pane.zoom.isEnabled()


def test_the_true_page_is_shown(qtbot: QtBot, application: QApplication) -> None:  # noqa: ARG001
    pane = PreviewPane(press)
    qtbot.addWidget(pane)
    pane.resize(500, 700)
    with qtbot.waitExposed(pane):
        pane.show()
    proofs: list[Proof] = []
    pane.worker.done.connect(proofs.append)
    pane.show_document(document_of())
    settled(pane, qtbot, STARTING)
    assert [list(proof.images) for proof in proofs] == [[0]]  # rendered once
    picture = printout(clean_form(), template()).picture(0, pane.view.scale)
    seen = pane.view.viewport().grab().toImage()
    corner = pane.view._frames[0].topLeft().toPoint()
    row, column = picture.height // 4, range(picture.width // 10, picture.width // 2)
    y = corner.y() + row
    for x in column:
        at = row * picture.stride + 4 * x
        blue, green, red = picture.pixels[at : at + 3]
        assert seen.pixelColor(corner.x() + x, y) == QColor(red, green, blue)
