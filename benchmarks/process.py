"""One form from the command line, whole process against whole process."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.child import run
from benchmarks.clock import in_turn, milliseconds, timed
from benchmarks.forms import ROOT, sample
from benchmarks.soffice import find_soffice
from benchmarks.table import Row
from perfdesk.files.formfile import form_line
from perfdesk.service import export_forms

if TYPE_CHECKING:
    from benchmarks.clock import Task

_AIM = 3


def measure() -> list[Row]:
    """`perfdesk print` and LibreOffice in turn, and what an empty Python takes."""
    with TemporaryDirectory() as folder:
        taken = in_turn(_tasks(Path(folder)))
    ours = taken["ours"]
    rows = [
        Row("empty Python process", milliseconds(taken["python"])),
        Row("one form, whole process: perfdesk print", milliseconds(ours), "1"),
    ]
    if "libreoffice" not in taken:
        return [*rows, Row("  by LibreOffice", "not measured: it is not installed")]
    ratio = taken["libreoffice"].times(ours)
    figure, met = milliseconds(taken["libreoffice"]), ratio.median >= _AIM
    return [*rows, Row("  LibreOffice --convert-to pdf", figure, str(ratio), f">= {_AIM}", met)]


def _tasks(folder: Path) -> dict[str, Task]:
    form, book = folder / "one.json", folder / "one.xlsx"
    form.write_text(form_line(sample().usual), encoding="utf-8")
    export_forms([sample().usual], book)
    main = str(ROOT / "main.py")
    command = [sys.executable, main, "print", str(form), "-o", str(folder / "ours.pdf")]
    tasks = {
        "ours": timed(lambda: run(command, folder)),
        "python": timed(lambda: run([sys.executable, "-c", "pass"], folder)),
    }
    soffice = find_soffice(folder)
    if soffice:
        tasks["libreoffice"] = timed(lambda: soffice.convert(book))
    return tasks
