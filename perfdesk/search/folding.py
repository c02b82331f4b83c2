"""What plain searching compares: width, case, accents, white space and hidden signs play no part.

Folding goes character by character and looks at no neighbours, so that any part of a text folds to
a part of the folded text.
"""

from __future__ import annotations

import unicodedata

# White space, controls (NUL too, which PostgreSQL refuses), invisible signs, surrogates, accents.
_LEFT_OUT = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Me"})


class _Folds(dict[int, str]):
    """Code point → what stands for it; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        # Taking accents off twice: a folded letter may bring another one.
        bare = _bare(_bare(chr(code)).casefold())
        self[code] = bare
        return bare


_FOLDS = _Folds()


def folded(text: str) -> str:
    """The text as stored for plain searching and as a query word is compared with it.

    It holds no white space: a word is found across spaces and line breaks within a text.
    """
    return text.translate(_FOLDS)


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if unicodedata.category(sign) not in _LEFT_OUT)
