"""The keys that belong to one place of the window and stand in no menu; the manual lists them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Where(Enum):
    """The place that takes the keys."""

    GRID = "表格里"
    EDITOR = "正在填的格子里"
    LIST = "左边的列表和查找"
    PALETTE = "命令搜索里"
    HELP = "手册里"


@dataclass(frozen=True, slots=True)
class FixedKey:
    """Keys as people read them, and what they do."""

    where: Where
    keys: str
    text: str


FIXED_KEYS = (
    FixedKey(Where.GRID, "直接打字", "填这一格，原来的内容换掉"),
    FixedKey(Where.GRID, "F2", "修改这一格"),
    FixedKey(Where.GRID, "Enter / Shift+Enter", "到下一行 / 上一行"),
    FixedKey(Where.GRID, "Tab / Shift+Tab", "到右边 / 左边一格"),
    FixedKey(Where.GRID, "Ctrl+方向键", "到这一段内容的边上"),
    FixedKey(Where.GRID, "Shift+方向键、Ctrl+Shift+方向键", "选中一块"),
    FixedKey(Where.EDITOR, "Enter", "填好，到下一行；长文字里是换行"),
    FixedKey(Where.EDITOR, "Esc", "放弃刚打的字"),
    FixedKey(Where.EDITOR, "↓ / ↑", "在列出的内容里选"),
    FixedKey(Where.LIST, "↓ 或 Enter", "从查找到列表"),
    FixedKey(Where.LIST, "Esc", "清空查找"),
    FixedKey(Where.LIST, "Ctrl+单击、Shift+单击", "选中几张表"),
    FixedKey(Where.PALETTE, "↓ / ↑", "下一条 / 上一条"),
    FixedKey(Where.PALETTE, "Enter", "执行，或转到那里"),
    FixedKey(Where.PALETTE, "Esc", "回到原来的地方"),
    FixedKey(Where.HELP, "Alt+← / Alt+→", "前一页 / 后一页"),
    FixedKey(Where.HELP, "Ctrl+F", "查找全书"),
    FixedKey(Where.HELP, "Esc", "清空查找；再按关闭手册"),
)
