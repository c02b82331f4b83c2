"""Looks at a packed file before anything parses it: what could harm is refused with a sentence.

Sizes are taken from the bytes that really come out, not from what the file claims.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from perfdesk.files.errors import Refused
from perfdesk.files.source import size_of

if TYPE_CHECKING:
    from pathlib import Path

#: A book of 1000 forms takes 4 MB, and inflated 80 MB.
LARGEST_FILE = 64 * 1024 * 1024
LARGEST_INFLATED = 512 * 1024 * 1024
LARGEST_PART = 192 * 1024 * 1024
LARGEST_DIRECTORY = 2 * 1024 * 1024
MOST_PARTS = 10_000
MOST_CELLS = 1_500_000
MOST_TAGS = 12_000_000
#: Real sheets shrink to a tenth, forms of empty cells to a fiftieth.
MOST_RATIO = 250
_SMALL = 4 * 1024 * 1024
_PIECE = 1024 * 1024
_LONGEST_TAG = 1024 * 1024
_LONGEST_COMMENT = 65_535
_XML = (".xml", ".rels", ".vml")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: Attribute values hold no bare `<`, so a start tag is found wherever it stands.
_ITEM = re.compile(
    rb"<(?:\w+:)?(?:c|row|si|xf|definedName|mergeCell|tr|tc|p|table-row|(?:covered-)?table-cell)"
    rb"[\s/>]"
)


def guard_size(path: Path) -> int:
    """The size of a file that may be looked at. Raises Refused for one too large."""
    size = size_of(path)
    if size > LARGEST_FILE:
        raise Refused(f"{path}：文件太大，不像自评表。")
    return size


def guard_package(path: Path) -> None:
    """Returns if the package may be parsed. Raises Refused with the reason otherwise."""
    size = guard_size(path)
    try:
        _guard_directory(path, size)
        with ZipFile(path) as archive:
            _Inspector(path, archive, size).inspect()
    except (BadZipFile, zlib.error, EOFError) as error:
        raise Refused(f"{path}：文件不完整，可能没有下载完或已损坏。") from error
    except (OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused(f"{path}：无法解压，文件可能已损坏。") from error


def _guard_directory(path: Path, size: int) -> None:
    """The list of parts is read as a whole, so it may not be large. Raises BadZipFile, Refused."""
    with path.open("rb") as stream:
        stream.seek(max(0, size - _LONGEST_COMMENT - 22))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise BadZipFile
    if tail.rfind(b"PK\x06\x07", 0, at) == at - 20 or int.from_bytes(
        tail[at + 12 : at + 16], "little"
    ) > min(size, LARGEST_DIRECTORY):
        raise Refused(f"{path}：内含文件过多，不像自评表。")


class _Inspector:
    def __init__(self, path: Path, archive: ZipFile, size: int) -> None:
        self.path, self.archive, self.size = path, archive, size
        self.inflated = 0
        self.cells = self.tags = 0

    def inspect(self) -> None:
        parts = self.archive.infolist()
        names = {part.filename for part in parts}
        if len(parts) > MOST_PARTS:
            raise self._refused("内含文件过多，不像自评表。")
        if len(names) < len(parts) or any(map(_strange, names)):
            raise self._refused("内部文件名不正常，为安全起见不予读取。")
        if any(part.flag_bits & 1 for part in parts):
            raise self._refused("文件加了密码，请去掉密码后再读。")
        for part in parts:
            self._read(part)

    def _read(self, part: ZipInfo) -> None:
        xml = part.filename.lower().endswith(_XML)
        before = self.inflated
        kept = b""
        with self.archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                self.inflated += len(piece)
                self._check_sizes(self.inflated - before)
                if xml:
                    self.tags += piece.count(b"<")
                    # UTF-16 shows itself by zero bytes; without them its signs are plain ASCII.
                    kept = self._check_xml(kept + piece.replace(b"\0", b""))
        self._check_xml(kept + b"<")

    def _check_sizes(self, part: int) -> None:
        ratio = self.inflated / max(1, self.size)
        if (
            part > LARGEST_PART
            or self.inflated > LARGEST_INFLATED
            or (self.inflated > _SMALL and ratio > MOST_RATIO)
        ):
            raise self._refused("解压后大得不正常，为安全起见不予读取。")

    def _check_xml(self, text: bytes) -> bytes:
        """Counts what is whole in `text`; returns the last tag: it may go on in the next piece."""
        if _DOCTYPE.search(text):
            raise self._refused("内含 DOCTYPE 声明，为安全起见不予读取。")
        tag = max(0, text.rfind(b"<"))
        self.cells += sum(1 for _ in _ITEM.finditer(text, 0, tag))
        if self.cells > MOST_CELLS or self.tags > MOST_TAGS:
            raise self._refused("单元格过多，不像自评表。")
        if len(text) - tag > _LONGEST_TAG + _PIECE:
            raise self._refused("内容不正常，为安全起见不予读取。")
        return text[tag:]

    def _refused(self, problem: str) -> Refused:
        return Refused(f"{self.path}：{problem}")


def _strange(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")
