"""Writing to the store: statements prepared once, each step with its line in the change log."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from perfdesk.core.change import Change, Kind
from perfdesk.core.delta import Delta, delta_between
from perfdesk.core.form import UNNAMED, Form
from perfdesk.core.year import YEARS
from perfdesk.store import tables
from perfdesk.store.deltas import delta_to_text
from perfdesk.store.errors import Conflict, MissingForm, Unstorable, unstorable
from perfdesk.store.rows import PARTS, Part, RowChange, header_of, row_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Delete, Insert, Update

_YEARS = range(-(2**63), 2**63)  # what a column of the tables holds
_TOO_BIG = "年度的数字太大，数据库不能保存"
_NO_YEAR = "年度为 {}，没有这样的年度，请改成四位数的年份"
_TURNS = 0x50444B31  # names our turns among a server's advisory locks


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, what his clock says (ISO 8601), and the batch that the step belongs to."""

    who: str
    at: str
    batch: str = ""


@dataclass(frozen=True, slots=True)
class _Statements:
    insert: Insert
    update: Update
    delete: Delete


def take_turn(connection: Connection) -> None:
    """Waits until no other transaction writes, as SQLite does by itself, until this one ends.

    So steps are numbered in the order in which they can be seen, and two writers never bring the
    same unit at once.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_TURN, {"key": _TURNS})


def write_steps(
    connection: Connection,
    changes: Sequence[Change],
    versions: Sequence[int],
    stamp: Stamp,
    progress: Callable[[int, int], None] | None = None,
) -> list[int]:
    """Writes steps on forms last seen at `versions`, 0 for new forms; their new versions.

    Raises Conflict where the store has another version, MissingForm where it has none, Unstorable
    for what no column holds.
    """
    position = _next_position(connection) if 0 in versions else 0
    found = []
    for change, version in zip(changes, versions, strict=True):
        with _named(change.after):
            found.append(
                _save(connection, change, version, stamp)
                if version
                else _add(connection, change, position, stamp)
            )
        position += not version
        if progress:
            progress(len(found), len(changes))
    return found


def problem_of(connection: Connection, form: Form) -> str:
    """What of the form no column holds, '' where all can be stored; writes nothing.

    A year that is none is told, too, though stores of earlier times may hold one.
    Only how long a unit's name may be on PostgreSQL shows no sooner than when it is written.
    """
    if not _is_year(form.year):
        return _TOO_BIG
    if form.year is not None and form.year not in YEARS:
        return _NO_YEAR.format(form.year)
    try:
        connection.execute(_PROBE, {"text": "".join(_texts(form))})
    except (DBAPIError, UnicodeEncodeError) as error:
        if found := unstorable(error):
            return found
        raise
    return ""


def _texts(form: Form) -> Iterator[str]:
    """All texts that writing the form binds."""
    yield from (form.id, form.unit, *header_of(form).values())
    for change in row_changes(None, form):
        values = (change.key, *(change.values or {}).values())
        yield from (value for value in values if isinstance(value, str))


def _is_year(year: int | None) -> bool:
    return year is None or year in _YEARS


@contextmanager
def _named(form: Form) -> Iterator[None]:
    """Says which of many forms it is that no column holds."""
    try:
        yield
    except (DBAPIError, UnicodeEncodeError) as error:
        if not (found := unstorable(error)):
            raise
        raise _refusal(form, found) from error


def _refusal(form: Form, because: str) -> Unstorable:
    name = "".join(char for char in form.project_name if char.isprintable())
    return Unstorable(f"“{name.strip() or UNNAMED}”：{because}。")


def _add(connection: Connection, change: Change, position: int, stamp: Stamp) -> int:
    """A form that the store does not hold yet, `change.after`; its version, 1."""
    form = change.after
    if connection.execute(_VERSION, {"key": form.id}).scalar() is not None:
        raise Conflict(f"“{form.project_name}”的编号 {form.id} 已经有一张表用了，没有保存。")
    connection.execute(
        insert(tables.forms),
        {
            "id": form.id,
            "version": 1,
            "state": change.state_after.value,
            "position": position,
            "removed": False,
            "unit_id": unit_id(connection, form.unit),
            "year": _year_key(connection, form),
            **header_of(form),
        },
    )
    _write_rows(connection, None, form)
    blank = Form(template="", id=form.id)
    _log(connection, change, 1, delta_between(blank, form), stamp)
    return 1


def _save(connection: Connection, change: Change, version: int, stamp: Stamp) -> int:
    """A step on a form last seen at `version`; the new one."""
    form, before = change.after, change.before
    removed = {Kind.REMOVED: True, Kind.RETURNED: False}.get(change.kind)
    _bump(connection, form, version, {"state": change.state_after.value, "removed": removed})
    if _headed(before) != _headed(form):
        values = header_of(form) | {
            "unit_id": unit_id(connection, form.unit),
            "year": _year_key(connection, form),
        }
        connection.execute(_HEADER, {"key": form.id, **values})
    _write_rows(connection, before, form)
    _log(connection, change, version + 1, delta_between(before, form), stamp)
    return version + 1


def unit_id(connection: Connection, name: str) -> int:
    """The unit's number; a new unit gets one."""
    found = connection.execute(_UNIT, {"name": name}).scalar()
    if found is not None:
        return int(found)
    connection.execute(insert(tables.units), {"name": name})
    return int(connection.execute(_UNIT, {"name": name}).scalar_one())


def _year_key(connection: Connection, form: Form) -> int | None:
    """The year, known to the store from now on."""
    if not _is_year(form.year):
        raise _refusal(form, _TOO_BIG)
    return None if form.year is None else year_key(connection, form.year)


def year_key(connection: Connection, year: int) -> int:
    """A year that a column holds, known to the store from now on."""
    if connection.execute(_YEAR, {"key": year}).scalar() is None:
        connection.execute(insert(tables.years), {"year": year})
    return year


def _bump(connection: Connection, form: Form, version: int, values: dict[str, Any]) -> None:
    """Takes the next version, the guard against a second writer; a removed form takes no typing."""
    statement = _BUMP_STATE if values["removed"] is None else _BUMP_ALL
    found = connection.execute(
        statement,
        {"key": form.id, "seen": version, "version": version + 1, "state": values["state"]}
        | ({} if values["removed"] is None else {"removed": values["removed"]}),
    )
    if found.rowcount == 1:
        return
    row = connection.execute(_NOW, {"key": form.id}).first()
    if row is None:
        raise MissingForm(f"“{form.project_name}”已不在数据库里，没有保存。")
    if row.removed:
        raise Conflict(f"“{form.project_name}”已被删除，没有保存。")
    raise Conflict(f"“{form.project_name}”刚被别人改过，没有覆盖。")


def _headed(form: Form) -> tuple[object, ...]:
    return (form.unit, form.year, *header_of(form).values())


def _next_position(connection: Connection) -> int:
    last = connection.execute(select(func.max(tables.forms.c.position))).scalar()
    return 0 if last is None else int(last) + 1


def _write_rows(connection: Connection, before: Form | None, after: Form) -> None:
    """Rows of one table and kind go to the database together."""
    queue: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for change in row_changes(before, after):
        verb = "delete" if change.values is None else "update" if change.old else "insert"
        queue.setdefault((change.part.table.name, verb), []).append(_bound(change, after.id))
    for (name, verb), values in queue.items():
        connection.execute(getattr(_STATEMENTS[name], verb), values)


def _bound(change: RowChange, form_id: str) -> dict[str, Any]:
    """The parameters of its statement: keys bear other names, for columns may not be both."""
    key, values = change.part.key, change.values
    if values is not None and not change.old:
        return {"form_id": form_id, **({key: change.key} if key else {}), **values}
    return {"key_form": form_id, **({"key_part": change.key} if key else {}), **(values or {})}


def _log(connection: Connection, change: Change, version: int, delta: Delta, stamp: Stamp) -> None:
    connection.execute(
        _LOG,
        {
            "form_id": change.after.id,
            "version": version,
            "kind": change.kind.value,
            "text": change.text,
            "who": stamp.who,
            "at": stamp.at,
            "batch": stamp.batch,
            "state_before": change.state_before.value,
            "state_after": change.state_after.value,
            "reason": change.reason,
            "delta": delta_to_text(delta),
        },
    )


def _statements(part: Part) -> _Statements:
    table = part.table
    where = [table.c.form_id == bindparam("key_form")]
    if part.key:
        where.append(table.c[part.key] == bindparam("key_part"))
    plain = [column.name for column in table.c if not column.primary_key]
    return _Statements(
        insert(table),
        update(table).where(*where).values({name: bindparam(name) for name in plain}),
        delete(table).where(*where),
    )


def _bump_statement(*columns: str) -> Update:
    forms = tables.forms.c
    return (
        update(tables.forms)
        .where(forms.id == bindparam("key"), forms.version == bindparam("seen"))
        .values({name: bindparam(name) for name in ("version", *columns)})
    )


_STATEMENTS = {part.table.name: _statements(part) for part in PARTS}
_BUMP_STATE = _bump_statement("state").where(tables.forms.c.removed.is_(False))
_BUMP_ALL = _bump_statement("state", "removed")
_HEADER = (
    update(tables.forms)
    .where(tables.forms.c.id == bindparam("key"))
    .values({name: bindparam(name) for name in (*header_of(Form("")), "unit_id", "year")})
)
_VERSION = select(tables.forms.c.version).where(tables.forms.c.id == bindparam("key"))
_NOW = select(tables.forms.c.removed).where(tables.forms.c.id == bindparam("key"))
_UNIT = select(tables.units.c.id).where(tables.units.c.name == bindparam("name"))
_YEAR = select(tables.years.c.year).where(tables.years.c.year == bindparam("key"))
_LOG = insert(tables.changes)
_PROBE = select(func.length(bindparam("text", type_=String)))  # to the driver as in a column
_TURN = select(func.pg_advisory_xact_lock(bindparam("key")))
