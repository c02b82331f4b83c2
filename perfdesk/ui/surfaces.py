"""The shapes that the style and our own widgets are drawn with: plates, frames, rings, marks."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOption

from perfdesk.ui.palette import Tone

#: Corners of fields, buttons and cards, in pixels.
ROUND = 4.0
_State = QStyle.StateFlag


def hairline(painter: QPainter, tone: Tone) -> QPen:
    """A pen of whole device pixels, so that all lines are alike where the screen is scaled by 1.25.

    `painter` is drawing: its device says how the screen is scaled.
    """
    pen = QPen(tone.color, max(1, int(painter.device().devicePixelRatio())))
    pen.setCosmetic(True)
    return pen


def plate(
    painter: QPainter, rect: QRect, fill: Tone, border: Tone | None = None, by: float = ROUND
) -> None:
    """A round surface, perhaps with a thin border."""
    pen = QPen(border.color, 1) if border else QPen(Qt.PenStyle.NoPen)
    _round(painter, rect, pen, QBrush(fill.color), by)


def outline(painter: QPainter, rect: QRect, tone: Tone) -> None:
    """A thin round frame."""
    _round(painter, rect, QPen(tone.color, 1), QBrush(), ROUND)


def ring(painter: QPainter, rect: QRect, tone: Tone) -> None:
    """The strong frame around what has the focus."""
    _round(painter, rect, QPen(tone.color, 2), QBrush(), ROUND)


def field(painter: QPainter, rect: QRect, palette: QPalette, focused: bool) -> None:
    """What is typed into or chosen from: its ground, and a frame that shows the focus."""
    ground = QBrush(palette.color(QPalette.ColorRole.Base))
    usable = palette.currentColorGroup() != QPalette.ColorGroup.Disabled
    pen = QPen((Tone.FRAME if usable else Tone.BORDER).color, 1)
    _round(painter, rect, QPen(Tone.ACCENT.color, 2) if focused else pen, ground, ROUND)


def chevron(painter: QPainter, rect: QRect, tone: Tone, up: bool = False) -> None:
    """A small open arrow downwards, or upwards, in the middle of `rect`."""
    side, centre = min(rect.width(), rect.height()) * 0.22, QRectF(rect).center()
    bend = -0.5 if up else 0.5
    points = [centre + QPointF(x * side, y * side) for x, y in ((-1, -bend), (0, bend), (1, -bend))]
    _stroke(painter, QPolygonF(points), tone)


def check_box(painter: QPainter, option: QStyleOption) -> None:
    """A box with a tick, a bar where only some are ticked."""
    ticked, some = option.state & _State.State_On, option.state & _State.State_NoChange
    usable = bool(option.state & _State.State_Enabled)
    fill, frame = _mark_tones(bool(ticked or some), usable)
    rect = option.rect.adjusted(1, 1, -1, -1)
    plate(painter, rect, fill, frame, 3.0)
    room = QRectF(rect)
    if ticked:
        tick = [_at(room, x, y) for x, y in ((0.25, 0.52), (0.43, 0.7), (0.77, 0.32))]
        _stroke(painter, QPolygonF(tick), Tone.ON_ACCENT)
    elif some:
        bar = [_at(room, 0.28, 0.5), _at(room, 0.72, 0.5)]
        _stroke(painter, QPolygonF(bar), Tone.ON_ACCENT)


def radio_button(painter: QPainter, option: QStyleOption) -> None:
    """A circle with a dot."""
    chosen = bool(option.state & _State.State_On)
    fill, frame = _mark_tones(chosen, bool(option.state & _State.State_Enabled))
    rect = option.rect.adjusted(1, 1, -1, -1)
    plate(painter, rect, fill, frame, rect.width() / 2)
    if chosen:
        inset = rect.width() * 3 // 10
        dot = rect.adjusted(inset, inset, -inset, -inset)
        plate(painter, dot, Tone.ON_ACCENT, None, dot.width() / 2)


def separator(painter: QPainter, option: QStyleOption) -> None:
    """The line between groups of buttons."""
    rect, inset = option.rect, option.rect.height() // 5
    x = rect.center().x()
    painter.setPen(hairline(painter, Tone.BORDER))
    painter.drawLine(QLineF(x, rect.top() + inset, x, rect.bottom() - inset))


def scroll_handle(painter: QPainter, handle: QRect, held: bool) -> None:
    """The round handle of a narrow scroll bar."""
    plate(painter, handle.adjusted(2, 2, -2, -2), Tone.MUTED if held else Tone.FADED, None, 3.0)


def _round(painter: QPainter, rect: QRect, pen: QPen, brush: QBrush, by: float) -> None:
    half = 0.0 if pen.style() == Qt.PenStyle.NoPen else pen.widthF() / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(brush)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), by, by)
    painter.restore()


def _mark_tones(marked: bool, usable: bool) -> tuple[Tone, Tone]:
    """Ground and frame of a box or circle."""
    if marked:
        return (Tone.ACCENT, Tone.ACCENT) if usable else (Tone.FADED, Tone.FADED)
    return (Tone.PAPER, Tone.FRAME) if usable else (Tone.WINDOW, Tone.BORDER)


def _at(room: QRectF, x: float, y: float) -> QPointF:
    return QPointF(room.left() + room.width() * x, room.top() + room.height() * y)


def _stroke(painter: QPainter, line: QPolygonF, tone: Tone) -> None:
    pen = QPen(tone.color, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawPolyline(line)
    painter.restore()
