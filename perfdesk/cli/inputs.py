"""FILE arguments: form files, workbooks, folders of them; what cannot be read is noted."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.core.blank import is_blank
from perfdesk.exchange.kinds import ENDINGS, Kind, kind_of
from perfdesk.files.errors import Refused, reason
from perfdesk.files.formfile import read_form_file
from perfdesk.files.source import is_folder
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from perfdesk.arrivals import Picture
    from perfdesk.core.form import Form
    from perfdesk.core.template import Template
    from perfdesk.exchange.reading import BookReading, SheetReport, SheetSlot
    from perfdesk.exchange.showing import Seen
    from perfdesk.exchange.workers import Outcome
    from perfdesk.files.formfile import Slot
    from perfdesk.runner import Progress


@dataclass(frozen=True, slots=True)
class Entry:
    """One form read: where it stands (`file`, `n` from 1), the form and its template.

    `report` is the account of its reading; None where it comes from a form file. `picture` shows
    its sheet, where that was asked for.
    """

    file: str
    n: int
    form: Form
    template: Template
    report: SheetReport | None = None
    picture: Picture | None = None

    @property
    def place(self) -> str:
        """Where it stands, as messages name it."""
        return f"{self.file}：第 {self.n} 张表"


@dataclass(slots=True)
class FileAccount:
    """What came of one file (or of a folder that cannot be looked into).

    `refused` are the sentences on what could not be read, `notes` on the file as a whole.
    """

    file: str
    entries: list[Entry] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Inputs:
    """All entries that could be read, in order, from `files`.

    `refused` counts the rest; `notes` are the sentences that a person should read. `accounts` say
    the same file by file.
    """

    entries: tuple[Entry, ...]
    files: tuple[str, ...]
    notes: tuple[str, ...]
    refused: int
    accounts: tuple[FileAccount, ...]

    @property
    def forms(self) -> list[Form]:
        """The entries' forms."""
        return [entry.form for entry in self.entries]


def read_inputs(
    arguments: Sequence[str], progress: Progress | None = None, *, pictures: bool = False
) -> Inputs:
    """Reads every FILE argument, with `pictures` of the workbooks' sheets.

    `progress` hears of each file, and again and again while one takes long: what it raises ends
    the reading.
    """
    reader = _Reader(pictures)
    files = [file for argument in arguments for file in reader.files_of(argument)]
    reader.read(files, progress)
    accounts = tuple(reader.accounts)
    entries = tuple(entry for account in accounts for entry in account.entries)
    refused = sum(len(account.refused) for account in accounts)
    return Inputs(entries, tuple(reader.files), tuple(reader.notes), refused, accounts)


class _Reader:
    """Collects what `Inputs` holds."""

    def __init__(self, pictures: bool) -> None:
        self.accounts: list[FileAccount] = []
        self.files: list[str] = []
        self.notes: list[str] = []
        self._pictures = pictures

    def files_of(self, argument: str) -> list[str]:
        """The files that a FILE argument means; none where it cannot be read."""
        try:
            return self._files(argument)
        except Refused as error:
            self._refuse(argument, str(error))
            return []

    def read(self, files: Sequence[str], progress: Progress | None = None) -> None:
        """Reads the files in order; workbooks in worker processes, so that none can harm us."""
        kinds = [self._kind(file) for file in files]
        books = [Path(file) for file, kind in zip(files, kinds, strict=True) if _is_book(kind)]

        def look_up() -> bool:
            """Between two looks at the workers; never says itself that it is enough."""
            if progress:
                progress(len(self.files), len(files))
            return False

        with ExitStack() as opened:
            outcomes = _outcomes(opened, books, look_up, self._pictures)
            for number, (file, kind) in enumerate(zip(files, kinds, strict=True), 1):
                self.accounts.append(FileAccount(file))
                if _is_book(kind):
                    self._book(file, next(outcomes))
                elif isinstance(kind, Refused):
                    self._refuse(file, str(kind))
                else:
                    self._form_file(file)
                self.files.append(file)
                if progress:
                    progress(number, len(files))

    def _kind(self, file: str) -> Kind | Refused:
        try:
            return kind_of(Path(file))
        except Refused as error:
            return error

    def _refuse(self, file: str, sentence: str) -> None:
        """Something of a file, the one read now or a folder, stays out."""
        if not self.accounts or self.accounts[-1].file != file:
            self.accounts.append(FileAccount(file))
        self.accounts[-1].refused.append(sentence)
        self.notes.append(sentence)

    def _note(self, file: str, sentence: str) -> None:
        """Something to know of the file that is read now."""
        self.accounts[-1].notes.append(sentence)
        self.notes.append(f"{file}：{sentence}")

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
            self._refuse(error.filename, f"{error.filename}：无法读取，{reason(error)}。")

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
            self._refuse(file, str(error))

    def _book(self, file: str, outcome: Outcome[BookReading | Seen]) -> None:
        """The forms of a workbook; blank ones are named and not counted."""
        if outcome.result is None:
            self._refuse(file, outcome.problem)
            return
        book, pictures = _taken_apart(outcome.result)
        for note in book.notes:
            self._note(file, note)
        n = 0
        for slot in book.slots:
            sheet = f"工作表“{slot.report.sheet}”"
            if slot.form is not None and is_blank(slot.form):
                self._note(file, f"{sheet}没有填写，没有读入。")
                continue
            n += 1
            self._take(file, n, slot, slot.report, pictures.get(slot.report.sheet))
            self.notes += [f"{file}：{sheet}：{note}" for note in slot.report.notes]
        if not n:
            self._refuse(file, f"{file}：没有填写过的表。")

    def _take(
        self,
        file: str,
        n: int,
        slot: Slot | SheetSlot,
        report: SheetReport | None = None,
        picture: Picture | None = None,
    ) -> None:
        if slot.form is None:
            self._refuse(file, f"{file}：第 {n} 张表：{slot.problem}")
            return
        try:
            template = library().get(slot.form.template)
        except Refused as error:
            self._refuse(file, f"{file}：第 {n} 张表：{error}")
            return
        entry = Entry(file, n, slot.form, template, report, picture)
        self.accounts[-1].entries.append(entry)


def _outcomes(
    opened: ExitStack, books: list[Path], look_up: Callable[[], bool], pictures: bool
) -> Iterator[Outcome[BookReading | Seen]]:
    """What comes of each workbook; where there are none, nothing is loaded for them."""
    if not books:
        return iter(())
    from perfdesk.exchange.reader import read_workbook
    from perfdesk.exchange.showing import read_to_show
    from perfdesk.exchange.workers import Workers

    job: Callable[[Path], BookReading | Seen] = read_to_show if pictures else read_workbook
    return opened.enter_context(Workers(job)).read(books, cancelled=look_up)


def _taken_apart(result: BookReading | Seen) -> tuple[BookReading, dict[str, Picture]]:
    from perfdesk.exchange.showing import Seen

    return (result.reading, result.pictures) if isinstance(result, Seen) else (result, {})


def _is_book(kind: Kind | Refused) -> bool:
    return kind is Kind.WORKBOOK
