"""Small parts that the dialogs on the store share: sizes, times, sentences, lists, tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontMetricsF, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTableView,
    QWidget,
)

from perfdesk.ui.delegates import PlainDelegate, row_height
from perfdesk.ui.header import put_header
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QAbstractItemModel

_SHARE_OF_SCREEN = 0.92  # leaves room for the frame and a task bar


def em(widget: QWidget) -> int:
    """The width of one Chinese character, in pixels."""
    return widget.fontMetrics().horizontalAdvance("国")


def fit(dialog: QDialog, wide: int, high: int) -> None:
    """Makes a dialog so many characters wide and high, never larger than its screen."""
    room, unit = dialog.screen().availableGeometry(), em(dialog)
    dialog.resize(
        min(wide * unit, round(room.width() * _SHARE_OF_SCREEN)),
        min(high * unit, round(room.height() * _SHARE_OF_SCREEN)),
    )


def fit_height(dialog: QDialog, wide: int, least: int) -> None:
    """So many characters wide and as high as its screen lets it, for long tables.

    At least `least` characters high where the screen is as high as that.
    """
    room = dialog.screen().availableGeometry().height()
    fit(dialog, wide, max(least, min(round(room * _SHARE_OF_SCREEN / em(dialog)), 2 * least)))


def moment(at: datetime | str) -> str:
    """A stored time (aware, or ISO 8601) on this machine's clock face: 2026-11-21 17:58."""
    try:
        when = datetime.fromisoformat(at) if isinstance(at, str) else at
    except ValueError:  # written by another program: shown as it stands
        return str(at)
    return f"{when.astimezone() if when.tzinfo else when:%Y-%m-%d %H:%M}"


def shown_size(count: int) -> str:
    """So many bytes: 204 KB, 1.4 MB."""
    million = 1 << 20
    return f"{count / million:.1f} MB" if count >= million else f"{max(1, round(count / 1024))} KB"


def one_line(text: str) -> str:
    """The text without line breaks, for a line of a list."""
    return " ".join(text.split())


@contextmanager
def busy() -> Iterator[None]:
    """The waiting cursor while something takes a moment."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def ask_folder(parent: QWidget | None, title: str, start: Path) -> Path | None:
    """A folder that is there; None if the person thought better of it."""
    name = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(name) if name else None


def open_folder(folder: Path) -> bool:
    """Shows a folder in the system's file manager; False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def accepted(dialog: QDialog) -> bool:
    """Shows a dialog until it is answered; True for yes. It is gone when Qt next comes round."""
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()


def button(text: str, slot: Callable[[], object], default: bool = False) -> QPushButton:
    """A button that Enter presses only where it is the default or has the focus."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setDefault(default)
    made.clicked.connect(lambda _checked: slot())
    return made


def allow(made: QPushButton, why_not: str) -> None:
    """A button can be pressed, or says why it cannot."""
    made.setEnabled(not why_not)
    made.setToolTip(why_not)
    made.setAccessibleDescription(why_not)


class Notice(Caption):
    """A sentence that wraps; no room is taken while there is none."""

    def __init__(self, text: str = "", tone: Tone = Tone.TEXT) -> None:
        super().__init__(text, tone)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if not text:  # one that says something is shown by its dialog: alone it would be a window
            self.hide()

    def say(self, text: str, tone: Tone = Tone.TEXT) -> None:
        """Another sentence, or none."""
        self.set_tone(tone)
        self.setText(text)
        self.setVisible(bool(text))


class Reading(QPlainTextEdit):
    """Text to read and copy; Tab leaves it."""

    def __init__(self, name: str, most: int | None = None, least: int = 1) -> None:
        """As high as its text, between `least` and `most` lines; else as high as there is room."""
        super().__init__()
        self._least, self._most = least, most or least
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if most:
            self.document().documentLayout().documentSizeChanged.connect(self._follow_text)
            self._follow_text(QSizeF())

    def show_text(self, text: str) -> None:
        """Another text, from its beginning."""
        self.setPlainText(text)

    def _follow_text(self, size: QSizeF) -> None:
        """`size` counts the height in lines, as Qt does for plain text."""
        lines = min(self._most, max(self._least, round(size.height())))
        text = ceil(QFontMetricsF(self.font()).lineSpacing()) * lines  # each takes whole pixels
        around = self.frameWidth() + ceil(self.document().documentMargin()) + 1
        self.setFixedHeight(text + 2 * around)


class FilterField(QLineEdit):
    """A field that narrows a list.

    Signals:
        entered: Enter or the down key: the person wants to go on in the list.
    """

    entered = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the list here, not to the dialog's default button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class PlainTable(QTableView):
    """A table to look at, painted like the form's; Tab leaves it."""

    def __init__(self, model: QAbstractItemModel, name: str, widths: Sequence[float]) -> None:
        """`widths` in characters, column by column; the last column gets what is left."""
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(PlainDelegate(self))
        put_header(self)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics()))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(4 * row_height(self.fontMetrics()))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, round(width * em(self)))
        self.horizontalHeader().setStretchLastSection(True)
        self.setCornerWidget(QWidget())  # nothing where both bars meet
