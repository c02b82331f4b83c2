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

_BUILT_IN, _OWN = "内置规则", "另有本机的改动"


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
    others = [_case(form) for form in beside if library().mark(form.template)]
    cases = [*others, *(_case(forms[place]) for place in places)]
    across = check_unit(UnitCase(cases, accounts, len(others)))
    for place, more in zip(places, across[len(others) :], strict=True):
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
    write_report(cases, sound, target, date, progress)
    return left


def write_report(
    cases: Sequence[Case],
    found: Sequence[Sequence[Finding]],
    target: Path,
    date: str,
    progress: Progress | None = None,
    laid_over: str = "",
) -> None:
    """The report on forms with their findings. `laid_over` names a rule set used for this alone.

    Raises Refused; leaves no half file.
    """
    from perfdesk.core.audit import Audit
    from perfdesk.service import write_audit

    parts = [
        _BUILT_IN,
        _OWN if library().persons_changes else "",
        laid_over and f"另用 {laid_over}",
    ]
    rules = "，".join(part for part in parts if part)
    write_audit(Audit(cases, found, date, rules), target, progress)


def _case(form: Form) -> Case:
    return Case.of(form, library().get(form.template))
