"""Where the store lies: a file of one's own, or a database on a server."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from perfdesk.files.folders import data_folder
from perfdesk.store.errors import StoreTrouble

FILE_NAME = "perfdesk.db"
VARIABLE = "PERFDESK_STORE"

#: Two characters at least: `C:\` is a drive of Windows.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_SERVER_SCHEMES = {"postgresql", "postgresql+psycopg"}
_WRITTEN_SO = "写作 postgresql+psycopg://用户:密码@主机/数据库"


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A SQLite file; it need not exist. `path` is absolute."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A PostgreSQL database. `url` holds the password; `shown` and `str()` do not."""

    url: str = field(repr=False)
    shown: str

    def __str__(self) -> str:
        return self.shown


Place = FilePlace | ServerPlace


def place_of(text: str | None) -> Place:
    """The place that `--store` names; None: $PERFDESK_STORE, else the person's own.

    `text` is a file, a folder (perfdesk.db in it) or the address of a server. Raises StoreTrouble.
    """
    if text is None:
        named = os.environ.get(VARIABLE)
        return _named(named) if named else FilePlace(data_folder() / FILE_NAME)
    if not text.strip():
        raise StoreTrouble("没有写明数据文件的位置，请写文件、文件夹或数据库地址。")
    return _named(text)


def _named(text: str) -> Place:
    scheme = _SCHEME.match(text)
    if scheme:
        return _server(scheme[1], text[scheme.end() :])
    path = Path(text).absolute()
    is_folder = text.endswith(("/", os.sep)) or _is_folder(path)
    return FilePlace(path / FILE_NAME if is_folder else path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # too long a name, no permission: opening will say so
        return False


def _server(scheme: str, rest: str) -> ServerPlace:
    """`rest` follows the `://`. No message repeats it: it may hold a password."""
    if scheme.lower() not in _SERVER_SCHEMES:
        raise StoreTrouble(f"不认识以 {scheme}:// 开头的地址，数据库地址{_WRITTEN_SO}。")
    login, at, address = rest.rpartition("@")
    if re.search(r"[@/?#\[\]\s]", login):
        raise StoreTrouble(
            "数据库地址里，用户名或密码中的 @ / ? # [ ] 和空格要写作 %40 %2F %3F %23 %5B %5D %20。"
        )
    user = login.partition(":")[0]
    shown = f"postgresql://{user}{at}{_without_query(address)}"
    return ServerPlace(f"postgresql+psycopg://{rest}", shown)


def _without_query(address: str) -> str:
    """host:port/database. A query may hold a password as well."""
    try:
        parts = urlsplit(f"//{address}")
        wrong = parts.port == 0 or not parts.path.strip("/")
    except ValueError:  # says what is wrong with the port by repeating it
        wrong = True
        parts = urlsplit("")
    if wrong:
        raise StoreTrouble(f"数据库地址不完整或端口不对，{_WRITTEN_SO}。")
    return f"{parts.netloc}{parts.path}"
