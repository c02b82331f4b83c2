"""The two upper levels down an indicator table: own labels, merged ones, blanks meaning above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.form import LEVEL_KEYS
from perfdesk.exchange.levelnames import level_path, split_label, tidy_level
from perfdesk.exchange.reading import How, Source

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece
    from perfdesk.exchange.tablerow import Row

_SPLIT = "合并分格书写的标签"
#: What is told of a cell that names several levels.
APART = "拆开写在一格的各级指标"
_MOST_PARTS = 6


class Levels:
    """The labels in force while a table's rows are read one after the other."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.labels = dict.fromkeys(LEVEL_KEYS, "")
        self.sources: dict[str, Source] = {}
        self.whole: dict[Piece, str] = {}  # labels put together, by their first cell

    def join_parts(self, rows: list[Row]) -> None:
        """Puts labels together that stand one part in each row."""
        for key in LEVEL_KEYS:
            holders = [row for row in rows if row.cells.get(key)]
            number = 0
            while number < len(holders):
                parts = holders[number : number + _MOST_PARTS]
                label, count = split_label([row.cells[key][0].text for row in parts])
                if count:
                    self.whole[holders[number].cells[key][0]] = label
                for row in holders[number + 1 : number + count]:
                    self.draft.claim(*row.cells.pop(key))
                number += max(1, count)

    def name(self, row: Row) -> None:
        """Takes a row's labels; a new label of the first level ends that of the second."""
        if self._take_path(row):
            return
        begins = False
        for key in LEVEL_KEYS:
            pieces = row.cells.get(key, [])
            if not pieces:
                if begins:
                    self.labels[key] = ""
                    self.sources.pop(key, None)
                continue
            before = self.labels[key]
            self._take(key, pieces[0])
            begins = begins or (key == "level1" and before != self.labels[key])
            for other in pieces[1:]:
                self.draft.keep(f"{self.labels[key]} {other.where}", other.text, other)

    def _take_path(self, row: Row) -> bool:
        """Takes both labels from one cell, 产出指标-数量指标; False where it names but one."""
        pieces = row.cells.get("level1", [])
        path = level_path(pieces[0].text) if pieces and not row.cells.get("level2") else ()
        for key, label in zip(LEVEL_KEYS, path, strict=False):
            self.draft.claim(pieces[0])
            self.labels[key] = label
            self.sources[key] = Source("", pieces[0].where, How.READ, tidied=(APART,))
        return bool(path)

    def _take(self, key: str, piece: Piece) -> None:
        self.draft.claim(piece)
        label, tidied = tidy_level(piece.text)
        if piece in self.whole:
            label, tidied = self.whole[piece], (_SPLIT,)
        self.labels[key] = label
        self.sources[key] = Source("", piece.where, How.READ, tidied=tidied)

    def put(self, at: int) -> None:
        """The labels in force as those of an indicator."""
        for key in LEVEL_KEYS:
            address = f"indicators[{at}].{key}"
            self.draft.texts[address] = self.labels[key]
            source = self.sources.get(key)
            if source is not None and self.labels[key]:
                told = Source(address, source.cell, How.READ, tidied=source.tidied)
                self.draft.report.sources.append(told)
