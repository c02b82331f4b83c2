"""Wires the window: forms become documents with their templates, and the writers are handed in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from perfdesk.about import version
from perfdesk.core.document import Document
from perfdesk.core.form import UNNAMED, Form
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library


def run_window(forms: Sequence[Form]) -> int:
    """Opens the window on `forms` and returns the exit status when it is closed.

    A form whose template is missing or wrong is left out, and the person told so.
    """
    from perfdesk.ui.start import run  # Qt is loaded only when a window is wanted

    documents, problems = documents_of(forms)
    return run(documents, print_forms, export_forms, sys.argv[:1], version(), problems)


def documents_of(forms: Sequence[Form]) -> tuple[list[Document], list[str]]:
    """The documents, and a sentence for each form that could not become one."""
    documents, problems = [], []
    for form in forms:
        try:
            documents.append(Document(form, library().get(form.template)))
        except Refused as refused:
            problems.append(f"{form.project_name or UNNAMED}：{refused}")
    return documents, problems


def print_forms(forms: Sequence[Form], target: Path) -> list[str]:
    """One PDF of all forms; the libraries that print are loaded at the first print."""
    from perfdesk.service import print_forms as write

    return write(forms, target)


def export_forms(forms: Sequence[Form], target: Path) -> list[str]:
    """One workbook of all forms."""
    from perfdesk.service import export_forms as write

    return write(forms, target)
