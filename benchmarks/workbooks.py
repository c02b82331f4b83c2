"""Our workbooks: one with all forms, and one for each form."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.booklet import per_second, print_booklet
from benchmarks.clock import in_turn, timed
from benchmarks.cold import forget_texts
from benchmarks.forms import COUNT, sample
from benchmarks.table import Row
from perfdesk.service import export_forms


def measure() -> list[Row]:
    """Both ways to export, with the booklet beside them for comparison."""
    forms = sample().forms
    with TemporaryDirectory() as name:
        folder = Path(name)
        tasks = {
            "booklet": timed(lambda: print_booklet(folder / "all.pdf"), forget_texts),
            "one": timed(lambda: export_forms(forms, folder / "all.xlsx"), forget_texts),
            "each": timed(lambda: _export_each(folder), forget_texts),
        }
        taken = in_turn(tasks)
    beside = {name: f"{series.times(taken['booklet'])} × booklet" for name, series in taken.items()}
    return [
        Row(f"one workbook of {COUNT} sheets", per_second(taken["one"]), beside["one"]),
        Row(f"{COUNT} workbooks", per_second(taken["each"]), beside["each"]),
    ]


def _export_each(folder: Path) -> None:
    for number, form in enumerate(sample().forms):
        export_forms([form], folder / f"{number}.xlsx")
