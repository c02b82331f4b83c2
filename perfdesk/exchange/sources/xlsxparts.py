"""The parts of an .xlsx around its sheets: which sheets there are, formats, strings, names."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.exchange.sheet import column_number
from perfdesk.exchange.sources.builtinformats import CODES
from perfdesk.exchange.sources.shown import EPOCH, EPOCH_1904
from perfdesk.exchange.sources.xmlparts import attribute, child, children, listen, local, tree
from perfdesk.files.celltext import one_kind_of_break, unescaped

if TYPE_CHECKING:
    from datetime import date
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

    from perfdesk.exchange.sheet import Place

_REFERENCE = re.compile(
    r"(?P<sheet>.+)!\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d{1,7})"
    r"(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d{1,7}))?"
)
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet's title, the name of its part, and what its own defined names say."""

    title: str
    part: str
    hidden: bool
    references: dict[str, str]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a workbook says of itself: its worksheets, day 0, number formats, shared strings."""

    sheets: tuple[SheetPart, ...]
    epoch: date
    formats: tuple[str, ...]
    strings: tuple[str, ...]


class NoWorkbook(ValueError):
    """A package without a workbook in it."""


def main_part(archive: ZipFile) -> str:
    """The part that the package is about. Raises NoWorkbook where it names none."""
    for kind, target in relations(archive, "").values():
        if kind == "officeDocument":
            return target
    raise NoWorkbook


def relations(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part points to, inside the package: id → (kind, part)."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in archive.namelist():
        return {}
    with archive.open(listed) as stream:
        found = list(tree(stream))
    return {
        attribute(item, "Id"): (
            posixpath.basename(attribute(item, "Type")),
            posixpath.normpath(posixpath.join("/", folder, attribute(item, "Target")))[1:],
        )
        for item in found
        if attribute(item, "TargetMode") != "External"
    }


def outline(archive: ZipFile) -> Outline:
    """Reads everything but the sheets themselves. Raises NoWorkbook, ParseError, KeyError."""
    part = main_part(archive)
    with archive.open(part) as stream:
        book = tree(stream)
    if local(book.tag) != "workbook":
        raise NoWorkbook
    targets = relations(archive, part)
    by_kind = {kind: target for kind, target in targets.values() if target in archive.namelist()}
    properties = child(book, "workbookPr")
    old_mac = properties is not None and attribute(properties, "date1904").lower() in _TRUE
    return Outline(
        tuple(_sheets(archive, book, targets)),
        EPOCH_1904 if old_mac else EPOCH,
        _formats(archive, by_kind.get("styles")),
        _strings(archive, by_kind.get("sharedStrings")),
    )


def _sheets(
    archive: ZipFile, book: Element, targets: dict[str, tuple[str, str]]
) -> list[SheetPart]:
    """The worksheets; charts and macro sheets hold no form."""
    own = _own_names(book)
    found, there = [], set(archive.namelist())
    for number, sheet in enumerate(children(child(book, "sheets"), "sheet")):
        kind, part = targets.get(attribute(sheet, "id"), ("", ""))
        if kind == "worksheet" and part in there:
            title, hidden = (
                attribute(sheet, "name"),
                attribute(sheet, "state") not in ("", "visible"),
            )
            found.append(SheetPart(title, part, hidden, own.get(number, {})))
    return found


def _own_names(book: Element) -> dict[int, dict[str, str]]:
    """The names that belong to one sheet, by its number."""
    own: dict[int, dict[str, str]] = {}
    for item in children(child(book, "definedNames"), "definedName"):
        if number := attribute(item, "localSheetId"):
            own.setdefault(int(number), {})[attribute(item, "name")] = item.text or ""
    return own


def _formats(archive: ZipFile, part: str | None) -> tuple[str, ...]:
    """The code of every cell style's number format."""
    if part is None:
        return ()
    with archive.open(part) as stream:
        styles = tree(stream)
    codes = dict(CODES)
    for item in children(child(styles, "numFmts"), "numFmt"):
        codes[int(attribute(item, "numFmtId"))] = attribute(item, "formatCode")
    styled = children(child(styles, "cellXfs"), "xf")
    return tuple(codes.get(int(attribute(item, "numFmtId") or 0), "") for item in styled)


class _Strings:
    """Collects shared strings: plain or in runs, without the readings above them (拼音)."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.taken = False
        self.reading = False

    def start(self, name: str, _: dict[str, str]) -> None:
        """A start tag."""
        if name == "t":
            self.taken = not self.reading
        elif name == "rPh":
            self.reading = True
        elif name == "si":
            self.pieces.clear()

    def end(self, name: str) -> None:
        """An end tag."""
        if name == "t":
            self.taken = False
        elif name == "rPh":
            self.reading = False
        elif name == "si":
            self.found.append(plain_text("".join(self.pieces)))

    def data(self, text: str) -> None:
        """A piece of text."""
        if self.taken:
            self.pieces.append(text)


def _strings(archive: ZipFile, part: str | None) -> tuple[str, ...]:
    if part is None:
        return ()
    strings = _Strings()
    with archive.open(part) as stream:
        listen(stream, strings)
    return tuple(strings.found)


def plain_text(text: str) -> str:
    """A text of a workbook without its escapes, with one kind of line break."""
    return one_kind_of_break(unescaped(text))


def range_named(reference: str, title: str) -> tuple[Place, Place] | None:
    """First and last cell of what a defined name says; None where it points elsewhere."""
    found = _REFERENCE.fullmatch(reference)
    if not found or unquoted(found["sheet"]) != title:
        return None
    first = (int(found["top"]), column_number(found["left"]))
    if found["right"] is None:
        return first, first
    return first, (int(found["bottom"]), column_number(found["right"]))


def unquoted(sheet: str) -> str:
    """A sheet's name as it stands in a reference, without its quotes."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
