"""Fonts as the layout needs them: advance widths, coverage, and a face for every character.

Bundled faces first, then a system font that has the character, else the bundled face's box.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from perfdesk.files.locate import resource
from perfdesk.report import tounicode
from perfdesk.report.linebreak import UNSEEN
from perfdesk.report.systemfonts import system_fonts_with

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BODY = "PerfDeskSerif"
BOLD = "PerfDeskSerif-Bold"
_FILES = {BODY: "PerfDeskSerif-Regular.ttf", BOLD: "PerfDeskSerif-Bold.ttf"}
#: Width of a character that no font has, in thousandths of the size: that of its box.
_BOX_WIDTH = 1000
#: So many texts' widths are kept, some 20 MB.
_MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Face:
    """One registered font: its name for the canvas, the advances (1/1000 em) of what it covers."""

    name: str
    widths: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters in one face."""

    text: str
    face: str


def face(name: str) -> Face:
    """A bundled face, registered with reportlab on first use."""
    return _registered(name, str(resource("fonts", _FILES[name])))


@lru_cache(maxsize=64)
def _registered(name: str, path: str, index: int = 0) -> Face:
    tounicode.install()
    font = TTFont(name, path, subfontIndex=index)
    pdfmetrics.registerFont(font)
    return Face(name, font.face.charWidths)


@lru_cache(maxsize=4096)
def substitute(char: str) -> Face | None:
    """The face that has `char`: the body, a system font; None where no font has it."""
    body = face(BODY)
    if ord(char) in body.widths:
        return body
    if unicodedata.category(char) in ("Cc", "Cs"):
        return None
    faces = (_system_face(path, index) for path, index in system_fonts_with(ord(char)))
    return next((found for found in faces if found and ord(char) in found.widths), None)


def _system_face(path: Path, index: int) -> Face | None:
    """A system font, None where it is damaged or may not be embedded."""
    name = f"System-{path.stem}-{crc32(str(path).encode()):08x}-{index}"
    try:
        return _registered(name, str(path), index)
    except (TTFError, OSError, struct.error, LookupError, ValueError):
        return None


class Metrics:
    """Measures text in one face at size 1000, so that widths are plain numbers without a size."""

    def __init__(self, name: str) -> None:
        self.face = face(name)
        self.lost: set[str] = set()
        self._widths: dict[str, float] = {}
        self._chars: dict[str, float] = dict.fromkeys(UNSEEN, 0.0)

    def width(self, text: str) -> float:
        """The advance width of `text` in thousandths of the font size."""
        known = self._widths.get(text)
        if known is None:
            chars = self._chars
            known = sum([chars[c] if c in chars else self._char(c) for c in text])
            if len(text) < 200:
                if len(self._widths) > _MOST_KNOWN:
                    self._widths.clear()
                self._widths[text] = known
        return known

    def _char(self, char: str) -> float:
        width = self.face.widths.get(ord(char))
        if width is None:
            other = substitute(char)
            width = other.widths[ord(char)] if other else _BOX_WIDTH
            if other is not face(BODY):
                self.lost.add(char)
        self._chars[char] = width
        return width


def metrics(name: str = BODY) -> Metrics:
    """The measuring table of a bundled face; one for all its users."""
    return _metrics(name)


@lru_cache(maxsize=8)
def _metrics(name: str) -> Metrics:
    return Metrics(name)


def lost_characters() -> set[str]:
    """The characters measured so far that no bundled font has."""
    return metrics(BODY).lost | metrics(BOLD).lost


def missing(text: str) -> tuple[str, ...]:
    """The characters of `text` that no font on this machine has, each once."""
    known = face(BODY).widths
    strange = dict.fromkeys(c for c in text if ord(c) not in known and c not in UNSEEN)
    return tuple(char for char in strange if substitute(char) is None)


@lru_cache(maxsize=16384)
def pieces(text: str, name: str) -> tuple[Piece, ...]:
    """`text` cut into runs of one face each."""
    widths = face(name).widths
    if all(ord(char) in widths for char in text):
        return (Piece(text, name),)
    runs: list[Piece] = []
    for char in text:
        if char in UNSEEN:
            continue
        other = None if ord(char) in widths else substitute(char)
        chosen = other.name if other else name
        if runs and runs[-1].face == chosen:
            runs[-1] = Piece(runs[-1].text + char, chosen)
        else:
            runs.append(Piece(char, chosen))
    return tuple(runs)
