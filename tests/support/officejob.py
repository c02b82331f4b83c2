"""LibreOffice's own API at work, run by the system's Python, which alone has `uno`.

Standard input: JSON `{"book", "save", "ask": [cells], "fillings": [{cell: text or number}]}`.
Every filling is typed into the first sheet over the one before, the book recalculated, and the
cells asked for are written as one JSON line: a number, or the text shown. The last state is saved.
Arguments: the program `soffice` and a folder for its settings, no other run's at the same time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uno  # type: ignore[import-not-found]  # only the system's Python has it

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 60.0
#: com.sun.star.sheet.FormulaResult.VALUE
_NUMBER = 1


def connected(program: str, folder: Path) -> tuple[subprocess.Popen[bytes], Any]:
    """A LibreOffice of our own and its desktop."""
    pipe = f"perfdesk{folder.name}".replace("-", "").replace("_", "")
    command = [program, f"-env:UserInstallation={folder.as_uri()}", "--headless", "--norestore"]
    process = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"])
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + _PATIENCE
    there: Any = None
    while there is None:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # uno's own class, made at run time
            if time.monotonic() > end:
                process.kill()
                raise
            time.sleep(0.2)
    return process, there.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", there
    )


def setting(name: str, value: object) -> Any:
    """A PropertyValue."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def fill(cell: Any, content: str | float) -> None:
    """Types into a cell as a person does: a number, or a text that stays text."""
    if isinstance(content, str):
        cell.setString(content)
    else:
        cell.setValue(content)


def shown(cell: Any) -> str | float:
    """A computed cell: its number, or its text."""
    if cell.getError():
        return f"error {cell.getError()}"
    text: str = cell.getString()
    return float(cell.getValue()) if text and cell.FormulaResultType2 == _NUMBER else text


def work(desktop: Any, job: dict[str, Any]) -> None:
    """One book."""
    url = Path(job["book"]).as_uri()
    document = desktop.loadComponentFromURL(url, "_blank", 0, (setting("Hidden", True),))
    sheet = document.Sheets.getByIndex(0)
    document.enableAutomaticCalculation(False)  # else after each cell
    for filling in job["fillings"]:
        for place, content in filling.items():
            fill(sheet.getCellRangeByName(place), content)
        document.calculateAll()
        found = [shown(sheet.getCellRangeByName(place)) for place in job["ask"]]
        sys.stdout.write(json.dumps(found) + "\n")
    document.enableAutomaticCalculation(True)
    kind = setting("FilterName", "Calc MS Excel 2007 XML")
    document.storeToURL(Path(job["save"]).as_uri(), (kind,))
    document.close(True)


def main(task: Callable[[Any, dict[str, Any]], None]) -> None:
    """Does the task that standard input tells, then ends LibreOffice."""
    process, desktop = connected(sys.argv[1], Path(sys.argv[2]))
    try:
        task(desktop, json.load(sys.stdin))
        desktop.terminate()
        process.wait(_PATIENCE)
    finally:
        process.kill()


if __name__ == "__main__":
    main(work)
