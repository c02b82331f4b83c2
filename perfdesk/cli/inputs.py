"""FILE arguments: form files, workbooks, folders of them, read in order; what cannot be read is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.console import say
from perfdesk.files.atomic import reason
from perfdesk.files.errors import Refused
from perfdesk.files.formfile import Slot, read_form_file
from perfdesk.files.templates import library
from perfdesk.files.tomltable import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

_ENDINGS = (".json", ".jsonl", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Entry:
    """One form read: where it stands (`file`, `n` from 1), the form and its template."""

    file: str
    n: int
    form: Form
    template: Template


@dataclass(slots=True)
class Inputs:
    """All entries that could be read, in order; `refused` counts the rest, already said on stderr."""

    entries: list[Entry] = field(default_factory=list)
    refused: int = 0

    def refuse(self, sentence: str) -> None:
        """Says why an input is left out."""
        say(sentence)
        self.refused += 1


def read_inputs(arguments: Sequence[str]) -> Inputs:
    """Reads every FILE argument."""
    inputs = Inputs()
    for argument in arguments:
        try:
            for file in _files(argument):
                _read_file(file, inputs)
        except Refused as error:
            inputs.refuse(str(error))
    return inputs


def _files(argument: str) -> list[str]:
    path = Path(argument)
    if not path.is_dir():
        return [argument]
    found = sorted(str(item) for item in path.rglob("*") if _wanted(item))
    if not found:
        raise Refused(f"{argument}：文件夹里没有表单文件或工作簿。")
    return found


def _wanted(path: Path) -> bool:
    """Known endings; not the lock files that Excel and WPS leave (~$…), not hidden ones."""
    return path.suffix.lower() in _ENDINGS and not path.name.startswith(("~$", "."))


def _read_file(file: str, inputs: Inputs) -> None:
    try:
        slots = list(read_slots(Path(file)))
    except Refused as error:
        inputs.refuse(str(error))
        return
    for slot in slots:
        _take(file, slot, inputs)


def _take(file: str, slot: Slot, inputs: Inputs) -> None:
    if slot.form is None:
        inputs.refuse(f"{file}：第 {slot.n} 张表：{slot.problem}")
        return
    try:
        template = library().get(slot.form.template)
    except (Refused, TemplateError) as error:
        inputs.refuse(f"{file}：第 {slot.n} 张表：{error}")
        return
    inputs.entries.append(Entry(file, slot.n, slot.form, template))


def read_slots(path: Path) -> Iterator[Slot]:
    """The forms of one file, recognised by its first bytes. Raises Refused."""
    head = _head(path)
    if head.startswith(_ZIP):
        from perfdesk.exchange.ours import read_our_workbook

        return iter(read_our_workbook(path))
    if head.startswith(_OLE):
        raise Refused(f"{path}：旧版或加密的工作簿暂不能读取，请另存为不加密的 .xlsx。")
    if not head.strip():
        raise Refused(f"{path}：是空文件。")
    return iter(read_form_file(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(512)
    except OSError as error:
        raise Refused(f"{path}：无法读取，{reason(error)}。") from error
