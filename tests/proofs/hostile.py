"""`python -m tests.proofs.hostile`: thousands of spoiled files and the named attacks are read.

Sound files of every format are spoiled byte by byte, part by part and tag by tag; worker processes
read them as the program does. However a file is spoiled, the program lives, each file is read or
refused with one Chinese sentence in time, and the store takes in whole forms of read files only.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

import openpyxl

from perfdesk.exchange.workers import SECONDS, Workers
from perfdesk.store.importing import Verdict, carry_out, plan
from perfdesk.store.place import FilePlace
from tests.exchange.books import rows_form, written
from tests.exchange.packages import docx, ods
from tests.proofs.attacks import ATTACKS
from tests.proofs.hostilejob import Found, read
from tests.proofs.mutations import spoiled
from tests.support.forms import clean_form
from tests.support.shapedforms import shaped_canvas, shaped_record, write_canvas
from tests.support.shapes.shape import Shape
from tests.support.stores import Stores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.core.form import Form
    from perfdesk.exchange.workers import Outcome
    from perfdesk.store.store import Store

_OLD = Path(__file__).parent.parent / "exchange" / "data" / "old.xls"
_BATCH = 250
_SHOWN = 20
#: On top of the time that a file may take: a worker's end and start, on a busy machine.
_SLACK = 60.0


@dataclass(slots=True)
class Tally:
    """The figures of the proof, and what broke a promise."""

    files: int = 0
    read: int = 0
    forms: int = 0
    stored: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def told(self) -> str:
        """The figures, for people."""
        lines = [f"  {count:6} {what}" for what, count in self.refusals.most_common()]
        refused = sum(self.refusals.values())
        return "\n".join(
            [
                f"{self.files} files: {self.read} read, {refused} refused with a sentence",
                f"{self.forms} forms read from them, {self.stored} in the store as they were read",
                *lines,
            ]
        )


class Prover:
    """Reads hostile files with workers and imports what was read."""

    def __init__(self, workers: Workers[Found], store: Store) -> None:
        self.workers, self.store = workers, store
        self.tally = Tally()
        self.stored: set[str] = set()

    def prove(self, paths: Sequence[Path]) -> None:
        """Reads files as one import."""
        began = time.monotonic()
        forms: list[Form] = []
        for path, outcome in zip(paths, self.workers.read(paths), strict=True):
            self.tally.files += 1
            self._judge(path, outcome)
            forms += [] if outcome.result is None else _renamed(path, outcome.result.forms)
            took, began = time.monotonic() - began, time.monotonic()
            if took > SECONDS + _SLACK:
                self.tally.broken.append(f"{path.name}: {took:.1f} seconds")
        self._import(forms)

    def _judge(self, path: Path, outcome: Outcome[Found]) -> None:
        if outcome.path != path:
            self.tally.broken.append(f"{path.name}: the outcome is of {outcome.path.name}")
        if outcome.result is not None and not outcome.problem:
            self.tally.read += 1
            return
        sentence = outcome.problem.removeprefix(f"{path}：")
        self.tally.refusals[sentence] += 1
        chinese = any("一" <= sign <= "龥" for sign in sentence)
        one = sentence.endswith("。") and "\n" not in sentence and sentence != outcome.problem
        if outcome.result is not None or not chinese or not one:
            self.tally.broken.append(f"{path.name}: {outcome.problem!r}")

    def _import(self, forms: list[Form]) -> None:
        """One import; every new form of it is in the store just as it was read, and no other."""
        self.tally.forms += len(forms)
        planned = plan(self.store, forms)
        new = {item.form.id: item.form for item in planned if item.verdict is Verdict.NEW}
        carry_out(self.store, planned)
        self.stored |= set(new)
        there = {listed.id for listed in self.store.forms()}
        if there != self.stored:
            self.tally.broken.append(f"{len(there)} forms stored, not {len(self.stored)}")
        kept = {stored.form.id: stored.form for stored in self.store.load_all(list(new))}
        if kept != new:
            self.tally.broken.append("a form was not stored as it was read")
        self.tally.stored = len(there)


def _renamed(path: Path, forms: Sequence[Form]) -> list[Form]:
    """Forms with an identity of their own: all spoiled copies of a file have the same."""
    return [
        replace(form, id=str(uuid5(NAMESPACE_URL, f"{path.name}/{n}")), unit=f"{path.name}/{n}")
        for n, form in enumerate(forms)
    ]


def sound_files(folder: Path) -> list[Path]:
    """A file of every format, to be spoiled."""
    cells = "".join(
        f"<table:table-cell table:number-columns-spanned='2'><text:p>{text}</text:p>"
        f"</table:table-cell><table:covered-table-cell/>"
        for text in ("项目名称", "职工培训", "三级指标", "≥10(次)")
    )
    row = f"<table:table-row>{cells}</table:table-row>"
    properties = '<w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>'
    words = "".join(
        f"<w:tc>{properties}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        for text in ("项目名称", "职工培训", "三级指标", "≥10(次)")
    )
    restart = f"<w:tr>{words}</w:tr>"
    goes_on = restart.replace(' w:val="restart"', "")
    old = folder / "old.xls"
    old.write_bytes(_OLD.read_bytes())
    return [
        written(folder, clean_form(), rows_form(), name="ours.xlsx"),
        _foreign(folder / "foreign.xlsx"),
        _labelled(folder / "labelled.xlsx"),
        old,
        ods(folder, row * 12),
        docx(folder, f"<w:tbl>{(restart + goes_on) * 6}</w:tbl>"),
    ]


def _foreign(path: Path) -> Path:
    """A workbook as another program writes it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 30):
        for col, value in enumerate(
            ("产出指标", "数量指标", row / 3, f"≥{row}(次)", None, True), 1
        ):
            sheet.cell(row, col, value).number_format = ("0.00%", "General", "yyyy/m/d")[row % 3]
    sheet.merge_cells("A1:A9")
    book.save(path)
    return path


def _labelled(path: Path) -> Path:
    """A workbook of a form that only its labels tell."""
    write_canvas(shaped_canvas(shaped_record(), Shape(signature="cells", numbers="money")), path)
    return path


def spoiled_files(folder: Path, numbers: range) -> Iterator[list[Path]]:
    """Batches of spoiled files; each batch is removed when the next is asked for."""
    sound = [(path.name, path.read_bytes()) for path in sound_files(folder)]
    for start in range(numbers.start, numbers.stop, _BATCH):
        batch = []
        for number in range(start, min(start + _BATCH, numbers.stop)):
            name, data = sound[number % len(sound)]
            path = folder / f"{number} {name}"
            path.write_bytes(spoiled(data, number))
            batch.append(path)
        yield batch
        for path in batch:
            path.unlink()


def prove(count: int, seed: int, folder: Path, attacks: Sequence[str] = tuple(ATTACKS)) -> Tally:
    """Reads so many spoiled files and the named attacks."""
    stores = Stores(FilePlace(folder / "perfdesk.db"))
    try:
        with Workers(read) as workers:
            prover = Prover(workers, stores.open())
            first = seed * 1_000_000
            for batch in spoiled_files(folder, range(first, first + count)):
                prover.prove(batch)
            for number, name in enumerate(attacks):
                (folder / str(number)).mkdir()
                prover.prove([ATTACKS[name](folder / str(number))])
            return prover.tally
    finally:
        stores.close()


def main() -> int:
    """Proves, prints the figures; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.hostile")
    parser.add_argument("--files", type=int, default=10_000, help="spoiled files to read")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="perfdesk-hostile-") as folder:
        tally = prove(arguments.files, arguments.seed, Path(folder))
    lines = [f"seed {arguments.seed}", tally.told(), f"named attacks: {len(ATTACKS)}"]
    lines += [*tally.broken[:_SHOWN], f"promises broken: {len(tally.broken)}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
