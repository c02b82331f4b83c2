"""Lists of indicators with the project's name in every row, as systems export them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.labels import field_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece

_FIELDS = ("project_name", "supervisor", "unit")
_SHORT = 2  # 项目 alone may stand over anything
_LAST = 1 << 20


def read_listed_names(draft: Draft) -> None:
    """Takes the names that columns of the indicator table say, where they say one in all rows."""
    for label, texts in _columns(draft):
        key, _ = field_of(label.text)
        if len({piece.text for piece in texts}) == 1:
            draft.claim(label, *texts)
            draft.put_text(key, texts[0])


def lists_projects(draft: Draft) -> bool:
    """True where rows belong to different projects: no form has these indicators together."""
    return any(
        field_of(label.text)[0] == "project_name" and len({piece.text for piece in texts}) > 1
        for label, texts in _columns(draft)
    )


def _columns(draft: Draft) -> Iterator[tuple[Piece, list[Piece]]]:
    """The labels of names in the table's head, each with what stands below it."""
    head, area = draft.region.heads[0], draft.region.area
    for label in draft.board.across(head.bottom, area.left, area.right):
        named = field_of(label.text)[0] in _FIELDS and len(label.word) > _SHORT
        if not named or label.top < head.top:
            continue
        below = draft.rows(label.span.bottom + 1, _LAST)
        pieces = (draft.board.across(row, label.left, label.span.right) for row in below)
        texts = [piece for found in pieces for piece in found]
        if texts:
            yield label, texts
