"""1,000 workbooks read into the store, beside openpyxl loading the same files.

Half of them are ours, half are the same sheets as another program saves them: without our record,
so that labels alone say what the cells are. Ours works with two processes, openpyxl with one.
"""

from __future__ import annotations

import gc
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import openpyxl

from benchmarks.clock import in_turn, timed
from benchmarks.invented import invented_forms
from benchmarks.table import Row
from perfdesk.exchange.reader import read_workbook
from perfdesk.exchange.workers import Workers
from perfdesk.files.bookrecord import RECORD_SHEET
from perfdesk.service import export_forms
from perfdesk.store.importing import Verdict, carry_out, plan
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.clock import Series
    from perfdesk.core.form import Form

_FILES, _PROCESSES, _ROUNDS = 1000, 2, 3
_AIM = 1.0


def measure() -> list[Row]:
    """Both in turn on the same files."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = _workbooks(folder)
        tasks = {
            "read": timed(lambda: _read(files)),
            "store": timed(partial(_into_a_store, files)),
            "openpyxl": timed(lambda: _load(files)),
        }
        taken = in_turn(tasks, _ROUNDS)
        return _rows(taken, sum(file.stat().st_size for file in files))


def _rows(taken: dict[str, Series], size: int) -> list[Row]:
    ratio = taken["store"].times(taken["openpyxl"])
    read = taken["read"].times(taken["openpyxl"])
    return [
        Row(f"{_FILES} workbooks, half without our record", f"{size / 1e6:.0f} MB"),
        Row("  openpyxl, load_workbook(data_only=True)", _seconds(taken["openpyxl"])),
        Row(f"  read by {_PROCESSES} processes", _seconds(taken["read"]), f"{read} × openpyxl"),
        Row(
            "  and into the store, with a dry run",
            _seconds(taken["store"]),
            f"{ratio} × openpyxl",
            f"≤ {_AIM:.1f}",
            ratio.median <= _AIM,
        ),
    ]


def _seconds(series: Series) -> str:
    return f"{series.median:.1f} s (best {series.best:.1f})"


def _workbooks(folder: Path) -> list[Path]:
    """The files; every other one as a program saves it that knows nothing of ours."""
    files = []
    for number, form in enumerate(invented_forms(_FILES)):
        path = folder / f"{number:04}.xlsx"
        export_forms([form], path)
        if number % 2:
            _saved_elsewhere(path)
        files.append(path)
    gc.collect()
    return files


def _saved_elsewhere(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    del book[RECORD_SHEET]
    for sheet in book.worksheets:
        sheet.defined_names.clear()
    book.save(path)


def _read(files: Sequence[Path]) -> list[Form]:
    """Raises RuntimeError where a form does not come back: then nothing was measured."""
    forms = []
    with Workers(read_workbook, count=_PROCESSES) as workers:
        for outcome in workers.read(files):
            slots = outcome.result.slots if outcome.result else []
            forms += [slot.form for slot in slots if slot.form]
    if len(forms) != len(files):
        raise RuntimeError(f"{len(forms)} forms in {len(files)} workbooks")
    return forms


def _into_a_store(files: Sequence[Path]) -> None:
    """Reads, compares with the store, writes: as `import --dry-run` and then `import` do."""
    with (
        TemporaryDirectory() as folder,
        closing(open_store(FilePlace(Path(folder) / "a.db")).needed()) as store,
    ):
        forms = _read(files)
        plan(store, forms)
        done = carry_out(store, plan(store, forms), {Verdict.NEW})
        if len(done.ids) != len(files):
            raise RuntimeError(f"{len(done.ids)} of {len(files)} forms went into the store")


def _load(files: Sequence[Path]) -> None:
    for file in files:
        openpyxl.load_workbook(file, data_only=True).close()
