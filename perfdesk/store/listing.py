"""The list of forms, filtered and searched in the database (查找)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from perfdesk.core.state import State
from perfdesk.search.query import Query
from perfdesk.store import tables
from perfdesk.store.records import Listed
from perfdesk.store.summaries import own, was_checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from perfdesk.search.query import Word


class Findings(Enum):
    """Which findings a form must have to be listed."""

    NONE = "none"  # neither errors nor warnings, and a template to check it by
    SOME = "some"  # errors or warnings: hints are in nearly every form
    ERRORS = "errors"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list; a None filters nothing. `year` 0 stands for forms without a year.

    `text` is what was typed into the search field: words, all of which must be found in names or
    indicators, as they stand or by pinyin initials.
    """

    text: str = ""
    year: int | None = None
    unit: str | None = None
    state: State | None = None
    grade: str | None = None
    findings: Findings | None = None
    removed: bool = False


EVERYTHING = Wanted()


def listed(connection: Connection, wanted: Wanted) -> list[Listed]:
    """The forms in their order."""
    forms = tables.forms.c
    query = _LIST.outerjoin(tables.summaries, own(connection)).where(*_conditions(wanted))
    query = query.order_by(forms.year.desc().nulls_last(), forms.position, forms.id)
    return [_record(row) for row in connection.execute(query)]


def years_of(connection: Connection) -> list[int | None]:
    """The years that have forms, newest first; None where forms lack theirs (0 is none)."""
    query = select(tables.forms.c.year).where(tables.forms.c.removed.is_(False)).distinct()
    years = list(connection.execute(query).scalars())
    known = sorted((year for year in years if year), reverse=True)
    return [*known, *([None] if len(known) < len(years) else [])]


def units_of(connection: Connection) -> list[str]:
    """The units that have forms, in the order in which they first came."""
    query = (
        select(tables.units.c.name)
        .join(tables.forms, tables.forms.c.unit_id == tables.units.c.id)
        .where(tables.forms.c.removed.is_(False))
        .group_by(tables.units.c.id, tables.units.c.name)
        .order_by(tables.units.c.id)
    )
    return list(connection.execute(query).scalars())


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    forms, kept = tables.forms.c, tables.summaries.c
    found: list[ColumnElement[bool]] = [forms.removed.is_(wanted.removed)]
    if wanted.year is not None:
        without = func.coalesce(forms.year, 0) == 0
        found.append(forms.year == wanted.year if wanted.year else without)
    if wanted.unit is not None:
        found.append(tables.units.c.name == wanted.unit)
    if wanted.state is not None:
        found.append(forms.state == wanted.state.value)
    if wanted.grade is not None:
        found.append(kept.grade == wanted.grade)
    if wanted.findings is not None:
        found.append(_having(wanted.findings))
    return found + [_word(word) for word in Query.parse(wanted.text).words]


def _having(findings: Findings) -> ColumnElement[bool]:
    kept = tables.summaries.c
    count = func.coalesce(kept.errors + kept.warnings, 0)
    match findings:
        case Findings.NONE:
            return and_(count == 0, was_checked())
        case Findings.SOME:
            return count > 0
        case Findings.ERRORS:
            return kept.errors > 0


def _word(word: Word) -> ColumnElement[bool]:
    plain = tables.summaries.c.texts.contains(word.plain, autoescape=True)
    if not word.pattern:
        return plain
    return or_(plain, tables.summaries.c.initials.regexp_match(word.pattern))


def _record(row: Sequence[Any]) -> Listed:
    """By position: thousands of these are made at every key that is typed into a search field."""
    head, state, names, figures, counts = row[:2], row[2], row[3:7], row[7:10], row[10:]
    filled = [*(text or "" for text in figures), *(count or 0 for count in counts)]
    values: list[Any] = [*head, _STATES[state], *names, *filled]
    return Listed(*values)


_STATES = {state.value: state for state in State}
_FIGURES = ("total", "rate", "grade")
_COUNTS = ("errors", "warnings", "hints")
_KEPT = tables.summaries.c
_LIST: Select[Any] = select(
    tables.forms.c.id,
    tables.forms.c.version,
    tables.forms.c.state,
    tables.forms.c.year,
    tables.units.c.name.label("unit"),
    tables.forms.c.project_name,
    tables.forms.c.template,
    *(_KEPT[key] for key in (*_FIGURES, *_COUNTS)),
    tables.changes.c.number,
).join_from(tables.forms, tables.units, tables.units.c.id == tables.forms.c.unit_id)
_LIST = _LIST.outerjoin(
    tables.changes,
    and_(
        tables.changes.c.form_id == tables.forms.c.id,
        tables.changes.c.version == tables.forms.c.version,
    ),
)
