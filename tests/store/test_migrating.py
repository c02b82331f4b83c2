"""Schema versions: today's tables are what the steps make; stores of all versions arrive there."""

import ast
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Engine, Index, MetaData, Table, Text, inspect

from perfdesk.core.state import State
from perfdesk.store import tables
from perfdesk.store.engine import server_engine, sqlite_engine
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.migrating import (
    SCRIPTS,
    VERSIONS,
    known,
    migrate,
    version_of,
    versions_in,
)
from perfdesk.store.opening import Outcome
from tests.support import oldstores
from tests.support.storefiles import (
    FAILS_HALF_WAY,
    MIGRATIONS,
    dump,
    execute,
    new_file,
    opened,
    scripts_with,
)
from tests.support.tools import ROOT

HEAD = known()[-1]


@contextmanager
def engine_on(where: Path | str) -> Iterator[Engine]:
    """An engine that leaves no connection behind; a missing file is made."""
    if isinstance(where, Path):
        sqlite3.connect(where).close()
        where.touch()
    engine = sqlite_engine(where) if isinstance(where, Path) else server_engine(where)
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    where = tmp_path / "a.db"
    found = where if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with engine_on(found) as engine:
        yield engine


def version(engine: Engine) -> str:
    with engine.connect() as connection:
        return version_of(connection)


def schema(engine: Engine) -> dict[str, object]:
    """All there is to tables, columns, constraints and indexes, by the names of the tables."""
    found = inspect(engine)

    def ordered(items: list[object]) -> list[str]:
        return sorted(map(repr, items))

    return {
        name: [
            [repr(column) for column in found.get_columns(name)],
            found.get_pk_constraint(name),
            ordered(list(found.get_foreign_keys(name))),
            ordered(list(found.get_unique_constraints(name))),
            ordered(list(found.get_indexes(name))),
        ]
        for name in found.get_table_names()
        if name != "alembic_version"
    }


def differences(engine: Engine, metadata: MetaData) -> list[object]:
    """What alembic would still have to change; SQLite's defaults it cannot compare."""
    with engine.connect() as connection:
        reads_defaults = engine.dialect.name != "sqlite"
        options = {"compare_type": True, "compare_server_default": reads_defaults}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        )


# ------------------------------------------------------------------------------ steps and tables


def test_the_steps_lead_to_the_tables_of_the_program(engine: Engine) -> None:
    migrate(engine)
    assert version(engine) == HEAD
    assert differences(engine, tables.metadata) == []


def test_the_steps_make_the_same_schema_as_the_tables_name_by_name(
    engine: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    migrate(engine)
    by_steps = schema(engine)
    if engine.dialect.name == "sqlite":
        with engine_on(tmp_path / "b.db") as other:
            tables.metadata.create_all(other)
            assert schema(other) == by_steps
        return
    with request.getfixturevalue("postgres_server").database() as url, engine_on(url) as other:
        tables.metadata.create_all(other)
        assert schema(other) == by_steps


@pytest.mark.parametrize("change", ["table", "column", "index", "type"])
def test_a_table_changed_without_a_step_is_noticed(engine: Engine, change: str) -> None:
    migrate(engine)
    metadata = MetaData(naming_convention=tables.metadata.naming_convention)
    for table in tables.metadata.sorted_tables:
        table.to_metadata(metadata)
    settings, forms = metadata.tables["settings"], metadata.tables["forms"]
    if change == "table":
        Table("later", metadata, Column("id", Text, primary_key=True))
    elif change == "column":
        settings.append_column(Column("later", Text))
    elif change == "index":
        Index("ix_forms_supervisor", forms.c.supervisor)
    else:
        forms.c.version.type = Text()
    assert differences(engine, metadata)


def test_every_step_can_be_taken_up_down_and_up_again(engine: Engine) -> None:
    passed = {}
    for step in known():
        migrate(engine, target=step)
        passed[step] = schema(engine)
    for step in reversed(known()):
        migrate(engine, target=step)
        assert version(engine) == step
        assert schema(engine) == passed[step]
    migrate(engine)
    assert schema(engine) == passed[HEAD]


def test_every_constraint_and_index_has_a_name(engine: Engine) -> None:
    migrate(engine)
    found = inspect(engine)
    for table in tables.metadata.tables:
        names = [key["name"] for key in found.get_foreign_keys(table)]
        names += [key["name"] for key in found.get_unique_constraints(table)]
        names += [key["name"] for key in found.get_indexes(table)]
        if not (engine.dialect.name == "sqlite" and table == "changes"):  # a counter takes no name
            names.append(found.get_pk_constraint(table)["name"])
        assert all(name and "autoindex" not in name for name in names), table


def test_the_steps_import_nothing_of_the_program() -> None:
    files = [*MIGRATIONS.rglob("*.py")]
    assert len(files) >= len(known()) + 2
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "."]
            assert not [name for name in names if name.split(".")[0] in ("perfdesk", "", "tests")]


def test_versions_are_counted_without_a_branch() -> None:
    assert known() == tuple(f"{number:04d}" for number in range(1, len(known()) + 1))


# ----------------------------------------------------------------------------------- old stores


def test_the_known_versions_are_those_for_which_there_are_steps() -> None:
    assert versions_in(SCRIPTS) == VERSIONS == known()


def test_the_usual_start_loads_nothing_that_only_migrating_needs(tmp_path: Path) -> None:
    file = new_file(tmp_path / "perfdesk.db")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from perfdesk.store.opening import open_store\n"
        "from perfdesk.store.place import FilePlace\n"
        "opening = open_store(FilePlace(Path(sys.argv[1])))\n"
        "opening.needed().forms()\n"
        "opening.close()\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'alembic', 'mako'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_there_is_a_file_of_every_version() -> None:
    files = sorted(path.name for path in oldstores.FOLDER.iterdir())
    assert files == [f"{step}.db" for step in known()]


@pytest.mark.parametrize("step", known())
def test_a_store_of_every_version_opens_with_what_it_held(tmp_path: Path, step: str) -> None:
    file = tmp_path / "perfdesk.db"
    shutil.copyfile(oldstores.old_store(step), file)
    with opened(file) as opening:
        assert opening.outcome is Outcome.READY
        assert opening.migrated_from == ("" if step == HEAD else step)
        store = opening.needed()
        listed = {form.id: (form.project_name, form.state) for form in store.forms()}
        assert listed == {
            oldstores.FIRST: ("职工培训", State.DRAFT),
            oldstores.SECOND: ("困难职工帮扶（续）", State.CHECKED),
        }
        assert store.load(oldstores.FIRST).form == oldstores.first_form()
        steps = store.history(oldstores.SECOND)
        assert [step.text for step in steps] == ["新建", "改项目名称", "审核"]
        assert {step.who for step in steps} == {"张三"}
        assert store.form_at(oldstores.SECOND, 1).project_name == "困难职工帮扶"
        assert store.years() == [2024, 2023]
        for key, value in oldstores.SETTINGS.items():
            assert store.setting(key) == value


@pytest.mark.parametrize("step", known())
def test_the_file_of_a_version_has_that_versions_schema(tmp_path: Path, step: str) -> None:
    with engine_on(tmp_path / "made.db") as made:
        migrate(made, target=step)
        shutil.copyfile(oldstores.old_store(step), tmp_path / "kept.db")
        with engine_on(tmp_path / "kept.db") as kept:
            assert version(kept) == step
            assert schema(kept) == schema(made)


# -------------------------------------------------------------------------- all of it or nothing

REBUILDS_A_PARENT = """def upgrade():
    with op.batch_alter_table("forms", recreate="always") as batch:
        batch.add_column(sa.Column("later", sa.Text, nullable=False, server_default="new"))
"""
BREAKS_A_REFERENCE = """def upgrade():
    op.execute("DELETE FROM units")
"""


def test_rebuilding_a_parent_keeps_the_rows_of_its_children(tmp_path: Path) -> None:
    file = new_file(tmp_path / "a.db", "甲", "乙")
    scripts = scripts_with(tmp_path, REBUILDS_A_PARENT)
    before = counts(file)
    assert before["indicators"] == 4
    with engine_on(file) as engine:
        migrate(engine, scripts)
        assert counts(file) == before
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT DISTINCT later FROM forms").fetchall() == [("new",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def counts(file: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(file)) as connection:
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
            for name in tables.metadata.tables
        }


@pytest.mark.parametrize("step", [BREAKS_A_REFERENCE, FAILS_HALF_WAY])
def test_a_step_that_goes_wrong_is_rolled_back_wholly(tmp_path: Path, step: str) -> None:
    file = new_file(tmp_path / "a.db", "甲", "乙")
    before = dump(file)
    scripts = scripts_with(tmp_path, step)
    with engine_on(file) as engine:
        with pytest.raises(StoreTrouble, match=r"^某处："):
            migrate(engine, scripts, place="某处")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert dump(file) == before


def test_a_step_that_leaves_a_reference_to_nothing_says_how_many(tmp_path: Path) -> None:
    scripts = scripts_with(tmp_path, BREAKS_A_REFERENCE)
    file = new_file(tmp_path / "a.db", "甲", "乙")
    with engine_on(file) as engine, pytest.raises(StoreTrouble, match="2 处数据对不上"):
        migrate(engine, scripts)


def test_a_step_that_goes_wrong_on_a_server_is_rolled_back_wholly(
    postgres_url: str, tmp_path: Path
) -> None:
    scripts = scripts_with(tmp_path, FAILS_HALF_WAY)
    with engine_on(postgres_url) as engine:
        migrate(engine)
        before = schema(engine)
        with pytest.raises(StoreTrouble):
            migrate(engine, scripts)
        assert schema(engine) == before
        assert version(engine) == HEAD


def test_a_version_that_the_program_does_not_know_is_left_alone(tmp_path: Path) -> None:
    file = new_file(tmp_path / "a.db")
    execute(file, "UPDATE alembic_version SET version_num = '9999'")
    before = dump(file)
    with engine_on(file) as engine, pytest.raises(StoreTrouble, match="更新版本"):
        migrate(engine)
    assert dump(file) == before


def test_programs_that_start_at_once_on_an_empty_server_take_turns(postgres_url: str) -> None:
    together, troubles = threading.Barrier(4), []

    def start() -> None:
        with engine_on(postgres_url) as engine:
            together.wait()
            try:
                migrate(engine)
            except StoreTrouble as error:
                troubles.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    with engine_on(postgres_url) as engine:
        assert version(engine) == HEAD
