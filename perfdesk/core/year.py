"""Years (年度) as people type them."""

from __future__ import annotations

import re

_TYPED = re.compile("[1-9１-９][0-9０-９]{3}")
#: What is taken over as a form's year; above it no database holds one.
YEARS = range(1, 2**63)
#: Any other is told to be wrong.
SENSIBLE = range(1000, 10_000)


def parse_year(text: str) -> int | None:
    """The year written as `text` in four half- or full-width digits, None for anything else."""
    plain = text.strip()
    return int(plain) if _TYPED.fullmatch(plain) else None
