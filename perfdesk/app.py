"""Wires the window: the store it opens, and the jobs that are handed to it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from perfdesk.about import version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template
    from perfdesk.preview import Printout
    from perfdesk.ui.incoming import Reader


def run_window(
    read_files: Reader,
    store: str | None = None,
    forms: Sequence[Form] = (),
    notes: Sequence[str] = (),
) -> int:
    """Opens the window on a store (None: the person's own); the exit status when it is closed.

    `forms` are taken into the store first, `notes` told with what could not be taken.
    """
    from perfdesk.sample import sample_forms
    from perfdesk.ui.jobs import Jobs  # Qt is loaded only when a window is wanted
    from perfdesk.ui.start import run

    jobs = Jobs(
        print_forms=print_forms,
        export_forms=export_forms,
        read_files=read_files,
        sample_forms=sample_forms,
        printout=printout,
        export_documents=export_documents,
        export_summary=export_summary,
        copied_table=copied_table,
        hand_out=hand_out,
    )
    return run(store, jobs, sys.argv[:1], version(), forms, notes)


def print_forms(forms: Sequence[Form], target: Path) -> list[str]:
    """One PDF of all forms; the libraries that print are loaded at the first print."""
    from perfdesk.preview import TURN
    from perfdesk.service import print_forms as write

    with TURN:
        return write(forms, target)


def export_forms(forms: Sequence[Form], target: Path) -> list[str]:
    """One workbook of all forms."""
    from perfdesk.preview import TURN
    from perfdesk.service import export_forms as write

    with TURN:
        return write(forms, target)


def export_documents(forms: Sequence[Form], target: Path) -> list[str]:
    """One Word document of all forms."""
    from perfdesk.preview import TURN
    from perfdesk.service import export_documents as write

    with TURN:
        return write(forms, target)


def export_summary(forms: Sequence[Form], target: Path) -> list[str]:
    """One table of all forms, a line each."""
    from perfdesk.service import export_summary as write

    return write(forms, target)


def copied_table(form: Form) -> tuple[str, str]:
    """A form's table for the clipboard, as HTML and as text."""
    from perfdesk.preview import TURN
    from perfdesk.service import copied_table as made

    with TURN:
        return made(form)


def hand_out(forms: Sequence[Form], target: Path) -> list[str]:
    """A workbook that units fill in and send back."""
    from perfdesk.preview import TURN
    from perfdesk.service import hand_out as write

    with TURN:
        return write(forms, target)


def printout(form: Form, template: Template) -> Printout:
    """The pages of one form; the libraries that draw are loaded in the preview's own thread."""
    from perfdesk.preview import printout as draw

    return draw(form, template)
