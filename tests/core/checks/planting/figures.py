"""Faults in amounts, weights, scores and sums, for rules 1–15."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from perfdesk.core.cells import funding_cell, indicator_cell, text_at, with_text
from perfdesk.core.form import AMOUNT_KEYS, PART_KEYS, Form
from perfdesk.core.number import parse_decimal
from tests.core.checks.planting.tools import Plant, case_of, in_row, rows_where, typed, without_rows


def _printed(form: Form, key: str) -> Decimal | None:
    return parse_decimal(getattr(form.printed, key).rstrip("%"))


def _reprinted(form: Form, key: str, value: Decimal) -> Form:
    return replace(form, printed=replace(form.printed, **{key: f"{value:f}"}))


def _value(form: Form, source: str, key: str) -> Decimal:
    return parse_decimal(text_at(form, funding_cell(source, key))) or Decimal(0)


def _columns(form: Form) -> list[str]:
    """The money columns that say something."""
    return [key for key in AMOUNT_KEYS if _value(form, "total", key)]


# sums of weights and scores


def weight_changed(form: Form, rng: Random) -> Form:
    row = rng.randrange(len(form.indicators))
    weight = form.indicators[row].weight.value or Decimal(0)
    step = rng.choice([Decimal("0.5"), Decimal(1), Decimal(2), Decimal(10)])
    return in_row(form, row, weight=f"{weight + step:f}")


def execution_weight_changed(form: Form, rng: Random) -> Form:
    return typed(form, execution_weight=rng.choice(["5", "15", "20", "１１", "9.9"]))


def row_lost(form: Form, rng: Random) -> Form | None:
    rows = rows_where(form, lambda row: bool(row.weight.value))
    return without_rows(form, [rng.choice(rows)]) if rows else None


def weight_sum_misprinted(form: Form, rng: Random) -> Form:
    return _reprinted(form, "total_weight", Decimal(rng.choice(["95", "101", "99.5", "110"])))


def total_misprinted(form: Form, rng: Random) -> Form | None:
    total = _printed(form, "total_score")
    if total is None or case_of(form).scores.incomplete:
        return None
    return _reprinted(form, "total_score", total + Decimal(rng.choice(["1", "-0.1", "-9"])))


def one_score_changed(form: Form, rng: Random) -> Form | None:
    scores = case_of(form).scores
    rows = rows_where(form, lambda row: bool(row.score.value and row.score.value >= 1))
    if not rows or scores.incomplete or _printed(form, "total_score") is None:
        return None
    row = rng.choice(rows)
    score = form.indicators[row].score.value or Decimal(0)
    return in_row(form, row, score=f"{score - rng.choice([Decimal('0.5'), Decimal(1)]):f}")


def grade_misprinted(form: Form, rng: Random) -> Form | None:
    own = case_of(form).scores.grade
    if own is None:
        return None
    others = [grade for grade in ("优", "良", "中", "差") if grade != own]
    return replace(form, printed=replace(form.printed, grade=rng.choice(others)))


def score_above_weight(form: Form, rng: Random) -> Form:
    row = rng.choice(rows_where(form, lambda row: row.weight.value is not None))
    weight = form.indicators[row].weight.value or Decimal(0)
    more = f"{weight + rng.choice([Decimal('0.01'), Decimal(1), Decimal(10)]):f}"
    wide = more.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789."})
    return in_row(form, row, score=rng.choice([more, wide]))


def negative_points(form: Form, rng: Random) -> Form:
    row = rng.randrange(len(form.indicators))
    return in_row(form, row, **{rng.choice(["weight", "score"]): rng.choice(["-1", "－2", "-0.5"])})


def negative_amount(form: Form, rng: Random) -> Form:
    cell = funding_cell(rng.choice(["total", *PART_KEYS]), rng.choice(AMOUNT_KEYS))
    return with_text(form, cell, rng.choice(["-3.50", "－1,200.00"]))


def weight_of_nothing(form: Form, rng: Random) -> Form | None:
    rows = rows_where(form, lambda row: bool(row.weight.value))
    return in_row(form, rng.choice(rows), weight=rng.choice(["0", "0.00", "０"])) if rows else None


# the funding table


def rate_misprinted(form: Form, rng: Random) -> Form | None:
    rate = _printed(form, "rate")
    if rate is None or rate == 0:
        return None
    return _reprinted(form, "rate", rate - rng.choice([Decimal(1), Decimal(2), Decimal(10)]))


def spending_changed(form: Form, rng: Random) -> Form | None:
    """Total and source together, so that only the printed rate tells."""
    spent = _value(form, "total", "executed")
    sources = [part for part in PART_KEYS if _value(form, part, "executed")]
    if not spent or len(sources) != 1 or _printed(form, "rate") is None:
        return None
    new = f"{spent * rng.choice([Decimal('0.9'), Decimal('0.5')]):.2f}"
    cells = ((funding_cell(each, "executed"), new) for each in ("total", *sources))
    for cell, text in cells:
        form = with_text(form, cell, text)
    return form


def points_misprinted(form: Form, rng: Random) -> Form | None:
    points = _printed(form, "funding_score")
    if points is None:
        return None
    return _reprinted(form, "funding_score", points - rng.choice([Decimal("0.1"), Decimal(1)]))


def total_misses_parts(form: Form, rng: Random) -> Form | None:
    columns = _columns(form)
    if not columns:
        return None
    key = rng.choice(columns)
    value = _value(form, "total", key) + rng.choice([Decimal(1), Decimal("0.5"), Decimal(1000)])
    return with_text(form, funding_cell("total", key), rng.choice([f"{value:f}", f"{value:,.2f}"]))


def part_misses_total(form: Form, rng: Random) -> Form | None:
    columns = _columns(form)
    if not columns:
        return None
    key, part = rng.choice(columns), rng.choice(PART_KEYS)
    value = _value(form, part, key) + rng.choice([Decimal(1), Decimal("0.8"), Decimal(50)])
    return with_text(form, funding_cell(part, key), f"{value:f}")


def total_row_of_0(form: Form, rng: Random) -> Form | None:
    parts = [part for part in PART_KEYS if _value(form, part, "adjusted")]
    zero = rng.choice(["0", "0.00"])
    for key in AMOUNT_KEYS:
        form = with_text(form, funding_cell("total", key), zero)
    return form if parts else None


def total_cell_blank(form: Form, rng: Random) -> Form | None:
    columns = [key for key in _columns(form) if any(_value(form, part, key) for part in PART_KEYS)]
    return with_text(form, funding_cell("total", rng.choice(columns)), "") if columns else None


def overspent(form: Form, rng: Random) -> Form | None:
    budget = _value(form, "total", "adjusted")
    more = budget * rng.choice([Decimal("1.01"), Decimal(2), Decimal(10)])
    return typed(form, funding__total__executed=f"{more:.2f}") if more > budget else None


def source_overspent(form: Form, rng: Random) -> Form | None:
    if _value(form, "total", "executed") > _value(form, "total", "adjusted"):
        return None
    part = rng.choice(PART_KEYS)
    more = _value(form, part, "adjusted") + rng.choice([Decimal(1), Decimal("0.01"), Decimal(99)])
    cells = {f"funding__{part}__executed": f"{more:f}"}
    if not text_at(form, funding_cell(part, "adjusted")):
        cells[f"funding__{part}__adjusted"] = "0"
    return typed(form, **cells)


def budget_lost(form: Form, rng: Random) -> Form | None:
    if not _value(form, "total", "executed"):
        return None
    text = rng.choice(["", "0", "0.00"])
    for source in ("total", *PART_KEYS):
        form = with_text(form, funding_cell(source, "adjusted"), text)
    return form


def nothing_of_nothing(form: Form, rng: Random) -> Form:
    text = rng.choice(["", "0", "0.00"])
    for source in ("total", *PART_KEYS):
        for key in ("adjusted", "executed"):
            form = with_text(form, funding_cell(source, key), text)
    return form


def spending_lost(form: Form, rng: Random) -> Form | None:
    if not _value(form, "total", "adjusted"):
        return None
    for source in ("total", *PART_KEYS):
        kept = source != "total" and not _value(form, source, "adjusted") and rng.random() < 0.5
        form = with_text(form, funding_cell(source, "executed"), "0.00" if kept else "")
    return form


def unit_mixed_up(form: Form, _rng: Random) -> Form | None:
    filled = [key for key in AMOUNT_KEYS if _value(form, "total", key)]
    if len(filled) < 2:
        return None
    key = max(filled, key=lambda key: _value(form, "total", key))
    for source in ("total", *PART_KEYS):
        yuan = _value(form, source, key) * 10_000
        form = with_text(form, funding_cell(source, key), f"{yuan:f}")
    return form


# head and cells


def year_out_of_range(form: Form, rng: Random) -> Form:
    return replace(form, year=rng.choice([1924, 2004, 2042, 2204, 9024]))


def no_year_at_all(form: Form, rng: Random) -> Form:
    return replace(form, year=rng.choice([None, 24, 202, 20244]))


def head_lost(form: Form, rng: Random) -> Form:
    cell = rng.choice(["project_name", "supervisor", "unit"])
    return with_text(form, cell, rng.choice(["", " ", "　", "-", "——", "无", "暂无"]))


def cell_lost(form: Form, rng: Random) -> Form:
    row = rng.randrange(len(form.indicators))
    key = rng.choice(["level3", "target", "actual", "weight"])
    blank = ["", "　"] if key == "weight" else ["", " ", "-", "—", "－－", "——", "/", "\\"]
    return in_row(form, row, **{key: rng.choice(blank)})


def number_unreadable(form: Form, rng: Random) -> Form:
    row = rng.randrange(len(form.indicators))
    cells = [indicator_cell(row, "weight"), indicator_cell(row, "score"), "execution_weight"]
    cells += [funding_cell("total", key) for key in AMOUNT_KEYS]
    texts = ["1.2.3", "十二", "12O", "约10", "10分左右", "3，5.0.1"]
    return with_text(form, rng.choice(cells), rng.choice(texts))


def unit_behind_number(form: Form, rng: Random) -> Form:
    row = rng.randrange(len(form.indicators))
    return in_row(form, row, weight=rng.choice(["10分", "１０分", "10 分"]))


def score_out_of_reach(form: Form, rng: Random) -> Form:
    """Nothing typed, and target and result that nobody can compare."""
    row = rng.randrange(len(form.indicators))
    return in_row(form, row, target="有所改善", actual="正在推进", weight="5", score="", note="")


def more_decimals_than_paper(form: Form, rng: Random) -> Form | None:
    row, weight = rng.randrange(len(form.indicators)), rng.choice(["3.333", "7.125", "0.005"])
    paper = case_of(form).template.format_of(indicator_cell(row, "weight"))
    return in_row(form, row, weight=weight) if paper.hides(Decimal(weight)) else None


PLANTS: Mapping[str, Plant] = {
    "1/weight changed": weight_changed,
    "1/execution weight changed": execution_weight_changed,
    "1/row lost": row_lost,
    "1-printed/misprint": weight_sum_misprinted,
    "2/misprint": total_misprinted,
    "2/one score changed": one_score_changed,
    "3/above": score_above_weight,
    "4/points": negative_points,
    "4/amount": negative_amount,
    "4-zero/weight": weight_of_nothing,
    "5/misprint": rate_misprinted,
    "5/spending changed": spending_changed,
    "6/misprint": points_misprinted,
    "7/total": total_misses_parts,
    "7/part": part_misses_total,
    "8/row of 0": total_row_of_0,
    "8/blank cell": total_cell_blank,
    "9/total": overspent,
    "9/source": source_overspent,
    "10/budget lost": budget_lost,
    "10-none/nothing": nothing_of_nothing,
    "10-unspent/lost": spending_lost,
    "11/misprint": grade_misprinted,
    "12/head": head_lost,
    "12/year": no_year_at_all,
    "12-year/range": year_out_of_range,
    "13/cell": cell_lost,
    "14/number": number_unreadable,
    "14/unit": unit_behind_number,
    "no-score/words": score_out_of_reach,
    "paper-decimals/weight": more_decimals_than_paper,
    "15/unit": unit_mixed_up,
}
