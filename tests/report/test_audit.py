"""The audit report on paper and as a workbook."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfdesk.core.audit import TITLE
from perfdesk.core.edits import SetCell
from perfdesk.core.form import Form
from perfdesk.core.silence import SetAside
from perfdesk.files.errors import Refused
from perfdesk.report.auditpdf import PAPER
from perfdesk.report.page import POINT
from perfdesk.service import write_audit
from tests.core.test_audit import WRONG, audit
from tests.support.forms import clean_form
from tests.support.pdftext import Glyph, pages, unembedded
from tests.support.sound import sound_form

#: From one line to the next, in mm.
STEP = PAPER.body_size * POINT * PAPER.leading
MANY = [clean_form(project_name=f"第{n}个项目", execution_weight="十二") for n in range(40)]


class InterruptedByPerson(Exception):
    """Somebody has had enough."""


def printed(folder: Path, *forms: Form) -> list[list[Glyph]]:
    target = folder / "out.pdf"
    write_audit(audit(*forms), target)
    assert not unembedded(target)
    return list(pages(target))


def said(page: list[Glyph]) -> str:
    return "".join(glyph.char for glyph in page if glyph.char.strip())


def spread(page: list[Glyph], words: str, start: int = 0) -> float:
    """How far apart, in mm, the characters of these words stand from line to line."""
    at = said(page).index(words, start)
    inked = page[at : at + len(words)]
    middles = [(glyph.top + glyph.bottom) / 2 for glyph in inked]
    return max(middles) - min(middles)


def test_one_form_on_one_page(tmp_path: Path) -> None:
    (page,) = printed(tmp_path, WRONG)
    text = said(page)
    assert text.startswith(TITLE)
    for words in ("慰问", "第1行得分（培训人数）60超过分值50。", "审核人：", "-1-"):
        assert words in text


def test_many_forms_stay_within_the_margins_and_heads_repeat(tmp_path: Path) -> None:
    found = printed(tmp_path, *MANY)
    assert len(found) > 3
    for page in found:
        body = [glyph for glyph in page if glyph.top < PAPER.height - PAPER.bottom]
        assert min(glyph.left for glyph in body) >= PAPER.left - 0.5
        assert max(glyph.right for glyph in body) <= PAPER.width - PAPER.right + 0.5
        assert min(glyph.top for glyph in body) >= PAPER.top - 0.5
    assert said(found[1]).startswith("序号项目名称")
    everything = "".join(map(said, found))
    assert all(f"{n + 1}.第{n}个项目" in everything for n in range(40))


def test_heads_and_totals_stand_on_one_line(tmp_path: Path) -> None:
    full = sound_form(indicators_1__score="20", unit="另一单位")
    for part in ("fiscal", "total"):
        full = SetCell(f"funding.{part}.executed", "10").apply(full)
    [first, *_] = printed(tmp_path, full, *MANY[:3])
    for words in ("执行率(%)", "100.00", "必须改", "已忽略"):
        assert spread(first, words, said(first).index("实施单位")) < STEP / 2


def test_a_heading_stays_with_the_table_below_its_words(tmp_path: Path) -> None:
    turned = 0
    for count in range(2, 16):
        for page in printed(tmp_path, *MANY[:count]):
            text = said(page)
            heading = max(map(text.rfind, ("三、各表", "个项目实施单位：", "审核结果：1必")))
            assert heading <= text.rfind("级别位置审核意见必须改")
            turned += heading >= 0
    assert turned > 30


def test_no_fact_is_torn_apart(tmp_path: Path) -> None:
    for length in range(2, 24):
        one = replace(WRONG, unit="某" * length, supervisor="区总工会")
        (page,) = printed(tmp_path, one)
        for words in ("主管部门：区总工会", "年度：2024", "等级："):
            assert spread(page, words) < STEP / 2


def test_a_text_longer_than_a_page_flows_on(tmp_path: Path) -> None:
    finding = audit(WRONG).found[0][0]
    long = SetAside(finding, "十" * 4000).apply(WRONG)
    sheets = printed(tmp_path, long)
    assert len(sheets) > 1
    assert "".join(map(said, sheets)).count("十") >= 4000


@pytest.mark.parametrize("name", ["out.pdf", "out.xlsx"])
def test_the_same_forms_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_audit(audit(*MANY[:3]), tmp_path / folder / name)
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_nothing_is_written_of_no_form(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有可以输出的表单"):
        write_audit(audit(), tmp_path / "out.pdf")
    assert not list(tmp_path.iterdir())


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_audit(audit(WRONG), tmp_path / "out.pdf", lambda *step: seen.append(step))
    assert seen == [(0, 1), (1, 1)]


@pytest.mark.parametrize("name", ["out.pdf", "out.xlsx"])
def test_who_stops_it_at_the_last_step_keeps_the_old_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old", encoding="utf-8")

    def stop(done: int, _total: int) -> None:
        if done:
            raise InterruptedByPerson

    with pytest.raises(InterruptedByPerson):
        write_audit(audit(WRONG), tmp_path / name, stop)
    assert (tmp_path / name).read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_the_workbook_of_one_form(tmp_path: Path) -> None:
    write_audit(audit(WRONG, date="2025年3月5日"), tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["审核意见"]
    out = book.worksheets[0]
    assert out["A1"].value == TITLE
    assert "审核日期：2025年3月5日" in out["A2"].value
    rows = [[cell.value for cell in row] for row in out.iter_rows()]
    head = rows.index(["级别", "位置", "审核意见"])
    assert rows[head + 1][0] == "必须改"
    assert out.auto_filter.ref == f"A{head + 1}:C{len(rows)}"
    assert out.freeze_panes == f"A{head + 2}"


def test_the_workbook_of_many_forms(tmp_path: Path) -> None:
    write_audit(audit(*MANY[:3]), tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["各表", "各规则", "审核意见"]
    findings = [[cell.value for cell in row] for row in book["审核意见"].iter_rows()]
    assert ["项目名称", "级别", "位置", "审核意见"] in findings
    assert findings[-1][0] == "3. 第2个项目"
    numbers = [row[0].value for row in book["各表"].iter_rows()][-3:]
    assert numbers == [1, 2, 3]


def test_names_of_digits_stay_names(tmp_path: Path) -> None:
    forms = [replace(WRONG, project_name="007", unit=unit) for unit in ("0123", "12")]
    write_audit(audit(*forms), tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    rows = [[cell.value for cell in row] for row in book["各表"].iter_rows()][-2:]
    assert [row[:3] for row in rows] == [[1, "007", "0123"], [2, "007", "12"]]
    assert isinstance(rows[0][6], int)
    last = [row[-1].value for row in book["各规则"].iter_rows()]
    assert "1" in last or "1、2" in last
    assert not any(isinstance(value, int) for value in last)


def test_a_sound_form_s_workbook_says_so(tmp_path: Path) -> None:
    write_audit(audit(sound_form()), tmp_path / "out.xlsx")
    out = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert any("没有问题" in str(row[0].value) for row in out.iter_rows())


def test_what_stands_in_a_cell_is_no_formula(tmp_path: Path) -> None:
    write_audit(
        audit(clean_form(project_name="=1+1"), clean_form(project_name="=1+1")),
        tmp_path / "out.xlsx",
    )
    cells = [
        cell for row in load_workbook(tmp_path / "out.xlsx")["各表"].iter_rows() for cell in row
    ]
    named = [cell for cell in cells if cell.value == "=1+1"]
    assert len(named) == 2
    assert {cell.data_type for cell in named} == {"s"}
