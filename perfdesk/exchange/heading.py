"""What stands above a form in lines of its own: its title, the year, the unit of money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.core.labels import is_label
from perfdesk.core.number import half_width
from perfdesk.exchange.regions import is_title
from perfdesk.exchange.yearwords import YEAR_LINE, first_year_in, is_year_line, plain_years, year_in

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece

_UNIT = r"\(?(?:金额)?(?:单位)?:?(?:人民币)?[:/]?(?P<unit>万?元)(?:\([^()]*\))?\)?"
_LINE = re.compile(rf"(?P<year>{YEAR_LINE})?[,;、]?(?:{_UNIT})?")
#: Letters with blanks between all of them, to fill a line.
_SPACED = re.compile(r"\s*(?:\S\s+){3,}\S\s*")
_PLAIN_YEAR = re.compile(r"\(\d{4}年?度?\)|\d{4}年度?|\d{4}度")
_BLANK_YEAR = re.compile(r"\(?_*年度?\)?")
_MONEY_WITHIN = re.compile(r"[（(](?:单位[:：])?(万?元)[）)]|单位[:：]?(?:人民币)?(万?元)")
_LONGEST_NAMED = 20
#: A year line that stands split over cells has so many parts at most.
_MOST_PARTS = 9


def read_heading(draft: Draft) -> None:
    """Takes title, year and money unit."""
    title = draft.region.title
    if title is not None:
        _title(draft, title)
    last = draft.region.heads[0].top
    for row in draft.rows(draft.region.area.top, last):
        below = title is None or row >= title.top
        if below and _split_year(draft, row):
            continue
        for piece in draft.free(row):
            _line(draft, piece, below)
    _money(draft)


def take_words(draft: Draft, text: str, piece: Piece) -> bool:
    """Takes a text that says the year, the unit of money or both; False for any other."""
    found = _LINE.fullmatch(plain_years(text))
    if not found or not any(found.groups()) or (found["year"] and not year_in(found["year"])):
        return False
    if found["year"]:
        draft.put("year", year_in(found["year"]), piece)
    if found["unit"]:
        draft.report.money_unit = draft.report.money_unit or found["unit"]
    draft.claim(piece)
    return True


def _title(draft: Draft, title: Piece) -> None:
    lines = [line.strip() for line in title.text.split("\n") if line.strip()]
    own = [line for line in lines if not _LINE.fullmatch(plain_years(line))]
    text = "\n".join(own) if len(own) < len(lines) else title.text
    whole = "".join(text.split()) if _SPACED.fullmatch(text) else text
    draft.put("printed.title", whole, title, tidied=("去掉字间的空格",) if whole != text else ())
    for line in lines:
        if line not in own:
            take_words(draft, line, title)
    if year := first_year_in(title.text):
        draft.put("year", year, title)


def _line(draft: Draft, piece: Piece, below: bool) -> None:
    """A year, a unit or a title in a line of its own; above the title only the unit counts."""
    other_title = _is_other_title(draft, piece)
    if is_year_line(piece.text) and _beside_others(draft, piece):
        return
    if _BLANK_YEAR.fullmatch(half_width(piece.text)) or (other_title and below):
        draft.claim(piece)
    elif below or not first_year_in(piece.text):
        take_words(draft, piece.text, piece)


def _split_year(draft: Draft, row: int) -> bool:
    """Takes a year line whose signs stand in cells of their own; False for no such row."""
    pieces = draft.free(row)
    text = plain_years("".join(piece.text for piece in pieces))
    if not 1 < len(pieces) <= _MOST_PARTS or not _PLAIN_YEAR.fullmatch(text):
        return False
    draft.put("year", year_in(text), next(p for p in pieces if any(map(str.isdigit, p.text))))
    draft.claim(*pieces)
    return True


def _is_other_title(draft: Draft, piece: Piece) -> bool:
    """True for a title above the form's tables, alone in its row."""
    tables = [head.top for head in (*draft.region.heads, *draft.region.funding)]
    area = draft.region.area
    alone = len(draft.board.across(piece.top, area.left, area.right)) == 1
    return alone and piece.top < min(tables) and is_title(piece)


def _beside_others(draft: Draft, piece: Piece) -> bool:
    """True for a bare number or a date in a row with others: an amount, a code, a signature."""
    area = draft.region.area
    alone = len(draft.board.across(piece.top, area.left, area.right)) == 1
    return not alone and not _PLAIN_YEAR.fullmatch(plain_years(piece.text))


def _money(draft: Draft) -> None:
    """The money unit that labels name: 项目资金（万元）, 年初预算数(元)."""
    region = draft.region
    top = region.title.top if region.title else region.area.top
    rows = draft.rows(top, region.heads[0].top)
    for head in region.funding:
        end = min([head.bottom + 6, *(h.top for h in region.heads if h.top > head.top)])
        rows += draft.rows(head.top, end)
    found = []
    for row in rows:
        for piece in draft.board.across(row, region.area.left, region.area.right):
            named = _MONEY_WITHIN.search(half_width(piece.text))
            if named and _names_a_unit(draft, piece):
                found.append(named[1] or named[2])
    units = list(dict.fromkeys(filter(None, [draft.report.money_unit, *found])))
    if len(units) > 1:
        draft.note(f"表中同时写有{'和'.join(units)}，按{units[0]}读取，请核对金额单位。")
    draft.report.money_unit = units[0] if units else ""


def _names_a_unit(draft: Draft, piece: Piece) -> bool:
    short = len(piece.text) < _LONGEST_NAMED
    return short or is_label(piece.text) or piece in draft.claimed
