"""Breaking Chinese text into lines.

Lines never begin with a closing mark or end with an opening one; numbers with their signs and
Latin words stay whole; no line is left with a lone last character. Widths are in thousandths of the
font size.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Measure = Callable[[str], float]

_OPEN = "（(《〈「『【〔［[{｛“‘￥$＄"
_CLOSE = "）)》〉」』】〕］]}｝”’，。、；：！？,.;:!?%％‰℃°′″…·～—々"
_LATIN = "0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
#: Blanks with a width of their own; all others are as wide as the common one.
_SPACES = " \u3000\u00a0\u2002\u2003"
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
#: Signs without width that come along with pasted text: nothing to print.
_INVISIBLE = "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, [*range(0x202A, 0x202F), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)
_NARROW_SPACES = "\t\u1680\u2000\u2001\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
#: Characters that no line holds: they are layout, or nothing at all.
UNSEEN = frozenset(_LINE_ENDS + _NARROW_SPACES + _INVISIBLE)
_CLEANING = (
    dict.fromkeys(map(ord, _INVISIBLE))
    | dict.fromkeys(map(ord, _NARROW_SPACES), " ")
    | dict.fromkeys(map(ord, _LINE_ENDS), "\n")
)
#: A piece that is never cut: opening marks, one word or number or character, closing marks.
_PIECE = re.compile(
    rf"[{_SPACES}]+|(?:[{re.escape(_OPEN)}][{_SPACES}]*)*"
    rf"(?:[=<>≥≤≈±+~＝＞＜≠≧≦-]{{0,3}}[{_LATIN}]+(?:[.,:/_@&+'·-][{_LATIN}]+)*|——|……|[^{_SPACES}])?"
    rf"(?:[{_SPACES}]*[{re.escape(_CLOSE)}])*",
    re.DOTALL,
)
_MARKS = _OPEN + _CLOSE


def paragraphs(text: str) -> list[str]:
    """The text at its typed line breaks, without signs that have no width; a tab is a blank."""
    if UNSEEN.isdisjoint(text):
        return [text]
    return text.replace("\r\n", "\n").translate(_CLEANING).split("\n")


def on_one_line(text: str) -> str:
    """The text with blanks for its line breaks, for a place that has one line."""
    return " ".join(part.strip(_SPACES) for part in paragraphs(text)).strip()


@lru_cache(maxsize=8192)
def split_pieces(text: str) -> tuple[str, ...]:
    """Uncuttable pieces of one paragraph, in order; joined they give the text back."""
    return tuple(piece for piece in _PIECE.findall(text) if piece)


def break_paragraph(text: str, room: float, width: Measure) -> list[str]:
    """Lines of a left-aligned paragraph; the last one holds two characters where possible."""
    if width(text) <= room:
        return [text]
    run = _Run(split_pieces(text), room, width)
    run.keep_indent()
    return run.lines(_without_orphan(run, run.ends(room), room))


def break_balanced(text: str, room: float, width: Measure) -> list[str]:
    """Lines of a centred cell: as few as possible, of about equal length."""
    total = width(text)
    if total <= room:
        return [text]
    run = _Run(split_pieces(text), room, width)
    best = run.ends(room)
    narrow, wide = total / len(best), room
    for _ in range(5):
        middle = (narrow + wide) / 2
        tried = run.ends(middle)
        if len(tried) <= len(best) and run.widest(tried) <= room:
            best, wide = tried, middle
        else:
            narrow = middle
    return run.lines(_without_orphan(run, best, room))


def break_label(text: str, room: float, width: Measure, words: Sequence[str]) -> list[str]:
    """Lines of a narrow label, broken between its words as people do: 满意度 / 指标."""
    if width(text) <= room:
        return [text]
    pieces = _label_pieces(text, tuple(words))
    fitting: list[str] = []
    for piece in pieces:
        halves = break_balanced(piece, room, width)  # a word too long for the line, halved
        fitting.extend(half for half in halves if half)
    if not fitting:
        return [""]
    run = _Run(fitting, room, width)
    return run.lines(_evened(run, run.ends(room), room))


@lru_cache(maxsize=2048)
def _label_pieces(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    known = sorted((word for word in words if word), key=len, reverse=True)
    pattern = "|".join(re.escape(word) for word in known) or r"(?!)"
    found = [piece for piece in re.split(f"({pattern})", text) if piece]
    pieces: list[str] = []
    for item in found:
        pieces.extend([item] if item in known else split_pieces(item))
    return tuple(pieces)


class _Run:
    """Pieces with their widths. Lines are given by the index behind each line's last piece."""

    def __init__(self, pieces: Sequence[str], room: float, width: Measure) -> None:
        sizes = list(map(width, pieces))
        if max(sizes) > room:
            pieces = _cut(pieces, room, width)
            sizes = list(map(width, pieces))
        self.pieces, self.sizes = pieces, sizes
        self.blanks = [piece[0] in _SPACES and not piece.strip(_SPACES) for piece in pieces]
        self.indented = False

    def keep_indent(self) -> None:
        """Blanks typed before a paragraph's first word count and stay (首行缩进)."""
        self.indented, self.blanks[0] = self.blanks[0], False

    def ends(self, room: float) -> list[int]:
        """Lines filled one after the other. Blanks may hang over the end of a line."""
        ends: list[int] = []
        used = 0.0
        for place, size in enumerate(self.sizes):
            if used + size > room and used and not self.blanks[place]:
                ends.append(place)
                used = 0.0
            if used or not self.blanks[place]:
                used += size
        ends.append(len(self.sizes))
        return ends

    def lines(self, ends: list[int]) -> list[str]:
        """The text of every line, without the blanks that it was broken at."""
        spans = zip([0, *ends[:-1]], ends, strict=True)
        texts = ["".join(self.pieces[start:end]).rstrip(_SPACES) for start, end in spans]
        return [
            text if self.indented and not n else text.lstrip(_SPACES)
            for n, text in enumerate(texts)
        ]

    def span(self, start: int, end: int) -> float:
        """The width of pieces `start` … `end`."""
        return sum(self.sizes[start:end])

    def widest(self, ends: list[int]) -> float:
        """The width of the longest line."""
        return max(self.span(a, b) for a, b in zip([0, *ends[:-1]], ends, strict=True))

    def letters(self, start: int, end: int) -> int:
        """Characters other than marks and blanks."""
        text = "".join(self.pieces[start:end])
        return sum(1 for char in text if char not in _MARKS and char not in _SPACES)


def _evened(run: _Run, ends: list[int], room: float) -> list[int]:
    """As many lines, with words moved down while that shortens the longer of two lines."""
    starts = [0, *ends[:-1]]
    for line in range(len(ends) - 2, -1, -1):
        while ends[line] - starts[line] > 1:
            moved = run.span(ends[line] - 1, ends[line + 1])
            if moved > room or moved > run.span(starts[line], ends[line]):
                break
            ends[line] -= 1
    return ends


def _without_orphan(run: _Run, ends: list[int], room: float) -> list[int]:
    """Pieces moved down from the line before until the last line holds two characters."""
    if len(ends) < 2:
        return ends
    start = ends[-3] if len(ends) > 2 else 0
    while ends[-2] - start > 1 and run.letters(ends[-2], ends[-1]) < 2:
        if run.span(ends[-2] - 1, ends[-1]) > room:
            break
        ends[-2] -= 1
    return ends


def _cut(pieces: Sequence[str], room: float, width: Measure) -> list[str]:
    """Pieces, with those wider than the line cut between characters."""
    fitting: list[str] = []
    for piece in pieces:
        fitting.extend([piece] if width(piece) <= room else _chopped(piece, room, width))
    return fitting


def _chopped(piece: str, room: float, width: Measure) -> list[str]:
    parts = [""]
    used = 0.0
    for char in piece:
        size = width(char)
        if parts[-1] and used + size > room:
            parts.append("")
            used = 0.0
        parts[-1] += char
        used += size
    return parts
