"""The Word document: Word's own reader sees the merges, our reader the form."""

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from docx.table import Table

from perfdesk.core.blank import blank_form
from perfdesk.core.form import Form
from perfdesk.core.template import IndicatorsBlock
from perfdesk.exchange.reader import read_workbook
from perfdesk.files.templates import library
from perfdesk.service import export_documents
from tests.exchange.books import rows_form
from tests.support.forms import clean_form


def written(folder: Path, *forms: Form) -> Path:
    target = folder / "out.docx"
    assert export_documents(forms, target) == []
    return target


def test_the_table_has_the_merges_of_the_page_and_a4_paper(tmp_path: Path) -> None:
    document = docx.Document(str(written(tmp_path, rows_form())))
    _, table = document.tables
    level1 = [row.cells[0]._tc for row in table.rows]
    heads = [row.cells[0].text for row in table.rows]
    first = heads.index("产出指标")
    assert level1[first] is level1[first + 2]
    assert heads.count("效益指标") == 2
    assert document.sections[0].page_width == pytest.approx(Mm(210), abs=1000)
    assert [p.text for p in document.paragraphs[:2]] == ["财政项目支出绩效自评表", "（2024年度）"]


@pytest.mark.parametrize("template_id", library().ids())
def test_what_word_gets_our_reader_reads_back(tmp_path: Path, template_id: str) -> None:
    form = replace(clean_form(), template=template_id, goal_actual="一\n二")
    (slot,) = read_workbook(written(tmp_path, form)).slots
    assert slot.form is not None
    assert slot.form.project_name == form.project_name
    found = [(r.level1, r.level2, r.level3, r.target.text) for r in slot.form.indicators]
    assert found == [(r.level1, r.level2, r.level3, r.target.text) for r in form.indicators]


def repeated(table: Table) -> list[int]:
    """The rows that Word shows again on every page."""
    return [n for n, row in enumerate(table.rows) if row._tr.xpath("./w:trPr/w:tblHeader")]


@pytest.mark.parametrize("template_id", library().ids())
def test_the_heads_of_the_indicators_stand_on_every_page(tmp_path: Path, template_id: str) -> None:
    form = replace(clean_form(), template=template_id)
    above, below = docx.Document(str(written(tmp_path, form))).tables
    assert (repeated(above), repeated(below)) == ([], [0])
    heads = [cell.text for cell in below.rows[0].cells]
    assert "三级指标" in heads
    for cell in below.rows[0].cells:  # a merge that goes on below would keep Word from repeating
        assert not cell._tc.xpath("./w:tcPr/w:vMerge")
    spine = library().get(template_id).block(IndicatorsBlock)
    assert spine is not None
    if spine.spine:
        assert below.rows[1].cells[0].text == below.rows[2].cells[0].text == spine.spine.label


def test_a_form_without_indicators_keeps_its_spine(tmp_path: Path) -> None:
    form = replace(clean_form(), template="national-2020", indicators=())
    _, below = docx.Document(str(written(tmp_path, form))).tables
    assert below.rows[0].cells[0].text.split() == ["绩效指标"]


def test_every_form_begins_a_page_of_its_own_paper(tmp_path: Path) -> None:
    document = docx.Document(str(written(tmp_path, clean_form(), clean_form(), clean_form())))
    assert len(document.sections) == 3
    assert len(document.tables) == 2 * 3


def test_texts_that_xml_cannot_hold_do_not_spoil_the_document(tmp_path: Path) -> None:
    form = replace(clean_form(), project_name="<a>&\x01\ud800乙")
    table, _ = docx.Document(str(written(tmp_path, form))).tables
    assert table.rows[0].cells[2].text == "<a>&乙"


def test_signature_lines_stand_under_the_table(tmp_path: Path) -> None:
    form = blank_form(library().get("national-2020"))
    texts = [p.text for p in docx.Document(str(written(tmp_path, form))).paragraphs]
    assert "填报人：\t财务负责人：\t单位负责人：" in texts


def test_the_same_forms_give_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, clean_form()).read_bytes()
    assert written(tmp_path, clean_form()).read_bytes() == first
