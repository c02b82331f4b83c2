"""A fault of the program itself: a sentence for the person, the trace in a log for who mends it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from perfdesk.cli.console import say

if TYPE_CHECKING:
    from pathlib import Path

#: With this variable set, a fault shows its trace like any Python program's.
DEBUG = "PERFDESK_DEBUG"
_LARGEST_LOG = 1024 * 1024


def report_fault(error: Exception) -> int:
    """Says that the program failed and where the details are; returns the exit status."""
    if os.environ.get(DEBUG):
        raise error
    head = f"程序内部出错（{type(error).__name__}），不是文件的问题"
    try:
        say(f"{head}；详情记在 {_log(error)}，请转给维护人员。")
    except OSError:
        say(f"{head}；日志无法写入，设环境变量 {DEBUG}=1 再运行一次可看到详情。")
    return 1


def _log(error: Exception) -> Path:
    """Adds the trace to the log, which starts anew when it has grown large. Raises OSError."""
    import traceback
    from datetime import UTC, datetime

    from perfdesk.about import version

    file = _log_file()
    mode = "w" if file.exists() and file.stat().st_size > _LARGEST_LOG else "a"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with file.open(mode, encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"{now} PerfDesk {version()}\n{''.join(traceback.format_exception(error))}\n")
    return file


def _log_file() -> Path:
    from pathlib import Path

    import platformdirs

    folder = Path(platformdirs.user_log_dir("PerfDesk", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "faults.log"
