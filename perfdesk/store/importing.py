"""Bringing forms from files into the store (导入): a plan first, then all of it or nothing.

One import is one batch: one transaction, and one step to take back.
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
from perfdesk.store.matching import Match, Matches, Rival

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from perfdesk.store.records import Step, Stored
    from perfdesk.store.store import Store


_NONE = Delta()
_REMOVED = Wanted(removed=True)
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
    #: Several stored forms could be it, one met before has other content, or it is a sheet without
    #: name or year.
    UNCLEAR = "unclear"
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
    UNSTORABLE. `rivals` are the stored forms that a person may say it is, by giving it their id.
    """

    form: Form
    verdict: Verdict
    stored: Stored | None = None
    delta: Delta = _NONE
    namesake: str = ""
    problem: str = ""
    rivals: tuple[Rival, ...] = ()

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
    matched = Matches(store.forms(EVERYTHING), store.forms(_REMOVED))
    pairs = [(form, matched.to(form)) for form in forms]
    ids = [match.ids[0] for _, match in pairs if len(match.ids) == 1]
    stored = {item.form.id: item for item in store.load_all(ids)}
    planned = [_planned(form, match, stored) for form, match in pairs]
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


def _planned(form: Form, match: Match, stored: Mapping[str, Stored]) -> Planned:
    if len(match.ids) > 1:
        return Planned(form, Verdict.UNCLEAR, rivals=match.rivals)
    if match.met:
        return replace(_met_before(form, match.met), rivals=match.rivals)
    if match.ids:
        return replace(_compared(form, stored[match.ids[0]]), rivals=match.rivals)
    return Planned(form, Verdict.NEW, namesake=match.namesake, rivals=match.rivals)


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
    matched = Matches(listed(connection, EVERYTHING), listed(connection, _REMOVED))
    for form in forms:
        found = matched.to(form)
        if found.ids or found.met:
            name = form.project_name.strip() or UNNAMED
            raise Conflict(f"“{name}”刚被别人导入过，没有写入；请再导入一次。")


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
