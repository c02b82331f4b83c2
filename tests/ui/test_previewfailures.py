"""The preview where nothing can be drawn: what is said, what is shown, when it is tried again."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.files.errors import Refused
from perfdesk.press import Press
from perfdesk.ui.previewpane import PreviewPane
from tests.support.previews import (
    GREY,
    STARTING,
    FakePrinter,
    document_of,
    paper_colour,
    settled,
)
from tests.support.printers import by_name

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def test_a_form_that_cannot_be_printed_has_no_notes_of_the_pages_before(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.notes = ("项目名称中的“𠮷”，印成方框。",)
    document = document_of()
    preview.show_document(document)
    settled(preview, qtbot)
    printer.refusal = Refused("没有这个模板。")
    document.apply(SetCell("unit", "x"))
    qtbot.waitUntil(lambda: not preview.notes.isVisible())


def test_what_cannot_be_drawn_is_said_and_tried_again_after_the_next_change(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    printer.refusal = Refused("预览要用临时文件，但无法写入：磁盘空间不足。")
    preview.show_document(document)
    qtbot.waitUntil(lambda: preview.view._said != "")
    assert preview.view._said == "预览要用临时文件，但无法写入：磁盘空间不足。"
    assert preview.updating.text() == ""
    printer.refusal = None
    document.apply(SetCell("unit", "甲"))
    settled(preview, qtbot)
    assert preview.view._said == ""
    assert paper_colour(preview) == QColor(GREY, GREY, GREY)


def test_after_a_failure_no_old_page_is_shown_and_scrolling_asks_for_nothing(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.pages = 12
    document = document_of()
    preview.show_document(document)
    settled(preview, qtbot)
    printer.refusal = Refused("磁盘空间不足。")
    document.apply(SetCell("unit", "甲"))
    qtbot.waitUntil(lambda: preview.view._said != "")
    assert not preview.view._images
    printer.refusal = None
    bar = preview.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: not preview._timer.isActive())
    assert preview._under_way is None
    assert preview.view._said == "磁盘空间不足。"
    document.apply(SetCell("unit", "乙"))
    settled(preview, qtbot)
    assert preview.view._said == ""
    assert [form.unit for form in printer.forms[1:]] == ["甲", "乙"]


def test_what_could_not_be_drawn_is_tried_again_when_the_preview_is_shown_again(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.refusal = Refused("磁盘空间不足。")
    preview.show_document(document_of())
    qtbot.waitUntil(lambda: preview.view._said != "")
    printer.refusal = None
    preview.hide()
    preview.show()
    settled(preview, qtbot)
    assert preview.view._said == ""
    assert paper_colour(preview) == QColor(GREY, GREY, GREY)


def test_after_a_crash_of_the_press_the_next_change_is_drawn(
    qtbot: QtBot,
    application: QApplication,  # noqa: ARG001
) -> None:
    preview = PreviewPane(lambda: Press(by_name))
    qtbot.addWidget(preview)
    with qtbot.waitExposed(preview):
        preview.show()
    document = document_of("crash")
    preview.show_document(document)
    qtbot.waitUntil(lambda: preview.view._said != "", timeout=STARTING)
    assert preview.view._said == "预览没有画成：绘制程序意外停止。改动表单后会再画一次。"
    with qtbot.waitSignal(preview.worker.done, timeout=STARTING) as drawn:
        document.apply(SetCell("project_name", "职工培训"))
    assert preview.view._said == ""
    assert drawn.args[0].notes[0] == "职工培训"


def test_what_was_put_right_while_it_could_not_be_drawn_is_drawn(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    document = document_of()
    preview.show_document(document)
    settled(preview, qtbot)
    printer.may_go_on.clear()
    printer.refusal = Refused("磁盘空间不足。")
    document.apply(SetCell("unit", "甲"))
    qtbot.waitUntil(lambda: len(printer.forms) == 2)
    document.apply(SetCell("unit", "乙"))  # awaited while the other fails
    with qtbot.waitSignal(preview.worker.failed):
        printer.may_go_on.set()
    printer.refusal = None
    qtbot.waitUntil(lambda: preview.view._said == "")
    settled(preview, qtbot)
    assert printer.forms[-1] is document.form
    assert preview.updating.text() == ""


def test_a_fault_of_the_renderer_comes_up_in_the_windows_thread(
    preview: PreviewPane, printer: FakePrinter, qtbot: QtBot
) -> None:
    printer.refusal = ZeroDivisionError("ours")
    with qtbot.captureExceptions() as faults:
        preview.show_document(document_of())
        qtbot.waitUntil(lambda: bool(faults))
    assert [str(fault[1]) for fault in faults] == ["ours"]
