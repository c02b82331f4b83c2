"""Every published form as a workbook: LibreOffice shows it as printed, reading gives it back."""

from pathlib import Path
from typing import Any

import pytest

from perfdesk.core.form import Form
from perfdesk.exchange.ours import read_our_workbook
from perfdesk.exchange.reading import How
from perfdesk.report.layout import lay_out
from perfdesk.report.page import Sheet
from perfdesk.report.xlsx import draw_workbook
from perfdesk.report.xlsxnames import sheet_names
from tests.exchange.office import saved_again, shown_by_office
from tests.support.corpus import form_of, records, template_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

Tables = dict[str, list[list[str]]]
COLUMNS = ("level1", "level2", "level3", "target", "actual", "note")


@pytest.fixture(scope="module")
def published() -> list[tuple[dict[str, Any], Form, Sheet]]:
    """Every record with its form and its layout."""
    found = []
    for _, _, record in records():
        form = form_of(record)
        found.append((record, form, lay_out(form, template_of(record))))
    return found


@pytest.fixture(scope="module")
def book(
    published: list[tuple[dict[str, Any], Form, Sheet]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """One workbook of all published forms."""
    target = tmp_path_factory.mktemp("corpus") / "book.xlsx"
    assert draw_workbook([(sheet, form) for _, form, sheet in published], target) == []
    return target


@pytest.fixture(scope="module")
def shown(book: Path) -> Tables:
    """What LibreOffice shows, by sheet."""
    return shown_by_office(book, book.with_name("csv"))


def test_all_are_there(published: list[tuple[dict[str, Any], Form, Sheet]], shown: Tables) -> None:
    assert len(published) == 76
    names = sheet_names([form.project_name for _, form, _ in published])
    assert sorted(shown) == sorted([*names, "_perfdesk"])


def test_libreoffice_shows_every_cell_as_printed(
    published: list[tuple[dict[str, Any], Form, Sheet]], shown: Tables
) -> None:
    names = sheet_names([form.project_name for _, form, _ in published])
    count = 0
    for name, (_, _, sheet) in zip(names, published, strict=True):
        grid = sheet.grid
        head = [text for text in (grid.title, grid.year_line) if text]
        cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
        texts = [cell.text.replace("\r\n", "\n") for cell in cells if cell.text]
        below = [*sheet.template.notes, *(item for line in sheet.signature for item in line)]
        assert [text for line in shown[name] for text in line if text] == [*head, *texts, *below]
        count += len(texts)
    assert count > 9_600


def test_libreoffice_shows_what_the_paper_says(
    published: list[tuple[dict[str, Any], Form, Sheet]], shown: Tables
) -> None:
    names = sheet_names([form.project_name for _, form, _ in published])
    for name, (record, _, _) in zip(names, published, strict=True):
        seen = {_squeezed(text) for line in shown[name] for text in line}
        texts = [record[key] for key in ("project_name", "supervisor", "unit")]
        texts += [record["goal_expected"], record["goal_actual"]]
        for row in record["indicators"]:
            texts += [row[key] for key in COLUMNS]
        assert not [text for text in texts if text and _squeezed(text) not in seen]


@pytest.mark.parametrize("saved", [False, True], ids=["as written", "saved by LibreOffice"])
def test_reading_gives_every_form_back(
    published: list[tuple[dict[str, Any], Form, Sheet]], book: Path, saved: bool
) -> None:
    path = saved_again(book, book.with_name("again")) if saved else book
    slots = read_our_workbook(path)
    assert [slot.form for slot in slots] == [form for _, form, _ in published]
    assert not [slot for slot in slots if slot.report.notes or slot.report.left_over]
    hows = {source.how for slot in slots for source in slot.report.sources}
    assert hows <= {How.UNCHANGED, How.HIDDEN}


def _squeezed(text: str) -> str:
    return "".join(text.split())
