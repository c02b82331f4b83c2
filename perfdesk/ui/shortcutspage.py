"""The manual's page of shortcuts (快捷键), made from the table of actions and the fixed keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.ui.actions import ACTIONS, Menu
from perfdesk.ui.fixedkeys import FIXED_KEYS, Where
from perfdesk.ui.keynames import shown_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

_TITLE = "# 快捷键"
_LEAD = "菜单里的命令也都写着自己的快捷键；按 Ctrl+K 可以搜索全部命令。"
_HEAD = "| 键 | 作用 |\n|---|---|"


def shortcuts_page() -> str:
    """The page as Markdown."""
    parts = [_TITLE, _LEAD]
    for menu in Menu:
        rows = [(shown_keys(spec.shortcut), spec.text) for spec in ACTIONS if spec.menu is menu]
        parts += _table(f"{menu.value.partition('(')[0]}菜单", rows)
    for where in Where:
        rows = [(key.keys, key.text) for key in FIXED_KEYS if key.where is where]
        parts += _table(where.value, rows)
    return "\n\n".join(parts) + "\n"


def _table(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    lines = [f"| {_escaped(keys)} | {text.rstrip('…')} |" for keys, text in rows if keys]
    return [f"## {title}", "\n".join([_HEAD, *lines])] if lines else []


def _escaped(keys: str) -> str:
    """Signs that Markdown would take for its own."""
    return keys.replace("\\", "\\\\").replace("|", "\\|")
