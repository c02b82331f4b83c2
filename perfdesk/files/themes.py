"""Reading a theme of the window (`resources/themes/*.toml`): a colour for each named tone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perfdesk.files.errors import Refused, reason
from perfdesk.files.locate import resource

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_COLOR = re.compile(r"#[0-9a-f]{6}")
_AGAIN = "请重新安装程序。"


@dataclass(frozen=True, slots=True)
class Theme:
    """Whether it is for the dark, and its colours (`#rrggbb`) by the tone's name."""

    dark: bool
    colors: dict[str, str]


def theme_file(name: str) -> Path:
    """Where a theme of ours lies."""
    return resource("themes", f"{name}.toml")


def read_theme(file: Path, tones: Collection[str]) -> Theme:
    """The theme in a file, which has a colour for just these tones. Raises Refused."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"打不开配色文件：{file}（{reason(error)}）。{_AGAIN}") from error
    except ValueError as error:  # broken TOML, or no UTF-8
        raise Refused(f"配色文件不是有效的 TOML：{file}（{error}）。{_AGAIN}") from error
    if problem := _problem(data, tones):
        raise Refused(f"配色文件有误：{file}：{problem}。{_AGAIN}")
    return Theme(data["dark"], data["tones"])


def _problem(data: dict[str, Any], tones: Collection[str]) -> str:
    """What is wrong, '' for nothing."""
    colors = data.get("tones")
    if not isinstance(data.get("dark"), bool):
        return "“dark”应当是 true 或 false"
    if not isinstance(colors, dict):
        return "缺少“tones”"
    if different := sorted(set(tones) ^ colors.keys()):
        return f"颜色缺少或多余：{'、'.join(different)}"
    wrong = [name for name, color in colors.items() if not _is_color(color)]
    return f"不是 #rrggbb 颜色：{'、'.join(wrong)}" if wrong else ""


def _is_color(value: object) -> bool:
    return isinstance(value, str) and _COLOR.fullmatch(value) is not None
