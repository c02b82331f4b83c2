"""Forms that stand on several sheets, a block on each: the sheets one below the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from perfdesk.core.labels import field_of, funding_source, indicator_column, is_label
from perfdesk.exchange.inlinelabels import labelled_texts, spaced_text
from perfdesk.exchange.pieces import Board
from perfdesk.exchange.regions import regions_of
from perfdesk.exchange.sheet import Range, Sheet, coordinate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from perfdesk.exchange.regions import Region
    from perfdesk.exchange.sheet import Cell, Place

_NAME, _GOALS = "project_name", ("goal_expected", "goal_actual")
#: Rows of the funding table that no other list has.
_SOURCES = ("fiscal", "carryover")
_FAR = 1 << 20


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a sheet, and where its forms lie; `titles` are the sheets it is made of."""

    board: Board
    regions: list[Region]
    titles: tuple[str, ...]

    @property
    def is_half(self) -> bool:
        """True for indicators without money."""
        whole = any(region.funding or region.turned for region in self.regions)
        return len(self.regions) == 1 and not whole

    @property
    def is_part(self) -> bool:
        """True for what belongs to a form and is none, and for no list of projects."""
        texts = [] if self.regions else [piece.text for piece in self.board.pieces]
        if any(indicator_column(text)[0] == "index" for text in texts):
            return False
        goals = any(field_of(text)[0] in _GOALS for text in texts)
        money = any(funding_source(text)[0] in _SOURCES for text in texts)
        return goals or money or bool(texts and self.names)

    @property
    def names(self) -> set[str]:
        """The project names that it shows."""
        return {"".join(name.split()) for name in _names(self.board)}


@dataclass(slots=True)
class Stack(Sheet):
    """Sheets one below the other: (rows above, title) of each; `title` is the indicators'."""

    parts: tuple[tuple[int, str], ...] = ()

    def name_of(self, place: Place) -> str:
        """The cell by the name that it has on its own sheet."""
        above, sheet = self._part(place[0])
        return f"{sheet}{coordinate((place[0] - above, place[1]))}"

    def row_name(self, row: int) -> str:
        """The row likewise."""
        above, sheet = self._part(row)
        return f"{sheet}{row - above}"

    def _part(self, row: int) -> tuple[int, str]:
        """The rows above the sheet that a row lies on, and the sheet's name in references."""
        above, title = next(part for part in reversed(self.parts) if part[0] < row)
        return above, "" if title == self.title else f"{title}!"


def pages_of(sheets: Iterable[Sheet]) -> list[Page]:
    """A page for every sheet, or for those next to one another that hold a form together."""
    pages = [_page(sheet, (sheet.title,)) for sheet in sheets]
    found: list[Page] = []
    for incomplete, of_a_kind in groupby(pages, lambda page: page.is_half or page.is_part):
        run = list(of_a_kind)
        groups = _groups(run) if incomplete else [[page] for page in run]
        found += [page for group in groups for page in _joined(group)]
    return found


def _groups(run: list[Page]) -> list[list[Page]]:
    """Halves with their parts, next to one another."""
    groups: list[list[Page]] = []
    for page in run:
        if not groups or _begins(page, groups[-1], run):
            groups.append([])
        groups[-1].append(page)
    *before, last = groups
    rest = not any(page.is_half for page in last)
    if before and rest and len(_names_of([*before[-1], *last])) < 2:
        before[-1] += last  # what follows the indicators of the last form
        return before
    return groups


def _begins(page: Page, group: list[Page], run: list[Page]) -> bool:
    """True for a page that begins another form: the one that names it, else as the run shows."""
    if run[0].names:
        return bool(page.names - _names_of(group))
    if run[-1].names:
        return bool(group[-1].names)
    return page.is_half if run[0].is_half and run[-1].is_part else group[-1].is_half


def _names_of(group: Iterable[Page]) -> set[str]:
    return {name for page in group for name in page.names}


def _page(sheet: Sheet, titles: tuple[str, ...]) -> Page:
    board = Board(sheet)
    return Page(board, regions_of(board), titles)


def _joined(group: list[Page]) -> list[Page]:
    """The group as one page, if that gives one form; else its pages."""
    halves = sum(page.is_half for page in group)
    if len(group) == 1 or halves != 1 or len(_names_of(group)) > 1:
        return group
    titles = tuple(title for page in group for title in page.titles)
    whole = _page(_stacked([page.board.sheet for page in group], group), titles)
    return [whole] if len(whole.regions) == 1 else group


def _stacked(sheets: Sequence[Sheet], group: Sequence[Page]) -> Stack:
    cells: dict[Place, Cell] = {}
    merges: list[Range] = []
    hidden: set[int] = set()
    parts = []
    above = 0
    for sheet in sheets:
        parts.append((above, sheet.title))
        cells |= {(row + above, col): cell for (row, col), cell in sheet.everything()}
        merges += [m._replace(top=m.top + above, bottom=m.bottom + above) for m in sheet.merges]
        hidden |= {row + above for row in sheet.hidden_rows if row <= sheet.bounds.bottom}
        above += sheet.bounds.bottom + 1
    title = next(page.titles[0] for page in group if page.regions)
    return Stack(title, cells, tuple(merges), hidden_rows=frozenset(hidden), parts=tuple(parts))


def _names(board: Board) -> Iterator[str]:
    """The texts beside or behind labels of a project's name."""
    for piece in board.pieces:
        pairs = labelled_texts(piece.text)[1] or filter(None, [spaced_text(piece.text)])
        yield from (text for label, text in pairs if text and field_of(label)[0] == _NAME)
        if field_of(piece.text)[0] == _NAME:
            following = board.across(piece.top, piece.span.right + 1, _FAR)[:1]
            yield from (text.text for text in following if not is_label(text.text))
