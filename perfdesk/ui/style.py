"""The style of all widgets: Fusion with flat surfaces, thin frames and a focus that is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
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
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QStyleOptionToolButton,
    QWidget,
)

from perfdesk.ui import scrollbars, stylepaint, surfaces
from perfdesk.ui.icons import MESSAGE_ICONS, icon
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
#: Sizes in lines of text.
_LINES = {
    Metric.PM_ScrollBarExtent: 0.5,
    Metric.PM_SplitterWidth: 0.5,
    Metric.PM_ToolBarItemMargin: 0.4,
    Metric.PM_IndicatorWidth: 0.8,
    Metric.PM_IndicatorHeight: 0.8,
    Metric.PM_ExclusiveIndicatorWidth: 0.8,
    Metric.PM_ExclusiveIndicatorHeight: 0.8,
}
#: Around the contents of every dialog that says nothing else: one line of text.
_MARGINS = (
    Metric.PM_LayoutLeftMargin,
    Metric.PM_LayoutTopMargin,
    Metric.PM_LayoutRightMargin,
    Metric.PM_LayoutBottomMargin,
)


@dataclass(frozen=True, slots=True)
class _Air:
    """In lines of text: added beside the contents, and the least width and height."""

    beside: float
    width: float
    height: float


_AIR = {
    QStyle.ContentsType.CT_PushButton: _Air(1, 4, 1.7),
    QStyle.ContentsType.CT_ComboBox: _Air(0.5, 0, 1.5),
    QStyle.ContentsType.CT_MenuItem: _Air(0.5, 0, 1.5),
    QStyle.ContentsType.CT_MenuBarItem: _Air(0, 0, 1.75),
    QStyle.ContentsType.CT_ToolButton: _Air(0.35, 0, 1.5),
    QStyle.ContentsType.CT_LineEdit: _Air(0, 0, 1.5),
    QStyle.ContentsType.CT_ItemViewItem: _Air(0, 0, 1.4),
}


_PRIMITIVES: dict[Primitive, Callable[[QPainter, QStyleOption], None]] = {
    Primitive.PE_PanelButtonCommand: stylepaint.button,
    Primitive.PE_PanelButtonTool: stylepaint.tool_button,
    Primitive.PE_PanelLineEdit: stylepaint.field,
    Primitive.PE_FrameLineEdit: stylepaint.field_frame,
    Primitive.PE_Frame: stylepaint.frame,
    Primitive.PE_FrameGroupBox: stylepaint.frame,
    Primitive.PE_FrameTabWidget: stylepaint.tab_page,
    Primitive.PE_IndicatorCheckBox: surfaces.check_box,
    Primitive.PE_IndicatorItemViewItemCheck: surfaces.check_box,
    Primitive.PE_IndicatorRadioButton: surfaces.radio_button,
    Primitive.PE_FrameMenu: stylepaint.popup,
    Primitive.PE_PanelMenu: stylepaint.popup,
    Primitive.PE_PanelTipLabel: stylepaint.popup,
    Primitive.PE_PanelStatusBar: stylepaint.status_bar,
    Primitive.PE_FrameStatusBarItem: stylepaint.nothing,
    Primitive.PE_IndicatorToolBarSeparator: surfaces.separator,
}
_CONTROLS: dict[Control, Callable[[QPainter, QStyleOption], None]] = {
    Control.CE_MenuBarEmptyArea: stylepaint.bar_ground,
    Control.CE_Splitter: stylepaint.split,
    Control.CE_ProgressBarGroove: stylepaint.groove,
    Control.CE_TabBarTabShape: stylepaint.tab,
    Control.CE_HeaderSection: stylepaint.head,
    Control.CE_HeaderEmptyArea: stylepaint.head_end,
}


class PerfDeskStyle(QProxyStyle):
    """Fusion, redrawn where its bevels and frames show."""

    def __init__(self) -> None:
        super().__init__("Fusion")

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
        elif element in _PRIMITIVES:
            _PRIMITIVES[element](painter, option)
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
        if element in _CONTROLS:
            _CONTROLS[element](painter, option)
        elif element == Control.CE_MenuBarItem and isinstance(option, QStyleOptionMenuItem):
            self._menu_title(painter, option)
        elif element == Control.CE_ProgressBarContents and stylepaint.measured(option):
            stylepaint.progress(painter, option)
        elif element == Control.CE_MenuItem and stylepaint.is_line(option):
            stylepaint.menu_line(painter, option)
        elif element == Control.CE_MenuItem and isinstance(option, QStyleOptionMenuItem):
            super().drawControl(element, stylepaint.on_tint(painter, option), painter, widget)
        elif element == Control.CE_ToolButtonLabel and isinstance(option, QStyleOptionToolButton):
            super().drawControl(element, stylepaint.indented(option), painter, widget)
        elif element == Control.CE_PushButtonLabel and isinstance(option, QStyleOptionButton):
            super().drawControl(element, stylepaint.with_ink(option), painter, widget)
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
            surfaces.field(painter, option.rect, option.palette, stylepaint.focused(option))
            arrow = self.subControlRect(control, option, _ARROW, widget)
            surfaces.chevron(painter, arrow, stylepaint.ink(option))
        elif isinstance(option, QStyleOptionSpinBox):
            surfaces.field(painter, option.rect, option.palette, stylepaint.focused(option))
            for part, up in ((_UP, True), (_DOWN, False)):
                arrow = self.subControlRect(control, option, part, widget)
                surfaces.chevron(painter, arrow, stylepaint.ink(option), up)
        elif control == QStyle.ComplexControl.CC_ScrollBar and isinstance(
            option, QStyleOptionSlider
        ):
            handle = self.subControlRect(control, option, _SLIDER, widget)
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Base))
            surfaces.scroll_handle(painter, handle, bool(option.state & State.State_Sunken))
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Scroll bars without arrows."""
        bar = control == QStyle.ComplexControl.CC_ScrollBar
        if bar and isinstance(option, QStyleOptionSlider):
            return scrollbars.part_of(option, part)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type] # or None

    def pixelMetric(
        self, metric: Metric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Sizes that are not a matter of the font."""
        if metric in _LINES and widget is not None:
            return round(widget.fontMetrics().height() * _LINES[metric])
        if metric in _MARGINS and widget is not None and widget.isWindow():
            return widget.fontMetrics().height()
        found = _METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if found is None else found

    def standardIcon(
        self,
        standardIcon: QStyle.StandardPixmap,  # noqa: N803 - Qt's
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> QIcon:
        """Our own for messages, and for what empties a field."""
        if standardIcon in MESSAGE_ICONS:
            return icon(*MESSAGE_ICONS[standardIcon])
        return super().standardIcon(standardIcon, option, widget)

    def subElementRect(
        self,
        element: QStyle.SubElement,
        option: QStyleOption,
        widget: QWidget | None = None,
    ) -> QRect:
        """The text of a framed field keeps off its frame, a page of tabs off the line above it."""
        if element == QStyle.SubElement.SE_TabWidgetTabContents:
            pane = QStyle.SubElement.SE_TabWidgetTabPane
            below = super().subElementRect(pane, option, widget)  # type: ignore[arg-type] # or None
            return below.adjusted(0, option.fontMetrics.height() // 2, 0, 0)
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type] # or None
        framed = isinstance(option, QStyleOptionFrame) and option.lineWidth > 0
        if element == QStyle.SubElement.SE_LineEditContents and framed:
            space = option.fontMetrics.height() // 5
            return found.adjusted(space, 0, -space, 0)
        return found

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
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type] # or None
        if kind not in _AIR or (
            kind == QStyle.ContentsType.CT_MenuItem and stylepaint.is_line(option)
        ):
            return found
        line, air = option.fontMetrics.height(), _AIR[kind]
        width = max(found.width() + round(line * air.beside), round(line * air.width))
        return QSize(width, max(found.height(), round(line * air.height)))

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
_UP, _DOWN = QStyle.SubControl.SC_SpinBoxUp, QStyle.SubControl.SC_SpinBoxDown
_SLIDER = QStyle.SubControl.SC_ScrollBarSlider
_OFF = (QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons, QStyle.StyleHint.SH_EtchDisabledText)
