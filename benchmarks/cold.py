"""Forgets texts between repetitions: a person prints a unit's forms once, not seven times."""

from __future__ import annotations

import sys

_FONTS = "perfdesk.report.systemfonts"
#: These remember fonts, not texts; loading fonts is start-up.
_KEPT = {"_registered", "face", "substitute"}


def forget_texts() -> None:
    """Empties every cache of `perfdesk.report` that holds widths or lines of texts seen before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("perfdesk.report.") and name != _FONTS:
            for key, value in vars(module).items():
                if hasattr(value, "cache_clear") and key not in _KEPT:
                    value.cache_clear()
