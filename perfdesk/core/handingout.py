"""Forms to hand out (发出填报): blank ones for units and projects, and which go to whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.blank import blank_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template


def blank_forms(
    template: Template,
    year: int | None,
    supervisor: str = "",
    units: Sequence[str] = (),
    names: Sequence[str] = (),
) -> list[Form]:
    """A form for every project of every unit, without ids; without a name for none."""
    blank = replace(blank_form(template), year=year, supervisor=supervisor.strip())
    return [
        replace(blank, unit=unit, project_name=name)
        for unit in units or [""]
        for name in names or [""]
    ]


def by_unit(forms: Iterable[Form]) -> list[tuple[Form, ...]]:
    """The forms of each unit, units in the order in which they first come."""
    found: dict[str, list[Form]] = {}
    for form in forms:
        found.setdefault("".join(form.unit.split()), []).append(form)
    return [tuple(group) for group in found.values()]
