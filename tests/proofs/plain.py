"""`python -m tests.proofs.plain FOLDER SYNCHRONOUS ROWS`: rows saved by plain sqlite3.

Not a part of any proof of ours: it shows that the recorder and the disk see what SQLite promises,
and that a store which does not sync is caught.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.powercut.recording import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence


class PlainRows:
    """The rows found in a database after a cut."""

    def __init__(self, folder: Path) -> None:
        self.trouble = ""
        self.rows: dict[int, str] = {}
        try:
            with closing(sqlite3.connect(folder / "plain.db")) as database:
                (sound,) = database.execute("PRAGMA integrity_check").fetchone()
                self.trouble = "" if sound == "ok" else str(sound)
                if database.execute("SELECT 1 FROM sqlite_schema").fetchone():
                    self.rows = dict(database.execute("SELECT number, text FROM edits"))
        except sqlite3.DatabaseError as error:
            self.trouble = str(error)

    def lacks(self, marks: Sequence[str]) -> list[str]:
        """Trouble, and every marked row that is not there with its text."""
        saved = dict[int, str](json.loads(mark) for mark in marks)
        missing = [f"row {key}" for key, text in saved.items() if self.rows.get(key) != text]
        return [self.trouble, *missing] if self.trouble else missing


def main(folder: Path, synchronous: str, rows: int) -> None:
    """Inserts rows one by one and marks each when SQLite says it is saved."""
    marks = os.open(os.environ[MARKS], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with closing(sqlite3.connect(folder / "plain.db", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(f"PRAGMA synchronous = {synchronous}")
        database.execute("PRAGMA wal_autocheckpoint = 20")
        database.execute("CREATE TABLE edits (number INTEGER PRIMARY KEY, text TEXT)")
        for number in range(rows):
            text = f"第 {number} 次修改" * (1 + number % 50)
            database.execute("INSERT INTO edits VALUES (?, ?)", (number, text))
            os.write(marks, (json.dumps([number, text]) + "\n").encode())
    os.close(marks)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
