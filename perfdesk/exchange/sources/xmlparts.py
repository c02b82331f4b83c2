"""Reads XML parts; document types and entities are refused by the parser itself.

The guard has looked for them in the bytes; the parser sees them in every encoding.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NoReturn, Protocol
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 64 * 1024


class DoctypeFound(ValueError):
    """A document type: it may hold entities."""


class Listener(Protocol):
    """Is told what a part holds, tag by tag; names are local ones."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """A start tag; the names of attributes bear their prefix."""

    def end(self, name: str, /) -> None:
        """An end tag."""

    def data(self, text: str, /) -> None:
        """Text, perhaps only a piece of it."""


class _Builder(TreeBuilder):
    def doctype(self, _name: str, _pubid: str | None, _system: str | None) -> NoReturn:
        """Refuses the document."""
        raise DoctypeFound


def listen(stream: IO[bytes], listener: Listener) -> None:
    """Reads a large part without keeping it. Raises ExpatError or DoctypeFound."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, found: listener.start(tag.rpartition(":")[2], found)
    parser.EndElementHandler = lambda tag: listener.end(tag.rpartition(":")[2])
    parser.CharacterDataHandler = listener.data
    while piece := stream.read(_PIECE):
        parser.Parse(piece)
    parser.Parse(b"", True)


def _refuse(*_: object) -> NoReturn:
    raise DoctypeFound


def tree(stream: IO[bytes]) -> Element:
    """The root of a part that is small, or no larger than the guard allows. Raises ParseError."""
    parser = XMLParser(target=_Builder())  # noqa: S314 - see the builder
    while piece := stream.read(_PIECE):
        parser.feed(piece)
    root: Element = parser.close()
    return root


def local(tag: str) -> str:
    """`row` of `{http://…}row`: files come in the transitional and the strict namespaces."""
    return tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of a local name."""
    return (inner for inner in element if local(inner.tag) == name) if element else iter(())


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a local name."""
    return next(children(element, name), None)


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name, '' where there is none."""
    return next((text for key, text in element.attrib.items() if local(key) == name), "")
