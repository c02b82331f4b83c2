"""Texts as a workbook holds them: control characters escaped, line ends alike, length limited."""

from __future__ import annotations

import re

#: The most UTF-16 units that a cell of a workbook holds.
LONGEST = 32_767
#: Stands at the end of a text that was cut; the whole text is in the hidden record.
CUT_MARK = "……（超过工作表一格的字数上限，以下略）"

#: What XML cannot hold, and `_xHHHH_` typed as such, which would otherwise be taken for an escape.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def escaped(text: str) -> str:
    """`text` in the `_xHHHH_` convention of workbooks (ST_Xstring): nothing is lost in XML."""
    return _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text behind `_xHHHH_` escapes."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def one_kind_of_break(text: str) -> str:
    r"""Every line end as \n, as workbooks keep them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")


def visible(text: str) -> str:
    """What one cell can show of `text`: all of it, or its beginning and a mark."""
    plain = one_kind_of_break(text)
    if utf16_length(plain) <= LONGEST and len(escaped(plain)) <= LONGEST:
        return plain
    kept = utf16_cut(plain, LONGEST - len(CUT_MARK))
    while len(escaped(kept)) + len(CUT_MARK) > LONGEST:  # an escape takes seven characters
        kept = kept[: len(kept) * 7 // 8]
    return kept + CUT_MARK


def as_saved(text: str) -> str:
    """A text as another program may save it: without what such programs drop or rewrite."""
    return _UNSEEN.sub("", one_kind_of_break(text))


def utf16_length(text: str) -> int:
    """The length that Excel counts: characters beyond U+FFFF are two."""
    return len(text) + sum(char > "\uffff" for char in text)


def utf16_cut(text: str, room: int) -> str:
    """The beginning of `text` that takes at most `room` UTF-16 units."""
    used = 0
    for place, char in enumerate(text):
        used += 2 if char > "\uffff" else 1
        if used > room:
            return text[:place]
    return text
