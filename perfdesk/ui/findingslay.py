"""How a row of the findings' list is laid out and painted: sentence, place, links."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from perfdesk.ui import surfaces
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from perfdesk.ui.findinglines import Deed, FindingLine

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Lay:
    """Where the parts of a row stand that begins at the top of `rect`.

    The links stand where they stand whether all of them are shown or not, so that nothing moves
    when a row becomes the current one.
    """

    def __init__(self, font: QFont, line: FindingLine, rect: QRect) -> None:
        unit = QFontMetrics(font).height()
        self.unit = unit
        space = round(unit * 0.45)
        indent = round(unit * (1.5 + 0.9 * line.depth))
        self.corner = rect.topLeft() + QPoint(indent, space)
        room = rect.right() - space - self.corner.x()
        self.text = _broken(line.text, font, room)
        below = self.corner.y() + math.ceil(self.text.boundingRect().height())
        metrics = QFontMetrics(small(font))
        self.gap = round(unit * 0.8)
        links, width = _links(line, metrics, self.gap)
        height = metrics.height() + 2
        own_line = bool(line.offer and line.place)
        beside = 0 if own_line else width
        self.room = room
        natural = metrics.horizontalAdvance(line.place) + self.gap if line.place else 0
        self.place = QRect(self.corner.x(), below, max(0, min(room - beside, natural)), height)
        start = QPoint(self.corner.x(), below + height) if own_line else self._after()
        self.links = {deed: one.translated(start) for deed, one in links.items()}
        bottom = start.y() + height if own_line else below + height
        self.height = bottom + space + 1 - rect.top()  # 1: the line below

    def _after(self) -> QPoint:
        return QPoint(
            self.place.right() + 1 if self.place.width() else self.corner.x(), self.place.top()
        )

    def link_at(self, point: QPoint) -> Deed | None:
        """The link under a point."""
        return next((deed for deed, rect in self.links.items() if rect.contains(point)), None)


def _links(line: FindingLine, metrics: QFontMetrics, gap: int) -> tuple[dict[Deed, QRect], int]:
    """The links from (0, 0) on, and how wide they are together."""
    found, x = {}, 0
    for deed, words in line.deeds:
        width = metrics.horizontalAdvance(words)
        found[deed] = QRect(x, 0, width, metrics.height() + 2)
        x += width + gap
    return found, x


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


def heading_height(font: QFont) -> int:
    """How high a group's heading is."""
    return round(QFontMetrics(font).height() * 1.7)


def paint_heading(painter: QPainter, option: QStyleOptionViewItem, line: FindingLine) -> None:
    """必须改 3, with an arrow that says whether it is unfolded."""
    unit = option.fontMetrics.height()
    painter.fillRect(option.rect, Tone.HEADER.color)
    _line_below(painter, option.rect)
    middle = QPointF(option.rect.left() + unit * 0.8, option.rect.center().y() + 0.5)
    _arrow(painter, middle, unit, line.opened is True, Tone.MUTED)
    font = QFont(option.font)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(line.tone.color)
    room = option.rect.adjusted(round(unit * 1.5), 0, 0, 0)
    painter.drawText(room, int(_LEFT), line.text)
    _focus(painter, option)


def paint_finding(
    painter: QPainter, option: QStyleOptionViewItem, line: FindingLine, pointed: Deed | None
) -> None:
    """A sentence with its place; the current one with all that can be done about it."""
    lay = Lay(option.font, line, option.rect)
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(option.rect, (Tone.SELECTED if chosen else Tone.PAPER).color)
    _line_below(painter, option.rect)
    _paint_sign(painter, lay, line)
    painter.setPen((Tone.MUTED if line.silenced else Tone.TEXT).color)
    lay.text.draw(painter, QPointF(lay.corner))
    painter.setFont(small(option.font))
    _paint_place(painter, lay, line, chosen)
    _paint_links(painter, lay, line, chosen, pointed)
    _focus(painter, option)


def _paint_sign(painter: QPainter, lay: Lay, line: FindingLine) -> None:
    """A dot, or an arrow where it unfolds."""
    middle = QPointF(lay.corner.x() - lay.unit * 0.7, lay.corner.y() + lay.unit * 0.52)
    if line.opened is None:
        _dot(painter, middle, lay.unit, line.tone)
    else:
        _arrow(painter, middle, lay.unit, line.opened, line.tone)


def _paint_place(painter: QPainter, lay: Lay, line: FindingLine, chosen: bool) -> None:
    painter.setPen(Tone.MUTED.color)
    place, metrics = QRect(lay.place), painter.fontMetrics()
    place.setWidth(place.width() - lay.gap if chosen else lay.room)  # links stand beside it or not
    elided = metrics.elidedText(line.place, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(_LEFT), elided)


def _paint_links(
    painter: QPainter, lay: Lay, line: FindingLine, chosen: bool, pointed: Deed | None
) -> None:
    painter.setPen(Tone.ACCENT.color)
    for deed, words in line.deeds:
        if not (chosen or words == line.offer):
            continue
        font = QFont(painter.font())
        font.setUnderline(deed is pointed)
        painter.setFont(font)
        painter.drawText(lay.links[deed], int(_LEFT), words)


def _focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(Tone.ACCENT.color, 2))
        painter.drawRect(option.rect.adjusted(1, 1, -1, -2))


def _line_below(painter: QPainter, rect: QRect) -> None:
    painter.setPen(surfaces.hairline(painter, Tone.LINE))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _dot(painter: QPainter, centre: QPointF, unit: int, tone: Tone) -> None:
    _smooth(painter, tone)
    painter.drawEllipse(centre, unit * 0.2, unit * 0.2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _arrow(painter: QPainter, centre: QPointF, unit: int, down: bool, tone: Tone) -> None:
    """▾ or ▸."""
    long, short = unit * 0.24, unit * 0.14
    corners = (
        [QPointF(-long, -short), QPointF(long, -short), QPointF(0, long)]
        if down
        else [QPointF(-short, -long), QPointF(-short, long), QPointF(long, 0)]
    )
    _smooth(painter, tone)
    painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _smooth(painter: QPainter, tone: Tone) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone.color)
