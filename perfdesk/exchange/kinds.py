"""What a file is, by its first bytes and its ending; what cannot be read is refused by its kind."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused, reason
from perfdesk.files.source import size_of

if TYPE_CHECKING:
    from pathlib import Path

_FORM_FILES = (".json", ".jsonl")
_TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx")
#: Endings of what may be read; in folders only these are looked at.
ENDINGS = (*_FORM_FILES, *_TABLES)

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
#: The container of old Office files, and of encrypted new ones.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Old workbooks without a container: BIFF 2 to 8.
_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00\x00\x05",
    b"\x09\x08\x10\x00\x00\x06",
)
_ARCHIVE = "压缩包不能读取，请先解压。"
_WORD = "请用 Word 或 WPS 打开，另存为 .docx。"
REMEDY = "请用 Excel 或 WPS 打开，另存为 .xlsx。"
_FOREIGN = {
    b"%PDF": "PDF 不能读取，请给出表单文件、工作簿或 Word 表格。",
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
    b"\x1f\x8b": _ARCHIVE,
    b"{\\rtf": f"内容是 RTF 文字；{_WORD}",
    b"MIME-Version:": f"内容是网页归档（MHT），不是工作簿；{REMEDY}",
    b"\x89PNG": "图片不能读取，请给出表单文件、工作簿或 Word 表格。",
    b"\xff\xd8\xff": "图片不能读取，请给出表单文件、工作簿或 Word 表格。",
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Kind(Enum):
    """What PerfDesk can read."""

    FORM_FILE = auto()
    WORKBOOK = auto()  # also Word tables: whatever `books.open_book` opens


def kind_of(file: Path) -> Kind:
    """The kind of a file. Raises Refused, saying what to do, for everything else."""
    head, ending = first_bytes(file), file.suffix.lower()
    for mark, sentence in _FOREIGN.items():
        if head.startswith(mark):
            raise Refused(f"{file}：{sentence}")
    if head.startswith(_ZIPS):
        if ending == ".zip":
            raise Refused(f"{file}：{_ARCHIVE}")
        return Kind.WORKBOOK
    if head.startswith((COMPOUND, *_BIFF)):
        return Kind.WORKBOOK
    if ending in _FORM_FILES:
        return Kind.FORM_FILE
    start = _first_sign(head)
    if start == b"{" and ending not in ENDINGS:
        return Kind.FORM_FILE
    raise Refused(f"{file}：{_no_workbook(ending, start)}")


def is_package(head: bytes) -> bool:
    """True for the first bytes of a zip: .xlsx, .ods and .docx are packages."""
    return head.startswith(_ZIPS)


def first_bytes(file: Path) -> bytes:
    """The beginning of a regular file. Raises Refused."""
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
    if start == b"<" and ending in (*_TABLES, ".html", ".htm", ".xml"):
        # Web systems "export to Excel" so.
        return f"内容是网页或 XML，不是工作簿；{REMEDY}"
    if ending == ".docx":
        return f"不是 Word 文件；{_WORD}"
    if ending in _TABLES:
        return f"不是 .xlsx 等工作簿；{REMEDY}"
    if ending in (".csv", ".txt", ".tsv"):
        return f"文本文件（CSV）看不出合并的格和表头，不能读取；{REMEDY}"
    return f"不是工作簿（.xlsx 等）、Word 表格，也不是 .json 表单文件；如果是表格，{REMEDY}"
