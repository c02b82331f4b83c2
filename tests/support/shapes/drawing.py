"""One form on a canvas."""

from tests.support.corpus import Record
from tests.support.shapes.canvas import Canvas
from tests.support.shapes.expected import Expected
from tests.support.shapes.indicatorrows import columns_of, draw_indicators
from tests.support.shapes.inks import DAY
from tests.support.shapes.pen import Pen
from tests.support.shapes.shape import LABELS, MONEY, Shape
from tests.support.shapes.upperblocks import draw_goals, draw_money, draw_names, draw_title

_NOTE = "注：1.其他资金指单位自有资金和社会捐赠等。"
_PEOPLE = (("填报人", "preparer", "张三"), ("联系电话", "phone", "021-12345678"))


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
    for block in (draw_title, draw_names, draw_money, draw_goals, draw_indicators, _totals, _foot):
        block(pen)
    return expected


def _totals(pen: Pen) -> None:
    record, shape = pen.record, pen.shape
    pen.row += 1
    points = pen.first + pen.columns.index("points")
    score = pen.first + pen.columns.index("own_score")
    bare = shape.bare_total or "municipal" in record["template"]
    pen.put(1, "" if bare else pen.label("all"), points - 1)
    pen.put(points, pen.figure(record["total_weight"]))
    pen.put(score, pen.figure(record["total_score"]))
    if not record["grade"]:
        return
    if shape.grade_beside and len(pen.columns) - (score - pen.first) > 1:
        pen.put(score + 1, f"{pen.label('grade')}：{record['grade']}")
        return
    pen.row += 1
    pen.put(1, pen.label("grade"), points - 1)
    pen.put(points, record["grade"], pen.last)


def _foot(pen: Pen) -> None:
    """Notes and signatures below the table."""
    shape = pen.shape
    if shape.notes:
        pen.row += 1
        pen.put(1, _NOTE, pen.last)
        pen.expected.others.append(_NOTE.removeprefix("注："))
    if not shape.signature:
        return
    pen.row += 2
    signed = {key: text for _, key, text in _PEOPLE} | {"date": "2025年3月18日"}
    if shape.signature == "line":
        words = "　　".join(f"{word}：{text}" for word, _, text in _PEOPLE)
        pen.put(1, f"{words}    填报日期：2025年3月18日", pen.last)
    else:
        for at, (word, _, text) in enumerate(_PEOPLE):
            pen.put(1 + 2 * at, f"{word}：")
            pen.put(2 + 2 * at, text)
        pen.put(5, "填报日期")
        pen.put(6, DAY)
    pen.expected.changed |= {f".signature.{key}": text for key, text in signed.items()}
