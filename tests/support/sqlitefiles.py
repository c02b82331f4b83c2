"""Store files as plain SQLite sees them: a head and one table of texts."""

import sqlite3
from contextlib import closing
from pathlib import Path

APPLICATION_ID = 0x50444B31


def new_store(
    path: Path, texts: tuple[str, ...] = (), application_id: int = APPLICATION_ID
) -> sqlite3.Connection:
    """A new WAL file with these texts, open for writing; nothing of it is in a transaction."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA application_id={application_id}")
    connection.execute("CREATE TABLE texts (text TEXT)")
    for text in texts:
        add_text(connection, text)
    return connection


def add_text(connection: sqlite3.Connection, text: str) -> None:
    """One more text."""
    connection.execute("INSERT INTO texts VALUES (?)", (text,))


def texts_in(path: Path) -> list[str]:
    """The texts in a store file."""
    with closing(sqlite3.connect(path)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM texts ORDER BY rowid")]


def spoil(path: Path) -> None:
    """Overwrites the middle of the file, as a dying disk does."""
    size = path.stat().st_size
    with path.open("rb+") as stream:
        stream.seek(size // 3 // 4096 * 4096)
        stream.write(b"\xa5" * (size // 3))
