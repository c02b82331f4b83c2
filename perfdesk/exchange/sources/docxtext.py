"""The text of a paragraph of a .docx as it stands once tracked changes are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.exchange.sources.xmlparts import attribute, child, local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

#: What only wraps other parts: content controls, inserted and moved text, links, marks.
_WRAPPERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo"}
_WRAPPERS |= {"hyperlink", "smartTag", "fldSimple", "dir", "bdo"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_OFF = ("0", "false", "off")


def flat(element: Element | None) -> Iterator[Element]:
    """The parts inside an element, also those in wrappers."""
    waiting = [] if element is None else list(element)[::-1]
    while waiting:
        part = waiting.pop()
        if local(part.tag) in _WRAPPERS:
            waiting += list(part)[::-1]
        else:
            yield part


def paragraph_text(paragraph: Element) -> str:
    r"""What a paragraph shows, line breaks as \n; drawings and hidden text show nothing."""
    runs = (part for part in flat(paragraph) if local(part.tag) == "r")
    return "".join(_run_text(run) for run in runs if not _is_hidden(run))


def _run_text(run: Element) -> str:
    pieces = []
    for part in run:
        name = local(part.tag)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "ruby":
            pieces.append("".join(map(_run_text, flat(child(part, "rubyBase")))))
        else:
            pieces.append(_SIGNS.get(name, ""))
    return "".join(pieces)


def _is_hidden(run: Element) -> bool:
    mark = child(child(run, "rPr"), "vanish")
    return mark is not None and attribute(mark, "val") not in _OFF


def has_changes(root: Element) -> bool:
    """True if changes were tracked and neither accepted nor refused."""
    return any(local(part.tag) in _CHANGES for part in root.iter())
