"""Where a text tells an indicator's figure (文字中提到的指标数字): the same name, the same unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from perfdesk.core.checks.names import any_in
from perfdesk.core.measurewords import UNIT_NAMES
from perfdesk.core.number import HUNDRED, decimals_of, narrow
from perfdesk.core.rounding import add, multiply, subtract
from perfdesk.core.wording import clause_before, clause_behind, sentence_at, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REACHED = "达"
_LEAST = (
    *("不低于", "不少于", "不小于", "超过", "大于", "高于", "多于", "至少", "最少"),
    *("≥", ">"),
)
_MOST = (
    *("不高于", "不超过", "不大于", "不多于", "小于", "低于", "少于", "控制", "至多", "最多"),
    *("≤", "<"),
)
_ABOUT = ("约", "近")
#: The longest first: 不低于 is more than 低于.
_BOUNDS = tuple(sorted((*_LEAST, *_MOST, _REACHED), key=len, reverse=True))
_LINK = "|".join(
    [
        *(re.escape(word) for word in sorted((*_BOUNDS, *_ABOUT), key=len, reverse=True)),
        *("[:,(=“\\s]", "均|都|应|须|要|能够?|可以?|总数?|共计?|合计|累计|实际|完成|实现|保持"),
        *("为|是|有|在|了|大|到|至|提[升高][到至]|已经?|总计|共",),
    ]
)
_NUMBER = (
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<soft>余|多)?(?P<times>[万亿]?)"
    r"(?P<more>余|多)?\s*(?P<unit>%|[\u4e00-\u9fffA-Za-z㎡/]{1,8})"
)
#: Behind a name: 达到90%; or 、another name均达到90%.
_BEHIND = re.compile(
    rf"(?:[、和及与][^,。;:\d\n]{{1,40}}?(?=均|都))?(?P<link>(?:{_LINK}){{0,6}}){_NUMBER}", re.ASCII
)
#: Behind a stem and a word for those who are counted: 培训职工100人.
_AFTER_WORD = re.compile(rf"[\u4e00-\u9fff]{{1,5}}?(?P<link>(?:{_LINK}){{0,6}}){_NUMBER}", re.ASCII)
#: Before a name: 9个海外工作站.
_BEFORE = re.compile(rf"(?<![\d.])(?P<link>(?:{_LINK})?){_NUMBER}$", re.ASCII)
#: A sentence with these tells what came together over years.
_FOR_YEARS = re.compile(r"20\d\d年[^,。;]{0,8}以来|历年", re.ASCII)
_AND = re.compile("[、和及与]")
_FIGURE = re.compile(rf"(?<![\d.]){_NUMBER}", re.ASCII)
_TIMES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_PEOPLE = ("人", "名", "位")
_LONGER = {"人": ("次", "均", "才", "员"), "次": ("序",), "个": ("月", "小时", "工作日", "百分点")}
_MOST_PLACES = 200  # nobody names an indicator more often in one text
_LONGEST_BEFORE = 24  # 约1,234,567.89万人次的
#: A stem of two characters (培训) names many things, three name one; of a name, four.
_TELLING = 3
_SHORTEST = 3
#: A degree is also told as a rate: 满意度 is 满意率.
_DEGREES = ("满意度", "满意率", "知晓度", "知晓率")
_TWINS = {"度": "率", "率": "度"}
#: Whose satisfaction it is where nothing else is said.
_ANYBODY = re.compile(r"(?:^|[^\u4e00-\u9fff]|总体|综合|全年|对象|群众|公众|社会)(满意[度率])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure that a text tells: `value` in the base unit, `step` its last digit's worth.

    `bound` is "least" for 不少于90人, "most" for 不超过3起, "reached" for 达到90%, else ''. `soft`
    marks 约, 余, 左右.
    """

    value: Decimal
    step: Decimal
    bound: str
    soft: bool
    text: str

    def agrees(self, number: Decimal, about: Decimal) -> bool:
        """Whether `number` may be what is told: rounded to its digits, `about` percent if soft."""
        gap = subtract(self.value, number).copy_abs()
        if self.soft:
            return multiply(gap, HUNDRED) <= multiply(about, number.copy_abs())
        return gap + gap < self.step or gap == 0


@dataclass(frozen=True, slots=True)
class Named:
    """What an indicator may be called: its `names`, and its `stems` without 人数 and the like."""

    names: tuple[str, ...]
    stems: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Whether the searchable `text` holds any of them."""
        return any(name in text for name in self.names) or any(stem in text for stem in self.stems)


@lru_cache(maxsize=4096)
def named(level3: str, counted: tuple[str, ...], verbs: tuple[str, ...]) -> Named:
    """The names of an indicator: 养保-召开工作会议次数 is also 召开工作会议 and 工作会议."""
    whole = searchable(level3)
    names = [whole, whole.rpartition("-")[2]]
    names += [name.removesuffix("指标") for name in names]
    names += [name[:-1] + _TWINS[name[-1]] for name in names if name.endswith(_DEGREES)]
    stems = []
    for name in names:
        suffix = next((word for word in counted if name.endswith(word) and name != word), "")
        stem = name.removesuffix(suffix)
        if suffix:
            stems.append(stem)
        verb = next((word for word in verbs if stem.startswith(word)), "")
        if verb and suffix:
            stems.append(stem.removeprefix(verb))
    return Named(
        tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST)),
        tuple(dict.fromkeys(stem for stem in stems if len(stem) > 1)),
    )


def generally(called: Named, text: str) -> Named:
    """The only satisfaction of a form is also called so: 服务对象满意度, just 满意度.

    Where the searchable `text` tells one satisfaction only, and not whose.
    """
    found = _ANYBODY.search(text)
    if not found or len(re.findall("满意[度率]", text)) != 1:
        return called
    return Named((*called.names, found[1]), called.stems)


@lru_cache(maxsize=1024)
def searchable(text: str) -> str:
    """`text` for searching names in: half-width, without 的, quotes and blanks."""
    return re.sub(r"[ \t\u3000的“”\"]", "", narrow(text))


@lru_cache(maxsize=4096)
def mentions(
    text: str, name: str, unit: str, others: tuple[str, ...], partial: tuple[str, ...]
) -> tuple[Mention, ...]:
    """What the searchable `text` tells of `name` in `unit`.

    Not where the name is part of one of the `others`, is told together with another thing
    (新建、改造公厕13座), nor in a clause with a word of `partial`.
    """
    found = []
    for start in islice(_places(text, name), _MOST_PLACES):
        if _inside(text, start, name, others) or _told_jointly(text, start, unit):
            continue
        both = _after(text, start, name, unit), _ahead(text, start, name, unit)
        told_here = [each for each in both if each]
        if told_here and not _lists_parts(text, start, name, partial):
            found += told_here
    return tuple(found)


def told(
    text: str, called: Named, unit: str, others: Mapping[str, str], partial: tuple[str, ...]
) -> tuple[Mention, ...]:
    """What the searchable `text` tells of an indicator: by its name, else by its stem.

    A short name that stands in others too tells little: nothing where those (`others`, with their
    units) count in this unit, or the text has more figures in it (补贴人数 beside 补贴及时性).
    """
    stems = called.stems if unit != "%" else ()
    short = [name for name in called.names if len(name) <= _SHORTEST]
    short += [stem for stem in stems if len(stem) < _TELLING]
    for name in (*called.names, *stems):
        sharing = [other for other in others if name in other] if name in short else []
        rivals = any(others[other] == unit for other in sharing)
        if rivals or (sharing and not _one_figure(text, unit)):
            continue
        if found := mentions(text, name, unit, tuple(others), partial):
            return found
    return ()


def _one_figure(text: str, unit: str) -> bool:
    """Whether the text tells one figure in the unit, by this name of it."""
    return sum(name == unit for _, name in _figures(text, unit)) == 1


@lru_cache(maxsize=1024)
def _figures(text: str, unit: str) -> tuple[tuple[str, str], ...]:
    """(number, unit as told) of every figure in the unit."""
    told_as = ((each["number"], _counted(each["unit"], unit)) for each in _FIGURE.finditer(text))
    return tuple((number, counted[0]) for number, counted in told_as if counted)


def told_once(text: str, called: Named, unit: str, partial: tuple[str, ...]) -> tuple[Mention, ...]:
    """The one figure in the unit that the searchable `text` tells, where it follows a stem closely.

    To be asked where no other indicator counts in the unit.
    """
    figures = _figures(text, unit)
    if len(figures) != 1:
        return ()
    for stem in called.stems:
        for start in islice(_places(text, stem), _MOST_PLACES):
            match = _AFTER_WORD.match(text, start + len(stem))
            if not match or match["number"] != figures[0][0] or _told_jointly(text, start, unit):
                continue
            counted = _counted(match["unit"], unit)
            if counted and not _lists_parts(text, start, stem, partial):
                word, behind = counted
                said = text[start : match.start("unit") + len(word)]
                return (_mention(match, behind, said),)
    return ()


def is_part(text: str, mention: Mention, unit: str, whole: Decimal) -> bool:
    """Whether a sentence goes on with more figures in the unit, which make up the `whole` with it.

    线上6场、线下2场 is 8 场.
    """
    for _, sentence in sentences(text):
        if mention.text not in sentence:
            continue
        parts = _values(sentence[sentence.find(mention.text) :], unit)
        sums = list(accumulate(parts, add))
        if parts[:1] == [mention.value] and whole in sums[1:]:
            return True
    return False


def _values(text: str, unit: str) -> list[Decimal]:
    """The figures in the unit, in the base unit."""
    return [
        multiply(Decimal(each["number"].replace(",", "")), _TIMES[each["times"]])
        for each in _FIGURE.finditer(text)
        if _counted(each["unit"], unit)
    ]


def _after(text: str, start: int, name: str, unit: str) -> Mention | None:
    """The figure behind a name: 培训人数达到100人."""
    match = _BEHIND.match(text, start + len(name))
    counted = match and _counted(match["unit"] + text[match.end() : match.end() + 4], unit)
    if not match or not counted:
        return None
    word, behind = counted
    return _mention(match, behind, text[start : match.start("unit") + len(word)])


def _ahead(text: str, start: int, name: str, unit: str) -> Mention | None:
    """The figure before a name: 9个海外工作站."""
    match = _BEFORE.search(text[max(0, start - _LONGEST_BEFORE) : start])
    counted = match and _counted(match["unit"], unit)
    if not match or not counted or counted[1]:
        return None
    return _mention(match, "", match[0] + name)


def _mention(match: re.Match[str], behind: str, said: str) -> Mention:
    number, times = Decimal(match["number"].replace(",", "")), _TIMES[match["times"]]
    link = match["link"]
    soft = bool(match["soft"] or match["more"]) or any_in(link, _ABOUT)
    return Mention(
        multiply(number, times),
        multiply(Decimal(1).scaleb(-decimals_of(number)), times),
        bound_of(link, behind),
        soft or behind.startswith(("左右", "上下")),
        said,
    )


def bound_of(link: str, behind: str) -> str:
    """ "least", "most" or "reached" for what stands before and behind a figure, else ''."""
    word = next((word for word in _BOUNDS if word in link), "")
    if word in _MOST or behind.startswith(("以内", "以下", "及以下", "之内")):
        return "most"
    if word == _REACHED:
        return "reached"
    return "least" if word in _LEAST or behind.startswith(("以上", "及以上", "(含")) else ""


def _counted(rest: str, unit: str) -> tuple[str, str] | None:
    """(unit as told, what follows it) at the beginning of `rest`; None for another unit."""
    same = _PEOPLE if unit in _PEOPLE else (unit, *_aliases(unit))
    for each in same:
        behind = rest.removeprefix(each)
        if behind != rest and not behind.startswith(_LONGER.get(each, ("\0",))):
            return each, behind
    return None


@lru_cache(maxsize=256)
def _aliases(unit: str) -> tuple[str, ...]:
    return tuple(name for name, base in UNIT_NAMES.items() if base == unit)


def _places(text: str, name: str) -> Iterator[int]:
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + 1)


def _inside(text: str, start: int, name: str, others: tuple[str, ...]) -> bool:
    """Whether the name at `start` is a piece of another indicator's longer name."""
    for other in others:
        if len(other) > len(name) and name in other:
            at = start - other.find(name)
            if at >= 0 and text.startswith(other, at):
                return True
    return False


def _told_jointly(text: str, start: int, unit: str) -> bool:
    """Whether the name at `start` ends an enumeration whose things before it have no figures.

    Counts are then those of all together; rates are those of each.
    """
    if unit == "%":
        return False
    pieces = _AND.split(clause_before(text, start))
    return len(pieces) > 1 and not pieces[-1] and not re.search(r"\d", pieces[-2], re.ASCII)


def _lists_parts(text: str, start: int, name: str, partial: tuple[str, ...]) -> bool:
    """Whether the clause around a name tells a part, a share for each, or a state in the middle."""
    clause = clause_before(text, start) + " " + clause_behind(text, start + len(name))
    return any_in(clause, partial) or bool(_FOR_YEARS.search(sentence_at(text, start)[1]))
