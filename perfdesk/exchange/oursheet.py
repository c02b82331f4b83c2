"""Reads one of our worksheets back against its hidden record: what was edited since wins."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.cells import UnknownCell, text_at, with_text
from perfdesk.core.form import AMOUNT_KEYS
from perfdesk.core.number import half_width
from perfdesk.core.scoring import amount
from perfdesk.core.year import parse_year
from perfdesk.exchange.leftovers import keep_outside, name_uncomputed, set_aside
from perfdesk.exchange.ourindicators import IndicatorReader
from perfdesk.exchange.ourplaces import Places, Untied
from perfdesk.exchange.reading import How, LeftOver, SheetReport, Source
from perfdesk.exchange.sameness import same, typed_number
from perfdesk.exchange.sheet import Kind, coordinate
from perfdesk.files.bookrecord import END, HEADS, ROWS, SPARE, STAMPS, TITLE, YEAR

if TYPE_CHECKING:
    from perfdesk.core.form import Form, Indicator
    from perfdesk.exchange.sheet import Sheet
    from perfdesk.files.bookrecord import Anchor, Content, Place, Record

#: Computed cells: an edited one becomes what the source printed, for the checks to compare.
FIGURES = {
    TITLE: "title",
    "funding.total.rate": "rate",
    "funding.total.score": "funding_score",
    "total_weight": "total_weight",
    "total_score": "total_score",
    "grade": "grade",
}
#: Cells of the paper under another address than in the form.
_FORM_ADDRESS = {"funding.total.weight": "execution_weight"}
_DIGITS = re.compile(r"\d+", re.ASCII)
#: What stands around the year, or around the gap where it is to be written.
_AROUND_YEAR = " \u3000()（）年度"
_NO_YEAR = "年度应当是一个四位数的年份，没有读入。"
_MOST_ROWS = 20_000


class OurSheetReader:
    """Reads one worksheet that `record` was written for."""

    def __init__(self, sheet: Sheet, record: Record) -> None:
        self.sheet, self.record = sheet, record
        self.report = SheetReport(sheet.title)
        self.form = record.form
        self.places = Places(sheet, record)
        self.report.notes += self.places.notes
        self.placed: set[Place] = set()
        self.computed: set[Place] = set()
        self.formulas = any(cell.formula for cell in sheet.cells.values())
        self.sums: dict[str, Content] = {}  # totals without a formula, by address

    def read(self) -> Form:
        """The form as the sheet shows it now. Raises Untied."""
        for name, anchor in self.record.anchors.items():
            if anchor.address in (ROWS, END, SPARE) or anchor.address.startswith(HEADS):
                continue
            self._cell(name, anchor)
        self.form = replace(self.form, indicators=self._indicators())
        self._typed_sums()
        name_uncomputed(self.sheet, self.report, self.computed)
        extra = keep_outside(self.sheet, self.places, self.placed, self.report, self.form.extra)
        self.form = replace(self.form, extra=extra)
        self._hidden_sources()
        return self.form

    # ---- single cells --------------------------------------------------------------------

    def _cell(self, name: str, anchor: Anchor) -> None:
        place = self.places.of(name)
        if place is None:
            where = coordinate((anchor.row, anchor.col))
            self.report.notes.append(f"原 {where} 格已被删除，按原记录。")
            return
        self.placed.add(self.sheet.first(place))
        if anchor.address in self.record.live and self._computed(place, anchor.address):
            self.computed.add(self.sheet.first(place))
            return
        content = self.sheet.cell(*place).content
        shown, address = self.record.showed(anchor.address), anchor.address
        where = coordinate(self.sheet.first(place))
        if same(content, shown) or same(self.sheet.text(*place), shown):
            if address not in FIGURES and not address.startswith(STAMPS):
                self._source(_FORM_ADDRESS.get(address, address), where, How.UNCHANGED)
            return
        self._edited(address, where, content, self.sheet.text(*place))

    def _computed(self, place: Place, address: str) -> bool:
        """True if the cell still shows what it computes by itself, which is no one's typing.

        Old formats (.xls) are read without formulas: then a total is known by its parts, and the
        figures, which the sheet locks, are computed anew.
        """
        cell = self.sheet.cell(*place)
        if cell.formula or cell.kind is Kind.UNCOMPUTED or not cell.text:
            return True
        if address.rpartition(".")[2] in AMOUNT_KEYS:
            self.sums[address] = cell.content
            return True
        return address not in FIGURES or not self.formulas

    def _typed_sums(self) -> None:
        """A total without its formula counts as typed where it is not the sum of its parts."""
        for address, content in self.sums.items():
            _, source, key = address.split(".")
            value = amount(self.form.funding, source, key)
            if value is None or not same(content, value):
                self.form = with_text(self.form, address, typed_number(content)[0])

    def _edited(self, address: str, where: str, content: Content, text: str) -> None:
        if address in FIGURES:
            printed = replace(self.form.printed, **{FIGURES[address]: text})
            self.form = replace(self.form, printed=printed)
            self.report.left_over.append(
                LeftOver(where, text, "计算得出的格被改动，只用于核对，不用于计算。")
            )
        elif address == YEAR:
            self._edited_year(where, text)
        else:
            self._edited_field(address, where, content, text)

    def _edited_year(self, where: str, text: str) -> None:
        """The one year in the text; a text without figures clears it."""
        runs = _DIGITS.findall(half_width(text))
        years = [year for year in map(parse_year, runs) if year is not None]
        if len(years) != 1 and text.strip(_AROUND_YEAR):
            self._set_aside(where, text, _NO_YEAR)
            return
        before = "" if self.form.year is None else str(self.form.year)
        self.form = replace(self.form, year=years[0] if years else None)
        self._source(YEAR, where, How.EDITED, before)

    def _edited_field(self, address: str, where: str, content: Content, text: str) -> None:
        target = _FORM_ADDRESS.get(address, address)
        typed, tidied = typed_number(content) if _is_number(target) else (text, ())
        if label := self.record.labels.get(address):
            typed = typed.strip().removeprefix(label.strip()).strip()
        try:
            before = text_at(self.form, target)
            self.form = with_text(self.form, target, typed)
        except UnknownCell:
            self._set_aside(where, text, "表单里没有这一栏。")
            return
        self._source(target, where, How.EDITED, before, tidied)

    def _set_aside(self, where: str, text: str, why: str) -> None:
        if text:
            extra = set_aside(self.report, self.form.extra, where, text, why)
            self.form = replace(self.form, extra=extra)

    # ---- rows ----------------------------------------------------------------------------

    def _indicators(self) -> tuple[Indicator, ...]:
        heads = self._heads()
        if not heads:
            if self.form.indicators:
                self.report.notes.append("指标表头已不在表中，指标按原记录。")
            return self.form.indicators
        columns = {key: place[1] for key, place in heads.items()}
        top = max(row for row, _ in heads.values()) + 1
        bottom = self._bottom(top)
        if bottom - top > _MOST_ROWS:
            raise Untied("指标行过多，没有读入。")
        block = ((row, col) for row in range(top, bottom + 1) for col in columns.values())
        self.placed |= {self.sheet.first(place) for place in block}
        reader = IndicatorReader(self.sheet, self.record, columns, self.report, self.places.sure)
        reader.spare = self._spare()
        return reader.read(top, bottom)

    def _spare(self) -> range:
        """The rows that were handed out to be filled in."""
        names = (name for name, a in self.record.anchors.items() if a.address == SPARE)
        block = self.sheet.names.get(next(names, ""))
        return range(block[0][0], block[1][0] + 1) if block else range(0)

    def _heads(self) -> dict[str, Place]:
        found = {}
        for name, anchor in self.record.anchors.items():
            if anchor.address.startswith(HEADS) and (place := self.places.of(name)):
                found[anchor.address.removeprefix(HEADS)] = place
        return found

    def _bottom(self, top: int) -> int:
        """The last indicator row: above the row that follows, else where the block's name ends."""
        ends = {anchor.address: name for name, anchor in self.record.anchors.items()}
        if END in ends and (place := self.places.of(ends[END])):
            return place[0] - 1
        block = self.sheet.names.get(ends[ROWS]) if ROWS in ends else None
        return block[1][0] if block else top + len(self.record.form.indicators) - 1

    # ---- the account ---------------------------------------------------------------------

    def _source(
        self, address: str, where: str, how: How, before: str = "", tidied: tuple[str, ...] = ()
    ) -> None:
        self.report.sources.append(Source(address, where, how, self.places.sure, before, tidied))

    def _hidden_sources(self) -> None:
        """What no cell shows comes from the record alone."""
        seen = {source.address for source in self.report.sources}
        for address in ("template", "id", YEAR):
            if address not in seen:
                self.report.sources.append(Source(address, "", How.HIDDEN))


def _is_number(address: str) -> bool:
    return address == "execution_weight" or address.rpartition(".")[2] in AMOUNT_KEYS
