"""Names in the order of their pinyin, as a telephone book has them (按拼音排序)."""

from __future__ import annotations

import unicodedata

from perfdesk.search import readings
from perfdesk.search.folding import folded

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_UMLAUT = "\u0308"

_Key = tuple[int, str, int, str]


class _Keys(dict[str, _Key]):
    """A character → what it is sorted by; filled as characters are met."""

    def __missing__(self, sign: str) -> _Key:
        self[sign] = found = _key(sign)
        return found


def sort_key(text: str) -> tuple[_Key, ...]:
    """Figures first, then Latin letters and pinyin together, tone and character last.

    A character counts by its most usual reading.
    """
    return tuple(map(_KEYS.__getitem__, folded(text)))


def _key(sign: str) -> _Key:
    reading = readings.usual(ord(sign))
    if not reading:
        letter = sign.isalpha()
        return (1 if letter else 0, sign, 0, sign)
    tone, plain = 5, ""
    for mark in unicodedata.normalize("NFD", reading):
        if mark in _TONES:
            tone = _TONES[mark]
        else:
            plain += "v" if mark == _UMLAUT else mark
    return (1, plain, tone, sign)


_KEYS = _Keys()
