"""Bringing forms from files into the store (导入): a plan first, then all of it or nothing.

A form that bears an identity is met again by it alone, another one by year, unit and project
name. One import is one batch:
one transaction, and one step to take back.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from perfdesk.core.change import Change, Kind
from perfdesk.core.delta import Delta, delta_between
from perfdesk.core.form import UNNAMED, Form
from perfdesk.core.merging import merged
from perfdesk.core.silence import joined
from perfdesk.core.state import after_typing
from perfdesk.store.errors import Conflict
from perfdesk.store.listing import EVERYTHING, Wanted, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from perfdesk.store.records import Listed, Step, Stored
    from perfdesk.store.store import Store


_NONE = Delta()
_REMOVED = Wanted(removed=True)
_Name = tuple[int | None, str, str]
#: How a step of each kind is taken back; all others are undone.
_BACK = {
    Kind.ADDED: Kind.REMOVED,
    Kind.RETURNED: Kind.REMOVED,
    Kind.REMOVED: Kind.RETURNED,
}


class Verdict(Enum):
    """What an incoming form is to the store."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    LOCKED = "locked"  # changed, but the stored one is locked
    REPEATED = "repeated"  # the same form with the same content was met before in this import
    UNCLEAR = "unclear"  # several stored forms could be it, or one met before has other content
    UNSTORABLE = "unstorable"  # new or changed, but this database cannot hold it


_LEFT = {
    Verdict.REPEATED: "与前面的一张表完全相同，没有导入。",
    Verdict.UNCLEAR: "库里有几张同年度、同单位、同名的表，分不清是哪一张，没有导入。",
}
#: What an import may write.
WRITABLE = frozenset({Verdict.NEW, Verdict.CHANGED})


@dataclass(frozen=True, slots=True)
class Planned:
    """One incoming form and what would become of it.

    `delta` leads to it from the stored one; where it is UNCLEAR, from the one met before, empty
    where several stored ones could be it. `namesake` is the id of a stored form of the same year,
    unit and name, where a NEW one bears another identity. `problem` is the sentence why it is
    UNSTORABLE.
    """

    form: Form
    verdict: Verdict
    stored: Stored | None = None
    delta: Delta = _NONE
    namesake: str = ""
    problem: str = ""

    @property
    def left_because(self) -> str:
        """Why it stays out whatever a person wants, as a sentence; '' where it need not."""
        if self.verdict is Verdict.LOCKED and self.stored:
            return f"没有写入：{self.stored.state.closed_because}"
        if self.verdict is Verdict.UNCLEAR and self.delta:
            return "与前面一张同年度、同单位、同名的表内容不同，分不清哪张作数，没有导入。"
        return self.problem or _LEFT.get(self.verdict, "")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: `batch` names it for taking it back, '' where nothing was written."""

    batch: str
    ids: tuple[str, ...]


def plan(store: Store, forms: Iterable[Form]) -> list[Planned]:
    """What importing `forms` would do, in their order; only the store's summaries are renewed."""
    matched = _Matches(store.forms(EVERYTHING), store.forms(_REMOVED))
    pairs = [(form, matched.to(form)) for form in forms]
    ids = [found for _, found in pairs if isinstance(found, str)]
    stored = {item.form.id: item for item in store.load_all(ids)}
    planned = [
        _compared(form, stored[found]) if isinstance(found, str) else found for form, found in pairs
    ]
    return _checked(store, planned)


def with_taken(item: Planned, taken: Collection[str]) -> Planned:
    """A CHANGED form that takes only some differences over, by their keys (`core.merging`).

    It is SAME where nothing is left to write.
    """
    if item.stored is None:
        raise ValueError("nothing to choose from")
    stored = item.stored
    form = merged(stored.form, item.form, taken)
    delta = delta_between(stored.form, form)
    verdict = item.verdict if delta or stored.removed else Verdict.SAME
    return replace(item, form=form, delta=delta, verdict=verdict)


def carry_out(
    store: Store,
    planned: Sequence[Planned],
    wanted: Collection[Verdict] = (Verdict.NEW,),
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Writes the planned forms with the wanted verdicts, NEW or CHANGED ones, all or none.

    Raises Conflict where the store has changed since the plan was made.
    """
    if not WRITABLE.issuperset(wanted):
        raise ValueError(f"not to be written: {wanted}")
    batch = uuid.uuid4().hex
    chosen = [item for item in planned if item.verdict in wanted]
    steps = [_step(item) for item in chosen]
    if not steps:
        return Imported("", ())
    new = [item.form for item in chosen if item.stored is None]

    def check(connection: Connection) -> None:
        _check_new(connection, new)

    changes, versions = zip(*steps, strict=True)
    store.write(changes, versions, batch, check, progress)
    return Imported(batch, tuple(change.after.id for change, _ in steps))


def take_back(store: Store, batch: str) -> int:
    """Undoes an import; how many forms it touched, 0 for a batch that there is not.

    Raises Conflict where one of them has changed since.
    """
    steps = store.steps_of(batch)
    stored = {item.form.id: item for item in store.load_all([step.form_id for step in steps])}
    changes = [_reversed(step, stored[step.form_id]) for step in steps]
    store.write(changes, [step.version for step in steps], uuid.uuid4().hex)
    return len(changes)


class _Matches:
    """Finds the stored form that an incoming one is; meets each stored form at most once."""

    def __init__(self, living: Sequence[Listed], removed: Sequence[Listed]) -> None:
        self._known = {item.id for item in (*living, *removed)}
        self._living = _by_name(living)
        self._named = _by_name(removed) | self._living  # removed ones only where no other is
        self._met: dict[str | _Name | None, list[Form]] = {}

    def to(self, form: Form) -> str | Planned:
        """The stored form's id, or what is to be said of a form that has none."""
        name = _name(form)
        found = self._stored(form, name)
        if len(found) > 1:
            return Planned(form, Verdict.UNCLEAR)
        keys = [key for key in (form.id or name, *found) if key]
        if met := [earlier for key in keys for earlier in self._met.get(key, [])]:
            return _met_before(form, met)
        for key in {*keys, name} - {None}:
            self._met.setdefault(key, []).append(form)
        if found:
            return found[0]
        return Planned(form, Verdict.NEW, namesake=next(iter(self._living.get(name, [])), ""))

    def _stored(self, form: Form, name: _Name | None) -> list[str]:
        """The stored forms that it could be."""
        if form.id:
            return [form.id] if form.id in self._known else []
        return self._named.get(name, [])


def _met_before(form: Form, met: Sequence[Form]) -> Planned:
    """What is to be said of a form that those before it in the import claim to be."""
    deltas = [delta_between(earlier, replace(form, id=earlier.id)) for earlier in met]
    if not all(deltas):
        return Planned(form, Verdict.REPEATED)
    return Planned(form, Verdict.UNCLEAR, delta=deltas[0])


def _checked(store: Store, planned: Sequence[Planned]) -> list[Planned]:
    """The same plan, where what could not be written for its content says so."""
    forms = [item.form for item in planned if item.verdict in WRITABLE]
    problems = iter(store.problems_of(forms))
    return [
        replace(item, verdict=Verdict.UNSTORABLE, problem=f"{problem}。")
        if item.verdict in WRITABLE and (problem := next(problems))
        else item
        for item in planned
    ]


def _check_new(connection: Connection, forms: Iterable[Form]) -> None:
    """Raises Conflict where one of the forms planned as new has come to the store since."""
    matched = _Matches(listed(connection, EVERYTHING), listed(connection, _REMOVED))
    for form in forms:
        found = matched.to(form)
        if isinstance(found, str) or found.verdict is not Verdict.NEW:
            name = form.project_name.strip() or UNNAMED
            raise Conflict(f"“{name}”刚被别人导入过，没有写入；请再导入一次。")


def _by_name(items: Iterable[Listed]) -> dict[_Name | None, list[str]]:
    found: dict[_Name | None, list[str]] = {}
    for item in items:
        if name := _name(item):
            found.setdefault(name, []).append(item.id)
    return found


def _compared(form: Form, stored: Stored) -> Planned:
    own = joined(stored.form, replace(form, id=stored.form.id))
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
    state = after_typing(stored.state) if item.delta else stored.state
    return Change(stored.form, item.form, "导入", kind, stored.state, state), stored.version


def _reversed(step: Step, stored: Stored) -> Change:
    if stored.version != step.version:
        raise Conflict(f"“{stored.form.project_name}”导入后又改过，不能整批撤销。")
    if step.kind is Kind.ADDED:
        earlier, state = stored.form, stored.state
    else:
        earlier, state = step.delta.inverse.apply(stored.form), step.state_before
    kind = _BACK.get(step.kind, Kind.UNDONE)
    return Change(stored.form, earlier, "撤销导入", kind, stored.state, state)


def _name(form: Form | Listed) -> _Name | None:
    """What tells a form without its identity; None for a form without a name, which is no other."""
    name = "".join(form.project_name.split())
    return (form.year, "".join(form.unit.split()), name) if name else None
