"""Forms laid out and drawn as a workbook."""

from collections.abc import Sequence
from pathlib import Path

from perfdesk.core.form import Form
from perfdesk.files.templates import library
from perfdesk.report.layout import lay_out
from perfdesk.report.page import Sheet
from perfdesk.report.xlsx import draw_workbook


def laid_out(forms: Sequence[Form]) -> list[tuple[Sheet, Form]]:
    """Each form with its sheet, in its own template."""
    return [(lay_out(form, library().get(form.template)), form) for form in forms]


def written(folder: Path, *forms: Form, name: str = "book.xlsx") -> Path:
    """A workbook of the forms."""
    target = folder / name
    draw_workbook(laid_out(forms), target)
    return target
