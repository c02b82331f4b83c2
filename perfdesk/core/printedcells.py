"""Which typed cells of a form a template prints, and under which heads (纸面上的单元格)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import Part, funding_cell, indicator_cell, parse
from perfdesk.core.form import AMOUNT_KEYS, TARGET_KEYS
from perfdesk.core.template import VALUE, FieldsBlock, FundingBlock, GoalsBlock, IndicatorsBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

GOAL_KEYS = ("goal_expected", "goal_actual")


def printed_cells(template: Template, form: Form) -> dict[str, None]:
    """The addresses of all typed cells that the paper has, in its order; figures are none."""
    found = ["year"] if "{year}" in template.year_line else []
    for block in template.blocks:
        if isinstance(block, FieldsBlock):
            found += [cell.address for cell in block.cells if _typed(cell.address)]
        elif isinstance(block, FundingBlock):
            found += _funding(block)
        elif isinstance(block, GoalsBlock):
            found += GOAL_KEYS
        else:
            found += _indicators(block, form)
    if template.signature.shown:
        found += [f"signature.{key}" for line in template.signature.lines for _, key in line if key]
    return dict.fromkeys(found)


def heads(template: Template) -> dict[str, str]:
    """The words over or beside each typed cell; '' where it has none.

    Keys are the addresses of fields and goals, `funding.…` and `indicators.…` of whole columns.
    """
    found: dict[str, str] = {}
    for block in template.blocks:
        if isinstance(block, FieldsBlock):
            found |= _field_heads(block)
        elif isinstance(block, FundingBlock):
            found |= {f"funding.{column.key}": column.label for column in block.columns}
        elif isinstance(block, GoalsBlock):
            found |= zip(GOAL_KEYS, (block.expected.label, block.actual.label), strict=True)
        elif isinstance(block, IndicatorsBlock):
            found |= {f"indicators.{column.key}": column.label for column in block.columns}
    return found


def _field_heads(block: FieldsBlock) -> dict[str, str]:
    found, label = {}, ""
    for cell in block.cells:
        if _typed(cell.address):
            found[cell.address] = label
        label = cell.label
    return found


def _typed(address: str) -> bool:
    return bool(address) and parse(address).part is not Part.COMPUTED


def _funding(block: FundingBlock) -> Iterator[str]:
    keys = [column.key for column in block.columns]
    for row in block.rows:
        yield from (funding_cell(row.source, key) for key in keys if key in AMOUNT_KEYS)
        if row.source == "total" and row.weight == VALUE and "weight" in keys:
            yield "execution_weight"


def _indicators(block: IndicatorsBlock, form: Form) -> Iterator[str]:
    keys = ["target" if column.key in TARGET_KEYS else column.key for column in block.columns]
    for row in range(len(form.indicators)):
        yield from (indicator_cell(row, key) for key in keys)
