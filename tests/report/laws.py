"""What holds for every laid-out form, whatever is in it. Each law is a function that asserts."""

from collections import Counter, defaultdict
from itertools import accumulate

from perfdesk.core.template import Template
from perfdesk.report.fonts import metrics
from perfdesk.report.grid import CONTINUED, Cell, RowKind
from perfdesk.report.linebreak import UNSEEN
from perfdesk.report.page import ASCENT, POINT, Box, Line, Page, Sheet

CLOSE = 1e-4  # mm
HEADERS = {RowKind.GOALS: RowKind.GOAL_HEADER, RowKind.INDICATOR: RowKind.INDICATOR_HEADER}
STRETCHED = 0.16  # of the page


def check(sheet: Sheet, template: Template) -> None:
    """All laws."""
    inside_boxes(sheet, template)
    tiled(sheet, template)
    inside_margins(sheet, template)
    complete(sheet)
    headed(sheet)
    closed(sheet)
    one_size(sheet, template)
    same_bottom(sheet, template)


def inside_boxes(sheet: Sheet, template: Template) -> None:
    """Every line of text lies inside its box, off its borders."""
    pad = template.paper.padding_x - CLOSE
    for box, line in _lines(sheet):
        assert line.x >= box.x + pad, line.text
        assert line.x + width(line, box.size) <= box.x + box.width - pad, line.text
        em = box.size * POINT
        assert line.y - ASCENT * em >= box.y + 0.2, line.text
        assert line.y + (1 - ASCENT) * em <= box.y + box.height - 0.2, line.text


def tiled(sheet: Sheet, template: Template) -> None:
    """The boxes of a page cover the table once and nothing else."""
    lefts = [round(x, 3) for x in accumulate([template.paper.left, *sheet.widths])]
    assert abs(lefts[-1] - (template.paper.width - template.paper.right)) < 0.01
    for page in sheet.pages:
        edges = {round(y, 3) for box in page.boxes for y in (box.y, box.y + box.height)}
        tops = sorted(edges)
        tops = [y for n, y in enumerate(tops) if not n or y - tops[n - 1] > 0.002]
        covered = Counter(place for box in page.boxes for place in _tiles(box, lefts, tops))
        wanted = {(row, col) for row in range(len(tops) - 1) for col in range(len(lefts) - 1)}
        assert set(covered) == wanted
        assert set(covered.values()) == {1}


def inside_margins(sheet: Sheet, template: Template) -> None:
    """Nothing above the top margin or below the bottom margin."""
    paper = template.paper
    floor = paper.height - paper.bottom + CLOSE
    for leaf in sheet.pages:
        assert min(box.y for box in leaf.boxes) >= paper.top
        assert max(box.y + box.height for box in leaf.boxes) <= floor
        for text in leaf.texts:
            em = text.size * POINT
            assert text.line.y - ASCENT * em >= paper.top - CLOSE
            assert text.line.y + (1 - ASCENT) * em <= floor
            assert text.line.x >= paper.left - CLOSE


def complete(sheet: Sheet) -> None:
    """Every cell's text stands on the pages once; labels whole on each page, with their mark."""
    shown: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for page in sheet.pages:
        for box in page.boxes:
            shown[box.cell.row, box.cell.col].append(box)
    for cell in sheet.grid.cells:
        boxes = shown[cell.row, cell.col]
        texts = [squeezed("".join(line.text for line in box.lines)) for box in boxes]
        wanted = squeezed(cell.text)
        if _repeats(boxes[0].cell, sheet):
            mark = CONTINUED if cell.group and wanted else ""
            assert texts[0] == wanted
            assert set(texts[1:]) <= {wanted, wanted + mark}
            own = [text for text in texts[1:] if mark and text == wanted]
            assert not own, "a label that goes on without its mark"
        else:
            assert "".join(texts) == wanted


def headed(sheet: Sheet) -> None:
    """Rows stand under their header on every page, and no header stands last."""
    kinds = sheet.grid.kinds
    for page in sheet.pages:
        order = _kinds(page, sheet)
        for kind, header in HEADERS.items():
            if kind in order and header in kinds:
                assert header in order
                assert order.index(header) < order.index(kind)
        assert order, "an empty page"
        last = max(box.cell.row + box.cell.rows - 1 for box in page.boxes if box.cell.rows == 1)
        ends = last == len(kinds) - 1
        assert ends or kinds[last] not in HEADERS.values(), "a header at the foot of a page"


def closed(sheet: Sheet) -> None:
    """Totals and signature stand with indicators above them, all on the last page."""
    kinds = sheet.grid.kinds
    last = _kinds(sheet.pages[-1], sheet)
    if RowKind.INDICATOR in kinds and RowKind.CLOSING in kinds:
        assert RowKind.INDICATOR in last
        assert all(RowKind.CLOSING not in _kinds(page, sheet) for page in sheet.pages[:-1])
    bottom = max(box.y + box.height for box in sheet.pages[-1].boxes)
    below = [text for text in sheet.pages[-1].texts if text.line.y > bottom]
    assert len(below) >= sum(len(line) for line in sheet.signature)


def one_size(sheet: Sheet, template: Template) -> None:
    """One type size, from the template's range."""
    paper = template.paper
    assert paper.least_size <= sheet.size <= paper.body_size
    assert {box.size for leaf in sheet.pages for box in leaf.boxes} == {sheet.size}


def same_bottom(sheet: Sheet, template: Template) -> None:
    """A page that goes on ends at the bottom edge, unless a whole row had to leave a gap."""
    paper = template.paper
    floor = paper.height - paper.bottom
    for leaf in sheet.pages[:-1]:
        if HEADERS.keys() & set(_kinds(leaf, sheet)):
            gap = floor - max(box.y + box.height for box in leaf.boxes)
            room = floor - min(box.y for box in leaf.boxes)
            assert abs(gap) < 0.01 or gap > room * STRETCHED


def width(line: Line, size: float) -> float:
    """The width of a line in mm with its extra spacing."""
    spacing = line.spacing * max(0, len(line.text) - 1)
    return (metrics().width(line.text) * size / 1000 + spacing) * POINT


def squeezed(text: str) -> str:
    """The text without white space and signs that have no width."""
    return "".join(char for char in text if not char.isspace() and char not in UNSEEN)


def _lines(sheet: Sheet) -> list[tuple[Box, Line]]:
    return [(box, line) for page in sheet.pages for box in page.boxes for line in box.lines]


def _tiles(box: Box, lefts: list[float], tops: list[float]) -> list[tuple[int, int]]:
    cols = range(box.cell.col, box.cell.col + box.cell.cols)
    assert abs(lefts[box.cell.col] - box.x) < 0.01
    assert abs(lefts[box.cell.col + box.cell.cols] - box.x - box.width) < 0.01
    rows = [n for n, y in enumerate(tops[:-1]) if box.y - 0.01 < y < box.y + box.height - 0.01]
    return [(row, col) for row in rows for col in cols]


def _repeats(cell: Cell, sheet: Sheet) -> bool:
    header = sheet.grid.kinds[cell.row] in HEADERS.values()
    return cell.rows > 1 or cell.group or header


def _kinds(page: Page, sheet: Sheet) -> list[RowKind]:
    """The kinds of the page's rows from top to bottom."""
    rows = {box.cell.row: box.y for box in page.boxes if box.cell.rows == 1}
    return [sheet.grid.kinds[row] for row in sorted(rows, key=lambda row: rows[row])]
