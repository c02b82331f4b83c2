"""Every part that the program brings has its licence with it, whatever the installation."""

import sys
from pathlib import Path

import pytest

from perfdesk.files import locate
from perfdesk.licences import COMPONENTS, Component
from tests.support.tools import ROOT

NOT_PACKAGES = {"Python", "SQLite", "Noto-CJK"}


def required() -> set[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0] for line in lines}


def test_every_requirement_is_a_component() -> None:
    assert {part.name for part in COMPONENTS} - NOT_PACKAGES == required()


@pytest.mark.parametrize("part", COMPONENTS, ids=lambda part: part.name)
def test_every_component_has_its_licence_and_version(part: Component) -> None:
    assert len(part.text) > 50
    assert part.licence
    assert part.version or part.name == "Noto-CJK"


def test_no_licence_is_left_over() -> None:
    files = {file.stem for file in (ROOT / "resources" / "licences").glob("*.txt")}
    assert files == {part.name for part in COMPONENTS}


def test_what_is_no_installed_package_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    assert next(part for part in COMPONENTS if part.name == "pillow").version == ""


def test_a_frozen_program_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("forms", "resources/licences"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert locate.data_root() == tmp_path
    part = COMPONENTS[0]
    with pytest.raises(OSError, match=part.name):
        _ = part.text
    (tmp_path / "resources" / "licences" / f"{part.name}.txt").write_text("frei", encoding="utf-8")
    assert part.text == "frei"
