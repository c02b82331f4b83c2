"""The desk's own steps (列表的修改): new, removed, imported, reordered forms; taken back as one.

They share one count with the steps inside the documents, so that the newest can be told: it goes on
with all that is done, taken back and done again. Anything new ends what could be done again. States
are no steps of undo: each move has a move back, and opening a locked form needs its reason.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from perfdesk.core.change import Change, Kind
from perfdesk.core.form import UNNAMED
from perfdesk.files.errors import Refused
from perfdesk.store.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from perfdesk.core.document import Document
    from perfdesk.core.form import Form
    from perfdesk.store.keeping import Keeper
    from perfdesk.store.records import Stored
    from perfdesk.store.store import Store

_MOST = 100  # steps kept; each holds the forms that it touched


class HeldUp(Refused):
    """Something in another form has to be taken back, or done again, before; `str()` says where."""


@dataclass(frozen=True, slots=True)
class ListStep:
    """A step over forms: each as the store held it before and after; or another order of the list.

    A form that the step added counts as removed before. Versions mean nothing here. `number` says
    when it was done or, of one taken back, when that was.
    """

    text: str
    number: int
    before: tuple[Stored, ...] = ()
    after: tuple[Stored, ...] = ()
    order_before: tuple[str, ...] = ()
    order_after: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The forms touched; none of their contents by another order."""
        return tuple(stored.form.id for stored in self.after)


@dataclass(frozen=True, slots=True)
class Taken:
    """What undo or redo did: the step's name, and the forms that a step of the list touched."""

    text: str
    ids: tuple[str, ...] = ()
    listed: bool = False  # whether it was a step of the list


class DeskSteps:
    """The steps of the list, over one store, and the choice between them and a document's own."""

    def __init__(
        self, store: Store, keepers: Mapping[str, Keeper], adopt: Callable[[str], None]
    ) -> None:
        """`adopt` shows in an open document what was stored of its form; `keepers` are by id."""
        self.numbers = count(1)
        self._store = store
        self._keepers = keepers
        self._adopt = adopt
        self._done: list[ListStep] = []
        self._undone: list[ListStep] = []

    def record(self, text: str, before: Sequence[Stored], after: Sequence[Stored]) -> None:
        """A step that the store holds already; the documents show it from now on."""
        self._push(ListStep(text, next(self.numbers), tuple(before), tuple(after)))
        for stored in after:
            self._adopt(stored.form.id)

    def record_order(self, text: str, before: Sequence[str], after: Sequence[str]) -> None:
        """Another order of the list, which the store holds already."""
        step = ListStep(
            text, next(self.numbers), order_before=tuple(before), order_after=tuple(after)
        )
        self._push(step)

    def forget(self) -> None:
        """Nothing of the list can be taken back any more: the whole store is another."""
        self._done.clear()
        self._undone.clear()

    def forget_undone(self) -> None:
        """Something new was done: what was taken back, wherever, cannot be done again."""
        for keeper in self._keepers.values():
            keeper.document.forget_undone()
        self._undone.clear()

    def undo_text(self, shown: Document | None) -> str:
        """What `undo` would take back, '' where there is nothing."""
        found = self._next_undo(shown)
        return found.text if isinstance(found, ListStep) else found.undo_text if found else ""

    def redo_text(self, shown: Document | None) -> str:
        """What `redo` would do again, '' where there is nothing."""
        found = self._next_redo(shown)
        return found.text if isinstance(found, ListStep) else found.redo_text if found else ""

    def undo(self, shown: Document | None) -> Taken | None:
        """Takes the newest step back, of the document shown or of the list; None for nothing.

        Raises HeldUp, Conflict where a form has changed since, Closed, StoreTrouble; nothing is
        changed then, and a step of the list that can never be taken back is offered no more.
        """
        found = self._next_undo(shown)
        if isinstance(found, ListStep):
            return self._undo_list(found)
        if found is None:
            return None
        text = found.undo_text
        found.undo()
        return Taken(text)

    def redo(self, shown: Document | None) -> Taken | None:
        """Does again what was taken back last; None for nothing. Raises as `undo` does."""
        found = self._next_redo(shown)
        if isinstance(found, ListStep):
            return self._redo_list(found)
        if found is None:
            return None
        text = found.redo_text
        found.redo()
        return Taken(text)

    def _push(self, step: ListStep) -> None:
        self.forget_undone()
        self._done = [*self._done, step][-_MOST:]

    def _next_undo(self, shown: Document | None) -> ListStep | Document | None:
        """The newer one; a step below what was typed elsewhere lets the form shown go first."""
        own = shown.undo_number if shown else 0
        step = self._done[-1] if self._done else None
        if step is None or own > step.number:
            return shown if own else None
        if own and shown and shown.form.id not in step.ids and self._typed_on(step):
            return shown
        return step

    def _next_redo(self, shown: Document | None) -> ListStep | Document | None:
        """What was taken back last; one that others hold up lets the form shown go first."""
        own = shown.undone_number if shown else 0
        step = self._undone[-1] if self._undone else None
        if step is None or own > step.number:
            return shown if own else None
        if own and shown and shown.form.id not in step.ids and self._waiting_below(step):
            return shown
        return step

    def _undo_list(self, step: ListStep) -> Taken:
        if form := self._typed_on(step):
            raise HeldUp(
                f"“{_name(form)}”在“{step.text}”以后又改过，请先转到那张表，撤销那里的修改。"
            )
        try:
            self._turn(step.after, step.before, f"撤销{step.text}", Kind.UNDONE)
            self._store_order(step.order_after, step.order_before)
        except Conflict as conflict:
            self._done.remove(step)
            for document in self._documents(step):
                document.forget_done(step.number)
            raise Conflict(f"不能撤销“{step.text}”：{conflict}") from conflict
        self._done.remove(step)
        self._undone.append(replace(step, number=next(self.numbers)))
        return Taken(step.text, step.ids or step.order_before, listed=True)

    def _redo_list(self, step: ListStep) -> Taken:
        if form := self._waiting_below(step):
            raise HeldUp(f"“{_name(form)}”更早的修改还没有重做，请先转到那张表重做。")
        try:
            self._turn(step.before, step.after, f"重做{step.text}", Kind.REDONE)
            self._store_order(step.order_before, step.order_after)
        except Conflict as conflict:
            self.forget_undone()
            raise Conflict(f"不能重做“{step.text}”：{conflict}") from conflict
        self._undone.remove(step)
        self._done.append(replace(step, number=next(self.numbers)))
        return Taken(step.text, step.ids or step.order_after, listed=True)

    def _turn(self, now: Sequence[Stored], then: Sequence[Stored], text: str, kind: Kind) -> None:
        """Makes forms what they were. Raises Conflict where one is not as it was left."""
        if not now:
            return
        ids = [stored.form.id for stored in now]
        for form_id in ids:
            self._flush(form_id)
        found = {stored.form.id: stored for stored in self._store.load_all(ids)}
        for expected in now:
            self._check(expected, found.get(expected.form.id))
        changes = [_change(a, b, text, kind) for a, b in zip(now, then, strict=True)]
        versions = [found[form_id].version for form_id in ids]
        self._store.write(changes, versions, uuid.uuid4().hex)
        for form_id in ids:
            self._adopt(form_id)

    def _store_order(self, now: Sequence[str], then: Sequence[str]) -> None:
        if now:
            self._store.reorder(now, then)

    def _flush(self, form_id: str) -> None:
        keeper = self._keepers.get(form_id)
        if keeper and not keeper.flush():
            raise Refused(keeper.trouble)

    def _check(self, expected: Stored, found: Stored | None) -> None:
        """Raises Conflict where the store's form is another than the step has left."""
        name = _name(expected.form)
        if found is None:
            raise Conflict(f"“{name}”已经不在数据库里，没有改动任何表。")
        if (found.form, found.removed) != (expected.form, expected.removed):
            raise Conflict(f"“{name}”后来又改过，没有改动任何表。")
        if found.state is not expected.state:
            raise Conflict(f"“{name}”后来变为“{found.state.label}”，没有改动任何表。")

    def _typed_on(self, step: ListStep) -> Form | None:
        """A form of the step in which something newer is done, that can be taken back."""
        newer = (one.form for one in self._documents(step) if one.last_number > step.number)
        return next(newer, None)

    def _waiting_below(self, step: ListStep) -> Form | None:
        """A form of the step in which something older is undone: it was taken back later."""
        older = (one.form for one in self._documents(step) if one.undone_number > step.number)
        return next(older, None)

    def _documents(self, step: ListStep) -> list[Document]:
        touched = set(step.ids)
        return [keeper.document for key, keeper in self._keepers.items() if key in touched]


def _change(now: Stored, then: Stored, text: str, kind: Kind) -> Change:
    if now.removed is not then.removed:
        kind = Kind.REMOVED if then.removed else Kind.RETURNED
    return Change(now.form, then.form, text, kind, now.state, then.state)


def _name(form: Form) -> str:
    return " ".join(form.project_name.split()) or UNNAMED
