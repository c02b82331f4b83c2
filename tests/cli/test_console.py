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


def test_a_message_does_not_run_into_the_progress_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    show = console.progress("正在读取")
    assert show is not None
    show(1, 25)
    console.say("甲：坏了。")
    show(2, 25)
    assert terminal.getvalue() == "\r正在读取 1/25\n甲：坏了。\n\r正在读取 2/25"
    console.say("已中断。")
    console.say("乙：坏了。")
    assert terminal.getvalue().endswith("2/25\n已中断。\n乙：坏了。\n")


def test_the_same_state_is_written_once() -> None:
    terminal = Terminal()
    show = console.progress("正在读取", terminal)
    assert show is not None
    for done in (3, 3, 25, 25):
        show(done, 25)
    assert terminal.getvalue() == "\r正在读取 3/25\r正在读取 25/25\n"


def test_a_terminal_that_went_away_stops_no_work() -> None:
    class Gone(Terminal):
        def write(self, _text: str) -> int:
            raise OSError

    show = console.progress("正在读取", Gone())
    assert show is not None
    show(25, 25)


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
