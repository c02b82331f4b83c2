"""Draws a form's pages in a process of its own, so that nobody who types waits for a page.

    press = Press(printout)
    pages = press(form, template, "")
    pages.picture(0, 1.5)
    press.close()

The process starts with the first pages, lives until `close`, and is started anew after a crash.
"""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing.connection import wait
from threading import Event, Lock
from typing import TYPE_CHECKING, Protocol

from perfdesk.files.errors import Refused
from perfdesk.processes.worker import MEMORY, Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template
    from perfdesk.preview import Picture
    from perfdesk.processes.serving import Answer

    #: Lays a form out and draws it in the font of that name, '' for the bundled one; may refuse.
    Printer = Callable[[Form, Template, str], "Printed"]

#: A form takes some hundredths of one; after so many it would never end.
SECONDS = 30.0
_LOOK_AGAIN = 0.02
_AGAIN = "改动表单后会再画一次。"
_CRASHED = f"预览没有画成：绘制程序意外停止。{_AGAIN}"
_LATE = f"预览没有画成：用时太长，已停止。{_AGAIN}"
_NO_MEMORY = f"预览没有画成：内存不够。{_AGAIN}"
_NOT_STARTED = "预览没有画成：绘制程序无法启动，请重新启动本程序后再试。"
_CLOSED = "预览已经关闭。"


class Printed(Protocol):
    """Pages: their sizes in points, what to know of them, their pictures."""

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...

    def picture(self, page: int, scale: float) -> Picture:
        """Page number `page` (from 0), `scale` pixels a point."""
        ...


@dataclass(frozen=True, slots=True)
class _Order:
    """A form to draw."""

    form: Form
    template: Template
    font: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Draw `order`, None: it is drawn already; `looks` are pages (from 0) and pixels a point."""

    order: _Order | None
    looks: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The sizes of all pages in points, what to know of them, the pictures wanted."""

    sizes: tuple[tuple[float, float], ...]
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...]


class _Drawing:
    """What the process does. It holds the pages drawn last."""

    _last: Printed

    def __init__(self, printer: Printer) -> None:
        self._printer = printer

    def __call__(self, wanted: _Wanted) -> _Drawn:
        if (order := wanted.order) is not None:
            self._last = self._printer(order.form, order.template, order.font)
        pictures = tuple(self._last.picture(page, scale) for page, scale in wanted.looks)
        return _Drawn(self._last.sizes, self._last.notes, pictures)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one form: their sizes in points, their pictures, what to know of them."""

    press: Press
    order: _Order
    sizes: tuple[tuple[float, float], ...]
    notes: tuple[str, ...]

    def picture(self, page: int, scale: float) -> Picture:
        """Page number `page` (from 0), `scale` pixels a point. Raises Refused."""
        return self.press.picture(self.order, page, scale)


class Press:
    """The process and what it holds. Called from one thread; any other may close it."""

    def __init__(self, printer: Printer, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """`printer` is a function of a module; a form may take so many seconds and bytes."""
        self._job, self._seconds, self._memory = _Drawing(printer), seconds, memory
        self._worker: Worker[_Wanted, _Drawn] | None = None
        self._held: _Order | None = None
        self._closed, self._turn = Event(), Lock()

    def __call__(self, form: Form, template: Template, font: str) -> Pages:
        """Draws a form in the font of that name, '' for the bundled one. Raises Refused."""
        order = _Order(form, template, font)
        drawn = self._drawn(order)
        return Pages(self, order, drawn.sizes, drawn.notes)

    def picture(self, order: _Order, page: int, scale: float) -> Picture:
        """A page of a form drawn before, which is drawn again where it is lost. Raises Refused."""
        [picture] = self._drawn(order, (page, scale)).pictures
        return picture

    def close(self) -> None:
        """Gives up what is under way and ends the process; from now on all is refused."""
        self._closed.set()
        with self._turn:
            self._end()

    def _drawn(self, order: _Order, *looks: tuple[int, float]) -> _Drawn:
        with self._turn:
            worker, held = self._ready(), self._held
            self._held = None
            try:
                worker.take(0, _Wanted(None if order is held else order, looks))
            except OSError:  # it has ended just now
                raise self._lost(_CRASHED) from None
            answer = self._answer(worker)
            if answer is None or answer.exhausted:
                raise self._lost(_NO_MEMORY)
            if answer.result is None:
                raise Refused(answer.problem)
            self._held = order
            return answer.result

    def _ready(self) -> Worker[_Wanted, _Drawn]:
        """The worker, started where there is none or the last one has ended. Raises Refused."""
        if self._worker is not None and wait([self._worker.connection], 0):
            self._end()  # idle it says nothing: it is the end of the pipe that is heard
        if self._worker is None:
            if self._closed.is_set():
                raise Refused(_CLOSED)
            try:
                self._worker = Worker(self._job, self._seconds, self._memory)
            except OSError:
                raise Refused(_NOT_STARTED) from None
            self._answer(self._worker)
        return self._worker

    def _answer(self, worker: Worker[_Wanted, _Drawn]) -> Answer[_Drawn] | None:
        """The next message. Raises Refused where there will be none."""
        while not wait([worker.connection], _LOOK_AGAIN):
            if self._closed.is_set():
                raise self._lost(_CLOSED)
            if worker.late:
                raise self._lost(_LATE if worker.ready else _NOT_STARTED)
        try:
            return worker.receive()
        except (EOFError, OSError):
            raise self._lost(_CRASHED if worker.ready else _NOT_STARTED) from None

    def _lost(self, sentence: str) -> Refused:
        self._end()
        return Refused(sentence)

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.end(ask=False)  # it has nothing to tidy up, and a window waits for it
        self._worker = self._held = None
