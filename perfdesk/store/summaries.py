"""Figures and search texts of every form, kept beside it and made anew when they are stale.

They answer lists and searches over thousands of forms; they are never taken for the truth.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, false, insert, or_, select

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.rounding import round_to
from perfdesk.core.scoring import score_form
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.search.initials import basis
from perfdesk.search.query import Haystack
from perfdesk.store import tables
from perfdesk.store.reading import load_forms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sqlalchemy import ColumnElement, Connection

    from perfdesk.core.form import Form

#: Raised whenever a summary is computed in another way than before.
_METHOD = 1
_AT_ONCE = 200  # summaries made between two looks
_ASIDE = "CREATE TEMPORARY TABLE IF NOT EXISTS summaries AS SELECT * FROM summaries"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a form beside its header, and what a search looks through."""

    basis: str
    total: str
    rate: str
    grade: str
    errors: int
    warnings: int
    hints: int
    texts: str
    initials: str


def summary_of(form: Form) -> Summary:
    """The form's summary; figures are '' where its template is missing."""
    hay = Haystack.of(_texts(form))
    found = {"basis": basis_of(form.template)} | _figures(form)
    return Summary(**found, texts=hay.plain, initials=hay.initials)


def basis_of(template_id: str) -> str:
    """What a summary rests on beside the form: template, rules and the table of readings."""
    return f"{_METHOD}-{basis()}-{library().mark(template_id)}"


def was_checked() -> ColumnElement[bool]:
    """Whether the form's template was there to check it by, when its summary was made."""
    return tables.summaries.c.basis.not_like("%-")


def stale(connection: Connection, limit: int) -> list[str]:
    """Forms without a summary, or with one that is out of date; at most `limit`."""
    used = connection.execute(select(tables.forms.c.template).distinct()).scalars()
    forms, kept = tables.forms.c, tables.summaries.c
    query = (
        select(forms.id)
        .outerjoin(tables.summaries, kept.form_id == forms.id)
        .where(or_(kept.form_id.is_(None), kept.version != forms.version, _other_basis(used)))
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def freshen(connection: Connection, ids: list[str]) -> None:
    """Makes the summaries of these forms anew."""
    rows = [
        {"form_id": stored.form.id, "version": stored.version, **asdict(summary_of(stored.form))}
        for stored in load_forms(connection, ids)
    ]
    if rows:
        connection.execute(delete(tables.summaries).where(tables.summaries.c.form_id.in_(ids)))
        connection.execute(insert(tables.summaries), rows)


def freshen_aside(connection: Connection) -> None:
    """The same for all stale ones where the store takes no writing: in a table of the connection's.

    Such a temporary table hides the store's own of that name, on SQLite and PostgreSQL alike.
    """
    while ids := stale(connection, _AT_ONCE):
        connection.exec_driver_sql(_ASIDE)
        freshen(connection, ids)


def _other_basis(templates: Iterable[str]) -> ColumnElement[bool]:
    forms, kept = tables.forms.c, tables.summaries.c
    return or_(
        false(),
        *(
            and_(forms.template == template, kept.basis != basis_of(template))
            for template in templates
        ),
    )


def _figures(form: Form) -> dict[str, Any]:
    try:
        template = library().get(form.template)
    except Refused:
        return {"total": "", "rate": "", "grade": "", "errors": 0, "warnings": 0, "hints": 0}
    scores = score_form(form, template.rules)
    weights = [finding.severity for finding in check_form(form, template)]
    return {
        "total": _plain(scores.total_score),
        "rate": _plain(scores.funding["total"].rate),
        "grade": scores.grade or "",
        "errors": weights.count(Severity.ERROR),
        "warnings": weights.count(Severity.WARNING),
        "hints": weights.count(Severity.HINT),
    }


def _plain(value: Decimal | None) -> str:
    return "" if value is None else str(round_to(value))


def _texts(form: Form) -> list[str]:
    """What a search looks through: names and indicators, not the levels that most forms share."""
    rows = dict.fromkeys(row.level3 for row in form.indicators)
    texts = [form.project_name, form.unit, form.supervisor, *rows]
    return [text for text in texts if text]
