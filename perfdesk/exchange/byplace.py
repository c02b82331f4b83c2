"""Columns whose heads no word of ours tells, by their place among the others: 实际到位数."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.cells import AMOUNT_NAMES, INDICATOR_NAMES
from perfdesk.core.form import AMOUNT_KEYS, POINT_KEYS
from perfdesk.core.labels import folded, funding_source, indicator_column
from perfdesk.core.labelwords import SPINES
from perfdesk.exchange.heads import Column
from perfdesk.exchange.sheet import Range
from perfdesk.exchange.values import is_dash, is_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.heads import Head

#: The columns of an indicator table from left to right, as all forms have them.
_ROW = ("level2", "level3", "target", "actual", "weight", "score")
#: Words of columns that the form does not have.
_FOREIGN = re.compile(
    "上年|去年|往年|历史|来源|说明|解释|标准|依据|偏[差离]|序号|单位|性质|公式|方法|佐证|责任|备注"
    "|率|比例|追[加减]|调[增减]|增减|调整数|变动|差额|结[余转]|存量"
    "|其中|专项|债|复核|考评|审核|财政评"
)
_DEEPEST = 60


def tell_by_place(draft: Draft) -> None:
    """Gives the heads of a draft's region the columns that only their place tells."""
    region = draft.region
    region.funding = [_told(draft, head, AMOUNT_KEYS, AMOUNT_NAMES) for head in region.funding]
    region.heads = [_told(draft, head, _ROW, INDICATOR_NAMES) for head in region.heads]


def _told(draft: Draft, head: Head, order: tuple[str, ...], names: dict[str, str]) -> Head:
    for key in order:
        found = [] if key in head.keys else [*_candidates(draft, head, order, key)]
        if len(found) != 1:
            continue
        (column,) = found
        others = [other for other in head.columns if other.left != column.left]
        columns = sorted([*others, replace(column, key=key)], key=lambda one: one.left)
        head = replace(head, columns=tuple(columns))
        word = folded(column.head.text)
        draft.doubt(_below(draft, head, column), f"“{word}”一栏按位置读作{names[key]}")
        draft.note(f"{column.head.where} 格的“{word}”按位置读作{names[key]}，请核对。")
    return head


def _candidates(draft: Draft, head: Head, order: tuple[str, ...], key: str) -> Iterator[Column]:
    """The unknown columns where the key's should be, with contents that fit."""
    at = order.index(key)
    before = [column for own in order[:at] if (column := head.column(own))]
    after = [column for own in order[at + 1 :] if (column := head.column(own))]
    if not before and not (after and key in AMOUNT_KEYS):
        return
    last = before[-1].right if before else after[0].left - 2
    first = after[0].left if after else last + 2
    for column in (*_beside(draft, head), *head.columns):
        unknown = not column.key and not _FOREIGN.search(folded(column.head.text))
        if unknown and last < column.left < first and _fits(draft, head, column, key):
            yield column


def _beside(draft: Draft, head: Head) -> list[Column]:
    """The column right before the first, where its head is none of the table's own words."""
    pieces = draft.board.across(head.bottom, draft.region.area.left, head.left - 1)[-1:]
    return [
        Column("", piece.left, piece.span.right, piece)
        for piece in pieces
        if piece.span.right == head.left - 1
        and piece.word not in SPINES
        and not (funding_source(piece.text)[0] or indicator_column(piece.text)[0])
    ]


def _fits(draft: Draft, head: Head, column: Column, key: str) -> bool:
    """True for a column of figures, where the key's are; of any contents for texts."""
    block = _below(draft, head, column)
    texts = [piece.text for piece in draft.board.within(block) if piece.text.strip()]
    if key not in (*AMOUNT_KEYS, *POINT_KEYS):
        return bool(texts)
    filled = [text for text in texts if not is_dash(text)]
    figures = [text for text in filled if is_figure(text) and text[-1:] not in "%％"]
    most = 4 * len(figures) >= 3 * len(filled)  # a grade may stand below points
    return bool(figures) and (len(figures) == len(filled) if key in AMOUNT_KEYS else most)


def _below(draft: Draft, head: Head, column: Column) -> Range:
    """The column's cells down to the next table, or to where nothing stands beside them."""
    region = draft.region
    ends = [other.top for other in (*region.heads, *region.funding) if other.top > head.bottom]
    bottom = min([*(end - 1 for end in ends), head.bottom + _DEEPEST, region.area.bottom])
    own = head.column("executed") or head.column("adjusted") or head.column("rate")
    if own is not None:  # a funding table: its rows end where its amounts do
        values = Range(head.bottom + 1, own.left, bottom, own.right)
        amounts = [p.top for p in draft.board.within(values) if is_figure(p.text)]
        bottom = max(amounts, default=head.bottom)
    return Range(head.bottom + 1, column.left, bottom, column.right)
