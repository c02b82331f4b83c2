"""The published forms, drawn in every shape, come back from files of every format.

Here every sixth form in each shape, another sixth in the next; `make proof-shapes` takes them all.
"""

import os
import sys
from pathlib import Path

import pytest

from perfdesk.exchange.reader import read_workbook
from tests.support.corpus import Record, records
from tests.support.shapes.catalogue import CASES, Drawn
from tests.support.shapes.expected import compare
from tests.support.shapes.files import convert, write_xlsx
from tests.support.shapes.mixtures import mixture

pytestmark = pytest.mark.slow
KINDS = ("xls", "ods")
Saved = dict[tuple[str, str], tuple[Path, Drawn]]
#: Shapes whose cells differ from format to format: merges, kinds of numbers, what is hidden.
BY_FORMAT = (
    *("as on paper", "shifted below a cover", "nothing merged", "every cell over two columns"),
    *("wide words with colons", "levels with breaks", "numbers as numbers", "numbers with noise"),
    *("money formats, percent cells", "formulas with results", "signatures in cells, a date"),
    *("year as a date", "hidden rows", "broken over pages", "two side by side"),
    *("behind a cover sheet", "typed by hand"),
)
ALL = bool(os.environ.get("PERFDESK_EVERY_FORM"))
_PART = 6


@pytest.fixture(scope="module")
def published() -> list[Record]:
    return [record for _, _, record in records()]


def some(published: list[Record], number: int) -> list[Record]:
    """The forms that this run takes in a shape."""
    return published if ALL else published[number % _PART :: _PART]


def read_back(path: Path, drawn: Drawn, name: str) -> None:
    """Prints how many forms came back whole; all of them must."""
    slots = read_workbook(path).slots
    wrong = compare(drawn.expected, slots)
    count = len(drawn.expected)
    whole = count - len({cell.split(" ")[0] for cell in wrong})
    sys.stdout.write(f"{path.suffix[1:]:5}{name}: {whole} of {count} forms\n")
    assert not wrong


@pytest.mark.parametrize("name", CASES)
def test_workbooks_come_back(published: list[Record], name: str, tmp_path: Path) -> None:
    drawn = CASES[name].draw(some(published, [*CASES].index(name)))
    read_back(write_xlsx(tmp_path / "book.xlsx", drawn.pages), drawn, name)


@pytest.mark.parametrize("seed", range(100, 130))
def test_mixtures_come_back(published: list[Record], seed: int, tmp_path: Path) -> None:
    drawn = mixture(seed).draw(some(published, seed))
    read_back(write_xlsx(tmp_path / "book.xlsx", drawn.pages), drawn, f"mixture {seed}")


@pytest.fixture(scope="module")
def saved(published: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """A book for each shape, as LibreOffice saves it; one run for each format."""
    folder = tmp_path_factory.mktemp("saved")
    drawn = {name: CASES[name].draw(some(published, n)) for n, name in enumerate(BY_FORMAT)}
    files = [write_xlsx(folder / f"{n}.xlsx", one.pages) for n, one in enumerate(drawn.values())]
    return {
        (name, kind): (path, drawn[name])
        for kind in KINDS
        for name, path in zip(drawn, convert(files, kind, folder / kind), strict=True)
    }


if ALL:  # an hour of LibreOffice: tests/exchange/test_shapes.py is its short version

    @pytest.mark.libreoffice
    @pytest.mark.timeout(1800)
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("name", BY_FORMAT)
    def test_what_libreoffice_makes_of_them_comes_back(saved: Saved, name: str, kind: str) -> None:
        read_back(*saved[name, kind], name)
