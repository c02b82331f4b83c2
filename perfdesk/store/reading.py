"""Reading forms and their history from the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Table, bindparam, select

from perfdesk.core.change import Kind
from perfdesk.core.delta import NotApplicable
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.store import tables
from perfdesk.store.deltas import delta_from_text
from perfdesk.store.errors import MissingForm
from perfdesk.store.records import Step, Stored
from perfdesk.store.rows import PARTS, Part, form_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Select

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
    """Every step of a form, oldest first, with the form after it.

    Where someone changed the tables by hand, a step may not fit; from there on it has no form.
    """
    form: Form | None = Form(template="", id=form_id)
    steps = []
    for row in connection.execute(_HISTORY, {"key": form_id}):
        step = step_of(row)
        form = _after(form, step)
        steps.append(replace(step, form=form))
    return steps


def form_at(connection: Connection, form_id: str, version: int) -> Form:
    """The form as it was at an earlier version. Raises MissingForm where it cannot be told."""
    steps = history_of(connection, form_id)
    found = next((step for step in steps if step.version == version), None)
    if found is None:
        raise MissingForm(f"这张表没有第 {version} 步。")
    if found.form is None:
        raise MissingForm(f"修改记录与表对不上，看不到第 {version} 步时的样子。")
    return found.form


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


def _after(form: Form | None, step: Step) -> Form | None:
    try:
        return step.delta.apply(form) if form else None
    except NotApplicable:
        return None


def _load_some(connection: Connection, ids: Sequence[str]) -> dict[str, Stored]:
    heads = connection.execute(_HEADS, {"keys": ids}).mappings().all()
    rows: dict[str, dict[str, list[Any]]] = {
        head["id"]: {part.table.name: [] for part in _SEVERAL} for head in heads
    }
    for part, query in _MANY_QUERIES:
        for row in connection.execute(query, {"keys": ids}).mappings():
            rows[row["form_id"]][part.table.name].append(row)
    return {head["id"]: _stored(head, rows[head["id"]]) for head in heads}


def _stored(head: Any, rows: Mapping[str, Iterable[Any]]) -> Stored:
    """From rows as SQLAlchemy gives them; those of single parts stand in the head."""
    single = {part.table.name: _single(head, part.table) for part in _SINGLE}
    form = form_of(head, head["name"], {**rows, **single})
    return Stored(form, State(head["state"]), head["version"], bool(head["removed"]))


def _single(head: Any, table: Table) -> list[dict[str, str]]:
    if head[f"{table.name}.form_id"] is None:
        return []
    return [{column.name: head[f"{table.name}.{column.name}"] for column in table.c}]


def _ordered(part: Part) -> Select[Any]:
    return select(part.table).order_by(part.table.c[part.key])


def _headed() -> Select[Any]:
    """The form's own row, its unit's name, and the parts of which there is one: fewer questions."""
    forms, units = tables.forms, tables.units
    singles = [part.table for part in _SINGLE]
    labelled = [
        column.label(f"{table.name}.{column.name}") for table in singles for column in table.c
    ]
    query = select(forms, units.c.name, *labelled).join(units, units.c.id == forms.c.unit_id)
    for table in singles:
        query = query.outerjoin(table, table.c.form_id == forms.c.id)
    return query


_SINGLE = tuple(part for part in PARTS if not part.key)
_SEVERAL = tuple(part for part in PARTS if part.key)
_HEAD = _headed().where(tables.forms.c.id == bindparam("key"))
_HEADS = _headed().where(tables.forms.c.id.in_(bindparam("keys", expanding=True)))
_QUERIES = tuple(
    (part, _ordered(part).where(part.table.c.form_id == bindparam("key"))) for part in _SEVERAL
)
_MANY_QUERIES = tuple(
    (part, _ordered(part).where(part.table.c.form_id.in_(bindparam("keys", expanding=True))))
    for part in _SEVERAL
)
_HISTORY = (
    select(tables.changes)
    .where(tables.changes.c.form_id == bindparam("key"))
    .order_by(tables.changes.c.version)
)
