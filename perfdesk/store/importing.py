"""Bringing forms from files into the store (导入): a plan first, then all of it or nothing.

A form is met again by its identity, else by year, unit and project name. One import is one batch:
one transaction, and one step to take back.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from perfdesk.core.change import Change, Kind
from perfdesk.core.delta import Delta, delta_between
from perfdesk.core.form import Form
from perfdesk.core.state import after_typing
from perfdesk.store.errors import Conflict
from perfdesk.store.listing import Wanted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from perfdesk.store.records import Listed, Step, Stored
    from perfdesk.store.store import Store


_NONE = Delta()


class Verdict(Enum):
    """What an incoming form is to the store."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    LOCKED = "locked"  # changed, but the stored one is locked
    REPEATED = "repeated"  # the same form was met before in this import
    UNCLEAR = "unclear"  # several stored forms bear its year, unit and name


@dataclass(frozen=True, slots=True)
class Planned:
    """One incoming form and what would become of it. `delta` leads from the stored one to it."""

    form: Form
    verdict: Verdict
    stored: Stored | None = None
    delta: Delta = _NONE


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: `batch` names it for taking it back, '' where nothing was written."""

    batch: str
    ids: tuple[str, ...]


def plan(store: Store, forms: Iterable[Form]) -> list[Planned]:
    """What importing `forms` would do, in their order; nothing is written."""
    lists = [*store.forms(Wanted()), *store.forms(Wanted(removed=True))]
    known = {item.id for item in lists}
    named: dict[tuple[int | None, str, str], list[str]] = {}
    for item in lists:
        named.setdefault(_name(item), []).append(item.id)
    met: set[str | tuple[int | None, str, str]] = set()
    return [_planned(store, form, known, named, met) for form in forms]


def carry_out(
    store: Store, planned: Sequence[Planned], wanted: Collection[Verdict] = (Verdict.NEW,)
) -> Imported:
    """Writes the planned forms with the wanted verdicts, all or none. Raises Conflict."""
    batch = uuid.uuid4().hex
    steps = [_step(item) for item in planned if item.verdict in wanted]
    if not steps:
        return Imported("", ())
    store.write([change for change, _ in steps], [version for _, version in steps], batch)
    return Imported(batch, tuple(change.after.id for change, _ in steps))


def take_back(store: Store, batch: str) -> int:
    """Undoes an import; how many forms it touched. Raises Conflict where one changed since."""
    steps = store.steps_of(batch)
    stored = {item.form.id: item for item in store.load_all([step.form_id for step in steps])}
    changes = [_reversed(step, stored[step.form_id]) for step in steps]
    store.write(changes, [step.version for step in steps], uuid.uuid4().hex)
    return len(changes)


def _planned(
    store: Store,
    form: Form,
    known: set[str],
    named: dict[tuple[int | None, str, str], list[str]],
    met: set[str | tuple[int | None, str, str]],
) -> Planned:
    key = form.id or _name(form)
    if key in met:
        return Planned(form, Verdict.REPEATED)
    met.add(key)
    found = [form.id] if form.id in known else named.get(_name(form), [])
    if len(found) > 1:
        return Planned(form, Verdict.UNCLEAR)
    if not found:
        return Planned(form, Verdict.NEW)
    met.add(found[0])
    return _compared(form, store.load(found[0]))


def _compared(form: Form, stored: Stored) -> Planned:
    own = replace(form, id=stored.form.id)
    delta = delta_between(stored.form, own)
    if not delta and not stored.removed:
        return Planned(own, Verdict.SAME, stored)
    verdict = Verdict.LOCKED if stored.state.closed_because else Verdict.CHANGED
    return Planned(own, verdict, stored, delta)


def _step(item: Planned) -> tuple[Change, int]:
    """The change to write, and the version it follows."""
    if item.stored is None:
        form = item.form if item.form.id else replace(item.form, id=str(uuid.uuid4()))
        return Change(Form("", id=form.id), form, "导入", Kind.ADDED), 0
    stored = item.stored
    kind = Kind.RETURNED if stored.removed else Kind.IMPORTED
    state = after_typing(stored.state)
    return Change(stored.form, item.form, "导入", kind, stored.state, state), stored.version


def _reversed(step: Step, stored: Stored) -> Change:
    if stored.version != step.version:
        raise Conflict(f"“{stored.form.project_name}”导入后又改过，不能整批撤销。")
    before, now = step.state_before, stored.state
    if step.kind is Kind.ADDED:
        return Change(stored.form, stored.form, "撤销导入", Kind.REMOVED, now, now)
    earlier = step.delta.inverse.apply(stored.form)
    kind = Kind.REMOVED if step.kind is Kind.RETURNED else Kind.UNDONE
    return Change(stored.form, earlier, "撤销导入", kind, now, before)


def _name(form: Form | Listed) -> tuple[int | None, str, str]:
    return form.year, "".join(form.unit.split()), "".join(form.project_name.split())
