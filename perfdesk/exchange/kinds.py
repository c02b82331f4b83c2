"""What a file is, by its first bytes and its ending; what cannot be read is refused by its kind."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused, reason
from perfdesk.files.source import size_of

if TYPE_CHECKING:
    from pathlib import Path

_FORM_FILES = (".json", ".jsonl")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
#: Endings of what may be read, now or in a later version; in folders only these are looked at.
ENDINGS = (*_FORM_FILES, *_WORKBOOKS, ".docx")

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVE = "压缩包不能读取，请先解压。"
#: Kinds that begin like an .xlsx.
_PACKED = {
    ".docx": "Word 表格暂不能读取。",
    ".ods": "这种工作簿暂不能读取，请另存为 .xlsx。",
    ".zip": _ARCHIVE,
}
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "文件加了密码或是旧的 .xls 格式，请去掉密码、另存为 .xlsx。",
    b"%PDF": "PDF 不能读取，请给出表单文件或工作簿。",
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
    b"\x1f\x8b": _ARCHIVE,
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_REMEDY = "请用 Excel 或 WPS 打开，另存为 .xlsx。"


class Kind(Enum):
    """What PerfDesk can read."""

    FORM_FILE = auto()
    WORKBOOK = auto()


def kind_of(file: Path) -> Kind:
    """The kind of a file. Raises Refused, saying what to do, for everything else."""
    head, ending = _head(file), file.suffix.lower()
    for mark, sentence in _FOREIGN.items():
        if head.startswith(mark):
            raise Refused(f"{file}：{sentence}")
    if head.startswith(_ZIPS):
        if ending in _PACKED:
            raise Refused(f"{file}：{_PACKED[ending]}")
        return Kind.WORKBOOK
    if ending in _FORM_FILES:
        return Kind.FORM_FILE
    start = _first_sign(head)
    if start == b"{" and ending not in ENDINGS:
        return Kind.FORM_FILE
    raise Refused(f"{file}：{_no_workbook(ending, start)}")


def _head(file: Path) -> bytes:
    size_of(file)
    try:
        with file.open("rb") as stream:
            return stream.read(512)
    except OSError as error:
        raise Refused(f"{file}：无法读取，{reason(error)}。") from error


def _first_sign(head: bytes) -> bytes:
    """The first byte that is no blank and no mark of an encoding."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip()[:1]


def _no_workbook(ending: str, start: bytes) -> str:
    if not start:
        return "文件是空的。"
    if start == b"<" and ending in _WORKBOOKS:  # so web systems "export to Excel"
        return f"内容是网页或 XML，不是 .xlsx 工作簿；{_REMEDY}"
    if ending in _WORKBOOKS:
        return f"不是 .xlsx 工作簿；{_REMEDY}"
    if ending == ".docx":
        return "不是 Word 文件，也不是 .xlsx 工作簿，无法读取。"
    return f"不是 .xlsx 工作簿，也不是 .json 表单文件；如果是表格，{_REMEDY}"
