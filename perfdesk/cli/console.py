"""stdout and stderr: JSON lines, one-line messages, progress for a person who watches."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from perfdesk.files.errors import Refused, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Shorter work needs no progress line.
_WORTH_SHOWING = 20
#: A file's name may hold line ends and terminal commands; a message shows blanks instead.
_ONE_LINE = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


#: What an address of a database keeps to itself, also where it is typed in the wrong place.
_SECRETS = (
    (re.compile(r"(:/+[^\s:/@]*):\S*@"), r"\1:…@"),
    (re.compile(r"([?&]password=)[^\s&]*"), r"\1…"),
)


def prepare() -> None:
    """UTF-8 on both streams whatever the console's code page; no character breaks a message."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def line(record: Mapping[str, object]) -> None:
    """One JSON object on stdout."""
    put(json.dumps(record, ensure_ascii=False))


def put(text: str) -> None:
    """One line on stdout. Raises Refused where it cannot be written, BrokenPipeError as it is."""
    if sys.stdout is None:  # closed before we began: perfdesk list >&-
        raise Refused("标准输出已关闭，结果没有地方写。")
    _written(lambda: sys.stdout.write(text + "\n"))


def flush() -> None:
    """Everything really written: a full disk is noticed here, not after the program's end."""
    if sys.stdout is not None:
        _written(sys.stdout.flush)


def silence() -> None:
    """Nobody takes our output any more: what is still held back goes nowhere, without complaint."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def say(message: str) -> None:
    """One message on stderr, on one line, without passwords; lost where stderr takes nothing."""
    text = message.translate(_ONE_LINE)
    for secret, shown in _SECRETS:
        text = secret.sub(shown, text)
    if sys.stderr is None:
        return
    _shown.leave()
    with suppress(OSError):
        sys.stderr.write(text + "\n")


def progress(words: str, stream: TextIO | None = None) -> Callable[[int, int], None] | None:
    """A progress line that overwrites itself; None where nobody watches."""
    out = stream or sys.stderr
    if out is None or not out.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total >= _WORTH_SHOWING:
            _shown.show(out, f"{words} {done}/{total}", done == total)

    return show


class _ProgressLine:
    """The line that stands on the terminal without an end, so that a message begins a new one."""

    def __init__(self) -> None:
        self._out: TextIO | None = None  # where a line stands without an end
        self._last: tuple[TextIO, str] | None = None

    def show(self, out: TextIO, text: str, is_last: bool) -> None:
        """Another state of the work; the same one again writes nothing."""
        if self._last == (out, text):
            return
        with suppress(OSError):
            out.write(f"\r{text}")
            out.flush()
        self._out, self._last = out, (out, text)
        if is_last:
            self.leave()

    def leave(self) -> None:
        """Ends the line, if there is one."""
        if self._out is not None:
            with suppress(OSError):
                self._out.write("\n")
            self._out = None


_shown = _ProgressLine()


def _written(write: Callable[[], object]) -> None:
    try:
        write()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        raise Refused(f"标准输出：无法写入，{reason(error)}。") from error
