"""What can go wrong with a store, as sentences for people, and how driver errors become them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

#: What the drivers say of texts that this database can never hold.
_UNSTORABLE = (
    ("surrogates not allowed", "文字里有残缺的字符（半个代理对）"),
    ("cannot contain nul", "文字里有数据库不能保存的字符（NUL）"),
    ("index row", "单位名称太长，数据库不能保存"),
)
#: What the drivers' messages mean to a person; the first that occurs in the message counts.
_SENTENCES = (
    ("disk is full", "磁盘空间不足，请腾出空间"),
    ("no space left", "数据库服务器的磁盘空间不足"),
    ("readonly database", "所在的磁盘或文件夹是只读的"),
    ("database is locked", "正被另一个程序占用"),
    ("malformed", "数据文件已损坏，请从备份恢复"),
    ("not a database", "不是 PerfDesk 的数据文件"),
    ("unable to open", "文件夹不存在、没有权限，或磁盘空间不足"),
    ("disk i/o", "磁盘读写出错或空间不足"),
    ("authentication", "数据库用户名或密码不对"),
    ("no password supplied", "数据库地址里没有写密码"),
    ("fatal:  role", "数据库用户名或密码不对"),
    ("fatal:  database", "服务器上没有这个数据库"),
    ("server closed", "与数据库服务器的连接断了"),
    ("terminating connection", "与数据库服务器的连接断了"),
    ("connection is lost", "与数据库服务器的连接断了"),
    ("connection", "连不上数据库服务器"),
    ("resolve host", "找不到数据库服务器的地址"),
    ("permission denied", "数据库用户没有权限"),
    ("read-only transaction", "数据库服务器只能读，不能写"),
)


class StoreTrouble(Refused):
    """A store that cannot be read or written just now; nothing was half written."""


class Unstorable(StoreTrouble):
    """A text that the database can never hold; trying again is of no use."""


class MissingForm(StoreTrouble):
    """A form that the store does not hold (any more)."""


class Conflict(StoreTrouble):
    """A form that somebody else has changed since it was read; nothing was written."""


def trouble(place: str, error: DBAPIError | sqlite3.Error | UnicodeError) -> StoreTrouble:
    """The sentence for a driver's error on the store at `place`."""
    if found := unstorable(error):
        return Unstorable(f"{place}：{found}。")
    text = _text_of(error)
    found = _meant(text, _SENTENCES) or f"数据库出错（{_first_line(text)}）"
    return StoreTrouble(f"{place}：{found}。")


def unstorable(error: DBAPIError | sqlite3.Error | UnicodeError) -> str:
    """What a text has that this database can never hold, as far as that is the error; else ''."""
    return _meant(_text_of(error), _UNSTORABLE)


def _text_of(error: DBAPIError | sqlite3.Error | UnicodeError) -> str:
    return str(getattr(error, "orig", None) or error)


def _meant(text: str, sentences: tuple[tuple[str, str], ...]) -> str:
    lower = text.lower()
    return next((sentence for mark, sentence in sentences if mark in lower), "")


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
