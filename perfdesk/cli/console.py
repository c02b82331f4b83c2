"""What goes to stdout and stderr: JSON lines, one-line messages, progress for a person who watches."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Shorter work needs no progress line.
_WORTH_SHOWING = 20


def prepare() -> None:
    """UTF-8 on both streams whatever the console's own code page; no character can break a message."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def line(record: Mapping[str, object]) -> None:
    """One JSON object on stdout."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def say(message: str) -> None:
    """One message on stderr, on one line."""
    sys.stderr.write(" ".join(message.split("\n")) + "\n")


def progress(words: str, stream: TextIO | None = None) -> Callable[[int, int], None] | None:
    """A progress line that overwrites itself; None where nobody watches."""
    out = stream or sys.stderr
    if not out.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total >= _WORTH_SHOWING:
            out.write(f"\r{words} {done}/{total}" + ("\n" if done == total else ""))
            out.flush()

    return show
