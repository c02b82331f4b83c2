"""What a store holds when it is opened again: every step of every form, compared with promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from perfdesk.core.change import Kind
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.store.engine import reading
from perfdesk.store.thinning import NEWEST
from tests.proofs.opened import opened, sound_backups
from tests.proofs.promise import (
    BackedUp,
    Saved,
    all_typed_dealt_with,
    digest_of,
    possible,
    promise_in,
    total_of,
)
from tests.proofs.worker import imported_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from perfdesk.core.delta import Delta
    from perfdesk.store.records import Step, Stored
    from perfdesk.store.store import Store

_ALL_FORMS = "SELECT id FROM forms ORDER BY position"


class _Version(NamedTuple):
    """A form as its history gives it at one version."""

    form: Form
    digest: str
    state: State
    removed: bool


class FoundStore:
    """A store opened by the real protocol, read from end to end, written to once, closed."""

    def __init__(self, file: Path) -> None:
        """Trouble of any kind, a refusal too, is kept for `lacks` to tell."""
        self.trouble: list[str] = []
        self._versions: dict[tuple[str, int], _Version] = {}
        self._last: dict[str, int] = {}
        self._batches: dict[str, list[int]] = {}
        self._typed: list[tuple[str, str]] = []
        self._backups: frozenset[int] = frozenset()
        try:
            with opened(file) as opening:
                self._read(opening.needed())
                self._write(opening.needed())
                self._backups = frozenset(map(_number_of, sound_backups(opening)))
        except Refused as refused:
            self.trouble.append(f"refused: {refused}")

    @property
    def refused(self) -> bool:
        """Whether the store could not be opened and used."""
        return any(what.startswith("refused") for what in self.trouble)

    @property
    def steps(self) -> int:
        """The steps of all forms together."""
        return len(self._versions)

    @property
    def offered(self) -> int:
        """How many half-typed texts were offered."""
        return len(self._typed)

    def lacks(self, marks: Sequence[str]) -> list[str]:
        """Trouble, and every promise that is not kept. Of what was half typed, only the last
        promise counts: an earlier cell has been finished since.
        """
        if self.refused:
            return [f"{self.trouble[-1]} (with {len(marks)} promises)"]
        return [*self.trouble, *min(map(self._all_broken, _possible(marks)), key=len)]

    def settled(self, marks: Sequence[str]) -> list[str]:
        """The promises that the next process has to keep, as lines."""
        promises = min(_possible(marks), key=lambda held: len(self._all_broken(held)))
        return all_typed_dealt_with(promises)

    def _all_broken(self, promises: Sequence[Saved | BackedUp]) -> list[str]:
        broken = [f"{promise}: {why}" for promise in promises if (why := self._broken(promise))]
        if promises and (why := self._typed_lost(promises[-1])):
            broken.append(f"{promises[-1]}: {why}")
        return broken

    def _broken(self, promise: Saved | BackedUp) -> str:
        """Why a promise is not kept, '' if it is."""
        if isinstance(promise, BackedUp):
            newer = sum(number > _number_of(promise.backup) for number in self._backups)
            kept = _number_of(promise.backup) in self._backups or newer >= NEWEST
            return "" if kept else "no such backup, or not sound"
        found = self._versions.get((promise.form, promise.version))
        if found is None:
            return "not in the change log"
        if found.digest != promise.digest:
            return f"other contents: {found.form}"
        if (found.state.value, found.removed) != (promise.state, promise.removed):
            return f"state {found.state.value}, removed {found.removed}"
        total = _total(found.digest, found.form)
        return "" if total == promise.total else f"total {total}, shown was {promise.total}"

    def _typed_lost(self, promise: Saved | BackedUp) -> str:
        """A half-typed text is offered, or was finished as the next version."""
        if isinstance(promise, BackedUp) or not promise.typed:
            return ""
        if self._last.get(promise.form, 0) > promise.version:
            return ""
        offered = [text for form, text in self._typed if form == promise.form]
        kept = any(text.startswith(promise.typed) for text in offered)
        return "" if kept else f"offered is only {offered}"

    def _read(self, store: Store) -> None:
        with reading(store.engine, store.place) as connection:
            for question, sound in (("integrity_check", ["ok"]), ("foreign_key_check", [])):
                answer = connection.exec_driver_sql(f"PRAGMA {question}").scalars().all()
                if list(answer) != sound:
                    self.trouble.append(f"{question}: {answer}")
            ids = list(connection.exec_driver_sql(_ALL_FORMS).scalars())
        for stored in store.load_all(ids):
            self._compare(stored, store.history(stored.form.id))
        self.trouble += [
            f"import {batch}: {len(told)} forms of {told[0]}"
            for batch, told in self._batches.items()
            if told != [len(told)] * len(told)
        ]
        self._typed = [(note.form_id, note.text) for note in store.half_typed()]

    def _compare(self, stored: Stored, history: Sequence[Step]) -> None:
        """A form as it stands in the tables with the form that its change log gives."""
        form_id, version = stored.form.id, stored.version
        told = dict(_replayed(history, form_id))
        self._versions |= {(form_id, number): found for number, found in told.items()}
        self._last[form_id] = version
        last = told.get(version)
        stands = (stored.form, stored.state, stored.removed)
        if last is None or (last.form, last.state, last.removed) != stands:
            self.trouble.append(f"form {form_id} is not what its history gives")
        for step in history[: len(told)]:
            if step.batch:
                count = imported_together(told[step.version].form.supervisor)
                self._batches.setdefault(step.batch, []).append(count)
        if len(history) > version:
            self.trouble.append(f"form {form_id}: its history goes on beyond it")

    @staticmethod
    def _write(store: Store) -> None:
        """The store takes steps again; what was offered has been dealt with."""
        store.set_setting("proof", "opened")
        for note in store.half_typed():
            store.forget_half_typed(note.session)


def _replayed(history: Sequence[Step], form_id: str) -> Iterator[tuple[int, _Version]]:
    """Each version of a form, made by its change log alone."""
    form, digest, removed = Form(template="", id=form_id), form_id, False
    for count, step in enumerate(history, start=1):
        if step.version != count:
            return  # a hole: what follows it counts as missing
        form, digest = _applied(digest, form, step.delta)
        removed = {Kind.REMOVED: True, Kind.RETURNED: False}.get(step.kind, removed)
        yield count, _Version(form, digest, step.state_after, removed)


def _possible(marks: Sequence[str]) -> list[list[Saved | BackedUp]]:
    return possible([promise_in(line) for line in marks])


def _number_of(backup: str) -> int:
    return int(backup.split("-")[1])


# The stores of one proof share most of their steps, and what a step makes of a form depends on the
# two alone.
_steps: dict[tuple[str, Delta], tuple[Form, str]] = {}
_totals: dict[str, str] = {}


def _applied(digest: str, form: Form, delta: Delta) -> tuple[Form, str]:
    key = (digest, delta)
    if key not in _steps:
        after = delta.apply(form)
        _steps[key] = (after, digest_of(after))
    return _steps[key]


def _total(digest: str, form: Form) -> str:
    if digest not in _totals:
        _totals[digest] = total_of(form)
    return _totals[digest]
