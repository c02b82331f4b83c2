"""What is remembered: kept exactly, broken values left out, a closed folder told once."""

from pathlib import Path

import pytest

from perfdesk.ui.settings import Settings, TextSize
from perfdesk.ui.settingvalue import Setting
from perfdesk.ui.theme import Scheme

pytestmark = pytest.mark.usefixtures("qapp")

ODD = '/表/甲,乙;"丙"=%20\\n[x]'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "settings.ini"


def test_everything_has_a_default() -> None:
    settings = Settings()
    assert settings.appearance is Scheme.SYSTEM
    assert (settings.text_size, settings.text_size.factor) == (TextSize.USUAL, 1.0)
    assert (settings.completes, settings.folded, settings.geometry) == (True, None, b"")
    assert (settings.folder("open"), list(settings.recent_commands)) == (None, [])


def test_what_is_set_is_read_back_exactly(file: Path) -> None:
    settings = Settings(file)
    settings.appearance, settings.text_size = Scheme.DARK, TextSize.LARGER
    settings.completes, settings.folded = False, True
    settings.geometry = bytes(range(256))
    settings.list_choice = {"排序": "名称", "year": 2024, "only": None}
    settings.use_folder("open", Path(ODD))
    settings.used("print_one")
    settings.save()
    again = Settings(file)
    assert (again.appearance, again.text_size) == (Scheme.DARK, TextSize.LARGER)
    assert (again.completes, again.folded) == (False, True)
    assert again.geometry == bytes(range(256))
    assert again.list_choice == {"排序": "名称", "year": 2024, "only": None}
    assert again.folder("open") == Path(ODD)
    assert list(again.recent_commands) == ["print_one"]


def test_not_decided_is_kept_apart_from_no(file: Path) -> None:
    settings = Settings(file)
    settings.folded = False
    settings.folded = None
    settings.save()
    assert Settings(file).folded is None


BROKEN = {
    "appearance": "purple",
    "text_size": "1e9",
    "offers_operators": "maybe",
    "completes": "",
    "geometry": "%%%",
    "columns": "@ByteArray(x)",
    "side_rows": "甲",
    "folded": "yes, no",
    "side_shown": "2",
    "list_choice": '"[1, 2]"',
    "print_choice": '"{"',
    "folders": f'"{"[" * 100_000}"',
    "recent_commands": '"[1]"',
}


def test_broken_values_count_as_not_set(file: Path) -> None:
    file.parent.mkdir()
    lines = "".join(f"{key}={value}\n" for key, value in BROKEN.items())
    file.write_text(f"[General]\n{lines}foreign=1\n", encoding="utf-8")
    settings, fresh = Settings(file), Settings()
    kept = [key for key, value in vars(Settings).items() if isinstance(value, Setting)]
    assert sorted(kept) == sorted(BROKEN)
    assert {key: getattr(settings, key) for key in kept} == {
        key: getattr(fresh, key) for key in kept
    }


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00garbage", b"[General\nappearance"])
def test_a_file_that_is_none_of_ours_is_no_trouble(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert Settings(file).appearance is Scheme.SYSTEM


def test_a_folder_that_takes_nothing_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file" / "settings.ini")
    told: list[str] = []
    settings.unsaved.connect(told.append)
    for value in (True, False):
        settings.folded = value
        settings.save()
        assert settings.folded is value
    [sentence] = told
    assert sentence.startswith("设置存不进去")


def test_only_a_change_is_told() -> None:
    settings = Settings()
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.folded = True
    settings.folded = True
    settings.forget("folded")
    settings.forget("folded")
    assert told == ["folded", "folded"]
    assert settings.folded is None


def test_the_latest_commands_come_first_and_old_ones_go() -> None:
    settings = Settings()
    for key in ("a", "b", "c", "d", "e", "f", "a", "g"):
        settings.used(key)
    assert list(settings.recent_commands) == ["g", "a", "f", "e", "d", "c"]
