"""Is the open file still the one at its place? What is written elsewhere is seen by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_GONE = "数据文件被移走、删除或换掉了；请把它放回原处，或者把表导出保存。"


def watch(file: Path, place: str) -> Callable[[], str]:
    """A question to ask before each writing: '' while `file` is the one it is now, else a sentence.

    `place` names it in the sentence.
    """
    seen = _identity(file)

    def gone() -> str:
        return "" if _identity(file) == seen else f"{place}：{_GONE}"

    return gone


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
