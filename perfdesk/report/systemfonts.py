"""Fonts of the machine: asked for characters that the bundled fonts lack, or chosen to print in."""

from __future__ import annotations

import os
import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)
_LAST = 0x10FFFF
#: The range that ends every map of format 4.
_CLOSING = (0xFFFF, 0xFFFF)
#: Character maps by code point: the platform, and Windows' (platform, encoding).
_UNICODE = 0
_WINDOWS_UNICODE = ((3, 1), (3, 10))
_ENDINGS = (".ttf", ".ttc")
#: Faces with 宋体 outlines first: they sit best beside the bundled serif.
_LIKED = ("simsunb", "simsun", "simfang", "songti", "serif", "ming", "uming")

#: Fonts of office work that one may print in: the name shown, the files that hold it.
_OFFICE = (
    ("宋体", ("simsun.ttc", "simsun.ttf", "stsong.ttf", "songti.ttc")),
    ("仿宋", ("simfang.ttf", "fangsong.ttf", "stfangso.ttf", "stfangsong.ttf", "仿宋_gb2312.ttf")),
)


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font of the machine: the name shown, its file, its number among those in the file."""

    name: str
    path: Path
    index: int = 0


def office_fonts() -> tuple[FontFile, ...]:
    """Those of the usual fonts that this machine has and that can be embedded."""
    held = {path.name.lower(): path for path in reversed(font_files())}
    found = []
    for name, files in _OFFICE:
        usable = (held[file] for file in files if file in held and any(_coverage(held[file])))
        if path := next(usable, None):
            found.append(FontFile(name, path))
    return tuple(found)


def system_fonts_with(code: int) -> Iterator[tuple[Path, int]]:
    """(file, sub-font) of the TrueType fonts that have the character, the most suitable first."""
    for path in font_files():
        for index, ranges in enumerate(_coverage(path)):
            place = bisect_right(ranges, (code, _LAST)) - 1
            if place >= 0 and ranges[place][1] >= code:
                yield path, index


@lru_cache(maxsize=1)
def font_files() -> tuple[Path, ...]:
    """All TrueType files of the machine, those that suit the page first."""
    windows = os.environ.get("WINDIR")
    local = os.environ.get("LOCALAPPDATA")
    folders = [Path(folder).expanduser() for folder in _FOLDERS]
    folders += [Path(windows) / "Fonts"] if windows else []
    folders += [Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []
    found = {
        Path(root) / name
        for folder in folders
        for root, _, names in os.walk(folder)
        for name in names
        if name.lower().endswith(_ENDINGS)
    }
    return tuple(sorted(found, key=_taste))


def _taste(path: Path) -> tuple[int, str]:
    name = path.name.lower()
    liked = next((i for i, word in enumerate(_LIKED) if word in name), len(_LIKED))
    return liked, str(path)


@lru_cache(maxsize=2048)
def _coverage(path: Path) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The character ranges of each TrueType font in a file; empty for what cannot be embedded."""
    try:
        data = path.read_bytes()
        return tuple(_ranges(data, offset) for offset in _offsets(data))
    except (OSError, struct.error, IndexError):
        return ()


def _offsets(data: bytes) -> list[int]:
    if data[:4] == b"ttcf":
        count = struct.unpack_from(">L", data, 8)[0]
        return list(struct.unpack_from(f">{min(count, 32)}L", data, 12))
    return [0]


def _ranges(data: bytes, offset: int) -> tuple[tuple[int, int], ...]:
    tables = _tables(data, offset)
    if b"glyf" not in tables or b"cmap" not in tables:
        return ()
    start = tables[b"cmap"]
    best: tuple[tuple[int, int], ...] = ()
    for record in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, encoding, place = struct.unpack_from(">HHL", data, start + 4 + 8 * record)
        if platform == _UNICODE or (platform, encoding) in _WINDOWS_UNICODE:
            best = max(best, _subtable(data, start + place), key=_size)
    return tuple(sorted(best))


def _size(ranges: tuple[tuple[int, int], ...]) -> int:
    return sum(last + 1 - first for first, last in ranges)


def _tables(data: bytes, offset: int) -> dict[bytes, int]:
    count = struct.unpack_from(">H", data, offset + 4)[0]
    records = (struct.unpack_from(">4s3L", data, offset + 12 + 16 * i) for i in range(count))
    return {tag: place for tag, _, place, _ in records}


def _subtable(data: bytes, place: int) -> tuple[tuple[int, int], ...]:
    kind = struct.unpack_from(">H", data, place)[0]
    if kind == 12:
        count = struct.unpack_from(">L", data, place + 12)[0]
        groups = (struct.unpack_from(">3L", data, place + 16 + 12 * i) for i in range(count))
        return tuple((first, last) for first, last, _ in groups)
    if kind == 4:
        count = struct.unpack_from(">H", data, place + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", data, place + 14)
        starts = struct.unpack_from(f">{count}H", data, place + 16 + 2 * count)
        ranges = zip(starts, ends, strict=True)
        return tuple(pair for pair in ranges if pair != _CLOSING)
    return ()
