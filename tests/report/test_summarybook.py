"""The summary workbook: real numbers, texts that stay texts, one page wide."""

from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from perfdesk.core.state import State
from perfdesk.service import export_summary
from tests.support.forms import clean_form


def test_figures_are_numbers_and_a_name_is_never_a_formula(tmp_path: Path) -> None:
    target = tmp_path / "sum.xlsx"
    evil = replace(clean_form(), project_name='=HYPERLINK("http://a")')
    assert export_summary([clean_form(), evil], target) == []
    sheet = load_workbook(target).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3))
    heads = [str(cell.value) for cell in rows[0]]
    name, total = heads.index("项目名称"), heads.index("总分")
    assert len(rows) == 4
    assert [cell.data_type for cell in (rows[2][name], rows[2][total])] == ["s", "n"]
    assert rows[2][name].value == '=HYPERLINK("http://a")'
    assert rows[1][total].value == rows[3][total].value == 89
    assert sheet["A2"].value == "金额单位：万元"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.auto_filter.ref == "A3:Q5"


def test_names_stand_left_and_all_other_words_in_the_middle(tmp_path: Path) -> None:
    target = tmp_path / "sum.xlsx"
    export_summary([clean_form()], target, None, [State.CHECKED])
    sheet = load_workbook(target).active
    assert sheet is not None
    heads, line, _ = sheet.iter_rows(min_row=3)
    placed = {
        str(head.value): cell.alignment.horizontal for head, cell in zip(heads, line, strict=True)
    }
    assert [placed[name] for name in ("主管部门", "实施单位", "项目名称")] == ["left"] * 3
    assert [placed[name] for name in ("序号", "等级", "状态")] == ["center"] * 3
    assert placed["全年执行数"] == "right"
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center is not None
    assert footer.center.text == "第 &P 页，共 &N 页"


def test_the_same_forms_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    for target in (one, two):
        export_summary([clean_form()], target)
    assert one.read_bytes() == two.read_bytes()


def test_as_csv_the_same_table_holds_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "sum.csv"
    export_summary([replace(clean_form(), project_name="=1+1")], target)
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert ",'=1+1,12," in lines[1]
