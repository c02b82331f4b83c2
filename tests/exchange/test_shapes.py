"""Three published forms, drawn in every shape, come back from files without one wrong cell."""

import json
from pathlib import Path
from typing import Any

import pytest

from perfdesk.exchange.reader import read_workbook
from tests.support.corpus import Record
from tests.support.shapes.catalogue import CASES, Drawn
from tests.support.shapes.expected import Wrong, compare
from tests.support.shapes.files import convert, write_docx, write_xlsx
from tests.support.shapes.mixtures import mixture
from tests.support.tools import ROOT

#: LibreOffice takes its time: each shape in one of them; `make proof-shapes` has both.
KINDS = ("xls", "ods")
#: What Word cannot show: hidden rows and sheets, forms side by side, number formats.
NOT_IN_WORD = ("hidden", "behind", "two side by side", "year beside", "year as a date")


@pytest.fixture(scope="module")
def published() -> list[Record]:
    text = (ROOT / "tests/data/published.json").read_text(encoding="utf-8")
    forms: list[Record] = json.loads(text)["forms"]
    return forms


def wrong_in(path: Path, drawn: Drawn) -> Wrong:
    return compare(drawn.expected, read_workbook(path).slots)


def in_word(name: str) -> bool:
    texts = CASES[name].shape.numbers in ("text", "full width")
    return texts and not name.startswith(NOT_IN_WORD)


@pytest.mark.parametrize("name", CASES)
def test_workbooks_come_back(published: list[Record], name: str, tmp_path: Path) -> None:
    drawn = CASES[name].draw(published)
    assert not wrong_in(write_xlsx(tmp_path / "book.xlsx", drawn.pages), drawn)


@pytest.mark.parametrize("apart", [False, True], ids=["one table", "a table for each block"])
@pytest.mark.parametrize("name", [*filter(in_word, CASES)])
def test_word_documents_come_back(
    published: list[Record], name: str, apart: bool, tmp_path: Path
) -> None:
    drawn = CASES[name].draw(published)
    assert not wrong_in(write_docx(tmp_path / "a.docx", drawn.pages, apart), drawn)


@pytest.mark.parametrize("seed", range(20))
def test_mixtures_come_back(published: list[Record], seed: int, tmp_path: Path) -> None:
    drawn = mixture(seed).draw(published)
    assert not wrong_in(write_xlsx(tmp_path / "book.xlsx", drawn.pages), drawn)


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("kind", KINDS)
def test_what_libreoffice_makes_of_them_comes_back(
    published: list[Record], kind: str, part: int, tmp_path: Path
) -> None:
    names = [*CASES][KINDS.index(kind) :: 2][part::2]
    drawn = [CASES[name].draw(published) for name in names]
    files = [write_xlsx(tmp_path / f"{n}.xlsx", one.pages) for n, one in enumerate(drawn)]
    saved = convert(files, kind, tmp_path / kind)
    pairs = zip(names, saved, drawn, strict=True)
    wrong = {name: wrong_in(path, one) for name, path, one in pairs}
    assert not {name: cells for name, cells in wrong.items() if cells}


def test_amounts_that_look_like_years_are_amounts(published: list[Record], tmp_path: Path) -> None:
    record: dict[str, Any] = json.loads(json.dumps(published[2]))
    record["funding"]["total"] |= {"initial": "2026", "adjusted": "1980", "executed": "1905"}
    drawn = CASES["numbers as numbers"].draw([record])
    assert not wrong_in(write_xlsx(tmp_path / "book.xlsx", drawn.pages), drawn)


@pytest.mark.parametrize(
    ("key", "text", "path"),
    [
        ("project_name", "别的项目", ".project_name"),
        ("goal_actual", "没有完成", ".goal_actual"),
        ("total_score", "1.00", ".printed.total_score"),
        ("amount_unit", "元", "money unit"),
    ],
)
def test_a_wrong_cell_is_seen(
    published: list[Record], key: str, text: str, path: str, tmp_path: Path
) -> None:
    drawn = CASES["as on paper"].draw([published[1]])
    slots = read_workbook(write_xlsx(tmp_path / "book.xlsx", drawn.pages)).slots
    drawn.expected[0].record = published[1] | {key: text}
    (wrong,) = compare(drawn.expected, slots)
    assert wrong.endswith(path)


def test_a_lost_text_and_a_lost_form_are_seen(published: list[Record], tmp_path: Path) -> None:
    drawn = CASES["more columns"].draw(published)
    slots = read_workbook(write_xlsx(tmp_path / "book.xlsx", drawn.pages)).slots
    drawn.expected[0].others.append("别的话")
    assert list(compare(drawn.expected, slots)) == ["lost 别的话"]
    assert compare(drawn.expected, slots[1:]) == {"forms": ("3", "2")}
