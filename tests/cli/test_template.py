"""`template`: the blank workbook to hand out."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfdesk.files.templates import library
from tests.cli.calls import Caller, form, left_in, program, write


@pytest.mark.parametrize("template_id", library().ids())
def test_every_template_has_a_blank_workbook(
    call: Caller, tmp_path: Path, template_id: str
) -> None:
    target = tmp_path / "blank.xlsx"
    done = call("template", template_id, "-o", target)
    assert (done.status, done.out, done.err) == (0, "", "")
    sheet = load_workbook(target).worksheets[0]
    shown = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert any("项目名称" in text for text in shown)
    levels = [level for level in library().get(template_id).levels if not level.optional]
    assert any("".join(text.split()) == levels[0].level2[0] for text in shown)


@pytest.mark.parametrize("wanted", ["mars-2030", "", "../shanghai-2022"])
def test_an_unknown_template_is_one_sentence(call: Caller, tmp_path: Path, wanted: str) -> None:
    done = call("template", wanted, "-o", tmp_path / "blank.xlsx")
    assert done.status == 1
    assert done.sentence.startswith(f"没有模板“{wanted}”，现有：")
    assert "shanghai-2022" in done.sentence
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("output", ["none/blank.xlsx", ".", ""])
def test_an_impossible_target_is_one_sentence(
    call: Caller, tmp_path: Path, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call("template", "shanghai-2022", "-o", output)
    assert done.status == 1
    assert done.sentence.endswith("。")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.xls"])
def test_no_workbook_is_written_under_a_name_of_another_kind(
    call: Caller, tmp_path: Path, name: str
) -> None:
    done = call("template", "shanghai-2022", "-o", tmp_path / name)
    assert done.status == 2
    assert f"{name}：工作簿只能写成 .xlsx，请改文件名。" in done.sentence
    assert left_in(tmp_path) == []


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    text = 'extends = "shanghai-2022"\nid = "mine"\nname = "我的"\n'
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    own = {"PERFDESK_FORMS": str(tmp_path)}
    done = program("template", "mine", "-o", "out.xlsx", cwd=tmp_path, env=own)
    assert (done.status, done.err) == (0, "")
    (tmp_path / "mine.toml").write_text(text + "colour = 3\n", encoding="utf-8")
    done = program("template", "mine", "-o", "other.xlsx", cwd=tmp_path, env=own)
    assert done.status == 1
    assert "mine.toml" in done.sentence
    assert left_in(tmp_path) == ["mine.toml", "out.xlsx"]


def test_a_form_is_handed_out_with_its_targets_and_its_id(call: Caller, tmp_path: Path) -> None:
    data = form(id="0b6c9d3e-8f39-4a6f-9c35-0d5a4b9f7c11")
    target = tmp_path / "out.xlsx"
    wanted = ("--for", write(tmp_path / "a.json", data), "--year", "2025", "-o", target)
    done = call("template", str(data["template"]), *wanted)
    assert (done.status, done.err) == (0, "")
    (found,) = call("read", target).objects
    assert (found["id"], found["year"]) == (data["id"], 2025)
    assert [row["target"] for row in found["indicators"]] == ["≥100(人)", "≥90(%)"]


def test_targets_in_another_money_unit_are_refused(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    done = call("template", "shanghai-2022", "--for", file, "-o", tmp_path / "out.xlsx")
    assert done.status == 1
    assert "--convert-unit" in done.sentences[0]
    assert left_in(tmp_path) == ["a.json"]


def test_a_blank_workbook_that_nobody_filled_in_is_not_read_as_a_form(
    call: Caller, tmp_path: Path
) -> None:
    target = tmp_path / "blank.xlsx"
    call("template", "shanghai-2022", "-o", target)
    done = call("read", target)
    assert (done.status, done.out) == (1, "")
    assert done.sentences[0].endswith("没有填写，没有读入。")
