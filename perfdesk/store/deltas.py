"""Deltas as JSON text, the form in which the change log keeps them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from perfdesk.core.cells import with_indicator_text
from perfdesk.core.delta import CellChange, Delta, Splice
from perfdesk.core.form import INDICATOR_KEYS, Indicator
from perfdesk.core.silence import SILENCE_KEYS, Silence

if TYPE_CHECKING:
    from collections.abc import Iterable

    _Texts = list[list[str]]


def delta_to_text(delta: Delta) -> str:
    """The delta as one line of JSON; '' where it changes nothing."""
    record: dict[str, Any] = {}
    if delta.cells:
        record["cells"] = [[cell.address, cell.before, cell.after] for cell in delta.cells]
    if rows := delta.splice:
        record["rows"] = [rows.at, _plain(rows.removed), _plain(rows.added)]
    if delta.labels:
        record["labels"] = delta.labels
    if delta.silenced:
        record["silenced"] = [_silences(one) for one in delta.silenced]
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) if record else ""


def delta_from_text(text: str) -> Delta:
    """The delta behind such a line."""
    record = json.loads(text) if text else {}
    cells = tuple(CellChange(*cell) for cell in record.get("cells", ()))
    labels = record.get("labels")
    return Delta(
        cells,
        _splice(*record["rows"]) if "rows" in record else None,
        (tuple(labels[0]), tuple(labels[1])) if labels else None,
        _set_aside(*record["silenced"]) if "silenced" in record else None,
    )


def _silences(silenced: Iterable[Silence]) -> list[list[str]]:
    return [[getattr(each, key) for key in SILENCE_KEYS] for each in silenced]


def _set_aside(before: _Texts, after: _Texts) -> tuple[tuple[Silence, ...], tuple[Silence, ...]]:
    return tuple(Silence(*each) for each in before), tuple(Silence(*each) for each in after)


def _splice(at: int, removed: list[list[str]], added: list[list[str]]) -> Splice:
    return Splice(at, tuple(map(_row, removed)), tuple(map(_row, added)))


def _plain(rows: Iterable[Indicator]) -> list[list[str]]:
    return [[_text(getattr(row, key)) for key in INDICATOR_KEYS] for row in rows]


def _text(value: Any) -> str:  # a text, a number or a measure
    return value if isinstance(value, str) else str(value.text)


def _row(texts: list[str]) -> Indicator:
    row = Indicator()
    for key, text in zip(INDICATOR_KEYS, texts, strict=True):
        row = with_indicator_text(row, key, text)
    return row
