"""The store's face: forms, their history, lists, settings. Every write is one transaction."""

from __future__ import annotations

import platform
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from perfdesk.core.change import Change, Kind
from perfdesk.core.delta import delta_between
from perfdesk.core.form import Form
from perfdesk.store import budgets, listing, notes, ordering, summaries, tables
from perfdesk.store.accounts import accounts_of, enter_account
from perfdesk.store.engine import reading, writing
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.reading import form_at, history_of, load_form, load_forms, step_of
from perfdesk.store.records import HalfTyped, Listed, Step, Stored
from perfdesk.store.writing import Stamp, problem_of, take_turn, write_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from sqlalchemy import Connection, Engine

    from perfdesk.core.number import Number
    from perfdesk.store.listing import Wanted

_AT_ONCE = 200  # summaries made in one transaction


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Store:
    """An open store. `place` names it in messages; `who` and `clock` sign what is written.

    All methods raise StoreTrouble with a sentence; what raised left nothing half written.
    `read_only` says why nothing can be written, '' where it can.
    """

    engine: Engine
    place: str
    who: str
    clock: Callable[[], datetime] = _now
    read_only: str = ""
    session: str = field(default_factory=lambda: uuid.uuid4().hex)
    host: str = field(default_factory=platform.node)
    gone: Callable[[], str] = str  # why the open file is not the one at its place, '' while it is
    _noted: tuple[str, str] | None = None  # form and address of this window's note
    _written: set[tuple[str, int]] = field(default_factory=set)  # forms and versions written here
    _fresh: tuple[int, int] | None = None  # newest step and rules when all was up to date

    def add(self, form: Form, text: str = "新建", kind: Kind = Kind.ADDED) -> Stored:
        """A new form; without an id it gets one. Raises Conflict where the id is taken."""
        return self.add_all([form], text, kind=kind)[0]

    def add_all(
        self,
        forms: Iterable[Form],
        text: str = "新建",
        batch: str = "",
        kind: Kind = Kind.ADDED,
    ) -> list[Stored]:
        """New forms, all or none. Raises Conflict where an id is taken."""
        named = [form if form.id else replace(form, id=str(uuid.uuid4())) for form in forms]
        changes = [Change(Form("", id=form.id), form, text, kind) for form in named]
        self.write(changes, [0] * len(changes), batch)
        return [
            Stored(form, change.state_after, 1) for form, change in zip(named, changes, strict=True)
        ]

    def save(self, change: Change, version: int) -> int:
        """Writes one step on a form last seen at `version`; the new version.

        Raises Conflict where somebody else was quicker.
        """
        return self.write([change], [version])[0]

    def write(
        self,
        changes: Sequence[Change],
        versions: Sequence[int],
        batch: str = "",
        check: Callable[[Connection], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[int]:
        """Steps on several forms in one transaction; version 0 adds the form.

        `check` looks first, when no other can write any more, `progress` hears of each step; what
        they raise stops all of it.
        """
        stamp = Stamp(self.who, self.clock().isoformat(timespec="seconds"), batch)
        finished = any(self._finishes(change) for change in changes)
        with self._writing() as connection:
            if check:
                check(connection)
            found = write_steps(connection, changes, versions, stamp, progress)
            if finished:
                notes.forget(connection, self.session)
        if finished:
            self._noted = None
        self._written |= {
            (change.after.id, version) for change, version in zip(changes, found, strict=True)
        }
        return found

    def load(self, form_id: str) -> Stored:
        """A form, also a removed one. Raises MissingForm."""
        with reading(self.engine, self.place) as connection:
            return load_form(connection, form_id)

    def load_all(self, ids: Sequence[str]) -> list[Stored]:
        """Many forms in the order of `ids`."""
        with reading(self.engine, self.place) as connection:
            return load_forms(connection, ids)

    def problems_of(self, forms: Iterable[Form]) -> list[str]:
        """For each form what this database cannot hold of it, '' for nothing; writes nothing."""
        with reading(self.engine, self.place) as connection:
            return [problem_of(connection, form) for form in forms]

    def remove(self, form_id: str) -> None:
        """Takes a form off the lists; it can be brought back, history and all."""
        self._put_one(form_id, Kind.REMOVED)

    def bring_back(self, form_id: str) -> None:
        """Puts a removed form on the lists again."""
        self._put_one(form_id, Kind.RETURNED)

    def put(self, forms: Sequence[Stored], kind: Kind) -> None:
        """Takes forms off the lists (REMOVED) or puts them back (RETURNED), all or none.

        Raises Conflict where one is not at the version that was seen any more.
        """
        changes = [
            Change(item.form, item.form, kind.label, kind, item.state, item.state) for item in forms
        ]
        batch = uuid.uuid4().hex if len(changes) > 1 else ""
        self.write(changes, [item.version for item in forms], batch)

    def reorder(self, before: Sequence[str], after: Sequence[str]) -> None:
        """Puts forms of one year into another order; Conflict where theirs is not `before`."""
        with self._writing() as connection:
            ordering.reorder(connection, before, after)

    def history(self, form_id: str) -> list[Step]:
        """Every step of a form, oldest first."""
        with reading(self.engine, self.place) as connection:
            return history_of(connection, form_id)

    def form_at(self, form_id: str, version: int) -> Form:
        """The form as it was after an earlier step. Raises MissingForm."""
        with reading(self.engine, self.place) as connection:
            return form_at(connection, form_id, version)

    def writers_since(self, form_id: str, version: int) -> list[str]:
        """Who has written the form's steps after that version, each named once."""
        log = tables.changes.c
        query = select(log.who).where(log.form_id == form_id, log.version > version)
        with reading(self.engine, self.place) as connection:
            found = connection.execute(query.order_by(log.version)).scalars()
            return [who for who in dict.fromkeys(found) if who]

    def steps_of(self, batch: str) -> list[Step]:
        """What was written as one batch, in order; nothing for ''."""
        if not batch:
            return []
        query = select(tables.changes).where(tables.changes.c.batch == batch)
        with reading(self.engine, self.place) as connection:
            rows = connection.execute(query.order_by(tables.changes.c.number))
            return [step_of(row) for row in rows]

    def last_step(self) -> int:
        """The number of the newest step of all, 0 in an empty store."""
        query = select(tables.changes.c.number).order_by(tables.changes.c.number.desc()).limit(1)
        with reading(self.engine, self.place) as connection:
            return int(connection.execute(query).scalar() or 0)

    def steps_since(self, number: int) -> list[Step]:
        """Steps after that one, everybody's: what a second window has to show."""
        query = select(tables.changes).where(tables.changes.c.number > number)
        with reading(self.engine, self.place) as connection:
            rows = connection.execute(query.order_by(tables.changes.c.number))
            return [step_of(row) for row in rows]

    def is_own(self, step: Step) -> bool:
        """Whether this very window has written the step."""
        return (step.form_id, step.version) in self._written

    def forms(self, wanted: Wanted = listing.EVERYTHING) -> list[Listed]:
        """The forms wanted, with figures that are up to date."""
        aside = bool(self.read_only) or not self._freshened()
        with reading(self.engine, self.place, aside=aside) as connection:
            if aside:
                summaries.freshen_aside(connection)
            found = listing.listed(connection, wanted)
            if aside and not self.read_only:
                summaries.put_away(connection)
            return found

    def freshen(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Makes stale summaries anew; how many. A read-only store keeps those it has."""
        if self.read_only:
            return 0
        done, now = 0, self._rests_on()
        if now == self._fresh:
            return 0
        old = self._stale()  # once: others may write as fast as this
        for start in range(0, len(old), _AT_ONCE):
            ids = old[start : start + _AT_ONCE]
            with self._writing() as connection:  # another window may just have made them
                summaries.freshen(connection, summaries.stale(connection, ids))
            done += len(ids)
            if progress:
                progress(done, len(old))
        self._fresh = now
        return done

    def outdated(self) -> bool:
        """Whether `freshen` would have anything to do. Quick also where it would take long."""
        if self.read_only:
            return False
        now = self._rests_on()
        if now != self._fresh and not self._stale():
            self._fresh = now
        return now != self._fresh

    def years(self) -> list[int | None]:
        """The years that have forms, newest first; None for forms without one."""
        with reading(self.engine, self.place) as connection:
            return listing.years_of(connection)

    def units(self) -> list[str]:
        """The units that have forms."""
        with reading(self.engine, self.place) as connection:
            return listing.units_of(connection)

    def budgets(self, ids: Sequence[str]) -> dict[str, Decimal | None]:
        """The year's budget of each form, in its template's unit; None where none is filled in."""
        with reading(self.engine, self.place) as connection:
            return budgets.budgets_of(connection, ids)

    def accounts(self) -> dict[tuple[str, int], Number]:
        """The figures of the final accounts (决算数) in 元, by unit and year."""
        with reading(self.engine, self.place) as connection:
            return accounts_of(connection)

    def enter_account(self, unit: str, year: int, figure: str) -> None:
        """Keeps a unit's figure for a year; '' takes it away."""
        with self._writing() as connection:
            enter_account(connection, unit, year, figure)

    def setting(self, key: str) -> str:
        """A setting, '' where there is none."""
        query = select(tables.settings.c.value).where(tables.settings.c.key == key)
        with reading(self.engine, self.place) as connection:
            return str(connection.execute(query).scalar() or "")

    def set_setting(self, key: str, value: str) -> None:
        """Keeps a setting."""
        with self._writing() as connection:
            connection.execute(delete(tables.settings).where(tables.settings.c.key == key))
            connection.execute(insert(tables.settings), {"key": key, "value": value})

    def note_half_typed(self, form_id: str, address: str, text: str) -> None:
        """Keeps what stands half typed in the one open cell of this window."""
        at = self.clock().isoformat(timespec="seconds")
        with self._writing() as connection:
            note = HalfTyped(self.session, form_id, address, text, self.who, at, self.host)
            notes.keep(connection, note)
        self._noted = (form_id, address)

    def forget_half_typed(self, session: str = "") -> None:
        """The cell was finished, or a note of an earlier session was dealt with."""
        with self._writing() as connection:
            notes.forget(connection, session or self.session)
        if session in ("", self.session):
            self._noted = None

    def half_typed(self) -> list[HalfTyped]:
        """What windows that died had half typed; on a server only this person's, at this host."""
        with reading(self.engine, self.place) as connection:
            return notes.left_behind(connection, self.who, self.host, self.session)

    def close(self) -> None:
        """Gives all connections back; what is known of the file counts no more."""
        self.engine.dispose()
        self._fresh = None

    def _finishes(self, change: Change) -> bool:
        """Whether the step holds the cell that was half typed here."""
        if self._noted is None or change.after.id != self._noted[0]:
            return False
        return self._noted[1] in delta_between(change.before, change.after).addresses

    def _put_one(self, form_id: str, kind: Kind) -> None:
        stored = self.load(form_id)
        if stored.removed != (kind is Kind.REMOVED):
            self.put([stored], kind)

    def _rests_on(self) -> tuple[int, int]:
        """What the summaries rest on, as far as it changes while a store is open."""
        return self.last_step(), summaries.rules_turn()

    def _stale(self) -> list[str]:
        with reading(self.engine, self.place) as connection:
            return summaries.stale(connection)

    def _freshened(self) -> bool:
        """Whether the store takes figures just now: on a full disk the list is shown as well."""
        try:
            self.freshen()
        except StoreTrouble:
            return False
        return True

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if because := self.read_only or self.gone():
            raise StoreTrouble(because)
        with writing(self.engine, self.place) as connection:
            take_turn(connection)
            yield connection
