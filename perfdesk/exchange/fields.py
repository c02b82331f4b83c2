"""Single texts with labels: names, year, signatures, grade; and all that has no place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.core.labels import (
    EXTRA_WORDS,
    FIELD_WORDS,
    LEVEL_WORDS,
    SPINES,
    field_of,
    folded,
    is_label,
)
from perfdesk.core.number import half_width
from perfdesk.core.year import parse_year
from perfdesk.exchange.pagewords import bare_title, is_page_word
from perfdesk.exchange.reading import Sure
from perfdesk.exchange.regions import is_title
from perfdesk.exchange.values import is_dash

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece

_ADDRESSES = {"total_score": "printed.total_score", "grade": "printed.grade"}
#: A word from this rank on is not the field's own: 填报单位 for 实施单位.
_OWN = 7
_WORDS = sorted({word for words in FIELD_WORDS.values() for word in words} | EXTRA_WORDS, key=len)
_INLINE = re.compile(
    r"(?:^|(?<=[\s，,；;）)]))\s*(?P<label>(?:"
    + "|".join(r"\s*".join(map(re.escape, word)) for word in reversed(_WORDS))
    + r")\s*(?:[（(][^（()）]{0,12}[）)])?)\s*[:：]"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d\d)\s*年?\s*度?(?!\d)")
_BLANK_YEAR = re.compile(r"[（(]?_*年度?[）)]?")
_YEAR_LINE = re.compile(r"[（(]?(?:19|20|21)\d\d年?度?[）)]?")
_MONEY = re.compile(r"[（(]?(?:金额)?(?:单位)?[:：]?(?:人民币)?[:：/]?(万?元)[）)]?")
_MONEY_WITHIN = re.compile(r"[（(](?:单位[:：])?(万?元)[）)]|单位[:：]?(?:人民币)?(万?元)")
_LONGEST_LABEL = 20
_BELOW = "在两张表之间，不属于任何一张，没有读入。"
_COVER = "在表的上面，不属于表的任何一栏，没有读入。"


def read_heading(draft: Draft) -> None:
    """Takes title, year and money unit: they stand above the table, in lines of their own."""
    title = draft.region.title
    if title is not None:
        _title(draft, title)
    last = draft.region.heads[0].top
    for row in draft.rows(draft.region.area.top, last):
        for piece in draft.free(row):
            _line(draft, piece, below=title is None or row >= title.top)
    _money(draft)


def _title(draft: Draft, title: Piece) -> None:
    lines = [line.strip() for line in title.text.split("\n") if line.strip()]
    years = [line for line in lines if _YEAR_LINE.fullmatch(half_width(line))]
    own = "\n".join(line for line in lines if line not in years) if years else title.text
    draft.put("printed.title", own, title)
    found = _YEAR.search(half_width(title.text))
    if found and parse_year(found[1]):
        draft.put("year", found[1], title)


def _line(draft: Draft, piece: Piece, below: bool) -> None:
    """A year, a unit or a title in a line of its own."""
    plain = half_width(piece.text)
    if below and _YEAR_LINE.fullmatch(plain) and not _beside_others(draft, piece):
        found = _YEAR.search(plain)
        if found:
            draft.put("year", found[1], piece)
    elif _BLANK_YEAR.fullmatch(plain) or (is_title(piece) and piece is not draft.region.title):
        if below or not is_title(piece):
            draft.claim(piece)
    elif found := _MONEY.fullmatch(plain):
        draft.report.money_unit = draft.report.money_unit or found[1]
        draft.claim(piece)


def _beside_others(draft: Draft, piece: Piece) -> bool:
    """True for a bare number in a row with other cells: an amount, a code."""
    area = draft.region.area
    return (
        piece.text.strip().isdigit()
        and len(draft.board.across(piece.top, area.left, area.right)) > 1
    )


def _money(draft: Draft) -> None:
    """The money unit that labels name: 项目资金（万元）, 年初预算数(元)."""
    top = draft.region.title.top if draft.region.title else draft.region.area.top
    last = max([draft.region.heads[0].top, *(head.bottom + 6 for head in draft.region.funding)])
    found = []
    for row in draft.rows(top, last):
        area = draft.region.area
        for piece in draft.board.across(row, area.left, area.right):
            named = _MONEY_WITHIN.search(half_width(piece.text))
            if named and (is_label(piece.text) or piece in draft.claimed or len(piece.text) < 20):
                found.append(named[1] or named[2])
    units = list(dict.fromkeys(filter(None, [draft.report.money_unit, *found])))
    if len(units) > 1:
        draft.note(f"表中同时写有{'和'.join(units)}，按{units[0]}读取，请核对金额单位。")
    draft.report.money_unit = units[0] if units else ""


def read_stand_ins(draft: Draft) -> None:
    """Takes texts under labels that may mean a field where it has no label of its own."""
    for address, word, text, piece in draft.stand_ins:
        if address in draft.texts:
            draft.keep(word, text, piece)
        else:
            draft.put(address, text, piece, Sure.LIKELY, why=f"按“{word}”读取")


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
        own = _starts_label(piece)
        if piece in draft.claimed or own or (values and is_label(piece.text)):
            break
        values.append(piece)
        if not is_label(pieces[0].text):
            break
    return values[:1] if values and len(values) > 1 and _pairs_up(values) else values


def _starts_label(piece: Piece) -> bool:
    return is_label(piece.text) or bool(_INLINE.match(piece.text))


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
        return
    _assign(draft, label.text, values[0].text, values[0])
    for piece in values[1:]:
        if piece not in draft.claimed:
            draft.keep(word or "表外", piece.text, piece)


def _assign(draft: Draft, label: str, text: str, piece: Piece) -> None:
    """A text to the field that its label means, else among the extra texts."""
    key, rank = field_of(label)
    address = _ADDRESSES.get(key, key)
    if not text.strip() or (is_dash(text) and key != "project_name"):
        draft.claim(piece)
    elif key == "money":
        _unit(draft, label, text, piece)
    elif key == "year":
        _year(draft, text, piece)
    elif not key:
        draft.keep(folded(label) or label.strip(), text, piece)
    elif not draft.faulty(piece):
        draft.claim(piece)
        if rank >= _OWN:
            draft.stand_ins.append((address, folded(label), text, piece))
        else:
            draft.put(address, text, piece)


def _unit(draft: Draft, label: str, text: str, piece: Piece) -> None:
    """单位：万元 says the money's unit, 单位（盖章）：某中心 the unit's name."""
    money = re.fullmatch(r"(?:人民币)?(万?元)", half_width(text))
    if money:
        draft.report.money_unit = draft.report.money_unit or money[1]
        draft.claim(piece)
    elif "unit" not in draft.texts:
        draft.put("unit", text, piece, Sure.LIKELY, why=f"按“{label.strip()}”读取")
    else:
        draft.keep("".join(label.split()).strip(":："), text, piece)


def _year(draft: Draft, text: str, piece: Piece) -> None:
    years = set(_YEAR.findall(half_width(text)))
    if len(years) == 1:
        draft.put("year", years.pop(), piece)
    else:
        draft.keep("年度", text, piece, "不是一个年份，放在附加内容里。")


def _inline(draft: Draft, pieces: list[Piece]) -> bool:
    """Takes labels with their texts in one cell, 填报人：张三　联系电话：123; False for no such."""
    first = pieces[0]
    found = list(_INLINE.finditer(first.text))
    if not found or first.text[: found[0].start()].strip():
        return False
    ends = [item.start() for item in found[1:]] + [len(first.text)]
    texts = [first.text[item.end() : end].strip() for item, end in zip(found, ends, strict=True)]
    if not any(texts):
        return False
    for item, text in zip(found, texts, strict=True):
        if text:
            _assign(draft, item["label"], text, first)
    if not texts[-1]:  # 填报日期： with its text in the next cell
        values = _values(draft, pieces)
        if values:
            _assign(draft, found[-1]["label"], values[0].text, values[0])
    draft.claim(first)
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
    found = _YEAR.search(half_width(piece.text))
    known = found is None or found[1] == draft.texts.get("year")
    heads = draft.region.heads
    return known and heads[0].top < piece.top < heads[-1].top and is_page_word(piece.text)


def _outside(draft: Draft, piece: Piece) -> None:
    """A text without a label of ours."""
    title = draft.texts.get("printed.title", "")
    if bare_title(piece.text) == bare_title(title) or _turns_page(draft, piece):
        draft.claim(piece)  # repeated on the next page
    elif piece.word in SPINES or piece.word in LEVEL_WORDS or is_dash(piece.text) or not piece.word:
        draft.claim(piece)
    elif draft.region.title is not None and piece.top < draft.region.title.top:
        draft.left(piece, _COVER)
    elif _apart(draft, piece):
        draft.left(piece, _BELOW)
    elif not draft.faulty(piece):
        draft.keep(f"表外 {piece.where}", piece.text, piece)
