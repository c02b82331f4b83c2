"""What the window is given from outside, and how command line and program start open it."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from perfdesk import app
from perfdesk.__main__ import main
from perfdesk.about import version
from perfdesk.cli.windows import read_files
from perfdesk.core.form import Form
from perfdesk.files.templates import library
from perfdesk.licences import COMPONENTS
from perfdesk.preview import TURN
from perfdesk.sample import sample_forms
from perfdesk.ui import start
from tests.cli.calls import Caller, form, write

Opened = list[tuple[str | None, list[Form], list[str]]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The windows that were opened: store, forms to take in, notes."""
    found: Opened = []

    def run(
        where: str | None,
        jobs: Any,
        argv: Sequence[str],
        said: str,
        forms: Sequence[Form],
        notes: Sequence[str],
    ) -> int:
        assert (list(argv), said) == (sys.argv[:1], version())
        assert jobs.sample_forms() == sample_forms()
        assert jobs.read_files is read_files
        assert (jobs.print_forms, jobs.export_forms) == (app.print_forms, app.export_forms)
        assert jobs.printout is app.printout
        assert (jobs.inside.parts, jobs.inside.checks) == (COMPONENTS, app.checks)
        found.append((where, list(forms), list(notes)))
        return 0

    monkeypatch.setattr(start, "run", run)
    return found


def test_without_arguments_the_persons_own_store_opens(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["perfdesk"])
    assert main() == 0
    assert opened == [(None, [], [])]


def test_open_hands_over_forms_and_what_was_left(
    opened: Opened, call: Caller, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.json", form(), form(template="nowhere"))
    assert call("open", file).status == 0
    [(where, forms, notes)] = opened
    assert (where, [item.project_name for item in forms]) == (None, ["职工培训"])
    assert len(notes) == 1
    assert "nowhere" in notes[0]


def test_nothing_to_open_opens_no_window(opened: Opened, call: Caller, tmp_path: Path) -> None:
    done = call("open", tmp_path / "missing.json")
    assert (done.status, opened) == (1, [])
    assert done.sentences[-1] == "没有可以打开的表单。"


def test_the_demo_has_a_store_of_its_own(opened: Opened, call: Caller, tmp_path: Path) -> None:
    assert call("demo", "--output", tmp_path, "--window").status == 0
    assert opened == [(str(tmp_path / "perfdesk.db"), sample_forms(), [])]


def test_files_are_read_for_the_window_as_for_the_command_line(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "a.json", form()), tmp_path / "b.txt"
    bad.write_text("x", encoding="utf-8")
    forms, notes = read_files([good, bad])
    assert [item.project_name for item in forms] == ["职工培训"]
    assert len(notes) == 1
    assert notes[0].startswith(f"{bad}：")


def test_the_windows_writers_write(tmp_path: Path) -> None:
    booklet, book = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    assert app.print_forms(sample_forms()[:1], booklet) == []
    assert app.export_forms(sample_forms()[:1], book) == []
    assert booklet.read_bytes().startswith(b"%PDF")
    assert book.read_bytes().startswith(b"PK")


def test_the_windows_preview_is_what_would_be_printed(tmp_path: Path) -> None:
    [shown] = sample_forms()[:1]
    booklet = tmp_path / "a.pdf"
    app.print_forms([shown], booklet)
    assert app.printout(shown, library().get(shown.template)).pdf == booklet.read_bytes()


@pytest.mark.parametrize("write_to", [app.print_forms, app.export_forms])
def test_nothing_is_written_while_a_preview_is_drawn(
    tmp_path: Path, write_to: Callable[[Sequence[Form], Path], list[str]]
) -> None:
    target = tmp_path / "a"
    writer = Thread(target=write_to, args=(sample_forms()[:1], target))
    with TURN:
        writer.start()
        writer.join(0.3)
        assert writer.is_alive()
        assert not target.exists()
    writer.join()
    assert target.exists()


def test_the_windows_self_test_waits_for_a_preview_and_finds_all_sound() -> None:
    found: list[str] = []
    [step] = [check for check in app.checks() if check.name == "打印 PDF"]
    tester = Thread(target=lambda: found.append(step.run()))
    with TURN:
        tester.start()
        tester.join(0.3)
        assert tester.is_alive()
    tester.join()
    assert found == [""]
