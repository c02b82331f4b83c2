"""Our booklet against the floor: the same drawing calls without any layout."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.clock import in_turn, timed
from benchmarks.cold import forget_texts, make_sure_of_cold
from benchmarks.forms import COUNT, sample
from benchmarks.recording import record
from benchmarks.table import Row
from perfdesk.files.templates import library
from perfdesk.report.layout import lay_out, numbered
from perfdesk.report.pdf import draw_booklet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.clock import Series
    from perfdesk.core.form import Form
    from perfdesk.report.page import Sheet

TITLE = "财政项目支出绩效自评表"
_AIM = 1.6


def laid_out(forms: Iterable[Form]) -> Iterator[Sheet]:
    """The sheets with page numbers, one by one as the program does it."""
    return numbered(lay_out(form, library().get(form.template)) for form in forms)


def print_booklet(target: Path) -> None:
    """The sample as one PDF."""
    draw_booklet(laid_out(sample().forms), target, TITLE)


def per_second(series: Series, count: int = COUNT) -> str:
    """Forms per second: the median round, and the best."""
    return f"{count / series.median:.0f} forms/s (best {count / series.best:.0f})"


def measure() -> list[Row]:
    """Booklet, drawing alone and floor in turn."""
    with TemporaryDirectory() as folder:
        taken = _taken(Path(folder))
    ratio = taken["booklet"].times(taken["floor"])
    return [
        Row(
            f"booklet of {COUNT} forms against the floor",
            per_second(taken["booklet"]),
            str(ratio),
            f"<= {_AIM}",
            ratio.median <= _AIM,
        ),
        Row("  the same, every text printed before", *_against_floor(taken, "again")),
        Row("  layout alone", *_against_floor(taken, "layout")),
        Row("  drawing alone", *_against_floor(taken, "drawing")),
        Row("  floor: its drawing calls replayed", per_second(taken["floor"]), "1"),
    ]


def _taken(folder: Path) -> dict[str, Series]:
    target, forms = folder / "booklet.pdf", sample().forms
    make_sure_of_cold(lambda: list(laid_out(forms)))
    sheets = list(laid_out(forms))
    tape = record(sheets, target, TITLE)
    tasks = {
        "booklet": timed(lambda: print_booklet(target), forget_texts),
        "floor": timed(lambda: tape.replay(target)),
        "drawing": timed(lambda: draw_booklet(sheets, target, TITLE), forget_texts),
        "layout": timed(lambda: list(laid_out(forms)), forget_texts),
        "again": timed(lambda: print_booklet(target)),
    }
    return in_turn(tasks, rounds=15)


def _against_floor(taken: dict[str, Series], name: str) -> tuple[str, str]:
    return per_second(taken[name]), str(taken[name].times(taken["floor"]))
