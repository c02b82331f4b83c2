"""The form file: strict in keys and types, faithful to every typed string."""

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.form import (
    AMOUNT_KEYS,
    INDICATOR_KEYS,
    PRINTED_KEYS,
    SIGNATURE_KEYS,
    SOURCE_KEYS,
    Form,
)
from perfdesk.files.errors import Refused
from perfdesk.files.formfile import (
    SCHEMA,
    WrongForm,
    form_from_json,
    form_line,
    form_to_json,
    read_form_file,
)

LEAST = {"schema": SCHEMA, "template": "national-2020", "project_name": "项目"}
LONE = "半\ud842"

FULL: dict[str, Any] = {
    **LEAST,
    "year": 2024,
    "id": "5b0c2f2e-6a54-4c0b-9a3e-1f0d7b7a2406",
    "supervisor": "县教育局",
    "unit": "实验小学",
    "funding": {
        "total": {"initial": "1,068.30", "adjusted": "１０６８.3", "executed": "1.2.3"},
        "fiscal": {"initial": " 7 ", "adjusted": "0", "executed": "0.00"},
        "other": {"executed": "十二"},
    },
    "execution_weight": "10.0",
    "goal_expected": "一、<p>建成。\n二、使用。",
    "goal_actual": "\t已建成",
    "indicators": [
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": "教室 ",
            "target": "=100.00(%)",
            "actual": "≥９０％",
            "weight": "020.00",
            "score": "1,9",
            "note": "𠮷",
        }
    ],
    "signature": {"preparer": "张𠮷生", "date": "2025.3.1"},
    "extra": {"评价结论": "良好", "": "无标签"},
    "printed": {"rate": "84.47%", "grade": "优"},
    "silenced": [{"rule": "32", "mark": "0a1b", "reason": "上级核定"}, {"rule": "4-zero"}],
}


def refused(**changes: Any) -> str:
    """The sentence that refuses the least form with these changes."""
    with pytest.raises(WrongForm) as caught:
        form_from_json(LEAST | changes)
    return str(caught.value)


def written(folder: Path, text: str | bytes) -> Path:
    """A form file with this text."""
    file = folder / "表.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return file


def test_the_least_form() -> None:
    assert form_from_json(LEAST) == Form(template="national-2020", project_name="项目")


def test_an_empty_name_is_accepted() -> None:
    assert form_from_json(LEAST | {"project_name": ""}).project_name == ""


@pytest.mark.parametrize("key", ["schema", "template", "project_name"])
def test_required_keys(key: str) -> None:
    for record in ({k: v for k, v in LEAST.items() if k != key}, LEAST | {key: None}):
        with pytest.raises(WrongForm, match=f"“{key}”"):
            form_from_json(record)


def test_another_schema() -> None:
    assert refused(schema="perfdesk/form/2") == '“schema”应当是 "perfdesk/form/1"。'


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"titel": ""}, "titel"),
        ({"funding": {"loan": {}}}, "funding.loan"),
        ({"funding": {"total": {"rate": "1"}}}, "funding.total.rate"),
        ({"indicators": [{}, {"Level1": ""}]}, "indicators[1].Level1"),
        ({"signature": {"boss": ""}}, "signature.boss"),
        ({"printed": {"total": ""}}, "printed.total"),
        ({"silenced": [{}, {"why": ""}]}, "silenced[1].why"),
    ],
)
def test_an_unknown_key_is_refused_by_its_path(changes: dict[str, Any], path: str) -> None:
    assert refused(**changes) == f"“{path}”是不认识的键。"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"template": 2020}, "template"),
        ({"project_name": ["项目"]}, "project_name"),
        ({"unit": 7}, "unit"),
        ({"id": {}}, "id"),
        ({"year": "2024"}, "year"),
        ({"year": True}, "year"),
        ({"year": 2024.0}, "year"),
        ({"funding": []}, "funding"),
        ({"funding": {"total": "6.44"}}, "funding.total"),
        ({"funding": {"fiscal": {"adjusted": 6.44}}}, "funding.fiscal.adjusted"),
        ({"execution_weight": 10}, "execution_weight"),
        ({"indicators": {}}, "indicators"),
        ({"indicators": ["产出"]}, "indicators[0]"),
        ({"indicators": [{}, {"weight": 20}]}, "indicators[1].weight"),
        ({"indicators": [{"score": False}]}, "indicators[0].score"),
        ({"indicators": [{"target": 100}]}, "indicators[0].target"),
        ({"signature": ""}, "signature"),
        ({"signature": {"phone": 12345678}}, "signature.phone"),
        ({"extra": []}, "extra"),
        ({"extra": {"评价结论": 1}}, "extra.评价结论"),
        ({"printed": {"rate": 84.47}}, "printed.rate"),
    ],
)
def test_a_wrong_type_is_refused_by_its_path(changes: dict[str, Any], path: str) -> None:
    assert refused(**changes).startswith(f"“{path}”")


@pytest.mark.parametrize("data", [None, 1, "表", [], [LEAST]])
def test_what_is_no_object(data: object) -> None:
    with pytest.raises(WrongForm, match=r"^应当是一个对象。$"):
        form_from_json(data)


@pytest.mark.parametrize("nothing", [{}, {"initial": None}, {"initial": ""}])
def test_null_absent_and_empty_are_not_filled(nothing: dict[str, Any]) -> None:
    bare = form_from_json(LEAST)
    assert form_from_json(LEAST | {"funding": {"total": nothing}}) == bare
    keys = ("year", "unit", "funding", "indicators", "signature", "extra", "printed")
    assert form_from_json(LEAST | dict.fromkeys(keys)) == bare
    assert form_from_json(LEAST | {"indicators": [], "extra": {}, "unit": ""}) == bare
    assert not bare.funding.total.filled


def test_a_typed_zero_is_zero() -> None:
    form = form_from_json(LEAST | {"funding": {"total": {"initial": "0"}}})
    assert form.funding.total.initial.value == 0
    assert form.funding.total.adjusted.value is None


def test_a_string_that_is_no_number_is_kept() -> None:
    spent = form_from_json(FULL).funding.other.executed
    assert (spent.text, spent.value, spent.unreadable) == ("十二", None, True)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"project_name": LONE}, "project_name"),
        ({"template": LONE}, "template"),
        ({"indicators": [{"note": LONE}]}, "indicators[0].note"),
        ({"extra": {"结论": LONE}}, "extra.结论"),
        ({"extra": {LONE: "结论"}}, "extra"),
    ],
)
def test_half_a_character_is_refused(changes: dict[str, Any], path: str) -> None:
    sentence = refused(**changes)
    assert sentence.startswith(f"“{path}”")
    assert "残缺的字符" in sentence
    sentence.encode()


def test_every_typed_string_comes_back() -> None:
    back = form_to_json(form_from_json(FULL))
    assert back == FULL
    assert form_from_json(back) == form_from_json(FULL)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.one_of(texts, st.text(string.digits + ".,-% ０１", max_size=8))


def records(keys: tuple[str, ...], values: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """An object with some of the keys."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, values))


forms = st.fixed_dictionaries(
    {"schema": st.just(SCHEMA), "template": texts, "project_name": texts},
    optional={
        "year": st.integers(0, 9999),
        **dict.fromkeys(("id", "supervisor", "unit", "goal_expected", "goal_actual"), texts),
        "execution_weight": numbers,
        "funding": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(SOURCE_KEYS, records(AMOUNT_KEYS, numbers))
        ),
        "indicators": st.lists(records(INDICATOR_KEYS, numbers), max_size=4),
        "signature": records(SIGNATURE_KEYS, texts),
        "extra": st.dictionaries(texts, texts, max_size=3),
        "printed": records(PRINTED_KEYS, texts),
    },
)


def filled(value: Any) -> Any:
    """A JSON value without what means not filled; rows of indicators keep their places."""
    if isinstance(value, dict):
        pairs = {key: filled(item) for key, item in value.items()}
        return {key: item for key, item in pairs.items() if item not in (None, "", {}, [])}
    return [filled(item) for item in value] if isinstance(value, list) else value


@given(forms)
def test_any_form_comes_back(data: dict[str, Any]) -> None:
    form = form_from_json(data)
    back = form_to_json(form)
    assert filled(back) == filled(data)
    assert form_from_json(json.loads(json.dumps(back))) == form
    assert "\n" not in form_line(form)
    assert form_from_json(json.loads(form_line(form))) == form


def test_a_file_of_one_form(tmp_path: Path) -> None:
    file = written(tmp_path, json.dumps(FULL, ensure_ascii=False, indent=2))
    (slot,) = read_form_file(file)
    assert (slot.n, slot.form, slot.problem) == (1, form_from_json(FULL), "")


def test_a_mark_in_front_of_the_file_is_passed_over(tmp_path: Path) -> None:
    (slot,) = read_form_file(written(tmp_path, "\ufeff" + json.dumps(LEAST)))
    assert slot.form == form_from_json(LEAST)


def test_json_lines_with_one_bad_line(tmp_path: Path) -> None:
    good = json.dumps(LEAST, ensure_ascii=False)
    wrong = json.dumps(LEAST | {"year": "2024"})
    lines = [good, '{"schema": ', "", wrong, "[]", good.replace("项目", "另一项目")]
    slots = read_form_file(written(tmp_path, "\r\n".join(lines)))
    assert [slot.n for slot in slots] == [1, 2, 3, 4, 5]
    assert [slot.form.project_name if slot.form else "" for slot in slots] == [
        *("项目", "", "", "", "另一项目")
    ]
    assert [slot.problem for slot in slots] == [
        "",
        "不是完整的 JSON（第 2 行第 13 个字符处）。",
        "“year”应当是整数，不带引号。",
        "应当是一个对象。",
        "",
    ]


def test_lines_none_of_which_is_a_form(tmp_path: Path) -> None:
    slots = read_form_file(written(tmp_path, '{"a": 1}\n{"a": 2}\n'))
    assert [slot.problem for slot in slots] == ["“a”是不认识的键。"] * 2


def test_a_form_with_a_mistake_in_the_file(tmp_path: Path) -> None:
    (slot,) = read_form_file(written(tmp_path, json.dumps(LEAST | {"unit": 7})))
    assert (slot.form, slot.problem) == (None, "“unit”应当是文字（带引号）。")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "文件是空的。"),
        (" \n", "文件是空的。"),
        ("项目名称", "不是完整的 JSON（第 1 行第 1 个字符处）。"),
        ('{"schema": 1,\n "unit": }', "不是完整的 JSON（第 2 行第 10 个字符处）。"),
        # One row of a broken form is JSON by itself, but no form.
        ('{"indicators": [\n{"level1": "产出"}\n}', "不是完整的 JSON（第 3 行第 1 个字符处）。"),
        ('{"unit": "甲", "unit": "乙"}', "“unit”在同一对象里出现了两次。"),
        ('{"extra": {\n"甲": "1",\n"甲": "2"}}', "“甲”在同一对象里出现了两次。"),
        ("[" * 100_000, "不是表单文件（嵌套太深）。"),
        ('{"year": ' + "9" * 5000 + "}", "不是表单文件（数字太长）。"),
        ("项目".encode("gb18030"), "不是 UTF-8 编码的文字，请另存为 UTF-8。"),
    ],
)
def test_a_file_that_is_no_form_file(tmp_path: Path, text: str | bytes, problem: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(Refused) as caught:
        read_form_file(file)
    assert str(caught.value) == f"{file}：{problem}"


def test_half_a_character_in_the_file(tmp_path: Path) -> None:
    (slot,) = read_form_file(written(tmp_path, json.dumps(LEAST | {"unit": LONE})))
    assert "残缺的字符" in slot.problem


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="无法读取"):
        read_form_file(tmp_path / "none.json")
    with pytest.raises(Refused, match="这是一个文件夹"):
        read_form_file(tmp_path)


def test_a_file_that_is_far_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfdesk.files.formfile.LARGEST_FILE", 10)
    with pytest.raises(Refused, match="文件太大"):
        read_form_file(written(tmp_path, json.dumps(LEAST)))
