"""Findings set aside with a reason; the figures of the final accounts by unit and year."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, empty."""
    op.create_table(
        "silenced",
        sa.Column("form_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        *(_text(key) for key in ("rule", "mark", "reason")),
        sa.PrimaryKeyConstraint("form_id", "position", name="pk_silenced"),
        sa.ForeignKeyConstraint(
            ["form_id"], ["forms.id"], name="fk_silenced_form_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "accounts",
        sa.Column("unit_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("year", sa.BigInteger, autoincrement=False, nullable=False),
        _text("figure"),
        sa.PrimaryKeyConstraint("unit_id", "year", name="pk_accounts"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_accounts_unit_id"),
        sa.ForeignKeyConstraint(["year"], ["years.year"], name="fk_accounts_year"),
    )


def downgrade() -> None:
    """Takes them away."""
    op.drop_table("accounts")
    op.drop_table("silenced")


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
