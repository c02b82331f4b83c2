"""Units, years, forms with their parts, the change log, settings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_AMOUNTS = ("initial", "adjusted", "executed")
_INDICATOR = ("level1", "level2", "level3", "target", "actual", "weight", "score", "note")
_SIGNATURE = ("preparer", "finance_head", "unit_head", "phone", "date")
_PRINTED = ("title", "rate", "funding_score", "total_weight", "total_score", "grade")


def upgrade() -> None:
    """Makes the tables."""
    _units_and_years()
    _forms()
    _parts()
    _changes()
    op.create_table(
        "settings",
        sa.Column("key", sa.Text, nullable=False),
        _text("value"),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )


def downgrade() -> None:
    """Takes them away, children first."""
    for name in ("settings", "changes", "extras", "printed", "signatures"):
        op.drop_table(name)
    for name in ("indicators", "goals", "funding", "forms", "years", "units"):
        op.drop_table(name)


def _units_and_years() -> None:
    op.create_table(
        "units",
        sa.Column("id", _COUNTER, sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
        sa.UniqueConstraint("name", name="uq_units_name"),
    )
    op.create_table(
        "years",
        sa.Column("year", sa.BigInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_years"),
    )


def _forms() -> None:
    op.create_table(
        "forms",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("unit_id", sa.BigInteger, nullable=False),
        sa.Column("year", sa.BigInteger, nullable=True),
        *(_text(key) for key in ("template", "project_name", "supervisor", "execution_weight")),
        sa.PrimaryKeyConstraint("id", name="pk_forms"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_forms_unit_id"),
        sa.ForeignKeyConstraint(["year"], ["years.year"], name="fk_forms_year"),
    )
    op.create_index("ix_forms_unit_id", "forms", ["unit_id"])
    op.create_index("ix_forms_year", "forms", ["year"])


def _parts() -> None:
    _part("funding", sa.Column("source", sa.Text, nullable=False), _AMOUNTS)
    _part("goals", _position(), ("expected", "actual"))
    _part("indicators", _position(), _INDICATOR)
    _part("signatures", None, _SIGNATURE)
    _part("printed", None, _PRINTED)
    _part("extras", _position(), ("label", "text"))


def _part(table: str, key: sa.Column[Any] | None, texts: tuple[str, ...]) -> None:
    """A table of parts of forms, which go with their form."""
    keys = [key] if key is not None else []
    op.create_table(
        table,
        sa.Column("form_id", sa.Text, nullable=False),
        *keys,
        *(_text(name) for name in texts),
        sa.PrimaryKeyConstraint("form_id", *(column.name for column in keys), name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["form_id"], ["forms.id"], name=f"fk_{table}_form_id", ondelete="CASCADE"
        ),
    )


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("number", _COUNTER, sa.Identity(always=True), nullable=False),
        sa.Column("form_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        *(_text(key) for key in ("text", "who", "at", "batch")),
        sa.Column("state_before", sa.Text, nullable=False),
        sa.Column("state_after", sa.Text, nullable=False),
        *(_text(key) for key in ("reason", "delta")),
        sa.PrimaryKeyConstraint("number", name="pk_changes"),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"], name="fk_changes_form_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_form_id_version", "changes", ["form_id", "version"], unique=True)


def _position() -> sa.Column[Any]:
    return sa.Column("position", sa.Integer, autoincrement=False, nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
