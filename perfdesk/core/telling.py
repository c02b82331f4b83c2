"""Differences told as sentences (修改说明): 第 3 行得分（培训人数）：18.00 → 20.00."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import name_of

if TYPE_CHECKING:
    from perfdesk.core.delta import CellChange, Delta, Splice
    from perfdesk.core.form import Form, Indicator

_NOTHING = "（空）"
_NAMES = {
    "template": "模板",
    "printed.title": "来源表的标题",
    "printed.rate": "来源表的执行率",
    "printed.funding_score": "来源表的预算执行得分",
    "printed.total_weight": "来源表的总分值",
    "printed.total_score": "来源表的总分",
    "printed.grade": "来源表的等级",
}


def told(delta: Delta, form: Form | None = None) -> list[str]:
    """A sentence for each change; `form` (after it) lends the rows' names."""
    sentences = [_cell(cell, form) for cell in delta.cells]
    if delta.splice:
        sentences += _rows(delta.splice)
    if delta.labels:
        before, after = ("、".join(labels) or _NOTHING for labels in delta.labels)
        sentences.append(f"其他栏目的次序：{before} → {after}")
    return sentences


def cell_name(address: str, form: Form | None = None) -> str:
    """The Chinese name of a cell, or of a field that is none."""
    if address.startswith("extra."):
        return address.removeprefix("extra.")
    return _NAMES.get(address) or name_of(address, form)


def _cell(cell: CellChange, form: Form | None) -> str:
    name = cell_name(cell.address, form)
    return f"{name}：{cell.before or _NOTHING} → {cell.after or _NOTHING}"


def _rows(splice: Splice) -> list[str]:
    removed, added = splice.removed, splice.added
    if sorted(map(_key, removed)) == sorted(map(_key, added)):
        return [f"移动第 {splice.at + 1}–{splice.at + len(added)} 行"]
    return [f"删除第 {splice.at + n} 行{_named(row)}" for n, row in enumerate(removed, 1)] + [
        f"插入第 {splice.at + n} 行{_named(row)}" for n, row in enumerate(added, 1)
    ]


def _key(row: Indicator) -> tuple[str, ...]:
    texts = (row.target.text, row.actual.text, row.weight.text, row.score.text)
    return (row.level1, row.level2, row.level3, *texts, row.note)


def _named(row: Indicator) -> str:
    return f"（{row.level3}）" if row.level3 else ""
