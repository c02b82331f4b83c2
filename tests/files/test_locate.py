"""Where the program's own files and a person's own templates lie."""

import sys
from pathlib import Path

import platformdirs
import pytest

from perfdesk.files import locate
from tests.support.tools import ROOT


def installed(folder: Path) -> Path:
    """A folder with the program's own files in it."""
    for name in ("forms", "resources"):
        (folder / name).mkdir(parents=True)
    return folder


def test_the_checkout_holds_forms_and_resources() -> None:
    assert locate.forms_folder() == ROOT / "forms"
    assert locate.resource("fonts", "OFL.txt").is_file()


def test_a_frozen_build_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = installed(tmp_path)
    monkeypatch.setattr(sys, "_MEIPASS", str(root), raising=False)
    assert locate.data_root() == root
    assert locate.forms_folder() == root / "forms"


def test_a_wheel_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locate, "_PACKAGE", tmp_path / "perfdesk")
    root = installed(tmp_path / "perfdesk" / "_data")
    assert locate.resource("sample") == root / "resources" / "sample"


def test_an_incomplete_installation_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate, "_PACKAGE", tmp_path / "perfdesk")
    (tmp_path / "forms").mkdir()
    with pytest.raises(FileNotFoundError, match="resources/ are missing"):
        locate.data_root()


def test_the_variable_names_the_folder_of_ones_own_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFDESK_FORMS", str(tmp_path))
    assert locate.user_forms_folder() == tmp_path


@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variable_they_lie_with_the_users_data(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is None:
        monkeypatch.delenv("PERFDESK_FORMS", raising=False)
    else:
        monkeypatch.setenv("PERFDESK_FORMS", value)
    folder = Path(platformdirs.user_data_dir("PerfDesk", appauthor=False)) / "forms"
    assert locate.user_forms_folder() == folder
