"""The floor: every call that drawing makes on reportlab, recorded, made again without a layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from perfdesk.report import pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from perfdesk.report.page import Sheet

_CANVAS = 0


@dataclass(frozen=True, slots=True)
class _Slot:
    """Stands for the canvas or a text object among a call's arguments."""

    number: int


@dataclass(slots=True)
class _Call:
    """`receiver`, and the text object it `makes`, by number; `refers`: arguments hold a _Slot."""

    receiver: int
    method: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    refers: bool
    makes: int = _CANVAS


@dataclass(slots=True)
class Tape:
    """All calls on one canvas and its text objects, in order."""

    calls: list[_Call] = field(default_factory=list)
    arguments: tuple[tuple[Any, ...], dict[str, Any]] = ((), {})
    slots: int = 1

    def replay(self, target: Path) -> None:
        """Makes the calls again on a fresh canvas that writes to `target`."""
        args, kwargs = self.arguments
        objects: list[Any] = [Canvas(str(target), *args[1:], **kwargs)] * self.slots
        for call in self.calls:
            args = call.args
            if call.refers:
                args = tuple(objects[a.number] if isinstance(a, _Slot) else a for a in args)
            result = getattr(objects[call.receiver], call.method)(*args, **call.kwargs)
            if call.makes:
                objects[call.makes] = result


class _Recorder:
    """A canvas or text object that writes every call on the tape, and makes it."""

    def __init__(self, real: Any, number: int, tape: Tape) -> None:
        self.__dict__.update(_real=real, _number=number, _tape=tape)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._real, name)
        return _recorded(self, name, value) if callable(value) else value

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} is set: only calls can be recorded")


def _recorded(by: _Recorder, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    recorder: dict[str, Any] = by.__dict__
    tape: Tape = recorder["_tape"]

    def call(*args: Any, **kwargs: Any) -> Any:
        real = [a.__dict__["_real"] if isinstance(a, _Recorder) else a for a in args]
        kept = tuple(_Slot(a.__dict__["_number"]) if isinstance(a, _Recorder) else a for a in args)
        refers = any(isinstance(a, _Slot) for a in kept)
        made = _Call(recorder["_number"], name, kept, kwargs, refers)
        tape.calls.append(made)
        result = method(*real, **kwargs)
        if not isinstance(result, PDFTextObject):
            return result
        made.makes = tape.slots
        tape.slots += 1
        return _Recorder(result, made.makes, tape)

    return call


def record(sheets: Sequence[Sheet], target: Path, title: str) -> Tape:
    """Draws the booklet to `target` and returns what was called.

    Raises ValueError if calling that again gives another PDF: then not all was recorded.
    """
    tape = Tape()

    def canvas(*args: Any, **kwargs: Any) -> Any:
        tape.arguments = (args, kwargs)
        return _Recorder(Canvas(*args, **kwargs), _CANVAS, tape)

    with patch.object(pdf, "Canvas", canvas):
        pdf.draw_booklet(sheets, target, title)
    again = target.with_suffix(".again.pdf")
    tape.replay(again)
    if again.read_bytes() != target.read_bytes():
        raise ValueError("the recorded calls do not give the same PDF")
    return tape
