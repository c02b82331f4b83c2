"""How the scoring rules of two templates differ, in plain words (评分规则的变化)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.number import trimmed
from perfdesk.core.rounding import Rounding
from perfdesk.core.template import Reverse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from perfdesk.core.template import Band, Cap, Grade, Rules

_NONE = "没有"
_ROUNDINGS = {Rounding.UP: "进位", Rounding.DOWN: "截去", Rounding.HALF_UP: "四舍五入"}
_REVERSES = {
    Reverse.LINEAR: "超出目标几成，扣几成分值",
    Reverse.RATIO: "目标值 ÷ 完成值 × 分值",
}


def rounding_told(rounding: Rounding) -> str:
    """进位、截去、四舍五入."""
    return _ROUNDINGS[rounding]


def rules_told(old: Rules, new: Rules) -> list[str]:
    """A sentence for each rule that differs: 执行率的尾数：进位 → 截去."""
    pairs = zip(_rules(old), _rules(new), strict=True)
    found = [
        f"{name}：{before} → {after}" for (name, before), (_, after) in pairs if before != after
    ]
    return found + _bands_told(old.bands, new.bands)


def _rules(rules: Rules) -> list[tuple[str, str]]:
    return [
        ("执行率的尾数", _ROUNDINGS[rules.rate_rounding]),
        ("预算执行得分的尾数", _ROUNDINGS[rules.score_rounding]),
        ("建议得分的尾数", _ROUNDINGS[rules.suggestion_rounding]),
        ("预算执行率分值", trimmed(rules.execution_weight)),
        ("总分值", trimmed(rules.total)),
        ("反向指标没有完成时", _REVERSES[rules.reverse]),
        ("超额完成扣分", _over(rules)),
        ("评分等级", _grades(rules.grades)),
        ("执行率过低时总分最高", _caps(rules.caps)),
    ]


def _bands_told(old: Sequence[Band], new: Sequence[Band]) -> list[str]:
    """Shares of the weight by the first word of each band; the other words mean the same."""
    limits = [
        {word: _limits(band) for band in bands for word in band.words} for bands in (old, new)
    ]
    before, after = limits
    found = []
    for band in old:
        word = next((word for word in band.words if before[word] != after.get(word)), "")
        if word:
            left = after.get(word, "不认识这个说法")
            found.append(f"“{word}”得分值的：{before[word]} → {left}")
    return found


def _limits(band: Band) -> str:
    return f"{trimmed(band.low)}–{trimmed(band.high)}%"


def _over(rules: Rules) -> str:
    if rules.over_limit is None:
        return _NONE
    return f"达到目标的 {trimmed(rules.over_limit)}% 起扣 {trimmed(rules.over_deduction)} 分"


def _grades(grades: Sequence[Grade]) -> str:
    ordered: list[tuple[Decimal, str]] = sorted((one.least, one.name) for one in grades)[::-1]
    return "、".join(f"{name} {trimmed(least)} 分起" for least, name in ordered) or _NONE


def _caps(caps: Sequence[Cap]) -> str:
    told = (f"不到 {trimmed(cap.rate_below)}% 时 {trimmed(cap.total)} 分" for cap in caps)
    return "、".join(told) or _NONE
