"""The table of rules, in the order of the audit rules. A new rule is a function and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.checks import arithmetic, filling
from perfdesk.core.checks.case import Case, Rule
from perfdesk.core.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT

RULES = (
    Rule("1", _E, arithmetic.weight_sum, "权重合计 100：财预〔2020〕10号及已公开的自评表"),
    Rule("3", _E, arithmetic.score_above_weight, "得分最高不超过分值上限"),
    Rule("4", _E, arithmetic.negative_points, "得分、分值不为负"),
    Rule("4", _W, arithmetic.zero_weight, "分值为 0 的指标在系统中另行核对"),
    Rule("5", _E, arithmetic.printed_rate, "执行率 = 全年执行数 ÷ 全年预算数"),
    Rule("6", _E, arithmetic.printed_funding_score, "预算执行得分 = 执行率 × 分值"),
    Rule("7", _E, arithmetic.parts_of_total, "年度资金总额 = 各资金来源之和"),
    Rule("9", _E, arithmetic.overspending, "全年执行数不超过全年预算数"),
    Rule("10", _E, arithmetic.spending_without_budget, "有支出必有预算"),
    Rule("10", _W, arithmetic.no_budget, "没有预算数就算不出执行率"),
    Rule("12", _E, filling.missing_header, "表头各项必填"),
    Rule("13", _E, filling.missing_indicator_cells, "指标各行必填"),
    Rule("14", _E, filling.unreadable_numbers, "数字应能识别"),
    Rule("paper-decimals", _H, filling.hidden_decimals, "纸面小数位数由模板决定"),
)


def check_form(
    form: Form, template: Template, rules: Iterable[Rule] = RULES
) -> tuple[Finding, ...]:
    """Every finding on `form`: in the order of the rules, within a rule from top to bottom.

    Rules are switched off or weighed differently by handing in a changed table.
    """
    case = Case.of(form, template)
    return tuple(
        Finding(rule.id, rule.severity, spot.where, spot.message, (spot.where, *spot.others))
        for rule in rules
        for spot in rule.look(case)
    )
