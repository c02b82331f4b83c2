"""Files of every kind read for the window: forms with the account of their reading."""

from pathlib import Path

import pytest

from perfdesk.arrivals import Arrival, Mark
from perfdesk.cli.arriving import read_files
from perfdesk.sample import sample_forms
from perfdesk.service import export_forms
from tests.cli.calls import form, write
from tests.exchange.office import saved_as
from tests.support.shapedforms import shaped_canvas, shaped_record, write_canvas
from tests.support.shapes.canvas import Page
from tests.support.shapes.files import write_docx
from tests.support.shapes.shape import Shape


def shaped(folder: Path, name: str = "a.xlsx", shape: Shape | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    write_canvas(shaped_canvas(shaped_record(), shape or Shape(top=2)), folder / name)
    return folder / name


def only(file: Path) -> Arrival:
    [arrival] = read_files([file])
    return arrival


def test_a_foreign_workbook_comes_with_its_sheet_and_what_each_cell_is(tmp_path: Path) -> None:
    arrival = only(shaped(tmp_path))
    assert arrival.form is not None
    assert (arrival.form.project_name, arrival.sheet, arrival.proposed) == (
        *("职工培训", "Sheet"),
        True,
    )
    assert arrival.picture is not None
    [name] = [one for one in arrival.understood if one.name == "项目名称"]
    assert (name.text, name.mark) == ("职工培训", Mark.CERTAIN)
    row, column = int(name.cell[1:]), ord(name.cell[0]) - 64
    assert arrival.picture.cells[row, column] == "职工培训"
    assert arrival.picture.bounds[0] == 3


def test_what_was_left_over_is_among_it(tmp_path: Path) -> None:
    canvas = shaped_canvas(shaped_record(), Shape())
    canvas.put(60, 20, "旁边的话")
    write_canvas(canvas, tmp_path / "a.xlsx")
    left = [one for one in only(tmp_path / "a.xlsx").understood if one.mark is Mark.LEFT]
    assert ("旁边的话", "T60") in [(one.text, one.cell) for one in left]


def test_our_own_workbook_asks_nothing(tmp_path: Path) -> None:
    export_forms(sample_forms()[:2], tmp_path / "a.xlsx")
    found = read_files([tmp_path / "a.xlsx"])
    assert [(one.questions, one.proposed) for one in found] == [((), False)] * 2
    assert all(one.picture for one in found)


def test_a_form_file_has_no_sheet(tmp_path: Path) -> None:
    arrival = only(write(tmp_path / "a.json", form()))
    assert (arrival.sheet, arrival.picture, arrival.understood) == ("", None, ())


def test_a_word_table_is_read_like_a_sheet(tmp_path: Path) -> None:
    page = Page("Sheet", shaped_canvas(shaped_record(), Shape()))
    arrival = only(write_docx(tmp_path / "a.docx", [page]))
    assert arrival.form is not None
    assert arrival.form.project_name == "职工培训"
    assert arrival.picture is not None


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_workbooks_are_read_alike(tmp_path: Path, kind: str) -> None:
    book = saved_as(shaped(tmp_path), kind, tmp_path / kind)
    one, other = read_files([tmp_path / "a.xlsx", book])
    assert one.form == other.form
    assert one.form is not None


def test_a_folder_gives_its_files_in_order_and_those_that_cannot_be_read(tmp_path: Path) -> None:
    shaped(tmp_path / "甲")
    write(tmp_path / "乙.json", form(project_name="乙"))
    (tmp_path / "甲" / "坏.xlsx").write_bytes(b"PK\x03\x04" + bytes(60))
    (tmp_path / "说明.txt").write_text("不看", encoding="utf-8")
    found = read_files([tmp_path])
    names = [(Path(one.file).name, one.form.project_name if one.form else "") for one in found]
    assert names == [("乙.json", "乙"), ("a.xlsx", "职工培训"), ("坏.xlsx", "")]
    assert found[-1].problem == "文件不完整，可能没有下载完或已损坏。"


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert only(tmp_path).problem == "文件夹里没有表单文件或工作簿。"


def test_reading_ends_where_the_progress_raises_even_within_a_file(tmp_path: Path) -> None:
    file, heard = shaped(tmp_path), []

    def give_up(done: int, total: int) -> None:
        heard.append((done, total))
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_files([file], give_up)
    assert heard == [(0, 1)]  # before the only file was read
