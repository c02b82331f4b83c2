"""FILE arguments: form files, workbooks, folders of them; what cannot be read is said."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.blank import is_blank
from perfdesk.cli.console import say
from perfdesk.files.atomic import reason
from perfdesk.files.errors import Refused
from perfdesk.files.formfile import read_form_file
from perfdesk.files.source import is_folder, size_of
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template
    from perfdesk.exchange.reading import SheetReport, SheetSlot
    from perfdesk.files.formfile import Slot

_ENDINGS = (".json", ".jsonl", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx")
_ZIP = b"PK\x03\x04"
#: Kinds that begin like an .xlsx.
_PACKED = {
    ".docx": "Word 表格暂不能读取。",
    ".ods": "这种工作簿暂不能读取，请另存为 .xlsx。",
    ".zip": "压缩包不能读取，请先解压。",
}
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "旧版或加密的工作簿暂不能读取，请另存为不加密的 .xlsx。",
    b"%PDF": "PDF 不能读取，请给出表单文件或工作簿。",
    b"Rar!": "压缩包不能读取，请先解压。",
    b"7z\xbc\xaf": "压缩包不能读取，请先解压。",
    b"\x1f\x8b": "压缩包不能读取，请先解压。",
}


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


@dataclass(slots=True)
class Inputs:
    """All entries that could be read, in order, from `files`.

    `refused` counts the rest; `notes` are the sentences said on stderr.
    """

    entries: list[Entry] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: int = 0

    def note(self, sentence: str) -> None:
        """Says what a person should know."""
        say(sentence)
        self.notes.append(sentence)

    def refuse(self, sentence: str) -> None:
        """Says why an input is left out."""
        self.note(sentence)
        self.refused += 1


def read_inputs(arguments: Sequence[str]) -> Inputs:
    """Reads every FILE argument."""
    inputs = Inputs()
    for argument in arguments:
        try:
            for file in _files(argument, inputs):
                _read_file(file, inputs)
        except Refused as error:
            inputs.refuse(str(error))
    return inputs


def _files(argument: str, inputs: Inputs) -> list[str]:
    """The files that an argument means: itself, or what a folder holds, sorted. Raises Refused."""
    if not argument:
        raise Refused("文件名是空的。")
    if not is_folder(argument):
        return [argument]
    found = sorted(_inside(argument, inputs))
    if not found:
        raise Refused(f"{argument}：文件夹里没有表单文件或工作簿。")
    return found


def _inside(folder: str, inputs: Inputs) -> Iterator[str]:
    """Files of known endings; no lock files that Excel and WPS leave (~$…), nothing hidden."""

    def unreadable(error: OSError) -> None:
        inputs.refuse(f"{error.filename}：无法读取，{reason(error)}。")

    for where, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(_ENDINGS) and not name.startswith(("~$", ".")):
                yield str(Path(where, name))


def _read_file(file: str, inputs: Inputs) -> None:
    inputs.files.append(file)
    try:
        if _head(Path(file)).startswith(_ZIP):
            _read_workbook(file, inputs)
        else:
            for slot in read_form_file(Path(file)):
                _take(file, slot.n, slot, inputs)
    except Refused as error:
        inputs.refuse(str(error))


def _read_workbook(file: str, inputs: Inputs) -> None:
    """The forms of a workbook; blank ones are named and not counted. Raises Refused."""
    from perfdesk.exchange.ours import read_book

    if sentence := _PACKED.get(Path(file).suffix.lower()):
        raise Refused(f"{file}：{sentence}")
    book = read_book(Path(file))
    for note in book.notes:
        inputs.note(f"{file}：{note}")
    n = 0
    for slot in book.slots:
        if slot.form is not None and is_blank(slot.form):
            inputs.note(f"{file}：工作表“{slot.report.sheet}”没有填写，没有读入。")
        else:
            n += 1
            _take_sheet(file, n, slot, inputs)
    if not n:
        raise Refused(f"{file}：没有填写过的表。")


def _take_sheet(file: str, n: int, slot: SheetSlot, inputs: Inputs) -> None:
    _take(file, n, slot, inputs, slot.report)
    for note in slot.report.notes:
        inputs.note(f"{file}：工作表“{slot.report.sheet}”：{note}")


def _take(file: str, n: int, slot: Slot, inputs: Inputs, report: SheetReport | None = None) -> None:
    place = f"{file}：第 {n} 张表"
    if slot.form is None:
        inputs.refuse(f"{place}：{slot.problem}")
        return
    try:
        template = library().get(slot.form.template)
    except Refused as error:
        inputs.refuse(f"{place}：{error}")
        return
    inputs.entries.append(Entry(file, n, slot.form, template, report))


def _head(path: Path) -> bytes:
    """A file's first bytes, which say what it is. Raises Refused for kinds that cannot be read."""
    size_of(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as error:
        raise Refused(f"{path}：无法读取，{reason(error)}。") from error
    for mark, sentence in _FOREIGN.items():
        if head.startswith(mark):
            raise Refused(f"{path}：{sentence}")
    return head
