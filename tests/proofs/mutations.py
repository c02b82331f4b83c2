"""Spoils files: bytes, the parts of packages, the XML in them. A number gives always the same."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random

_TAG = re.compile(rb"<[^<>]+>")
_VALUE = re.compile(rb"=\"([^\"]*)\"")
_TEXT = re.compile(rb">([^<>]+)<")
_ODD = (
    *(b"", b"-1", b"0", b"1e999", b"NaN", b"99999999999999999999", b"A1:XFD1048576", b"XFD1048576"),
    *(b"true", b"\xff\xfe", b"&#0;", b"&amp;", b"../../etc/passwd", b"x" * 40_000, b"1048576"),
    *("年".encode(), b"2147483648", b"=cmd|'/c calc'!A1", b"_x0000_", b"]]>", b"s", b"16384"),
    *("三级指标".encode(), "合计".encode(), "项目名称：".encode(), "￥1元".encode(), b" " * 9_000),
)


def spoiled(data: bytes, number: int) -> bytes:
    """A spoiled copy of a file, another for every number."""
    chance = Random(number)
    if data.startswith(b"PK") and chance.random() < 0.75:
        return _package(data, chance)
    return _bytes(data, chance)


def _bytes(data: bytes, chance: Random) -> bytes:
    """Flipped, cut, doubled, zeroed or strange bytes."""
    kind = chance.randrange(5)
    at = chance.randrange(len(data))
    if kind == 0:
        found = bytearray(data)
        for _ in range(chance.choice((1, 1, 3, 20, 200))):
            found[chance.randrange(len(found))] = chance.randrange(256)
        return bytes(found)
    if kind == 1:
        return data[:at]
    size = chance.choice((1, 4, 64, 512, 2048))
    if kind == 2:
        return data[:at] + data[at + size :]
    if kind == 3:
        return data[:at] + data[at : at + size] * chance.randrange(2, 9) + data[at + size :]
    odd = chance.choice((b"\0", b"\xff")) * size
    return data[:at] + odd + data[at + size :]


def _package(data: bytes, chance: Random) -> bytes:
    """Parts taken away, exchanged, doubled, renamed or spoiled inside."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at = chance.randrange(len(parts))
        name, content = parts[at]
        kind = chance.randrange(12)
        if kind == 0:
            parts[at] = (name, b"")
        elif kind == 1 and len(parts) > 1:
            parts[at] = (name, chance.choice(parts)[1])
        elif kind == 2:
            parts[at] = (chance.choice(("../x", "/x", "a\\b", "x" * 300, name.upper())), content)
        elif kind == 3 and content:
            parts[at] = (name, _bytes(content, chance))
        else:
            parts[at] = (name, _xml(content, chance))
    return _packed(parts)


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(parts).items():
            part = zipfile.ZipInfo(name)  # not dated by the clock
            archive.writestr(part, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _xml(content: bytes, chance: Random) -> bytes:
    """A tag taken away or doubled, a value or a text made odd, entities, depth."""
    kind = chance.randrange(7)
    if kind in (0, 1, 2):
        pattern = (_VALUE, _TEXT, _VALUE)[kind]
        found = list(pattern.finditer(content))
        if found:
            place = chance.choice(found)
            return content[: place.start(1)] + chance.choice(_ODD) + content[place.end(1) :]
    tags = list(_TAG.finditer(content))
    if not tags:
        return chance.choice(_ODD)
    tag = chance.choice(tags)
    if kind in (3, 4):
        copies = chance.choice((0, 0, 2, 500))
        return content[: tag.start()] + tag[0] * copies + content[tag.end() :]
    if kind == 5:
        entities = b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' if chance.random() < 0.5 else b"&b;"
        return content[: tag.start()] + entities + content[tag.start() :]
    other = chance.choice(tags)
    return content[: tag.start()] + other[0] + content[tag.end() :]
