"""Rules 25–31 and 40: one indicator's score against its target and result (得分与完成情况)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.arithmetic import arithmetic
from perfdesk.core.cells import indicator_cell
from perfdesk.core.checks.case import FormRule, RowRule, Spot
from perfdesk.core.checks.direction import unclear_direction
from perfdesk.core.checks.figures import cell_text, change_to
from perfdesk.core.checks.names import told_rows
from perfdesk.core.checks.opposites import denies
from perfdesk.core.checks.shortfalls import falls_short, goes_beyond
from perfdesk.core.measure import Kind, Operator
from perfdesk.core.number import HUNDRED, ZERO, trimmed
from perfdesk.core.rounding import Rounding, divide, multiply, percent_of, round_to, subtract
from perfdesk.core.suggestion import band_of, comparable, over_deduction, reached
from perfdesk.core.wording import bare, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case, RowCase
    from perfdesk.core.finding import Remedy
    from perfdesk.core.ruleset import Setting
    from perfdesk.core.template import Band

_SCORED = ("target", "actual", "weight")


def missed_with_full_score(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """Rule 25: a missed target does not earn the full score (未达到目标得满分)."""
    if not case.indicator.target.reverse and _full_though_missed(case):
        yield _score_spot(case, "没有达到")
    elif _full(case) and _band(case) is None and falls_short(case):
        yield _sure_spot(case, "没有达到")


def exceeded_with_full_score(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """Rule 27: nor does an exceeded limit (反向指标超过上限得满分)."""
    if case.indicator.target.reverse and _full_though_missed(case):
        yield _score_spot(case, "超过")
    elif _full(case) and _band(case) is None and goes_beyond(case):
        yield _sure_spot(case, "超过")


def out_of_proportion(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 26: a missed target earns its share of the weight (按比例计分), rounded or cut off.

    What an exceeded limit earns is the unit's decision, with a reason (rule 40).
    """
    points = _points(case)
    if not _missed(case) or case.indicator.target.reverse or points is None or _full(case):
        return
    pair, score = comparable(case.indicator.target, case.indicator.actual), points[0]
    if pair is None or pair[0] <= 0:
        return  # rule 31; a negative target has no agreed share
    exact = divide(multiply(points[1], max(pair[1], ZERO)), pair[0])
    off = subtract(score, exact).copy_abs()
    if off > setting.limits["tolerance"] and not _cut_to_typed_decimals(case, exact):
        suggested = _suggested_text(case)
        yield Spot(
            case.at("score"),
            f"{case.name('score')} {_score_text(case)} 与按完成比例计算的 {suggested} 不一致"
            f"（{arithmetic(case.indicator, case.template.rules)}），请核对。",
            tuple(map(case.at, _SCORED)),
            _use_suggestion(case),
        )


def reached_but_reduced(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """Rule 28: a reached target that lost points without a reason; rule 40 replaces it."""
    if case.template.checks.setting("40").severity is not None:
        return
    target, actual = case.indicator.target, case.indicator.actual
    if _reduced(case) and reached(target, actual) and says_nothing(case.indicator.note, ()):
        yield Spot(
            case.at("score"),
            f"{case.name('score')} {_score_text(case)} 低于分值 {case.indicator.weight.text}，"
            f"但目标已达到，也没有说明扣分原因，请核对。",
            tuple(map(case.at, (*_SCORED, "note"))),
            _use_suggestion(case),
        )


def reduced_without_reason(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 40: who takes points off says why (扣分未写原因)."""
    label, blank = case.template.column_labels().get("note"), setting.words["blank"]
    if label is None or not _reduced(case) or not says_nothing(case.indicator.note, blank):
        return
    yield Spot(
        case.at("note"),
        f"{case.name('score')} {_score_text(case)} 低于分值 {case.indicator.weight.text}，"
        f"没有写原因，请填写“{label}”。",
        (case.at("score"), case.at("weight")),
        _use_suggestion(case) if case.points.suggested == case.indicator.weight.value else None,
    )


def reduced_without_text(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 40 for forms whose reasons stand in a text below the table."""
    labels = setting.words["texts"]
    if not labels or any(case.form.extra_text(label).strip() for label in labels):
        return
    reduced = [
        place
        for place, (row, points) in enumerate(
            zip(case.form.indicators, case.scores.rows, strict=True)
        )
        if points.score is not None
        and row.weight.value is not None
        and ZERO <= points.score < row.weight.value
    ]
    if reduced:
        yield Spot(
            f"extra.{labels[0]}",
            f"{told_rows(reduced)}得分低于分值，没有写原因，请填写“{labels[0]}”。",
            tuple(f"indicators[{place}].score" for place in reduced),
        )


def outside_band(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 29: a qualitative result's score lies in the band of its word (定性指标得分区间)."""
    band, points = _band(case), _points(case)
    if band is None or points is None or (band.high < HUNDRED and _full(case)):
        return
    score, weight = points
    low, high = percent_of(weight, band.low), percent_of(weight, band.high)
    above = score > high or (band.high < HUNDRED and score == high)
    if above or score < subtract(low, setting.limits["tolerance"]):
        yield Spot(
            case.at("score"),
            f"{case.name('score')} {_score_text(case)} 与“{case.indicator.actual.text}”不符，"
            f"应在分值的 {trimmed(band.low)}%—{trimmed(band.high)}% 之间"
            f"（{trimmed(low)}—{trimmed(high)} 分），请核对。",
            (case.at("actual"), case.at("weight")),
            _use_suggestion(case),
        )


def partly_with_full_score(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 30: what is reached in part, or not, does not earn the full score."""
    band = _band(case)
    if not _full(case):
        return
    if band is not None and band.high < HUNDRED:
        most = f"应低于分值的 {trimmed(band.high)}%，"
    elif band is None and denies(case, setting):
        most = ""
    else:
        return
    yield Spot(
        case.at("score"),
        f"{case.name('actual')}为“{case.indicator.actual.text}”，却得满分 "
        f"{_score_text(case)}，{most}请核对。",
        (case.at("actual"), case.at("weight")),
        _use_suggestion(case),
    )


def nearly_with_full_score(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 30: 基本达成 leaves open whether all was reached; it is no grade. Told once a form."""
    rows = [
        place
        for place, (row, points) in enumerate(
            zip(case.form.indicators, case.scores.rows, strict=True)
        )
        if bare(row.actual.text) in setting.words["nearly"]
        and row.weight.value
        and points.score == row.weight.value
    ]
    if rows:
        first, *others = (indicator_cell(place, "actual") for place in rows)
        word = case.form.indicators[rows[0]].actual.text.strip()
        yield Spot(
            first,
            f"{told_rows(rows)}实际完成值为“{word}”，得满分，请确认是否全部达成。",
            tuple(others),
        )


def points_for_breach(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """Rule 31: a target of none (零投诉) that was broken earns nothing."""
    points = _points(case)
    if not _missed(case) or points is None or points[0] <= 0:
        return
    pair = comparable(case.indicator.target, case.indicator.actual)
    full_limit = case.indicator.target.reverse and _full(case)  # rule 27
    if pair is not None and pair[0] == 0 and not full_limit:
        yield Spot(
            case.at("score"),
            f"{case.name('target')}为 {case.indicator.target.text}，"
            f"实际完成值为 {case.indicator.actual.text}，一般不得分，现得 {_score_text(case)} 分，"
            "请核对。",
            tuple(map(case.at, _SCORED)),
            _use_suggestion(case),
        )


def over_fulfilment_points(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Points that over-fulfilment costs where the template says so (超额完成扣分)."""
    rules, points = case.template.rules, _points(case)
    taken = over_deduction(case.indicator.target, case.indicator.actual, rules)
    if not taken or points is None or not reached(case.indicator.target, case.indicator.actual):
        return
    suggested = case.points.suggested
    tolerance = setting.limits["tolerance"]
    if suggested is not None and subtract(points[0], suggested) > tolerance:
        yield Spot(
            case.at("score"),
            f"{case.name('score')} {_score_text(case)} 没有按超额完成扣分，应为 "
            f"{_suggested_text(case)}（{arithmetic(case.indicator, rules)}），请核对。",
            tuple(map(case.at, _SCORED)),
            _use_suggestion(case),
        )


def _points(case: RowCase) -> tuple[Decimal, Decimal] | None:
    """(score, weight) of a row whose score can be judged: rules 3 and 4 have the others."""
    score, weight = case.points.score, case.indicator.weight.value
    if score is None or weight is None or weight <= 0 or not ZERO <= score <= weight:
        return None
    return score, weight


def _full(case: RowCase) -> bool:
    points = _points(case)
    return points is not None and points[0] == points[1]


def _reduced(case: RowCase) -> bool:
    points = _points(case)
    return points is not None and points[0] < points[1]


def _missed(case: RowCase) -> bool:
    """True if the figures show that the target was missed, or a limit exceeded."""
    target, actual = case.indicator.target, case.indicator.actual
    if _band(case) is not None or (target.number != 0 and unclear_direction(case)):
        return False
    return reached(target, actual) is False and not _about_reached(case)


def _about_reached(case: RowCase) -> bool:
    """True for 198 人 of about 200 (200人左右): near enough for a target without a sharp limit."""
    target = case.indicator.target
    pair = comparable(target, case.indicator.actual)
    if pair is None or not target.softened or target.operator not in (None, Operator.EQUAL):
        return False
    about = case.template.checks.setting("25").limits["about"]
    gap = subtract(pair[0], pair[1]).copy_abs()
    return multiply(gap, HUNDRED) <= multiply(about, pair[0].copy_abs())


def _full_though_missed(case: RowCase) -> bool:
    """False also where even the share rounds to the whole weight, and where rule 31 speaks."""
    suggested, target = case.points.suggested, case.indicator.target
    if not _missed(case) or not _full(case) or (target.number == 0 and not target.reverse):
        return False
    return suggested is not None and suggested != case.indicator.weight.value


def _cut_to_typed_decimals(case: RowCase, exact: Decimal) -> bool:
    """True for 17.3 of 17.301: rounded, or cut off, where one decimal at least was typed."""
    typed = case.indicator.score
    if typed.value is None or typed.decimals < 1:
        return False
    cuts = (Rounding.HALF_UP, Rounding.DOWN)
    return any(round_to(exact, cut, typed.decimals) == typed.value for cut in cuts)


def _band(case: RowCase) -> Band | None:
    if case.indicator.actual.kind is Kind.EMPTY:
        return None
    return band_of(case.indicator.actual.text, case.template.rules)


def _score_text(case: RowCase) -> str:
    return case.indicator.score.text.strip() or f"{case.points.score:f}"


def _suggested_text(case: RowCase) -> str:
    suggested = case.points.suggested
    return "" if suggested is None else cell_text(case.template, case.at("score"), suggested)


def _use_suggestion(case: RowCase) -> Remedy | None:
    """改为建议分, where there is one."""
    text = _suggested_text(case)
    return change_to(case.at("score"), text) if text else None


def _score_spot(case: RowCase, verb: str) -> Spot:
    """A full score beside a target that was missed (没有达到) or a limit exceeded (超过)."""
    row = case.indicator
    return Spot(
        case.at("score"),
        f"{case.name('actual')} {row.actual.text} {verb}年度指标值 {row.target.text}，却得满分 "
        f"{_score_text(case)}，按规则应为 {_suggested_text(case)}"
        f"（{arithmetic(row, case.template.rules)}），请核对。",
        tuple(map(case.at, _SCORED)),
        _use_suggestion(case),
    )


def _sure_spot(case: RowCase, verb: str) -> Spot:
    """The same where there is no score to suggest."""
    row = case.indicator
    return Spot(
        case.at("score"),
        f"{case.name('actual')} {row.actual.text} {verb}年度指标值 {row.target.text}，却得满分 "
        f"{_score_text(case)}，请核对。",
        tuple(map(case.at, _SCORED)),
    )


RULES = (
    RowRule("25", missed_with_full_score),
    RowRule("26", out_of_proportion),
    RowRule("27", exceeded_with_full_score),
    RowRule("28", reached_but_reduced),
    RowRule("29", outside_band),
    RowRule("30", partly_with_full_score),
    FormRule("30-nearly", nearly_with_full_score, ("actuals", "weights", "points")),
    RowRule("31", points_for_breach),
    RowRule("over-points", over_fulfilment_points),
    RowRule("40", reduced_without_reason),
    FormRule("40-text", reduced_without_text, ("extra", "weights", "points")),
)
