"""Where a person's own files lie: in the system's folders, or all beside a portable program."""

import sys
from pathlib import Path

import platformdirs
import pytest

from perfdesk.files import folders
from perfdesk.files.folders import (
    data_folder,
    log_folder,
    portable_folder,
    program_folder,
    settings_file,
)
from tests.support.tools import ROOT


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a frozen program."""
    folder = tmp_path / "program"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "PerfDesk.exe"))
    return folder


def test_the_system_says_where_a_persons_files_lie(program: Path) -> None:
    for folder, own in (
        (data_folder(), platformdirs.user_data_dir("PerfDesk", appauthor=False)),
        (settings_file().parent, platformdirs.user_config_dir("PerfDesk", appauthor=False)),
        (log_folder(), platformdirs.user_log_dir("PerfDesk", appauthor=False)),
    ):
        assert folder == Path(own)
        assert program not in folder.parents
    assert portable_folder() is None


def test_a_portable_program_keeps_all_beside_it(program: Path) -> None:
    own = program / "PerfDeskData"
    own.mkdir()
    assert (data_folder(), portable_folder()) == (own, own)
    assert (settings_file(), log_folder()) == (own / "settings.ini", own / "log")


def test_a_file_of_that_name_makes_nothing_portable(program: Path) -> None:
    (program / "PerfDeskData").touch()
    assert portable_folder() is None


def test_the_program_lies_in_the_checkout() -> None:
    assert program_folder() == ROOT


def test_a_link_to_the_frozen_program_is_followed(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / "PerfDesk.exe").touch()
    (tmp_path / "link").symlink_to(program / "PerfDesk.exe")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "link"))
    assert program_folder() == program


def test_a_wheel_has_no_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "perfdesk" / "_data").mkdir(parents=True)
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "perfdesk" / "files" / "folders.py"))
    assert program_folder() is None
    (tmp_path / "PerfDeskData").mkdir()
    assert tmp_path not in data_folder().parents
