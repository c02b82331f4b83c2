"""10,000 forms of 20 indicators in the store: list, search, open, commit beside plain sqlite3.

The plain side reads and writes the same rows in a copy of the same file, with the same pragmas, by
statements written by hand; it makes no forms, deltas or sentences of them.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.clock import in_turn, timed
from benchmarks.invented import invented_forms
from benchmarks.plainstore import PlainStore
from benchmarks.table import Row
from perfdesk.core.document import Document
from perfdesk.core.edits import SetCell
from perfdesk.files.templates import library
from perfdesk.search.query import Query
from perfdesk.store.keeping import Keeper
from perfdesk.store.listing import Wanted
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.clock import Series
    from perfdesk.store.store import Store

_FORMS, _YEARS, _AT_ONCE = 10_000, 10, 500
_SIZE = (20, 120, 100)  # indicators, characters of the goals
_CELL = "indicators[7].note"
_COMMITS, _OPENED = 50, 50  # in a round
_WORDS = {"one word": "河道保洁", "pinyin initials": "hdbj"}


def measure() -> list[Row]:
    """Everything on one file, made anew."""
    with TemporaryDirectory() as folder, _filled(Path(folder) / "perfdesk.db") as store:
        ids = [item.id for item in store.forms(Wanted(year=2020))]
        copy = Path(folder) / "plain.db"
        _copy(Path(store.place), copy)
        plain = PlainStore(copy)
        try:
            taken = in_turn(_tasks(store, plain, ids))
        finally:
            plain.close()
        return _rows(taken, Path(store.place).stat().st_size)


def _rows(taken: dict[str, Series], size: int) -> list[Row]:
    """A line per work."""
    found = [Row(f"{_FORMS} forms × {_SIZE[0]} indicators", f"{size / 1e6:.0f} MB")]
    for name, times, aim in (
        ("list a year of 1000", 1, None),
        *((f"search all, {name}", 1, None) for name in _WORDS),
        ("open one form", _OPENED, 5),
        ("commit one cell", _COMMITS, 3),
    ):
        ours, plain = taken[name], taken[f"plain: {name}"]
        ratio = ours.times(plain)
        figure = f"{ours.median / times * 1000:.2f} / {plain.median / times * 1000:.2f} ms"
        met = None if aim is None else ratio.median <= aim
        found.append(
            Row(f"  {name}, against sqlite3", figure, str(ratio), f"≤ {aim}" if aim else "", met)
        )
    return found


def _tasks(store: Store, plain: PlainStore, ids: list[str]) -> dict[str, Callable[[], float]]:
    ring = cycle(ids)
    tasks = {
        "list a year of 1000": timed(lambda: store.forms(Wanted(year=2020))),
        "plain: list a year of 1000": timed(lambda: plain.list_year(2020)),
        "open one form": timed(lambda: [store.load(next(ring)) for _ in range(_OPENED)]),
        "plain: open one form": timed(lambda: [plain.load(next(ring)) for _ in range(_OPENED)]),
        "commit one cell": timed(_committer(store, ids[0])),
        "plain: commit one cell": timed(_plain_committer(plain, ids[0])),
    }
    for name, typed in _WORDS.items():
        tasks[f"search all, {name}"] = timed(partial(store.forms, Wanted(typed)))
        word = Query.parse(typed).words[0]
        tasks[f"plain: search all, {name}"] = timed(partial(plain.search, word))
    return tasks


def _committer(store: Store, form_id: str) -> Callable[[], None]:
    """Types into one cell through document and keeper, each time another text."""
    stored, texts = store.load(form_id), count()
    document = Document(stored.form, library().get, stored.state)
    keeper = Keeper(store, document, stored.version)

    def commit() -> None:
        for _ in range(_COMMITS):
            document.apply(SetCell(_CELL, f"偏差原因：参加人数超出预期 {next(texts)}"))
        if not keeper.saved:
            raise AssertionError(keeper.trouble)

    return commit


def _plain_committer(plain: PlainStore, form_id: str) -> Callable[[], None]:
    texts = count()

    def commit() -> None:
        for _ in range(_COMMITS):
            plain.commit(form_id, 7, f"偏差原因：参加人数超出预期 {next(texts)}")

    return commit


@contextmanager
def _filled(file: Path) -> Iterator[Store]:
    """A store with the forms, spread over the years, and all summaries made."""
    forms = invented_forms(_FORMS, [_SIZE])
    opening = open_store(FilePlace(file))
    try:
        store = opening.needed()
        for start in range(0, _FORMS, _AT_ONCE):
            some = forms[start : start + _AT_ONCE]
            store.add_all(
                replace(form, year=2015 + (start + n) % _YEARS) for n, form in enumerate(some)
            )
        store.freshen()
        yield store
    finally:
        opening.close()


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as connection, sqlite3.connect(target) as copy:
        connection.backup(copy)
    copy.close()
    connection.close()
