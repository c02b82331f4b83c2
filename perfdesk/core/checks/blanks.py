"""Blanks of a draft in a text (未填的空): xx个, ____, 待定, 指标1, …… and error values of a sheet.

The words of rule 58 say what is a blank by itself, what is one in a text, and what is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.checks.names import any_in
from perfdesk.core.number import narrow
from perfdesk.core.wording import clause_before, excerpt, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: What a number would be followed by: 个, 人, 万元 …, where it is not the beginning of a word.
_UNIT = (
    r"[余多]?(?:[万亿]?元(?![旦素])|人次|人(?![员才均社力事口民大工群身生物文]|数(?!据))|个(?!体|性|别)|次(?!数|序|年|日)"
    r"|场(?![地所馆次])|家(?![庭长具属乡园])|项(?!目)|份(?![额数])|名(?![称单录])|户(?![数籍主])|件(?!数)"
    r"|位(?![于置])|[篇册套台辆例起条座盏棵亩株版]|张(?![^\d]{0,2}[市县区])|本(?![市区年级项单部院校局中])|天(?!数)"
    r"|月(?![数份度])|年(?![度限级])|日(?!常)|号|期(?!间)|批(?![准复示])|%|平方米|公里|所(?![有需属])"
    r"|课时|学时|小时|分(?![钟析类])|万)"
)
#: What a sheet shows where a formula failed.
_ERROR = r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)"
#: Behind a sign of multiplication these stand for words of a formula: 单价×人数.
_FACTOR = r"[\d)\]元人个次月天%价准数额率费值量均资万]"
_WEAK = r"[一二三四五六七八九十\d]"
#: What a template calls the figure that belongs in its place: （数量）人, <金额>.
_FIELDS = "数量|数字|数值|金额|人数|次数"
#: What a blank looks like, by a sign that it holds: only texts with one of the signs are searched.
_BLANKS = tuple(
    (signs, re.compile(pattern))
    for signs, pattern in (
        ("xX", r"(?<![A-Za-z.@/])\d{0,3}[xX](?:\s?[xX])+(?![A-Za-z@]|\.(?![xX])[A-Za-z])"),
        ("xX", rf"(?<![A-Za-z\d])[xX](?={_UNIT})"),
        ("nN", rf"(?<![A-Za-z\d+/])[nN](?={_UNIT}|\({_UNIT}\))"),
        ("×✕", r"(?<![\d)])[×✕]{2,}|[×✕]{2,}(?!\d)"),
        ("×✕*", rf"(?<!{_FACTOR})\s?[×✕*]\s?(?={_UNIT})|[×✕*](?=\s?(?:[万亿]元|元|%)(?!\d))"),
        ("*", r"(?<![A-Za-z\d*])\*{2,}(?![\d*])"),
        ("*×✕?_#□", r"^\s*[=≥≤<>]*\s*[*×✕?_#□]+\s*$"),
        ("_﹍-—", r"(?<![A-Za-z\d])_{2,}|_{2,}(?![A-Za-z\d])|﹍{2,}|[-—]{5,}"),
        ("○〇◯□■△", rf"(?<!{_WEAK})[○〇◯□■△]{{2,}}(?!{_WEAK})|[□■△](?={_UNIT})"),
        ("●▲◆◎ⅹ", rf"[●▲◆◎]{{2,}}(?={_UNIT})|ⅹ{{2,}}"),
        ("0", rf"(?<![\d.,:])0{{2,}}(?={_UNIT})"),
        ("([【〔《“", r"[(\[]\s*[)\]]|【\s*】|〔\s*〕|《\s*》|“\s*”"),
        ("{", r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{[\u4e00-\u9fff]{1,6}\}"),
        ("(<", rf"<(?:{_FIELDS})>|\((?:{_FIELDS})\)(?={_UNIT})"),
        (
            "([【<",
            r"[(\[【<](?:请|此处|在此|这里)?(?:填写|填入|输入|补充|填报)[^)\]】>]{0,20}[)\]】>]",
        ),
        ("?", rf"[?]{{2,}}|[?]\s?(?={_UNIT})"),
        (
            "填",
            r"请填写(?:具体)?(?:内容|数[据字值]|金额|原因|情况|说明)?(?=\s*(?:[。;!?,:()\[\]【】<>\n]|$))",
        ),
        ("某若", rf"(?<![A-Za-z])某某|某(?=年?某?[月日]|原因)|若干(?={_UNIT})"),
        ("月", r"(?<![\d一二三四五六七八九十零〇\s])\s+年\s+月|(?<=\d年)\s+月\s+日"),
        (" \t\u3000", rf"(?<=[\u4e00-\u9fff≥≤=])\s{{2,}}(?={_UNIT})"),
        ("#", rf"{_ERROR}|#{{3,}}|##(?={_UNIT})"),
        (
            "nNuTt",
            r"^\s*(?:nan|NaN|None|null|NULL|undefined|TBD|TODO|N/?A)\s*$|(?<![A-Za-z])(?:TBD|TODO)(?![A-Za-z])",
        ),
    )
)
#: Behind a surname: 张**等, 王××同志 is a person whose name is not told; behind a character that is
#: hardly anything else than a surname also 王××抚养费纠纷, but not 20 张××份.
_MASKED = re.compile(r"(?:[×✕*]{1,2}|某某?)(?:等|同志|案|诉|、|,|与|和|\()")
_PERSON = re.compile(rf"(?:[×✕*]{{1,2}}|某某)(?![×✕*某]|\s?{_UNIT}|$)")
_ITEM = re.compile(r"\s*\(?[\d一二三四五六七八九十]{1,3}\)?、\s*", re.ASCII)
_DOTS = re.compile(r"…+|(?<!\d)\.{3,}(?!\d)|。{3,}|·{3,}|⋯+|﹒{3,}")
_COUNTED = re.compile(_UNIT)
_NAMELESS = re.compile(
    r"\s*(?:[一二三四]级)?指标(?:名称|值|内容)?\s*[\dN一二三四五六七八九十]{0,2}\s*[:、.]?\s*(?:…|\.|⋯|。)*\s*",
    re.ASCII,
)
_NO_NUMBER = re.compile(
    r"\s*(?:=|≥|≤|>=|<=|>|<)\s*(?:\(?\s*(?:%|人次|[人个次场家项份名户件元])\s*\)?|\(\s*\))?\s*"
)


_AROUND = 8  # characters told on either side


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of rule 58: what is a blank by itself, what is one in a text, what is none."""

    alone: frozenset[str]
    notes: frozenset[str]
    pending: tuple[str, ...]
    plain: tuple[str, ...]
    surnames: frozenset[str]
    surely: frozenset[str]


def words_of(words: Mapping[str, tuple[str, ...]]) -> Words:
    """The words of rule 58's settings."""
    return _words_of(*(words[field.name] for field in fields(Words)))


@lru_cache(maxsize=64)
def _words_of(*lists: tuple[str, ...]) -> Words:
    alone, notes, pending, plain, surnames, surely = lists
    singly = (frozenset("".join(names)) for names in (surnames, surely))
    return Words(frozenset(alone), frozenset(notes), pending, plain, *singly)


def error_value(text: str) -> str:
    """What a failed formula shows in the text (#DIV/0!), '' where there is none."""
    found = re.search(_ERROR, narrow(text))
    return found[0] if found else ""


@lru_cache(maxsize=16384)
def blanks(text: str, key: str, words: Words) -> tuple[str, ...]:
    """The blanks of a text with what stands around them, in their order, each once."""
    folded = narrow(text)
    measured = key in ("target", "actual")
    whole = folded.strip().lower()
    if whole in words.alone and not (key == "note" and whole in words.notes):
        return (text.strip(),)
    if (key == "level3" and _NAMELESS.fullmatch(folded)) or (
        measured and _NO_NUMBER.fullmatch(folded)
    ):
        return (text.strip(),)
    signs = (
        place for place in _signs(folded, words) if not measured or not _bare_unit(folded, *place)
    )
    places = sorted({*signs, *_dots(folded), *_waiting(folded, words, key)})
    return tuple(dict.fromkeys(excerpt(text, *place, around=0) for place in _windows(places)))


def _windows(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places with a few characters around them; what one shows is not shown again."""
    shown: tuple[int, int] | None = None
    for start, end in places:
        if shown is not None and start < shown[1]:
            shown = (shown[0], max(shown[1], end))
            continue
        if shown is not None:
            yield shown
        shown = (max(0, start - _AROUND), end + _AROUND)
    if shown is not None:
        yield shown


def _signs(folded: str, words: Words) -> Iterator[tuple[int, int]]:
    for signs, pattern in _BLANKS:
        if not any(sign in folded for sign in signs):
            continue
        for found in pattern.finditer(folded):
            if not _is_person(folded, found.start(), words):
                yield found.span()


def _is_person(folded: str, place: int, words: Words) -> bool:
    """Whether the sign at `place` stands for the rest of a name (张某某, 王××)."""
    before = folded[place - 1 : place]
    if before in words.surely and _PERSON.match(folded, place):
        return True
    return before in words.surnames and bool(_MASKED.match(folded, place))


def _bare_unit(folded: str, start: int, end: int) -> bool:
    """True for the brackets of =3.00(): a measure whose unit is not told."""
    return folded[start:end].startswith("(") and folded[:start].rstrip()[-1:].isdigit()


def _dots(folded: str) -> Iterator[tuple[int, int]]:
    """Dots that stand for something missing, not for the rest of an enumeration or a pause."""
    alone = not _DOTS.sub("", folded).strip()
    for found in _DOTS.finditer(folded):
        counted = _COUNTED.match(folded, found.end())
        if counted or alone or (found[0] != "…" and not _trails_off(folded, found.start())):
            yield found.span()


def _trails_off(folded: str, place: int) -> bool:
    """Whether dots follow an enumeration or a quote that is open: 培训、宣传……, but not 1、……"""
    before = clause_before(folded, place)
    return not _ITEM.fullmatch(before) and any(sign in before for sign in '、等“"')


def _waiting(folded: str, words: Words, key: str) -> Iterator[tuple[int, int]]:
    """Words such as 待定 and 待补充, but not 有待完善; a note may tell what waits for others."""
    if not any_in(folded, words.pending):
        return
    searched = without(folded, words.plain)
    for word in words.pending:
        if key == "note" and word in words.notes:
            continue
        if (place := searched.find(word)) >= 0:
            yield place, place + len(word)
