"""`read`: form files and our own workbooks come out as pure form files, with an account."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from perfdesk.files.formfile import form_from_json
from tests.cli.calls import Caller, Json, form, left_in, program, write

FULL = form(
    id="6f9619ff-8b86-d011-b42d-00c04fc964ff",
    goal_expected="提高技能\n<p>含标签</p>",
    signature={"preparer": "王小明"},
    extra={"评价结论": "较好"},
    execution_weight=" 10 ",
)


def exported(call: Caller, folder: Path, *forms: Json) -> Path:
    """The forms as one of our workbooks."""
    call("export", write(folder / "in.json", *forms), "-o", folder / "book.xlsx")
    return folder / "book.xlsx"


def account(file: Path) -> Any:
    """What `--report` wrote."""
    return json.loads(file.read_text(encoding="utf-8"))


def test_a_form_file_comes_out_as_it_is(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", FULL)
    done = call("read", file)
    assert (done.status, done.err) == (0, "")
    (record,) = done.objects
    assert form_from_json(record) == form_from_json(FULL)
    assert record["goal_expected"] == FULL["goal_expected"]
    assert record["execution_weight"] == " 10 "
    assert record["printed"] == FULL["printed"]


def test_what_comes_out_goes_in_again(call: Caller, tmp_path: Path) -> None:
    first = call("read", write(tmp_path / "a.json", FULL, form())).out
    (tmp_path / "b.json").write_text(first, encoding="utf-8")
    assert call("read", tmp_path / "b.json").out == first


def test_an_empty_form_file_is_a_form(call: Caller, tmp_path: Path) -> None:
    empty = {"schema": "perfdesk/form/1", "template": "shanghai-2022", "project_name": ""}
    (record,) = call("read", write(tmp_path / "a.json", empty)).objects
    assert record == empty | {"indicators": []}


def test_our_workbook_gives_the_same_forms_back(call: Caller, tmp_path: Path) -> None:
    forms = [FULL, form(template="shanghai-2022"), form(year=None, execution_weight="十二")]
    done = call("read", exported(call, tmp_path, *forms))
    assert (done.status, done.err) == (0, "")
    assert [form_from_json(record) for record in done.objects] == [
        form_from_json(data) for data in forms
    ]


def test_a_workbook_can_be_scored_and_checked(call: Caller, tmp_path: Path) -> None:
    book = exported(call, tmp_path, form(), form(project_name="乙"))
    records = call("score", book).objects
    assert [(r["file"], r["n"], r["form"]) for r in records] == [
        (str(book), 1, "职工培训"),
        (str(book), 2, "乙"),
    ]
    assert records[0]["total_score"] == "89.00"


def test_blank_sheets_are_named_and_not_counted(call: Caller, tmp_path: Path) -> None:
    blank = form(project_name="", supervisor="", unit="", funding={}, indicators=[], printed={})
    done = call("read", exported(call, tmp_path, form(), blank, form(project_name="乙")))
    assert [record["project_name"] for record in done.objects] == ["职工培训", "乙"]
    assert done.status == 0
    assert "没有填写，没有读入。" in done.sentence
    assert [r["n"] for r in call("score", tmp_path / "book.xlsx").objects] == [1, 2]


def test_a_blank_workbook_is_refused(call: Caller, tmp_path: Path) -> None:
    blank = tmp_path / "blank.xlsx"
    call("template", "shanghai-2022", "-o", blank)
    done = call("read", blank)
    assert (done.status, done.out) == (1, "")
    assert done.sentences[-1] == f"{blank}：没有填写过的表。"


def test_a_workbook_without_its_record_is_recognised(call: Caller, tmp_path: Path) -> None:
    book = exported(call, tmp_path, form())
    foreign = load_workbook(book)
    del foreign[foreign.sheetnames[-1]]
    foreign.save(tmp_path / "foreign.xlsx")
    done = call("read", tmp_path / "foreign.xlsx", book)
    assert done.status == 0
    names = [read["project_name"] for read in done.objects]
    assert names == [form()["project_name"]] * 2


def test_a_workbook_without_a_form_says_what_was_looked_for(call: Caller, tmp_path: Path) -> None:
    roll = Workbook()
    roll.worksheets[0].append(["序号", "姓名", "得分"])
    roll.save(tmp_path / "roll.xlsx")
    done = call("read", tmp_path / "roll.xlsx")
    assert (done.status, done.objects) == (1, [])
    assert "三级指标" in done.err
    assert "得分" in done.err


def test_the_account_of_a_form_file_names_key_paths(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(), FULL)
    done = call("read", file, "--report", tmp_path / "report.json")
    assert done.status == 0
    first, second = account(tmp_path / "report.json")["forms"]
    assert (first["file"], first["n"], first["form"]) == (str(file), 1, "职工培训")
    assert first["left_over"] == []
    path = "funding.total.executed"
    assert first["fields"][path] == {"cell": path, "sure": "certain"}
    assert {"year", "indicators[1].score", "printed.rate"} <= first["fields"].keys()
    assert "extra.评价结论" not in first["fields"]
    assert {"extra.评价结论", "signature.preparer"} <= second["fields"].keys()


def test_the_account_of_a_workbook_names_cells(call: Caller, tmp_path: Path) -> None:
    book = exported(call, tmp_path, form())
    edited = load_workbook(book)
    (place,) = (
        cell for row in edited.worksheets[0].iter_rows() for cell in row if cell.value == "职工培训"
    )
    place.value = "新名称"
    edited.save(book)
    done = call("read", book, "--report", tmp_path / "report.json")
    assert done.objects[0]["project_name"] == "新名称"
    (record,) = account(tmp_path / "report.json")["forms"]
    assert (record["n"], record["form"]) == (1, "新名称")
    name = record["fields"]["project_name"]
    assert name["cell"].endswith(place.coordinate)
    assert (name["sure"], name["how"]) == ("certain", "edited")
    assert "indicators[0].weight" in record["fields"]


def test_the_account_tells_what_was_refused(call: Caller, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    done = call("read", tmp_path / "no.json", "--report", target)
    assert done.status == 1
    assert account(target) == {"forms": [], "notes": [done.sentence]}


def test_an_account_that_cannot_be_written_is_one_sentence(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    for target in (tmp_path / "none" / "r.json", tmp_path, file, ""):
        done = call("read", file, "--report", target)
        assert (done.status, len(done.objects)) == (1, 1)
        assert done.sentence.endswith("。")
    assert left_in(tmp_path) == ["a.json"]


@pytest.mark.parametrize("text", ["𠮷䶮龘", "a\tb\x07c\u2028d\u0085e", "长" * 20_000, "\ufeffx"])
def test_every_character_survives(call: Caller, tmp_path: Path, text: str) -> None:
    file = write(tmp_path / "a.json", form(goal_actual=text))
    (record,) = [json.loads(line) for line in call("read", file).out.split("\n") if line]
    assert record["goal_actual"] == text
    (record,) = [
        json.loads(line)
        for line in call("read", exported(call, tmp_path, form(goal_actual=text))).out.split("\n")
        if line
    ]
    assert record["goal_actual"] == text


def test_as_a_program(tmp_path: Path) -> None:
    write(tmp_path / "a.json", form())
    done = program("read", "a.json", "--report", "r.json", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert account(tmp_path / "r.json")["forms"][0]["file"] == "a.json"
