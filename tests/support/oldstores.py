"""A small store of each schema version, with two invented forms and their history.

`python -m tests.support.oldstores` makes the file of today's version, if it is not there yet; the
older files stay as their programs wrote them.
"""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from perfdesk.core.change import Change, Kind
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.store.engine import sqlite_engine
from perfdesk.store.migrating import known, migrate
from perfdesk.store.opening import Opening
from tests.support.forms import clean_form
from tests.support.storefiles import opened
from tests.support.tools import ROOT

FOLDER = ROOT / "tests" / "store" / "data"
FIRST, SECOND = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
#: What every file holds; never changed, for the files aren't either.
PROJECTS = {FIRST: "职工培训", SECOND: "困难职工帮扶（续）"}
SETTINGS = {"backed_up_step": "4"}


def old_store(version: str) -> Path:
    """The file of a version."""
    return FOLDER / f"{version}.db"


def first_form() -> Form:
    """As it was typed: with an odd amount and a label of its own."""
    form = clean_form(funding__total__initial="12,3.50", indicators_0__note="")
    return replace(form, id=FIRST, extra=(("填表说明", "无"),))


def _fill(opening: Opening) -> None:
    store = opening.needed()
    store.add(first_form())
    second = replace(
        clean_form(project_name="困难职工帮扶", indicators_0__note=""), id=SECOND, year=2023
    )
    store.add(second)
    renamed = replace(second, project_name=PROJECTS[SECOND])
    version = store.save(Change(second, renamed, "改项目名称"), 1)
    moved = Change(renamed, renamed, "审核", Kind.MOVED, State.DRAFT, State.CHECKED)
    store.save(moved, version)
    for key, value in SETTINGS.items():
        store.set_setting(key, value)


def make(file: Path, version: str) -> None:
    """Fills a store on today's schema and takes it to `version`; a file of few small pages."""
    with opened(file) as opening:
        _fill(opening)
    engine = sqlite_engine(file)
    migrate(engine, target=version)
    engine.dispose()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in ("journal_mode=DELETE", "page_size=512"):
            connection.execute(f"PRAGMA {statement}")
        connection.execute("VACUUM")
    file.with_name(f"{file.name}.lock").unlink()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for _version in known():
        if not old_store(_version).exists():
            make(old_store(_version), _version)
