"""The figures of the funding table that are no amounts: the execution's weight, rate and score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.exchange.values import is_dash, is_figure

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece

#: What is told of a figure that the program computes.
PRINTED = "打印的数字由程序计算，只用于核对。"
#: Column → the address of its figure in the total's row.
ADDRESS = {"weight": "execution_weight", "rate": "printed.rate", "score": "printed.funding_score"}


def put_figure(draft: Draft, key: str, piece: Piece) -> None:
    """Takes the total's figure of a column."""
    if key == "weight":
        draft.put_number(ADDRESS[key], piece, points=True)
    else:
        draft.put_text(ADDRESS[key], piece)


def holds_figure(piece: Piece) -> bool:
    """True for a figure, and for a dash in place of one."""
    return piece.cell.number is not None or is_figure(piece.text) or is_dash(piece.text)
