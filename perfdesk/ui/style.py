"""The style of all widgets: Fusion with flat surfaces, thin frames and a focus that is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QWidget,
)

from perfdesk.ui import surfaces
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

Primitive = QStyle.PrimitiveElement
Control = QStyle.ControlElement
Metric = QStyle.PixelMetric
State = QStyle.StateFlag
_METRICS = {
    Metric.PM_ButtonShiftHorizontal: 0,
    Metric.PM_ButtonShiftVertical: 0,
    Metric.PM_MenuPanelWidth: 1,
    Metric.PM_MenuVMargin: 4,
    Metric.PM_ToolBarItemSpacing: 2,
    Metric.PM_ToolBarFrameWidth: 0,
    Metric.PM_SmallIconSize: 18,
}


class PerfDeskStyle(QProxyStyle):
    """Fusion, redrawn where its bevels and frames show."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._primitives: dict[Primitive, Callable[[QPainter, QStyleOption], None]] = {
            Primitive.PE_PanelButtonCommand: _button,
            Primitive.PE_PanelButtonTool: _tool_button,
            Primitive.PE_PanelLineEdit: _field,
            Primitive.PE_FrameLineEdit: _field_frame,
            Primitive.PE_Frame: _frame,
            Primitive.PE_IndicatorCheckBox: surfaces.check_box,
            Primitive.PE_IndicatorItemViewItemCheck: surfaces.check_box,
            Primitive.PE_IndicatorRadioButton: surfaces.radio_button,
            Primitive.PE_FrameMenu: _popup,
            Primitive.PE_PanelMenu: _popup,
            Primitive.PE_PanelTipLabel: _popup,
            Primitive.PE_PanelStatusBar: _status_bar,
            Primitive.PE_FrameStatusBarItem: _nothing,
            Primitive.PE_IndicatorToolBarSeparator: surfaces.separator,
        }
        self._controls: dict[Control, Callable[[QPainter, QStyleOption], None]] = {
            Control.CE_MenuBarEmptyArea: _bar_ground,
            Control.CE_Splitter: _split,
            Control.CE_ProgressBarGroove: _groove,
            Control.CE_ProgressBarContents: _progress,
        }

    def drawPrimitive(
        self,
        element: Primitive,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Panels, frames and indicators."""
        if element == Primitive.PE_FrameFocusRect:
            if not isinstance(widget, QPushButton | QComboBox):  # their frames show it
                surfaces.ring(painter, option.rect, Tone.ACCENT)
        elif element in self._primitives:
            self._primitives[element](painter, option)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: Control,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Texts of filled buttons, menu titles, splitters, progress."""
        if element in self._controls:
            self._controls[element](painter, option)
        elif element == Control.CE_MenuBarItem and isinstance(option, QStyleOptionMenuItem):
            self._menu_title(painter, option)
        elif element == Control.CE_PushButtonLabel and isinstance(option, QStyleOptionButton):
            super().drawControl(element, _with_ink(option), painter, widget)
        else:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Boxes to choose from, and scroll bars."""
        if isinstance(option, QStyleOptionComboBox):
            surfaces.field(painter, option.rect, option.palette, _focused(option))
            arrow = self.subControlRect(control, option, _ARROW, widget)
            surfaces.chevron(painter, arrow, _ink(option))
        elif control == QStyle.ComplexControl.CC_ScrollBar and isinstance(
            option, QStyleOptionSlider
        ):
            handle = self.subControlRect(control, option, _SLIDER, widget)
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Base))
            surfaces.scroll_handle(painter, handle, bool(option.state & State.State_Sunken))
        else:
            super().drawComplexControl(control, option, painter, widget)

    def pixelMetric(
        self, metric: Metric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Sizes that are not a matter of the font."""
        if metric == Metric.PM_ScrollBarExtent and widget is not None:
            return max(8, widget.fontMetrics().height() // 2)
        found = _METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if found is None else found

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: object = None,
    ) -> int:
        """No icons on the buttons of dialogs, no shadow below what cannot be used."""
        if hint in _OFF:
            return 0
        return super().styleHint(hint, option, widget, returned)  # type: ignore[arg-type] # Qt's

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Buttons, boxes and menu lines with some air."""
        found = super().sizeFromContents(kind, option, size, widget)
        line = option.fontMetrics.height()
        if kind == QStyle.ContentsType.CT_PushButton:
            return QSize(max(found.width() + line, line * 4), max(found.height(), line * 3 // 2 + 4))
        if kind == QStyle.ContentsType.CT_ComboBox:
            return QSize(found.width() + line // 2, max(found.height(), line * 3 // 2))
        if kind == QStyle.ContentsType.CT_MenuItem and size.height() > line // 2:
            return QSize(found.width() + line // 2, max(found.height(), line * 3 // 2))
        if kind == QStyle.ContentsType.CT_MenuBarItem:
            return QSize(found.width(), line * 7 // 4)
        if kind == QStyle.ContentsType.CT_ToolButton:
            return QSize(found.width() + line // 3, max(found.height(), line * 3 // 2))
        return found

    def _menu_title(self, painter: QPainter, option: QStyleOptionMenuItem) -> None:
        painter.fillRect(option.rect, Tone.PAPER.color)
        if option.state & State.State_Selected:
            surfaces.plate(painter, option.rect.adjusted(0, 2, 0, -2), Tone.HOVER)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
        usable = bool(option.state & State.State_Enabled)
        role = QPalette.ColorRole.ButtonText
        self.drawItemText(
            painter, option.rect, int(flags), option.palette, usable, option.text, role
        )


_ARROW = QStyle.SubControl.SC_ComboBoxArrow
_SLIDER = QStyle.SubControl.SC_ScrollBarSlider
_OFF = (QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons, QStyle.StyleHint.SH_EtchDisabledText)


def _focused(option: QStyleOption) -> bool:
    return bool(option.state & State.State_HasFocus)


def _ink(option: QStyleOption) -> Tone:
    return Tone.MUTED if option.state & State.State_Enabled else Tone.FADED


def _filled(option: QStyleOption) -> bool:
    """Whether this is the button that Enter presses."""
    return (
        isinstance(option, QStyleOptionButton)
        and bool(option.features & QStyleOptionButton.ButtonFeature.DefaultButton)
        and bool(option.state & State.State_Enabled)
    )


def _with_ink(option: QStyleOptionButton) -> QStyleOptionButton:
    if not _filled(option):
        return option
    filled = QStyleOptionButton(option)
    palette = QPalette(option.palette)
    palette.setColor(QPalette.ColorRole.ButtonText, Tone.ON_ACCENT.color)
    filled.palette = palette  # type: ignore[misc] # a plain field in Qt
    return filled


def _button(painter: QPainter, option: QStyleOption) -> None:
    under_mouse = bool(option.state & State.State_MouseOver)
    pressed = bool(option.state & (State.State_Sunken | State.State_On))
    flat = isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.Flat
    )
    if _filled(option):
        fill = Tone.ACCENT_DEEP if under_mouse or pressed else Tone.ACCENT
        surfaces.plate(painter, option.rect, fill)
    elif not flat or under_mouse or pressed:
        fill = Tone.SELECTED if pressed else Tone.HOVER if under_mouse else Tone.PAPER
        usable = option.state & State.State_Enabled
        surfaces.plate(painter, option.rect, fill if usable else Tone.WINDOW, Tone.BORDER)
    if _focused(option):
        if _filled(option):
            surfaces.ring(painter, option.rect.adjusted(3, 3, -3, -3), Tone.ON_ACCENT)
        else:
            surfaces.ring(painter, option.rect, Tone.ACCENT)


def _tool_button(painter: QPainter, option: QStyleOption) -> None:
    pressed = option.state & (State.State_Sunken | State.State_On)
    if not option.state & State.State_Enabled:
        return
    if pressed or option.state & State.State_MouseOver:
        surfaces.plate(painter, option.rect, Tone.SELECTED if pressed else Tone.HOVER)


def _field(painter: QPainter, option: QStyleOption) -> None:
    if isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
        surfaces.field(painter, option.rect, option.palette, _focused(option))
    else:
        painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Base))


def _field_frame(painter: QPainter, option: QStyleOption) -> None:
    surfaces.field(painter, option.rect, option.palette, _focused(option))


def _frame(painter: QPainter, option: QStyleOption) -> None:
    if _focused(option):
        surfaces.ring(painter, option.rect, Tone.ACCENT)
    else:
        surfaces.outline(painter, option.rect, Tone.BORDER)


def _popup(painter: QPainter, option: QStyleOption) -> None:
    painter.fillRect(option.rect, Tone.PAPER.color)
    painter.setPen(Tone.BORDER.color)
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def _status_bar(painter: QPainter, option: QStyleOption) -> None:
    painter.fillRect(option.rect, Tone.PAPER.color)
    painter.setPen(Tone.BORDER.color)
    painter.drawLine(option.rect.topLeft(), option.rect.topRight())


def _bar_ground(painter: QPainter, option: QStyleOption) -> None:
    painter.fillRect(option.rect, Tone.PAPER.color)


def _split(painter: QPainter, option: QStyleOption) -> None:
    painter.fillRect(option.rect, Tone.BORDER.color)


def _nothing(_painter: QPainter, _option: QStyleOption) -> None:
    """Not drawn."""


def _groove(painter: QPainter, option: QStyleOption) -> None:
    surfaces.plate(painter, option.rect, Tone.LINE)


def _progress(painter: QPainter, option: QStyleOption) -> None:
    if not isinstance(option, QStyleOptionProgressBar):
        return
    span, rect = option.maximum - option.minimum, QRect(option.rect)
    share = (option.progress - option.minimum) / span if span > 0 else 1.0
    rect.setWidth(round(rect.width() * min(1.0, max(0.0, share))))
    if not rect.isEmpty():
        surfaces.plate(painter, rect, Tone.ACCENT)
