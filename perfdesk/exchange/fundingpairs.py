"""Money without a table: each figure beside its label, or in one cell with it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from perfdesk.core.cells import AMOUNT_NAMES, SOURCE_NAMES, funding_cell
from perfdesk.core.form import AMOUNT_KEYS
from perfdesk.core.labels import field_of, funding_column, funding_source
from perfdesk.exchange.fundingcells import ADDRESS, PRINTED, holds_figure, put_figure
from perfdesk.exchange.sheet import Cell
from perfdesk.exchange.values import is_figure, printed_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece

#: A label from its first character on, and a figure: a comma stands only between its digits.
_NAMED_FIGURE = re.compile(
    r"(?<![^\s:：，,；;。])([^\s:：，,；;。]+)\s*[:：]"
    r"\s*((?:[^\s:：，,；;。]|(?<=\d)[，,](?=\d))+)[，,；;。]?"
)
_LONGEST = 200  # far longer than any cell of labels and figures; a pasted essay is not searched


def read_pairs(draft: Draft) -> None:
    """Amounts that stand right beside their labels, without a head: those of the total."""
    area, top = draft.region.area, draft.region.heads[0].top
    rows = draft.rows(area.top, top - 1)
    amounts = [pair for row in rows for pair in _pairs_in(draft, row)]
    money = any(key in AMOUNT_KEYS for _, key, _, _ in amounts)
    for label, key, source, value in amounts:
        if not money and key != "rate":
            continue  # points of something else
        draft.claim(label)
        if key in AMOUNT_KEYS:
            draft.put_number(funding_cell(source, key), value)
            draft.note(f"{label.where} 格的金额读作{SOURCE_NAMES[source]}的{AMOUNT_NAMES[key]}。")
        elif source == "total":
            put_figure(draft, key, value)
        else:
            draft.left(value, PRINTED)
        beside = draft.free(label.top)  # labels of figures that nobody has filled in
        draft.claim(*(piece for piece in beside if funding_column(piece.text)[0] in AMOUNT_KEYS))


def _pairs_in(draft: Draft, row: int) -> Iterator[tuple[Piece, str, str, Piece]]:
    """(label, column, source, value) of the pairs in a row, in two cells or in one."""
    pieces = draft.free(row)
    source = next((s for p in pieces if (s := funding_source(p.text)[0])), "total")
    for label, value in pairwise(pieces):
        key, _ = funding_column(label.text)
        if key in (*AMOUNT_KEYS, *ADDRESS) and holds_figure(value) and not _is_total(label):
            yield label, key, source, value
    for piece in pieces:
        for key, text in _named_figures(piece.text):
            yield piece, key, source, replace(piece, cell=Cell(text))


def _is_total(label: Piece) -> bool:
    """True for 自评得分, which is the whole form's."""
    return field_of(label.text)[0] == "total_score"


def _named_figures(text: str) -> list[tuple[str, str]]:
    """(column, figure) of a cell like 年初预算数：100万元　全年预算数：90万元; [] for any other."""
    if len(text) > _LONGEST or not (":" in text or "：" in text):
        return []
    pairs = [(found[1], found[2]) for found in _NAMED_FIGURE.finditer(text)]
    known = [(funding_column(label)[0], figure) for label, figure in pairs]
    rest = _NAMED_FIGURE.sub("", text).strip(" ，,；;。　\n\t")
    whole = not rest and all(key and is_figure(_bare(figure)) for key, figure in known)
    whole = whole and not any(field_of(label)[0] == "total_score" for label, _ in pairs)
    return known if whole else []


def _bare(figure: str) -> str:
    return printed_points(figure)[0]
