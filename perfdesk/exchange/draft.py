"""A form in the making: its texts by address, and the account of every cell of its region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.cells import name_of
from perfdesk.core.number import parse_decimal
from perfdesk.exchange.reading import How, LeftOver, SheetReport, Source, Sure
from perfdesk.exchange.sheet import Kind
from perfdesk.exchange.ticks import ticked
from perfdesk.exchange.values import (
    NO_MONEY_WORD,
    named_amount,
    printed_points,
    typed_amount,
    typed_points,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.exchange.pieces import Board, Piece
    from perfdesk.exchange.regions import Region
    from perfdesk.exchange.sheet import Range
    from perfdesk.exchange.values import Typed

_FAULTY = "公式出错或没有保存计算结果，按未填处理；请用 Excel 或 WPS 打开、改正并保存后再读。"
_OUTSIDE = "不属于任何一栏，放在附加内容里。"
_PRINTED_POINTS = {"printed.funding_score", "printed.total_weight", "printed.total_score"}
_NAMED = 3  # of a long list, so many are named
TWICE = "同一栏在表中出现多次而内容不同，取了前一处；这一处放在附加内容里。"


@dataclass(frozen=True, slots=True)
class StandIn:
    """A text that means a field only where it has none of its own: its label says less.

    `rank` orders what several labels say; `word` is the label.
    """

    rank: int
    address: str
    word: str
    text: str
    piece: Piece


class Draft:
    """Collects what the readers of the blocks find in one region of a board."""

    def __init__(self, board: Board, region: Region) -> None:
        self.board, self.region = board, region
        self.report = SheetReport(board.sheet.title)
        self.texts: dict[str, str] = {}
        self.extra: dict[str, str] = {}
        self.claimed: set[Piece] = set()
        self.faults: list[str] = []  # cells whose formulas have no result
        self.apart: set[int] = set()  # rows between this form and the next
        self.stand_ins: list[StandIn] = []
        self.doubts: list[tuple[Range, str]] = []  # parts of the region, and what is unsure

    # ---- taking --------------------------------------------------------------------------

    def put(
        self,
        address: str,
        text: str,
        piece: Piece,
        sure: Sure = Sure.CERTAIN,
        tidied: Iterable[str] = (),
        why: str = "",
    ) -> None:
        """A field's text from a piece; a second one that differs is kept among the extra texts."""
        self.claimed.add(piece)
        if address in _PRINTED_POINTS:
            text, words = printed_points(text)
            tidied = (*tidied, *words)
        if address == "printed.grade":
            text, words = self._ticked(text, piece)
            tidied = (*tidied, *words)
        if self.texts.get(address) or not text.strip():
            self._again(address, text, piece)
            return
        self.texts[address] = text
        doubts = [doubt for block, doubt in self.doubts if block.holds(piece.span.first)]
        if doubts and sure is Sure.CERTAIN:
            sure, why = Sure.LIKELY, doubts[0]
        source = Source(address, piece.where, How.READ, sure, tidied=tuple(tidied), why=why)
        self.report.sources.append(source)

    def _ticked(self, shown: str, piece: Piece) -> Typed:
        """The grade that is ticked; one without a tick is left over."""
        text, words = ticked(shown)
        if shown and not text:
            self.left(piece, f"{words[0]}。", shown)
        return text, words

    def _again(self, address: str, text: str, piece: Piece) -> None:
        """Tells of a text for a field that has another one already."""
        said, again = self.texts.get(address, ""), text
        if address == "printed.rate":  # 85.93 and 85.93% say the same
            said, again = (one.strip().rstrip("%％") for one in (said, again))
        if again and _plain(said) != _plain(again):
            self.keep(name_of(address), text, piece, TWICE)
            self.note(f"{piece.where} 格又写了一次“{name_of(address)}”而内容不同，请核对。")

    def put_text(
        self, address: str, piece: Piece, sure: Sure = Sure.CERTAIN, why: str = ""
    ) -> None:
        """A text as it stands."""
        if not self.faulty(piece):
            self.put(address, piece.text, piece, sure, why=why)

    def put_number(
        self,
        address: str,
        piece: Piece,
        points: bool = False,
        doubt: tuple[Sure, str] = (Sure.CERTAIN, ""),
    ) -> None:
        """An amount or points, as a person would type them; `doubt` is how sure, and why."""
        if not self.faulty(piece):
            text, tidied = typed_points(piece.cell) if points else self._amount(piece)
            if not text and tidied:
                self.left(piece, f"{tidied[0]}。")
            self.put(address, text, piece, doubt[0], tidied, doubt[1])

    def _amount(self, piece: Piece) -> Typed:
        """An amount without the unit of money behind it, where that is the table's own."""
        text, tidied = typed_amount(piece.cell)
        named = named_amount(text) if parse_decimal(text) is None else None
        if named is None:
            return text, tidied
        digits, unit = named
        own = self.report.money_unit or unit
        if unit not in ("", own):
            self.note(f"{piece.where} 格的金额写明是{unit}，与表的{own}不同，照原样保留，请改正。")
            return text, tidied
        self.report.money_unit = own
        return digits, (*tidied, NO_MONEY_WORD)

    def faulty(self, piece: Piece) -> bool:
        """True for a formula without a result or with an error, which is told."""
        if piece.cell.kind not in (Kind.UNCOMPUTED, Kind.ERROR):
            return False
        if piece not in self.claimed:
            self.faults.append(piece.where)
        self.left(piece, _FAULTY, piece.cell.formula or piece.text)
        return True

    def tell_faults(self) -> None:
        """One sentence on all formulas without a result."""
        count, cells = len(self.faults), "、".join(self.faults[:_NAMED])
        if count:
            named = f"{cells} 等 {count} 格" if count > _NAMED else f"{cells} 格"
            self.note(
                f"{named}的公式没有可用的结果，按未填处理；请用 Excel 或 WPS 打开、保存后再读。"
            )

    def keep(self, label: str, text: str, piece: Piece, why: str = _OUTSIDE) -> None:
        """A text without a field goes to the form's extra texts, under a label of its own."""
        self.left(piece, why, text)
        if not text.strip() or text in (t for name, t in self.extra.items() if _is(name, label)):
            return
        name, n = label, 2
        while name in self.extra:
            name, n = f"{label}（{n}）", n + 1
        self.extra[name] = text
        source = Source(f"extra.{name}", piece.where, How.READ, Sure.LIKELY)
        self.report.sources.append(source)

    def left(self, piece: Piece, why: str, text: str = "") -> None:
        """A text that is in no field of the form."""
        self.claimed.add(piece)
        self.report.left_over.append(LeftOver(piece.where, text or piece.text, why))

    def claim(self, *pieces: Piece) -> None:
        """Labels and other words of the paper."""
        self.claimed.update(pieces)

    def doubt(self, block: Range, why: str) -> None:
        """What is read from these cells is only likely to be that field's."""
        self.doubts.append((block, why))

    def note(self, sentence: str) -> None:
        """A sentence that a person should read, once."""
        if sentence not in self.report.notes:
            self.report.notes.append(sentence)

    # ---- looking -------------------------------------------------------------------------

    def free(self, row: int, left: int = 0, right: int = 1 << 20) -> list[Piece]:
        """The pieces that begin in a row between two columns and that nobody has taken."""
        area = self.region.area
        pieces = self.board.across(row, max(left, area.left), min(right, area.right))
        return [piece for piece in pieces if piece.top == row and piece not in self.claimed]

    def rows(self, top: int, bottom: int) -> list[int]:
        """The rows of the region with contents."""
        area = self.region.area
        return self.board.rows_between(max(top, area.top), min(bottom, area.bottom))


def _plain(text: str) -> str:
    return "".join(text.split())


def _is(name: str, label: str) -> bool:
    return name == label or name.startswith(f"{label}（")
