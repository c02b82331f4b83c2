"""Lists of indicators with the project's name in every row, as systems export them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.labels import field_of

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece

_FIELDS = ("project_name", "supervisor", "unit")
_SHORT = 2  # 项目 alone may stand over anything
_LAST = 1 << 20


def read_listed_names(draft: Draft) -> None:
    """Takes the names of a list of one project: each stands in all rows of its column."""
    columns = _columns(draft)
    if "project_name" not in columns or lists_projects(draft):
        return
    for key, (label, texts) in columns.items():
        if len({piece.text for piece in texts}) == 1:
            draft.claim(label, *texts)
            draft.put_text(key, texts[0])


def lists_projects(draft: Draft) -> bool:
    """True where rows belong to different projects: no form has these indicators together."""
    named = _columns(draft).get("project_name")
    return named is not None and len({piece.text for piece in named[1]}) > 1


def _columns(draft: Draft) -> dict[str, tuple[Piece, list[Piece]]]:
    """The columns of names in the table's head by key: the label, and what stands below it."""
    found = {}
    head, area = draft.region.heads[0], draft.region.area
    for label in draft.board.across(head.bottom, area.left, area.right):
        named = field_of(label.text)[0] in _FIELDS and len(label.word) > _SHORT
        if not named or label.top < head.top:
            continue
        below = draft.rows(label.span.bottom + 1, _LAST)
        pieces = (draft.board.across(row, label.left, label.span.right) for row in below)
        texts = [piece for found in pieces for piece in found]
        if texts:
            found[field_of(label.text)[0]] = label, texts
    return found
