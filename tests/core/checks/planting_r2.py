"""Faults to plant into sound forms: what is wrong with texts, kind by kind.

A function gives the form with the fault, None where the form has no place for it.
"""

from tests.core.checks import (
    planting_r2_blanks,
    planting_r2_figures,
    planting_r2_goals,
    planting_r2_notes,
)
from tests.core.checks.planting_r2_tools import Plant

PLANTS: dict[str, Plant] = {
    **planting_r2_goals.PLANTS,
    **planting_r2_figures.PLANTS,
    **planting_r2_notes.PLANTS,
    **planting_r2_blanks.PLANTS,
}
