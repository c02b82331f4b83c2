"""The form, its targets, scoring and checks: pure values and functions, no Qt, SQL or files."""
