"""Stores for tests, on a SQLite file or a PostgreSQL database, opened as the program opens them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from perfdesk.core.document import Document
from perfdesk.files.templates import library
from perfdesk.store.engine import server_engine, sqlite_engine
from perfdesk.store.keeping import Keeper
from perfdesk.store.opening import Opening, Surroundings, open_store
from perfdesk.store.place import FilePlace, Place
from perfdesk.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

WHO = "张会计"


def noon() -> datetime:
    """A clock that stands still."""
    return datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@dataclass
class Stores:
    """Opens stores at one place; whoever made this closes them."""

    place: Place
    opened: list[Opening | Store] = field(default_factory=list)

    def opening(
        self, who: str = WHO, clock: Callable[[], datetime] = noon, writable: bool = True
    ) -> Opening:
        """Opened by the protocol."""
        opening = open_store(self.place, writable, Surroundings(who=who, clock=clock))
        self.opened.append(opening)
        return opening

    def open(self, who: str = WHO, clock: Callable[[], datetime] = noon) -> Store:
        """A store to write, opened by the protocol."""
        return self.opening(who, clock).needed()

    def another(self, who: str = "李科长", clock: Callable[[], datetime] = noon) -> Store:
        """A second writer with its own connections, on SQLite past the lock that forbids it."""
        place = self.place
        if isinstance(place, FilePlace):
            engine: Engine = sqlite_engine(place.path)
        else:
            engine = server_engine(place.url)
        store = Store(engine, str(place), who, clock)
        self.opened.append(store)
        return store

    def close(self) -> None:
        """Closes all of them."""
        while self.opened:
            self.opened.pop().close()


def kept(store: Store, form_id: str) -> Keeper:
    """The form's document in a window of its own."""
    stored = store.load(form_id)
    document = Document(stored.form, library().get, stored.state)
    return Keeper(store, document, stored.version)


@dataclass
class Fault:
    """Makes statements of a store fail, as a full disk does, until it is over."""

    store: Store
    message: str = "database or disk is full"
    begins_with: str = ""
    hits: int = 0

    def __enter__(self) -> Self:
        event.listen(self.store.engine, "before_cursor_execute", self._fail)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.store.engine, "before_cursor_execute", self._fail)

    def _fail(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(self.begins_with):
            self.hits += 1
            raise OperationalError(statement, None, Exception(self.message))
