"""The list of findings: sentences that wrap, a dot in the tone of their severity."""

from __future__ import annotations

import math

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from perfdesk.ui.cellmodel import Index
from perfdesk.ui.findingsmodel import LINE_ROLE, FindingLine, FindingsModel
from perfdesk.ui.palette import Tone

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindingsList(QListView):
    """The list.

    Signals:
        picked: The row of a finding that was clicked, or on which Enter was pressed.
    """

    picked = Signal(int)

    def __init__(self, model: FindingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("审核发现的问题")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._pick)

    @property
    def row(self) -> int:
        """The current row, -1 where there is none."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Makes a row the current one, or none where `row` is -1."""
        index = self.findings.index(row) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the cell."""
        if event.key() in _ENTER:
            self._pick(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters typed here go nowhere."""

    def text_width(self) -> int:
        """The width for a row; the scroll bar's place is kept free, so that nothing flickers."""
        return self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()

    def _pick(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid() and not self.findings.line(index.row()).heading:
            self.picked.emit(index.row())


class _Delegate(QStyledItemDelegate):
    """Paints one row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the sentence needs at the list's width."""
        line, view = index.data(LINE_ROLE), self.parent()
        if not isinstance(line, FindingLine) or not isinstance(view, FindingsList):
            return QSize()
        width = view.text_width()
        if line.heading:
            return QSize(width, round(option.fontMetrics.height() * 1.7))
        return QSize(width, _Lay(option, line, QRect(0, 0, width, 0)).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Heading or finding."""
        line = index.data(LINE_ROLE)
        painter.save()
        if line.heading:
            _paint_heading(painter, option, line)
        else:
            _paint_finding(painter, option, line)
        painter.restore()


class _Lay:
    """Where the parts of a finding stand in a row that begins at the top of `rect`."""

    def __init__(self, option: QStyleOptionViewItem, line: FindingLine, rect: QRect) -> None:
        unit = option.fontMetrics.height()
        space = round(unit * 0.45)
        self.corner = rect.topLeft() + QPoint(round(unit * 1.5), space)
        room = rect.right() - space - self.corner.x()
        self.text = _broken(line.text, option.font, room)
        below = self.corner.y() + math.ceil(self.text.boundingRect().height())
        self.place = QRect(self.corner.x(), below, room, 0)
        if line.place:
            self.place.setHeight(QFontMetrics(small(option.font)).height() + 2)
        self.height = below + self.place.height() + space + 1 - rect.top()  # 1: the line below


def _broken(text: str, font: QFont, room: int) -> QTextLayout:
    """The text in lines: numbers and Latin words stay whole where they fit."""
    lines = QTextLayout(text, font)
    how = QTextOption()
    how.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines.setTextOption(how)
    lines.beginLayout()
    y = 0.0
    while (line := lines.createLine()).isValid():
        line.setLineWidth(room)
        line.setPosition(QPointF(0, y))
        y += line.height()
    lines.endLayout()
    return lines


def small(font: QFont) -> QFont:
    """For what is said beside a sentence."""
    found = QFont(font)
    found.setPointSizeF(font.pointSizeF() * 0.9)
    return found


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, line: FindingLine) -> None:
    unit = option.fontMetrics.height()
    painter.fillRect(option.rect, Tone.HEADER.color)
    _line_below(painter, option.rect)
    font = QFont(option.font)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(line.tone.color)
    room = option.rect.adjusted(round(unit * 0.6), 0, 0, 0)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), line.text)


def _paint_finding(painter: QPainter, option: QStyleOptionViewItem, line: FindingLine) -> None:
    lay = _Lay(option, line, option.rect)
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(option.rect, (Tone.SELECTED if chosen else Tone.PAPER).color)
    _line_below(painter, option.rect)
    _dot(painter, option, lay, line.tone)
    painter.setPen(Tone.TEXT.color)
    lay.text.draw(painter, QPointF(lay.corner))
    painter.setFont(small(option.font))
    painter.setPen(Tone.MUTED.color)
    elided = painter.fontMetrics().elidedText(
        line.place, Qt.TextElideMode.ElideRight, lay.place.width()
    )
    painter.drawText(lay.place, int(Qt.AlignmentFlag.AlignVCenter), elided)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(Tone.ACCENT.color, 2))
        painter.drawRect(option.rect.adjusted(1, 1, -1, -2))


def _line_below(painter: QPainter, rect: QRect) -> None:
    painter.setPen(QPen(Tone.LINE.color, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _dot(painter: QPainter, option: QStyleOptionViewItem, lay: _Lay, tone: Tone) -> None:
    unit = option.fontMetrics.height()
    centre = QPointF(option.rect.left() + unit * 0.8, lay.corner.y() + unit * 0.52)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone.color)
    painter.drawEllipse(centre, unit * 0.2, unit * 0.2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
