"""A person's hands on the keyboard, and eyes on the window: nothing else touches the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import repeat
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QKeyCombination, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from shiboken6 import Shiboken

from perfdesk.ui.progressdialog import ProgressDialog

if TYPE_CHECKING:
    from perfdesk.ui.grid import Grid
    from perfdesk.ui.window import MainWindow

#: What is done inside a dialog, which it must close.
Answer = Callable[[QDialog], None]

_LOOK = 5  # milliseconds between two looks at what has opened
_PATIENCE = 5000  # milliseconds until a dialog that has not opened is missed


def settle() -> None:
    """Lets Qt carry out what waits: it closes editors when it next comes round."""
    for _ in range(3):
        QApplication.processEvents()


def manage_windows() -> None:
    """What a window manager does when a dialog has gone: the window below is active again.

    Qt's offscreen platform leaves none active. Which widget has the focus then is the program's.
    """
    if QApplication.activeWindow() is None:
        windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        below = QApplication.activeModalWidget() or next(iter(windows), None)
        if below is not None:
            below.activateWindow()
            settle()


def focus() -> QWidget:
    """Where the next key goes."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def write(text: str) -> None:
    """Types a text as an input method does, wherever the focus is.

    Where nothing can be typed, no input method is asked, and the keys come as they are.
    """
    if not focus().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
        click("A")
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)


def click(keys: str) -> None:
    """Presses keys one after another, such as `Tab Tab Ctrl+Return`."""
    for name in keys.split():
        window = QGuiApplication.focusWindow()
        assert window is not None, f"no window takes {name}"
        held: QKeyCombination = QKeySequence(name)[0]  # type: ignore[index]  # Qt's stubs lack it
        QTest.keyClick(window, held.key(), held.keyboardModifiers())
        settle()


def press(keys: str, *answers: Answer) -> None:
    """Presses keys that open dialogs; each answer is given to the next one that opens.

    Raises AssertionError for a dialog nobody expected, one that did not open or stayed open.
    """
    mind = _Answering(answers)
    try:
        click(keys)
        mind.finish()
    finally:
        mind.stop()
    manage_windows()
    mind.check()


def opened_by(act: Callable[[], None]) -> list[str]:
    """What the dialogs say that an act opens; each is left by Esc."""
    told: list[str] = []

    def leave(dialog: QDialog) -> None:
        told.append(said_in(dialog))
        click("Escape")

    mind = _Answering(repeat(leave))
    try:
        act()
        mind.finish()
    finally:
        mind.stop()
    manage_windows()
    mind.check()
    return told


class _Answering:
    """Answers dialogs from inside their own event loops."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._expected = list(answers) if isinstance(answers, tuple) else []
        self._left = iter(self._expected or answers)
        self._given = 0
        self._below = QApplication.activeModalWidget()
        self._failed: BaseException | None = None
        self._timer = QTimer(interval=_LOOK)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def finish(self) -> None:
        """Some dialogs open without stopping the program: they are waited for."""
        patience = QDeadlineTimer(_PATIENCE)
        while not patience.hasExpired() and self._failed is None and self._waits():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _LOOK)

    def stop(self) -> None:
        self._timer.stop()

    def check(self) -> None:
        if self._failed is not None:
            raise self._failed
        lacking = len(self._expected) - self._given
        assert lacking <= 0, f"{lacking} dialogs did not open"

    def _waits(self) -> bool:
        open_now = QApplication.activeModalWidget() is not self._below
        return open_now or self._given < len(self._expected)

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is self._below or not isinstance(dialog, QDialog):
            return
        if isinstance(dialog, ProgressDialog) or not dialog.isActiveWindow():
            return
        try:
            self._answer(dialog)
        except BaseException as failure:  # noqa: BLE001 - raised again by check()
            self._failed = self._failed or failure
            if Shiboken.isValid(dialog):
                dialog.done(0)

    def _answer(self, dialog: QDialog) -> None:
        answer = next(self._left, None)
        assert answer is not None, f"nobody expected: {said_in(dialog)}"
        self._given += 1
        answer(dialog)
        settle()
        if Shiboken.isValid(dialog) and dialog.isVisible():
            message = f"stays open: {said_in(dialog)}"
            raise AssertionError(message)
        manage_windows()


def said_in(dialog: QWidget) -> str:
    """The title and the texts of a dialog."""
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    return "\n".join([dialog.windowTitle(), *labels])


def keys(pressed: str) -> Answer:
    """An answer by keys alone."""

    def answer(_dialog: QDialog) -> None:
        click(pressed)

    return answer


def button(letter: str) -> Answer:
    """An answer by Alt and the letter underlined in a button."""
    return keys(f"Alt+{letter}")


def named_file(path: object) -> Answer:
    """An answer to Qt's own file dialog: the whole name of the file."""

    def answer(_dialog: QDialog) -> None:
        click("Ctrl+A")
        write(str(path))
        click("Return")

    return answer


def accept_chosen(word: str) -> Answer:
    """An answer to a question: Tab to the button with this word, then Space."""

    def answer(dialog: QDialog) -> None:
        tab_to(lambda widget: word in str(widget.property("text")), dialog)
        click("Space")

    return answer


def tab_to(wanted: Callable[[QWidget], bool], within: QWidget) -> None:
    """Presses Tab until the focus is where it is wanted; fails once round."""
    seen: list[QWidget] = []
    while not wanted(focus()):
        assert focus() not in seen, f"Tab does not lead there: {said_in(within)}"
        seen.append(focus())
        click("Tab")


def walk(grid: Grid, row: int, column: int) -> None:
    """To a cell with the arrow keys, the focus being in this grid."""
    assert focus() is grid, f"the focus is in {focus()}"
    for _ in range(grid.cells.rowCount() + grid.cells.columnCount()):
        at = grid.currentIndex()
        if (at.row(), at.column()) == (row, column):
            return
        if at.column() != column:
            click("Right" if at.column() < column else "Left")
        else:
            click("Down" if at.row() < row else "Up")
    at = grid.currentIndex()
    assert (at.row(), at.column()) == (row, column)


def go_to_part(window: MainWindow, part: QWidget) -> None:
    """Presses F6 until the focus is in this part of the window."""
    for _ in range(10):
        if focus() is part or part.isAncestorOf(focus()):
            return
        click("F6")
    message = f"F6 does not lead to {part.accessibleName()} of {window.windowTitle()}"
    raise AssertionError(message)
