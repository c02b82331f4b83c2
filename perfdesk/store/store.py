"""The store's face: forms, their history, lists, settings. Every write is one transaction."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from perfdesk.core.change import Change, Kind
from perfdesk.core.form import Form
from perfdesk.store import listing, notes, summaries, tables
from perfdesk.store.engine import reading, writing
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.reading import form_at, history_of, load_form, load_forms, step_of
from perfdesk.store.records import HalfTyped, Listed, Step, Stored
from perfdesk.store.writing import Stamp, take_turn, write_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Engine

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
    _noted: str = ""  # the form with this window's note
    _fresh: int = -1  # the newest step when all summaries were up to date

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
        self, changes: Sequence[Change], versions: Sequence[int], batch: str = ""
    ) -> list[int]:
        """Steps on several forms in one transaction; version 0 adds the form."""
        stamp = Stamp(self.who, self.clock().isoformat(timespec="seconds"), batch)
        # The cell that was half typed is part of what is written here.
        finished = self._noted and any(change.after.id == self._noted for change in changes)
        with self._writing() as connection:
            found = write_steps(connection, changes, versions, stamp)
            if finished:
                notes.forget(connection, self.session)
        if finished:
            self._noted = ""
        return found

    def load(self, form_id: str) -> Stored:
        """A form, also a removed one. Raises MissingForm."""
        with reading(self.engine, self.place) as connection:
            return load_form(connection, form_id)

    def load_all(self, ids: Sequence[str]) -> list[Stored]:
        """Many forms in the order of `ids`."""
        with reading(self.engine, self.place) as connection:
            return load_forms(connection, ids)

    def remove(self, form_id: str) -> None:
        """Takes a form off the lists; it can be brought back, history and all."""
        self._put(form_id, Kind.REMOVED)

    def bring_back(self, form_id: str) -> None:
        """Puts a removed form on the lists again."""
        self._put(form_id, Kind.RETURNED)

    def history(self, form_id: str) -> list[Step]:
        """Every step of a form, oldest first."""
        with reading(self.engine, self.place) as connection:
            return history_of(connection, form_id)

    def form_at(self, form_id: str, version: int) -> Form:
        """The form as it was after an earlier step. Raises MissingForm."""
        with reading(self.engine, self.place) as connection:
            return form_at(connection, form_id, version)

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

    def forms(self, wanted: Wanted = listing.EVERYTHING) -> list[Listed]:
        """The forms wanted, with figures that are up to date."""
        self.freshen()
        with reading(self.engine, self.place, aside=bool(self.read_only)) as connection:
            if self.read_only:
                summaries.freshen_aside(connection)
            return listing.listed(connection, wanted)

    def freshen(self, progress: Callable[[int], None] | None = None) -> int:
        """Makes stale summaries anew; how many. A read-only store keeps those it has."""
        if self.read_only:
            return 0
        done, step = 0, self.last_step()
        if step == self._fresh:
            return 0
        while ids := self._stale():
            with self._writing() as connection:  # another window may just have made them
                summaries.freshen(connection, summaries.stale(connection, _AT_ONCE))
            done += len(ids)
            if progress:
                progress(done)
        self._fresh = step
        return done

    def years(self) -> list[int | None]:
        """The years that have forms, newest first; None for forms without one."""
        with reading(self.engine, self.place) as connection:
            return listing.years_of(connection)

    def units(self) -> list[str]:
        """The units that have forms."""
        with reading(self.engine, self.place) as connection:
            return listing.units_of(connection)

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
            note = HalfTyped(self.session, form_id, address, text, self.who, at)
            notes.keep(connection, note)
        self._noted = form_id

    def forget_half_typed(self, session: str = "") -> None:
        """The cell was finished, or a note of an earlier session was dealt with."""
        with self._writing() as connection:
            notes.forget(connection, session or self.session)
        if session in ("", self.session):
            self._noted = ""

    def half_typed(self) -> list[HalfTyped]:
        """What windows of this person that died had half typed."""
        with reading(self.engine, self.place) as connection:
            return notes.left_behind(connection, self.who, self.session)

    def close(self) -> None:
        """Gives all connections back; what is known of the file counts no more."""
        self.engine.dispose()
        self._fresh = -1

    def _put(self, form_id: str, kind: Kind) -> None:
        stored = self.load(form_id)
        if stored.removed == (kind is Kind.REMOVED):
            return
        form, state = stored.form, stored.state
        self.save(Change(form, form, kind.label, kind, state, state), stored.version)

    def _stale(self) -> list[str]:
        with reading(self.engine, self.place) as connection:
            return summaries.stale(connection, _AT_ONCE)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise StoreTrouble(self.read_only)
        with writing(self.engine, self.place) as connection:
            take_turn(connection)
            yield connection
