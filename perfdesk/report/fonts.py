"""Fonts as the layout needs them: advance widths, coverage, and a face for every character.

The chosen body face first, the bundled one unless `set_in` says otherwise, then the bundled body,
then a system font that has the character, else a box.
"""

from __future__ import annotations

import struct
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from perfdesk.files.errors import Refused
from perfdesk.files.locate import resource
from perfdesk.report.linebreak import UNSEEN
from perfdesk.report.reportlabsetup import set_up
from perfdesk.report.systemfonts import system_fonts_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from perfdesk.report.systemfonts import FontFile

BODY = "PerfDeskSerif"
BOLD = "PerfDeskSerif-Bold"
_FILES = {BODY: "PerfDeskSerif-Regular.ttf", BOLD: "PerfDeskSerif-Bold.ttf"}
#: Width of a character that no font has, in thousandths of the size: that of its box.
_BOX_WIDTH = 1000
#: So many texts' widths are kept, some 20 MB.
_MOST_KNOWN = 100_000
_LONGEST_KNOWN = 200


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


#: The system's faces chosen so far, by name.
_chosen: dict[str, Face] = {}
#: The face of all text but titles, in this thread.
_body: ContextVar[str] = ContextVar("body", default=BODY)


def body() -> str:
    """The name of the body face in use."""
    return _body.get()


@contextmanager
def set_in(font: FontFile | None) -> Iterator[None]:
    """Text is measured and drawn in this font of the machine meanwhile; None: the bundled one.

    Raises Refused where the font is damaged or may not be embedded.
    """
    found = _system_face(font.path, font.index) if font else face(BODY)
    if found is None:
        raise Refused(f"字体文件 {font.path if font else ''} 不能用来打印，请换一种字体。")
    _chosen[found.name] = found
    token = _body.set(found.name)
    try:
        yield
    finally:
        _body.reset(token)


def face(name: str) -> Face:
    """A face by its name: bundled, registered with reportlab on first use, or chosen."""
    return _bundled(name) if name in _FILES else _chosen[name]


@lru_cache(maxsize=4)
def _bundled(name: str) -> Face:
    return _registered(name, str(resource("fonts", _FILES[name])))


@lru_cache(maxsize=64)
def _registered(name: str, path: str, index: int = 0) -> Face:
    set_up()
    font = TTFont(name, path, subfontIndex=index)
    pdfmetrics.registerFont(font)
    return Face(name, font.face.charWidths)


@lru_cache(maxsize=4096)
def substitute(char: str) -> Face | None:
    """The face that has `char`: the bundled body, a system font; None where no font has it."""
    bundled = face(BODY)
    if ord(char) in bundled.widths:
        return bundled
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


class _Widths(dict[str, float]):
    """Widths of texts met before. A plain dict's look-up is the hot path of the whole layout."""

    def __init__(self, look_up: Callable[[str], float]) -> None:
        super().__init__()
        self.look_up = look_up

    def __missing__(self, text: str) -> float:
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = self.look_up(text)
        if len(text) <= _LONGEST_KNOWN:
            self[text] = found
        return found


class Metrics:
    """Measures text in one face at size 1000, so that widths are plain numbers without a size.

    `width(text)` is the advance width in thousandths of the font size.
    """

    def __init__(self, name: str) -> None:
        self.face = face(name)
        #: Characters met that this face lacks.
        self.foreign: set[str] = set()
        self._char_width = _Widths(self._char).__getitem__
        self.width: Callable[[str], float] = _Widths(self._sum).__getitem__

    def _sum(self, text: str) -> float:
        return sum(map(self._char_width, text))

    def _char(self, char: str) -> float:
        width = self.face.widths.get(ord(char))
        if char in UNSEEN:
            self.foreign.add(char)
            return 0.0
        if width is None:
            self.foreign.add(char)
            other = substitute(char)
            width = other.widths[ord(char)] if other else _BOX_WIDTH
        return width


def metrics(name: str = "") -> Metrics:
    """The measuring table of a face, by default the body's; one for all its users."""
    return _metrics(name or body())


@lru_cache(maxsize=8)
def _metrics(name: str) -> Metrics:
    return Metrics(name)


@lru_cache(maxsize=16384)
def pieces(text: str, name: str) -> tuple[Piece, ...]:
    """`text` cut into runs of one face each."""
    table = metrics(name)
    table.width(text)  # meets every character
    if table.foreign.isdisjoint(text):
        return (Piece(text, name),)
    widths = table.face.widths
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
