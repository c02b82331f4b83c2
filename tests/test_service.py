"""The main jobs: options, warnings with their place, progress, names, nothing half written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from perfdesk.core.checks import check_form
from perfdesk.core.form import Form
from perfdesk.exchange.ours import read_our_workbook
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.report.layout import Options
from perfdesk.runner import Progress
from perfdesk.service import (
    check_forms,
    each_target,
    export_documents,
    export_each,
    export_forms,
    export_summary,
    hand_out,
    hand_out_each,
    handed_out_target,
    moved,
    print_forms,
)
from tests.support.forms import clean_form
from tests.support.pdftext import pages


def forms(count: int) -> list[Form]:
    return [clean_form(project_name=f"项目{n}") for n in range(count)]


def pages_of(file: Path) -> int:
    pdf = pypdfium2.PdfDocument(file)
    try:
        return len(pdf)
    finally:
        pdf.close()


def title_of(file: Path) -> str:
    pdf = pypdfium2.PdfDocument(file)
    try:
        return str(pdf.get_metadata_value("Title"))
    finally:
        pdf.close()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_booklet_has_a_page_per_form(tmp_path: Path) -> None:
    assert print_forms(forms(3), tmp_path / "a.pdf") == []
    assert pages_of(tmp_path / "a.pdf") == 3


def test_the_title_is_the_only_forms_name_or_the_booklets(tmp_path: Path) -> None:
    print_forms(forms(1), tmp_path / "a.pdf")
    print_forms(forms(2), tmp_path / "b.pdf")
    assert title_of(tmp_path / "a.pdf") == "项目0"
    assert title_of(tmp_path / "b.pdf") == "财政项目支出绩效自评表"


def test_progress_counts_to_the_number_of_forms(tmp_path: Path) -> None:
    printed, exported, each = [list[tuple[int, int]]() for _ in range(3)]
    print_forms(forms(3), tmp_path / "a.pdf", progress=lambda *step: printed.append(step))
    export_forms(forms(3), tmp_path / "a.xlsx", lambda *step: exported.append(step))
    export_each(forms(3), tmp_path, lambda *step: each.append(step))
    assert printed == each == [(1, 3), (2, 3), (3, 3)]
    assert exported == [(0, 3)] * 3 + printed  # all are laid out before the first is drawn


def test_warnings_name_the_form_and_the_cell(tmp_path: Path) -> None:
    strange = [*forms(1), clean_form(project_name="响铃", goal_actual="响\x07")]
    (warning,) = print_forms(strange, tmp_path / "a.pdf")
    assert warning.startswith("响铃：实际完成情况中的“控制字符”(U+0007)，")


@pytest.mark.parametrize("job", [print_forms, export_forms])
def test_a_missing_template_is_refused_and_the_old_file_stays(tmp_path: Path, job: object) -> None:
    assert callable(job)
    target = tmp_path / "a.out"
    target.write_bytes(b"before")
    with pytest.raises(Refused, match="没有模板“mars”"):
        job([*forms(1), Form(template="mars")], target)
    assert target.read_bytes() == b"before"
    assert left_in(tmp_path) == ["a.out"]


@pytest.mark.parametrize("job", [print_forms, export_forms])
def test_no_form_is_refused(tmp_path: Path, job: object) -> None:
    assert callable(job)
    with pytest.raises(Refused, match="没有可以输出的表单"):
        job([], tmp_path / "a.out")
    assert left_in(tmp_path) == []


def test_an_error_on_the_way_leaves_the_old_file(tmp_path: Path) -> None:
    def stop(*_: int) -> None:
        raise ZeroDivisionError

    for name in ("a.pdf", "a.xlsx"):
        (tmp_path / name).write_bytes(b"before")
    with pytest.raises(ZeroDivisionError):
        print_forms(forms(2), tmp_path / "a.pdf", Options(), stop)
    with pytest.raises(ZeroDivisionError):
        export_forms(forms(2), tmp_path / "a.xlsx", stop)
    assert left_in(tmp_path) == ["a.pdf", "a.xlsx"]
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"before", b"before"]


def test_a_workbook_gives_its_forms_back(tmp_path: Path) -> None:
    export_forms(forms(3), tmp_path / "a.xlsx")
    assert [slot.form for slot in read_our_workbook(tmp_path / "a.xlsx")] == forms(3)


def test_another_template_of_the_same_unit_changes_no_amount() -> None:
    form = clean_form()
    old, new = library().get(form.template), library().get("national-2020")
    assert moved(form, old, new) == (replace(form, template=new.id), [])


def test_another_unit_converts_and_says_so() -> None:
    form = clean_form(funding__other__executed="十二", funding__total__initial="1.5")
    old, new = library().get(form.template), library().get("shanghai-2022")
    found, notes = moved(form, old, new)
    assert found.funding.total.initial.text == "15000"
    assert "年度资金总额的年初预算数 1.5 万元 → 15000 元" in notes
    assert "其他资金的全年执行数“十二”不是数字，没有换算。" in notes


def test_one_workbook_per_form(tmp_path: Path) -> None:
    same = [clean_form(project_name="同名"), clean_form(project_name="同名")]
    assert export_each(same, tmp_path) == []
    names = left_in(tmp_path)
    assert names == ["01 2024_区总工会本级_同名.xlsx", "02 2024_区总工会本级_同名.xlsx"]
    assert [len(load_workbook(tmp_path / name).worksheets) for name in names] == [2, 2]


def stop_at(number: int) -> Callable[[int, int], None]:
    """A person who has enough after so many forms."""

    def progress(done: int, _total: int) -> None:
        if done == number:
            raise ZeroDivisionError

    return progress


def test_many_workbooks_given_up_leave_every_earlier_file(tmp_path: Path) -> None:
    first, *_ = each_target(forms(3), tmp_path)
    first.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError):
        export_each(forms(3), tmp_path, stop_at(2))
    assert left_in(tmp_path) == [first.name]
    assert first.read_bytes() == b"before"


def test_many_workbooks_may_have_names_that_begin_alike(tmp_path: Path) -> None:
    alike = [clean_form(project_name="长" * 60 + end) for end in "甲乙"]
    assert export_each(alike, tmp_path) == []
    found = [read_our_workbook(path)[0].form for path in each_target(alike, tmp_path)]
    assert found == alike


def test_a_workbook_can_be_given_up_while_forms_are_laid_out(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        export_forms(forms(2), tmp_path / "a.xlsx", stop_at(0))
    assert left_in(tmp_path) == []


def test_page_numbers_run_on_or_begin_anew(tmp_path: Path) -> None:
    for continuing in (True, False):
        options = Options(continuing=continuing)
        print_forms(forms(2), tmp_path / f"{continuing}.pdf", options)
    feet = [
        ["".join(glyph.char for glyph in page if glyph.top > 283) for page in pages(file)]
        for file in (tmp_path / "True.pdf", tmp_path / "False.pdf")
    ]
    assert feet == [["-1-", "-2-"], ["-1-", "-1-"]]


def test_a_font_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有可以用来打印的字体“方正小标宋”"):
        print_forms(forms(1), tmp_path / "a.pdf", Options(font="方正小标宋"))
    assert left_in(tmp_path) == []


def test_many_forms_are_checked_and_one_without_a_template_says_so() -> None:
    bad = clean_form(indicators_0__weight="1")
    steps: list[tuple[int, int]] = []
    sound, wrong, unknown = check_forms(
        [clean_form(), bad, Form(template="mars")], lambda *step: steps.append(step)
    )
    assert isinstance(wrong, tuple)
    assert wrong == tuple(check_form(bad, library().get(bad.template)))
    assert sound != wrong
    assert "没有模板“mars”" in str(unknown)
    assert steps == [(1, 3), (2, 3), (3, 3)]


WRITERS = (export_documents, export_summary, hand_out)
Writer = Callable[[Sequence[Form], Path, Progress | None], list[str]]


@pytest.mark.parametrize("write", WRITERS)
def test_each_kind_of_file_counts_its_forms(tmp_path: Path, write: Writer) -> None:
    told: list[tuple[int, int]] = []
    write(forms(3), tmp_path / "a.out", lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("write", WRITERS)
def test_work_given_up_leaves_the_file_as_it_was(tmp_path: Path, write: Writer) -> None:
    class GivenUp(Exception):
        pass

    def give_up(done: int, _total: int) -> None:
        if done == 2:
            raise GivenUp

    target = tmp_path / "a.out"
    target.write_bytes(b"before")
    with pytest.raises(GivenUp):
        write(forms(3), target, give_up)
    assert left_in(tmp_path) == ["a.out"]
    assert target.read_bytes() == b"before"


@pytest.mark.parametrize("write", WRITERS)
def test_without_forms_nothing_is_written(tmp_path: Path, write: Writer) -> None:
    with pytest.raises(Refused, match="没有可以输出的表单"):
        write([], tmp_path / "a.out", None)
    assert left_in(tmp_path) == []


def test_a_word_document_for_each_form_goes_into_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert export_each(forms(2), folder, ending=".docx") == []
    assert left_in(folder) == sorted(path.name for path in each_target(forms(2), folder, ".docx"))
    assert all(path.read_bytes().startswith(b"PK") for path in folder.iterdir())


def test_each_group_gets_its_workbook_and_every_form_comes_back(tmp_path: Path) -> None:
    one, two, three = (replace(form, id=str(n)) for n, form in enumerate(forms(3)))
    told: list[tuple[int, int]] = []
    groups = [(one, two), (three,)]
    hand_out_each(groups, tmp_path / "out", lambda *count: told.append(count))
    assert told == [(2, 3), (3, 3)]
    found = [
        [slot.form.id for slot in read_our_workbook(path) if slot.form]
        for path in handed_out_target(groups, tmp_path / "out")
    ]
    assert found == [["0", "1"], ["2"]]


def test_workbooks_for_groups_are_all_written_or_none(tmp_path: Path) -> None:
    missing = replace(forms(1)[0], template="not-here")
    with pytest.raises(Refused, match="没有模板"):
        hand_out_each([tuple(forms(2)), (missing,)], tmp_path)
    assert left_in(tmp_path) == []
    with pytest.raises(Refused, match="没有可以输出的表单"):
        hand_out_each([], tmp_path)
