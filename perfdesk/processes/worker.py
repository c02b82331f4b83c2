"""Our end of a worker process: what breaks is the worker, never the program.

A worker loads the program anew, has limits of memory and of time per question, and ends with
whoever has started it, however that ends.
"""

from __future__ import annotations

from multiprocessing import get_context
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from perfdesk.processes.serving import READY, serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.processes.serving import Answer

Q = TypeVar("Q")
A = TypeVar("A")

MEMORY = 1536 * 1024 * 1024
#: A slow machine with a virus scanner takes long to start a program.
_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 2.0
#: Whoever starts a process has multiprocessing look after all others: one thread at a time.
_turn = Lock()


class Worker(Generic[Q, A]):
    """A process, our end of its pipe, and the number of the question that it is busy with."""

    def __init__(self, job: Callable[[Q], A], seconds: float, memory: int = MEMORY) -> None:
        """`job` answers a question or raises Refused; it is pickled, a module's function or object.

        A question may take so many `seconds`; the worker gets so many bytes of `memory`. Raises
        OSError where the system starts no further process.
        """
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        arguments = (theirs, job, memory, seconds + _SECONDS_TO_END)
        self._process = context.Process(target=serve, args=arguments, daemon=True)
        try:
            with _turn:
                self._process.start()
        except OSError:
            self.connection.close()
            raise
        finally:
            theirs.close()
        self._seconds, self.ready = seconds, False
        self.number: int | None = None
        self._deadline = monotonic() + _SECONDS_TO_START

    @property
    def idle(self) -> bool:
        """True if it can take a question."""
        return self.ready and self.number is None

    @property
    def late(self) -> bool:
        """True if it takes too long."""
        return not self.idle and monotonic() > self._deadline

    def take(self, number: int, question: Q) -> None:
        """Gives it a question. Raises OSError where it has ended meanwhile."""
        self.number, self._deadline = number, monotonic() + self._seconds
        self.connection.send(question)

    def receive(self) -> Answer[A] | None:
        """Its next message, None for the first, which is no answer; waits for it.

        Raises EOFError or OSError where it has ended.
        """
        message: Answer[A] | str = self.connection.recv()
        if isinstance(message, str):
            self.ready = message == READY
            return None
        self.number = None
        return message

    def end(self, ask: bool = True) -> None:
        """Ends it; a busy one, or where not to `ask`, at once."""
        self.connection.close()
        with _turn:
            if ask and self.idle:
                self._process.join(_SECONDS_TO_END)
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            self._process.close()
