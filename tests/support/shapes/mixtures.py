"""Shapes of many peculiarities at once, the same at every run."""

from dataclasses import asdict
from random import Random

from tests.support.shapes.catalogue import (
    Case,
    Layout,
    one_per_sheet,
    three_stacked,
    touching,
    two_beside,
)
from tests.support.shapes.shape import LABELS, MONEY, OTHER_WORDS, SHORT_WORDS, WIDE_WORDS, Shape

_LAYOUTS: tuple[Layout, ...] = (one_per_sheet, one_per_sheet, three_stacked, two_beside, touching)
_CHOICES: dict[str, tuple[object, ...]] = {
    "labels": (LABELS, OTHER_WORDS, WIDE_WORDS, SHORT_WORDS),
    "top": (0, 0, 3),
    "left": (0, 0, 2),
    "step": (1, 1, 1, 2),
    "merging": (True, False),
    "levels": (
        *("merged", "repeated", "blank", "half", "continued", "points", "bare points"),
        *("breaks", "vertical", "rows"),
    ),
    "target": ("one", "one", "two", "three"),
    "numbers": ("text", "plain", "noisy", "money", "full width", "formulas"),
    "goals": ("beside", "below", "split", "rows"),
    "names": ("pairs", "inline", "apart"),
    "title": ("lines", "lines", "one cell", "with year", "labelled year", "date"),
    "money": (MONEY, MONEY, ("initial", "executed"), ("adjusted", "executed")),
    "execution": ("columns", "columns", "row", "indicator"),
    "signature": ("", "line", "cells"),
}
_SELDOM = (
    *("weight_first", "cover", "two_rows", "index", "more_columns", "codes", "notes", "unit_line"),
    *("subtotals", "bare_total", "grade_beside", "hidden", "gaps", "more_sources", "among_apart"),
)
#: Drawn after the layout: a seed's other choices stay what they were.
_LATER: dict[str, tuple[object, ...]] = {
    "last": ("", "", "", "names", "money", "goals"),
    "sums": ("小计", "合计", "{level}小计", "{level}得分小计"),
    "blank_rows": (False, False, True),
    "total_inline": (False, False, False, True),
    "ticks": (False, False, True),
}


def mixture(seed: int) -> Case:
    """A shape and a layout drawn by lot; a seed always gives the same."""
    random = Random(seed)
    chosen = asdict(Shape())
    chosen |= {key: random.choice(choices) for key, choices in _CHOICES.items()}
    chosen |= {key: random.random() < 0.3 for key in _SELDOM}
    chosen["broken"] = chosen["levels"] != "rows" and random.random() < 0.3
    layout = random.choice(_LAYOUTS)
    chosen |= {key: random.choice(choices) for key, choices in _LATER.items()}
    chosen["blank_rows"] = chosen["blank_rows"] and not chosen["merging"]
    return Case(Shape(**chosen), layout)
