"""Breaking Chinese text into lines.

Lines never begin with a closing mark or end with an opening one; numbers with their signs and Latin words
stay whole; no line is left with a lone last character. Widths are in thousandths of the font size.
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
#: A piece that is never cut: opening marks, one word or number or character, closing marks.
_PIECE = re.compile(
    rf"\s+|[{re.escape(_OPEN)}]*"
    rf"(?:[=<>≥≤≈±+~-]*[{_LATIN}]+(?:[.,:/_@&+'·-][{_LATIN}]+)*|——|……|[^\s])?"
    rf"[{re.escape(_CLOSE)}]*",
    re.DOTALL,
)
_SPACES = " \t\u3000\u00a0"
_MARKS = _OPEN + _CLOSE


def paragraphs(text: str) -> list[str]:
    """The text at its typed line breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n")


@lru_cache(maxsize=8192)
def split_pieces(text: str) -> tuple[str, ...]:
    """Uncuttable pieces of one paragraph, in order; joined they give the text back."""
    return tuple(piece for piece in _PIECE.findall(text) if piece)


def break_paragraph(text: str, room: float, width: Measure) -> list[str]:
    """Lines of a left-aligned paragraph; the last one holds at least two characters where possible."""
    if width(text) <= room:
        return [text]
    lines = _fill(_cut(split_pieces(text), room, width), room, width)
    return ["".join(line).rstrip(_SPACES) for line in _without_orphan(lines, room, width)]


def break_balanced(text: str, room: float, width: Measure) -> list[str]:
    """Lines of a centred cell: as few as possible, of about equal length."""
    total = width(text)
    if total <= room:
        return [text]
    pieces = _cut(split_pieces(text), room, width)
    best = _fill(pieces, room, width)
    narrow, wide = total / len(best), room
    for _ in range(6):
        middle = (narrow + wide) / 2
        tried = _fill(pieces, middle, width)
        if len(tried) <= len(best) and _widest(tried, width) <= room:
            best, wide = tried, middle
        else:
            narrow = middle
    return ["".join(line).strip(_SPACES) for line in best]


def break_label(text: str, room: float, width: Measure, words: Sequence[str]) -> list[str]:
    """Lines of a narrow label, broken between its words as people do: 满意度 / 指标."""
    if width(text) <= room:
        return [text]
    pieces = _label_pieces(text, tuple(words))
    if any(width(piece) > room for piece in pieces):
        return break_balanced(text, room, width)
    lines = _fill(pieces, room, width)
    return ["".join(line) for line in _evened(lines, room, width)]


@lru_cache(maxsize=2048)
def _label_pieces(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    known = sorted((word for word in words if word), key=len, reverse=True)
    pattern = "|".join(re.escape(word) for word in known) or r"(?!)"
    found = [piece for piece in re.split(f"({pattern})", text) if piece]
    pieces: list[str] = []
    for item in found:
        pieces.extend([item] if item in known else split_pieces(item))
    return tuple(pieces)


def _evened(lines: list[list[str]], room: float, width: Measure) -> list[list[str]]:
    """The same number of lines with the words moved down while that makes the longest line shorter."""
    for upper, lower in zip(reversed(lines[:-1]), reversed(lines[1:]), strict=True):
        while len(upper) > 1:
            moved = width("".join([upper[-1], *lower]))
            if moved > room or moved > width("".join(upper)):
                break
            lower.insert(0, upper.pop())
    return lines


def _fill(pieces: Sequence[str], room: float, width: Measure) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    used = 0.0
    for piece in pieces:
        size = width(piece)
        blank = piece[0] in _SPACES
        if used + size > room + 0.01 and lines[-1] and not blank:
            lines.append([])
            used = 0.0
        if blank and not lines[-1] and len(lines) > 1:
            continue  # a line does not begin with the blank that it was broken at
        lines[-1].append(piece)
        used += size
    return lines


def _cut(pieces: Sequence[str], room: float, width: Measure) -> list[str]:
    """Pieces, with those wider than the line cut between characters."""
    fitting: list[str] = []
    for piece in pieces:
        if width(piece) <= room:
            fitting.append(piece)
        else:
            fitting.extend(_chopped(piece, room, width))
    return fitting


def _chopped(piece: str, room: float, width: Measure) -> list[str]:
    parts = [""]
    for char in piece:
        if parts[-1] and width(parts[-1] + char) > room:
            parts.append("")
        parts[-1] += char
    return parts


def _without_orphan(lines: list[list[str]], room: float, width: Measure) -> list[list[str]]:
    """Pieces moved down from the line before until the last line holds two characters."""
    if len(lines) < 2:
        return lines
    last, before = lines[-1], lines[-2]
    while len(before) > 1 and _letters(last) < 2:
        if width("".join([before[-1], *last])) > room:
            break
        last.insert(0, before.pop())
    return lines


def _letters(line: list[str]) -> int:
    return sum(1 for char in "".join(line) if char not in _MARKS and char not in _SPACES)


def _widest(lines: list[list[str]], width: Measure) -> float:
    return max(width("".join(line).strip(_SPACES)) for line in lines)
