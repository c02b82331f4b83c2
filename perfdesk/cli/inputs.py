"""FILE arguments: form files, workbooks, folders of them; what cannot be read is noted."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.core.blank import is_blank
from perfdesk.exchange.kinds import ENDINGS, Kind, kind_of
from perfdesk.files.errors import Refused, reason
from perfdesk.files.formfile import read_form_file
from perfdesk.files.source import is_folder
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template
    from perfdesk.exchange.reading import BookReading, SheetReport, SheetSlot
    from perfdesk.exchange.workers import Outcome
    from perfdesk.files.formfile import Slot
    from perfdesk.runner import Progress


@dataclass(frozen=True, slots=True)
class Entry:
    """One form read: where it stands (`file`, `n` from 1), the form and its template.

    `report` is the account of its reading; None where it comes from a form file.
    """

    file: str
    n: int
    form: Form
    template: Template
    report: SheetReport | None = None

    @property
    def place(self) -> str:
        """Where it stands, as messages name it."""
        return f"{self.file}：第 {self.n} 张表"


@dataclass(frozen=True, slots=True)
class Inputs:
    """All entries that could be read, in order, from `files`.

    `refused` counts the rest; `notes` are the sentences that a person should read.
    """

    entries: tuple[Entry, ...]
    files: tuple[str, ...]
    notes: tuple[str, ...]
    refused: int

    @property
    def forms(self) -> list[Form]:
        """The entries' forms."""
        return [entry.form for entry in self.entries]


def read_inputs(arguments: Sequence[str], progress: Progress | None = None) -> Inputs:
    """Reads every FILE argument; `progress` hears of each file."""
    reader = _Reader()
    files = [file for argument in arguments for file in reader.files_of(argument)]
    reader.read(files, progress)
    return Inputs(tuple(reader.entries), tuple(reader.files), tuple(reader.notes), reader.refused)


class _Reader:
    """Collects what `Inputs` holds."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.files: list[str] = []
        self.notes: list[str] = []
        self.refused = 0

    def files_of(self, argument: str) -> list[str]:
        """The files that a FILE argument means; none where it cannot be read."""
        try:
            return self._files(argument)
        except Refused as error:
            self._refuse(str(error))
            return []

    def read(self, files: Sequence[str], progress: Progress | None = None) -> None:
        """Reads the files in order; workbooks in worker processes, so that none can harm us."""
        kinds = [self._kind(file) for file in files]
        books = [Path(file) for file, kind in zip(files, kinds, strict=True) if _is_book(kind)]
        with ExitStack() as opened:
            outcomes = _outcomes(opened, books)
            for number, (file, kind) in enumerate(zip(files, kinds, strict=True), 1):
                self.files.append(file)
                if _is_book(kind):
                    self._book(file, next(outcomes))
                elif isinstance(kind, Refused):
                    self._refuse(str(kind))
                else:
                    self._form_file(file)
                if progress:
                    progress(number, len(files))

    def _kind(self, file: str) -> Kind | Refused:
        try:
            return kind_of(Path(file))
        except Refused as error:
            return error

    def _refuse(self, sentence: str) -> None:
        self.notes.append(sentence)
        self.refused += 1

    def _files(self, argument: str) -> list[str]:
        """The files that an argument means: itself, or what a folder holds, sorted."""
        if not argument:
            raise Refused("文件名是空的。")
        if not is_folder(argument):
            return [argument]
        found = sorted(self._inside(argument))
        if not found:
            raise Refused(f"{argument}：文件夹里没有表单文件或工作簿。")
        return found

    def _inside(self, folder: str) -> Iterator[str]:
        """Files of known endings; no lock files that Excel and WPS leave (~$…), nothing hidden."""

        def unreadable(error: OSError) -> None:
            self._refuse(f"{error.filename}：无法读取，{reason(error)}。")

        for where, folders, names in os.walk(folder, onerror=unreadable):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                if name.lower().endswith(ENDINGS) and not name.startswith(("~$", ".")):
                    yield str(Path(where, name))

    def _form_file(self, file: str) -> None:
        try:
            for slot in read_form_file(Path(file)):
                self._take(file, slot.n, slot)
        except Refused as error:
            self._refuse(str(error))

    def _book(self, file: str, outcome: Outcome[BookReading]) -> None:
        """The forms of a workbook; blank ones are named and not counted."""
        book = outcome.result
        if book is None:
            self._refuse(outcome.problem)
            return
        self.notes += [f"{file}：{note}" for note in book.notes]
        n = 0
        for slot in book.slots:
            sheet = f"{file}：工作表“{slot.report.sheet}”"
            if slot.form is not None and is_blank(slot.form):
                self.notes.append(f"{sheet}没有填写，没有读入。")
                continue
            n += 1
            self._take(file, n, slot, slot.report)
            self.notes += [f"{sheet}：{note}" for note in slot.report.notes]
        if not n:
            self._refuse(f"{file}：没有填写过的表。")

    def _take(
        self, file: str, n: int, slot: Slot | SheetSlot, report: SheetReport | None = None
    ) -> None:
        if slot.form is None:
            self._refuse(f"{file}：第 {n} 张表：{slot.problem}")
            return
        try:
            template = library().get(slot.form.template)
        except Refused as error:
            self._refuse(f"{file}：第 {n} 张表：{error}")
            return
        self.entries.append(Entry(file, n, slot.form, template, report))


def _outcomes(opened: ExitStack, books: list[Path]) -> Iterator[Outcome[BookReading]]:
    """What comes of each workbook; where there are none, nothing is loaded for them."""
    if not books:
        return iter(())
    from perfdesk.exchange.reader import read_workbook
    from perfdesk.exchange.workers import Workers

    return opened.enter_context(Workers(read_workbook)).read(books)


def _is_book(kind: Kind | Refused) -> bool:
    return kind is Kind.WORKBOOK
