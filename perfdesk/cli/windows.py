"""The window as command line and program start open it: reading files is handed to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.cli import console
from perfdesk.cli.display import NO_DISPLAY, lacks_display

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perfdesk.arrivals import Arrival, Welcome
    from perfdesk.runner import Progress


def open_window(store: str | None = None, welcome: Welcome | None = None) -> int:
    """Opens the window on a store (None: the person's own); the exit status when it is closed.

    `welcome` comes first. Without a display: a sentence, and 1.
    """
    if lacks_display():
        console.prepare()
        console.say(NO_DISPLAY)
        return 1
    from perfdesk.app import run_window
    from perfdesk.arrivals import Welcome
    from perfdesk.files.templates import library

    welcome = welcome or Welcome()
    if trouble := library().trouble:  # a template of the person's own would silently be another
        welcome = replace(welcome, notes=(*welcome.notes, trouble))
    return run_window(read_files, store, welcome)


def read_files(files: Sequence[Path], progress: Progress | None = None) -> list[Arrival]:
    """The forms of these files and folders, and what stayed out."""
    from perfdesk.cli.arriving import read_files as read

    return read(files, progress)
