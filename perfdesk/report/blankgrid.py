"""The form as it is handed out to be filled in: room for more indicators, level cells unmerged."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell
from perfdesk.core.form import AMOUNT_KEYS, LEVEL_KEYS, Indicator
from perfdesk.core.scoring import score_form
from perfdesk.report.compose import compose
from perfdesk.report.grid import RowKind
from perfdesk.report.layout import lay_out
from perfdesk.report.measure import measure
from perfdesk.report.page import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template
    from perfdesk.report.grid import Cell

#: So many indicators fit.
ROOM = 60
#: Beyond the rows that stand there already, also where these leave no room on the first page.
_LEAST_SPARE = 2
#: Least heights in mm: two lines in an indicator row, about eight in the goals.
_INDICATOR, _GOALS = 9.2, 27.0
#: Title and year line, in mm, and how much higher a worksheet's rows are than the page's.
_HEAD, _GENEROUS = 20.0, 1.08
#: A signature line, in mm.
_SIGNATURE = 9.0


def handed_out(form: Form, template: Template) -> Sheet:
    """The form's sheet with spare rows up to `ROOM`, each row with level cells of its own."""
    spare = max(0, ROOM - len(form.indicators))
    roomy = replace(form, indicators=(*form.indicators, *[Indicator()] * spare))
    grid = compose(roomy, template, score_form(roomy, template.rules))
    grid.cells = [part for cell in grid.cells for part in _unmerged(cell, roomy)]
    for cell in grid.cells:
        _clear_placeholder(cell, form)
    measured = measure(grid, template, template.paper.body_size)
    signature = lay_out(form, template).signature
    heights = [
        max(height, _least(kind)) for height, kind in zip(measured.heights, grid.kinds, strict=True)
    ]
    return Sheet(
        form.project_name,
        template,
        grid,
        measured.widths,
        heights,
        measured.size,
        [],
        "",
        signature,
    )


def rows_on_first_page(sheet: Sheet, filled: int) -> int:
    """How many indicator rows are shown: what fits the first page, and some beyond the filled."""
    paper = sheet.template.paper
    rows = [h for h, kind in _rows(sheet) if kind is RowKind.INDICATOR]
    others = sum(h for h, kind in _rows(sheet) if kind is not RowKind.INDICATOR)
    signature = _SIGNATURE * (len(sheet.signature) + 1) if sheet.signature else 0.0
    room = paper.height - paper.top - paper.bottom - _HEAD - signature
    room = room / _GENEROUS - others
    fitting = sum(below <= room for below in accumulate(rows))
    return min(len(rows), max(fitting, filled + _LEAST_SPARE))


def _rows(sheet: Sheet) -> list[tuple[float, RowKind]]:
    return list(zip(sheet.heights, sheet.grid.kinds, strict=True))


def _unmerged(cell: Cell, form: Form) -> Iterator[Cell]:
    """A level cell over several rows as one cell a row; any other cell as it is."""
    place = _level_of(cell)
    if place is None:
        yield cell
        return
    first, key = place
    for n in range(cell.rows):
        text = getattr(form.indicators[first + n], key)
        yield replace(
            cell, row=cell.row + n, rows=1, text=text, address=indicator_cell(first + n, key)
        )


def _level_of(cell: Cell) -> tuple[int, str] | None:
    head, _, key = cell.address.partition("].")
    if key not in LEVEL_KEYS:
        return None
    return int(head.removeprefix("indicators[")), key


def _clear_placeholder(cell: Cell, form: Form) -> None:
    """0.00 printed for an amount that nobody filled in would count as filled."""
    parts = cell.address.split(".")
    if parts[0] == "funding" and parts[-1] in AMOUNT_KEYS:
        amounts = getattr(form.funding, parts[1])
        if not getattr(amounts, parts[2]).text.strip():
            cell.text, cell.value = "", None


def _least(kind: RowKind) -> float:
    return {RowKind.INDICATOR: _INDICATOR, RowKind.GOALS: _GOALS}.get(kind, 0.0)


def level_names(template: Template) -> tuple[list[str], list[str]]:
    """The template's level-1 and level-2 names, none twice."""
    ones = [level.name for level in template.levels]
    twos = [name for level in template.levels for name in level.level2]
    return list(dict.fromkeys(ones)), list(dict.fromkeys(twos))
