"""Tiny fonts with a few characters: every glyph is a black square."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

SQUARE = ((100, 0), (100, 700), (800, 700), (800, 0))


def truetype(path: Path, chars: str, width: int = 900) -> Path:
    """A TrueType font (glyf outlines) at `path`."""
    builder, names = _begun(chars, width)
    builder.setupGlyf({name: _glyf() for name in names})
    return _ended(builder, path)


def opentype(path: Path, chars: str, width: int = 900) -> Path:
    """A font with CFF outlines, which cannot be embedded."""
    builder, names = _begun(chars, width, ttf=False)
    shapes = {name: _charstring(width) for name in names}
    builder.setupCFF("Fake", {"FullName": "Fake"}, shapes, {})
    return _ended(builder, path)


def collection(path: Path, fonts: list[Path]) -> Path:
    """A .ttc file with several fonts."""
    bundle = TTCollection()
    bundle.fonts = [TTFont(font) for font in fonts]
    bundle.save(path)
    return path


def _begun(chars: str, width: int, *, ttf: bool = True) -> tuple[FontBuilder, list[str]]:
    names = [".notdef", *(f"u{ord(char):05X}" for char in chars)]
    builder = FontBuilder(1000, isTTF=ttf)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"u{ord(char):05X}" for char in chars})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (width, 100)))
    return builder, names


def _ended(builder: FontBuilder, path: Path) -> Path:
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    name = path.stem
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, fsType=0)
    builder.setupPost()
    builder.save(path)
    return path


def _glyf() -> object:
    pen = TTGlyphPen(None)
    _draw(pen)
    return pen.glyph()


def _charstring(width: int) -> object:
    pen = T2CharStringPen(width, None)
    _draw(pen)
    return pen.getCharString()


def _draw(pen: TTGlyphPen | T2CharStringPen) -> None:
    pen.moveTo(SQUARE[0])
    for point in SQUARE[1:]:
        pen.lineTo(point)
    pen.closePath()
