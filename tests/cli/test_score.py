"""`score`: the object's keys and figures, null rules, order, folders, JSON lines."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import Caller, form, indicator, program, write

KEYS = [
    *("file", "n", "form", "project_name", "template", "rate", "funding_score"),
    *("indicators", "total_weight", "total_score", "grade"),
]


def test_one_form_gives_one_object(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    done = call("score", file)
    assert (done.status, done.err) == (0, "")
    assert done.objects == [
        {
            "file": str(file),
            "n": 1,
            "form": "职工培训",
            "project_name": "职工培训",
            "template": "shanghai-district-2024",
            "rate": "90.00",
            "funding_score": "9.00",
            "indicators": [
                {"level3": "培训人数", "suggested": "40.00", "score": "40.00"},
                {"level3": "满意度", "suggested": "40.00", "score": "40.00"},
            ],
            "total_weight": "100.00",
            "total_score": "89.00",
            "grade": "良",
        }
    ]


def test_the_keys_keep_their_order(call: Caller, tmp_path: Path) -> None:
    (record,) = call("score", write(tmp_path / "a.json", form())).objects
    assert list(record) == KEYS


def test_chinese_is_written_as_it_is(call: Caller, tmp_path: Path) -> None:
    assert '"form": "职工培训"' in call("score", write(tmp_path / "a.json", form())).out


@pytest.mark.parametrize(
    ("total", "rate", "score"),
    [
        ({"adjusted": "10", "executed": "9"}, "90.00", "9.00"),
        ({"adjusted": "0", "executed": "0"}, "0.00", "0.00"),
        ({"adjusted": "0", "executed": "5"}, None, "0.00"),
        ({"executed": "5"}, None, "0.00"),
        ({}, None, "0.00"),
        ({"adjusted": "10"}, "0.00", "0.00"),
        ({"adjusted": "1.2.3", "executed": "十二"}, None, "0.00"),
        ({"adjusted": "10", "executed": "12"}, "120.00", "10.00"),
        ({"adjusted": "１，０００．００", "executed": " 5 00 "}, "50.00", "5.00"),
    ],
)
def test_when_there_is_a_rate(
    call: Caller, tmp_path: Path, total: dict[str, str], rate: str | None, score: str
) -> None:
    file = write(tmp_path / "a.json", form(funding={"total": total}))
    (record,) = call("score", file).objects
    assert (record["rate"], record["funding_score"]) == (rate, score)


def test_a_total_not_filled_is_the_sum_of_its_sources(call: Caller, tmp_path: Path) -> None:
    sources = {
        "fiscal": {"adjusted": "6", "executed": "3"},
        "other": {"adjusted": "4", "executed": "3"},
    }
    (record,) = call("score", write(tmp_path / "a.json", form(funding=sources))).objects
    assert record["rate"] == "60.00"


@pytest.mark.parametrize(
    ("row", "suggested", "score", "grade"),
    [
        ({"target": "≥100(人)", "actual": "80(人)", "weight": "50"}, "40.00", "40.00", "差"),
        (
            {"target": "≥100(人)", "actual": "80(人)", "weight": "50", "score": "0"},
            *("40.00", "0.00", "差"),
        ),
        ({"target": "", "actual": "", "weight": "50"}, None, None, None),
        ({"target": "", "actual": "", "weight": "50", "score": "45"}, None, "45.00", "差"),
        ({"target": "", "actual": "", "weight": "50", "score": "很好"}, None, None, None),
    ],
)
def test_suggested_and_given_scores(
    call: Caller,
    tmp_path: Path,
    row: dict[str, str],
    suggested: str | None,
    score: str | None,
    grade: str | None,
) -> None:
    file = write(tmp_path / "a.json", form(indicators=[indicator(**row)]))
    (record,) = call("score", file).objects
    assert record["indicators"] == [{"level3": "人数", "suggested": suggested, "score": score}]
    assert record["grade"] == grade
    assert record["total_score"] == f"{9 + float(score or 0):.2f}"


def test_an_empty_form_is_scored(call: Caller, tmp_path: Path) -> None:
    empty = {"schema": "perfdesk/form/1", "template": "shanghai-2022", "project_name": ""}
    (record,) = call("score", write(tmp_path / "a.json", empty)).objects
    assert (record["form"], record["rate"], record["indicators"]) == ("", None, [])
    assert (record["total_weight"], record["total_score"]) == ("10.00", "0.00")


def test_files_keep_the_order_of_the_call(call: Caller, tmp_path: Path) -> None:
    b = write(tmp_path / "b.json", form(project_name="乙"))
    a = write(tmp_path / "a.json", form(project_name="甲"))
    records = call("score", b, a).objects
    assert [(record["file"], record["form"]) for record in records] == [
        (str(b), "乙"),
        (str(a), "甲"),
    ]


def test_a_file_named_twice_is_scored_twice(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    done = call("score", file, file)
    assert [record["n"] for record in done.objects] == [1, 1]
    assert done.status == 0


def test_json_lines_are_numbered_from_1(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", *(form(project_name=str(n)) for n in (7, 8, 9)))
    records = call("score", file).objects
    assert [(r["n"], r["form"]) for r in records] == [(1, "7"), (2, "8"), (3, "9")]


def test_a_refused_line_keeps_its_number(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(), form(goal="?"), form())
    done = call("score", file)
    assert [record["n"] for record in done.objects] == [1, 3]
    assert done.status == 1
    assert done.sentence == f"{file}：第 2 张表：“goal”是不认识的键。"


def test_a_folder_is_read_in_the_order_of_its_names(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "二").mkdir()
    names = ["b.json", "a.JSON", "二/c.jsonl"]
    for name in names:
        write(tmp_path / name, form(project_name=name))
    (tmp_path / "说明.txt").write_text("不是表单", encoding="utf-8")
    done = call("score", tmp_path)
    assert [record["file"] for record in done.objects] == [
        str(tmp_path / name) for name in ("a.JSON", "b.json", "二/c.jsonl")
    ]
    assert (done.status, done.err) == (0, "")


def test_as_a_program(tmp_path: Path) -> None:
    write(tmp_path / "a.json", form())
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    done = program("score", "a.json", "b.json", cwd=tmp_path)
    assert done.status == 1
    (record,) = done.objects
    assert record["file"] == "a.json"
    assert done.sentence.startswith("b.json：")


def test_an_ascii_console_breaks_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.json", form(project_name="𠮷䶮龘"))
    done = program("score", "a.json", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert done.objects[0]["form"] == "𠮷䶮龘"


def test_five_hundred_indicators(call: Caller, tmp_path: Path) -> None:
    row = indicator(target="=1(项)", actual="1(项)", weight="0.18")
    (record,) = call("score", write(tmp_path / "a.json", form(indicators=[row] * 500))).objects
    assert len(record["indicators"]) == 500
    assert (record["total_weight"], record["total_score"]) == ("100.00", "99.00")


def test_figures_are_plain_two_decimal_strings(call: Caller, tmp_path: Path) -> None:
    huge = {"total": {"adjusted": "1" + "0" * 38, "executed": "1" + "0" * 38}}
    (record,) = call("score", write(tmp_path / "a.json", form(funding=huge))).objects
    assert record["rate"] == "100.00"
    assert "E+" not in json.dumps(record)
