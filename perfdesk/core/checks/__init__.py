"""The audit rules (审核规则): `check_form` runs all of them over one form."""

from perfdesk.core.checks.table import RULES, check_form

__all__ = ["RULES", "check_form"]
