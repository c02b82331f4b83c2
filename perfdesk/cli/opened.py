"""Stores as commands open them: to look at, or to write; what does not open is a sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from perfdesk.cli.console import say
from perfdesk.files.errors import Refused
from perfdesk.store.opening import Opening, Outcome, open_store
from perfdesk.store.outcome import ON_SERVER
from perfdesk.store.place import ServerPlace, place_of

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from perfdesk.store.place import FilePlace, Place
    from perfdesk.store.store import Store


@contextmanager
def looked_at(place: Place) -> Iterator[Opening]:
    """Opens what is there without writing; nobody is kept out, and no outcome is an error yet."""
    opening = open_store(place, writable=False)
    try:
        yield opening
    finally:
        opening.close()


@contextmanager
def up_to_date(place: Place) -> Iterator[Opening]:
    """Opens to look at; a store of an older version is opened to write, which migrates it.

    Raises Refused.
    """
    with looked_at(place) as opening:
        if opening.outcome is not Outcome.OLDER:
            yield opening
            return
    with written(place) as opening:
        yield opening


@contextmanager
def reader(arguments: Namespace) -> Iterator[Store]:
    """The store that `--store` names, to look at. Raises Refused."""
    with looked_at(place_of(arguments.store)) as opening:
        yield opening.needed()


@contextmanager
def written(place: Place) -> Iterator[Opening]:
    """Opens a store to write in it, whatever comes of it; one in use is refused by its holder.

    Raises Refused.
    """
    opening = open_store(place)
    try:
        if opening.outcome is Outcome.LOCKED:
            raise Refused(f"{place}：{opening.holder}，现在不能写入，请先关闭它再运行。")
        if opening.outcome is Outcome.READ_ONLY:
            raise Refused(opening.sentence)
        _tell(opening)
        yield opening
    finally:
        opening.close()


@contextmanager
def writer(place: Place) -> Iterator[Opening]:
    """The same where nothing but an open store will do. Raises Refused."""
    with written(place) as opening:
        opening.needed()
        yield opening


def file_place(arguments: Namespace) -> FilePlace:
    """The file that `--store` names. Raises Refused with what to do instead for a server."""
    place = place_of(arguments.store)
    if isinstance(place, ServerPlace):
        raise Refused(f"{place}：{ON_SERVER}")
    return place


def _tell(opening: Opening) -> None:
    """What a person should know of a store that opened well."""
    if opening.store is None:
        return
    if opening.sentence:
        say(opening.sentence)
    if opening.migrated_from:
        backed_up = "，升级前已备份" if opening.backups else ""
        say(f"{opening.place}：数据已从版本 {opening.migrated_from} 升级{backed_up}。")
