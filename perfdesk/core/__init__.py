"""The form, its targets, its scoring and its checks: pure values and functions, no Qt, SQL or files."""
