"""Long work: the window lives and takes no input, cancelling ends it, errors come back."""

from collections.abc import Callable
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.files.errors import Refused
from perfdesk.runner import Progress
from perfdesk.ui import longwork
from perfdesk.ui.longwork import Cancelled, LongWork
from perfdesk.ui.progressdialog import ProgressDialog
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person
from tests.ui.test_window import shown, trigger

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def work(parent: QWidget) -> LongWork:
    return LongWork(parent)


def dialogs() -> list[ProgressDialog]:
    widgets = QApplication.topLevelWidgets()
    return [item for item in widgets if isinstance(item, ProgressDialog) and item.isVisible()]


class Watch:
    """Looks every few milliseconds while work goes on, and acts once a dialog is there."""

    def __init__(
        self,
        act: Callable[[ProgressDialog], object],
        looked: Callable[[int], object] = lambda _looks: None,
    ) -> None:
        """`looked` hears after each look how many there were."""
        self.looks = 0
        self.acted = False
        self._act, self._looked = act, looked
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self.looks += 1
        if not self.acted and (found := dialogs()):
            self.acted = True
            self._act(found[0])
        self._looked(self.looks)

    def stop(self) -> None:
        self._timer.stop()


def until_cancelled(progress: Progress) -> str:
    pause = Event()
    while True:
        progress(3, 10)
        pause.wait(0.01)


def test_the_result_comes_back_from_another_thread(work: LongWork) -> None:
    assert work.run("正在算", lambda _progress: current_thread() is main_thread()) is False
    assert not work.under_way
    assert QApplication.overrideCursor() is None


def test_work_that_is_done_before_patience_ends_shows_no_dialog(
    work: LongWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(longwork, "PATIENCE", 3_600_000)
    looked = Event()

    def enough(looks: int) -> None:
        if looks > 2:
            looked.set()

    watch = Watch(lambda _dialog: None, enough)
    assert work.run("正在算", lambda _progress: looked.wait(60))
    watch.stop()
    assert not watch.acted


@pytest.mark.parametrize("error", [Refused("磁盘空间不足。"), ZeroDivisionError("ours")])
def test_errors_come_back_as_they_are(work: LongWork, error: Exception) -> None:
    def fail(_progress: Progress) -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        work.run("正在算", fail)
    assert caught.value is error
    assert not work.under_way


def test_a_dialog_says_how_far_and_cancel_ends_it(work: LongWork) -> None:
    said: list[str] = []

    def cancel(dialog: ProgressDialog) -> None:
        said.extend((dialog.words.text(), dialog.count.text()))
        said.append(f"{dialog.bar.value()} / {dialog.bar.maximum()}")
        QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
        said.append(dialog.count.text())
        assert not dialog.cancel.isEnabled()

    watch = Watch(cancel)
    with pytest.raises(Cancelled):
        work.run("正在打印 10 张表", until_cancelled)
    watch.stop()
    assert said == ["正在打印 10 张表", "已完成 3 / 10", "3 / 10", "正在取消…"]
    assert dialogs() == []


def test_escape_cancels_and_leaves_the_dialog_until_all_has_ended(work: LongWork) -> None:
    def escape(dialog: ProgressDialog) -> None:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()

    watch = Watch(escape)
    with pytest.raises(Cancelled):
        work.run("正在算", until_cancelled)
    watch.stop()


def test_what_cannot_be_cancelled_offers_no_way_out(
    work: LongWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(longwork, "PATIENCE", 10)
    go_on = Event()

    def look(dialog: ProgressDialog) -> None:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.cancel.isVisible()
        assert dialog.isVisible()
        work.cancel()
        go_on.set()

    def steady(progress: Progress) -> str:
        assert go_on.wait(10)
        progress(1, 1)
        return "done"

    watch = Watch(look)
    assert work.run("正在算", steady, can_cancel=False) == "done"
    watch.stop()


def test_a_result_that_came_in_spite_of_cancelling_counts(work: LongWork) -> None:
    go_on = Event()

    def cancel(dialog: ProgressDialog) -> None:
        dialog.reject()
        go_on.set()

    watch = Watch(cancel)
    assert work.run("正在算", lambda _progress: go_on.wait(10)) is True
    watch.stop()


def test_the_window_is_blocked_while_the_dialog_stands(work: LongWork, parent: QWidget) -> None:
    blocked: list[bool] = []

    def look(dialog: ProgressDialog) -> None:
        blocked.append(dialog.windowModality() is Qt.WindowModality.WindowModal)
        blocked.append(QApplication.activeModalWidget() is dialog)
        blocked.append(dialog.parent() is parent)
        dialog.reject()

    watch = Watch(look)
    with pytest.raises(Cancelled):
        work.run("正在算", until_cancelled)
    watch.stop()
    assert blocked == [True, True, True]


def test_without_a_window_the_whole_program_waits() -> None:
    modal: list[Qt.WindowModality] = []

    def look(dialog: ProgressDialog) -> None:
        modal.append(dialog.windowModality())
        dialog.reject()

    watch = Watch(look)
    with pytest.raises(Cancelled):
        LongWork().run("正在算", until_cancelled)
    watch.stop()
    assert modal == [Qt.WindowModality.ApplicationModal]


@pytest.mark.parametrize("agrees", [True, False])
def test_closing_the_window_meanwhile_asks_first(
    window: MainWindow, person: Person, qtbot: QtBot, agrees: bool
) -> None:
    person.agrees = agrees
    ended = Event()

    def close(dialog: ProgressDialog) -> None:
        assert not window.close()
        if not agrees:
            assert window.isVisible()
            dialog.reject()

    def steady(progress: Progress) -> None:
        try:
            until_cancelled(progress)
        finally:
            ended.set()

    watch = Watch(close)
    with pytest.raises(Cancelled):
        window.work.run("正在算", steady)
    watch.stop()
    assert ended.is_set()
    assert person.asked == ["还没有做完。要取消并关闭窗口吗？"]
    if agrees:
        qtbot.waitUntil(lambda: not window.isVisible())
    else:
        assert window.isVisible()


def test_work_that_ended_during_the_question_is_not_asked_to_end(
    window: MainWindow, person: Person, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def agree(*_: object) -> bool:
        go_on.set()
        qtbot.waitUntil(lambda: not dialogs())
        return True

    monkeypatch.setattr("perfdesk.ui.dialogs.confirm", agree)
    QTimer.singleShot(50, window.close)
    assert window.work.run("正在算", lambda _progress: go_on.wait(10)) is True
    assert person.told == []
    qtbot.waitUntil(lambda: not window.isVisible())


def test_cancelled_work_is_said_and_changes_nothing(window: MainWindow, person: Person) -> None:
    before = shown(window).form
    person.refusal = Cancelled()
    trigger(window, "export_all")
    assert window.statusBar().currentMessage() == "已取消"
    assert (person.told, person.written, shown(window).form) == ([], [], before)
    assert window.outgoing.bar.isHidden()


def test_a_fault_in_the_work_reaches_whoever_shows_faults(
    window: MainWindow, person: Person, qtbot: QtBot
) -> None:
    person.refusal = ZeroDivisionError("ours")
    with qtbot.captureExceptions() as caught:
        trigger(window, "export_all")
    assert [str(error) for _, error, _ in caught] == ["ours"]
