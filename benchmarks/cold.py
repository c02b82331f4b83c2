"""Forgets texts between repetitions: a person prints a unit's forms once, not seven times."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from perfdesk.report.linebreak import split_pieces

if TYPE_CHECKING:
    from collections.abc import Callable

_FONTS = "perfdesk.report.systemfonts"
#: These remember fonts and settings, not texts; loading them is start-up.
_KEPT = {"_registered", "_usual", "face", "set_up", "substitute"}


class NotCold(AssertionError):
    """A repetition was spared work by something that `forget_texts` does not empty."""


def forget_texts() -> None:
    """Empties every cache of `perfdesk.report` that holds widths or lines of texts seen before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("perfdesk.report.") and name != _FONTS:
            for key, value in vars(module).items():
                if hasattr(value, "cache_clear") and key not in _KEPT:
                    value.cache_clear()


def make_sure_of_cold(lay_out: Callable[[], object]) -> None:
    """Raises NotCold unless each repetition of `lay_out` breaks all its lines again."""
    broken = [_texts_broken(lay_out) for _ in range(2)]
    if not 0 < broken[0] == broken[1]:
        raise NotCold(f"{broken[0]} texts broken at first, {broken[1]} at the second time")


def _texts_broken(lay_out: Callable[[], object]) -> int:
    forget_texts()
    lay_out()
    return split_pieces.cache_info().misses
