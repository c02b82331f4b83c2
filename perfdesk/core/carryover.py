"""A form carried over to the next year (结转到下一年度): the plan kept, the results emptied.

Kept: names, expected goal, levels, targets, weights, who signs. Emptied: identity, all amounts
(last year's are nobody's budget, and what is left over is not known before the accounts are
closed), results, scores, reasons, the date, what a source printed. Years inside texts stay as
typed; the checks name them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.form import Form, Funding, Indicator, Printed
from perfdesk.core.year import SENSIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perfdesk.core.template import Template

#: Words in the labels of extra texts that speak of the past year.
_RESULTS = ("完成", "结论", "问题", "措施", "原因", "结果", "建议", "日期")


def carried_over(form: Form, template: Template) -> Form:
    """The form for the next year on `template`, without an id; a form without a year has none."""
    return Form(
        template=template.id,
        project_name=form.project_name,
        year=_next(form.year),
        supervisor=form.supervisor,
        unit=form.unit,
        funding=Funding(),
        execution_weight=form.execution_weight,
        goal_expected=form.goal_expected,
        indicators=tuple(map(_planned, form.indicators)),
        signature=replace(form.signature, date=""),
        extra=tuple((label, text) for label, text in form.extra if not _is_result(label)),
        printed=Printed(),
    )


def carry_over(forms: Iterable[Form], offered: Mapping[str, Template]) -> tuple[Form, ...]:
    """Several forms at once, each on the template that fits its next year; `offered` is by id."""
    templates = tuple(offered.values())
    return tuple(
        carried_over(form, next_template(offered[form.template], _next(form.year), templates))
        for form in forms
    )


def next_template(current: Template, year: int | None, offered: Iterable[Template]) -> Template:
    """The newest template of the same authority for a form of `year`, else the current one."""
    fitting = [
        template
        for template in offered
        if template.authority == current.authority
        and year is not None
        and current.default_year < template.default_year <= year
    ]
    return max(fitting, key=lambda template: (template.default_year, template.id), default=current)


def already_there(carried: Iterable[Form], existing: Iterable[Form]) -> tuple[Form, ...]:
    """Those of the carried forms whose project the unit already has in that year."""
    known = {_project(form) for form in existing}
    return tuple(form for form in carried if _project(form) in known)


def _next(year: int | None) -> int | None:
    return year + 1 if year is not None and year + 1 in SENSIBLE else None


def _planned(row: Indicator) -> Indicator:
    return Indicator(row.level1, row.level2, row.level3, target=row.target, weight=row.weight)


def _is_result(label: str) -> bool:
    return any(word in label for word in _RESULTS)


def _project(form: Form) -> tuple[int | None, str, str]:
    return form.year, "".join(form.unit.split()), "".join(form.project_name.split())
