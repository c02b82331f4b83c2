"""Single texts with labels: names, year, signatures, grade; and all that has no place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.core.labels import field_of, folded, is_label, is_table_word
from perfdesk.core.labelwords import LEVEL_WORDS, SPINES, TOTALS
from perfdesk.exchange.draft import StandIn
from perfdesk.exchange.heading import take_words
from perfdesk.exchange.inlinelabels import labelled_texts, spaced_text, starts_label
from perfdesk.exchange.pagewords import bare_title, is_page_word
from perfdesk.exchange.reading import Sure
from perfdesk.exchange.ticks import GRADES
from perfdesk.exchange.values import is_dash, is_figure, printed_points
from perfdesk.exchange.yearwords import first_year_in, year_in

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece

_ADDRESSES = {"total_score": "printed.total_score", "grade": "printed.grade"}
#: A word from this rank on is not the field's own: 填报单位 for 实施单位.
_OWN = 7


_NO_COLON = "标签和内容写在同一格，中间没有冒号"
_GAP = re.compile(r"\s{2,}|[\n\t　]+")
_LONGEST_LABEL = 20
_BELOW = "在两张表之间，不属于任何一张，没有读入。"
#: A line to write on, and a date that nobody has written.
_BLANK = re.compile(r"[\s_＿]*(?:年[\s_＿]*月[\s_＿]*日[\s_＿]*)?")
#: Labels of a text, or of nothing but the grade.
_CONCLUSIONS = ("自评结论", "评价结论", "结论")
_COVER = "在表的上面，不属于表的任何一栏，没有读入。"


def read_stand_ins(draft: Draft) -> None:
    """Takes texts under labels that may mean a field where it has no label of its own."""
    for item in sorted(draft.stand_ins, key=lambda item: item.rank):
        said = draft.texts.get(item.address, "")
        if not said and item.rank < _OWN:
            draft.put(item.address, item.text, item.piece)
        elif not said:
            why = f"按“{item.word}”读取"
            draft.put(item.address, item.text, item.piece, Sure.LIKELY, why=why)
        elif item.word == "预算部门" and "supervisor" not in draft.texts:
            draft.put("supervisor", item.text, item.piece, Sure.LIKELY, why=f"按“{item.word}”读取")
        elif "".join(said.split()) != "".join(item.text.split()):
            draft.keep(item.word, item.text, item.piece)


def read_fields(draft: Draft, rows: list[int]) -> None:
    """Takes every labelled text of these rows; what has no label either is kept among extras."""
    for row in rows:
        pieces = draft.free(row)
        number = 0
        while number < len(pieces):
            number += _taken(draft, pieces[number:])


def _taken(draft: Draft, pieces: list[Piece]) -> int:
    """Takes what stands first; how many pieces that were."""
    first = pieces[0]
    if first in draft.claimed:
        return 1
    if _inline(draft, pieces):
        return 1
    if not is_label(first.text) and not _unknown_label(first):
        _outside(draft, first)
        return 1
    values = _values(draft, pieces)
    _labelled(draft, first, values)
    return 1 + len(values)


def _values(draft: Draft, pieces: list[Piece]) -> list[Piece]:
    """What follows a label up to the next one."""
    values: list[Piece] = []
    for piece in pieces[1:]:
        own = starts_label(piece.text) and (bool(values) or not is_table_word(piece.text))
        if piece in draft.claimed or own:
            break
        values.append(piece)
        if not is_label(pieces[0].text):
            break
    return values[:1] if values and len(values) > 1 and _pairs_up(values) else values


def _pairs_up(values: list[Piece]) -> bool:
    """True where a second label, unknown to us, follows the value."""
    return _unknown_label(values[1])


def _unknown_label(piece: Piece) -> bool:
    text = piece.text.strip()
    short = len(text) <= _LONGEST_LABEL and bool(piece.word)
    return short and (text[-1:] in ":：" or (piece.cell.number is None and len(text) <= 8))


def _labelled(draft: Draft, label: Piece, values: list[Piece]) -> None:
    draft.claim(label)
    word = label.word
    if not values:
        if not is_label(label.text):
            _outside(draft, label)
        elif below := _below(draft, label):
            _assign(draft, label.text, below.text, below)
        return
    _assign(draft, label.text, values[0].text, values[0])
    for piece in values[1:]:
        if piece not in draft.claimed:
            draft.keep(word or "表外", piece.text, piece)


def _below(draft: Draft, label: Piece) -> Piece | None:
    """The text under a label of a row of nothing but labels, where no label stands under any."""
    area = draft.region.area
    under = label.span.bottom + 1
    heads = draft.board.across(label.top, area.left, area.right)
    texts = [piece for row in draft.rows(under, under) for piece in draft.free(row)]
    level = all(is_label(head.text) and head.span.bottom + 1 == under for head in heads)
    if len(heads) < 2 or not level:
        return None
    if any(starts_label(text.text) or text.text.strip()[-1:] in ":：" for text in texts):
        return None
    return next((text for text in texts if text.left == label.left), None)


def _assign(draft: Draft, label: str, text: str, piece: Piece) -> None:
    """A text to the field that its label means, else among the extra texts."""
    key, rank = field_of(label)
    if not key and folded(label) in TOTALS and is_figure(printed_points(text)[0]):
        key, rank = "total_score", 0  # 合计：98分
    if folded(label) in _CONCLUSIONS and text.strip() in GRADES:
        key = "grade"
    address = _ADDRESSES.get(key, key)
    if not text.strip() or _BLANK.fullmatch(text) or (is_dash(text) and key != "project_name"):
        draft.claim(piece)
    elif key == "money":
        _unit(draft, label, text, piece)
    elif key == "year":
        _year(draft, text, piece)
    elif not key:
        draft.keep(_name_of_extra(label), text, piece)
    elif not draft.faulty(piece):
        draft.claim(piece)
        above = key.startswith("signature.") and piece.top < draft.region.heads[0].top
        if rank >= _OWN or above:
            draft.stand_ins.append(StandIn(rank, address, folded(label), text, piece))
        else:
            draft.put(address, text, piece)


def _name_of_extra(label: str) -> str:
    """A known label as it is usually written; what only looks like one as it stands."""
    return folded(label) if is_label(label) else " ".join(label.split()).rstrip(":：")


def _unit(draft: Draft, label: str, text: str, piece: Piece) -> None:
    """单位：万元 says the money's unit, 单位（盖章）：某中心 the unit's name."""
    if take_words(draft, text, piece):
        return
    if folded(label) == "单位" and "unit" not in draft.texts:
        draft.put("unit", text, piece, Sure.LIKELY, why=f"按“{label.strip()}”读取")
    else:
        draft.keep("".join(label.split()).strip(":："), text, piece)


def _year(draft: Draft, text: str, piece: Piece) -> None:
    if year := year_in(text):
        draft.put("year", year, piece)
    else:
        draft.keep("年度", text, piece, "不是一个年份，放在附加内容里。")


def _inline(draft: Draft, pieces: list[Piece]) -> bool:
    """Takes labels with their texts in one cell; False for no such."""
    first = pieces[0]
    before, found = labelled_texts(first.text)
    if not found or (before and not take_words(draft, before, first)):
        return _spaced(draft, first)
    if len(found) == 1 and not found[0][1]:
        return False
    for label, text in found:
        if text:
            _assign(draft, label, _without_year(draft, text, first), first)
    label, text = found[-1]
    if not text and (values := _values(draft, pieces)):  # 填报日期： with its text in the next cell
        _assign(draft, label, values[0].text, values[0])
    draft.claim(first)
    return True


def _without_year(draft: Draft, text: str, piece: Piece) -> str:
    """A text without the year and the unit of money that stand behind it in its line."""
    while gaps := list(_GAP.finditer(text)):
        if not take_words(draft, text[gaps[-1].end() :], piece):
            break
        text = text[: gaps[-1].start()]
    return text


def _spaced(draft: Draft, piece: Piece) -> bool:
    """Takes a label and its text in one cell with only blanks between; False for no such."""
    found = spaced_text(piece.text)
    if found is None:
        return False
    address, _ = field_of(found[0])
    draft.put(address, found[1], piece, Sure.LIKELY, why=_NO_COLON)
    return True


def _apart(draft: Draft, piece: Piece) -> bool:
    """True for a text between two forms, with a blank line before it."""
    above = draft.board.rows_between(piece.top - 1, piece.top - 1)
    if not draft.region.followed or (above and above[0] not in draft.apart):
        return False
    draft.apart.add(piece.top)
    return True


def _turns_page(draft: Draft, piece: Piece) -> bool:
    """True for a page number and the like between two parts of the form, and for the same year."""
    known = first_year_in(piece.text) in ("", draft.texts.get("year"))
    heads = draft.region.heads
    return known and heads[0].top < piece.top < heads[-1].top and is_page_word(piece.text)


def _says_something(text: str) -> bool:
    """False for dashes and signs, and for an empty bracket."""
    return any(map(str.isalnum, text)) and not is_dash(text)


def _outside(draft: Draft, piece: Piece) -> None:
    """A text without a label of ours."""
    title = draft.texts.get("printed.title", "")
    if bare_title(piece.text) == bare_title(title) or _turns_page(draft, piece):
        draft.claim(piece)  # repeated on the next page
    elif not piece.word and take_words(draft, piece.text, piece):
        return
    elif piece.word in SPINES or piece.word in LEVEL_WORDS or not _says_something(piece.text):
        draft.claim(piece)
    elif draft.region.title is not None and piece.top < draft.region.title.top:
        draft.left(piece, _COVER)
    elif _apart(draft, piece):
        draft.left(piece, _BELOW)
    elif not draft.faulty(piece):
        draft.keep(f"表外 {piece.where}", piece.text, piece)
