"""Differences told as sentences (修改说明): 第 3 行得分（培训人数）：18.00 → 20.00."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from perfdesk.core.cells import INDICATOR_NAMES, name_of
from perfdesk.core.form import INDICATOR_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perfdesk.core.delta import CellChange, Delta, Splice
    from perfdesk.core.form import Form, Indicator
    from perfdesk.core.silence import Silence

    _Rows = tuple[Indicator, ...]

_NOTHING = "（空）"
_UNNAMED = "（没有名称的栏目）"
#: Longer texts are told by the place where they differ, with some characters around it.
_LONGEST = 60
_AROUND = 10
#: More rows than these that came or went together are told by their numbers alone.
_MOST_NAMED = 5
_NAMES = {
    "template": "模板",
    "printed.title": "来源表的标题",
    "printed.rate": "来源表的执行率",
    "printed.funding_score": "来源表的预算执行得分",
    "printed.total_weight": "来源表的总分值",
    "printed.total_score": "来源表的总分",
    "printed.grade": "来源表的等级",
}


def told(
    delta: Delta, form: Form | None = None, template_name: Callable[[str], str] = str
) -> list[str]:
    """A sentence for each change; `form` (after it) lends the rows' names.

    `template_name` says what people call a template.
    """
    sentences = [_cell(_named_template(cell, template_name), form) for cell in delta.cells]
    if delta.splice:
        sentences += _rows(delta.splice)
    if delta.labels and delta.labels[0] != delta.labels[1]:
        before, after = ("、".join(map(_label, labels)) or _NOTHING for labels in delta.labels)
        sentences.append(f"其他栏目的次序：{before} → {after}")
    if delta.silenced:
        sentences += _silences(*delta.silenced)
    return sentences


def change_told(name: str, before: str, after: str) -> str:
    """A sentence for one text that changed: 主管部门：区总工会 → 市总工会."""
    old, new = _shown(before, after)
    return f"{_line(name)}：{old} → {new}"


def cell_name(address: str, form: Form | None = None) -> str:
    """The Chinese name of a cell, or of a field that is none."""
    if address.startswith("extra."):
        return _label(address.removeprefix("extra."))
    return _NAMES.get(address) or name_of(address, form)


def shortened(text: str) -> str:
    """A text on one line; of a long one its beginning."""
    line = _line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"


def _silences(before: tuple[Silence, ...], after: tuple[Silence, ...]) -> list[str]:
    """What was set aside, and what is heard again, each with the reason."""
    gone = [each for each in before if each not in after]
    come = [each for each in after if each not in before]
    return [
        *(f"恢复审核意见，原来忽略的理由：{_line(each.reason)}" for each in gone),
        *(f"忽略审核意见，理由：{_line(each.reason)}" for each in come),
    ]


def _label(label: str) -> str:
    return _line(label) if label.strip() else _UNNAMED


def _named_template(cell: CellChange, name: Callable[[str], str]) -> CellChange:
    if cell.address != "template":
        return cell
    return replace(cell, before=name(cell.before), after=name(cell.after))


def _cell(cell: CellChange, form: Form | None) -> str:
    return change_told(cell_name(cell.address, form), cell.before, cell.after)


def _shown(before: str, after: str) -> tuple[str, str]:
    """Both texts in full where they are short, else what stands around their difference."""
    if max(len(before), len(after)) <= _LONGEST:
        return _line(before) or _NOTHING, _line(after) or _NOTHING
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    rest = shorter - start
    tail = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    return _piece(before, start, len(before) - tail), _piece(after, start, len(after) - tail)


def _piece(text: str, start: int, end: int) -> str:
    """`text[start:end]` with what stands around it; of a long piece its beginning and its end."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    piece = text[first:last]
    if len(piece) > _LONGEST:
        half = _LONGEST // 2
        piece = f"{piece[:half]}……{piece[-half:]}"
    marked = f"{'……' if first else ''}{piece}{'……' if last < len(text) else ''}"
    return _line(marked) or _NOTHING


def _line(text: str) -> str:
    """The text on one line, without signs that cannot be seen."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _rows(splice: Splice) -> list[str]:
    """Rows that moved, else row by row what went, came and changed."""
    removed, added, at = splice.removed, splice.added, splice.at
    if sorted(map(_texts, removed)) == sorted(map(_texts, added)):
        return [_moved(removed, added, at)]
    sentences = []
    matcher = SequenceMatcher(None, removed, added, autojunk=False)
    for what, start, end, start_new, end_new in matcher.get_opcodes():
        old, new = removed[start:end], added[start_new:end_new]
        if what == "replace" and len(old) == len(new):
            sentences += _replaced(old, new, at + start_new)
        elif what != "equal":
            sentences += _listed("删除", old, at + start) + _listed("插入", new, at + start_new)
    return sentences


def _moved(before: _Rows, after: _Rows, at: int) -> str:
    """Rows taken up or down as a block, told by the smaller one of the two that changed places."""
    count = len(before)
    turn = next((n for n in range(1, count) if before[n:] + before[:n] == after), 0)
    if not turn:
        return f"第 {at + 1}–{at + count} 行换了次序"
    if turn <= count - turn:
        return f"{_numbers(before[:turn], at)}移到第 {at + count - turn + 1} 行"
    return f"{_numbers(before[turn:], at + turn)}移到第 {at + 1} 行"


def _replaced(old: Sequence[Indicator], new: Sequence[Indicator], at: int) -> list[str]:
    """The changed cells of rows that stayed in their place among others that did not."""
    return [
        change_told(f"第 {row + 1} 行{INDICATOR_NAMES[key]}{_named(after)}", one, other)
        for row, (before, after) in enumerate(zip(old, new, strict=True), at)
        for key, one, other in zip(INDICATOR_KEYS, _texts(before), _texts(after), strict=True)
        if one != other
    ]


def _listed(verb: str, rows: Sequence[Indicator], at: int) -> list[str]:
    if len(rows) > _MOST_NAMED:
        return [f"{verb}{_numbers(rows, at)}，共 {len(rows)} 行"]
    return [f"{verb}{_numbers([row], number)}" for number, row in enumerate(rows, at)]


def _numbers(rows: Sequence[Indicator], at: int) -> str:
    """第 3 行（培训人数）, or 第 3–5 行."""
    if len(rows) == 1:
        return f"第 {at + 1} 行{_named(rows[0])}"
    return f"第 {at + 1}–{at + len(rows)} 行"


def _texts(row: Indicator) -> tuple[str, ...]:
    numbers = (row.target.text, row.actual.text, row.weight.text, row.score.text)
    return (row.level1, row.level2, row.level3, *numbers, row.note)


def _named(row: Indicator) -> str:
    return f"（{_line(row.level3[:_LONGEST])}）" if row.level3.strip() else ""
