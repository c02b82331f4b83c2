"""The program's log (日志): what it did and what failed, never what a form holds.

Nothing free can be said here: a note is a fixed text with figures, names of classes and of members
of enumerations. Of an error only its class and its way through the program are kept; its message
may repeat what somebody typed, or a path with a project's name.
"""

from __future__ import annotations

import logging
import platform
from contextlib import contextmanager, suppress
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path, PurePath
from time import monotonic
from traceback import walk_tb
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from perfdesk.about import version
from perfdesk.files.atomic import make_folder
from perfdesk.files.errors import Refused
from perfdesk.files.folders import log_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

Given = ParamSpec("Given")
Result = TypeVar("Result")
Fact = int | float | Enum | type[object]

FILE_NAME = "perfdesk.log"
_LARGEST = 1024 * 1024  # bytes
_OLDER = 2  # full files that are kept beside the one in use
_LONGEST_CHAIN = 8  # of errors that caused one another

_logger = logging.getLogger("perfdesk")
_logger.addHandler(logging.NullHandler())
_logger.setLevel(logging.INFO)
_logger.propagate = False


class _Handler(RotatingFileHandler):
    """Writes lines; a disk that is full or a file that is held must not disturb anybody."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's
        """Nothing is said: there is no better place to say it."""

    def close(self) -> None:
        """What a full disk does not take any more is lost."""
        with suppress(OSError):
            super().close()


def log_file() -> Path:
    """The file in use; it need not exist."""
    return log_folder() / FILE_NAME


def start() -> Path:
    """Opens the log, tells the versions, and returns the file. Raises Refused without a place."""
    stop()
    file = log_file()
    make_folder(file.parent)
    try:
        handler = _Handler(file, maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8")
    except OSError as error:
        raise Refused(f"{file}：日志无法写入。") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _logger.addHandler(handler)
    system = f"{platform.system()} {platform.release()}"
    _logger.info("PerfDesk %s, Python %s, %s", version(), platform.python_version(), system)
    return file


def stop() -> None:
    """Closes the log; what is said afterwards is not kept."""
    for handler in [*_logger.handlers]:
        if isinstance(handler, _Handler):
            _logger.removeHandler(handler)
            handler.close()


def note(what: str, **facts: Fact) -> None:
    """A line. `what` is a text that stands in the program, never one made at run time."""
    _logger.info("%s", _line(what, facts))


def warn(what: str, **facts: Fact) -> None:
    """A line on something that a person should not have met."""
    _logger.warning("%s", _line(what, facts))


def fault(
    error: BaseException, trace: TracebackType | None = None, what: str = "fault", **facts: Fact
) -> None:
    """An error of the program itself: classes and ways, without messages."""
    _logger.error("%s\n%s", _line(what, facts), "\n".join(_story(error, trace)))


@contextmanager
def timed(what: str, **facts: Fact) -> Iterator[None]:
    """Notes how long something took, and with what error it ended."""
    begin = monotonic()
    try:
        yield
    except BaseException as error:
        warn(what, **facts, seconds=_seconds(begin), ended=type(error))
        raise
    note(what, **facts, seconds=_seconds(begin))


def noted(what: str, job: Callable[Given, Result]) -> Callable[Given, Result]:
    """The job, which notes how long it takes at every call."""

    def run(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        with timed(what):
            return job(*args, **kwargs)

    return run


def _seconds(begin: float) -> float:
    return round(monotonic() - begin, 3)


def _line(what: str, facts: dict[str, Fact]) -> str:
    return " ".join([what, *(f"{key}={_said(fact)}" for key, fact in facts.items())])


def _said(fact: Fact) -> str:
    if isinstance(fact, Enum):
        return fact.name
    return fact.__name__ if isinstance(fact, type) else str(fact)


def _story(error: BaseException, trace: TracebackType | None) -> list[str]:
    """The error, then what it came from, each with its way, the innermost place last."""
    lines: list[str] = []
    current: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if current is None:
            break
        lines.append(f"  {type(current).__name__}（信息 {len(str(current))} 字，不记录）")
        lines += [f"    {place}" for place in ways(trace or current.__traceback__)]
        current, trace = current.__cause__ or current.__context__, None
    return lines


def ways(trace: TracebackType | None) -> list[str]:
    """The places that a trace leads through, `ui/window.py:12 save`, without anybody's folders."""
    return [
        f"{_inside(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(trace)
    ]


def _inside(name: str) -> str:
    """A source file within its package; a file elsewhere by its name alone."""
    parts = PurePath(name).parts
    for top in ("perfdesk", "site-packages"):
        if top in parts:
            last = len(parts) - 1 - parts[::-1].index(top)
            return "/".join(parts[last + 1 :])
    return parts[-1] if parts else ""
