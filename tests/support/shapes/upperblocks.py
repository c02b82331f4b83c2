"""Title, names, money and goals of a form."""

from datetime import date

from perfdesk.core.form import SOURCE_KEYS
from tests.support.shapes.canvas import Ink
from tests.support.shapes.inks import DAY
from tests.support.shapes.pen import Pen
from tests.support.shapes.shape import MONEY

_NAMES = (("name", "project_name"), ("supervisor", "supervisor"), ("unit", "unit"))
_COVER = ("某某局二〇二四年度决算公开附件", "填报说明在封底，请先阅读")


_YEARS = {"whole year": "{year}年1月1日至{year}年12月31日"}


def draw_title(pen: Pen) -> None:
    """A cover where there is one, the title, the year, the unit of money."""
    if pen.shape.cover:
        for text in _COVER:
            pen.row += 1
            pen.other(1, text, pen.last)
        pen.row += 2
    title, year = pen.record["title"], pen.record["year"]
    line = _YEARS.get(pen.shape.title, "（{year}年度）").format(year=year) if year else ""
    if pen.shape.title == "one cell":
        pen.line("\n".join(filter(None, (title, line))))
    elif pen.shape.title == "with year" and year:
        pen.line(f"{year}年度{title}")
        pen.expected.changed[".printed.title"] = f"{year}年度{title}"
    elif pen.shape.title == "none":
        _untitled(pen)
    elif pen.shape.title == "spaced":
        pen.line("　".join(title))
        _year_in_parts(pen, year)
    else:
        pen.line(title)
        if line:
            pen.line(_year_line(pen, year))
    if pen.shape.signature == "above":
        signatures(pen)
    if pen.shape.unit_line:
        pen.row += 1
        pen.put(pen.last, f"单位：{pen.record['amount_unit']}")


def _year_line(pen: Pen, year: str) -> str | Ink:
    if pen.shape.title == "spelled":
        return f"（{''.join('〇一二三四五六七八九'[int(figure)] for figure in year)}年度）"
    if pen.shape.title == "date":
        return Ink(date(int(year), 1, 1), 'yyyy"年度"')
    if pen.shape.title == "labelled year":
        pen.row += 1
        pen.put(1, "评价年度", 2)
        pen.put(3, Ink(float(year), "0"))
        return ""
    return _YEARS.get(pen.shape.title, "（{year}年度）").format(year=year)


def _year_in_parts(pen: Pen, year: str) -> None:
    """The year line with cells of their own for the year and the words around it."""
    if year:
        pen.row += 1
        for at, part in enumerate(("（", year, "年度）")):
            pen.put(3 + at, part)


def _untitled(pen: Pen) -> None:
    """Neither title nor year: a person must say them."""
    pen.expected.changed |= {".printed.title": "", ".year": ""}
    pen.expected.loose.add(".template")


def signatures(pen: Pen) -> None:
    """Who filled it in, when, and whom to call."""
    pen.row += 1
    people = (("填报人", "preparer", "张三"), ("联系电话", "phone", "021-12345678"))
    signed = {key: text for _, key, text in people} | {"date": "2025年3月18日"}
    if pen.shape.signature == "cells":
        for at, (word, _, text) in enumerate(people):
            pen.put(1 + 2 * at, f"{word}：")
            pen.put(2 + 2 * at, text)
        pen.put(5, "填报日期")
        pen.put(6, DAY)
    else:
        words = "　　".join(f"{word}：{text}" for word, _, text in people)
        pen.put(1, f"{words}    填报日期：2025年3月18日", pen.last)
    pen.expected.changed |= {f".signature.{key}": text for key, text in signed.items()}


def draw_names(pen: Pen) -> None:
    """The project, who is over it, who does it."""
    pen.block()
    if pen.shape.signature == "twice":
        pen.row += 1
        pen.put(1, "编制单位：区财政局　　填报日期：2025年1月1日", 4)
        pen.put(5, "联系电话")
        pen.other(6, "021-59990001", pen.last)
        pen.expected.others += ["区财政局", "2025年1月1日"]
    if pen.shape.codes:
        pen.row += 1
        pen.put(1, "项目编码", 2)
        pen.other(3, "310000231234567890", 5)
        pen.put(6, "项目负责人")
        pen.other(7, "王小明", pen.last)
    if pen.shape.names in ("inline", "spaced"):
        between = "：" if pen.shape.names == "inline" else "　　"
        for key, name in _NAMES:
            pen.line(f"{pen.label(key).rstrip('：')}{between}{pen.record[name]}")
        return
    if pen.shape.names == "labels above":
        for texts in ([pen.label(key) for key, _ in _NAMES], [pen.record[n] for _, n in _NAMES]):
            pen.row += 1
            for at, text in enumerate(texts):
                pen.put(1 + 3 * at, text, 3 + 3 * at)
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
    if pen.shape.execution in ("pairs", "cells"):
        _pairs(pen, unit)
        return
    keys = [*pen.shape.money]
    keys += ["weight", "rate", "score"] if pen.shape.execution == "columns" else []
    words = pen.record["columns"] | {key: pen.label(key) for key in (*pen.shape.money, "score")}
    if pen.shape.unit_in_heads:
        words |= {key: f"{words[key]}\n{unit}" for key in pen.shape.money}
        unit = ""
    more = 2 * pen.shape.more_sources
    pen.put(1, f"{pen.label('money')}{unit}", 0, len(SOURCE_KEYS) + more)
    for at, key in enumerate(keys):
        pen.put(4 + at, words[key])
    for source in SOURCE_KEYS:
        pen.row += 1
        _source_label(pen, source)
        for at, key in enumerate(keys):
            amount = pen.record["funding"][source][key]
            pen.put(4 + at, pen.amount(amount) if key in MONEY else pen.figure(amount))
        if more and source == "fiscal":
            _more_sources(pen)
    if pen.shape.execution == "row":
        _rate_row(pen)


def _pairs(pen: Pen, unit: str) -> None:
    """Only the total, each figure beside its label or in one cell with it."""
    total = pen.record["funding"]["total"]
    pen.put(1, f"{pen.label('money')}{unit}")
    words = pen.record["columns"] | {key: pen.label(key) for key in (*MONEY, "score")}
    for at, key in enumerate((*MONEY, "weight", "rate", "score")):
        pen.row += at == len(MONEY)
        col, text = 2 + 2 * (at % len(MONEY)), total[key]
        if pen.shape.execution == "pairs":
            pen.put(col, words[key])
            pen.put(col + 1, pen.figure(text))
        else:
            figure = f"{text}{pen.record['amount_unit']}" if text and key in MONEY else text
            pen.put(col, f"{words[key]}：{figure}", col + 1)
    for source in SOURCE_KEYS[1:]:
        pen.expected.changed |= {f".funding.{source}.{key}": "" for key in MONEY}


def _source_label(pen: Pen, source: str) -> None:
    text = pen.label(source)
    if not pen.shape.among_apart or source == "total":
        pen.put(2, text, 3)
        return
    if source == "fiscal":
        pen.put(2, "其中：", 0, 2 + 2 * pen.shape.more_sources)
    pen.put(3, text.removeprefix("其中：").removeprefix("其中:"))


def _more_sources(pen: Pen) -> None:
    for at, name in enumerate(("中央补助", "本级安排")):
        pen.row += 1
        pen.put(3 if pen.shape.among_apart else 2, name, 3)
        for col in range(len(pen.shape.money)):
            pen.other(4 + col, f"{at + 1}{col + 1}.75")


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
    if pen.shape.goals == "same cell":
        for key in ("goal_expected", "goal_actual"):
            pen.line(f"{pen.label(key).rstrip('：')}：{pen.record[key]}")
        return
    pen.row += 1
    if pen.shape.goals == "under spine":
        words, middle = ("年度绩效目标", pen.label("goal_actual")), pen.last // 2
        for at, texts in enumerate((words, goals)):
            pen.row += at
            pen.put(1, texts[0], middle)
            pen.put(middle + 1, texts[1], pen.last)
        return
    if pen.shape.goals == "below":
        for key in ("goal_expected", "goal_actual"):
            pen.put(1, pen.label(key), 2)
            pen.put(3, pen.record[key], pen.last)
            pen.row += key == "goal_expected"
        return
    pen.put(2, pen.label("goal_expected"), middle)
    pen.put(middle + 1, pen.label("goal_actual"), pen.last)
    if pen.shape.goals == "rows":
        _goal_rows(pen, goals, middle)
        return
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


def _goal_rows(pen: Pen, goals: tuple[str, str], middle: int) -> None:
    """Every line of a goal in a row of its own."""
    lines = [goal.split("\n") for goal in goals]
    count = max(map(len, lines))
    pen.put(1, pen.label("goals"), 0, count)
    for at in range(count):
        pen.row += 1
        for col, texts, last in ((2, lines[0], middle), (middle + 1, lines[1], pen.last)):
            pen.put(col, texts[at] if at < len(texts) else "", last)
