"""A new form (新建) from a template: header, its standard indicator rows, weights if wished."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.form import Form, Indicator
from perfdesk.core.number import Number, trimmed
from perfdesk.core.rounding import subtract
from perfdesk.core.spread import equal_shares

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from perfdesk.core.template import Template

#: The split of 财预〔2020〕10号, beside 10 points for the execution rate: a principle, no duty.
_PRINCIPAL = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}


def new_form(
    template: Template,
    year: int | None,
    unit: str = "",
    supervisor: str = "",
    project_name: str = "",
    rows: tuple[Indicator, ...] = (),
) -> Form:
    """A form without an id. The execution rate's weight is left to the template's rules."""
    return Form(
        template=template.id,
        project_name=project_name.strip(),
        year=year,
        unit=unit.strip(),
        supervisor=supervisor.strip(),
        indicators=rows,
    )


def principal_split(template: Template, rows: Collection[Indicator]) -> dict[str, Decimal]:
    """Level 1 → its points by the national principle; {} where it does not fit these rows.

    It speaks of 产出, 效益 and 满意度 alone, and of 90 points.
    """
    fits = {row.level1 for row in rows} == _PRINCIPAL.keys()
    points = subtract(template.rules.total, template.rules.execution_weight)
    return dict(_PRINCIPAL) if fits and points == sum(_PRINCIPAL.values()) else {}


def with_weights(
    rows: tuple[Indicator, ...], split: Mapping[str, Decimal]
) -> tuple[Indicator, ...]:
    """The rows with each level 1's points shared equally among its rows, exact to 0.01.

    What is left over goes to its first rows; level 1s that `split` does not name stay as they are.
    """
    weights: list[Number] = [row.weight for row in rows]
    for level1, points in split.items():
        places = [place for place, row in enumerate(rows) if row.level1 == level1]
        for place, share in zip(places, equal_shares(points, len(places)), strict=True):
            weights[place] = Number.of(trimmed(share))
    return tuple(replace(row, weight=weight) for row, weight in zip(rows, weights, strict=True))
