"""The table of results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADS = ("measured", "figure", "ratio", "aim", "verdict")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `ratio` and `aim` are '' and `met` is None where nothing is aimed at."""

    name: str
    figure: str
    ratio: str = ""
    aim: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The texts of the line."""
        verdict = {True: "met", False: "not met", None: ""}[self.met]
        return self.name, self.figure, self.ratio, self.aim, verdict


def shown(rows: Sequence[Row]) -> str:
    """The rows as text, columns aligned."""
    lines = [_HEADS, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
