"""Figures and search texts beside the forms, and notes of half-typed cells."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables; summaries are filled when they are first asked for."""
    op.create_table(
        "half_typed",
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("form_id", sa.Text, nullable=False),
        *(_text(key) for key in ("address", "text", "who", "at", "host")),
        sa.PrimaryKeyConstraint("session", name="pk_half_typed"),
    )
    op.create_table(
        "summaries",
        sa.Column("form_id", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(_text(key) for key in ("total", "rate", "grade")),
        *(sa.Column(key, sa.Integer, nullable=False) for key in ("errors", "warnings", "hints")),
        *(_text(key) for key in ("texts", "initials")),
        sa.PrimaryKeyConstraint("form_id", "basis", name="pk_summaries"),
        sa.ForeignKeyConstraint(
            ["form_id"], ["forms.id"], name="fk_summaries_form_id", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Takes them away."""
    op.drop_table("summaries")
    op.drop_table("half_typed")


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
