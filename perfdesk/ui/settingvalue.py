"""One remembered value: how it is read from a text and written as one."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, overload

if TYPE_CHECKING:
    from typing import Self

T = TypeVar("T")
#: What a record holds: JSON's own values.
Plain = dict[str, object]
#: What a broken text raises when it is read.
UNREADABLE = (ValueError, LookupError, TypeError, RecursionError)


class Texts(Protocol):
    """Where the texts lie."""

    def text(self, key: str) -> str | None: ...
    def keep(self, key: str, text: str) -> None: ...


class Setting(Generic[T]):
    """A value by the name of its attribute, with a default."""

    def __init__(self, default: T, read: Callable[[str], T], write: Callable[[T], str]) -> None:
        """`read` raises one of UNREADABLE for what it does not understand."""
        self.default = default
        self.read, self._write = read, write
        self.key = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """The key is the attribute's name."""
        self.key = name

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: Texts, kind: type) -> T: ...
    def __get__(self, owner: Texts | None, kind: type) -> T | Self:
        """The value as set, or the default."""
        if owner is None:
            return self
        text = owner.text(self.key)
        return self.default if text is None else self.read(text)

    def __set__(self, owner: Texts, value: T) -> None:
        """Keeps a value."""
        owner.keep(self.key, self._write(value))


def truth(default: bool) -> Setting[bool]:
    """Yes or no."""
    return Setting(default, _truth, _said)


def perhaps() -> Setting[bool | None]:
    """Yes, no, or not decided."""
    return Setting[bool | None](None, _perhaps, _said)


def octets() -> Setting[bytes]:
    """What Qt packs into bytes: a window's place, a splitter's sizes; b'' for none."""
    return Setting(b"", lambda text: b64decode(text, validate=True), _packed)


def record() -> Setting[Plain]:
    """A small record of plain values."""
    return Setting[Plain]({}, _record, _json)


def names() -> Setting[Sequence[str]]:
    """A list of names."""
    return Setting[Sequence[str]]((), _names, lambda value: _json(list(value)))


def _truth(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _perhaps(text: str) -> bool | None:
    return _truth(text) if text else None


def _said(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


def _packed(value: bytes) -> str:
    return b64encode(value).decode("ascii")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _record(text: str) -> Plain:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError("no record")
    return found


def _names(text: str) -> list[str]:
    found = json.loads(text)
    if not (isinstance(found, list) and all(isinstance(name, str) for name in found)):
        raise TypeError("no names")
    return found
