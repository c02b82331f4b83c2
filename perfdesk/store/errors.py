"""What can go wrong with a store, as sentences for people, and how driver errors become them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

#: What SQLite's messages mean to a person; the first that occurs in the message counts.
_SENTENCES = (
    ("disk is full", "磁盘空间不足，请腾出空间"),
    ("readonly database", "所在的磁盘或文件夹是只读的"),
    ("database is locked", "正被另一个程序占用"),
    ("malformed", "数据文件已损坏，请从备份恢复"),
    ("not a database", "不是 PerfDesk 的数据文件"),
    ("unable to open", "文件夹不存在、没有权限，或磁盘空间不足"),
    ("disk i/o", "磁盘读写出错或空间不足"),
    ("surrogates not allowed", "文字里有残缺的字符（半个代理对）"),
    ("nul", "文字里有数据库不能保存的字符（NUL）"),
    ("connection", "连不上数据库服务器"),
    ("server closed", "与数据库服务器的连接断了"),
    ("authentication", "数据库用户名或密码不对"),
    ("permission denied", "数据库用户没有权限"),
)


class StoreTrouble(Refused):
    """A store that cannot be read or written just now; nothing was half written."""


class MissingForm(StoreTrouble):
    """A form that the store does not hold (any more)."""


class Conflict(StoreTrouble):
    """A form that somebody else has changed since it was read; nothing was written."""


def trouble(place: str, error: DBAPIError | sqlite3.Error | UnicodeError) -> StoreTrouble:
    """The sentence for a driver's error on the store at `place`."""
    text = str(getattr(error, "orig", None) or error)
    lower = text.lower()
    found = next((sentence for mark, sentence in _SENTENCES if mark in lower), "")
    return StoreTrouble(f"{place}：{found or '数据库出错（' + _first_line(text) + '）'}。")


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
