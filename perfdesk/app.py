"""Wires the window: the store it opens, and the jobs that are handed to it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.about import version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template
    from perfdesk.preview import Printout
    from perfdesk.selftest import Check
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
    from perfdesk.licences import COMPONENTS
    from perfdesk.sample import sample_forms
    from perfdesk.ui.aboutdialog import Inside
    from perfdesk.ui.jobs import Jobs  # Qt is loaded only when a window is wanted
    from perfdesk.ui.start import run

    inside = Inside(COMPONENTS, checks)
    jobs = Jobs(print_forms, export_forms, read_files, sample_forms, printout, inside)
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


def printout(form: Form, template: Template) -> Printout:
    """The pages of one form; the libraries that draw are loaded in the preview's own thread."""
    from perfdesk.preview import printout as draw

    return draw(form, template)


def checks() -> list[InTurn]:
    """The steps of the self-test; what they load is loaded only here."""
    from perfdesk.selftest import CHECKS

    return [InTurn(check) for check in CHECKS]


@dataclass(frozen=True, slots=True)
class InTurn:
    """A step of the self-test that draws while nobody else does."""

    check: Check

    @property
    def name(self) -> str:
        """The step's name."""
        return self.check.name

    def run(self) -> str:
        """What is wrong, '' where it is sound."""
        from perfdesk.preview import TURN

        with TURN:
            return self.check.run()
