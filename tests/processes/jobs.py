"""Jobs for worker processes."""

import os
import time

from perfdesk.files.errors import Refused


def niceness(_question: str) -> int:
    """How far this process stands behind others."""
    return os.nice(0)


def shout(word: str) -> str:
    """The word aloud; some words refuse, break, or keep the worker busy."""
    if word == "refuse":
        raise Refused("不行。")
    if word == "crash":
        os._exit(3)
    if word == "hang":
        while True:
            time.sleep(0.01)
    return word.upper()
