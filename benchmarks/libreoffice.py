"""Our booklet against LibreOffice converting the workbook of the same forms, loop against loop."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.booklet import per_second, print_booklet
from benchmarks.clock import in_turn, timed
from benchmarks.cold import forget_texts
from benchmarks.forms import COUNT, sample
from benchmarks.soffice import Soffice, find_soffice
from benchmarks.table import Row
from perfdesk.service import export_forms

if TYPE_CHECKING:
    from benchmarks.clock import Series

_AIM = 10


def measure() -> list[Row]:
    """Booklet and conversion in turn, both without the start of their process."""
    name = f"workbook of {COUNT} sheets to PDF by LibreOffice"
    with TemporaryDirectory() as folder:
        soffice = find_soffice(Path(folder))
        if soffice is None:
            return [Row(name, "not measured: LibreOffice is not installed")]
        taken = _taken(soffice, Path(folder))
    ratio = taken["libreoffice"].times(taken["booklet"])
    return [
        Row(name, per_second(taken["libreoffice"]), "1"),
        Row(
            "  our booklet of the same forms",
            per_second(taken["booklet"]),
            str(ratio),
            f">= {_AIM}",
            ratio.median >= _AIM,
        ),
    ]


def _taken(soffice: Soffice, folder: Path) -> dict[str, Series]:
    one, book = folder / "one.xlsx", folder / "book.xlsx"
    export_forms([sample().usual], one)
    export_forms(sample().forms, book)
    tasks = {
        "booklet": timed(lambda: print_booklet(folder / "ours.pdf"), forget_texts),
        "libreoffice": lambda: soffice.seconds(one, book),
    }
    return in_turn(tasks)
