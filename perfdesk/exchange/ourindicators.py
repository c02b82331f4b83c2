"""Reads the indicator rows of one of our worksheets back (指标行)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, with_indicator_text
from perfdesk.core.form import INDICATOR_KEYS, Indicator
from perfdesk.exchange.reading import How, LeftOver, Source
from perfdesk.exchange.rowmatch import match_rows
from perfdesk.exchange.sameness import key_of, same, typed_number
from perfdesk.exchange.sheetview import coordinate

if TYPE_CHECKING:
    from perfdesk.exchange.reading import SheetReport, Sure
    from perfdesk.exchange.sheetview import Content, SheetView
    from perfdesk.report.xlsxrecord import Record, Shown

LEVELS = ("level1", "level2")
NUMBERS = ("weight", "score")
_TARGET = "target"
JOINED = "指标性质、指标值、度量单位合为一格"
_PARTS = ("target.operator", "target.number", "target.unit")


@dataclass(slots=True)
class _Row:
    """A worksheet row with an indicator: its cells by column, and the record's row behind it."""

    row: int
    cells: dict[str, Content]
    written: int | None = None
    levels: dict[str, str] = field(default_factory=dict)


class IndicatorReader:
    """Reads worksheet rows `top` … `bottom`; `columns` gives each key's worksheet column."""

    def __init__(
        self,
        view: SheetView,
        record: Record,
        columns: dict[str, int],
        report: SheetReport,
        sure: Sure,
    ) -> None:
        self.view, self.record, self.columns = view, record, columns
        self.report, self.sure = report, sure
        self.own = [key for key in columns if key not in LEVELS]
        self.rows: list[_Row] = []
        self.by_row: dict[int, _Row] = {}

    def read(self, top: int, bottom: int) -> tuple[Indicator, ...]:
        """The indicators as they stand on the sheet now."""
        found = [self._row(row) for row in range(top, bottom + 1) if not self._goes_on(row, top)]
        self._match(found)
        self.rows = [row for row in found if self._counts(row)]
        self.by_row = {row.row: row for row in self.rows}
        self._note_changes()
        return tuple(self._indicator(n, row) for n, row in enumerate(self.rows))

    # ---- which rows ----------------------------------------------------------------------

    def _goes_on(self, row: int, top: int) -> bool:
        """True for a row under the one before in every column: part of one high row."""
        columns = [self.columns[key] for key in self.own]
        return row > top and all(self.view.first(row, col)[0] < row for col in columns)

    def _row(self, row: int) -> _Row:
        cells = {}
        for key in self.own:
            numeric = key in NUMBERS
            read = self.view.content if numeric else self.view.text
            cells[key] = read(row, self.columns[key])
        return _Row(row, cells)

    def _match(self, found: list[_Row]) -> None:
        written = [
            tuple(key_of(self._shown(index, key)) for key in self.own)
            for index in range(len(self.record.form.indicators))
        ]
        now = [tuple(key_of(row.cells[key]) for key in self.own) for row in found]
        for index, other in match_rows(now, written).items():
            found[index].written = other

    def _shown(self, index: int, key: str) -> Shown:
        """What the record's row showed in a column when written."""
        known = self.record.shown.get(indicator_cell(index, key))
        if known is not None:
            return known
        value = getattr(self.record.form.indicators[index], key, "")
        return value if isinstance(value, str) else str(value.text)

    def _counts(self, row: _Row) -> bool:
        """Blank rows that were not there when written separate, and say nothing."""
        levels = [self._level_cell(row, key) for key in LEVELS if key in self.columns]
        if row.written is not None or any(row.cells.values()) or any(levels):
            return True
        self.report.notes.append(f"第 {row.row} 行是空行，没有读入。")
        return False

    def _note_changes(self) -> None:
        kept = {row.written for row in self.rows}
        for index, indicator in enumerate(self.record.form.indicators):
            if index not in kept:
                name = indicator.level3 or "未命名"
                self.report.notes.append(f"原第 {index + 1} 行指标“{name}”已从表中删除。")
        order = [row.written for row in self.rows if row.written is not None]
        if order != sorted(order):
            self.report.notes.append("指标行的次序已改变。")

    # ---- one row -------------------------------------------------------------------------

    def _indicator(self, number: int, row: _Row) -> Indicator:
        known = row.written is not None
        indicator = Indicator()
        if row.written is not None:
            indicator = self.record.form.indicators[row.written]
        for key in (key for key in LEVELS if key in self.columns):
            row.levels[key] = self._level(number, row, key)
            how = How.UNCHANGED if getattr(indicator, key) == row.levels[key] else How.EDITED
            indicator = with_indicator_text(indicator, key, row.levels[key])
            self._source(number, key, row.row, how if known else How.ADDED)
        for key in self.own:
            if key not in _PARTS:
                indicator = self._own(number, row, key, indicator)
        if any(key in self.columns for key in _PARTS):
            indicator = self._joined_target(number, row, indicator)
        for key in INDICATOR_KEYS:
            shown = key in self.columns or (key == _TARGET and _PARTS[1] in self.columns)
            if known and not shown:
                self.report.sources.append(Source(indicator_cell(number, key), "", How.HIDDEN))
        return indicator

    def _own(self, number: int, row: _Row, key: str, indicator: Indicator) -> Indicator:
        found = row.cells[key]
        if row.written is not None and same(found, self._shown(row.written, key)):
            self._source(number, key, row.row, How.UNCHANGED)
            return indicator
        text, tidied = typed_number(found) if key in NUMBERS else (str(found), ())
        value = getattr(indicator, key)
        before = value if isinstance(value, str) else value.text
        how = How.ADDED if row.written is None else How.EDITED
        self._source(number, key, row.row, how, before, tidied)
        return with_indicator_text(indicator, key, text)

    def _joined_target(self, number: int, row: _Row, indicator: Indicator) -> Indicator:
        """A target in three cells (指标性质、指标值、度量单位): `=100.00(%)`."""
        parts = [str(row.cells.get(key, "")) for key in _PARTS]
        if row.written is not None:
            old = [self._shown(row.written, key) for key in _PARTS if key in self.columns]
            now = [row.cells[key] for key in _PARTS if key in self.columns]
            if all(same(a, b) for a, b in zip(now, old, strict=True)):
                self._source(number, _TARGET, row.row, How.UNCHANGED)
                return indicator
        operator, value, unit = (part.strip() for part in parts)
        text = operator + value + (f"({unit})" if unit else "")
        how = How.ADDED if row.written is None else How.EDITED
        self._source(number, _TARGET, row.row, how, indicator.target.text, (JOINED,))
        return with_indicator_text(indicator, _TARGET, text)

    def _source(
        self,
        number: int,
        key: str,
        row: int,
        how: How,
        before: str = "",
        tidied: tuple[str, ...] = (),
    ) -> None:
        col = self.columns.get(key) or self.columns.get(_PARTS[1], 1)
        place = coordinate(*self.view.first(row, col))
        address = indicator_cell(number, key)
        self.report.sources.append(Source(address, place, how, self.sure, before, tidied))

    # ---- merged levels -------------------------------------------------------------------

    def _level_cell(self, row: _Row, key: str) -> str:
        """The row's own level text: '' under a merge that begins above."""
        place = self.view.first(row.row, self.columns[key])
        return self.view.text(*place) if place[0] == row.row else ""

    def _level(self, number: int, row: _Row, key: str) -> str:
        """The level's name; a blank cell under a merge, or in a new row, means "as above"."""
        place = self.view.first(row.row, self.columns[key])
        if place[0] < row.row:
            starter = self.by_row.get(place[0])
            return starter.levels.get(key, "") if starter else self._above(number, key)
        text = self.view.text(*place)
        if text:
            return self._typed_level(row, key, text)
        if row.written is None:
            changed = key == "level2" and row.levels.get("level1") != self._above(number, "level1")
            return "" if changed else self._above(number, key)
        return self._blank_level(number, row.written, key)

    def _blank_level(self, number: int, written: int, key: str) -> str:
        """A known row's blank level cell: cleared, or one that was under a merge when written."""
        typed: str = getattr(self.record.form.indicators[written], key)
        if not typed or self._shown(written, key):
            return ""
        above = self.rows[number - 1].written if number else None
        return self._above(number, key) if above == written - 1 else typed

    def _typed_level(self, row: _Row, key: str, text: str) -> str:
        """The typed name behind a shown one, which may bear the group's points."""
        indexes = range(len(self.record.form.indicators))
        ours = [row.written] if row.written is not None else []
        for index in (*ours, *indexes):
            if same(text, self._shown(index, key)):
                return str(getattr(self.record.form.indicators[index], key))
        if not any(same(text, self._shown(index, key)) for index in indexes):
            self._left_over_points(row, key, text)
        return text

    def _left_over_points(self, row: _Row, key: str, text: str) -> None:
        if key == "level1" and text.rstrip("）)").endswith("分"):
            place = coordinate(row.row, self.columns[key])
            self.report.left_over.append(LeftOver(place, text, "一级指标后的分值没有单独读出。"))

    def _above(self, number: int, key: str) -> str:
        return self.rows[number - 1].levels.get(key, "") if number else ""
