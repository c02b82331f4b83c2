"""The letters of every character's readings, against pypinyin's own answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfdesk.search import readings
from perfdesk.search.initials import basis, initials
from tests.search.answers import letters_of
from tests.support.tools import ROOT


@pytest.mark.parametrize(
    ("character", "letters"),
    [
        ("长", "cz"),
        ("重", "ctz"),
        ("行", "hx"),
        ("区", "oq"),
        ("安", "a"),
        ("二", "e"),
        ("女", "nr"),
        ("吕", "l"),
        ("嗯", "n"),
        ("〇", "lxy"),
    ],
)
def test_all_readings_of_a_character_count(character: str, letters: str) -> None:
    assert readings.first_letters()[ord(character)] == letters


def test_every_character_has_the_letters_that_pypinyin_answers() -> None:
    for code, letters in readings.first_letters().items():
        assert letters == letters_of(chr(code))


def test_the_checksum_changes_with_the_dictionary_and_does_not_read_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, file = readings.checksum.__wrapped__(), readings._file()
    changed = tmp_path / file.name
    changed.write_bytes(file.read_bytes().replace("gōng".encode(), "hōng".encode(), 1))
    monkeypatch.setattr(readings, "_file", lambda: changed)
    monkeypatch.setattr(readings, "_dictionary", lambda: pytest.fail("read for nothing"))
    assert readings.checksum.__wrapped__() != before


def test_a_dictionary_kept_elsewhere_has_a_checksum_of_its_readings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(readings, "_file", lambda: tmp_path / "missing.json")
    monkeypatch.setattr(readings, "_dictionary", lambda: {ord("公"): "gōng"})
    before = readings.checksum.__wrapped__()
    monkeypatch.setattr(readings, "_dictionary", lambda: {ord("公"): "hōng"})
    assert readings.checksum.__wrapped__() != before


SHOWN = """
import sys
from pathlib import Path
from perfdesk.search.initials import basis, initials
print(ascii([basis(), initials("长重行区")]))
print([name for name in sys.modules if name.startswith("pypinyin")])
"""


def test_another_run_gives_the_same_and_loads_no_phrases() -> None:
    found = subprocess.run(
        [sys.executable, "-c", SHOWN],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    same, loaded = found.stdout.splitlines()
    assert same == ascii([basis(), initials("长重行区")])
    assert loaded == "[]"


def test_a_missing_dictionary_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "find_spec", lambda _name: None)
    with pytest.raises(ModuleNotFoundError, match=r"pypinyin\.pinyin_dict"):
        readings._dictionary.__wrapped__()
