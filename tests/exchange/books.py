"""Forms laid out and drawn as a workbook, and read back."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfdesk.core.form import Form
from perfdesk.exchange.ours import read_our_workbook
from perfdesk.exchange.reading import SheetSlot
from perfdesk.files.templates import library
from perfdesk.report.layout import lay_out
from perfdesk.report.page import Sheet
from perfdesk.report.xlsx import draw_workbook
from tests.support.forms import clean_form, row

ROWS = [
    ("产出指标", "数量指标", "甲"),
    ("产出指标", "数量指标", "乙"),
    ("产出指标", "质量指标", "丙"),
    ("效益指标", "社会效益指标", "丁"),
    ("效益指标", "社会效益指标", "戊"),
]


def laid_out(forms: Sequence[Form]) -> list[tuple[Sheet, Form]]:
    """Each form with its sheet, in its own template."""
    return [(lay_out(form, library().get(form.template)), form) for form in forms]


def written(folder: Path, *forms: Form, name: str = "book.xlsx") -> Path:
    """A workbook of the forms."""
    target = folder / name
    draw_workbook(laid_out(forms), target)
    return target


def rows_form() -> Form:
    """Five indicators in three groups; no score is filled."""
    rows = tuple(
        replace(row("≥10(次)", "10(次)", "18.00"), level1=one, level2=two, level3=three)
        for one, two, three in ROWS
    )
    return replace(clean_form(), indicators=rows)


def only(path: Path) -> SheetSlot:
    """The only slot of a workbook."""
    (slot,) = read_our_workbook(path)
    return slot


def form_in(path: Path) -> Form:
    """The only form of a workbook."""
    form = only(path).form
    assert form is not None
    return form


def levels(form: Form) -> list[tuple[str, str, str]]:
    """What the indicators are called."""
    return [(item.level1, item.level2, item.level3) for item in form.indicators]
