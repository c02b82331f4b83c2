"""A pasted table with its header row: its columns found by their labels, its totals left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.core.cellgrid import SOURCE, FundingGrid
from perfdesk.core.form import LEVEL_KEYS, SOURCE_KEYS
from perfdesk.core.labels import folded, funding_source, source_label
from perfdesk.core.labelwords import FUNDING_WORDS, GRADES, INDICATOR_WORDS, TOTALS
from perfdesk.core.number import half_width
from perfdesk.core.placing import listed
from perfdesk.core.template import FundingBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.cellgrid import CellGrid, Selection
    from perfdesk.core.clipboard import Block
    from perfdesk.core.template import Template

#: Labels in use beside those of the template, by column key.
_USUAL = {SOURCE: ("项目资金", "资金来源")} | FUNDING_WORDS | INDICATOR_WORDS
_TOTALS = TOTALS | GRADES
#: How far down a pasted sheet a header is sought; the labels that make one below the first row.
_DEEPEST, _SURELY = 30, 4
_LONGEST_NAME = 12
_NO_ROWS = "表头下面没有可以粘贴的内容，表没有改动。"
_POINTS = re.compile(r"\(\d+(?:\.\d+)?分\)$")


@dataclass(slots=True)
class Patch:
    """Rows for a grid: `places[n]` is where `rows[n]` goes, column index → text."""

    places: list[int] = field(default_factory=list)
    rows: list[dict[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tidied: list[str] = field(default_factory=list)

    def add(self, place: int, row: dict[int, str]) -> None:
        """One more row."""
        self.places.append(place)
        self.rows.append(row)

    def covers(self, column: int) -> bool:
        """True if any row brings the column."""
        return any(column in row for row in self.rows)


def headed_patch(
    grid: CellGrid, block: Block, selection: Selection, template: Template
) -> Patch | None:
    """The block's rows by its header, from the selection's first row down; None without a header.

    What stands above the header is left out. Funding rows go to the source that they name.
    """
    found = _header(grid, block, selection, template)
    if found is None:
        return None
    at, keys = found
    header, rows = block[at], block[at + 1 :]
    patch = Patch(notes=["按表头的栏目名称对应各列，表头没有粘贴。"])
    if at:
        patch.notes.append(f"表头以上的 {at} 行没有粘贴。")
    columns = {number: grid.columns.index(key) for number, key in keys.items()}
    if isinstance(grid, FundingGrid):
        patch.notes += _other_unit(header, template)
        _by_source(patch, rows, columns, template, selection.rows[0])
    else:
        rows, totals = _without_totals(rows, columns, grid)
        patch.notes += _unknown(header, rows, keys) + totals
        _indicator_rows(patch, rows, columns, grid, selection.rows[0], template)
    if not patch.rows:
        patch.notes[0] = _NO_ROWS
    return patch


def _header(
    grid: CellGrid, block: Block, selection: Selection, template: Template
) -> tuple[int, dict[int, str]] | None:
    """(its row, block column → key): the first row, or one below it that is surely one."""
    for at, row in enumerate(block[:_DEEPEST]):
        keys = _columns_of(grid, row, template)
        filled = sum(bool(text.strip()) for text in row)
        if len(keys) >= (_SURELY if at else 2) and 2 * len(keys) > filled:
            return at, keys
    if len(block) > 1 and max(map(len, block)) == 1:  # a column with its own head
        keys = _columns_of(grid, block[0], template)
        if keys.get(0) == grid.columns[selection.columns[0]]:
            return 0, keys
    return None


def _columns_of(grid: CellGrid, header: Sequence[str], template: Template) -> dict[int, str]:
    """Block column → key; of two columns with one label the first."""
    words = {folded(word): key for key in grid.columns for word in _USUAL.get(key, ())}
    words |= {folded(label): key for key, label in grid.labels(template).items()}
    found: dict[str, int] = {}
    for at, text in enumerate(header):
        key = words.get(folded(text)) if text.strip() else None
        if key in grid.columns:
            found.setdefault(key, at)
    return {at: key for key, at in found.items()}


def _unknown(header: Sequence[str], rows: Block, keys: dict[int, str]) -> list[str]:
    """A sentence for columns with contents that the grid does not have."""
    width = max(map(len, rows), default=0)
    names = [
        " ".join(header[at].split())
        if at < len(header) and header[at].strip()
        else f"第 {at + 1} 列"
        for at in range(width)
        if at not in keys and any(row[at].strip() for row in rows if at < len(row))
    ]
    return [f"表中没有这些栏目，没有粘贴：{'、'.join(names)}。"] if names else []


def _without_totals(
    rows: Block, columns: dict[int, int], grid: CellGrid
) -> tuple[Block, list[str]]:
    """The rows of indicators, without empty ones, and sentences for all others.

    Totals end the table on paper: what follows is kept only if it is plainly an indicator.
    """
    kept: list[tuple[str, ...]] = []
    totals: list[str] = []
    below = 0
    for cells in rows:
        filled = {at for at, cell in enumerate(cells) if cell.strip()}
        if not filled:
            continue
        brought = {grid.columns[columns[at]] for at in filled & columns.keys()}
        if total := _total_of(cells, columns, grid) or _unnamed_total(brought):
            totals.append(total)
        elif totals and not {"level3", "target"} <= brought:
            below += 1
        else:
            kept.append(cells)
    told = [f"这些行自动计算，没有粘贴：{listed(totals)}。"] if totals else []
    return tuple(kept), told + ([f"表格下面的 {below} 行没有粘贴。"] if below else [])


def _unnamed_total(brought: set[str]) -> str:
    """A name for a row of points alone, as the municipal form prints its total; '' for others."""
    return "没有名称的合计" if brought == {"weight", "score"} else ""


def _indicator_rows(
    patch: Patch,
    rows: Block,
    columns: dict[int, int],
    grid: CellGrid,
    first: int,
    template: Template,
) -> None:
    known = _vocabulary(template)
    for place, cells in enumerate(rows, first):
        row = {columns[at]: cell for at, cell in enumerate(cells) if at in columns}
        for at, text in row.items():
            if grid.columns[at] in LEVEL_KEYS:
                row[at] = _tidied_label(text, known, grid.name(place, at), patch)
        patch.add(place, row)


def _total_of(cells: Sequence[str], columns: dict[int, int], grid: CellGrid) -> str:
    """The label of a row of totals, '' for an indicator."""
    first = next(cell for cell in cells if cell.strip())
    label = folded(first)
    named = [
        cell
        for at, cell in enumerate(cells)
        if at in columns and grid.columns[columns[at]] == "level3"
    ]
    others = any(cell.strip() and folded(cell) != label for cell in named)
    return label if label in _TOTALS and not others else ""


def _tidied_label(text: str, known: frozenset[str], name: str, patch: Patch) -> str:
    """A label of the vocabulary without line breaks and points; any other as it stands."""
    plain = _POINTS.sub("", half_width(text))
    if plain == text or plain not in known:
        return text
    patch.tidied.append(f"{name} {' '.join(text.split())} → {plain}")
    return plain


def _vocabulary(template: Template) -> frozenset[str]:
    names = [level.name for level in template.levels]
    return frozenset(names + [name for level in template.levels for name in level.level2])


def _by_source(
    patch: Patch, rows: Block, columns: dict[int, int], template: Template, first: int
) -> None:
    sources, unknown = _sources(template), []
    named = any(_source_of(cells, sources) for cells in rows)
    for number, cells in enumerate(rows):
        row = {columns[at]: cell for at, cell in enumerate(cells) if at in columns}
        if source := _source_of(cells, sources):
            patch.add(SOURCE_KEYS.index(source), row)
        elif not named:
            patch.add(first + number, row)
        else:
            unknown += [_shortened(cell) for cell in cells if cell.strip()][:1]
    if unknown:
        patch.notes.append(f"没有这些资金项，没有粘贴：{listed(unknown)}。")


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_NAME else plain[:_LONGEST_NAME] + "…"


def _sources(template: Template) -> dict[str, str]:
    """Folded row label → source, as the template names its rows."""
    block = template.block(FundingBlock)
    return {source_label(row.label): row.source for row in block.rows} if block else {}


def _source_of(cells: Sequence[str], sources: dict[str, str]) -> str:
    found = (sources.get(source_label(cell)) or funding_source(cell)[0] for cell in cells)
    return next((source for source in found if source), "")


def _other_unit(header: Sequence[str], template: Template) -> list[str]:
    """A warning where the header names another unit of money than the form's."""
    folded = "".join(half_width(text) for text in header)
    named = re.search(r"\((?:单位:)?(万?元)\)", folded)
    own = template.money_unit.value
    if not named or named[1] == own:
        return []
    return [f"粘贴的金额以{named[1]}为单位，本表以{own}为单位，没有换算，请核对。"]
