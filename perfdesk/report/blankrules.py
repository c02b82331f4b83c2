"""Dropdowns, hints and red cells of a sheet handed out (下拉、输入提示、变红)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation

from perfdesk.core.cells import funding_cell
from perfdesk.core.form import AMOUNT_KEYS, LEVEL_KEYS, SOURCE_KEYS
from perfdesk.core.number import trimmed
from perfdesk.core.telling import cell_name
from perfdesk.files.bookrecord import YEAR
from perfdesk.report import blankformulas as formulas
from perfdesk.report.blankgrid import level_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.core.template import Template
    from perfdesk.report.blankcells import BlankCells

_RED = PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE")
_WAITING = PatternFill("solid", start_color="FFFFF9E0", end_color="FFFFF9E0")
_PALE = Font(color="FF999999")
#: A list written into a rule may have so many characters.
_LONGEST_LIST = 255
_BOX = "□"
_HINTS = {
    YEAR: "写四位年份，如（2024年度）。",
    "project_name": "项目全称，与预算批复一致。",
    "unit": "填写本单位全称。",
    "supervisor": "填写主管部门全称。",
    "goal_expected": "年初批复的绩效目标。换行按 Alt+Enter。",
    "goal_actual": "对照预期目标写实际完成情况。换行按 Alt+Enter。",
}
_COLUMN_HINTS = {
    "level3": "一行写一个指标。",
    "target": "符号、数值、单位写在一格，如 ≥90(%)、=100(份)、≤5(万元)；也可以写文字。",
    "actual": "写数值和单位，如 95(%)；定性指标从下拉中选。",
    "note": "得分低于分值的，必须写明原因和改进措施。",
}


def add_inputs(out: Worksheet, cells: BlankCells, template: Template, live: Iterable[str]) -> None:
    """Dropdowns, limits and hints for every cell that is filled in."""
    ones, twos = level_names(template)
    for key, names in zip(LEVEL_KEYS, (ones, twos), strict=True):
        _add(out, cells.column(key), _list(names, "可从下拉中选；空着表示与上一行相同。"))
    words = [band.words[0] for band in template.rules.bands]
    _add(out, cells.column("actual"), _list(words, _COLUMN_HINTS["actual"]))
    for key in ("level3", "target", "note"):
        _add(out, cells.column(key), _hint(_COLUMN_HINTS[key]))
    _add_numbers(out, cells, template, set(live))
    for address, text in _HINTS.items():
        _add(out, cells.at(address), _hint(text))
    for address, (row, col) in cells.places.items():
        if address.startswith(("extra.", "signature.")):
            _add(out, cells.at(address), _hint(_other_hint(address, out.cell(row, col).value)))


def _other_hint(address: str, shown: object) -> str:
    """What to write into a cell that only some templates have."""
    text = str(shown or "")
    if _BOX in text:
        return f"选中的一项，把 {_BOX} 改成 ☑。"
    return "写在冒号后面。" if text.endswith("：") else f"请填写{cell_name(address)}。"


def _add_numbers(out: Worksheet, cells: BlankCells, template: Template, live: set[str]) -> None:
    most = trimmed(template.rules.total)
    points = f"0 到 {most} 的数"
    weight = _number(most, points, f"各项分值（含执行率）合计应为 {most}。")
    _add(out, cells.column("weight"), weight)
    usual = trimmed(template.rules.execution_weight)
    rate = _number(most, points, f"这是预算执行率的分值，一般为 {usual}。")
    _add(out, cells.at("funding.total.weight"), rate)
    limit = cells.first("weight").replace("$", "") or most
    score = _number(limit, "0 到本行分值之间的数", "得分低于分值的，请写明原因。")
    _add(out, cells.column("score"), score)
    amount = _number("", "不小于 0 的数", f"单位：{template.money_unit.value}。")
    typed = [funding_cell(source, key) for source in SOURCE_KEYS for key in AMOUNT_KEYS]
    places = [cells.at(address) for address in typed if address not in live]
    _add(out, " ".join(filter(None, places)), amount)


def _add(out: Worksheet, where: str, rule: DataValidation) -> None:
    if where:
        rule.sqref = type(rule.sqref)(where)
        out.add_data_validation(rule)


def _list(names: Sequence[str], hint: str) -> DataValidation:
    """A dropdown that takes other words too; only the hint where the names are no list."""
    text = ",".join(names)
    if not names or len(text) > _LONGEST_LIST - 2 or any(set(name) & set(',"') for name in names):
        return _hint(hint)
    rule = DataValidation("list", formula1=f'"{text}"', allow_blank=True)
    rule.showErrorMessage = False
    return _prompting(rule, hint)


def _hint(text: str) -> DataValidation:
    """Only a hint: anything may be typed."""
    return _prompting(DataValidation(None, allow_blank=True), text)


def _number(most: str, what: str, hint: str) -> DataValidation:
    """A number from 0 up to `most`, without limit where that is ''; `what` says so in words."""
    rule = DataValidation(
        "decimal",
        operator="between" if most else "greaterThanOrEqual",
        formula1="0",
        formula2=most or None,
        allow_blank=True,
    )
    rule.error, rule.errorTitle = f"请填{what}。{hint}", "不能这样填"
    rule.showErrorMessage, rule.errorStyle = True, "stop"
    return _prompting(rule, f"{what}。{hint}")


def _prompting(rule: DataValidation, hint: str) -> DataValidation:
    rule.prompt, rule.showInputMessage = hint, True
    return rule


def add_alarms(out: Worksheet, cells: BlankCells, template: Template) -> None:
    """Red where something is wrong, pale yellow where something is still to be filled in."""
    _alarm_sum(out, cells, template)
    _alarm_rows(out, cells)
    _alarm_spending(out, cells)
    _mark_waiting(out, cells)
    _grey_repeated(out, cells)


def _alarm_sum(out: Worksheet, cells: BlankCells, template: Template) -> None:
    total, weights = cells.fixed("total_weight"), cells.column("weight")
    if total and weights:
        wrong = formulas.misses(total, template.rules.total)
        _colour(out, cells.at("total_weight"), f"AND(COUNT({_fixed(weights)})>0,{wrong})", _RED)


def _alarm_rows(out: Worksheet, cells: BlankCells) -> None:
    weight, score, note = (cells.first(key) for key in ("weight", "score", "note"))
    if not weight or not score:
        return
    both = f"ISNUMBER({weight}),ISNUMBER({score})"
    _colour(out, cells.column("score"), f"AND({both},{score}>{weight})", _RED)
    if note:
        missing = f'AND({both},{score}<{weight},{note}="")'
        _colour(out, cells.column("note"), missing, _RED)


def _alarm_spending(out: Worksheet, cells: BlankCells) -> None:
    for source in SOURCE_KEYS:
        budget = cells.fixed(funding_cell(source, "adjusted"))
        spent = cells.fixed(funding_cell(source, "executed"))
        if budget and spent:
            over = f"AND(ISNUMBER({spent}),SUM({spent})>SUM({budget}))"
            _colour(out, cells.at(funding_cell(source, "executed")), over, _RED)


def _mark_waiting(out: Worksheet, cells: BlankCells) -> None:
    for address in ("project_name", "supervisor", "unit", "goal_expected", "goal_actual"):
        if address in cells.places:
            _colour(out, cells.at(address), f'{cells.fixed(address)}=""', _WAITING)
    name = cells.first("level3")
    for key in ("target", "actual", "weight", "score"):
        if name and (first := cells.first(key)):
            waiting = f'AND({name}<>"",{first}="")'
            _colour(out, cells.column(key), waiting, _WAITING)


def _grey_repeated(out: Worksheet, cells: BlankCells) -> None:
    """A level named again below itself is pale, so that groups are seen at a glance."""
    for key in LEVEL_KEYS:
        if not (first := cells.first(key)) or cells.bottom <= cells.top:
            continue
        column, row = first.rstrip("0123456789"), cells.top + 1
        rest = f"{column}{row}:{column}{cells.bottom}".replace("$", "")
        same = [f"{column}{row}={column}{cells.top}", f'{column}{row}<>""']
        if key == "level2" and (one := cells.first("level1").rstrip("0123456789")):
            same.append(f"{one}{row}={one}{cells.top}")
        _rule(out, rest, f"AND({','.join(same)})", DifferentialStyle(font=_PALE))


def _colour(out: Worksheet, where: str, condition: str, fill: PatternFill) -> None:
    _rule(out, where, condition, DifferentialStyle(fill=fill))


def _rule(out: Worksheet, where: str, condition: str, look: DifferentialStyle) -> None:
    out.conditional_formatting.add(where, Rule("expression", dxf=look, formula=[condition]))


def _fixed(block: str) -> str:
    return ":".join(
        f"${cell.rstrip('0123456789')}${cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
        for cell in block.split(":")
    )
