"""A fault of the program itself: a sentence for the person, the way it took in the log."""

from __future__ import annotations

import os

from perfdesk.cli.console import say
from perfdesk.files.errors import Refused

#: With this variable set, a fault shows its trace like any Python program's.
DEBUG = "PERFDESK_DEBUG"


def report_fault(error: Exception) -> int:
    """Says that the program failed and where the details are; returns the exit status."""
    if os.environ.get(DEBUG):
        raise error
    from perfdesk import log  # only needed here; its import costs start-up time

    head = f"程序内部出错（{type(error).__name__}），不是文件的问题"
    try:
        file = log.start()
    except Refused:
        say(f"{head}；日志无法写入，设环境变量 {DEBUG}=1 再运行一次可看到详情。")
        return 1
    log.fault(error)
    log.stop()
    say(f"{head}；详情记在 {file}，请转给维护人员。")
    return 1
