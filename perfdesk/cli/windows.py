"""The window as command line and program start open it: reading files is handed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perfdesk.core.form import Form
    from perfdesk.runner import Progress


def open_window(
    store: str | None = None, forms: Sequence[Form] = (), notes: Sequence[str] = ()
) -> int:
    """Opens the window on a store (None: the person's own); the exit status when it is closed.

    `forms` are taken into the store first, `notes` told with what could not be taken.
    """
    from perfdesk.app import run_window
    from perfdesk.files.templates import library

    trouble = library().trouble  # a template of the person's own would silently be another
    return run_window(read_files, store, forms, [*notes, *([trouble] if trouble else [])])


def read_files(
    files: Sequence[Path], progress: Progress | None = None
) -> tuple[list[Form], list[str]]:
    """The forms of these files, and the sentences that a person should read."""
    from perfdesk.cli.inputs import read_inputs

    inputs = read_inputs([str(file) for file in files], progress)
    return inputs.forms, list(inputs.notes)
