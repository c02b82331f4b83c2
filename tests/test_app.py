"""What the window is given from outside, and how command line and program start open it."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from perfdesk import app
from perfdesk.__main__ import main
from perfdesk.about import version
from perfdesk.arrivals import Welcome
from perfdesk.cli.windows import read_files
from perfdesk.core.form import Form
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.licences import COMPONENTS
from perfdesk.preview import TURN
from perfdesk.sample import sample_forms
from perfdesk.ui import start
from perfdesk.ui.printchoice import PrintChoice, PrintOrder
from tests.cli.calls import Caller, form, write
from tests.support.forms import clean_form

Opened = list[tuple[str | None, Welcome]]


def order_of(forms: Sequence[Form], **choice: Any) -> PrintOrder:
    return PrintOrder(tuple(forms), PrintChoice(**choice))


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The windows that were opened: store, and what they begin with."""
    found: Opened = []

    def run(
        where: str | None,
        jobs: Any,
        argv: Sequence[str],
        said: str,
        welcome: Welcome,
    ) -> int:
        assert (list(argv), said) == (sys.argv[:1], version())
        assert jobs.sample_forms() == sample_forms()
        assert jobs.read_files is read_files
        assert jobs == app.window_jobs(read_files)
        assert (jobs.inside.parts, jobs.inside.checks) == (COMPONENTS, app.checks)
        found.append((where, welcome))
        return 0

    monkeypatch.setattr(start, "run", run)
    return found


def test_without_arguments_the_persons_own_store_opens(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["perfdesk"])
    assert main() == 0
    assert opened == [(None, Welcome())]


def test_open_hands_over_what_was_read_and_what_was_left(
    opened: Opened, call: Caller, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.json", form(), form(template="nowhere"))
    assert call("open", file).status == 0
    [(where, welcome)] = opened
    good, bad = welcome.arrivals
    assert (where, welcome.forms, good.form and good.form.project_name) == (None, (), "职工培训")
    assert bad.form is None
    assert "nowhere" in bad.problem


def test_nothing_to_open_opens_no_window(opened: Opened, call: Caller, tmp_path: Path) -> None:
    done = call("open", tmp_path / "missing.json")
    assert (done.status, opened) == (1, [])
    assert done.sentences[-1] == "没有可以打开的表单。"


def test_the_demo_has_a_store_of_its_own(opened: Opened, call: Caller, tmp_path: Path) -> None:
    assert call("demo", "--output", tmp_path, "--window").status == 0
    assert opened == [(str(tmp_path / "perfdesk.db"), Welcome(tuple(sample_forms())))]


def test_files_are_read_for_the_window_as_for_the_command_line(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "a.json", form()), tmp_path / "b.txt"
    bad.write_text("x", encoding="utf-8")
    one, other = read_files([good, bad])
    assert one.form is not None
    assert (one.file, one.form.project_name) == (str(good), "职工培训")
    assert (other.file, other.form) == (str(bad), None)
    assert other.problem.startswith("文本文件（CSV）")


def test_reading_tells_of_each_file(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    files = [write(tmp_path / name, form()) for name in ("a.json", "b.json")]
    read_files(files, lambda *step: steps.append(step))
    assert steps == [(1, 2), (2, 2)]


def test_the_windows_writers_write(tmp_path: Path) -> None:
    booklet, book = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    assert app.print_forms(order_of(sample_forms()[:1]), booklet) == []
    assert app.export_forms(sample_forms()[:1], book) == []
    assert booklet.read_bytes().startswith(b"%PDF")
    assert book.read_bytes().startswith(b"PK")


def test_the_windows_preview_is_what_would_be_printed(tmp_path: Path) -> None:
    [shown] = sample_forms()[:1]
    booklet = tmp_path / "a.pdf"
    app.print_forms(order_of([shown]), booklet)
    assert app.printout(shown, library().get(shown.template)).pdf == booklet.read_bytes()
    assert app.printout(shown, library().get(shown.template)).notes == ()
    other = app.printout(shown, library().get(shown.template), "没有这种字体")
    assert other.pdf == booklet.read_bytes()
    assert other.notes == ("本机没有可以用来打印的字体“没有这种字体”，改用程序自带的宋体。",)
    assert app.booklet(order_of([shown])).pdf == booklet.read_bytes()


def test_the_windows_preview_says_what_printing_says_of_characters(tmp_path: Path) -> None:
    form = clean_form(unit="甲\U000f1234乙")
    said = app.print_forms(order_of([form]), tmp_path / "a.pdf")
    assert said
    notes = app.printout(form, library().get(form.template)).notes
    assert [f"{form.project_name}：{note}" for note in notes] == said


def test_another_template_names_every_sum_that_it_converts(tmp_path: Path) -> None:
    form = clean_form()
    order = order_of([form], template="shanghai-2022", draft=True)
    found = app.booklet(order)
    assert "职工培训：其他资金的全年执行数 3.00 万元 → 30000 元" in found.notes
    app.print_forms(order, tmp_path / "a.pdf")
    assert found.pdf == (tmp_path / "a.pdf").read_bytes()
    assert found.pdf != app.booklet(order_of([form])).pdf


def test_a_form_without_a_name_is_called_so_where_its_sums_are_named() -> None:
    order = order_of([clean_form(project_name="")], template="shanghai-2022")
    notes = app.booklet(order).notes
    assert notes
    assert all(note.startswith("未命名：") for note in notes)


def test_without_room_for_a_temporary_file_printing_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    with pytest.raises(Refused, match="打印要用临时文件，但无法写入：找不到这个文件或文件夹。"):
        app.booklet(order_of([clean_form()]))


def test_a_booklet_that_is_given_up_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def give_up(_done: int, _total: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        app.booklet(order_of([clean_form()]), give_up)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["print", "export", "each"])
def test_nothing_is_written_while_a_preview_is_drawn(tmp_path: Path, kind: str) -> None:
    forms, target = sample_forms()[:1], tmp_path / "a"
    jobs: dict[str, Callable[[], object]] = {
        "print": lambda: app.print_forms(order_of(forms), target),
        "export": lambda: app.export_forms(forms, target),
        "each": lambda: app.export_each(forms, tmp_path),
    }
    writer = Thread(target=jobs[kind])
    with TURN:
        writer.start()
        writer.join(0.3)
        assert writer.is_alive()
        assert not list(tmp_path.iterdir())
    writer.join()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有这个文件夹"):
        app.export_each(sample_forms()[:1], tmp_path / "拔掉的U盘")
    assert not list(tmp_path.iterdir())


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
