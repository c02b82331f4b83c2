"""Messages on one line; progress only where a person watches and the work is long."""

import io

import pytest

from perfdesk.cli import console


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def test_progress_overwrites_itself() -> None:
    terminal = Terminal()
    show = console.progress("正在排版", terminal)
    assert show is not None
    for done in (1, 2, 25):
        show(done, 25)
    assert terminal.getvalue() == "\r正在排版 1/25\r正在排版 2/25\r正在排版 25/25\n"


def test_short_work_shows_none() -> None:
    terminal = Terminal()
    show = console.progress("正在排版", terminal)
    assert show is not None
    show(1, 6)
    assert terminal.getvalue() == ""


def test_a_script_sees_none() -> None:
    assert console.progress("正在排版", io.StringIO()) is None


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b", "\x85", "\u2028", "\x00"])
def test_a_message_stays_on_one_line(capsys: pytest.CaptureFixture[str], sign: str) -> None:
    console.say(f"甲{sign}乙：坏了。")
    assert capsys.readouterr().err == "甲 乙：坏了。\n"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("postgresql://anna:geheim@h/db：坏了。", "postgresql://anna:…@h/db：坏了。"),
        ("postgresql://anna:ge@heim@h/db", "postgresql://anna:…@h/db"),
        ("postgresql:/anna:geheim@h/db", "postgresql:/anna:…@h/db"),
        ("postgresql://h/db?password=geheim&port=1", "postgresql://h/db?password=…&port=1"),
        ("postgresql://anna@h:5432/db", "postgresql://anna@h:5432/db"),
        ("/home/anna/a:b.json：坏了。", "/home/anna/a:b.json：坏了。"),
    ],
)
def test_a_message_keeps_passwords_to_itself(
    capsys: pytest.CaptureFixture[str], message: str, shown: str
) -> None:
    console.say(message)
    assert capsys.readouterr().err == f"{shown}\n"
