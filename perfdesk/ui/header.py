"""A flat table header: muted labels aligned like their columns, one line below.

Where a label is wider than its column, the header has a second line for it.
"""

from __future__ import annotations

from itertools import accumulate

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QTreeView, QWidget

from perfdesk.ui import surfaces
from perfdesk.ui.delegates import dot_room, padding, row_height
from perfdesk.ui.palette import Tone

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FlatHeader(QHeaderView):
    """The header above a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self._wraps, self._double = True, False
        self.sectionResized.connect(self._fit)
        self.sectionCountChanged.connect(self._fit)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Its labels may become others."""
        super().setModel(model)
        if model is not None:
            model.headerDataChanged.connect(self._fit)

    def let_wrap(self, wraps: bool) -> None:
        """Whether there is room for a second line at all."""
        self._wraps = wraps
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as a row, and no lower than the style wants; higher by a second line."""
        size, metrics = super().sizeHint(), self.fontMetrics()
        second = metrics.height() if self._double else 0
        return QSize(size.width(), max(size.height(), row_height(metrics)) + second)

    def sectionSizeFromContents(self, section: int) -> QSize:
        """The label with the air that is left around it."""
        size, metrics = super().sectionSizeFromContents(section), self.fontMetrics()
        return size + QSize(2 * padding(metrics) + dot_room(metrics), 0)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Background, label, lines."""
        painter.save()
        painter.fillRect(rect, Tone.HEADER.color)
        self._label(painter, rect, section)
        if not all(self.isSectionHidden(n) for n in range(section + 1, self.count())):
            painter.setPen(surfaces.hairline(painter, Tone.LINE))
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(surfaces.hairline(painter, Tone.BORDER))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """The labels look the same whatever is selected: Qt would paint some of them anew."""

    def _fit(self) -> None:
        """A second line where a label does not fit into its column, none where all do."""
        sections = (n for n in range(self.count()) if not self.isSectionHidden(n))
        double = self._wraps and any(len(self._lines(n, self._room(n))) > 1 for n in sections)
        if double != self._double:
            self._double = double
            self.updateGeometry()
            self.geometriesChanged.emit()

    def _label(self, painter: QPainter, rect: QRect, section: int) -> None:
        alignment, metrics = self._alignment(section), self.fontMetrics()
        room = rect.adjusted(padding(metrics), 0, -padding(metrics), 0)
        if alignment & Qt.AlignmentFlag.AlignRight:
            room.setRight(room.right() - dot_room(metrics))
        painter.setPen(Tone.MUTED.color)
        painter.drawText(room, int(alignment), "\n".join(self._lines(section, room.width())))

    def _lines(self, section: int, width: int) -> list[str]:
        metrics = self.fontMetrics()
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        if self._wraps:
            return two_lines(text, metrics, width)
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)]

    def _room(self, section: int) -> int:
        """Pixels for a section's label."""
        metrics = self.fontMetrics()
        right = self._alignment(section) & Qt.AlignmentFlag.AlignRight
        dot = dot_room(metrics) if right else 0
        return self.sectionSize(section) - 2 * padding(metrics) - dot

    def _alignment(self, section: int) -> Qt.AlignmentFlag:
        role = Qt.ItemDataRole.TextAlignmentRole
        found = self.model().headerData(section, Qt.Orientation.Horizontal, role)
        return Qt.AlignmentFlag(found) if found else _LEFT


def two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """A label in one line, in two where it is wider; what does not fit even so ends with ….

    What stands in brackets begins the second line where that holds it; else both are alike.
    """
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    widths = accumulate(metrics.horizontalAdvance(sign) for sign in text)
    many = max(1, sum(each <= width for each in widths))
    bracket = max(text.find("（"), text.find("("))
    for even in (bracket, (len(text) + 1) // 2):
        if 0 < even < many and metrics.horizontalAdvance(text[even:]) <= width:
            many = even
            break
    return [text[:many], metrics.elidedText(text[many:], Qt.TextElideMode.ElideRight, width)]


def put_header(table: QTableView | QTreeView) -> None:
    """Gives a table this header, which goes on above the vertical scroll bar."""
    header = FlatHeader(table)
    if isinstance(table, QTreeView):
        table.setHeader(header)
    else:
        table.setHorizontalHeader(header)
    table.addScrollBarWidget(_HeaderEnd(header, table), Qt.AlignmentFlag.AlignTop)


class _HeaderEnd(QWidget):
    """The header's ground and line above the scroll bar, which begins where the rows do."""

    def __init__(self, header: FlatHeader, table: QWidget) -> None:
        super().__init__(table)
        self._header = header
        header.geometriesChanged.connect(self.updateGeometry)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the header."""
        return QSize(0, self._header.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Without a label."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Tone.HEADER.color)
        painter.setPen(surfaces.hairline(painter, Tone.BORDER))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
