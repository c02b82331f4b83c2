# ruff: noqa: INP001  (a script on its own, in no package)
"""Make the fonts of PerfDesk: subsets of Noto Serif SC and Noto Sans SC.

Boxes, ticks, crosses and small digits which the sources lack are added, and the
digits of Serif get one width.

Usage: ``python resources/fonts/make_fonts.py SOURCE_DIR``

``SOURCE_DIR`` holds the two unpacked source packages named in ``README.md``;
the font files are looked for at any depth below it.  The same sources and the
same version of fontTools give the same bytes on every run.
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fontTools.ttLib.tables._g_l_y_f import Glyph

#: A closed outline without curves, clockwise where it is filled.
Polygon = list[tuple[float, float]]

HERE = Path(__file__).resolve().parent
HANZI_LIST = HERE / "hanzi_8105.txt"
HANZI_COUNT = 8105

#: Blocks which are not hanzi; every font takes of them what its source has.
SYMBOL_RANGES: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Latin-1 and Latin Extended (pinyin)
    (0x0250, 0x02FF),  # phonetic and spacing modifier letters
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x2000, 0x20CF),  # general punctuation, superscripts, currency
    (0x2100, 0x27BF),  # letterlike .. arrows, operators, shapes, dingbats
    (0x2E80, 0x2FDF),  # radicals (text copied out of PDF files has them)
    (0x3000, 0x312F),  # CJK punctuation, kana, bopomofo
    (0x3200, 0x33FF),  # enclosed CJK, CJK compatibility (square units)
    (0xFE10, 0xFE1F),  # vertical forms
    (0xFE30, 0xFE6F),  # CJK compatibility forms, small form variants
    (0xFF00, 0xFFEF),  # full-width and half-width forms
)

#: Hanzi beyond GBK and the 8105 which only the body font takes.
RARE_HANZI_RANGES: tuple[tuple[int, int], ...] = (
    (0x4E00, 0x9FFF),  # CJK Unified Ideographs
    (0xF900, 0xFAFF),  # CJK Compatibility Ideographs
    (0x20000, 0x3FFFF),  # all the supplementary ideographic planes
)

#: Every font takes these hanzi, in whichever list they are.
EXTRA_HANZI = "龘䶮"

DIGITS = "0123456789"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
SUBSCRIPT_SCALE = 0.62
SUBSCRIPT_RISE = -120

#: Drawn glyphs fill one em square; their box is as large as □ of the sources.
EM = 1000
BOX = (100, -20, 900, 780)
CENTRE = (500, 380)
SIN_45 = math.sqrt(0.5)

DROPPED_TABLES = ("BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "vhea", "vmtx")

#: Copyright, trademark, makers, description, addresses and licence stay.
KEPT_NAME_IDS = frozenset({0, 7, 8, 9, 10, 11, 12, 13, 14})


@dataclass(frozen=True)
class FontJob:
    """One font to make."""

    source: str
    family: str
    style: str
    codec: str
    stroke: int  # of the boxes drawn, in units of the font
    with_rare: bool = False

    @property
    def postscript_name(self) -> str:
        """Return the PostScript name, which is also the stem of the file name."""
        return f"{self.family.replace(' ', '')}-{self.style}"


JOBS: tuple[FontJob, ...] = (
    FontJob(
        "NotoSerifSC_400Regular.ttf",
        "PerfDesk Serif",
        "Regular",
        "gbk",
        48,
        with_rare=True,
    ),
    FontJob("NotoSerifSC_700Bold.ttf", "PerfDesk Serif", "Bold", "gb2312", 76),
    FontJob("NotoSansSC_400Regular.ttf", "PerfDesk Sans", "Regular", "gb2312", 64),
    FontJob("NotoSansSC_700Bold.ttf", "PerfDesk Sans", "Bold", "gb2312", 96),
)


def expand(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Return the code points of inclusive ranges."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def encodable(codec: str) -> set[int]:
    """Return the printable code points of the BMP that ``codec`` can encode."""
    codes = set(range(0x20, 0xD800)) | set(range(0xE000, 0x10000))
    codes.discard(0x7F)
    return {code for code in codes if chr(code).encode(codec, "ignore")}


def read_hanzi(path: Path = HANZI_LIST) -> set[int]:
    """Return the code points of the 8105 hanzi; lines with ``#`` are remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    codes = {ord(c) for line in lines if not line.startswith("#") for c in line}
    if len(codes) != HANZI_COUNT:
        message = f"{path.name}: {len(codes)} characters, {HANZI_COUNT} expected"
        raise ValueError(message)
    return codes


def wanted_codes(job: FontJob) -> set[int]:
    """Return the code points ``job`` asks for; the source may have fewer."""
    codes = encodable(job.codec) | expand(SYMBOL_RANGES) | read_hanzi()
    codes |= {ord(c) for c in EXTRA_HANZI}
    if job.with_rare:
        codes |= expand(RARE_HANZI_RANGES)
    return codes


def subset_options() -> subset.Options:
    """Return options that keep the outlines and drop layout and hinting."""
    options = subset.Options()
    options.layout_features = []
    options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.recalc_timestamp = False
    options.canonical_order = True
    return options


def new_names(job: FontJob, version: str) -> dict[int, str]:
    """Return the name records of ``job`` that replace those of the source."""
    return {
        1: job.family,
        2: job.style,
        3: f"{version};{job.postscript_name}",
        4: f"{job.family} {job.style}",
        5: f"{version};subset for PerfDesk",
        6: job.postscript_name,
    }


def rename(font: TTFont, job: FontJob) -> None:
    """Give ``font`` its own family name; keep copyright and licence records."""
    table = font["name"]
    version = str(table.getDebugName(5))
    table.names = [n for n in table.names if n.nameID in KEPT_NAME_IDS]
    for name_id, text in new_names(job, version).items():
        table.setName(text, name_id, 3, 1, 0x409)


def rectangle(left: float, bottom: float, right: float, top: float) -> Polygon:
    """Return a clockwise rectangle."""
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


def turned(polygon: Polygon, x: float, y: float) -> Polygon:
    """Return ``polygon`` turned clockwise by 45° about its origin, now at x, y."""
    return [(x + SIN_45 * (px + py), y + SIN_45 * (py - px)) for px, py in polygon]


def box(stroke: float) -> list[Polygon]:
    """Return an empty box: its outer edge and, the other way round, the inner."""
    left, bottom, right, top = BOX
    inner = rectangle(left + stroke, bottom + stroke, right - stroke, top - stroke)
    return [rectangle(*BOX), inner[::-1]]


def tick(length: float, stroke: float) -> Polygon:
    """Return a tick about the centre; its short arm is half of its long one."""
    short, t = length / 2, stroke
    corner: Polygon = [(0, 0), (-short, 0), (-short, t), (-t, t), (-t, length), (0, length)]
    x, y = CENTRE
    return turned(corner, x - SIN_45 * (length - short) / 2, y - SIN_45 * length / 2)


def cross(length: float, stroke: float) -> Polygon:
    """Return a diagonal cross about the centre, both bars ``length`` long."""
    a, h = length / 2, stroke / 2
    half: Polygon = [(h, h), (a, h), (a, -h), (h, -h), (h, -a), (-h, -a)]
    return turned([*half, *((-x, -y) for x, y in half)], *CENTRE)


def drawings(stroke: float) -> dict[str, list[Polygon]]:
    """Return the outlines of the boxes, ticks and crosses for one weight."""
    thin, thick = 1.4 * stroke, 2.0 * stroke
    return {
        "☐": box(stroke),
        "☑": [*box(stroke), tick(620, thin)],
        "☒": [*box(stroke), cross(680, thin)],
        "✔": [tick(820, thick)],
        "✗": [cross(860, thin)],
        "✘": [cross(860, thick)],
    }


def outline(polygons: Iterable[Polygon]) -> Glyph:
    """Return a glyph made of ``polygons``."""
    pen = TTGlyphPen(None)
    for first, *others in polygons:
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def add_glyph(font: TTFont, char: str, glyph: Glyph, advance: int) -> None:
    """Give ``font`` a glyph for ``char``."""
    name = f"uni{ord(char):04X}"
    glyf = font["glyf"]
    glyf[name] = glyph
    glyph.recalcBounds(glyf)
    font.setGlyphOrder(glyf.glyphOrder)
    font["hmtx"][name] = (advance, glyph.xMin)
    for table in font["cmap"].tables:
        table.cmap[ord(char)] = name


def add_drawings(font: TTFont, stroke: int) -> None:
    """Draw the boxes, ticks and crosses which ``font`` lacks."""
    for char, polygons in drawings(stroke).items():
        if ord(char) not in font.getBestCmap():
            add_glyph(font, char, outline(polygons), EM)


def widen(font: TTFont, name: str, advance: int) -> None:
    """Give a simple glyph another advance width, its outline in the middle."""
    glyf = font["glyf"]
    glyph = glyf[name]
    left = (advance - (glyph.xMax - glyph.xMin)) // 2
    glyph.coordinates.translate((left - glyph.xMin, 0))
    glyph.recalcBounds(glyf)
    font["hmtx"][name] = (advance, left)


def make_tabular(font: TTFont) -> None:
    """Give all digits the width of the widest, unless they have one already."""
    cmap, widths = font.getBestCmap(), font["hmtx"]
    names = [cmap[ord(digit)] for digit in DIGITS]
    advances = {widths[name][0] for name in names}
    if len(advances) > 1:
        for name in names:
            widen(font, name, max(advances))


def add_small_digit(
    font: TTFont, char: str, digit: str, scale: float, rise: float, advance: int
) -> None:
    """Give ``font`` the glyph ``char``: a smaller copy of ``digit``, in the middle."""
    name = font.getBestCmap()[ord(digit)]
    indent = (advance - scale * font["hmtx"][name][0]) / 2
    pen = TTGlyphPen(None)
    glyf = font["glyf"]
    glyf[name].draw(TransformPen(pen, (scale, 0, 0, scale, indent, rise)), glyf)
    add_glyph(font, char, pen.glyph(), advance)


def add_small_digits(font: TTFont, chars: str, scale: float, rise: float, advance: int) -> None:
    """Add those of the ten small digits ``chars`` which ``font`` lacks."""
    for char, digit in zip(chars, DIGITS, strict=True):
        if ord(char) not in font.getBestCmap():
            add_small_digit(font, char, digit, scale, rise, advance)


def add_subscripts(font: TTFont) -> None:
    """Add the subscript digits which ``font`` lacks."""
    zero = font.getBestCmap()[ord("0")]
    advance = round(SUBSCRIPT_SCALE * font["hmtx"][zero][0])
    add_small_digits(font, SUBSCRIPTS, SUBSCRIPT_SCALE, SUBSCRIPT_RISE, advance)


def add_superscripts(font: TTFont) -> None:
    """Add the superscript digits which ``font`` lacks, in the size of its ``²``."""
    cmap, glyf = font.getBestCmap(), font["glyf"]
    model, full = cmap[ord("²")], cmap[ord("2")]
    scale = (glyf[model].yMax - glyf[model].yMin) / (glyf[full].yMax - glyf[full].yMin)
    rise = glyf[model].yMin - scale * glyf[full].yMin
    add_small_digits(font, SUPERSCRIPTS, scale, rise, font["hmtx"][model][0])


def complete(font: TTFont, job: FontJob) -> None:
    """Level the widths of the digits and add the glyphs the source lacks."""
    make_tabular(font)
    add_subscripts(font)
    add_superscripts(font)
    add_drawings(font, job.stroke)
    font["OS/2"].recalcUnicodeRanges(font)


def find_source(source_dir: Path, name: str) -> Path:
    """Return the one file called ``name`` at any depth below ``source_dir``."""
    found = sorted(source_dir.rglob(name))
    if not found:
        message = f"{name} not found below {source_dir}"
        raise FileNotFoundError(message)
    return found[0]


def make_font(job: FontJob, source_dir: Path, target_dir: Path) -> Path:
    """Subset, complete and rename the source of ``job``; return the path written."""
    options = subset_options()
    source = find_source(source_dir, job.source)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted_codes(job))
    subsetter.subset(font)
    complete(font, job)
    rename(font, job)
    target = target_dir / f"{job.postscript_name}.ttf"
    subset.save_font(font, str(target), options)
    font.close()
    return target


def describe(path: Path) -> str:
    """Return one line with the name, size and coverage of a font."""
    with TTFont(path, lazy=True) as font:
        cmap = font.getBestCmap()
        glyphs = font["maxp"].numGlyphs
    size = path.stat().st_size
    return f"{path.name}: {size} bytes, {len(cmap)} code points, {glyphs} glyphs"


def parse_args(argv: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Make the fonts of PerfDesk.")
    parser.add_argument("source_dir", type=Path, help="the unpacked sources")
    parser.add_argument("--target", type=Path, default=HERE, help="where to write")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Make every font and print a line about each."""
    args = parse_args(argv)
    for job in JOBS:
        path = make_font(job, args.source_dir, args.target)
        sys.stdout.write(f"{describe(path)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
