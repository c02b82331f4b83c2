"""Looks into the container of old Office files: an old workbook, an encrypted new one, a document.

A container lists its streams in entries of 128 bytes that begin with the name; looking for the
names at such places needs no chain of sectors to be followed, which a hostile file could bend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: What is told of streams by their names; the first that is there counts.
_STREAMS = {
    "EncryptedPackage": "文件加了密码，请用 Excel 或 WPS 打开，去掉密码后再读。",
    "Workbook": "",
    "Book": "",
    "WordDocument": "旧的 Word 格式（.doc）不能读取，请用 Word 或 WPS 打开，另存为 .docx。",
    "PowerPoint Document": "演示文稿不能读取。",
}
_NO_WORKBOOK = "不是 .xls 工作簿，无法读取；如果是表格，请用 Excel 或 WPS 打开，另存为 .xlsx。"
_ENTRY = 128


def trouble_with(file: Path) -> str:
    """'' for a container with an old workbook in it, else a sentence on what it is."""
    data = file.read_bytes()
    return next((said for name, said in _STREAMS.items() if _lists(data, name)), _NO_WORKBOOK)


def _lists(data: bytes, name: str) -> bool:
    """True if an entry has this name."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0 and at % _ENTRY:
        at = data.find(wanted, at + 2)
    return at >= 0
