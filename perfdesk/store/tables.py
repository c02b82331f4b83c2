"""The tables of the store (docs/database.md). Numbers are kept as the text that was typed."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

from perfdesk.core.form import AMOUNT_KEYS, INDICATOR_KEYS, PRINTED_KEYS, SIGNATURE_KEYS
from perfdesk.core.silence import SILENCE_KEYS

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
#: SQLite counts only a plain INTEGER key by itself.
_COUNTER = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _of_form() -> Column[str]:
    reference = ForeignKey("forms.id", ondelete="CASCADE")
    return Column("form_id", Text, reference, primary_key=True)


units = Table(
    "units",
    metadata,
    Column("id", _COUNTER, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

years = Table(
    "years",
    metadata,
    Column("year", BigInteger, primary_key=True, autoincrement=False),
)

forms = Table(
    "forms",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("unit_id", BigInteger, ForeignKey("units.id"), nullable=False, index=True),
    Column("year", BigInteger, ForeignKey("years.year"), index=True),
    _text("template"),
    _text("project_name"),
    _text("supervisor"),
    _text("execution_weight"),
)

funding = Table(
    "funding",
    metadata,
    _of_form(),
    Column("source", Text, primary_key=True),
    *(_text(key) for key in AMOUNT_KEYS),
)

goals = Table(
    "goals",
    metadata,
    _of_form(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("expected"),
    _text("actual"),
)

indicators = Table(
    "indicators",
    metadata,
    _of_form(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    *(_text(key) for key in INDICATOR_KEYS),
)

signatures = Table("signatures", metadata, _of_form(), *(_text(key) for key in SIGNATURE_KEYS))

printed = Table("printed", metadata, _of_form(), *(_text(key) for key in PRINTED_KEYS))

extras = Table(
    "extras",
    metadata,
    _of_form(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("label"),
    _text("text"),
)

#: Findings that a person has set aside on the form, with the reason.
silenced = Table(
    "silenced",
    metadata,
    _of_form(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    *(_text(key) for key in SILENCE_KEYS),
)

#: A unit's project expenditure in a year's final accounts (决算数), in 元, as typed.
accounts = Table(
    "accounts",
    metadata,
    Column("unit_id", BigInteger, ForeignKey("units.id"), primary_key=True, autoincrement=False),
    Column("year", BigInteger, ForeignKey("years.year"), primary_key=True, autoincrement=False),
    _text("figure"),
)

#: The change log. `number` alone gives the order; `at` is what the clock said, and may be wrong.
changes = Table(
    "changes",
    metadata,
    Column("number", _COUNTER, Identity(always=True), primary_key=True),
    Column("form_id", Text, ForeignKey("forms.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    _text("text"),
    _text("who"),
    _text("at"),
    _text("batch"),
    Column("state_before", Text, nullable=False),
    Column("state_after", Text, nullable=False),
    _text("reason"),
    _text("delta"),
    Index("ix_changes_form_id_version", "form_id", "version", unique=True),
    sqlite_autoincrement=True,
)

settings = Table("settings", metadata, Column("key", Text, primary_key=True), _text("value"))

#: What stood half typed in a cell: one note per window that is open, none when it has closed well.
half_typed = Table(
    "half_typed",
    metadata,
    Column("session", Text, primary_key=True),
    Column("form_id", Text, nullable=False),
    _text("address"),
    _text("text"),
    _text("who"),
    _text("at"),
    _text("host"),
)

#: Figures and search texts of a form at a version, by what they rest on beside it: windows of
#: different programs or templates on one server keep theirs side by side.
summaries = Table(
    "summaries",
    metadata,
    _of_form(),
    Column("basis", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    _text("total"),
    _text("rate"),
    _text("grade"),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("hints", Integer, nullable=False),
    _text("texts"),
    _text("initials"),
)
