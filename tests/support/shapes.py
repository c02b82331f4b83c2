"""Forms drawn by hand onto sheets in many shapes, as units and other programs do it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl

from perfdesk.core.form import AMOUNT_KEYS, SOURCE_KEYS
from perfdesk.core.number import parse_decimal
from perfdesk.exchange.sheet import Cell, Kind, Place, Range, Sheet
from tests.support.corpus import Record

LABELS = {
    "name": "项目名称",
    "supervisor": "主管部门",
    "unit": "实施单位",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "score": "得分",
    "total": "年度资金总额",
    "fiscal": "其中：当年财政拨款",
    "carryover": "上年结转资金",
    "other": "其他资金",
    "goals": "年度总体目标",
    "goal_expected": "预期目标",
    "goal_actual": "实际完成情况",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "points": "分值",
    "all": "总分",
    "grade": "评分等级",
}
OTHER_LABELS = LABELS | {
    "name": "项 目 名 称：",
    "supervisor": "主管部门\n及代码",
    "unit": "项目单位（盖章）",
    "initial": "年初预算数（A）",
    "adjusted": "调整后\n预算数(B)",
    "executed": "实际支出数（C）",
    "score": "自评得分",
    "total": "资金总额：",
    "fiscal": "其中:本年财政拨款",
    "carryover": "上年结转结余",
    "other": "其它资金",
    "goal_expected": "年初设定目标",
    "goal_actual": "全年实际\n完成情况",
    "target": "年度目标值(A)",
    "actual": "全年完成值（B）",
    "points": "权重(分)",
    "all": "合计",
    "grade": "自评等级",
}


@dataclass
class Canvas:
    """Cells and merges; `merging` False leaves labels unmerged."""

    top: int = 0
    left: int = 0
    merging: bool = True
    cells: dict[Place, str | Decimal] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)

    def put(
        self, row: int, col: int, text: str | Decimal, to_row: int = 0, to_col: int = 0
    ) -> None:
        """A text, over a rectangle where one is given."""
        place = (row + self.top, col + self.left)
        if text != "":
            self.cells[place] = text
        last = (max(row, to_row) + self.top, max(col, to_col) + self.left)
        if self.merging and last != place:
            self.merges.append(Range(*place, *last))

    def sheet(self, title: str = "表1") -> Sheet:
        """The neutral sheet."""
        cells = {
            place: Cell(f"{value:f}", Kind.NUMBER, value)
            if isinstance(value, Decimal)
            else Cell(value)
            for place, value in self.cells.items()
        }
        return Sheet(title, cells, tuple(self.merges))

    def save(self, path: Path) -> None:
        """The same as a workbook."""
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for (row, col), value in self.cells.items():
            cell = sheet.cell(row, col, value)
            if isinstance(value, str):
                cell.data_type = "s"
        for block in self.merges:
            sheet.merge_cells(None, block.top, block.left, block.bottom, block.right)
        book.save(path)


@dataclass(frozen=True)
class Shape:
    """How a form is drawn."""

    labels: dict[str, str] = field(default_factory=lambda: dict(LABELS))
    top: int = 0
    left: int = 0
    merging: bool = True
    cover: bool = False
    levels: str = "merged"  # or repeated, blank, continued, points, split
    two_rows: bool = False
    split_target: bool = False
    numbers: bool = False
    inline: bool = False
    vertical_goals: bool = False
    index: bool = False
    signature: bool = False
    unit_line: bool = False
    hidden_row: bool = False


def draw(record: Record, shape: Shape, canvas: Canvas | None = None) -> Canvas:
    """One form on a canvas."""
    canvas = canvas or Canvas()
    canvas.top += shape.top
    canvas.left = shape.left
    canvas.merging = shape.merging
    _Artist(record, shape, canvas).draw()
    return canvas


class _Artist:
    def __init__(self, record: Record, shape: Shape, canvas: Canvas) -> None:
        self.record, self.shape, self.canvas = record, shape, canvas
        self.row = 0
        spine = record["columns"]["has_绩效指标_column"]
        self.first = 2 if spine or shape.index else 1
        self.spine = spine
        self.columns = ["level1", "level2", "level3"]
        self.columns += ["operator", "value", "unit"] if shape.split_target else ["target"]
        self.columns += ["actual", "points", "score", "note"]
        self.last = self.first + len(self.columns) - 1

    def label(self, key: str) -> str:
        return self.shape.labels[key]

    def draw(self) -> None:
        if self.shape.cover:
            self.line("某某局二〇二四年度决算公开附件")
            self.line("填报说明在封底，请先阅读")
            self.row += 2
        self.line(self.record["title"])
        if self.record["year"]:
            self.line(f"（{self.record['year']}年度）")
        if self.shape.unit_line:
            self.line(f"金额单位：{self.record['amount_unit']}")
        self.names()
        self.funding()
        self.goals()
        self.indicators()
        self.totals()
        if self.shape.signature:
            self.row += 2
            text = "填报人：张三　　联系电话：021-12345678    填报日期：2025年3月1日"
            self.canvas.put(self.row, self.first, text, 0, self.last)

    def line(self, text: str) -> None:
        self.row += 1
        self.canvas.put(self.row, 1, text, 0, self.last)

    def number(self, text: str) -> str | Decimal:
        value = parse_decimal(text)
        return value if self.shape.numbers and value is not None else text

    def names(self) -> None:
        pairs = [("name", "project_name"), ("supervisor", "supervisor"), ("unit", "unit")]
        if self.shape.inline:
            for key, name in pairs:
                self.line(f"{self.label(key).rstrip('：')}：{self.record[name]}")
            return
        self.row += 1
        self.canvas.put(self.row, 1, self.label("name"), 0, 2)
        self.canvas.put(self.row, 3, self.record["project_name"], 0, self.last)
        self.row += 1
        self.canvas.put(self.row, 1, self.label("supervisor"), 0, 2)
        self.canvas.put(self.row, 3, self.record["supervisor"], 0, 4)
        self.canvas.put(self.row, 5, self.label("unit"))
        self.canvas.put(self.row, 6, self.record["unit"], 0, self.last)

    def funding(self) -> None:
        unit = "" if self.shape.unit_line else f"（{self.record['amount_unit']}）"
        self.row += 1
        self.canvas.put(self.row, 1, f"项目资金{unit}", self.row + 4)
        heads = [self.label(key) for key in AMOUNT_KEYS]
        heads += [self.record["columns"]["weight"], self.record["columns"]["rate"]]
        heads += [self.label("score")]
        for at, text in enumerate(heads):
            self.canvas.put(self.row, 4 + at, text)
        for source in SOURCE_KEYS:
            self.row += 1
            self.canvas.put(self.row, 2, self.label(source), 0, 3)
            row = self.record["funding"][source]
            for at, key in enumerate((*AMOUNT_KEYS, "weight", "rate", "score")):
                self.canvas.put(self.row, 4 + at, self.number(row[key]))

    def goals(self) -> None:
        middle = (2 + self.last) // 2
        expected, actual = self.record["goal_expected"], self.record["goal_actual"]
        self.row += 1
        if self.shape.vertical_goals:
            self.canvas.put(self.row, 1, self.label("goal_expected"), 0, 2)
            self.canvas.put(self.row, 3, expected, 0, self.last)
            self.row += 1
            self.canvas.put(self.row, 1, self.label("goal_actual"), 0, 2)
            self.canvas.put(self.row, 3, actual, 0, self.last)
            return
        if self.shape.merging:
            self.canvas.put(self.row, 1, self.label("goals"), self.row + 1)
        else:
            self.canvas.put(self.row, 1, "年度")
            self.canvas.put(self.row + 1, 1, "总体目标")
        self.canvas.put(self.row, 2, self.label("goal_expected"), 0, middle)
        self.canvas.put(self.row, middle + 1, self.label("goal_actual"), 0, self.last)
        self.row += 1
        self.canvas.put(self.row, 2, expected, 0, middle)
        self.canvas.put(self.row, middle + 1, actual, 0, self.last)

    def indicators(self) -> None:
        self.row += 1
        top = self.row
        self.heads()
        rows = self.record["indicators"]
        for at, row in enumerate(rows):
            self.row += 1
            if self.shape.index and not self.spine:
                self.canvas.put(self.row, 1, str(at + 1))
            for number, key in enumerate(self.columns):
                self.canvas.put(self.row, self.first + number, self.text(rows, at, key, row))
        if self.shape.levels == "merged" and self.shape.merging:
            for number, key in enumerate(("level1", "level2")):
                self.merge_levels(rows, key, self.first + number)
        if self.spine:
            self.canvas.put(top, 1, "绩效指标", self.row)

    def heads(self) -> None:
        names = {"note": self.record["columns"]["note"], "operator": "指标性质"}
        names |= {"value": "指标值", "unit": "计量单位"}
        two = self.shape.two_rows
        if self.shape.index and not self.spine:
            self.canvas.put(self.row, 1, "序号", self.row + two)
        for number, key in enumerate(self.columns):
            col = self.first + number
            text = names.get(key) or self.label(key)
            if two and key in ("target", "actual"):
                if key == "target":
                    self.canvas.put(self.row, col, "指标完成情况表", 0, col + 1)
                self.canvas.put(self.row + 1, col, text)
            else:
                self.canvas.put(self.row, col, text, self.row + two)
        self.row += two

    def text(self, rows: list[Record], at: int, key: str, row: Record) -> str | Decimal:
        if key in ("level1", "level2"):
            return self.level(rows, at, key)
        if key == "points":
            return self.number(row["weight"])
        if key in ("operator", "value", "unit"):
            return split_target(row["target"])[("operator", "value", "unit").index(key)]
        return self.number(row[key]) if key == "score" else row[key]

    def level(self, rows: list[Record], at: int, key: str) -> str:
        text = rows[at][key]
        upto = ("level1", "level2")[: ("level1", "level2").index(key) + 1]
        first = at == 0 or any(rows[at][k] != rows[at - 1][k] for k in upto)
        style = self.shape.levels
        if style == "repeated" or first:
            if style == "points" and key == "level1":
                return f"{text}\n（50分）"
            return f"{text[:2]}\n{text[2:]}" if style == "split" else text
        return f"{text}（续）" if style == "continued" else ""

    def merge_levels(self, rows: list[Record], key: str, col: int) -> None:
        top = self.row - len(rows) + 1
        start = 0
        for at in range(1, len(rows) + 1):
            same = at < len(rows) and all(
                rows[at][k] == rows[start][k]
                for k in (("level1",) if key == "level1" else ("level1", key))
            )
            if not same:
                if at - start > 1:
                    place = (top + start + self.canvas.top, col + self.canvas.left)
                    self.canvas.merges.append(Range(*place, place[0] + at - start - 1, place[1]))
                start = at

    def totals(self) -> None:
        self.row += 1
        points = self.first + self.columns.index("points")
        label = "" if "municipal" in self.record["template"] else self.label("all")
        self.canvas.put(self.row, 1, label, 0, points - 1)
        self.canvas.put(self.row, points, self.number(self.record["total_weight"]))
        self.canvas.put(self.row, points + 1, self.number(self.record["total_score"]))
        if self.record["grade"]:
            self.row += 1
            self.canvas.put(self.row, 1, self.label("grade"), 0, points - 1)
            self.canvas.put(self.row, points, self.record["grade"], 0, self.last)


def split_target(text: str) -> tuple[str, str, str]:
    """Operator, value and unit of `=100.00(%)`; other targets stay whole in the middle."""
    if text[:1] in "=≥≤<>" and text.endswith(")") and "(" in text and text[1:2].isdigit():
        value, _, unit = text[1:-1].partition("(")
        if parse_decimal(value) is not None:
            return text[0], value, unit
    return "", text, ""


SHAPES: dict[str, Shape] = {
    "as on paper": Shape(),
    "shifted below a cover": Shape(top=7, left=3, cover=True),
    "nothing merged": Shape(merging=False),
    "other words": Shape(labels=OTHER_LABELS),
    "other words, not merged, shifted": Shape(labels=OTHER_LABELS, merging=False, top=3, left=1),
    "levels in every row": Shape(levels="repeated"),
    "levels once, blank below": Shape(levels="blank", merging=False),
    "levels continued": Shape(levels="continued"),
    "levels with points": Shape(levels="points"),
    "levels with breaks": Shape(levels="split"),
    "head in two rows": Shape(two_rows=True),
    "head in two rows, not merged": Shape(two_rows=True, merging=False),
    "target in three columns": Shape(split_target=True),
    "numbers as numbers": Shape(numbers=True),
    "names with their labels": Shape(inline=True),
    "goals one below the other": Shape(vertical_goals=True),
    "running numbers": Shape(index=True),
    "signatures below": Shape(signature=True),
    "money in a line of its own": Shape(unit_line=True, labels=OTHER_LABELS, signature=True),
}
Several = Callable[[list[Record]], Canvas]


def stacked(records: list[Record], gap: int = 1, shape: Shape | None = None) -> Canvas:
    """Forms one below the other."""
    canvas = Canvas()
    for record in records:
        draw(record, shape or Shape(), canvas)
        canvas.top = max(row for row, _ in canvas.cells) + gap
    return canvas


def beside(records: list[Record], gap: int = 1) -> Canvas:
    """Forms side by side."""
    whole, left = Canvas(), 0
    for record in records:
        one = draw(record, Shape(left=left))
        whole.cells |= one.cells
        whole.merges += one.merges
        left = max([col for _, col in one.cells] + [block.right for block in one.merges]) + gap
    return whole
