"""Faults to plant into sound forms, kind by kind: `rule id/what was done`.

A planting function gives the form with one fault in it, None where the form has no place for it.
"""

from collections.abc import Mapping

from tests.core.checks.planting import (
    across,
    agreement,
    figures,
    goals,
    leftovers,
    levels,
    measures,
    notes,
    scores,
    targets,
    words,
)
from tests.core.checks.planting.across import UnitPlant
from tests.core.checks.planting.tools import Plant

PLANTS: Mapping[str, Plant] = {
    kind: plant
    for family in (
        *(figures, levels, scores),
        *(targets, measures),
        *(goals, agreement, notes, leftovers, words),
    )
    for kind, plant in family.PLANTS.items()
}
UNIT_PLANTS: Mapping[str, UnitPlant] = across.UNIT_PLANTS
