"""A new store's file, made once: most tests begin with one and are not about its making."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace


@cache
def _new() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "perfdesk.db"
        open_store(FilePlace(file)).close()
        return file.read_bytes()


def new_store(file: Path) -> FilePlace:
    """The place of a store without forms, laid there unless there is one."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_new())
    return FilePlace(file)
