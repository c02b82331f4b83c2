"""A form as rows of the tables, and back; what two forms differ by, row by row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

from perfdesk.core.form import (
    AMOUNT_KEYS,
    INDICATOR_KEYS,
    PRINTED_KEYS,
    SIGNATURE_KEYS,
    SOURCE_KEYS,
    Amounts,
    Form,
    Funding,
    Indicator,
    Printed,
    Signature,
)
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.core.silence import SILENCE_KEYS, Silence
from perfdesk.store import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Rows of one table by the part of their key that follows the form's id.
Rows = dict[Hashable, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """A table that holds a part of the form: `key` is its column beside form_id, '' for none."""

    table: Table
    key: str
    rows: Callable[[Form], Rows]
    of: Callable[[Form], object]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row to insert (`old` false), update, or delete (`values` None)."""

    part: Part
    key: Hashable
    values: Mapping[str, Any] | None
    old: bool


def header_of(form: Form) -> dict[str, Any]:
    """The columns of table `forms` that the form itself fills, but for unit and year."""
    return {
        "template": form.template,
        "project_name": form.project_name,
        "supervisor": form.supervisor,
        "execution_weight": form.execution_weight.text,
    }


def row_changes(before: Form | None, after: Form) -> Iterator[RowChange]:
    """The rows to write where `before` (None: nothing) becomes `after`."""
    for part in PARTS:
        if before is not None and part.of(before) == part.of(after):
            continue
        old, new = part.rows(before) if before else {}, part.rows(after)
        yield from (RowChange(part, key, None, True) for key in old if key not in new)
        for key, values in new.items():
            if old.get(key) != values:
                yield RowChange(part, key, values, key in old)


def form_of(
    header: Mapping[str, Any], unit: str, rows: Mapping[str, Iterable[Mapping[str, Any]]]
) -> Form:
    """The form from its row in `forms`, its unit's name and its rows by table, in key order."""
    goal = next(iter(rows["goals"]), {"expected": "", "actual": ""})
    return Form(
        template=header["template"],
        project_name=header["project_name"],
        year=header["year"],
        id=header["id"],
        supervisor=header["supervisor"],
        unit=unit,
        funding=_funding(rows["funding"]),
        execution_weight=Number.of(header["execution_weight"]),
        goal_expected=goal["expected"],
        goal_actual=goal["actual"],
        indicators=tuple(_indicator(row) for row in rows["indicators"]),
        signature=Signature(**_texts(rows["signatures"], SIGNATURE_KEYS)),
        extra=tuple((row["label"], row["text"]) for row in rows["extras"]),
        printed=Printed(**_texts(rows["printed"], PRINTED_KEYS)),
        silenced=tuple(
            Silence(**{key: row[key] for key in SILENCE_KEYS}) for row in rows["silenced"]
        ),
    )


def _funding(rows: Iterable[Mapping[str, Any]]) -> Funding:
    amounts = {
        row["source"]: Amounts(**{key: Number.of(row[key]) for key in AMOUNT_KEYS}) for row in rows
    }
    return Funding(**amounts)


def _indicator(row: Mapping[str, Any]) -> Indicator:
    return Indicator(
        level1=row["level1"],
        level2=row["level2"],
        level3=row["level3"],
        target=Measure.of(row["target"]),
        actual=Measure.of(row["actual"]),
        weight=Number.of(row["weight"]),
        score=Number.of(row["score"]),
        note=row["note"],
    )


def _texts(rows: Iterable[Mapping[str, Any]], keys: tuple[str, ...]) -> dict[str, str]:
    row = next(iter(rows), None)
    return {key: row[key] for key in keys} if row else {}


def _funding_rows(form: Form) -> Rows:
    rows = {source: getattr(form.funding, source) for source in SOURCE_KEYS}
    texts = {
        source: {key: getattr(amounts, key).text for key in AMOUNT_KEYS}
        for source, amounts in rows.items()
    }
    return {source: row for source, row in texts.items() if any(row.values())}


def _goal_rows(form: Form) -> Rows:
    row = {"expected": form.goal_expected, "actual": form.goal_actual}
    return {0: row} if any(row.values()) else {}


def _indicator_rows(form: Form) -> Rows:
    return {
        position: {key: _text(getattr(row, key)) for key in INDICATOR_KEYS}
        for position, row in enumerate(form.indicators)
    }


def _signature_rows(form: Form) -> Rows:
    row = {key: getattr(form.signature, key) for key in SIGNATURE_KEYS}
    return {None: row} if any(row.values()) else {}


def _printed_rows(form: Form) -> Rows:
    row = {key: getattr(form.printed, key) for key in PRINTED_KEYS}
    return {None: row} if any(row.values()) else {}


def _extra_rows(form: Form) -> Rows:
    return {
        position: {"label": label, "text": text}
        for position, (label, text) in enumerate(form.extra)
    }


def _silenced_rows(form: Form) -> Rows:
    return {
        position: {key: getattr(each, key) for key in SILENCE_KEYS}
        for position, each in enumerate(form.silenced)
    }


def _text(value: str | Number | Measure) -> str:
    return value if isinstance(value, str) else value.text


PARTS = (
    Part(tables.funding, "source", _funding_rows, lambda form: form.funding),
    Part(tables.goals, "position", _goal_rows, lambda form: (form.goal_expected, form.goal_actual)),
    Part(tables.indicators, "position", _indicator_rows, lambda form: form.indicators),
    Part(tables.signatures, "", _signature_rows, lambda form: form.signature),
    Part(tables.printed, "", _printed_rows, lambda form: form.printed),
    Part(tables.extras, "position", _extra_rows, lambda form: form.extra),
    Part(tables.silenced, "position", _silenced_rows, lambda form: form.silenced),
)
