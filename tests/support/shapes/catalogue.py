"""The shapes that forms are drawn in, and how they are laid out on the sheets of a book."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.support.corpus import Record
from tests.support.shapes.canvas import Canvas, Page
from tests.support.shapes.drawing import draw
from tests.support.shapes.expected import Expected
from tests.support.shapes.shape import (
    NUMBERED_WORDS,
    OTHER_WORDS,
    PLACED_WORDS,
    SHORT_WORDS,
    WIDE_WORDS,
    Shape,
)


@dataclass(frozen=True)
class Drawn:
    """The pages of a book, and the forms that must be read from it, in order."""

    pages: list[Page]
    expected: list[Expected]


Layout = Callable[[list[Record], Shape], Drawn]


def one_per_sheet(records: list[Record], shape: Shape) -> Drawn:
    """A sheet for each form."""
    pages, expected = [], []
    for number, record in enumerate(records, 1):
        canvas = Canvas()
        expected.append(draw(record, shape, canvas))
        pages.append(Page(f"表{number}", canvas))
    return Drawn(pages, expected)


def behind_a_cover(records: list[Record], shape: Shape) -> Drawn:
    """A cover sheet, the forms, a hidden sheet with an old form."""
    drawn = one_per_sheet(records, shape)
    cover = Canvas()
    for row, text in enumerate(("绩效自评报告", "", "单位名称：某某局", "填报日期：2025年3月"), 1):
        cover.put(row, 2, text)
    for row, record in enumerate(records, 6):
        cover.put(row, 2, str(row - 5))
        cover.put(row, 3, record["project_name"])
    old = Canvas()
    draw(records[0], shape, old)
    pages = [Page("封面", cover), *drawn.pages, Page("旧表", old, hidden=True)]
    return Drawn(pages, drawn.expected)


def three_stacked(records: list[Record], shape: Shape) -> Drawn:
    """Three forms on a sheet, one below the other, blank rows between."""
    pages, expected = [], []
    for number in range(0, len(records), 3):
        canvas = Canvas()
        for record in records[number : number + 3]:
            expected.append(draw(record, shape, canvas))
            canvas.top, canvas.left = canvas.bottom + 2, 0
        pages.append(Page(f"表{number}", canvas))
    return Drawn(pages, _with_year_above(expected, 3))


def touching(records: list[Record], shape: Shape) -> Drawn:
    """The same without a blank row between."""
    pages, expected = [], []
    for number in range(0, len(records), 3):
        canvas = Canvas()
        for record in records[number : number + 3]:
            expected.append(draw(record, shape, canvas))
            canvas.top, canvas.left = canvas.bottom, 0
        pages.append(Page(f"表{number}", canvas))
    return Drawn(pages, _with_year_above(expected, 3))


def two_beside(records: list[Record], shape: Shape) -> Drawn:
    """Two forms on a sheet, side by side, a blank column between."""
    pages, expected = [], []
    for number in range(0, len(records), 2):
        canvas = Canvas()
        for record in records[number : number + 2]:
            expected.append(draw(record, shape, canvas))
            canvas.left, canvas.top = canvas.right + 1, 0
        pages.append(Page(f"表{number}", canvas))
    return Drawn(pages, _with_year_above(expected, 2))


def on_two_sheets(records: list[Record], shape: Shape) -> Drawn:
    """Each form on two sheets: down to the money and the goals, then the indicators."""
    drawn = one_per_sheet(records, shape)
    pages = []
    for page in drawn.pages:
        upper, lower = page.canvas.split(page.canvas.blocks[-1])
        pages += [Page(f"{page.title}上", upper), Page(f"{page.title}下", lower)]
    return Drawn(pages, drawn.expected)


def _with_year_above(expected: list[Expected], together: int) -> list[Expected]:
    """A form without a year may take that of the one before it on its sheet."""
    for number, one in enumerate(expected):
        if number % together and not one.record["year"]:
            one.loose.add(".year")
    return expected


_PLAIN = Shape()


@dataclass(frozen=True)
class Case:
    """A shape and how its forms are laid out."""

    shape: Shape = _PLAIN
    layout: Layout = one_per_sheet

    def draw(self, records: list[Record]) -> Drawn:
        """The book of these forms."""
        return self.layout(records, self.shape)


_BARE = Shape(merging=False, levels="blank")
_TYPED = Shape(numbers="plain", merging=False, levels="blank")
CASES: dict[str, Case] = {
    "as on paper": Case(),
    "shifted below a cover": Case(Shape(top=7, left=3, cover=True)),
    "nothing merged": Case(Shape(merging=False)),
    "every cell over two columns": Case(Shape(step=2)),
    "other words": Case(Shape(labels=OTHER_WORDS)),
    "short words, not merged": Case(Shape(labels=SHORT_WORDS, merging=False)),
    "wide words with colons": Case(Shape(labels=WIDE_WORDS)),
    "other words, not merged, shifted": Case(
        Shape(labels=OTHER_WORDS, merging=False, top=3, left=1)
    ),
    "levels in every row": Case(Shape(levels="repeated")),
    "levels once, blank below": Case(Shape(levels="blank", merging=False)),
    "first level merged, second blank": Case(Shape(levels="half")),
    "levels continued": Case(Shape(levels="continued")),
    "levels with points": Case(Shape(levels="points")),
    "levels with bare points": Case(Shape(levels="bare points")),
    "levels with breaks": Case(Shape(levels="breaks")),
    "levels letter by letter": Case(Shape(levels="letters", merging=False)),
    "labels split down the rows": Case(Shape(goals="split", merging=False)),
    "labels split, merged beside": Case(Shape(goals="split")),
    "head in two rows": Case(Shape(two_rows=True)),
    "head in two rows, not merged": Case(Shape(two_rows=True, merging=False)),
    "target in three columns": Case(Shape(target="three")),
    "target in three columns, numbers": Case(Shape(target="three", numbers="plain")),
    "unit beside the target": Case(Shape(target="two")),
    "numbers as numbers": Case(Shape(numbers="plain")),
    "numbers with noise": Case(Shape(numbers="noisy")),
    "money formats, percent cells": Case(Shape(numbers="money")),
    "full-width figures": Case(Shape(numbers="full width")),
    "formulas with results": Case(Shape(numbers="formulas")),
    "names with their labels": Case(Shape(names="inline")),
    "names one below the other, codes": Case(Shape(names="apart", codes=True)),
    "title and year in one cell": Case(Shape(title="one cell")),
    "year in the title": Case(Shape(title="with year")),
    "goals one below the other": Case(Shape(goals="below")),
    "running numbers": Case(Shape(index=True)),
    "more columns": Case(Shape(more_columns=True)),
    "more columns, subtotals, not merged": Case(
        replace(_TYPED, more_columns=True, subtotals=True, index=True)
    ),
    "budget and spending only": Case(Shape(money=("initial", "executed"))),
    "adjusted budget and spending only": Case(Shape(money=("adjusted", "executed"))),
    "sources side by side": Case(Shape(turned=True)),
    "rate in a row of its own": Case(Shape(execution="row")),
    "rate among the indicators": Case(Shape(execution="indicator")),
    "subtotals, total without label": Case(Shape(subtotals=True, bare_total=True)),
    "grade beside the total": Case(Shape(grade_beside=True)),
    "signatures in a line": Case(Shape(signature="line", notes=True)),
    "signatures in cells, a date": Case(Shape(signature="cells", notes=True)),
    "money in a line of its own": Case(Shape(unit_line=True, labels=OTHER_WORDS, signature="line")),
    "hidden rows": Case(Shape(hidden=True)),
    "broken over pages": Case(Shape(broken=True)),
    "broken over pages, not merged": Case(Shape(broken=True, merging=False, levels="blank")),
    "blank rows between the blocks": Case(Shape(gaps=True)),
    "three on a sheet": Case(_PLAIN, three_stacked),
    "three on a sheet, not merged, signed": Case(
        Shape(merging=False, levels="blank", signature="line", cover=True), three_stacked
    ),
    "three on a sheet, touching": Case(Shape(notes=True), touching),
    "two side by side": Case(_PLAIN, two_beside),
    "two side by side, not merged": Case(Shape(merging=False, levels="blank"), two_beside),
    "behind a cover sheet": Case(_PLAIN, behind_a_cover),
    "levels standing upright": Case(Shape(levels="vertical")),
    "first level in a row of its own": Case(Shape(levels="rows")),
    "first level in a row of its own, not merged": Case(Shape(levels="rows", merging=False)),
    "blank columns between, not merged": Case(Shape(step=2, merging=False)),
    "no title and no year": Case(Shape(title="none")),
    "year beside its label": Case(Shape(title="labelled year")),
    "year as a date": Case(Shape(title="date")),
    "unit of money in the heads": Case(Shape(unit_in_heads=True)),
    "weights before targets": Case(Shape(weight_first=True)),
    "weights before targets, not merged": Case(
        Shape(weight_first=True, merging=False, levels="blank", target="three", index=True)
    ),
    "more sources of money": Case(Shape(more_sources=True)),
    "among which in a cell of its own": Case(Shape(among_apart=True)),
    "among which in a cell of its own, not merged": Case(Shape(among_apart=True, merging=False)),
    "signatures above": Case(Shape(signature="above")),
    "a row for each line of a goal": Case(Shape(goals="rows")),
    "a row for each line of a goal, not merged": Case(Shape(goals="rows", merging=False)),
    "other words, numbered": Case(Shape(labels=NUMBERED_WORDS)),
    "far to the right and below": Case(Shape(top=299, left=26)),
    "names behind their labels without a colon": Case(Shape(names="spaced")),
    "names below their labels": Case(Shape(names="labels above")),
    "names last": Case(Shape(last="names"), three_stacked),
    "money last": Case(Shape(last="money"), three_stacked),
    "goals last": Case(replace(_BARE, last="goals"), touching),
    "goals in one cell with their labels": Case(Shape(goals="same cell")),
    "year in words": Case(Shape(title="spelled")),
    "year as a time": Case(Shape(title="whole year", unit_line=True)),
    "units behind the figures": Case(Shape(numbers="units")),
    "heads below the target's": Case(Shape(target="sub heads")),
    "heads below the target's, not merged": Case(replace(_BARE, target="sub heads")),
    "a head over the target's three columns": Case(Shape(target="wide head", index=True)),
    "a blank row after each indicator": Case(replace(_BARE, blank_rows=True)),
    "a level's sum by its name": Case(Shape(subtotals=True, sums="{level}得分小计")),
    "a level's sum called as the total": Case(Shape(subtotals=True, sums="合计")),
    "score and grade in cells with their labels": Case(Shape(total_inline=True)),
    "on two sheets": Case(_PLAIN, on_two_sheets),
    "on two sheets, not merged": Case(replace(_BARE, signature="line"), on_two_sheets),
    "words that only their place tells": Case(Shape(labels=PLACED_WORDS)),
    "words that only their place tells, not merged": Case(
        replace(_BARE, labels=PLACED_WORDS, weight_first=True)
    ),
    "two levels in one cell": Case(Shape(levels="joined")),
    "three levels in one cell": Case(Shape(levels="path")),
    "levels without heads": Case(Shape(levels="no heads")),
    "levels without heads, numbers": Case(Shape(levels="no heads", numbers="plain", notes=True)),
    "one head over three levels": Case(Shape(levels="one head", target="three")),
    "a table for each first level": Case(Shape(levels="own tables")),
    "a table for each first level, not merged": Case(Shape(levels="own tables", merging=False)),
    "units of targets and of actual values": Case(Shape(target="four")),
    "goals under their spine": Case(Shape(goals="under spine")),
    "only the total's money, beside its labels": Case(Shape(execution="pairs")),
    "only the total's money, in cells with its labels": Case(Shape(execution="cells")),
    "title with blanks, year in cells of its own": Case(Shape(title="spaced", unit_line=True)),
    "two phones and dates": Case(Shape(signature="twice")),
    "a ticked grade": Case(Shape(ticks=True)),
    "typed by hand": Case(
        replace(_TYPED, labels=SHORT_WORDS, names="inline", goals="below", unit_line=True, left=1)
    ),
}
