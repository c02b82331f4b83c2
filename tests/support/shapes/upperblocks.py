"""Title, names, money and goals of a form."""

from perfdesk.core.form import SOURCE_KEYS
from tests.support.shapes.pen import Pen

_NAMES = (("name", "project_name"), ("supervisor", "supervisor"), ("unit", "unit"))
_COVER = ("某某局二〇二四年度决算公开附件", "填报说明在封底，请先阅读")


def draw_title(pen: Pen) -> None:
    """A cover where there is one, the title, the year, the unit of money."""
    if pen.shape.cover:
        for text in _COVER:
            pen.row += 1
            pen.other(1, text, pen.last)
        pen.row += 2
    title, year = pen.record["title"], pen.record["year"]
    line = f"（{year}年度）" if year else ""
    if pen.shape.title == "one cell":
        pen.line("\n".join(filter(None, (title, line))))
    elif pen.shape.title == "with year" and year:
        pen.line(f"{year}年度{title}")
        pen.expected.changed[".printed.title"] = f"{year}年度{title}"
    else:
        pen.line(title)
        if line:
            pen.line(line)
    if pen.shape.unit_line:
        pen.row += 1
        pen.put(pen.last, f"单位：{pen.record['amount_unit']}")


def draw_names(pen: Pen) -> None:
    """The project, who is over it, who does it."""
    pen.block()
    if pen.shape.codes:
        pen.row += 1
        pen.put(1, "项目编码", 2)
        pen.other(3, "310000231234567890", 5)
        pen.put(6, "项目负责人")
        pen.other(7, "王小明", pen.last)
    if pen.shape.names == "inline":
        for key, name in _NAMES:
            pen.line(f"{pen.label(key).rstrip('：')}：{pen.record[name]}")
        return
    pen.row += 1
    pen.put(1, pen.label("name"), 2)
    pen.put(3, pen.record["project_name"], pen.last)
    if pen.shape.names == "apart":
        for key in ("supervisor", "unit"):
            pen.row += 1
            pen.put(1, pen.label(key), 2)
            pen.put(3, pen.record[key], pen.last)
        return
    pen.row += 1
    pen.put(1, pen.label("supervisor"), 2)
    pen.put(3, pen.record["supervisor"], 4)
    pen.put(5, pen.label("unit"))
    pen.put(6, pen.record["unit"], pen.last)


def draw_money(pen: Pen) -> None:
    """The funding table."""
    pen.block()
    for key in {"initial", "adjusted", "executed"} - set(pen.shape.money):
        pen.expected.changed |= {f".funding.{source}.{key}": "" for source in SOURCE_KEYS}
    unit = "" if pen.shape.unit_line else f"（{pen.record['amount_unit']}）"
    pen.row += 1
    if pen.shape.turned:
        _turned(pen, unit)
        return
    keys = [*pen.shape.money]
    keys += ["weight", "rate", "score"] if pen.shape.execution == "columns" else []
    words = pen.record["columns"] | {key: pen.label(key) for key in (*pen.shape.money, "score")}
    pen.put(1, f"{pen.label('money')}{unit}", 0, len(SOURCE_KEYS))
    for at, key in enumerate(keys):
        pen.put(4 + at, words[key])
    for source in SOURCE_KEYS:
        pen.row += 1
        pen.put(2, pen.label(source), 3)
        for at, key in enumerate(keys):
            pen.put(4 + at, pen.figure(pen.record["funding"][source][key]))
    if pen.shape.execution == "row":
        _rate_row(pen)


def _rate_row(pen: Pen) -> None:
    pen.row += 1
    pen.put(2, pen.record["columns"]["rate"], 3)
    pen.put(4, pen.figure(pen.record["funding"]["total"]["rate"]), 6)
    pen.expected.changed |= {".printed.funding_score": "", ".execution_weight": ""}


def _turned(pen: Pen, unit: str) -> None:
    """Sources side by side, amounts one below the other."""
    pen.put(1, f"{pen.label('money')}{unit}", 2)
    for at, source in enumerate(SOURCE_KEYS):
        pen.put(3 + at, pen.label(source))
    words = pen.record["columns"] | {key: pen.label(key) for key in (*pen.shape.money, "score")}
    for key in (*pen.shape.money, "weight", "rate", "score"):
        pen.row += 1
        pen.put(1, words[key], 2)
        for at, source in enumerate(SOURCE_KEYS):
            pen.put(3 + at, pen.figure(pen.record["funding"][source][key]))


def draw_goals(pen: Pen) -> None:
    """What was expected, what was done."""
    pen.block()
    goals = pen.record["goal_expected"], pen.record["goal_actual"]
    middle = (2 + pen.last) // 2
    pen.row += 1
    if pen.shape.goals == "below":
        for key in ("goal_expected", "goal_actual"):
            pen.put(1, pen.label(key), 2)
            pen.put(3, pen.record[key], pen.last)
            pen.row += key == "goal_expected"
        return
    pen.put(2, pen.label("goal_expected"), middle)
    pen.put(middle + 1, pen.label("goal_actual"), pen.last)
    if pen.shape.goals == "split":
        for at, part in enumerate(("年度", "总体", "目标")):
            pen.canvas.put(pen.row + at, 1, part)
        pen.row += 1
        pen.put(2, goals[0], middle, 1)
        pen.put(middle + 1, goals[1], pen.last, 1)
        pen.row += 1
        return
    pen.put(1, pen.label("goals"), 0, 1)
    pen.row += 1
    pen.put(2, goals[0], middle)
    pen.put(middle + 1, goals[1], pen.last)
