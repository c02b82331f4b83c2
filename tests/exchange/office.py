"""LibreOffice as the other program: opens our workbooks, saves them again, shows their cells."""

import csv
import subprocess
from html.parser import HTMLParser
from itertools import count as count_from
from pathlib import Path
from typing import NamedTuple

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


class Coloured(NamedTuple):
    """A cell as it is shown: its text, and its ground such as `#FFC7CE`, '' for none."""

    text: str
    ground: str


def coloured_by_office(book: Path, folder: Path) -> list[dict[int, Coloured]]:
    """The rows shown of the first sheet, cells by column from 1; conditional formats applied.

    Every cell of a merge is that merge.
    """
    _convert(book, "html", folder)
    page = _Page()
    page.feed((folder / f"{book.stem}.html").read_text(encoding="utf-8"))
    count = 1 + max(row for row, _ in page.cells)
    rows: list[dict[int, Coloured]] = [{} for _ in range(count)]
    for (row, col), cell in page.cells.items():
        rows[row][col] = Coloured(*cell)
    return rows


class _Page(HTMLParser):
    """Collects `cells` by row (from 0) and column (from 1): text and ground."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[tuple[int, int], list[str]] = {}
        self._row = -1
        self._open: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._row += 1
        elif tag == "td":
            look = dict(attrs)
            self._open = ["", (look.get("bgcolor") or "").upper()]
            high, wide = (int(look.get(key) or 1) for key in ("rowspan", "colspan"))
            first = next(col for col in count_from(1) if (self._row, col) not in self.cells)
            for row in range(self._row, self._row + high):
                self.cells |= {(row, col): self._open for col in range(first, first + wide)}

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open[0] += data.strip("\n\t")
