"""Opening a store on a PostgreSQL server: the same outcomes, as far as a server knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from perfdesk.store.engine import reading, server_engine
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.migrating import known, migrate, version_of
from perfdesk.store.outcome import FOREIGN, NEWER, OLDER, Opening, Outcome, Surroundings
from perfdesk.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from perfdesk.store.place import ServerPlace

#: Tables that every schema version of ours has: another program may count its versions as we do.
_OURS = {"units", "years", "forms", "changes", "settings"}


def open_server(place: ServerPlace, writable: bool, around: Surroundings) -> Opening:
    """Opens the store in a database, making it in an empty one. Raises StoreTrouble."""
    engine = server_engine(place.url, read_only=not writable)
    try:
        opening = _ServerOpening(place, engine, around).open(writable)
    except BaseException:
        engine.dispose()
        raise
    if opening.store is None:
        engine.dispose()
    return opening


@dataclass(frozen=True, slots=True)
class _ServerOpening:
    """Opens one database."""

    place: ServerPlace
    engine: Engine
    around: Surroundings

    def open(self, writable: bool) -> Opening:
        with reading(self.engine, str(self.place)) as connection:
            self._check_encoding(connection)
            tables = set(inspect(connection).get_table_names())
            old = version_of(connection)
        versions = known(self.around.scripts)
        if tables and not tables >= _OURS:
            return self._ends(Outcome.FOREIGN, FOREIGN)
        if tables and old not in versions:
            return self._ends(Outcome.NEWER, NEWER)
        if old == versions[-1]:
            return self._ready("" if writable else "这次打开只为查看，不能修改。")
        if not writable:
            return self._ends(Outcome.OLDER, OLDER) if old else self._ends(Outcome.MISSING, _EMPTY)
        return self._migrated(old)

    def _check_encoding(self, connection: Connection) -> None:
        encoding = connection.execute(text("SHOW server_encoding")).scalar()
        if encoding != "UTF8":
            raise StoreTrouble(f"{self.place}：数据库的编码是 {encoding}，请用 UTF8 建立数据库。")

    def _migrated(self, old: str) -> Opening:
        try:
            migrate(self.engine, self.around.scripts, place=str(self.place))
        except StoreTrouble as error:
            if not old:
                raise
            return Opening(
                Outcome.NOT_MIGRATED,
                self.place,
                f"数据没有升级，保持原样：{error}",
                surroundings=self.around,
            )
        return self._ready(migrated_from=old)

    def _ready(self, read_only: str = "", migrated_from: str = "") -> Opening:
        who, clock = self.around.who, self.around.clock
        return Opening(
            Outcome.READY,
            self.place,
            store=Store(self.engine, str(self.place), who, clock, read_only),
            migrated_from=migrated_from,
            surroundings=self.around,
        )

    def _ends(self, outcome: Outcome, sentence: str) -> Opening:
        told = f"{self.place}：{sentence}"
        return Opening(outcome, self.place, told, surroundings=self.around)


_EMPTY = "这个数据库里还没有 PerfDesk 的数据。"
