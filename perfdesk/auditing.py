"""The audit of forms together (审核): what is found on each and across them; the report of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.checks import Case, UnitCase, check_unit
from perfdesk.core.form import UNNAMED
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form
    from perfdesk.runner import Progress

_OWN_RULES = "内置规则，另有本机的改动"


def check_beside(
    forms: Sequence[Form],
    beside: Sequence[Form],
    accounts: Mapping[tuple[str, int], Decimal],
    progress: Progress | None = None,
) -> list[tuple[Finding, ...] | Refused]:
    """The findings of each form, those across them and others `beside` them included.

    Of a form whose template is missing, why it could not be checked. `accounts` are the figures
    of the final accounts (决算数) in 元, by unit and year.
    """
    from perfdesk.service import check_forms

    found = check_forms(forms, progress)
    places = [place for place, one in enumerate(found) if not isinstance(one, Refused)]
    cases = [_case(forms[place]) for place in places]
    cases += [_case(form) for form in beside if library().mark(form.template)]
    across = check_unit(UnitCase(cases, accounts))
    for place, more in zip(places, across, strict=False):  # nothing is told of those beside
        own = found[place]
        found[place] = own if isinstance(own, Refused) else (*own, *more)
    return found


def report_on(
    forms: Sequence[Form],
    beside: Sequence[Form],
    accounts: Mapping[tuple[str, int], Decimal],
    target: Path,
    date: str,
    progress: Progress | None = None,
) -> list[str]:
    """The report as PDF or workbook, as the name of `target` ends; which forms are not in it.

    Raises Refused where none could be checked, or the file cannot be written.
    """
    from perfdesk.core.audit import Audit
    from perfdesk.service import write_audit

    found = check_beside(forms, beside, accounts, progress)
    sound, cases, left = [], [], []
    for form, one in zip(forms, found, strict=True):
        if isinstance(one, Refused):
            left.append(f"“{form.project_name.strip() or UNNAMED}”没有写进报告：{one}")
        else:
            sound.append(one)
            cases.append(_case(form))
    if not cases:
        raise Refused("".join(left) or "没有可以写进审核报告的表。")
    rules = _OWN_RULES if library().rule_changes else ""
    write_audit(Audit(cases, sound, date, rules), target, progress)
    return left


def _case(form: Form) -> Case:
    return Case.of(form, library().get(form.template))
