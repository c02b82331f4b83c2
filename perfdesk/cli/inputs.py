"""FILE arguments: form files, workbooks, folders of them; what cannot be read is said."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.console import say
from perfdesk.files.atomic import reason
from perfdesk.files.errors import Refused
from perfdesk.files.formfile import Slot, read_form_file
from perfdesk.files.source import size_of
from perfdesk.files.templates import library
from perfdesk.files.tomltable import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

_ENDINGS = (".json", ".jsonl", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx")
_ZIP = b"PK\x03\x04"
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "旧版或加密的工作簿暂不能读取，请另存为不加密的 .xlsx。",
    b"%PDF": "PDF 不能读取，请给出表单文件或工作簿。",
    b"Rar!": "压缩包不能读取，请先解压。",
    b"7z\xbc\xaf": "压缩包不能读取，请先解压。",
    b"\x1f\x8b": "压缩包不能读取，请先解压。",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One form read: where it stands (`file`, `n` from 1), the form and its template."""

    file: str
    n: int
    form: Form
    template: Template


@dataclass(slots=True)
class Inputs:
    """All entries that could be read, in order, from `files`.

    `refused` counts the rest, already said on stderr.
    """

    entries: list[Entry] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
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
    """The files that an argument means: itself, or what a folder holds, sorted."""
    if not argument:
        raise Refused("文件名是空的。")
    if not _is_folder(argument):
        return [argument]
    found = sorted(_inside(argument))
    if not found:
        raise Refused(f"{argument}：文件夹里没有表单文件或工作簿。")
    return found


def _is_folder(argument: str) -> bool:
    try:
        return Path(argument).is_dir()
    except OSError as error:
        raise Refused(f"{argument}：无法读取，{reason(error)}。") from error


def _inside(folder: str) -> Iterator[str]:
    """Files of known endings; no lock files that Excel and WPS leave (~$…), nothing hidden."""
    for where, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(_ENDINGS) and not name.startswith(("~$", ".")):
                yield str(Path(where, name))


def _unreadable(error: OSError) -> None:
    raise Refused(f"{error.filename}：无法读取，{reason(error)}。") from error


def _read_file(file: str, inputs: Inputs) -> None:
    inputs.files.append(file)
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
    for mark, sentence in _FOREIGN.items():
        if head.startswith(mark):
            raise Refused(f"{path}：{sentence}")
    return iter(read_form_file(path))


def _head(path: Path) -> bytes:
    size_of(path)
    try:
        with path.open("rb") as stream:
            return stream.read(512)
    except OSError as error:
        raise Refused(f"{path}：无法读取，{reason(error)}。") from error
