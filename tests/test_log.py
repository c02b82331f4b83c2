"""The log: fixed texts and figures, classes and ways of errors, never what somebody typed."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import platformdirs
import pytest

from perfdesk import log
from perfdesk.about import version
from perfdesk.files.errors import Refused

MARK = "暗号7f3a"


class Way(Enum):
    OPEN = "暗号"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log of this test, open."""
    monkeypatch.setattr(platformdirs, "user_log_dir", lambda *_, **__: str(tmp_path / "a" / "log"))
    yield log.start()
    log.stop()


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_it_begins_with_the_versions(file: Path) -> None:
    assert f"PerfDesk {version()}, Python " in text(file)


def test_facts_are_figures_and_names_of_the_program(file: Path) -> None:
    log.note("store", outcome=Way.OPEN, why=Refused, forms=3, portable=False)
    assert text(file).endswith("INFO store outcome=OPEN why=Refused forms=3 portable=False\n")


def test_an_error_is_logged_with_its_cause_but_without_messages(file: Path) -> None:
    try:
        try:
            int(MARK)
        except ValueError as error:
            raise KeyError(MARK) from error
    except KeyError as error:
        log.fault(error)
    told = text(file)
    assert told.index("KeyError") < told.index("ValueError")
    assert "test_log.py" in told
    assert str(Path(__file__).parent) not in told
    assert MARK not in told


def test_errors_that_cause_each_other_end(file: Path) -> None:
    one, other = ValueError(MARK), KeyError(MARK)
    one.__context__, other.__context__ = other, one
    log.fault(one)
    assert text(file).count("ValueError") == 4


def test_what_takes_time_is_noted_with_its_end(file: Path) -> None:
    assert log.noted("print", len)(MARK) == len(MARK)
    with pytest.raises(ValueError, match=MARK):
        log.noted("read", int)(MARK)
    told = text(file)
    assert "INFO print seconds=" in told
    assert "WARNING read seconds=" in told
    assert "ended=ValueError" in told
    assert MARK not in told


def test_it_turns_to_a_new_file_and_keeps_two_old_ones(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_LARGEST", 1000)
    log.start()
    for number in range(200):
        log.note("line", number=number)
    found = sorted(each.name for each in file.parent.iterdir())
    assert found == ["perfdesk.log", "perfdesk.log.1", "perfdesk.log.2"]
    assert all(each.stat().st_size <= 1000 for each in file.parent.iterdir())
    assert "number=199" in text(file)


def test_without_a_place_it_is_refused_and_nothing_said_is_lost_on_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(platformdirs, "user_log_dir", lambda *_, **__: str(tmp_path / "file"))
    with pytest.raises(Refused):
        log.start()
    log.warn("nobody hears this")
    assert capsys.readouterr() == ("", "")


def test_a_folder_in_its_place_is_refused(file: Path) -> None:
    log.stop()
    file.unlink()
    file.mkdir()
    with pytest.raises(Refused, match="日志无法写入"):
        log.start()


def test_a_disk_that_turns_full_disturbs_nobody(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(log._Handler, "flush", full)
    log.note("nobody hears this")
    log.stop()
    assert capsys.readouterr() == ("", "")
    assert file.exists()
