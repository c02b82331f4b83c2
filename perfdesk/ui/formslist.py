"""The list of forms: two lines each, name and total above, state and grade below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from perfdesk.core.state import State
from perfdesk.ui import surfaces
from perfdesk.ui.cellmodel import Index
from perfdesk.ui.delegates import padding
from perfdesk.ui.forms import LINE_ROLE, FormLine, FormsModel
from perfdesk.ui.palette import Tone

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LineDelegate(QStyledItemDelegate):
    """Paints one form."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        """Two lines of text and air."""
        return QSize(0, round(option.fontMetrics.height() * 2.75))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name, findings and total above; state, template and grade below."""
        line, view = index.data(LINE_ROLE), option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        shown = isinstance(view, QListView) and view.currentIndex() == index
        painter.save()
        painter.fillRect(option.rect, (Tone.SELECTED if chosen else Tone.PAPER).color)
        painter.setPen(surfaces.hairline(painter, Tone.LINE))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if shown:
            bar = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
            painter.fillRect(bar, Tone.ACCENT.color)
        if isinstance(line, FormLine):
            _paint_line(painter, option, line, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            surfaces.ring(painter, option.rect, Tone.ACCENT)
        painter.restore()


class FormsList(QListView):
    """The list.

    Signals:
        chosen: The id of the form to show.
        selected: Other forms are selected.
        shifted: Alt+↑ (-1) or Alt+↓ (1): the selected forms go a place up or down.
        dropped: The selected forms were dropped before the row of this number.
        removing: Delete: the selected forms go.
    """

    chosen = Signal(str)
    selected = Signal()
    shifted = Signal(int)
    dropped = Signal(int)
    removing = Signal()

    def __init__(self, model: FormsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.forms = model
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setAccessibleName("表单")
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.menu: QMenu | None = None
        self.activated.connect(self._tell)  # Enter does what a click does

    @property
    def chosen_ids(self) -> list[str]:
        """The forms selected, in the list's order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.forms.id_at(row) for row in rows]

    def choose(self, row: int) -> None:
        """Makes a form the current one, within the list's ends; tells so even if it was."""
        index = self.forms.index(max(0, min(row, self.forms.rowCount() - 1)), 0)
        if index == self.currentIndex():
            self._tell(index)
        else:
            self._turn_to(index)

    def mark(self, form_id: str) -> None:
        """Marks the form shown, where it is listed, without choosing it anew.

        Where it is selected already, so are the others.
        """
        row = self.forms.row_of(form_id)
        index = self.forms.index(row, 0) if row >= 0 else QModelIndex()
        stays = index.isValid() and index == self.currentIndex()
        if stays and self.selectionModel().isSelected(index):
            return
        self.blockSignals(True)
        self._turn_to(index)
        self.blockSignals(False)

    def select(self, form_ids: Iterable[str]) -> None:
        """Selects these besides the current one."""
        selection = QItemSelection()
        for row in {self.forms.row_of(form_id) for form_id in form_ids} - {-1}:
            selection.select(self.forms.index(row, 0), self.forms.index(row, 0))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def event(self, event: QEvent) -> bool:
        """Here Alt+↑↓ and Delete belong to the forms, not to the rows of the one shown."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and (_shift_of(event) or _removes(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↑↓ moves the selected forms, Delete removes them."""
        if by := _shift_of(event):
            self.shifted.emit(by)
        elif _removes(event):
            self.removing.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected forms."""
        if self.menu is not None and self.chosen_ids:
            self.menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        """The forms go where the line was; the model itself neither moves nor removes rows."""
        self.dropped.emit(self._row_at(event.position().toPoint()))
        event.accept()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tells so, for what is said of several."""
        super().selectionChanged(selected, deselected)
        self.selected.emit()

    def _row_at(self, place: QPoint) -> int:
        """The row before which something dropped at this place comes."""
        index = self.indexAt(place)
        if not index.isValid():
            return self.forms.rowCount()
        return index.row() + (place.y() > self.visualRect(index).center().y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the current form asks for it anew: perhaps it could not be opened before."""
        before = QPersistentModelIndex(self.currentIndex())
        super().mousePressEvent(event)
        if before.isValid() and self.indexAt(event.position().toPoint()) == before:
            self._tell(self.currentIndex())

    def _turn_to(self, index: QModelIndex) -> None:
        """Current, and the only one selected, whatever keys are held."""
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)

    def keyboardSearch(self, search: str) -> None:
        """Letters typed here go nowhere: the search field is one key away."""

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Lines are all alike in size: QListView's own would lay all of them out at each edit."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tells the window which form to show."""
        super().currentChanged(current, previous)
        self._tell(current)

    def _tell(self, current: QModelIndex | QPersistentModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.forms.id_at(current.row()))


def _shift_of(event: QKeyEvent) -> int:
    """-1 for Alt+↑, 1 for Alt+↓, 0 for any other key."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier:
        return 0
    return {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key(), 0)


def _removes(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Delete and not event.modifiers()


def _paint_line(
    painter: QPainter, option: QStyleOptionViewItem, line: FormLine, shown: bool
) -> None:
    metrics, margin = option.fontMetrics, padding(option.fontMetrics)
    room = option.rect.adjusted(margin * 2, margin // 2, -margin * 2, -margin // 2)
    above = QRect(room.topLeft(), QSize(room.width(), room.height() // 2))
    below = above.translated(0, room.height() // 2)
    figures = metrics.horizontalAdvance("100.00") + margin
    badge = _paint_badge(painter, option, line, above.adjusted(0, 0, -figures, 0))
    font = QFont(option.font)
    font.setBold(shown)
    painter.setFont(font)
    painter.setPen(Tone.TEXT.color)
    left = above.adjusted(0, 0, -figures - badge, 0)
    bold = QFontMetrics(font)
    name = bold.elidedText(line.name, Qt.TextElideMode.ElideRight, left.width())
    painter.drawText(left, int(_LEFT), name)
    painter.drawText(above, int(_RIGHT), line.total)
    _paint_below(painter, option, line, below)


def _paint_badge(
    painter: QPainter, option: QStyleOptionViewItem, line: FormLine, room: QRect
) -> int:
    """How many findings, at the right end of `room`; the width that it takes."""
    if not line.findings:
        return 0
    font, text = _small(option), str(line.findings)
    metrics = QFontMetrics(font)
    height = metrics.height()
    width = max(height, metrics.horizontalAdvance(text) + height // 2)
    badge = QRect(room.right() - width, room.center().y() - height // 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush((Tone.WRONG_TINT if line.errors else Tone.DIFFERS_TINT).color)
    painter.drawRoundedRect(badge, height / 2, height / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(font)
    painter.setPen((Tone.WRONG if line.errors else Tone.DIFFERS).color)
    painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), text)
    return width + padding(option.fontMetrics)


def _paint_below(
    painter: QPainter, option: QStyleOptionViewItem, line: FormLine, below: QRect
) -> None:
    font = _small(option)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(_STATE_TONES[line.state].color)
    painter.drawText(below, int(_LEFT), line.state.label)
    painter.setPen(line.standing.tone.color)
    painter.drawText(below, int(_RIGHT), line.grade)
    state = metrics.horizontalAdvance(line.state.label + "国")
    grade = metrics.horizontalAdvance(line.grade + "国")
    room = below.adjusted(state, 0, -grade, 0)
    painter.setPen(Tone.MUTED.color)
    said = metrics.elidedText(line.below, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(_LEFT), said)


def _small(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)
    font.setPointSizeF(font.pointSizeF() * 0.88)
    return font


_STATE_TONES = {
    State.DRAFT: Tone.MUTED,
    State.CHECKED: Tone.ACCENT,
    State.REPORTED: Tone.GOOD,
    State.ARCHIVED: Tone.GOOD,
}
