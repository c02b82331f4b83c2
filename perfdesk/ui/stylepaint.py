"""How the style draws the parts of Qt's widgets: each function takes what Qt says of one."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionToolButton,
)

from perfdesk.ui import surfaces
from perfdesk.ui.palette import Tone

State = QStyle.StateFlag


def is_line(option: QStyleOption) -> bool:
    """Whether it is the line between entries of a menu."""
    kind = QStyleOptionMenuItem.MenuItemType.Separator
    return isinstance(option, QStyleOptionMenuItem) and option.menuItemType == kind


def menu_line(painter: QPainter, option: QStyleOption) -> None:
    """The line between entries of a menu."""
    y, inset = option.rect.center().y(), option.fontMetrics.height() // 2
    painter.setPen(surfaces.hairline(painter, Tone.BORDER))
    painter.drawLine(option.rect.left() + inset, y, option.rect.right() - inset, y)


def focused(option: QStyleOption) -> bool:
    """Whether it has the focus."""
    return bool(option.state & State.State_HasFocus)


def ink(option: QStyleOption) -> Tone:
    """For a mark on it."""
    return Tone.MUTED if option.state & State.State_Enabled else Tone.FADED


def filled(option: QStyleOption) -> bool:
    """Whether this is the button that Enter presses."""
    return (
        isinstance(option, QStyleOptionButton)
        and bool(option.features & QStyleOptionButton.ButtonFeature.DefaultButton)
        and bool(option.state & State.State_Enabled)
    )


def with_ink(option: QStyleOptionButton) -> QStyleOptionButton:
    """The label in the ink that its ground asks for."""
    if not filled(option):
        return option
    inked = QStyleOptionButton(option)
    palette = QPalette(option.palette)
    palette.setColor(QPalette.ColorRole.ButtonText, Tone.ON_ACCENT.color)
    inked.palette = palette
    return inked


def on_tint(painter: QPainter, option: QStyleOptionMenuItem) -> QStyleOptionMenuItem:
    """The line of a menu without a mark of its own, on our tint where it is the current one."""
    plain = QStyleOptionMenuItem(option)
    if option.state & State.State_Selected and option.text:
        surfaces.plate(painter, option.rect.adjusted(4, 0, -4, 0), Tone.SELECTED)
        plain.state = option.state & ~State.State_Selected
    return plain


def indented(option: QStyleOptionToolButton) -> QStyleOptionToolButton:
    """The label as far from the left edge as from the right one."""
    if option.toolButtonStyle != Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
        return option
    moved = QStyleOptionToolButton(option)
    moved.rect = option.rect.adjusted(option.fontMetrics.height() // 6, 0, 0, 0)
    return moved


def button(painter: QPainter, option: QStyleOption) -> None:
    """A push button."""
    under_mouse = bool(option.state & State.State_MouseOver)
    pressed = bool(option.state & (State.State_Sunken | State.State_On))
    flat = isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.Flat
    )
    if filled(option):
        fill = Tone.ACCENT_DEEP if under_mouse or pressed else Tone.ACCENT
        surfaces.plate(painter, option.rect, fill)
    elif not flat or under_mouse or pressed:
        fill = Tone.SELECTED if pressed else Tone.HOVER if under_mouse else Tone.PAPER
        usable = option.state & State.State_Enabled
        surfaces.plate(painter, option.rect, fill if usable else Tone.WINDOW, Tone.BORDER)
    if focused(option):
        if filled(option):
            surfaces.ring(painter, option.rect.adjusted(3, 3, -3, -3), Tone.ON_ACCENT)
        else:
            surfaces.ring(painter, option.rect, Tone.ACCENT)


def tool_button(painter: QPainter, option: QStyleOption) -> None:
    """The ground of a tool button under the mouse, held or on."""
    pressed = option.state & (State.State_Sunken | State.State_On)
    if not option.state & State.State_Enabled:
        return
    if pressed or option.state & State.State_MouseOver:
        surfaces.plate(painter, option.rect, Tone.SELECTED if pressed else Tone.HOVER)


def field(painter: QPainter, option: QStyleOption) -> None:
    """The ground of a line to type into; framed where it wants a frame."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
        surfaces.field(painter, option.rect, option.palette, focused(option))
    else:
        painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Base))


def field_frame(painter: QPainter, option: QStyleOption) -> None:
    """The same with its frame."""
    surfaces.field(painter, option.rect, option.palette, focused(option))


def frame(painter: QPainter, option: QStyleOption) -> None:
    """Around lists and texts."""
    if focused(option):
        surfaces.ring(painter, option.rect, Tone.ACCENT)
    else:
        surfaces.outline(painter, option.rect, Tone.BORDER)


def popup(painter: QPainter, option: QStyleOption) -> None:
    """The ground of menus and tips."""
    painter.fillRect(option.rect, Tone.PAPER.color)
    painter.setPen(Tone.BORDER.color)
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def status_bar(painter: QPainter, option: QStyleOption) -> None:
    """Paper with a line above."""
    painter.fillRect(option.rect, Tone.PAPER.color)
    painter.setPen(surfaces.hairline(painter, Tone.BORDER))
    painter.drawLine(option.rect.topLeft(), option.rect.topRight())


def bar_ground(painter: QPainter, option: QStyleOption) -> None:
    """Beside the titles of the menus."""
    painter.fillRect(option.rect, Tone.PAPER.color)


def head(painter: QPainter, option: QStyleOption) -> None:
    """A table's head and its corner, flat with a line below."""
    painter.fillRect(option.rect, Tone.HEADER.color)
    line = QRect(option.rect)
    line.setTop(line.bottom())
    painter.fillRect(line, Tone.BORDER.color)


def head_end(painter: QPainter, option: QStyleOption) -> None:
    """Beside the last label of a head; below the last row's number stands the card's border."""
    if option.state & State.State_Horizontal:
        head(painter, option)
    else:
        painter.fillRect(option.rect, Tone.HEADER.color)


def split(painter: QPainter, option: QStyleOption) -> None:
    """A thin line to drag; a broad handle is the gap between two cards, which have borders."""
    if min(option.rect.width(), option.rect.height()) == 1:
        painter.fillRect(option.rect, Tone.BORDER.color)


def nothing(_painter: QPainter, _option: QStyleOption) -> None:
    """Not drawn."""


def tab(painter: QPainter, option: QStyleOption) -> None:
    """A tab without sides; the chosen one is underlined."""
    if option.state & State.State_Selected:
        rect = option.rect
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), Tone.ACCENT.color)


def tab_page(painter: QPainter, option: QStyleOption) -> None:
    """Only a line between the tabs and their page."""
    painter.setPen(surfaces.hairline(painter, Tone.BORDER))
    painter.drawLine(option.rect.topLeft(), option.rect.topRight())


def groove(painter: QPainter, option: QStyleOption) -> None:
    """Where progress has not come yet."""
    surfaces.plate(painter, option.rect, Tone.LINE)


def measured(option: QStyleOption) -> bool:
    """Whether it is known how much there is to do."""
    return isinstance(option, QStyleOptionProgressBar) and option.maximum > option.minimum


def progress(painter: QPainter, option: QStyleOption) -> None:
    """How far something is, where that is `measured`."""
    if not isinstance(option, QStyleOptionProgressBar):
        return
    rect = QRect(option.rect)
    share = (option.progress - option.minimum) / (option.maximum - option.minimum)
    rect.setWidth(round(rect.width() * min(1.0, max(0.0, share))))
    if not rect.isEmpty():
        surfaces.plate(painter, rect, Tone.ACCENT)
