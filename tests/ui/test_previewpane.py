"""The preview: what is rendered when, in which thread, and how it is shown."""

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


def test_what_printing_would_say_is_said_with_the_pages(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.notes = ("本机没有可以用来打印的字体“仿宋”。", "项目名称中的“𠮷”，印成方框。")
    preview.show_document(document_of())
    assert not preview.notes.isVisible()
    settled(preview, qtbot)
    assert preview.notes.isVisible()
    assert preview.notes.text() == "2 处：本机没有可以用来打印的字体“仿宋”。"
    assert preview.notes.toolTip() == "\n".join(printer.notes)
    printer.notes = ()
    preview.show_document(document_of("党建经费"))
    settled(preview, qtbot)
    assert not preview.notes.isVisible()


def test_the_pages_are_rendered_in_another_thread_and_shown(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    preview.show_document(document_of())
    assert preview.updating.text() == "正在更新"
    settled(preview, qtbot)
    assert not printer.in_main_thread
    assert paper_colour(preview) == QColor(GREY, GREY, GREY)
    assert (preview.updating.text(), preview.number.text()) == ("", "第 1 / 1 页")


def test_another_font_is_drawn_at_once_and_the_same_one_not_again(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    preview.show_document(document_of())
    settled(preview, qtbot)
    for _ in range(2):
        preview.print_in("仿宋")
        settled(preview, qtbot)
    assert printer.fonts == ["", "仿宋"]


def test_of_many_changes_only_the_last_is_rendered_and_typing_never_waits(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    printer.may_go_on.clear()
    preview.show_document(document)
    qtbot.waitUntil(lambda: len(printer.forms) == 1)
    for number in range(20):  # while the first is under way
        document.apply(SetCell("unit", f"单位{number}"))
        preview._order()
    printer.may_go_on.set()
    settled(preview, qtbot)
    assert printer.forms[-1] is document.form
    assert len(printer.forms) == 2


def test_what_is_being_rendered_is_not_ordered_again_but_an_equal_form_is(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    preview.show_document(document)
    settled(preview, qtbot)
    proofs: list[Proof] = []
    preview.worker.done.connect(proofs.append)
    printer.may_go_on.clear()
    document.apply(SetCell("unit", "甲"))
    for _ in range(2):
        preview._order()
        qtbot.waitUntil(lambda: len(printer.forms) == 2)
    printer.may_go_on.set()
    settled(preview, qtbot)
    assert len(proofs) == 1
    printer.may_go_on.clear()
    for text in ("乙", "丙", "乙"):  # the last is equal to the one being rendered
        document.apply(SetCell("unit", text))
        preview._order()
        qtbot.waitUntil(lambda: len(printer.forms) == 3)
    printer.may_go_on.set()
    settled(preview, qtbot)
    assert printer.forms[-1] is document.form
    assert preview.updating.text() == ""


def test_changes_in_quick_succession_are_awaited_but_not_for_ever(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    preview.show_document(document)
    settled(preview, qtbot)
    for number in range(3):
        document.apply(SetCell("unit", f"单位{number}"))
    assert preview.updating.text() == "正在更新"
    assert len(printer.forms) == 1
    assert 0 < preview._timer.interval() <= 250
    preview._since.restart()
    qtbot.waitUntil(lambda: preview._since.elapsed() > 5)
    document.apply(SetCell("unit", "最后"))
    assert preview._timer.interval() <= 250
    settled(preview, qtbot)
    assert [form.unit for form in printer.forms[1:]] == ["最后"]


def test_only_visible_pages_are_rendered_and_scrolling_draws_nothing_anew(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.pages = 12
    preview.show_document(document_of())
    settled(preview, qtbot)
    rendered = printer.printouts[0].rendered
    assert {page for page, _ in rendered} == {0}
    bar = preview.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    settled(preview, qtbot)
    assert {page for page, _ in rendered} == {0, 11}
    assert len(printer.forms) == 1
    assert preview.number.text() == "第 12 / 12 页"
    assert len(preview.view._images) <= 2


def test_the_place_looked_at_stays_when_the_pages_are_refreshed(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.pages = 5
    document = document_of()
    preview.show_document(document)
    settled(preview, qtbot)
    preview.view.verticalScrollBar().setValue(700)
    settled(preview, qtbot)
    document.apply(SetCell("unit", "甲"))
    settled(preview, qtbot)
    assert preview.view.verticalScrollBar().value() == 700
    assert 0 not in {page for page, _ in printer.printouts[-1].rendered}
    preview.show_document(document_of("别的"))
    assert preview.view.verticalScrollBar().value() == 0


def test_pages_that_are_gone_are_no_longer_shown(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.pages = 5
    document = document_of()
    preview.show_document(document)
    settled(preview, qtbot)
    preview.view.verticalScrollBar().setValue(preview.view.verticalScrollBar().maximum())
    settled(preview, qtbot)
    printer.pages = 1
    document.apply(SetCell("unit", "甲"))
    settled(preview, qtbot)
    assert preview.number.text() == "第 1 / 1 页"
    assert preview.view.visible() == (0,)


def test_fitting_the_width_and_true_size(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    preview.show_document(document_of())
    settled(preview, qtbot)
    fit = printer.printouts[0].rendered[-1][1]
    assert fit == preview.view.scale < 400 / A4[0] * preview.devicePixelRatioF()
    assert preview.view.horizontalScrollBar().maximum() == 0
    QTest.mouseClick(preview.zoom, Qt.MouseButton.LeftButton)
    settled(preview, qtbot)
    assert preview.view.zoom is Zoom.TRUE
    assert preview.zoom.text() == "100%"
    true = printer.printouts[0].rendered[-1][1]
    assert true == preview.logicalDpiX() / 72 * preview.devicePixelRatioF()
    assert preview.view.horizontalScrollBar().maximum() > 0
    assert len(printer.forms) == 1


def test_on_a_finer_screen_the_pages_have_its_pixels(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview.show_document(document_of())
    settled(preview, qtbot)
    monkeypatch.setattr(preview.view, "devicePixelRatioF", lambda: 1.25)
    before = printer.printouts[0].rendered[-1][1]
    preview.view.moved.emit()
    settled(preview, qtbot)
    assert printer.printouts[0].rendered[-1][1] == pytest.approx(1.25 * before)
    preview.view._arrange()
    corner = preview.view._frames[0].topLeft() * 1.25
    assert corner.x() == pytest.approx(round(corner.x()))
    assert corner.y() == pytest.approx(round(corner.y()))


def test_resizing_renders_at_the_new_width(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    preview.show_document(document_of())
    settled(preview, qtbot)
    before = preview.view.scale
    preview.resize(600, 500)
    settled(preview, qtbot)
    assert printer.printouts[0].rendered[-1] == (0, preview.view.scale)
    assert preview.view.scale > before


def test_the_keyboard_moves_through_the_pages(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.pages = 4
    preview.show_document(document_of())
    settled(preview, qtbot)
    bar = preview.view.verticalScrollBar()
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert 0 < bar.value() < bar.maximum()
    QTest.keyClick(preview.view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(preview.view, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_hidden_preview_renders_nothing_and_catches_up_when_shown(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    preview.show_document(document)
    settled(preview, qtbot)
    preview.hide()
    document.apply(SetCell("unit", "甲"))
    preview._order()
    assert (printer.opened, printer.closed) == (1, 1)
    assert len(printer.forms) == 1
    preview.show()
    settled(preview, qtbot)
    assert printer.forms[-1] is document.form
    assert (printer.opened, printer.closed) == (2, 1)


def test_minimising_the_window_does_not_close_the_press(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    preview.show_document(document_of())
    settled(preview, qtbot)
    preview.showMinimized()
    preview.showNormal()
    settled(preview, qtbot)
    assert (printer.opened, printer.closed) == (1, 0)


def test_closing_waits_for_the_page_under_way_and_shows_it_no_more(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.may_go_on.clear()
    preview.show_document(document_of())
    qtbot.waitUntil(lambda: bool(printer.forms))
    printer.may_go_on.set()
    preview.close()
    QApplication.processEvents()
    assert not preview.view._images


def test_a_late_page_of_the_last_document_is_not_shown(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.may_go_on.clear()
    preview.show_document(document_of("旧"))
    qtbot.waitUntil(lambda: len(printer.forms) == 1)
    new = document_of("新")
    preview.show_document(new)
    proofs: list[Form] = []
    preview.worker.done.connect(lambda proof: proofs.append(proof.order.what[0]))
    printer.may_go_on.set()
    settled(preview, qtbot)
    assert proofs
    assert all(form is new.form for form in proofs)


def test_of_forms_looked_at_in_quick_succession_only_the_last_is_drawn(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.may_go_on.clear()
    preview.show_document(document_of("第一"))
    qtbot.waitUntil(lambda: len(printer.forms) == 1)
    for number in range(5):
        preview.show_document(document_of(f"路过{number}"))
    preview.show_document(document_of("最后"))
    printer.may_go_on.set()
    settled(preview, qtbot)
    assert [form.project_name for form in printer.forms] == ["第一", "最后"]


def test_without_a_document_it_says_so(preview: PreviewPane, qtbot: QtBot) -> None:
    preview.show_document(document_of())
    settled(preview, qtbot)
    preview.show_document(None)
    assert preview.view._said == "没有打开的表单"
    assert preview.number.text() == ""
    assert not preview.zoom.isEnabled()


def test_the_true_page_is_shown(qtbot: QtBot, application: QApplication) -> None:  # noqa: ARG001
    preview = PreviewPane(press)
    qtbot.addWidget(preview)
    preview.resize(500, 700)
    with qtbot.waitExposed(preview):
        preview.show()
    proofs: list[Proof] = []
    preview.worker.done.connect(proofs.append)
    preview.show_document(document_of())
    settled(preview, qtbot, STARTING)
    assert [list(proof.images) for proof in proofs] == [[0]]  # rendered once
    picture = printout(clean_form(), template()).picture(0, preview.view.scale)
    seen = preview.view.viewport().grab().toImage()
    corner = preview.view._frames[0].topLeft().toPoint()
    row, column = picture.height // 4, range(picture.width // 10, picture.width // 2)
    y = corner.y() + row
    for x in column:
        at = row * picture.stride + 4 * x
        blue, green, red = picture.pixels[at : at + 3]
        assert seen.pixelColor(corner.x() + x, y) == QColor(red, green, blue)
