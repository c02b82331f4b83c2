"""The indicator table of a form: head, rows, levels, what stands between the rows."""

from tests.support.shapes.canvas import Ink
from tests.support.shapes.inks import measured, points, target_parts
from tests.support.shapes.pen import Pen

_LEVELS = ("level1", "level2")
_TARGETS = {
    "one": ["target"],
    "three": ["operator", "value", "unit"],
    "two": ["bounded", "unit"],
    "sub heads": ["operator", "value", "unit"],
    "wide head": ["operator", "value", "unit"],
    "four": ["operator", "value", "unit"],
}
#: The columns of the levels where they are not three.
_LEVEL_COLUMNS = {
    "joined": ["joined", "level3"],
    "path": ["path"],
    "own tables": ["level2", "level3"],
}
_UNHEADED = {"no heads": "", "one head": "绩效指标"}
_SUB_HEADS = {"operator": "符号", "value": "数值", "unit": "单位"}
_HEADS = {
    "operator": "指标性质",
    "value": "指标值",
    "bounded": "指标值",
    "unit": "计量单位",
    "method": "计分方法",
    "opinion": "复核意见",
    "actual_unit": "完成值单位",
    "joined": "指标类别",
    "path": "绩效指标",
}


def columns_of(pen: Pen) -> list[str]:
    """The keys of the table's columns."""
    more = pen.shape.more_columns
    weight = pen.shape.weight_first
    columns = list(_LEVEL_COLUMNS.get(pen.shape.levels, ["level1", "level2", "level3"]))
    columns += ["points"] if weight else []
    columns += [*_TARGETS[pen.shape.target], "actual"]
    columns += ["actual_unit"] if pen.shape.target == "four" else []
    columns += [] if weight else ["points"]
    columns += [*(["method"] if more else []), "own_score", "note"]
    return [*columns, *(["opinion"] if more else [])]


def draw_indicators(pen: Pen) -> None:
    """Head and rows."""
    pen.block()
    top = pen.row + 1
    if pen.shape.levels != "own tables":
        pen.row += 1
        _head(pen)
    if pen.shape.execution == "indicator":
        _execution(pen)
    rows = pen.record["indicators"]
    begins = 0
    for at, row in enumerate(rows):
        if pen.shape.broken and at and at % 6 == 0:
            _close(pen, begins, at)
            _spine(pen, top)
            begins, top = at, _break(pen)
        if pen.shape.levels == "rows" and (not at or rows[at - 1]["level1"] != row["level1"]):
            pen.row += 1
            pen.put(pen.first - pen.shape.index, row["level1"], pen.last)
        if pen.shape.levels == "own tables" and (not at or rows[at - 1]["level1"] != row["level1"]):
            _close(pen, begins, at)
            begins = at
            _own_head(pen, row["level1"])
        pen.row += 1 + (pen.shape.blank_rows and at > begins)
        _row(pen, at, at == begins)
        if pen.shape.hidden and at % 3 == 1:
            pen.canvas.hide(pen.row)
        ends = at + 1 == len(rows) or rows[at + 1]["level1"] != row["level1"]
        if pen.shape.subtotals and ends:
            _close(pen, begins, at + 1)
            begins = at + 1
            _subtotal(pen, row["level1"])
    _close(pen, begins, len(rows))
    _spine(pen, top)


def _spine(pen: Pen, top: int) -> None:
    """The word beside the rows since `top`, where the paper has one."""
    if not pen.record["columns"]["has_绩效指标_column"]:
        return
    if pen.shape.goals == "split" and pen.row - top >= 4:
        for at, letter in enumerate("绩效指标"):
            pen.canvas.put(top + at, 1, letter)
    else:
        pen.canvas.put(top, 1, pen.label("spine"), pen.row)


def _head(pen: Pen) -> None:
    if pen.shape.target in ("sub heads", "wide head"):
        _wide_head(pen, pen.shape.target == "sub heads")
        return
    words = _HEADS | {"note": pen.record["columns"]["note"]}
    two = pen.shape.two_rows
    if pen.shape.index:
        pen.put(pen.first - 1, "序号", 0, two)
    for number, key in enumerate(pen.columns):
        col = pen.first + number
        text = words.get(key) or pen.label(key)
        if pen.shape.levels in _UNHEADED and key.startswith("level"):
            if key != "level3" or pen.shape.levels == "one head":
                text = _UNHEADED[pen.shape.levels]
            first = pen.shape.levels == "one head" and key == "level1"
            if (key == "level3" and pen.shape.levels == "no heads") or first:
                pen.put(col, text, col + 2 * first, two)
            continue
        if two and key in ("target", "actual"):
            if key == "target":
                pen.put(col, "指标完成情况表", col + 1)
            pen.canvas.put(pen.row + 1, col, text)
        else:
            pen.put(col, text, 0, two)
    pen.row += two


def _own_head(pen: Pen, level: str) -> None:
    """A first level's label above a head of its own."""
    pen.row += 1
    pen.put(pen.first - pen.shape.index, f"一、{level}", pen.last)
    pen.row += 1
    _head(pen)


def _wide_head(pen: Pen, subs: bool) -> None:
    """One head over operator, value and unit, with heads of their own below it or without."""
    words = _HEADS | {"note": pen.record["columns"]["note"]}
    if pen.shape.index:
        pen.put(pen.first - 1, "序号", 0, subs)
    for number, key in enumerate(pen.columns):
        col = pen.first + number
        if key == "operator":
            pen.put(col, pen.label("target"), col + 2)
        elif key not in _SUB_HEADS:
            pen.put(col, words.get(key) or pen.label(key), 0, subs)
        if subs and key in _SUB_HEADS:
            pen.canvas.put(pen.row + 1, col, _SUB_HEADS[key])
    pen.row += subs


def _execution(pen: Pen) -> None:
    """The execution rate as the first row; its weight and score stand only there."""
    pen.row += 1
    total = pen.record["funding"]["total"]
    cells = {"level1": "预算执行率", "level2": "预算执行率", "level3": "预算执行率"}
    for key, text in cells.items():
        pen.put(pen.first + pen.columns.index(key), text)
    for key, name in (("actual", "rate"), ("points", "weight"), ("own_score", "score")):
        pen.put(pen.first + pen.columns.index(key), pen.figure(total[name]))


def _row(pen: Pen, at: int, begins: bool) -> None:
    row = pen.record["indicators"][at]
    if pen.shape.index:
        pen.put(pen.first - 1, str(at + 1))
    parts = _target(pen, row["target"]) | _actual(pen, row["actual"])
    for number, key in enumerate(pen.columns):
        col = pen.first + number
        if key in _LEVELS:
            pen.put(col, _level(pen, at, key, begins))
        elif key in ("joined", "path"):
            upper = f"{row['level1']}-{row['level2']}"
            pen.put(col, upper if key == "joined" else f"{upper}-{row['level3']}")
        elif key in ("method", "opinion"):
            pen.other(col, f"{_HEADS[key]}{at + 1}：按实际核定")
        elif key in parts:
            pen.put(col, parts[key])
        else:
            pen.put(col, _cell(pen, row, key))


def _cell(pen: Pen, row: dict[str, str], key: str) -> str | Ink:
    if key in ("points", "own_score"):
        return points(row["weight" if key == "points" else "score"], pen.shape.numbers)
    return measured(row[key], pen.shape.numbers) if key in ("target", "actual") else row[key]


def _target(pen: Pen, text: str) -> dict[str, str | Ink]:
    sign, value, unit = target_parts(text)
    if len(_TARGETS[pen.shape.target]) == 3:
        kind = "plain" if pen.shape.numbers == "plain" and sign else "text"
        return {"operator": sign, "value": measured(value, kind), "unit": unit}
    return {"bounded": f"{sign}{value}", "unit": unit} if pen.shape.target == "two" else {}


def _actual(pen: Pen, text: str) -> dict[str, str | Ink]:
    """The actual value and its unit, where the unit has a column of its own."""
    sign, value, unit = target_parts(f"={text}")
    if pen.shape.target != "four":
        return {}
    return {"actual": value if unit else text, "actual_unit": unit if sign else ""}


def _level(pen: Pen, at: int, key: str, begins: bool) -> str:
    """The label of a level as its row shows it; '' where those above are meant."""
    rows, style = pen.record["indicators"], pen.shape.levels
    text: str = rows[at][key]
    upto = _LEVELS[: _LEVELS.index(key) + 1]
    first = begins or any(rows[at][k] != rows[at - 1][k] for k in upto)
    if key == "level1" and style in ("letters", "rows"):
        return _letter(rows, at, text) if style == "letters" else ""
    if not first and style != "repeated":
        return f"{text}（续）" if style == "continued" else ""
    if at and begins and pen.shape.broken and rows[at][key] == rows[at - 1][key]:
        return f"{text}（续）"
    return _styled(text, key, style)


def _styled(text: str, key: str, style: str) -> str:
    if style in ("points", "bare points") and key == "level1":
        return f"{text}\n（{'50分' if style == 'points' else '50'}）"
    if style == "vertical":
        return "\n".join(text)
    return f"{text[:2]}\n{text[2:]}" if style == "breaks" else text


def _letter(rows: list[dict[str, str]], at: int, text: str) -> str:
    """A part of the label in each row of its level: letters, in the last row all that remain."""
    first, last = at, at
    while first and rows[first - 1]["level1"] == text:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1]["level1"] == text:
        last += 1
    at -= first
    return text[at:] if first + at == last else text[at : at + 1]


def _close(pen: Pen, begins: int, end: int) -> None:
    """Merges the levels of the rows from `begins`, which end here."""
    merged = {
        "merged": _LEVELS,
        "vertical": _LEVELS,
        "points": _LEVELS,
        "bare points": _LEVELS,
        "half": ("level1",),
        "no heads": _LEVELS,
        "one head": _LEVELS,
        "own tables": ("level2",),
    }
    rows = pen.record["indicators"]
    if not pen.canvas.merging:
        return
    top = pen.row - (end - begins) + 1
    for key in merged.get(pen.shape.levels, ()):
        upto = _LEVELS[: _LEVELS.index(key) + 1]
        start = begins
        for at in range(begins + 1, end + 1):
            if at < end and all(rows[at][k] == rows[start][k] for k in upto):
                continue
            if at - start > 1:
                col = pen.first + pen.columns.index(key)
                pen.canvas.merge(top + start - begins, col, top + at - 1 - begins, col)
            start = at


def _break(pen: Pen) -> int:
    """A new page: its number, then title, year, unit of money and head again; the head's row."""
    pen.line("第 1 页　共 2 页")
    pen.line(f"{pen.record['title']}（续）")
    if pen.record["year"]:
        pen.line(f"（{pen.record['year']}年度）")
    pen.row += 1
    pen.put(pen.last, f"单位：{pen.record['amount_unit']}")
    pen.row += 1
    top = pen.row
    _head(pen)
    return top


def _subtotal(pen: Pen, level: str) -> None:
    rows = [row for row in pen.record["indicators"] if row["level1"] == level]
    pen.row += 1
    col = pen.first + pen.columns.index("points")
    pen.put(pen.first, pen.shape.sums.format(level=level), col - 1)
    total = sum(float(row["weight"] or 0) for row in rows)
    pen.put(col, pen.figure(f"{total:.2f}"))
