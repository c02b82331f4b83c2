"""Reading forms and their history from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, select

from perfdesk.core.change import Kind
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.store import tables
from perfdesk.store.deltas import delta_from_text
from perfdesk.store.errors import MissingForm
from perfdesk.store.records import Step, Stored
from perfdesk.store.rows import PARTS, form_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

_MANY = 500  # ids in one question


def load_form(connection: Connection, form_id: str) -> Stored:
    """A form with state and version, a removed one too. Raises MissingForm."""
    head = connection.execute(_HEAD, {"key": form_id}).mappings().first()
    if head is None:
        raise MissingForm("这张表不在数据库里。")
    rows = {
        part.table.name: connection.execute(query, {"key": form_id}).mappings().all()
        for part, query in _QUERIES
    }
    return _stored(head, rows)


def load_forms(connection: Connection, ids: Sequence[str]) -> list[Stored]:
    """Many forms, in the order of `ids`; what the store does not hold is left out."""
    found: dict[str, Stored] = {}
    for start in range(0, len(ids), _MANY):
        found |= _load_some(connection, ids[start : start + _MANY])
    return [found[form_id] for form_id in ids if form_id in found]


def history_of(connection: Connection, form_id: str) -> list[Step]:
    """Every step of a form, oldest first."""
    rows = connection.execute(_HISTORY, {"key": form_id})
    return [step_of(row) for row in rows]


def form_at(connection: Connection, form_id: str, version: int) -> Form:
    """The form as it was at an earlier version. Raises MissingForm where it had none such."""
    form, reached = Form(template="", id=form_id), 0
    for step in history_of(connection, form_id):
        if step.version > version:
            break
        form, reached = step.delta.apply(form), step.version
    if reached != version:
        raise MissingForm(f"这张表没有第 {version} 步。")
    return form


def step_of(row: Row[Any]) -> Step:
    """A line of the change log."""
    texts = row._asdict()
    return Step(
        **texts
        | {
            "kind": Kind(texts["kind"]),
            "state_before": State(texts["state_before"]),
            "state_after": State(texts["state_after"]),
            "delta": delta_from_text(texts["delta"]),
        }
    )


def _load_some(connection: Connection, ids: Sequence[str]) -> dict[str, Stored]:
    heads = connection.execute(_HEADS, {"keys": ids}).mappings().all()
    rows: dict[str, dict[str, list[Any]]] = {
        head["id"]: {part.table.name: [] for part in PARTS} for head in heads
    }
    for part, query in _MANY_QUERIES:
        for row in connection.execute(query, {"keys": ids}).mappings():
            rows[row["form_id"]][part.table.name].append(row)
    return {head["id"]: _stored(head, rows[head["id"]]) for head in heads}


def _stored(
    head: Any, rows: Mapping[str, Iterable[Any]]
) -> Stored:  # rows as SQLAlchemy gives them
    form = form_of(head, head["name"], rows)
    return Stored(form, State(head["state"]), head["version"], bool(head["removed"]))


_f = tables.forms
_HEADED = select(_f, tables.units.c.name).join(tables.units, tables.units.c.id == _f.c.unit_id)
_HEAD = _HEADED.where(_f.c.id == bindparam("key"))
_HEADS = _HEADED.where(_f.c.id.in_(bindparam("keys", expanding=True)))
_QUERIES = tuple(
    (
        part,
        select(part.table)
        .where(part.table.c.form_id == bindparam("key"))
        .order_by(*([part.table.c[part.key]] if part.key else [])),
    )
    for part in PARTS
)
_MANY_QUERIES = tuple(
    (
        part,
        select(part.table)
        .where(part.table.c.form_id.in_(bindparam("keys", expanding=True)))
        .order_by(*([part.table.c[part.key]] if part.key else [])),
    )
    for part in PARTS
)
_HISTORY = (
    select(tables.changes)
    .where(tables.changes.c.form_id == bindparam("key"))
    .order_by(tables.changes.c.version)
)
