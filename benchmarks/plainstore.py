"""The store's work by hand in plain sqlite3: the least that any store has to do."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import TYPE_CHECKING, Any

from perfdesk.store.rows import PARTS

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.search.query import Word

_LIST = """
    SELECT f.id, f.version, f.state, f.year, u.name, f.project_name, f.template,
           s.total, s.rate, s.grade, s.errors, s.warnings, s.hints
    FROM forms f JOIN units u ON u.id = f.unit_id LEFT JOIN summaries s ON s.form_id = f.id
    WHERE NOT f.removed AND {} ORDER BY f.year DESC, f.position
"""
_STEP = """
    INSERT INTO changes (form_id, version, kind, text, who, at, batch, state_before, state_after,
                         reason, delta)
    VALUES (?, ?, 'edited', '修改', 'plain', '2026-01-01', '', 'draft', 'draft', '', ?)
"""


class PlainStore:
    """A store file opened with the pragmas of ours."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA foreign_keys=ON")
        self._connection.create_function("regexp", 2, _matches, deterministic=True)

    def list_year(self, year: int) -> list[Any]:
        """The lines of a year."""
        return self._connection.execute(_LIST.format("f.year = ?"), (year,)).fetchall()

    def search(self, word: Word) -> list[Any]:
        """The lines in which a word is found."""
        found = "s.texts LIKE ?" + (" OR s.initials REGEXP ?" if word.pattern else "")
        values = (f"%{word.plain}%", *([word.pattern] if word.pattern else []))
        return self._connection.execute(_LIST.format(f"({found})"), values).fetchall()

    def load(self, form_id: str) -> list[Any]:
        """All rows of a form, the parts in their order."""
        head = "SELECT f.*, u.name FROM forms f JOIN units u ON u.id = f.unit_id WHERE f.id = ?"
        rows = [self._connection.execute(head, (form_id,)).fetchall()]
        for part in PARTS:
            order = f" ORDER BY {part.key}" if part.key else ""
            query = f"SELECT * FROM {part.table.name} WHERE form_id = ?{order}"  # noqa: S608 - our own names
            rows.append(self._connection.execute(query, (form_id,)).fetchall())
        return rows

    def commit(self, form_id: str, position: int, note: str) -> None:
        """One cell, the form's version, and a line in the change log."""
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        version = run("SELECT version FROM forms WHERE id = ?", (form_id,)).fetchone()[0] + 1
        run("UPDATE forms SET version = ?, state = 'draft' WHERE id = ?", (version, form_id))
        place = (note, form_id, position)
        run("UPDATE indicators SET note = ? WHERE form_id = ? AND position = ?", place)
        delta = {"cells": [[f"indicators[{position}].note", "", note]]}
        run(_STEP, (form_id, version, json.dumps(delta, ensure_ascii=False)))
        run("COMMIT")

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


def _matches(pattern: str, text: str | None) -> bool:
    return text is not None and re.search(pattern, text) is not None
