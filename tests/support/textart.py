"""Small sheets drawn as text: one line a row, `|` between cells, `<` joins a cell to its left."""

from decimal import Decimal

from perfdesk.exchange.sheet import Cell, Kind, Range, Sheet

LEFT, ABOVE = "<", "^"


def sheet_of(art: str, title: str = "表1", numbers: bool = False, **settings: object) -> Sheet:
    r"""The sheet drawn as `art`; `<` and `^` are merged with the cell left or above, \n a break."""
    rows = [line.strip() for line in art.strip("\n").split("\n")]
    table = [[text.strip() for text in row.split("|")] for row in rows]
    cells = {
        (r, c): _cell(text.replace("\\n", "\n"), numbers)
        for r, row in enumerate(table, 1)
        for c, text in enumerate(row, 1)
        if text not in ("", LEFT, ABOVE)
    }
    merges = tuple(filter(None, (_merge(table, r, c) for r, c in cells)))
    return Sheet(title, cells, merges, **settings)  # type: ignore[arg-type]  # passed through


def _cell(text: str, numbers: bool) -> Cell:
    plain = text.replace(".", "", 1)
    if numbers and plain.isdigit():
        return Cell(text, Kind.NUMBER, Decimal(text))
    return Cell(text)


def _merge(table: list[list[str]], r: int, c: int) -> Range | None:
    right, bottom = c, r
    while right < len(table[r - 1]) and table[r - 1][right] == LEFT:
        right += 1
    while bottom < len(table) and c <= len(table[bottom]) and table[bottom][c - 1] == ABOVE:
        bottom += 1
    return Range(r, c, bottom, right) if (right, bottom) != (c, r) else None
