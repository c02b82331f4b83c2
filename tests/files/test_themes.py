"""Theme files: complete and well-formed, or refused with a sentence."""

from pathlib import Path

import pytest

from perfdesk.files.errors import Refused
from perfdesk.files.themes import Theme, read_theme

TONES = ("paper", "text")
GOOD = 'dark = true\n[tones]\npaper = "#101010"\ntext = "#eeeeee"\n'


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "theme.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_theme_is_read(tmp_path: Path) -> None:
    theme = read_theme(written(tmp_path, GOOD), TONES)
    assert theme == Theme(True, {"paper": "#101010", "text": "#eeeeee"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dark = ", "不是有效的 TOML"),
        (b"\xff\xfe", "不是有效的 TOML"),
        (GOOD.replace("true", '"yes"'), "“dark”应当是 true 或 false"),
        ("dark = true", "缺少“tones”"),
        ("dark = true\ntones = 3", "缺少“tones”"),
        (GOOD.replace("text", "ink"), "颜色缺少或多余：ink、text"),
        (GOOD.replace("#eeeeee", "white"), "不是 #rrggbb 颜色：text"),
        (GOOD.replace('"#eeeeee"', "7"), "不是 #rrggbb 颜色：text"),
        (GOOD.replace("#eeeeee", "#EEEEEE\\n"), "不是 #rrggbb 颜色：text"),
    ],
)
def test_a_bad_theme_is_refused_by_name(tmp_path: Path, text: str | bytes, said: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(Refused) as refused:
        read_theme(file, TONES)
    assert said in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_missing_theme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到"):
        read_theme(tmp_path / "none.toml", TONES)
