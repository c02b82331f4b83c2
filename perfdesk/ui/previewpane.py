"""The preview (预览): the pages as they will be printed, refreshed while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from perfdesk.ui.following import Following
from perfdesk.ui.pageview import PageView
from perfdesk.ui.palette import Tone
from perfdesk.ui.previewworker import Order, Press, PreviewWorker, Proof, same
from perfdesk.ui.widgets import Caption, ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.document import Document
    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

_NO_FORM = "没有打开的表单"
_UPDATING = "正在更新"
#: Milliseconds: a change waits so long for the next one, but all of them no longer than the last.
_PAUSE, _LONGEST_PAUSE = 250, 1000
#: While the window is resized.
_RESIZE_PAUSE = 60
_MM = 72 / 25.4  # points


class PreviewPane(QWidget):
    """The printed pages of one document.

    Nothing is rendered while the pane is hidden; hiding it (also by closing the window) closes its
    press.
    """

    def __init__(self, opened: Callable[[], Press], parent: QWidget | None = None) -> None:
        """`opened` is a press that lays a form out and draws it."""
        super().__init__(parent)
        self.view = PageView()
        self.worker = PreviewWorker(opened, self)
        self.updating = Caption("", Tone.MUTED, 0.9)
        self.number = Caption("", Tone.MUTED)
        self.zoom = QToolButton()
        self.notes = ElidedCaption("", Tone.DIFFERS, 0.9)
        self._shown: tuple[object, ...] | None = None  # whose pages are seen
        self._failed = False  # what is shown has none: a sentence stands there
        self._under_way: Order | None = None
        self._timer = QTimer(self, singleShot=True)
        self._since = QElapsedTimer()
        self._following = Following(self._changed)
        self._font = ""
        self._lay_out()
        self._timer.timeout.connect(self._order)
        self.worker.done.connect(self._take)
        self.worker.failed.connect(self._fail)
        self.view.moved.connect(self._moved)
        self.zoom.clicked.connect(self.change_zoom)
        self.show_document(None)

    def show_document(self, document: Document | None) -> None:
        """Shows another document's pages from the top, or none."""
        self._following.show(document)
        self._shown, self._failed = None, False
        self._note(())
        self._timer.stop()
        self._under_way = None
        self.worker.forget()
        self.view.clear()
        self.view.say("" if document else _NO_FORM)
        if document is not None:
            paper = document.template.paper
            self.view.show_sizes([(paper.width * _MM, paper.height * _MM)])
        self._order()
        self._tell()

    def print_in(self, font: str) -> None:
        """Another font of this machine, by its name; '' is the bundled one."""
        if font != self._font:
            self._font = font
            self._order()
            self._tell()

    def change_zoom(self) -> None:
        """From the width of the pane to true size, and back."""
        self.view.set_zoom(self.view.zoom.other)
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        """Renders what changed while the pane was hidden, once the window stands."""
        super().showEvent(event)
        self._timer.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Closes the press; not while the window is only minimised."""
        super().hideEvent(event)
        if event.spontaneous():
            return
        self._timer.stop()
        self._under_way, self._failed = None, False  # the next press may be able to
        self.worker.stop()
        self._tell()

    @property
    def _wanted(self) -> tuple[Form, Template, str] | None:
        document = self._following.document
        return (document.form, document.template, self._font) if document else None

    @property
    def _stale(self) -> bool:
        """True if the pages seen are not the form's as it is now."""
        return self._wanted is not None and not same(self._wanted, self._shown)

    def _changed(self) -> None:
        """After a pause in typing; long typing is followed all the same."""
        if not self.isVisible():
            return  # when it is shown, it asks for all that changed
        if not self._timer.isActive():
            self._since.start()
        left = _LONGEST_PAUSE - self._since.elapsed()
        self._timer.start(max(0, min(_PAUSE, left)))
        self._tell_stale()

    def _moved(self) -> None:
        if self.view.lacking() and not self._timer.isActive():
            self._timer.start(_RESIZE_PAUSE)
        self._tell()

    def _order(self) -> None:
        wanted = self._wanted
        if wanted is None or not self.isVisible() or (self._failed and not self._stale):
            return
        pages = self.view.visible() if self._stale else self.view.lacking()
        order = Order(wanted, pages, self.view.scale)
        if (pages or self._stale) and not self._is_under_way(order):
            self._under_way = order
            self.worker.ask(order)

    def _is_under_way(self, order: Order) -> bool:
        other = self._under_way
        if other is None or (order.pages, order.scale) != (other.pages, other.scale):
            return False
        return same(order.what, other.what)

    def _take(self, proof: Proof) -> None:
        drawn = proof.order.what
        keep = same(drawn, self._shown)
        if proof.order is self._under_way:
            self._under_way = None
        self._shown, self._failed = drawn, False
        self.view.say("")
        self._note(proof.notes)
        self.view.show_sizes(proof.sizes)
        self.view.show_images(proof.images, proof.order.scale, keep=keep)
        if not self._stale and self.view.lacking():
            self._order()
        self._tell()

    def _fail(self, order: Order, sentence: str) -> None:
        if order is self._under_way:
            self._under_way = None
        self._shown, self._failed = order.what, True  # asked for again after the next change
        self._note(())
        self.view.show_images({}, order.scale, keep=False)
        self.view.say(sentence)
        self._tell()

    def _note(self, notes: tuple[str, ...]) -> None:
        """What printing would say of these pages: the first in words, all in the tooltip."""
        many = f"{len(notes)} 处：" if len(notes) > 1 else ""
        self.notes.setText(many + notes[0] if notes else "")
        self.notes.setToolTip("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def _tell(self) -> None:
        """Page number, zoom, and whether what is seen is being renewed."""
        self._tell_stale()
        pages = self.view.pages if self._wanted else 0
        self.number.setText(f"第 {self.view.current + 1} / {pages} 页" if pages else "")
        self.zoom.setText(self.view.zoom.value)
        self.zoom.setToolTip(f"改为{self.view.zoom.other.value}")
        self.zoom.setEnabled(bool(pages))

    def _tell_stale(self) -> None:
        self.updating.setText(_UPDATING if self._stale and self.isVisible() else "")

    def _lay_out(self) -> None:
        height = self.fontMetrics().height()
        bar = QHBoxLayout()
        bar.setContentsMargins(height * 2 // 3, height // 4, height // 3, height // 4)
        bar.setSpacing(height // 2)
        bar.addWidget(Caption("预览", Tone.ACCENT, bold=True))
        bar.addWidget(self.number)
        bar.addWidget(self.updating)
        bar.addStretch(1)
        bar.addWidget(self.zoom)
        self.zoom.setAutoRaise(True)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.zoom.setAccessibleName("预览大小")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        self.notes.setContentsMargins(height * 2 // 3, 0, height // 3, height // 4)
        self.notes.setAccessibleName("打印时请留意")
        column.addWidget(self.notes)
        column.addWidget(self.view, 1)
