"""Reads the indicator rows of one of our worksheets back (指标行)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, with_indicator_text
from perfdesk.core.form import (
    INDICATOR_KEYS,
    LEVEL_KEYS,
    POINT_KEYS,
    TARGET_KEYS,
    UNNAMED,
    Indicator,
)
from perfdesk.exchange.ourlevels import LevelReader
from perfdesk.exchange.reading import How, Source
from perfdesk.exchange.rowmatch import match_rows
from perfdesk.exchange.sameness import key_of, same, typed_number
from perfdesk.exchange.sheet import coordinate

if TYPE_CHECKING:
    from perfdesk.exchange.ourlevels import Names
    from perfdesk.exchange.reading import SheetReport, Sure
    from perfdesk.exchange.sheet import Sheet
    from perfdesk.files.bookrecord import Content, Record

_TARGET = "target"
JOINED = "指标性质、指标值、度量单位合为一格"


@dataclass(slots=True)
class _Row:
    """A worksheet row with an indicator: its cells by column, and the record's row behind it."""

    row: int
    cells: dict[str, Content]
    written: int | None = None

    @property
    def blank(self) -> bool:
        """True if nothing but levels may stand there."""
        return not any(self.cells.values())


class IndicatorReader:
    """Reads worksheet rows `top` … `bottom`; `columns` gives each key's worksheet column."""

    def __init__(
        self,
        sheet: Sheet,
        record: Record,
        columns: dict[str, int],
        report: SheetReport,
        sure: Sure,
    ) -> None:
        self.sheet, self.record, self.columns = sheet, record, columns
        self.report, self.sure = report, sure
        self.own = [key for key in columns if key not in LEVEL_KEYS]
        self.levels = LevelReader(sheet, record, columns, report)
        self.spare = range(0)  # rows of a workbook handed out that may stay blank

    def read(self, top: int, bottom: int) -> tuple[Indicator, ...]:
        """The indicators as they stand on the sheet now."""
        found = [self._row(row) for row in range(top, bottom + 1) if not self._goes_on(row, top)]
        found = [row for row in found if not self._waits(row)]
        self._match(found)
        cleared = self._cleared(found)
        left_out = self._unused(found) | set(cleared)
        rows = [row for row in found if row.row in left_out or self._counts(row)]
        named = self.levels.read([(row.row, row.written) for row in rows])
        names = {row.row: name for row, name in zip(rows, named, strict=True)}
        kept = [row for row in rows if row.row not in left_out]
        self._note_changes(kept, cleared)
        return tuple(self._indicator(n, row, names[row.row]) for n, row in enumerate(kept))

    # ---- which rows ----------------------------------------------------------------------

    def _goes_on(self, row: int, top: int) -> bool:
        """True for a row under the one before in every column: part of one high row."""
        columns = [self.columns[key] for key in self.own]
        return row > top and all(self.sheet.first((row, col))[0] < row for col in columns)

    def _waits(self, row: _Row) -> bool:
        """True for a row handed out to be filled in that nobody needed."""
        return row.row in self.spare and row.blank and not self.levels.filled(row.row)

    def _row(self, row: int) -> _Row:
        cells = {}
        for key in self.own:
            cell = self.sheet.cell(row, self.columns[key])
            cells[key] = cell.content if key in POINT_KEYS else cell.text
        return _Row(row, cells)

    def _match(self, found: list[_Row]) -> None:
        written = [
            tuple(key_of(self._showed(index, key)) for key in self.own)
            for index in range(len(self.record.form.indicators))
        ]
        now = [tuple(key_of(row.cells[key]) for key in self.own) for row in found]
        for index, other in match_rows(now, written).items():
            found[index].written = other

    def _showed(self, index: int, key: str) -> Content:
        return self.record.showed(indicator_cell(index, key))

    def _counts(self, row: _Row) -> bool:
        """Blank rows that were not there when written separate, and say nothing."""
        if row.written is not None or any(row.cells.values()) or self.levels.filled(row.row):
            return True
        self.report.notes.append(f"第 {row.row} 行是空行，没有读入。")
        return False

    def _cleared(self, found: list[_Row]) -> dict[int, int]:
        """Rows that people emptied: they stand where a filled row of the record stood."""
        gone = set(range(len(self.record.form.indicators))) - {row.written for row in found}
        cleared: dict[int, int] = {}
        before: int | None = -1
        for row in found:
            index = -1 if before is None else before + 1
            if row.written is None and row.blank and index in gone and not self._unfilled(index):
                cleared[row.row] = index
                name = self.record.form.indicators[index].level3 or UNNAMED
                note = f"第 {row.row} 行（原指标“{name}”）已清空，没有读入。"
                self.report.notes.append(note)
            before = cleared.get(row.row, row.written)
        return cleared

    def _unused(self, found: list[_Row]) -> set[int]:
        """Rows of a blank form that nobody filled in, once anything else is filled in."""
        rows = range(len(self.record.form.indicators))
        edited = any(source.how is How.EDITED for source in self.report.sources)
        touched = edited or not all(row.blank for row in found)
        if not touched or not all(map(self._unfilled, rows)):
            return set()
        unused = {row.row for row in found if row.blank and self._stands_for_one(row)}
        if unused:
            note = f"{len(unused)} 行只有指标类别、没有填写内容，没有读入。"
            self.report.notes.append(note)
        return unused

    def _stands_for_one(self, row: _Row) -> bool:
        return row.written is not None or self.levels.filled(row.row)

    def _unfilled(self, index: int) -> bool:
        """True for a row of the record with nothing but its levels."""
        return not any(self._showed(index, key) for key in self.own)

    def _note_changes(self, rows: list[_Row], cleared: dict[int, int]) -> None:
        kept = {row.written for row in rows} | set(cleared.values())
        for index, indicator in enumerate(self.record.form.indicators):
            if index not in kept and not self._unfilled(index):
                name = indicator.level3 or UNNAMED
                self.report.notes.append(f"原第 {index + 1} 行指标“{name}”已从表中删除。")
        order = [row.written for row in rows if row.written is not None]
        if order != sorted(order):
            self.report.notes.append("指标行的次序已改变。")

    # ---- one row -------------------------------------------------------------------------

    def _indicator(self, number: int, row: _Row, levels: Names) -> Indicator:
        indicator = Indicator()
        if row.written is not None:
            indicator = self.record.form.indicators[row.written]
            self._hidden_sources(number)
        for key, name in levels.items():
            indicator = self._with_level(number, row, key, name, indicator)
        for key in self.own:
            if key not in TARGET_KEYS:
                indicator = self._own(number, row, key, indicator)
        if any(key in self.columns for key in TARGET_KEYS):
            indicator = self._joined_target(number, row, indicator)
        return indicator

    def _hidden_sources(self, number: int) -> None:
        """What the template has no column for comes from the record."""
        for key in INDICATOR_KEYS:
            shown = key in self.columns or (key == _TARGET and TARGET_KEYS[1] in self.columns)
            if not shown:
                self.report.sources.append(Source(indicator_cell(number, key), "", How.HIDDEN))

    def _with_level(
        self, number: int, row: _Row, key: str, name: str, indicator: Indicator
    ) -> Indicator:
        how = How.ADDED
        if row.written is not None:
            how = How.UNCHANGED if getattr(indicator, key) == name else How.EDITED
        self._source(number, key, row.row, how)
        return with_indicator_text(indicator, key, name)

    def _unchanged(self, row: _Row, key: str) -> bool:
        written = row.written
        return written is not None and same(row.cells[key], self._showed(written, key))

    def _own(self, number: int, row: _Row, key: str, indicator: Indicator) -> Indicator:
        if self._unchanged(row, key):
            self._source(number, key, row.row, How.UNCHANGED)
            return indicator
        found = row.cells[key]
        text, tidied = typed_number(found) if key in POINT_KEYS else (str(found), ())
        value = getattr(indicator, key)
        before = value if isinstance(value, str) else value.text
        how = How.ADDED if row.written is None else How.EDITED
        self._source(number, key, row.row, how, before, tidied)
        return with_indicator_text(indicator, key, text)

    def _joined_target(self, number: int, row: _Row, indicator: Indicator) -> Indicator:
        """A target in three cells (指标性质、指标值、度量单位): `=100.00(%)`."""
        parts = [str(row.cells.get(key, "")) for key in TARGET_KEYS]
        if all(self._unchanged(row, key) for key in TARGET_KEYS if key in self.columns):
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
        col = self.columns.get(key) or self.columns.get(TARGET_KEYS[1], 1)
        place = coordinate(self.sheet.first((row, col)))
        address = indicator_cell(number, key)
        self.report.sources.append(Source(address, place, how, self.sure, before, tidied))
