"""Every published form, drawn in every shape, comes back from files of every format."""

import sys
from pathlib import Path

import pytest

from perfdesk.exchange.reader import read_workbook
from tests.support.corpus import Record, records
from tests.support.shapes.catalogue import CASES, Drawn
from tests.support.shapes.expected import compare
from tests.support.shapes.files import convert, write_xlsx

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def published() -> list[Record]:
    return [record for _, _, record in records()]


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
    drawn = CASES[name].draw(published)
    read_back(write_xlsx(tmp_path / "book.xlsx", drawn.pages), drawn, name)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize("name", CASES)
def test_what_libreoffice_makes_of_them_comes_back(
    published: list[Record], name: str, kind: str, tmp_path: Path
) -> None:
    drawn = CASES[name].draw(published)
    (path,) = convert(
        [write_xlsx(tmp_path / "book.xlsx", drawn.pages)], kind, tmp_path / "saved"
    )
    read_back(path, drawn, name)
