"""The text of a cell of an .ods: paragraphs, kept spaces and breaks, no comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.exchange.sources.xmlparts import attribute, children, local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_BLANKS = re.compile(r"[ \t\r\n]+")
_UNSEEN = ("annotation", "ruby-text", "note", "shapes", "frame")
_MOST_SPACES = 1_000


def cell_text(cell: Element) -> str:
    r"""The paragraphs of a cell, one line each."""
    return "\n".join("".join(_pieces(paragraph)) for paragraph in children(cell, "p"))


def _pieces(element: Element) -> Iterator[str]:
    """The texts inside an element in order, spaces as they are shown."""
    yield _BLANKS.sub(" ", element.text or "")
    for inner in element:
        name = local(inner.tag)
        if name == "s":
            yield " " * min(int(attribute(inner, "c") or 1), _MOST_SPACES)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in _UNSEEN:
            yield from _pieces(inner)
        yield _BLANKS.sub(" ", inner.tail or "")
