"""LibreOffice's own view of a workbook's first sheet, run by the system's Python (see officejob).

Standard input: JSON `{"book": path}`. Standard output, as JSON: whether the sheet is `protected`,
whether it opens without a password (`opens`), the `open` cells that may be typed into, and every
`rule` of what may be typed: `{cell: {"type", "one", "two", "strict", "hint"}}`.
Arguments: the program `soffice` and a folder for its settings, no other run's at the same time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from officejob import (  # type: ignore[import-not-found]  # beside this script, in no package
    main,
    setting,
)


def look(desktop: Any, job: dict[str, Any]) -> None:
    """Writes what LibreOffice knows of the sheet."""
    url = Path(job["book"]).as_uri()
    document = desktop.loadComponentFromURL(url, "_blank", 0, (setting("Hidden", True),))
    sheet = document.Sheets.getByIndex(0)
    found: dict[str, Any] = {"protected": sheet.isProtected(), "open": [], "rules": {}}
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    for row in range(end.EndRow + 1):
        for column in range(end.EndColumn + 1):
            _look_at(sheet.getCellByPosition(column, row), found)
    sheet.unprotect("")
    found["opens"] = not sheet.isProtected()
    document.close(True)
    json.dump(found, sys.stdout)


def _look_at(cell: Any, found: dict[str, Any]) -> None:
    name = cell.AbsoluteName.rpartition(".")[2].replace("$", "")
    if not cell.CellProtection.IsLocked:
        found["open"].append(name)
    rule = cell.Validation
    if rule.Type.value != "ANY" or rule.InputMessage:
        found["rules"][name] = {
            "type": rule.Type.value,
            "one": rule.getFormula1(),
            "two": rule.getFormula2(),
            "strict": rule.ShowErrorMessage,
            "hint": rule.InputMessage if rule.ShowInputMessage else "",
        }


if __name__ == "__main__":
    main(look)
