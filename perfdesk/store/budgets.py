"""The year's budget of many forms at once (全年预算数), for the sum below the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from perfdesk.core.form import Amounts, Funding
from perfdesk.core.number import Number
from perfdesk.core.scoring import amount
from perfdesk.store import tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sqlalchemy import Connection

_MANY = 500  # ids in one question


def budgets_of(connection: Connection, ids: Sequence[str]) -> dict[str, Decimal | None]:
    """By form, in its template's unit; None where no amount is filled in."""
    typed: dict[str, dict[str, str]] = {form_id: {} for form_id in ids}
    for start in range(0, len(ids), _MANY):
        for row in connection.execute(_ADJUSTED, {"keys": ids[start : start + _MANY]}):
            typed[row.form_id][row.source] = row.adjusted
    return {form_id: _budget(texts) for form_id, texts in typed.items()}


def _budget(texts: dict[str, str]) -> Decimal | None:
    """The total where one is typed, else the sum of the sources, as the form itself has it."""
    if not texts:
        return None
    rows = {source: Amounts(adjusted=Number.of(text)) for source, text in texts.items()}
    return amount(Funding(**rows), "total", "adjusted")


_ADJUSTED = select(
    tables.funding.c.form_id, tables.funding.c.source, tables.funding.c.adjusted
).where(tables.funding.c.form_id.in_(bindparam("keys", expanding=True)))
