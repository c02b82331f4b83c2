"""The hidden record of a workbook: each form as it was, and what every cell showed when written.

One row of the hidden sheet per form: a number, then JSON in pieces. Names scoped to a form's sheet
tie its cells to the form's addresses; Excel, WPS and LibreOffice move them with the cells. What a
reader must know of the template stands in the record: the template may have changed or be gone.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from perfdesk.core.cells import UnknownCell, text_at
from perfdesk.core.form import Form
from perfdesk.files.formfile import form_from_json, form_line

RECORD_SHEET = "_perfdesk"
MAGIC = "perfdesk/workbook/1"
#: The sheet's own name for the row of its record.
RECORD_NAME = "pd_record"
TITLE, YEAR, HEADS, ROWS, END = "title", "year", "head.", "rows", "end"
#: Indicator rows that wait for someone to fill them in, in a workbook handed out.
SPARE = "spare"
#: Items under the table that no one types into: where a stamp goes.
STAMPS = "stamp."
#: A cell holds 32,767 characters; a piece stays below it with room for a program's own escapes.
_PIECE = 30_000
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]|_(?=x)")

#: What a cell holds: a text ('' where it is empty) or a number.
Content = str | Decimal
#: Row and column, from 1.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A tied cell: its address in the form, and where it stood when written (1-based)."""

    address: str
    row: int
    col: int


@dataclass(slots=True)
class Record:
    """One form, its worksheet, its tied cells by defined name, and what they showed by address.

    `labels` are the words that stand before the form's text in the same cell, by address; `words`
    are all other texts of the paper (column heads, notes, dashes) by place. `live` are the
    addresses of cells that compute what they show.
    """

    form: Form
    sheet: str
    anchors: dict[str, Anchor] = field(default_factory=dict)
    shown: dict[str, Content] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    words: dict[Place, str] = field(default_factory=dict)
    live: tuple[str, ...] = ()

    def showed(self, address: str) -> Content:
        """What the cell showed when written: what is noted of it, else the form's text there."""
        known = self.shown.get(address)
        if known is not None:
            return known
        try:
            return text_at(self.form, address)
        except UnknownCell:
            return ""

    def note(self, address: str, shown: Content) -> None:
        """Keeps what the cell shows, unless `showed` would say so anyway."""
        if self.showed(address) != shown:
            self.shown[address] = shown

    def pieces(self) -> list[str]:
        """The record as JSON, cut into what cells can hold."""
        text = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", self._json())
        return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]

    def _json(self) -> str:
        rest = {
            "sheet": self.sheet,
            "cells": {name: [a.address, a.row, a.col] for name, a in self.anchors.items()},
            "shown": {key: _plain(value) for key, value in self.shown.items()},
            "labels": self.labels,
            "words": [[*place, text] for place, text in self.words.items()],
        }
        if self.live:
            rest["live"] = list(self.live)
        tail = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
        return f'{{"form":{form_line(self.form)},{tail[1:]}'

    @staticmethod
    def of(text: str) -> Record:
        """The record that `pieces` joined make. Raises ValueError where it is damaged."""
        try:
            data = json.loads(text, parse_float=Decimal)
            anchors = {name: Anchor(*_place(place)) for name, place in data["cells"].items()}
            shown = {str(key): _shown(value) for key, value in data["shown"].items()}
            labels = {str(key): str(value) for key, value in data["labels"].items()}
            words = {(int(row), int(col)): str(text) for row, col, text in data["words"]}
            form = form_from_json(data["form"])
            live = tuple(str(address) for address in data.get("live", ()))
            return Record(form, str(data["sheet"]), anchors, shown, labels, words, live)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(str(error)) from error


def anchor_name(address: str, taken: dict[str, Anchor]) -> str:
    """A defined name for an address: letters, digits and underscores, not yet taken."""
    plain = re.sub(r"[.\[\]]+", "_", address).strip("_")
    name = f"pd_{plain}" if re.fullmatch(r"[a-z0-9_]{1,60}", plain) else f"pd_cell_{len(taken)}"
    return name if name not in taken else f"{name}_{len(taken)}"


def _plain(value: Content) -> str | float:
    return float(value) if isinstance(value, Decimal) else value


def _shown(value: object) -> Content:
    if isinstance(value, str | Decimal):
        return value
    raise TypeError(value)


def _place(place: list[Any]) -> tuple[str, int, int]:
    address, row, col = place
    return str(address), int(row), int(col)
