"""Labels of pasted rows: what a blank below a merged label stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.form import LEVEL_KEYS

if TYPE_CHECKING:
    from perfdesk.core.cellgrid import IndicatorGrid
    from perfdesk.core.tablehead import Patch

#: The labels of one row by level key.
_Labels = dict[str, str]


def name_levels(grid: IndicatorGrid, patch: Patch) -> None:
    """Fills in the labels that blanks in `patch` mean, and those of its new rows."""
    if not patch.rows:
        return
    naming = _Naming(grid, patch)
    above = naming.held(patch.places[0] - 1)
    for place, row in zip(patch.places, patch.rows, strict=True):
        above = naming.name(place, row, above)


class _Naming:
    def __init__(self, grid: IndicatorGrid, patch: Patch) -> None:
        self._grid = grid
        self._at = {key: grid.columns.index(key) for key in LEVEL_KEYS}
        brought = any(patch.covers(column) for column in self._at.values())
        self._whole_rows = brought and patch.covers(grid.columns.index("level3"))
        self._given: set[str] = set()  # the levels for which the block has named a label

    def held(self, place: int) -> _Labels:
        """The labels of a row of the form, blank outside it."""
        rows = self._grid.form.indicators
        inside = 0 <= place < len(rows)
        return {key: getattr(rows[place], key) if inside else "" for key in LEVEL_KEYS}

    def name(self, place: int, row: dict[int, str], above: _Labels) -> _Labels:
        """Completes one row of the patch; its labels."""
        own, new = self.held(place), place >= self._grid.height
        begins = row.get(self._at["level1"], "").strip() not in ("", above["level1"].strip())
        labels: _Labels = {}
        for key, column in self._at.items():
            text = row.get(column)
            blank = self._blank(key, above, None if new else own, text is None)
            if key == "level2" and begins and not (text or "").strip():
                blank = own[key] if text is None and not new else ""
                self._given.add(key)
            if text is not None and text.strip():
                self._given.add(key)
                blank = text
            labels[key] = blank
            if new or text is not None:
                row[column] = blank
        return labels

    def _blank(self, key: str, above: _Labels, own: _Labels | None, absent: bool) -> str:
        """What a blank label means; `own` is None for a new row, `absent` where none is pasted."""
        if own is None:
            return above[key] if self._whole_rows or absent else ""
        if absent or (self._whole_rows and key not in self._given):
            return own[key]
        return above[key] if self._whole_rows else ""
