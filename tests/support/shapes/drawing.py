"""One form on a canvas."""

from tests.support.corpus import Record
from tests.support.shapes.canvas import Canvas
from tests.support.shapes.expected import Expected
from tests.support.shapes.indicatorrows import columns_of, draw_indicators
from tests.support.shapes.pen import Pen
from tests.support.shapes.shape import LABELS, MONEY, Shape
from tests.support.shapes.upperblocks import (
    draw_goals,
    draw_money,
    draw_names,
    draw_title,
    signatures,
)

_NOTE = "注：1.其他资金指单位自有资金和社会捐赠等。"


def draw(record: Record, shape: Shape, canvas: Canvas | None = None) -> Expected:
    """Draws a form below what is on the canvas already; says what must be read."""
    canvas = canvas or Canvas()
    canvas.top += shape.top
    canvas.left += shape.left
    canvas.merging, canvas.step = shape.merging, shape.step
    by_value = shape.numbers in ("plain", "noisy", "money", "full width", "formulas")
    expected = Expected(record, by_value)
    if shape.labels is not LABELS or shape.money != MONEY or shape.execution != "columns":
        expected.loose |= {".template"}
        if not record["year"]:
            expected.loose.add(".year")
    spine = record["columns"]["has_绩效指标_column"]
    pen = Pen(record, shape, canvas, expected, first=1 + spine + shape.index)
    pen.columns = columns_of(pen)
    blocks = {"names": draw_names, "money": draw_money, "goals": draw_goals}
    last = blocks.pop(shape.last, None)
    for block in (draw_title, *blocks.values(), draw_indicators, _totals):
        block(pen)
    if last is not None:
        last(pen)
    _foot(pen)
    return expected


def _totals(pen: Pen) -> None:
    record, shape = pen.record, pen.shape
    pen.row += 1
    if shape.total_inline:
        _totals_inline(pen)
        return
    points = pen.first + pen.columns.index("points")
    score = pen.first + pen.columns.index("own_score")
    bare = shape.bare_total or "municipal" in record["template"]
    pen.put(1, "" if bare else pen.label("all"), points - 1)
    pen.put(points, pen.figure(record["total_weight"]))
    pen.put(score, pen.figure(record["total_score"]))
    if not record["grade"]:
        return
    if shape.grade_beside and len(pen.columns) - (score - pen.first) > 1:
        pen.put(score + 1, f"{pen.label('grade').rstrip('：')}：{record['grade']}")
        return
    pen.row += 1
    pen.put(1, pen.label("grade"), points - 1)
    grades = "　".join(f"{'☑' if one == record['grade'] else '□'}{one}" for one in "优良中差")
    pen.put(points, grades if shape.ticks else record["grade"], pen.last)


def _totals_inline(pen: Pen) -> None:
    """Score and grade in cells with their labels."""
    record = pen.record
    middle = pen.last // 2
    score = f"：{record['total_score']}分" if record["total_score"] else "："
    pen.put(1, f"{pen.label('all').rstrip('：')}{score}", middle)
    if record["grade"]:
        pen.put(middle + 1, f"{pen.label('grade').rstrip('：')}：{record['grade']}", pen.last)
    pen.expected.changed[".printed.total_weight"] = ""


def _foot(pen: Pen) -> None:
    """Notes and signatures below the table."""
    shape = pen.shape
    if shape.notes:
        pen.row += 1
        pen.put(1, _NOTE, pen.last)
        pen.expected.others.append(_NOTE.removeprefix("注："))
    if shape.signature in ("line", "cells", "twice"):
        pen.row += 1
        signatures(pen)
