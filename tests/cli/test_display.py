"""Without a display the window is refused with a sentence, before Qt would end the program."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from perfdesk.cli import display
from perfdesk.cli.display import NO_DISPLAY, lacks_display
from perfdesk.cli.windows import open_window

_NAMES = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_RUNTIME_DIR")

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is always a display")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No display is named."""
    for name in _NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where X servers listen; a short path, as sockets need."""
    with TemporaryDirectory(prefix="x") as folder:
        monkeypatch.setattr(display, "_SOCKETS", folder)
        yield Path(folder)


def test_without_a_display_a_sentence_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert open_window() == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"{NO_DISPLAY}\n")


@linux
def test_the_program_ends_with_1_and_that_sentence() -> None:
    env = {key: value for key, value in os.environ.items() if key not in _NAMES}
    command = [sys.executable, "-m", "perfdesk"]
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"{NO_DISPLAY}\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QT_QPA_PLATFORM", "offscreen"),
        ("QT_QPA_PLATFORM", "vnc:size=800x600"),
        ("WAYLAND_DISPLAY", "wayland-1"),
        ("WAYLAND_SOCKET", "5"),
        ("DISPLAY", "server:10.0"),
        ("DISPLAY", "localhost:10.0"),
    ],
)
def test_what_is_named_is_left_to_qt(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert lacks_display()
    monkeypatch.setenv(name, value)
    assert not lacks_display()


def test_a_wayland_session_without_a_name_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert lacks_display()
    (tmp_path / "wayland-0").touch()
    assert not lacks_display()


@linux
@pytest.mark.parametrize("name", [":7", ":7.0"])
def test_a_local_display_has_to_answer(
    monkeypatch: pytest.MonkeyPatch, sockets: Path, name: str
) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert lacks_display()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(sockets / "X7"))
        assert lacks_display()  # left behind: nobody listens
        server.listen()
        assert not lacks_display()


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_are_not_asked(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert not lacks_display()
