"""Where the forms of a sheet lie: one beside or below the other, covers and gaps between."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.core.labels import field_of, folded, is_label
from perfdesk.exchange.heads import Head, funding_heads, indicator_heads, turned_heads
from perfdesk.exchange.inlinelabels import spaced_text, starts_label
from perfdesk.exchange.sheet import Range

if TYPE_CHECKING:
    from perfdesk.exchange.pieces import Board, Piece

_TITLE = re.compile(r"绩效.*(?:自评|自我评价|自评价|评价)|(?:自评|自我评价|自评价).*表")
_LONGEST_TITLE = 50
_ABOVE_TITLE = re.compile(r"附件|附表|附\d|报表编号|表\d")
_FAR = 1 << 20


@dataclass(slots=True)
class Region:
    """One form's part of a sheet; `followed` by another one below."""

    area: Range
    heads: list[Head]
    funding: list[Head] = field(default_factory=list)
    turned: list[Head] = field(default_factory=list)
    title: Piece | None = None
    followed: bool = False


def is_title(piece: Piece) -> bool:
    """True for the title of such a form; what stands beside a label may look so too."""
    text = "".join(piece.text.split())
    if len(text) > _LONGEST_TITLE or not _TITLE.search(text):
        return False
    return not starts_label(piece.text) and spaced_text(piece.text) is None


def titles_in(pieces: list[Piece]) -> list[Piece]:
    """The titles among the pieces of a row: no text of a label is one, 绩效评价中心 neither."""
    beside = [is_label(piece.text) for piece in pieces]
    return [piece for at, piece in enumerate(pieces) if is_title(piece) and not any(beside[:at])]


def regions_of(board: Board) -> list[Region]:
    """The forms of a sheet from left to right and from top to bottom; [] where there is none."""
    heads = indicator_heads(board)
    money, turned = funding_heads(board), turned_heads(board)
    found = []
    strips = _strips(heads)
    funding = [[head for head in money if _strip_of(head, strips) is strip] for strip in strips]
    for number, strip in enumerate(strips):
        others = [
            other + theirs
            for at, (other, theirs) in enumerate(zip(strips, funding, strict=True))
            if at != number
        ]
        left, right = _sides(board, strip + funding[number], others)
        found += _stacked(board, strip, funding[number], turned, left, right)
    for region in found:
        region.turned = [
            head for head in turned if region.area.holds(head.columns[0].head.span.first)
        ]
        region.title = _title(board, region)
        if region.title is not None:  # what stands above it is no part of the form
            own = [head for head in region.funding if head.top > region.title.top]
            region.funding = own or region.funding
    return sorted(found, key=lambda region: (region.area.top, region.area.left))


def _strips(heads: list[Head]) -> list[list[Head]]:
    """The heads by what lies in the same columns."""
    strips: list[list[Head]] = []
    for head in heads:
        near = [s for s in strips if any(h.left <= head.right and head.left <= h.right for h in s)]
        joined = [head for strip in near for head in strip] + [head]
        strips = [strip for strip in strips if strip not in near] + [joined]
    for strip in strips:
        strip.sort(key=lambda head: head.top)
    return strips


def _strip_of(head: Head, strips: list[list[Head]]) -> list[Head] | None:
    """The forms whose columns a funding table shares most."""

    def shared(strip: list[Head]) -> int:
        left, right = min(item.left for item in strip), max(item.right for item in strip)
        return min(right, head.right) - max(left, head.left)

    return max(strips, key=shared, default=None)


def _sides(board: Board, strip: list[Head], others: list[list[Head]]) -> tuple[int, int]:
    """First and last column: as far as cells touch, not into another form."""
    left, right = min(head.left for head in strip), max(head.right for head in strip)
    before = [head.right for other in others for head in other if head.right < left]
    after = [_with_spine(board, head) for other in others for head in other if head.left > right]
    least, most = max([0, *before]), min([_FAR, *after])
    while (step := _step_left(board, left)) and left - step > least:
        left -= step
    while right + 1 < most and right + 1 in board.columns:
        right += 1
    return left, right


def _step_left(board: Board, left: int) -> int:
    """To the next column on the left that belongs to a form; over a blank one to a label's."""
    if left - 1 in board.columns:
        return 1
    beyond = (piece for piece in board.pieces if piece.left == left - 2)
    return 2 if any(is_label(piece.text) for piece in beyond) else 0


def _with_spine(board: Board, head: Head) -> int:
    """The first column of a form, its spine included."""
    beside = [p for p in board.across(head.bottom, 1, head.left - 1) if is_label(p.text)]
    touching = [p.left for p in beside if p.span.right == head.left - 1]
    return min([head.left, *touching])


def _stacked(
    board: Board, strip: list[Head], money: list[Head], turned: list[Head], left: int, right: int
) -> list[Region]:
    """The forms of a strip: a head that no name or funding table precedes continues the form."""
    groups: list[tuple[int, list[Head]]] = []
    for head in strip:
        above = groups[-1][1][-1].bottom if groups else 0
        start = _start(board, above, head, [*money, *turned], (left, right), bool(groups))
        if groups and start is None:
            groups[-1][1].append(head)
        else:
            groups.append((start or 1, [head]))
    tops = [top for top, _ in groups]
    tops[0] = 1
    regions = []
    for number, (_, heads) in enumerate(groups):
        bottom = tops[number + 1] - 1 if number + 1 < len(tops) else _FAR
        area = Range(tops[number], left, bottom, right)
        own = [head for head in money if area.top <= head.top <= area.bottom]
        followed = number + 1 < len(tops)
        regions.append(Region(area, heads, own, followed=followed))
    return regions


def _start(
    board: Board,
    above: int,
    head: Head,
    money: list[Head],
    sides: tuple[int, int],
    continues: bool,
) -> int | None:
    """The first row of the form that a head belongs to; None for one that goes on."""
    rows = board.rows_between(above + 1, head.top - 1)
    funds = [item.top for item in money if above < item.top < head.top]
    titled = any(is_title(piece) for row in rows for piece in _beginning(board, row, sides))
    names = _name_rows(board, rows, sides, loosely=bool(funds) or titled)
    begins = sorted(names + funds)
    if not begins or (continues and not funds and _same_name(board, above, names[0], sides)):
        return None
    titles = [row for row in rows if any(map(is_title, _beginning(board, row, sides)))]
    heading = [
        row for row in titles if row <= begins[0] or _heads_a_form(board, row, begins, sides)
    ]
    if not heading:
        return begins[0]
    return _first_line(board, rows, heading, sides)


def _name_rows(board: Board, rows: list[int], sides: tuple[int, int], loosely: bool) -> list[int]:
    """The rows that name a project; `loosely` 项目 and 主管单位 do too, if no others do."""
    names = [row for row in rows if _names(board, row, sides)]
    if names or not loosely:
        return names
    return [row for row in rows if any(map(_may_be_name, _beginning(board, row, sides)))]


def _heads_a_form(board: Board, row: int, begins: list[int], sides: tuple[int, int]) -> bool:
    """True for a title alone in its row, with the beginning of a form below it."""
    return row < begins[-1] and len(_beginning(board, row, sides)) == 1


def _first_line(board: Board, rows: list[int], titles: list[int], sides: tuple[int, int]) -> int:
    """The row of the last title, or of what belongs to it right above: its other line, 附件1."""
    top = titles[-1]
    while top - 1 in titles:
        top -= 1
    before = [row for row in rows if row < top][-1:]
    attached = any(
        _ABOVE_TITLE.match("".join(piece.text.split()))
        for row in before
        for piece in _beginning(board, row, sides)
    )
    return before[0] if attached else top


def _beginning(board: Board, row: int, sides: tuple[int, int]) -> list[Piece]:
    return [piece for piece in board.across(row, *sides) if piece.top == row]


def _names(board: Board, row: int, sides: tuple[int, int]) -> bool:
    return any(_is_name(piece) for piece in _beginning(board, row, sides))


def _label_of(piece: Piece) -> str:
    spaced = spaced_text(piece.text)
    return spaced[0] if spaced else piece.text.replace("：", ":").split(":")[0]


def _may_be_name(piece: Piece) -> bool:
    return field_of(_label_of(piece))[0] in ("project_name", "supervisor", "unit")


def _is_name(piece: Piece) -> bool:
    label = _label_of(piece)
    key, rank = field_of(label)
    return key == "project_name" and rank < 5 and len(folded(label)) > 2


def _same_name(board: Board, above: int, row: int, sides: tuple[int, int]) -> bool:
    """True if the name in a row was already said above: a page's repeated beginning."""
    said = _name_in(board, row, sides)
    upwards = reversed(board.rows_between(1, above))
    before = next((up for up in upwards if _names(board, up, sides)), None)
    return bool(said) and before is not None and _name_in(board, before, sides) == said


def _name_in(board: Board, row: int, sides: tuple[int, int]) -> str:
    texts = [piece.text for piece in _beginning(board, row, sides)]
    return "".join("".join(texts).split())


def _title(board: Board, region: Region) -> Piece | None:
    """The title nearest above the first table; other tables may stand above the title."""
    area, first = region.area, min(head.top for head in (*region.heads, *region.funding))
    rows = board.rows_between(first + 1, region.heads[0].top)
    names = [row for row in rows if _names(board, row, (area.left, area.right))]
    titles = _titles_between(board, area, area.top, max([first, *names[:1]]))
    return titles[-1] if titles else None


def _titles_between(board: Board, area: Range, top: int, bottom: int) -> list[Piece]:
    return [
        piece
        for row in board.rows_between(top, bottom)
        for piece in titles_in(board.across(row, area.left, area.right))
        if piece.top == row
    ]
