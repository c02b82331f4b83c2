"""The readings of Chinese characters and their first letters, from pypinyin's dictionary."""

from __future__ import annotations

import unicodedata
import zlib
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec

_PACKAGE = "pypinyin"
_DICTIONARY = f"{_PACKAGE}.pinyin_dict"
_DIAERESIS = "\u0308"


@cache
def first_letters() -> dict[int, str]:
    """Code point → the letters a–z that its readings begin with, each once, in order: 长 → `cz`."""
    letter_of = _LetterOf()
    by_readings: dict[str, str] = {}
    for readings in set(_dictionary().values()):
        letters = {letter_of[reading[:1]] for reading in readings.split(",")}
        by_readings[readings] = "".join(sorted(letters))
    return {code: by_readings[readings] for code, readings in _dictionary().items()}


def usual(code: int) -> str:
    """The first reading of a character, with its tone mark: 长 → `zhǎng`; '' where it has none."""
    return _dictionary().get(code, "").partition(",")[0]


@cache
def checksum() -> str:
    """Eight characters that change with the dictionary.

    Every start asks for them, few need the readings: the dictionary's file is not taken apart for
    it. A pypinyin that keeps its dictionary elsewhere is asked for its readings.
    """
    try:
        content = _file().read_bytes()
    except FileNotFoundError:
        content = repr(sorted(_dictionary().items())).encode()
    return f"{zlib.crc32(content):08x}"


class _LetterOf(dict[str, str]):
    """A reading's first sign → its letter without the tone mark; '' for what is no letter a–z."""

    def __missing__(self, sign: str) -> str:
        bare = unicodedata.normalize("NFKD", sign)[:1]
        self[sign] = letter = bare if bare in ascii_lowercase else ""
        return letter


@cache
def _dictionary() -> dict[int, str]:
    """Code point → its readings, joined by commas.

    The module is run by itself: importing it as part of its package would load the phrases and
    their splitter too, which takes several times as long and is of no use here.
    """
    spec, loader = _found()
    module = module_from_spec(spec)
    loader.exec_module(module)
    found: dict[int, str] = module.pinyin_dict
    return found


def _file() -> Path:
    """The file that the module reads."""
    return Path(_found()[0].origin or "").with_suffix(".json")


def _found() -> tuple[ModuleSpec, Loader]:
    """Where the dictionary's module is, and what runs it. Raises ModuleNotFoundError."""
    package = find_spec(_PACKAGE)
    places = package.submodule_search_locations if package else []
    spec = PathFinder.find_spec(_DICTIONARY, places)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {_DICTIONARY!r}", name=_DICTIONARY)
    return spec, spec.loader


@cache
def syllables(code: int) -> frozenset[str]:
    """A character's readings as typed on a keyboard: 长 → {chang, zhang}; 绿 → {lv, lu}."""
    found: set[str] = set()
    for reading in _dictionary().get(code, "").split(","):
        apart = unicodedata.normalize("NFD", reading)
        for vowel in ("u", "v"):  # ü is u with a mark
            typed = apart.replace(f"u{_DIAERESIS}", vowel)
            bare = "".join(sign for sign in typed if sign in ascii_lowercase)
            found |= {bare} if bare else set()
    return frozenset(found)
