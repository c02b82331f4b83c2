"""Renders the pages of a form off the window's thread; of several orders the latest wins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from perfdesk.files.errors import Refused

Size = tuple[float, float]


class Pixels(Protocol):
    """A rendered page or some lines of one: lines of `stride` bytes."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def stride(self) -> int: ...
    @property
    def pixels(self) -> bytes: ...


class Printout(Protocol):
    """Printed forms: the sizes of their pages in points, their pictures, what to know of them."""

    @property
    def sizes(self) -> tuple[Size, ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...

    def picture(self, page: int, scale: float) -> Pixels:
        """Page number `page` (from 0), `scale` pixels a point: blue, green, red, unused."""
        ...


class Press(Protocol):
    """Makes the pages of an order's `what`. It is called in a thread of its own."""

    def __call__(self, *what: Any) -> Printout:
        """Raises Refused."""
        ...

    def close(self) -> None:
        """Gives up what is under way. Called in the window's thread."""
        ...


class InPlace:
    """A press that works where it is called, and ends what it has begun."""

    def __init__(self, printer: Callable[..., Printout]) -> None:
        self._printer = printer

    def __call__(self, *what: object) -> Printout:
        """The pages, in this thread. Raises Refused."""
        return self._printer(*what)

    def close(self) -> None:
        """There is nothing to close."""


@dataclass(frozen=True, slots=True)
class Order:
    """The pages wanted (by number from 0), at `scale` pixels a point.

    `what` is handed to the press; orders are of the same where it is the very same.
    """

    what: tuple[object, ...]
    pages: tuple[int, ...]
    scale: float


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of an order: the sizes of all pages, the pictures of those wanted, the notes."""

    order: Order
    sizes: tuple[Size, ...]
    images: dict[int, QImage]
    notes: tuple[str, ...] = ()


class PreviewWorker(QObject):
    """A press and the thread that waits for it; both are there from the first order to `stop`.

    Signals:
        done: A Proof.
        failed: An Order, and a sentence that says why there is no Proof of it.
    """

    done = Signal(object)
    failed = Signal(object, str)
    _finished = Signal(object)

    def __init__(self, opened: Callable[[], Press], parent: QObject | None = None) -> None:
        """`opened` is a press, open."""
        super().__init__(parent)
        self._opened = opened
        self._proofs: _Proofs | None = None
        self._waiting: Order | None = None
        self._running: tuple[Order, Future[Proof]] | None = None
        self._finished.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def ask(self, order: Order) -> None:
        """Renders an order as soon as the one under way is done; an order still waiting is void."""
        self._waiting = order
        self._begin()

    def forget(self) -> None:
        """Gives up all orders; of what is under way nothing is heard any more."""
        if self._running is not None:
            self._running[1].cancel()  # it may still be waiting for the one before
        self._waiting, self._running = None, None

    def stop(self) -> None:
        """Gives up all orders and comes back when nothing runs any more."""
        self.forget()
        if self._proofs is not None:
            self._proofs.close()
            self._proofs = None

    def _begin(self) -> None:
        if self._running is not None or self._waiting is None:
            return
        if self._proofs is None:
            self._proofs = _Proofs(self._opened())
        order, self._waiting = self._waiting, None
        future = self._proofs.begin(order)
        self._running = (order, future)
        future.add_done_callback(self._finished.emit)

    def _take(self, future: Future[Proof]) -> None:
        """In the window's thread; a fault of the press is raised here, where it is shown."""
        if self._running is None or future is not self._running[1]:  # forgotten meanwhile
            return
        order, self._running = self._running[0], None
        self._begin()
        try:
            proof = future.result()
        except Refused as refused:
            self.failed.emit(order, str(refused))
            return
        self.done.emit(proof)


class _Proofs:
    """An open press and its thread. It keeps the last pages, so that scrolling draws nothing."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._threads = ThreadPoolExecutor(1, "preview")
        self._last: tuple[tuple[object, ...], Printout] | None = None

    def begin(self, order: Order) -> Future[Proof]:
        """The pages of an order, or Refused, when they are made."""
        return self._threads.submit(self._proof, order)

    def close(self) -> None:
        """Comes back when nothing runs any more."""
        self._press.close()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _proof(self, order: Order) -> Proof:
        printout = self._printout(order)
        pages = [page for page in order.pages if page < len(printout.sizes)]
        images = {page: _image(printout.picture(page, order.scale)) for page in pages}
        return Proof(order, printout.sizes, images, printout.notes)

    def _printout(self, order: Order) -> Printout:
        if self._last is not None and same(order.what, self._last[0]):
            return self._last[1]
        printout = self._press(*order.what)
        self._last = (order.what, printout)
        return printout


def same(one: tuple[object, ...] | None, other: tuple[object, ...] | None) -> bool:
    """Whether both are the very same objects: every change of a form makes another."""
    if one is None or other is None:
        return one is other
    return all(mine is theirs for mine, theirs in zip(one, other, strict=True))


def _image(picture: Pixels) -> QImage:
    """The picture as Qt's image, with pixels of its own."""
    kind = QImage.Format.Format_RGB32
    found = QImage(picture.pixels, picture.width, picture.height, picture.stride, kind)
    return found.copy()
