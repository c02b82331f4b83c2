"""Rules 52, 53, 57 and the like: what targets and results can mean (指标值与完成值的含义)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell
from perfdesk.core.checks.case import FormRule, RowRule, Spot
from perfdesk.core.checks.direction import FORWARD, turned_limit
from perfdesk.core.checks.names import about_one_thing, any_in, bare_name, prefix_of, thing_of
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Remedy
from perfdesk.core.measure import scaled
from perfdesk.core.measurewords import SIGNS
from perfdesk.core.number import HUNDRED, half_width, trimmed
from perfdesk.core.rounding import multiply
from perfdesk.core.suggestion import band_of, bare_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perfdesk.core.checks.case import Case, RowCase
    from perfdesk.core.form import Indicator
    from perfdesk.core.measure import Measure
    from perfdesk.core.ruleset import Setting

_AT_MOST = {">=": "≤", "=>": "≤", "≥": "≤", ">": "<"}
#: Kinds of units that no other kind can stand for.
_SURE = ("ratios", "money", "spans")
_LOOSE = "loose"


def percent(cell: Measure, beside: Measure) -> Decimal | None:
    """The percentage that the cell says, also where only the cell beside it writes the %."""
    found, other = scaled(cell), scaled(beside)
    if found is None:
        return None
    implied = found[1] == "" and other is not None and other[1] == "%"
    return found[0] if found[1] == "%" or implied else None


def different_units(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 52: target and result are counted in one unit (单位不同)."""
    if (units := _two_units(case.indicator)) is None:
        yield from _share_without_unit(case)
        return
    alike = _counts_of(*sorted(units, key=len)) or any(
        set(units) <= set(each.split(",")) for each in setting.words["same"]
    )
    kinds = case.template.checks.setting("52-kind")
    if not alike and not (kinds.severity and _apart(units, kinds)):
        yield _units_spot(case, units, "请统一单位。")


def _counts_of(short: str, long: str) -> bool:
    """Whether the longer unit only adds what is counted: 个系统 beside 个, not 人次 beside 人."""
    thing = long.removeprefix(short)
    return long.startswith(short) and len(thing) > 1 and thing.isalpha()


def _share_without_unit(case: RowCase) -> Iterator[Spot]:
    """A bare 0.95 beside 95%: nobody can tell a share from a percentage whose sign was lost."""
    target, actual = scaled(case.indicator.target), scaled(case.indicator.actual)
    if target and actual and bare_share(target, actual):
        share = f"{trimmed(multiply(actual[0], HUNDRED))}%"
        yield Spot(
            case.at("actual"),
            f"{case.name('actual')}为“{case.indicator.actual.text.strip()}”，没有百分号，"
            f"是 {share} 还是 {trimmed(actual[0])}%，请写明。",
            (case.at("target"),),
            Remedy(f"改为 {share}", SetCell(case.at("actual"), share), joint=False),
        )


def unlike_units(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 52: a percentage is no number of people (单位互不相干)."""
    units = _two_units(case.indicator)
    if units is not None and _apart(units, setting):
        yield _units_spot(case, units, "两者不能比较，请核对。")


def _two_units(row: Indicator) -> tuple[str, str] | None:
    """The units of target and result where both have one and they differ."""
    target, actual = scaled(row.target), scaled(row.actual)
    if target is None or actual is None or target[0] == 0:
        return None
    units = (target[1], actual[1])
    return units if all(units) and units[0] != units[1] else None


def _apart(units: tuple[str, str], setting: Setting) -> bool:
    left, right = (_kind_of(unit, setting.words) for unit in units)
    if not left or not right or left == right:
        return False
    return left in _SURE or right in _SURE or _LOOSE not in (left, right)


def _kind_of(unit: str, kinds: Mapping[str, tuple[str, ...]]) -> str:
    return next((kind for kind, units in kinds.items() if unit in units), "")


def _units_spot(case: RowCase, units: tuple[str, str], remedy: str) -> Spot:
    return Spot(
        case.at("actual"),
        f"{case.name('actual')}的单位是“{units[1]}”，指标值的单位是“{units[0]}”，{remedy}",
        (case.at("target"),),
    )


def above_all(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 53: a part is not more than the whole (比率超过 100%)."""
    if not _is_part(case.indicator, setting):
        return
    row, most = case.indicator, setting.limits["most"]
    shares = {"target": percent(row.target, row.actual), "actual": percent(row.actual, row.target)}
    above = {key: share for key, share in shares.items() if share is not None and share > most}
    if not above:
        return
    key, share = next(iter(above.items()))
    yield Spot(
        case.at(key),
        f"{case.name(key)}为 {trimmed(share)}%，这种比率一般不超过 {trimmed(most)}%，请核对。",
        tuple(case.at(other) for other in above if other != key),
    )


def _is_part(row: Indicator, setting: Setting) -> bool:
    name = half_width(row.level3)
    if any_in(name, setting.words["not"]):
        return False
    return any_in(name, setting.words["names"]) or "满意" in (row.level2 or row.level1)


def cost_at_least(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 57: a cost is to be kept low (成本指标用了 ≥)."""
    row, words = case.indicator, setting.words
    target = row.target
    if target.operator not in FORWARD or not any_in(row.level1 + row.level2, words["levels"]):
        return
    name = bare_name(row.level3)
    money = any_in(target.unit, words["money"])
    if any_in(name, words["not"]) or not (money or any_in(name, words["names"])):
        return
    if target.unit in ("%", "百分比"):
        return
    yield Spot(
        case.at("target"),
        f"{case.name('target')}为“{target.text.strip()}”，成本越低越好，一般用 ≤，请核对。",
        (),
        _turned(case),
    )


def fault_at_least(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Faults and complaints are to be few (差错率、投诉率用了 ≥)."""
    row = case.indicator
    if turned_limit(row, setting.words):
        yield Spot(
            case.at("target"),
            f"{case.name('target')}为“{row.target.text.strip()}”，这种指标越低越好，"
            "方向可能写反，一般用 ≤，请核对。",
            (case.at("actual"),),
            _turned(case),
        )


def _turned(case: RowCase) -> Remedy | None:
    """The target with ≤; none where the bound is written in words."""
    text = half_width(case.indicator.target.text.translate(SIGNS))
    for sign, other in _AT_MOST.items():
        if text.startswith(sign):
            value = other + text.removeprefix(sign)
            return Remedy(f"改为 {value}", SetCell(case.at("target"), value))
    return None


def unit_beside_name(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """A rate is not counted in pieces, people not in percent (单位与名称不符)."""
    name = bare_name(case.indicator.level3)
    kind = _kind_of_name(name, tuple(setting.words.items()))
    if not kind:
        return
    for key in ("target", "actual"):
        found = scaled(getattr(case.indicator, key))
        if found is None or not found[1]:
            continue
        if found[1] in setting.words[f"{kind}-wrong"]:
            other = "actual" if key == "target" else "target"
            yield Spot(
                case.at(key),
                f"{case.name(key)}的单位是“{found[1]}”，与指标名称不符，请核对单位或名称。",
                (case.at("level3"), case.at(other)),
            )
        return  # where only the result's differs, rule 52 speaks


@lru_cache(maxsize=8192)
def _kind_of_name(name: str, words: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """The kind whose word the name ends in, the longest of all; '' where it ends in none."""
    best, longest = "", 0
    for key, endings in words:
        kind, _, what = key.partition("-")
        for ending in endings if what in ("names", "not") else ():
            if name.endswith(ending) and len(ending) > longest:
                best, longest = (kind if what == "names" else ""), len(ending)
    return best


def nothing_in_time(case: Case, setting: Setting) -> Iterator[Spot]:
    """Nothing was done, yet all of it in time (完成数为 0，及时率却是 100%)."""
    outputs = {n: row for n, row in enumerate(case.form.indicators) if _is_output(row, setting)}
    nothing = [n for n, row in outputs.items() if row.actual.number == 0]
    if not nothing:
        return
    well = [n for n, row in enumerate(case.form.indicators) if _full(case, row, setting)]
    all_nothing = len(nothing) == len(outputs)
    for number in nothing:
        same = [n for n in well if n != number and _belongs(case, number, n, all_nothing, setting)]
        if same:
            first, other = case.form.indicators[number], case.form.indicators[same[0]]
            yield Spot(
                indicator_cell(number, "actual"),
                f"“{first.level3.strip()}”完成 {first.actual.text.strip()}，"
                f"“{other.level3.strip()}”却为 {other.actual.text.strip()}，请核对。",
                tuple(indicator_cell(n, "actual") for n in same),
            )


def _is_output(row: Indicator, setting: Setting) -> bool:
    """An output that one counts, and of which something was asked for."""
    wanted = row.target.number
    if not wanted or wanted < 0 or row.actual.number is None:
        return False
    if row.target.reverse:
        return False
    how_well = any_in(row.level3, setting.words["timely"] + setting.words["quality"])
    return not how_well and ("数量" in row.level2 or "产出" in row.level1)


def _full(case: Case, row: Indicator, setting: Setting) -> bool:
    """A row on timeliness or quality that was reached in full."""
    timely = any_in(row.level3, setting.words["timely"])
    if not timely and not any_in(row.level3, setting.words["quality"]):
        return False
    share = percent(row.actual, row.target)
    if share is not None:
        return share >= setting.limits["full"]
    band = band_of(row.actual.text, case.template.rules) if timely else None
    return band is not None and band.high >= setting.limits["full"]


def _belongs(case: Case, output: int, other: int, alone: bool, setting: Setting) -> bool:
    """Whether the two rows speak of one thing; a name that says nothing speaks of all outputs."""
    names = [case.form.indicators[row].level3 for row in (output, other)]
    before = [prefix_of(name) for name in names]
    if before[0] != before[1] and all(before):
        return False
    words = setting.words
    generic = words["generic"] + words["timely"] + words["quality"]
    left, right = (thing_of(name, generic) for name in names)
    if len(right) < 2:
        return alone
    return about_one_thing(left, right, words["vague"])


RULES = (
    RowRule("52", different_units),
    RowRule("52-kind", unlike_units),
    RowRule("53", above_all),
    RowRule("57", cost_at_least),
    RowRule("57-less", fault_at_least),
    RowRule("unit-name", unit_beside_name),
    FormRule("zero-output", nothing_in_time, ("levels", "names", "targets", "actuals")),
)
