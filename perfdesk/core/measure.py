"""Targets and results of indicators (指标值、完成值): one cell of free text, read for scoring.

The text is what is kept and printed. Reading never fails and never alters it: what is not clearly
one number with a unit is qualitative. The words understood stand in `measurewords`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from perfdesk.core.measurewords import (
    AT_LEAST,
    AT_MOST,
    LESS,
    MORE,
    OPERATORS,
    SIGNS,
    TRAILING,
    UNIT_NAMES,
    VERBS,
)
from perfdesk.core.number import half_width, parse_decimal
from perfdesk.core.rounding import multiply


class Operator(Enum):
    """How a result is compared with its target."""

    EQUAL = "="
    AT_LEAST = AT_LEAST
    AT_MOST = AT_MOST
    MORE = MORE
    LESS = LESS

    @property
    def reverse(self) -> bool:
        """True where less is better (反向指标)."""
        return self in (Operator.AT_MOST, Operator.LESS)


class Kind(Enum):
    """What a cell says."""

    EMPTY = "empty"
    QUANTITATIVE = "quantitative"
    QUALITATIVE = "qualitative"


@dataclass(frozen=True, slots=True)
class Measure:
    """One target or result: `text` as typed and, where quantitative, operator, number and unit.

    `unit` is as typed without its brackets; `softened` marks 左右 and the like in it.
    """

    text: str
    kind: Kind
    operator: Operator | None = None
    number: Decimal | None = None
    unit: str = ""
    softened: bool = False

    @staticmethod
    def of(text: str) -> Measure:
        """The measure written as `text`; never fails."""
        return _measure(text)

    @property
    def quantitative(self) -> bool:
        """True if there is a number to compare."""
        return self.kind is Kind.QUANTITATIVE

    @property
    def reverse(self) -> bool:
        """True where the operator says that less is better (反向指标)."""
        return self.operator is not None and self.operator.reverse


_SOFT_BEHIND = ("左右", "上下")
_A_YEAR = "/年"
#: In the order in which they are written: 1万亿元.
_MULTIPLES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}

_OPERATOR = "|".join(re.escape(word) for word in sorted(OPERATORS, key=len, reverse=True))
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_REST = rf"(?P<soft>大约|约)?(?P<number>{_NUMBER})(?P<rest>.*)"
#: In front of a result: 已完成45%, 共120人, 实际达到95%.
_DONE = "(?:实际|已经|已|共计|合计|总计|累计|全年|共)*(?:完成|发生|出现)?[了为:]?"
_SHAPES = (
    re.compile(rf"{_DONE}(?P<op>{_OPERATOR})?{_REST}", re.DOTALL | re.ASCII),
    # 培训120人, 至少举办10场
    re.compile(
        rf"(?P<op>{_OPERATOR})?(?:{'|'.join(VERBS)})(?P<soft>约)?(?P<number>{_NUMBER})(?P<rest>[^\d]{{1,2}})",
        re.ASCII,
    ),
    # 满意度≥95%, 帮扶家庭不少于80户次
    re.compile(rf"[^\d=<>≥≤]*?(?P<op>{_OPERATOR}){_REST}", re.DOTALL | re.ASCII),
    # 满意度98.5%, 投诉率为0
    re.compile(
        rf"[^\d=<>≥≤、，。；,;]*[率度比例](?P<op>为)?(?P<soft>约)?(?P<number>{_NUMBER})(?P<rest>%.*)?",
        re.DOTALL | re.ASCII,
    ),
)
_PERCENT = re.compile(rf"百分之({_NUMBER})", re.ASCII)
_SMALL = "[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
#: A small number in words with its unit: 不少于三次; no 三方协议, 一次性.
_SPELT = re.compile(
    rf"(?P<op>{_OPERATOR})?(?P<number>{_SMALL})"
    r"(?P<unit>次|场次?|期|批次?|人次?|名|个|家|户|份|册|本|篇|项|件|台|套|门|例|起)(?P<bound>及?以[上下内])?"
)
_SPELT_PERCENT = re.compile(rf"百分之({_SMALL})(?![一二三四五六七八九十百])")
_BRACKETED = re.compile(r"\((?P<unit>[^()]*)\)")
_REMARK = re.compile(r"(?P<unit>[^()]*)\((?P<remark>[^()]*)\)")
#: What is said behind a comma: 12次，全部到位.
_ASIDE = re.compile(r"[,;][^\d,;]+$", re.ASCII)
#: It takes from the number, behind a comma or in brackets: 95%，目标未完成; 10场（两场取消）.
_TAKES = re.compile(
    r"[,;][^\d,;]*(?:取消|延期|推迟|其中|部分|除|[未没不仅只尚])"
    r"|\([^()]*(?:取消|未完成|未达|未实现|未开展|没有|没完成|没达)[^()]*\)",
    re.ASCII,
)
#: A bound behind the number, with or without words after it: 95%以上, 3个以上课题, 2小时内响应.
_BOUNDED = re.compile(
    rf"(?P<unit>[^\d]*?)(?:\(含\))?(?P<bound>{'|'.join(TRAILING)})[^\d]*", re.ASCII
)
_WITHIN = re.compile(
    r"(?P<unit>秒|分钟|个?小时|天|日|个?工作日|周|个月|个?季度|年|[万亿]?元|%)[以之]?内(?![容涵部外控])[^\d]*",
    re.ASCII,
)
_PERCENT_WORDS = re.compile(r"%[\u4e00-\u9fff]+")
#: Behind the number these say that it is a date, a rank, a range, an enumeration or a sentence.
_NOT_A_UNIT = re.compile(
    r"(?<!m)\d|[=<>≥≤、,，。；;:~*×]|^[-—–至到.,/]|^年[底末初度中前后终上下]|^月(?!人次)|^[号季级等]|^日|^[点时](?!/)"
)
_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_A_NUMBER = re.compile(r"(?<!m)\d")  # but not that of m2
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
_LONGEST_UNIT = 12
_LONGEST_CELL = 200  # far longer than any measure; a pasted essay is not searched


@lru_cache(maxsize=16384)
def _measure(text: str) -> Measure:
    folded = _fold(text)
    if not folded:
        return Measure(text, Kind.EMPTY)
    if len(folded) <= _LONGEST_CELL:
        for shape in _SHAPES:
            found = shape.fullmatch(folded)
            read = _read(text, found) if found else None
            if read:
                return read
    return Measure(text, Kind.QUALITATIVE)


def _fold(text: str) -> str:
    """Half-width, no blanks, quotes or full stop around; 百分之90 is 90%, 三次 is 3次."""
    plain = half_width(text.translate(SIGNS)).strip("\"'“”‘’").rstrip(".。;,、!")
    if plain.startswith("(") and _BRACKETED.fullmatch(plain):
        plain = plain[1:-1]
    plain = re.sub("^零(?=$|投诉|事故|差错|失误|伤亡|故障|违规|违纪|纠纷|拖欠|上访)", "0", plain)
    plain = _PERCENT.sub(r"\1%", plain)
    plain = _SPELT_PERCENT.sub(lambda found: f"{_small(found[1])}%", plain)
    if found := _SPELT.fullmatch(plain):
        return f"{found['op'] or ''}{_small(found['number'])}{found['unit']}{found['bound'] or ''}"
    return plain


def _small(words: str) -> int:
    """The number up to 99 that is written in words."""
    tens, ten, ones = words.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _read(text: str, found: re.Match[str]) -> Measure | None:
    number, rest = parse_decimal(found["number"]), found["rest"] or ""
    if number is None or (rest.startswith("年") and _YEAR.fullmatch(found["number"])):
        return None
    unit, bound = _unit(rest)
    if unit is None or _denied(found):
        return None
    sign = OPERATORS.get(found["op"] or "") or bound
    soft = bool(found["soft"]) or any(_bare(part) != part for part in (unit, _multiplied(unit)[1]))
    return Measure(text, Kind.QUANTITATIVE, Operator(sign) if sign else None, number, unit, soft)


def _denied(found: re.Match[str]) -> bool:
    """True for 未达到90%: the number was not reached, and what was reached is not said."""
    place = found.start("op")
    return place > 0 and found["op"].startswith("达") and found.string[place - 1] in "未没不难"


def _unit(rest: str) -> tuple[str | None, str | None]:
    """(unit, bound that follows) behind a number; unit None where the rest is no unit."""
    if _TAKES.search(rest):
        return None, None
    rest = _ASIDE.sub("", rest)
    if bracketed := _BRACKETED.fullmatch(rest):
        inside = bracketed["unit"]
        return ("" if _A_NUMBER.search(inside) else inside), None
    if (within := _WITHIN.fullmatch(rest)) is not None:
        return within["unit"], AT_MOST
    bounded = _BOUNDED.fullmatch(_without_remark(rest))
    unit = _without_remark(bounded["unit"] if bounded else rest)
    if _NOT_A_UNIT.search(unit) or len(unit) > _LONGEST_UNIT:
        return None, None
    if _PERCENT_WORDS.fullmatch(unit) and _bare(unit) == unit:
        unit = "%"  # 100%完成
    return unit, TRAILING[bounded["bound"]] if bounded else None


def _without_remark(rest: str) -> str:
    """`rest` without a remark in brackets at its end; 人(次) is the unit 人次."""
    remarked = _REMARK.fullmatch(rest)
    if not remarked:
        return rest
    return remarked["unit"] + ("次" if remarked["remark"] == "次" else "")


def _bare(unit: str) -> str:
    """The unit without what softens it: 人左右 and 余人 are 人."""
    for soft in _SOFT_BEHIND:
        unit = unit.removesuffix(soft)
    return unit if unit in ("余", "多") else unit.removeprefix("余").removeprefix("多")


def scaled(measure: Measure) -> tuple[Decimal, str] | None:
    """(number in the base unit, base unit): 2.75 万人 is 27500 人; % and 百分比 are one unit.

    A form is of one year: 4份/年 is 4 份. None for a measure without a number.
    """
    if measure.number is None:
        return None
    factor, unit = _multiplied(_bare(measure.unit))
    unit = _bare(unit).removesuffix(_A_YEAR)
    return multiply(measure.number, factor), UNIT_NAMES.get(unit, unit)


def _multiplied(unit: str) -> tuple[Decimal, str]:
    """(10,000, 余人) for 万余人: what the unit multiplies by, and the rest of it."""
    product = Decimal(1)
    for prefix, factor in _MULTIPLES.items():
        if unit.startswith(prefix):
            unit, product = unit.removeprefix(prefix), multiply(product, factor)
    return product, unit
