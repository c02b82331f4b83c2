"""The self-test (自检): does the installed program do its job on this machine?"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from perfdesk.core.checks import check_form
from perfdesk.core.number import parse_decimal
from perfdesk.core.scoring import score_form
from perfdesk.exchange.ours import read_our_workbook
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.sample import sample_forms
from perfdesk.service import export_forms, print_forms
from perfdesk.store.backupfile import Reason
from perfdesk.store.engine import APPLICATION_ID, sqlite_engine, writing
from perfdesk.store.migrating import migrate
from perfdesk.store.opening import backups_of, open_store
from perfdesk.store.place import FilePlace
from perfdesk.store.restoring import preview

_FIRST = "0001"
_OLD = "old"
_OLD_ROWS = """
INSERT INTO units (id, name) VALUES (1, 'old');
INSERT INTO forms (id, version, state, position, removed, unit_id)
VALUES ('old', 1, 'draft', 0, 0, 1);
INSERT INTO changes (form_id, version, kind, state_before, state_after, delta)
VALUES ('old', 1, 'added', 'draft', 'draft', '{}')
"""


class _Failed(Exception):
    """A step gave a wrong result; `str()` says which."""


@dataclass(frozen=True, slots=True)
class Check:
    """One step, by the name that people read."""

    name: str
    step: Callable[[Path], None]

    def run(self) -> str:
        """Does the step in a folder of its own; what is wrong, '' where it is sound."""
        try:
            with tempfile.TemporaryDirectory(prefix="perfdesk-") as folder:
                self.step(Path(folder))
        except (_Failed, Refused, OSError, ImportError) as error:
            return str(error) or type(error).__name__
        return ""


def told(name: str, wrong: str) -> str:
    """A check's result as a sentence."""
    return f"{name}：不正常。{wrong}" if wrong else f"{name}：正常"


def _templates(folder: Path) -> None:
    del folder  # reads only
    library().all()


def _scores(folder: Path) -> None:
    del folder  # reads only
    forms = sample_forms()
    if not forms:
        raise _Failed("示例表单缺失。")
    for form in forms:
        template = library().get(form.template)
        total = score_form(form, template.rules).total_score
        if form.printed.total_score and total != parse_decimal(form.printed.total_score):
            raise _Failed(f"{form.project_name}的总分算成了 {total}。")
        check_form(form, template)


def _store(folder: Path) -> None:
    """A store of the first schema version is migrated, filled, read back and backed up."""
    place = FilePlace(folder / "self-test.db")
    _make_first_version(place.path)
    with closing(open_store(place)) as opening:
        store = opening.needed()
        if opening.migrated_from != _FIRST or store.load(_OLD).form.unit != _OLD:
            raise _Failed("旧版本的数据没有升级好。")
        ids = [stored.form.id for stored in store.add_all(sample_forms())]
        if [stored.form for stored in store.load_all(ids)] != sample_forms():
            raise _Failed("存入的表单与读出的不同。")
        if len(store.forms()) != len(ids) + 1:
            raise _Failed("列出的表单不全。")
        made = backups_of(place.path).make(place.path, Reason.MANUAL, store.clock()).backup
        if preview(store, made):
            raise _Failed("备份与数据不同。")


def _make_first_version(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA user_version=1")
    engine = sqlite_engine(file)
    try:
        migrate(engine, target=_FIRST)
        with writing(engine, str(file)) as writer:
            for statement in _OLD_ROWS.split(";"):
                writer.exec_driver_sql(statement)
    finally:
        engine.dispose()


def _print(folder: Path) -> None:
    target = folder / "self-test.pdf"
    print_forms(sample_forms(), target)
    if not target.read_bytes().startswith(b"%PDF"):
        raise _Failed("写出的文件不是 PDF。")


def _export(folder: Path) -> None:
    target = folder / "self-test.xlsx"
    forms = sample_forms()
    export_forms(forms, target)
    back = [slot.form for slot in read_our_workbook(target)]
    if back != forms:
        raise _Failed("读回的表单与导出的不同。")


CHECKS = (
    Check("模板", _templates),
    Check("示例表单与评分", _scores),
    Check("数据库", _store),
    Check("打印 PDF", _print),
    Check("导出与读回工作簿", _export),
)
