"""What both tables share: a model that gives Qt `Shown` cells and turns typing into edits."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from perfdesk.core.document import Closed
from perfdesk.core.edits import Edit, SetCell, SetCells
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look, Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.change import Change
    from perfdesk.core.document import Document
    from perfdesk.core.template import Template
    from perfdesk.ui.columns import Column

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
#: The cell's Look, for the delegate.
LOOK_ROLE = int(Qt.ItemDataRole.UserRole) + 1

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LABEL = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

#: The colour of a cell's text.
INK = {
    Look.TYPED: Tone.TEXT,
    Look.SUGGESTED: Tone.SUGGESTED,
    Look.DIFFERS: Tone.DIFFERS,
    Look.UNREADABLE: Tone.WRONG,
    Look.NAME: Tone.TEXT,
    Look.LABEL: Tone.TEXT,
    Look.COMPUTED: Tone.ACCENT,
}
_GROUND = {Look.LABEL: Tone.HEADER, Look.COMPUTED: Tone.COMPUTED}
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_EDITABLE = _FLAGS | Qt.ItemFlag.ItemIsEditable
_CHANGED_ROLES = [
    int(Qt.ItemDataRole.BackgroundRole),
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.EditRole),
    int(Qt.ItemDataRole.ForegroundRole),
    int(Qt.ItemDataRole.ToolTipRole),
    LOOK_ROLE,
]


class CellModel(QAbstractTableModel):
    """A table of a document's cells. It resets only when another document is shown.

    Signals:
        refused: Why something typed was not taken, as a sentence.
        committed: A cell's address and the text that was typed into it, not pasted.
        shut: The form has just been closed, or opened again: every cell looks otherwise.
    """

    refused = Signal(str)
    committed = Signal(str, str)
    shut = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self.pointed: frozenset[str] = frozenset()  # cells that the current finding speaks of
        self._closed = ""
        self._stop: Callable[[], None] = _nothing

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self._document

    @property
    def closed_because(self) -> str:
        """Why nothing can be typed, '' where one can."""
        return self._document.closed_because if self._document else ""

    def show(self, document: Document | None) -> None:
        """Shows another document, or none."""
        self.beginResetModel()
        self._stop()
        self._document = document
        self._closed = self.closed_because
        self._stop = document.listen(self._heard) if document else _nothing
        self._taken_over()
        self.endResetModel()

    @abstractmethod
    def columns(self) -> tuple[Column, ...]:
        """The columns from left to right."""

    @abstractmethod
    def shown(self, row: int, column: int) -> Shown:
        """The cell, asked for only where one exists."""

    @abstractmethod
    def _labels_of(self, template: Template) -> dict[str, str]:
        """The column heads of the template's own table by key."""

    @abstractmethod
    def _follow(self, change: Change) -> None:
        """Tells the views which cells a change touched."""

    @abstractmethod
    def _taken_over(self) -> None:
        """Takes what it needs from a document just shown."""

    def columnCount(self, parent: Index = ROOT) -> int:
        """As many as are declared; cells have no children."""
        return 0 if parent.isValid() else len(self.columns())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell."""
        if not index.isValid() or self._document is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.BackgroundRole:
            return self.ground(index.row(), index.column()).color
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.hint(index)
        return _role_of(self.shown(index.row(), index.column()), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' labels as the template words them."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns()):
            return None
        column = self.columns()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.numeric else LEFT
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)  # long ones are elided
        return self.label(column) if role in shown else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Editable where a person types, as long as the form is open."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        editable = not self._closed and self._takes_typing(index.row(), index.column())
        return _EDITABLE if editable else _FLAGS

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Sends the document an edit; True if the cell takes typing, changed or not."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or self._document is None:
            return False
        shown = self.shown(index.row(), index.column())
        if not shown.address:
            return False
        if str(value) != shown.typed:
            if not self._typed(self._edit_for(index, shown, str(value))):
                return False
            self.committed.emit(shown.address, str(value))
        return True

    def groups(self, column: int) -> tuple[range, ...]:  # noqa: ARG002 - for heirs
        """The rows over which each label of a grouped column stands."""
        return ()

    def group_at(self, row: int, column: int) -> range:
        """The rows over which the cell is seen that stands there."""
        found = (group for group in self.groups(column) if row in group)
        return next(found, range(row, row + 1))

    def label(self, column: Column) -> str:
        """A column's label: the template's where its table has the column."""
        template = self._document.template if self._document else None
        return self._labels_of(template).get(column.key, column.label) if template else column.label

    def clear(self, indexes: Iterable[Index], verb: str = "清空") -> bool:
        """Empties the typed cells among `indexes` as one step; False where all were empty."""
        if self.closed_because:
            self.refused.emit(self.closed_because)
            return False
        cells = [self.shown(index.row(), index.column()) for index in indexes]
        filled = tuple((cell.address, "") for cell in cells if cell.address and cell.typed)
        if filled and self._document is not None:
            return self._typed(SetCells(filled, verb))
        if cells and not any(cell.address for cell in cells):
            self.refused.emit(cells[0].hint)
        return False

    def why_not(self, index: Index) -> str:
        """Why nothing can be typed into a cell, '' where something can."""
        if self.closed_because or not index.isValid():
            return self.closed_because
        shown = self.shown(index.row(), index.column())
        return "" if shown.address else shown.hint

    def hint(self, index: Index) -> str:
        """What the status bar says about a cell."""
        if not index.isValid() or self._document is None:
            return ""
        return self.shown(index.row(), index.column()).hint

    def _typed(self, edit: Edit) -> bool:
        """False where the form was closed meanwhile: by somebody else, or from the menu."""
        if self._document is None:
            return False
        try:
            self._document.apply(edit)
        except Closed as closed:
            self.refused.emit(str(closed))
            return False
        return True

    def _edit_for(self, index: Index, shown: Shown, text: str) -> Edit:  # noqa: ARG002 - for heirs
        return SetCell(shown.address, text)

    def ground(self, row: int, column: int) -> Tone:
        """What a cell stands on while it is not selected."""
        if self.pointed and self.shown(row, column).address in self.pointed:
            return Tone.DIFFERS_TINT
        return _GROUND.get(self.shown(row, column).look, self._plain_ground())

    def _plain_ground(self) -> Tone:
        """Behind what a person types."""
        return Tone.HEADER if self._closed else Tone.PAPER

    def _takes_typing(self, row: int, column: int) -> bool:
        """Whether anybody may type there, were the form open."""
        return bool(self.shown(row, column).address)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """How the texts of a column stand: figures right, group labels on top."""
        declared = self.columns()[column]
        if declared.numeric:
            return RIGHT
        return _LABEL if declared.grouped else LEFT

    def _heard(self, change: Change) -> None:
        """On another template every cell may look otherwise, and the heads, too."""
        self._follow(change)
        before, self._closed = self._closed, self.closed_because
        if bool(before) != bool(self._closed):
            self.shut.emit()  # cells told of as changed would take the text of an open editor
        if change.before.template == change.after.template:
            return
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns()) - 1)
        for row in range(self.rowCount()):
            self._touched(row, range(len(self.columns())))

    def _touched(self, row: int, columns: Iterable[int]) -> None:
        """Cell by cell: for a range Qt paints the whole view anew."""
        for column in columns:
            cell = self.createIndex(row, column)
            self.dataChanged.emit(cell, cell, _CHANGED_ROLES)


def _role_of(shown: Shown, role: int) -> Any:
    value = _ROLES.get(role)
    return value(shown) if value else None


def _tip(shown: Shown) -> str:
    """Long texts in full, why a cell is marked, a group's sub-total."""
    if shown.below or shown.look in (Look.DIFFERS, Look.UNREADABLE):
        return shown.hint
    return shown.typed if len(shown.typed) > 5 or "\n" in shown.typed else ""


def _nothing() -> None:
    return


#: What each role asks of a cell.
_ROLES: dict[int, Callable[[Shown], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda shown: shown.text,
    Qt.ItemDataRole.EditRole: lambda shown: shown.typed,
    Qt.ItemDataRole.ForegroundRole: lambda shown: INK[shown.look].color,
    Qt.ItemDataRole.ToolTipRole: _tip,
    LOOK_ROLE: lambda shown: shown.look,
}
