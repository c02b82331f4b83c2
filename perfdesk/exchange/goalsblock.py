"""The goals: what was expected and what was done, below their heads or beside their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.labels import field_of, goal_of, indicator_column, is_label
from perfdesk.core.labelwords import SPINES
from perfdesk.exchange.inlinelabels import labelled_texts, starts_label
from perfdesk.exchange.reading import Sure

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece

_GOAL_SPINES = frozenset(word for word in SPINES if "目标" in word)
_FAR = 1 << 20
_JOINED = "合并分行书写的文字"


def read_goals(draft: Draft) -> None:
    """Takes the goals of the region: side by side under heads, or one beside its label."""
    rows = draft.rows(draft.region.area.top, _FAR)
    for row in rows:
        labels = [(piece, key) for piece in draft.free(row) if (key := goal_of(piece.text))]
        labels = [*_spine_as_head(draft, labels), *labels]
        if _are_heads(draft, labels):
            _below(draft, row, labels)
        else:
            for piece, key in labels:
                _beside(draft, piece, key)
    if "goal_expected" not in draft.texts:
        _by_spine(draft, rows)


def _spine_as_head(draft: Draft, labels: list[tuple[Piece, str]]) -> list[tuple[Piece, str]]:
    """年度总体目标 over the expected goal's text, where only the other goal has its own head."""
    if [key for _, key in labels] != ["goal_actual"] or "goal_expected" in draft.texts:
        return []
    actual = labels[0][0]
    before = draft.board.across(actual.top, draft.region.area.left, actual.left - 1)
    if not before or before[-1].word not in _GOAL_SPINES or before[-1] in draft.claimed:
        return []
    spine, under = before[-1], before[-1].span.bottom + 1
    texts = [p for row in draft.rows(under, under) for p in draft.free(row, 0, actual.left - 1)]
    over = spine.span.bottom == actual.span.bottom and any(p.left >= spine.left for p in texts)
    return [(spine, "goal_expected")] if over else []


def _are_heads(draft: Draft, labels: list[tuple[Piece, str]]) -> bool:
    """True for labels with nothing to their right and something below."""
    if not labels:
        return False
    for piece, _ in labels:
        following = _right(draft, piece)
        if following is not None and not (is_label(following.text) or goal_of(following.text)):
            return False
    left, right = labels[0][0].left, draft.region.area.right
    below = draft.rows(labels[0][0].span.bottom + 1, labels[0][0].span.bottom + 1)
    texts = [piece for row in below for piece in draft.free(row, left, right)]
    return len(labels) > 1 or any(not starts_label(piece.text) for piece in texts)


def _right(draft: Draft, label: Piece) -> Piece | None:
    """The next piece in the label's row."""
    pieces = draft.board.across(label.top, label.span.right + 1, draft.region.area.right)
    return pieces[0] if pieces else None


def _below(draft: Draft, row: int, labels: list[tuple[Piece, str]]) -> None:
    draft.claim(*(piece for piece, _ in labels))
    sides = [*(piece.left for piece, _ in labels[1:]), draft.region.area.right + 1]
    bottom = _last_row(draft, labels[0][0].span.bottom)
    for number, (label, key) in enumerate(labels):
        left = label.left if number else _from(draft, row, label)
        texts = [
            piece
            for at in draft.rows(label.span.bottom + 1, bottom)
            for piece in draft.free(at, left, sides[number] - 1)
            if piece.word not in SPINES
        ]
        _put(draft, key, texts)


def _from(draft: Draft, row: int, label: Piece) -> int:
    """The first column of the texts below the first head: all that is no spine's."""
    spines = [
        piece
        for piece in draft.board.across(row, draft.region.area.left, label.left - 1)
        if piece.word in SPINES
    ]
    return max([draft.region.area.left, *(piece.span.right + 1 for piece in spines)])


def _last_row(draft: Draft, bottom: int) -> int:
    """The last row of the goals' texts: above the next head or label."""
    rows = draft.rows(bottom + 1, _FAR)
    last = bottom
    for row in rows:
        area = draft.region.area
        pieces = draft.board.across(row, area.left, area.right)
        begins = [piece for piece in pieces if piece.top == row]
        taken = any(piece in draft.claimed for piece in begins)
        heads = any(indicator_column(piece.text)[0] == "level1" for piece in begins)
        begins_label = is_label if last == bottom else starts_label  # a goal may begin so too
        labelled = any(
            (begins_label(piece.text) and piece.word not in _GOAL_SPINES) or _signs(piece.text)
            for piece in begins[:1]
        )
        if taken or heads or labelled:
            break
        last = row
    return last


def _signs(text: str) -> bool:
    """True for 填报人：… and its like below the goals."""
    _, found = labelled_texts(text)
    return bool(found) and field_of(found[0][0])[0].startswith("signature.")


def _beside(draft: Draft, label: Piece, key: str) -> None:
    """The text right of its label."""
    texts = []
    for piece in draft.free(label.top, label.span.right + 1):
        if is_label(piece.text) or goal_of(piece.text):
            break
        texts.append(piece)
    if texts:
        draft.claim(label)
        _put(draft, key, texts)


def _put(draft: Draft, key: str, texts: list[Piece]) -> None:
    if not texts:
        return
    if len(texts) == 1:
        draft.put_text(key, texts[0])
        return
    text = "\n".join(piece.text for piece in texts)
    draft.put(key, text, texts[0], tidied=(_JOINED,))
    draft.claim(*texts)


def _by_spine(draft: Draft, rows: list[int]) -> None:
    """A goal that stands right beside 年度总体目标, without a word of what it is."""
    for row in rows:
        for piece in draft.free(row):
            if piece.word in _GOAL_SPINES and (following := _right(draft, piece)):
                if starts_label(following.text) or following in draft.claimed:
                    continue
                draft.claim(piece)
                why = "写在总体目标旁边，没有注明是预期还是完成情况"
                draft.put_text("goal_expected", following, Sure.LIKELY, why)
                return
