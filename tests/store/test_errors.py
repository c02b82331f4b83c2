"""Drivers' errors become sentences for people; what can never be stored is told apart."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from perfdesk.store.errors import StoreTrouble, Unstorable, trouble

SENTENCES = [
    ("database or disk is full", "磁盘空间不足，请腾出空间"),
    ("could not extend file: No space left on device", "数据库服务器的磁盘空间不足"),
    ("attempt to write a readonly database", "所在的磁盘或文件夹是只读的"),
    ("database is locked", "正被另一个程序占用"),
    ("database disk image is malformed", "数据文件已损坏，请从备份恢复"),
    ("file is not a database", "不是 PerfDesk 的数据文件"),
    ("unable to open database file", "文件夹不存在、没有权限，或磁盘空间不足"),
    ("disk I/O error", "磁盘读写出错或空间不足"),
    (
        'connection failed: FATAL:  password authentication failed for user "u"',
        "数据库用户名或密码不对",
    ),
    ('connection failed: FATAL:  role "u" does not exist', "数据库用户名或密码不对"),
    ('connection failed: FATAL:  database "x" does not exist', "服务器上没有这个数据库"),
    ("connection failed: fe_sendauth: no password supplied", "数据库地址里没有写密码"),
    ("connection failed: Connection refused", "连不上数据库服务器"),
    ("failed to resolve host 'db': Name or service not known", "找不到数据库服务器的地址"),
    ("server closed the connection unexpectedly", "与数据库服务器的连接断了"),
    ("terminating connection due to administrator command", "与数据库服务器的连接断了"),
    ("permission denied for table forms", "数据库用户没有权限"),
    ("canceling statement due to lock timeout", "别的窗口正在写，等得太久"),
    ("canceling statement due to statement timeout", "数据库服务器很久没有做完"),
    ("deadlock detected", "与别的窗口同时写，互相挡住了"),
    ("could not serialize access due to concurrent update", "与别的窗口同时写，没有轮到"),
    ("no such table: forms", "里面缺少 PerfDesk 的数据表，请让管理员检查或从备份恢复"),
    ('relation "forms" does not exist', "里面缺少 PerfDesk 的数据表，请让管理员检查或从备份恢复"),
    ("FATAL:  too many connections for role", "数据库服务器的连接数已满"),
    ("QueuePool limit of size 5 overflow 10 reached", "这个窗口到数据库的连接都在用"),
    ("terminating connection due to idle-in-transaction timeout", "与数据库服务器的连接断了"),
    ("cannot execute INSERT in a read-only transaction", "数据库服务器只能读，不能写"),
]


@pytest.mark.parametrize(("message", "sentence"), SENTENCES)
def test_what_a_driver_says_becomes_a_sentence_that_names_the_place(
    message: str, sentence: str
) -> None:
    for error in (
        sqlite3.OperationalError(message),
        OperationalError("INSERT …", {"text": "机密"}, Exception(message)),
    ):
        found = trouble("/data/perfdesk.db", error)
        assert str(found) == f"/data/perfdesk.db：{sentence}。"
        assert not isinstance(found, Unstorable)


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("'utf-8' codec can't encode character: surrogates not allowed", "残缺的字符"),
        ("PostgreSQL text fields cannot contain NUL (0x00) bytes", "NUL"),
        ("index row size 2720 exceeds btree version 4 maximum 2704", "单位名称太长"),
    ],
)
def test_texts_that_no_database_takes_are_told_apart(message: str, sentence: str) -> None:
    found = trouble("x", sqlite3.OperationalError(message))
    assert isinstance(found, Unstorable)
    assert sentence in str(found)


def test_an_unknown_error_is_shown_by_its_first_line_without_the_data() -> None:
    error = OperationalError("INSERT …", {"text": "机密"}, Exception("NOT NULL failed\nmore"))
    found = trouble("x", error)
    assert type(found) is StoreTrouble
    assert str(found) == "x：数据库出错（NOT NULL failed）。"
