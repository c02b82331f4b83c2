"""Figures and search texts of every form, kept beside it and made anew when they are stale.

They answer lists and searches over thousands of forms; they are never taken for the truth.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, delete, insert, literal, or_, select

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity, heard_weights
from perfdesk.core.rounding import round_to
from perfdesk.core.scoring import score_form
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.search.initials import basis
from perfdesk.search.query import Haystack
from perfdesk.store import tables
from perfdesk.store.reading import load_forms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sqlalchemy import ColumnElement, Connection, Delete

    from perfdesk.core.form import Form

#: Raised whenever a summary is computed in another way than before.
_METHOD = 2
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


def rules_turn() -> int:
    """A number that is another whenever the rules that summaries rest on may be others."""
    return library().turn


def was_checked() -> ColumnElement[bool]:
    """Whether the form's template was there to check it by, when its summary was made."""
    return tables.summaries.c.basis.not_like("%-")


def own(connection: Connection) -> ColumnElement[bool]:
    """Joins each form with the summary that rests on what this program has; others' stay apart."""
    forms, kept = tables.forms.c, tables.summaries.c
    used = connection.execute(select(forms.template).distinct()).scalars()
    bases = {template: basis_of(template) for template in used}
    basis = case(bases, value=forms.template, else_="") if bases else literal("")
    return and_(kept.form_id == forms.id, kept.basis == basis)


def stale(connection: Connection, among: Sequence[str] = ()) -> list[str]:
    """Forms whose summary of our own is missing or out of date: all, or those `among`."""
    forms, kept = tables.forms.c, tables.summaries.c
    query = (
        select(forms.id)
        .outerjoin(tables.summaries, own(connection))
        .where(or_(kept.form_id.is_(None), kept.version != forms.version))
    )
    if among:
        query = query.where(forms.id.in_(among))
    return list(connection.execute(query).scalars())


def freshen(connection: Connection, ids: Sequence[str]) -> None:
    """Makes the summaries of these forms anew."""
    rows = [
        {"form_id": stored.form.id, "version": stored.version, **asdict(summary_of(stored.form))}
        for stored in load_forms(connection, ids)
    ]
    if rows:
        connection.execute(_replaced(connection, ids, {row["basis"] for row in rows}))
        connection.execute(insert(tables.summaries), rows)


def freshen_aside(connection: Connection) -> None:
    """The same for all stale ones where the store takes no writing: in a table of the connection's.

    Such a temporary table hides the store's own of that name, on SQLite and PostgreSQL alike.
    """
    if ids := stale(connection):
        connection.exec_driver_sql(_ASIDE)
        freshen(connection, ids)


def put_away(connection: Connection) -> None:
    """Drops the connection's own table, so that the store's can be seen again."""
    schema = "temp" if connection.dialect.name == "sqlite" else "pg_temp"
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {schema}.summaries")


def _replaced(connection: Connection, ids: Sequence[str], bases: set[str]) -> Delete:
    """Deletes these forms' summaries: in a file all, on a server ours and those out of date."""
    forms, kept = tables.forms.c, tables.summaries.c
    found = delete(tables.summaries).where(kept.form_id.in_(ids))
    if connection.dialect.name == "sqlite":  # which has one writer
        return found
    now = select(forms.version).where(forms.id == kept.form_id).scalar_subquery()
    return found.where(or_(kept.basis.in_(bases), kept.version != now))


def _figures(form: Form) -> dict[str, Any]:
    try:
        template = library().get(form.template)
    except Refused:
        return {"total": "", "rate": "", "grade": "", "errors": 0, "warnings": 0, "hints": 0}
    scores = score_form(form, template.rules)
    weights = heard_weights(check_form(form, template))
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
