"""The pages of a print order, all of them, as they will come out; made in a thread of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from perfdesk.ui.longwork import Cancelled
from perfdesk.ui.pageview import PageView
from perfdesk.ui.palette import Tone
from perfdesk.ui.previewworker import InPlace, Order, PreviewWorker, Proof
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.runner import Progress
    from perfdesk.ui.jobs import Booklet
    from perfdesk.ui.printchoice import PrintOrder

#: Milliseconds that a change waits for the next one.
_PAUSE = 120
_MAKING = "正在排版…"


class BookletView(QWidget):
    """The preview of the print dialog.

    Signals:
        made: The notes on the pages now shown.
    """

    made = Signal(tuple)

    def __init__(self, press: Callable[[PrintOrder, Progress], Booklet]) -> None:
        super().__init__()
        self._press = press
        self._wanted: PrintOrder | None = None
        self._shown: PrintOrder | None = None
        self.view = PageView()
        self.count = Caption("", Tone.MUTED)
        self.worker = PreviewWorker(partial(InPlace, self._make), self)
        self.timer = QTimer(self, interval=_PAUSE, singleShot=True)
        self.timer.timeout.connect(self._order)
        self.worker.done.connect(self._take)
        self.worker.failed.connect(self._fail)
        self.view.moved.connect(self._moved)
        self._lay_out()

    @property
    def up_to_date(self) -> bool:
        """Whether what is seen is what would be printed."""
        return self._wanted is not None and self._shown is self._wanted

    def show_order(self, order: PrintOrder) -> None:
        """Another order; one still being made is given up."""
        self._wanted = order
        self.worker.forget()
        self.count.setText(_MAKING)
        self.timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ends the thread."""
        super().hideEvent(event)
        self._wanted = None
        self.timer.stop()
        self.worker.stop()

    def _order(self) -> None:
        if self._wanted is not None:
            fresh = self._shown is not self._wanted
            pages = (self.view.visible() or (0,)) if fresh else self.view.lacking()
            self.worker.ask(Order((self._wanted,), pages, self.view.scale))

    def _moved(self) -> None:
        if self.view.lacking() and not self.timer.isActive():
            self.timer.start()
        self._tell()

    def _make(self, order: PrintOrder) -> Booklet:
        """In the thread; gives up when another order has come."""

        def progress(_done: int, _total: int) -> None:
            if order is not self._wanted:
                raise Cancelled

        return self._press(order, progress)

    def _take(self, proof: Proof) -> None:
        order, known = self._wanted, self.up_to_date
        self._shown = order
        self.view.say("")
        self.view.show_sizes(proof.sizes)
        self.view.show_images(proof.images, proof.order.scale, keep=known)
        self._tell()
        if self.view.lacking():
            self.timer.start()
        if not known:
            self.made.emit(proof.notes)

    def _fail(self, _order: Order, sentence: str) -> None:
        self._shown = None
        self.view.say(sentence)
        self.count.setText("")

    def _tell(self) -> None:
        if self.up_to_date and self.view.pages:
            self.count.setText(f"第 {self.view.current + 1} / {self.view.pages} 页")

    def _lay_out(self) -> None:
        height = self.fontMetrics().height()
        bar, column = QHBoxLayout(), QVBoxLayout(self)
        bar.addWidget(Caption("预览", Tone.ACCENT, bold=True))
        bar.addStretch(1)
        bar.addWidget(self.count)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(height // 3)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
