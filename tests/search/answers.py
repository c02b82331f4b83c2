"""What pypinyin's public face answers, to compare our tables with."""

import unicodedata

from pypinyin import Style, pinyin


def letters_of(character: str) -> str:
    """The letters a–z that a character's readings begin with, each once, in order."""
    answers = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return "".join(sorted({unicodedata.normalize("NFKD", answer)[0] for answer in answers}))
