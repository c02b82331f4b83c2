"""LibreOffice as the other program: opens our workbooks, saves them again, shows their cells."""

import csv
import subprocess
from pathlib import Path

from tests.support.tools import needs_tool

#: Comma, quotes, UTF-8, from line 1, cells as shown, every sheet in a file of its own.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


def saved_again(book: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    _convert(book, "xlsx", folder)
    return folder / book.name


def saved_as(book: Path, kind: str, folder: Path) -> Path:
    """The workbook in another format: xls, ods."""
    _convert(book, kind, folder)
    return folder / f"{book.stem}.{kind}"


def shown_by_office(book: Path, folder: Path) -> dict[str, list[list[str]]]:
    """Every sheet's name and the strings that its cells show, row by row."""
    _convert(book, _CSV, folder)
    found = {}
    for file in sorted(folder.glob(f"{book.stem}-*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            found[file.stem.removeprefix(f"{book.stem}-")] = list(csv.reader(stream))
    return found


def _convert(book: Path, kind: str, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    command = [needs_tool("soffice"), "--headless", "--convert-to", kind, "--outdir", str(folder)]
    done = subprocess.run([*command, str(book)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Error" not in done.stderr, done.stderr


def printed_by_office(book: Path, folder: Path) -> str:
    """The text of the pages that LibreOffice prints; only there are conditional formats seen."""
    _convert(book, "pdf", folder)
    command = [needs_tool("pdftotext"), "-raw", str(folder / f"{book.stem}.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
