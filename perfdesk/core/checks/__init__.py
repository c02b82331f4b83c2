"""The audit rules (审核规则): `check_form` checks one form, `check_unit` what forms share."""

from perfdesk.core.checks.case import Case, UnitCase
from perfdesk.core.checks.table import (
    RULES,
    UNIT_RULES,
    check_form,
    check_together,
    check_unit,
    new_checker,
)

__all__ = [
    "RULES",
    "UNIT_RULES",
    "Case",
    "UnitCase",
    "check_form",
    "check_together",
    "check_unit",
    "new_checker",
]
