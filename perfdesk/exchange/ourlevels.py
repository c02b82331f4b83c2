"""The merged level cells of one of our worksheets: which levels each indicator row belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell
from perfdesk.core.form import LEVEL_KEYS
from perfdesk.exchange.reading import LeftOver
from perfdesk.exchange.sameness import key_of, same
from perfdesk.exchange.sheet import coordinate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.exchange.reading import SheetReport
    from perfdesk.exchange.sheet import Sheet
    from perfdesk.files.bookrecord import Content, Record

#: A worksheet row and the record's row behind it, None for a new one.
LevelRow = tuple[int, int | None]
#: The names of a row's levels by key.
Names = dict[str, str]


class LevelReader:
    """Names the levels row by row; `columns` gives each level's worksheet column."""

    def __init__(
        self, sheet: Sheet, record: Record, columns: dict[str, int], report: SheetReport
    ) -> None:
        self.sheet, self.record, self.report = sheet, record, report
        self.columns = {key: columns[key] for key in LEVEL_KEYS if key in columns}
        self.typed = {key: self._typed_names(key) for key in self.columns}
        self.rows: Sequence[LevelRow] = ()
        self.places: dict[int, int] = {}
        self.names: list[Names] = []

    def filled(self, row: int) -> bool:
        """True if a level cell begins in this worksheet row and holds something."""
        return any(self._own_text(row, key) for key in self.columns)

    def read(self, rows: Sequence[LevelRow]) -> list[Names]:
        """The names of every row's levels, in order."""
        self.rows, self.names = rows, []
        self.places = {row: place for place, (row, _) in enumerate(rows)}
        for place in range(len(rows)):
            self.names.append({})
            for key in self.columns:
                self.names[place][key] = self._name(place, key)
        return self.names

    def _typed_names(self, key: str) -> Names:
        """The typed name behind each shown one, which may bear its group's points."""
        found: Names = {}
        for index, indicator in enumerate(self.record.form.indicators):
            found.setdefault(key_of(self._showed(index, key)), getattr(indicator, key))
        return found

    def _showed(self, index: int, key: str) -> Content:
        return self.record.showed(indicator_cell(index, key))

    def _own_text(self, row: int, key: str) -> str:
        """The row's own level text: '' under a merge that begins above."""
        place = self.sheet.first((row, self.columns[key]))
        return self.sheet.text(*place) if place[0] == row else ""

    def _name(self, place: int, key: str) -> str:
        """The level's name; a blank cell under a merge, or in a new row, means "as above"."""
        row, written = self.rows[place]
        top = self.sheet.first((row, self.columns[key]))[0]
        if top < row:
            starter = self.places.get(top)
            return self._above(place, key) if starter is None else self.names[starter][key]
        if text := self._own_text(row, key):
            return self._typed_name(place, key, text)
        if written is not None:
            return self._blank_name(place, written, key)
        return "" if self._begins_group(place, key) else self._above(place, key)

    def _begins_group(self, place: int, key: str) -> bool:
        """True for the level 2 of a row with another level 1 than the row above."""
        level1 = self.names[place].get("level1")
        return key == "level2" and level1 != self._above(place, "level1")

    def _blank_name(self, place: int, written: int, key: str) -> str:
        """A known row's blank level cell: cleared, or one that was under a merge when written."""
        typed: str = getattr(self.record.form.indicators[written], key)
        if not typed or self._showed(written, key):
            return ""
        above = self.rows[place - 1][1] if place else None
        return self._above(place, key) if above == written - 1 else typed

    def _typed_name(self, place: int, key: str, text: str) -> str:
        """The typed name behind a shown one: the row's own, else that of any row that showed it."""
        row, written = self.rows[place]
        if written is not None and same(text, self._showed(written, key)):
            return str(getattr(self.record.form.indicators[written], key))
        known = self.typed[key].get(key_of(text))
        if known is None and key == "level1" and text.rstrip("）)").endswith("分"):
            where = coordinate((row, self.columns[key]))
            self.report.left_over.append(LeftOver(where, text, "一级指标后的分值没有单独读出。"))
        return text if known is None else known

    def _above(self, place: int, key: str) -> str:
        return self.names[place - 1].get(key, "") if place else ""
