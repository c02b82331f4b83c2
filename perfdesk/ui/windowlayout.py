"""What lies where in the main window: strip, list, middle, side, line below, status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from perfdesk.ui import arrangement
from perfdesk.ui.emptystate import EmptyState
from perfdesk.ui.norows import NoRows
from perfdesk.ui.palette import Tone
from perfdesk.ui.strip import Strip
from perfdesk.ui.widgets import Caption, ElidedCaption

if TYPE_CHECKING:
    from perfdesk.ui.window import MainWindow

_FIRST = ("new", "sample", "open")  # offered where there is no form
_SIZE = (100, 62)  # characters
#: List and side: least and most width in characters, share of the window's width.
_LIST, _SIDE = (17, 26, 0.17), (20, 36, 0.2)
_LEAST_MIDDLE = 25
#: Pixels to the left of the status bar: where Qt begins a passing sentence, the lasting one does.
_BEGINS = 4


class WindowLayout:
    """Places the parts of a window; `middle` shows the form, or what stands in its place."""

    def __init__(self, window: MainWindow) -> None:
        """The window has its parts and actions."""
        self._window = window
        self._em = window.fontMetrics().horizontalAdvance("国")
        self.strip = Strip()
        self.empty = EmptyState([window.actions_by_key[key] for key in _FIRST])
        self.unopened = _notice()
        self.middle = QStackedWidget()
        self.columns = self._columns()
        self.columns.splitterMoved.connect(self.keep_columns)
        self._kept = False
        self.hint = QLabel()
        self._make_figures()
        self.no_rows = NoRows(window.view.indicators)
        for page in (window.view, self.empty, self.unopened):
            self.middle.addWidget(page)
        # Pages that are not seen would ask for more.
        self.middle.setMinimumWidth(_LEAST_MIDDLE * self._em)
        window.setCentralWidget(self._whole())
        window.setTabOrder(window.panel.list, window.view.heading.fold_button)
        arrangement.place_first(window, *(side * self._em for side in _SIZE))
        self._lay_out_status()

    def _make_figures(self) -> None:
        """The figures of the status line."""
        self.figures = ElidedCaption("", Tone.MUTED)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._lacking = True
        summary = self._window.view.summary
        summary.told.connect(self.figures.setText)
        summary.lacking.connect(self._take_over)

    def show_middle(self) -> None:
        """The form; where none is shown, why, or what to begin with."""
        window = self._window
        self._show_figures()
        if window.document is not None:
            was_empty = self.middle.currentWidget() is self.empty
            self.middle.setCurrentWidget(window.view)
            if was_empty:  # the button that had the focus is gone
                window.view.indicators.setFocus()
        else:
            self.middle.setCurrentWidget(self.unopened if window.panel.ids else self.empty)

    def share_width(self) -> None:
        """List and side grow with the window, until a person has moved what parts them."""
        if self._kept:
            return
        whole = self._window.width()
        left, right = (self._share(whole, *one) for one in (_LIST, _SIDE))
        beside = right if self._window.side.isVisible() else 0
        self.columns.setSizes([left, whole - left - beside, right])

    def keep_columns(self) -> None:
        """From now on only the middle follows the window's width."""
        self._kept = True

    def take_focus(self) -> None:
        """The cursor where a person begins."""
        shown = self._window.document is not None
        (self._window.view.indicators if shown else self.empty.buttons[0]).setFocus()

    def _take_over(self, lacking: bool) -> None:
        """The status line says what the summary has no room for, and nothing twice."""
        self._lacking = lacking
        self._show_figures()

    def _show_figures(self) -> None:
        self.figures.setVisible(self._lacking and self._window.document is not None)

    def _whole(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.columns, 1)
        column.addWidget(self._window.outgoing.bar)
        return whole

    def _columns(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName(arrangement.COLUMNS)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for part in (self._window.panel, self.middle, self._window.side):
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        return splitter

    def _share(self, whole: int, least: int, most: int, share: float) -> int:
        return max(least * self._em, min(most * self._em, round(share * whole)))

    def _lay_out_status(self) -> None:
        space, bar = self._window.fontMetrics().height(), self._window.statusBar()
        bar.addWidget(self.hint, 1)
        bar.addPermanentWidget(self._window.offer)
        bar.addPermanentWidget(self.figures)
        bar.addPermanentWidget(self._window.saving.label)
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(_BEGINS, 0, space // 2, 0)
        self.hint.setContentsMargins(0, space // 6, 0, space // 6)


def _notice() -> Caption:
    said = Caption("", Tone.MUTED)
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    said.setWordWrap(True)
    return said
