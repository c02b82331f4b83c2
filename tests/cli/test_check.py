"""`check`: one object per finding, with the form's place; status 1 where one is an error."""

from pathlib import Path

import pytest

from tests.cli.calls import Caller, form, indicator, program, sound, write

KEYS = ["file", "n", "form", "rule", "severity", "where", "message", "cells"]
OVERSPENT = form(
    project_name="超支",
    funding={"total": {"initial": "10", "adjusted": "10", "executed": "12"}},
    printed={},
)


def test_a_sound_form_says_nothing(call: Caller, tmp_path: Path) -> None:
    done = call("check", write(tmp_path / "a.json", sound()))
    assert (done.status, done.out, done.err) == (0, "", "")


def test_a_finding_names_its_place(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(), OVERSPENT)
    done = call("check", file)
    assert done.status == 1
    (finding,) = (record for record in done.objects if record["rule"] == "9")
    assert list(finding) == KEYS
    assert (finding["file"], finding["n"], finding["form"]) == (str(file), 2, "超支")
    assert (finding["severity"], finding["where"]) == ("error", "funding.total.executed")
    assert finding["cells"][0] == finding["where"]
    assert "12" in finding["message"]


@pytest.mark.parametrize(
    ("changes", "rule", "severity", "where"),
    [
        ({"indicators": [indicator(weight="50")]}, "1", "error", "indicators"),
        ({"indicators": [indicator(weight="5", score="6")]}, "3", "error", "indicators[0].score"),
        ({"indicators": [indicator(weight="-5")]}, "4", "error", "indicators[0].weight"),
        ({"printed": {"rate": "91.00"}}, "5", "error", "funding.total.rate"),
        ({"funding": {"total": {"executed": "1"}}}, "10", "error", "funding.total.adjusted"),
        ({"project_name": ""}, "12", "error", "project_name"),
        ({"indicators": [indicator(level3="")]}, "13", "error", "indicators[0].level3"),
        ({"execution_weight": "十二"}, "14", "error", "execution_weight"),
        ({"indicators": [indicator(weight="1.2.3")]}, "14", "error", "indicators[0].weight"),
        ({"execution_weight": "10.123"}, "paper-decimals", "hint", "execution_weight"),
    ],
)
def test_each_rule_has_its_place(
    call: Caller, tmp_path: Path, changes: dict[str, object], rule: str, severity: str, where: str
) -> None:
    findings = call("check", write(tmp_path / "a.json", form(**changes))).objects
    assert (rule, severity, where) in [
        (finding["rule"], finding["severity"], finding["where"]) for finding in findings
    ]


def test_hints_alone_are_no_failure(call: Caller, tmp_path: Path) -> None:
    amounts = {"initial": "10.001", "adjusted": "10.001", "executed": "9.601"}
    file = write(tmp_path / "a.json", sound(funding={"total": amounts}, printed={}))
    done = call("check", file)
    assert {record["severity"] for record in done.objects} == {"hint"}
    assert done.status == 0


def test_findings_are_not_folded(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(indicators=[{"level3": "人数"}] * 3))
    missing = [record for record in call("check", file).objects if record["rule"] == "13"]
    assert len(missing) == 9


def test_an_empty_form_is_reported(call: Caller, tmp_path: Path) -> None:
    empty = {"schema": "perfdesk/form/1", "template": "shanghai-2022", "project_name": ""}
    done = call("check", write(tmp_path / "a.json", empty))
    assert done.status == 1
    assert {"project_name", "year", "unit"} <= {record["where"] for record in done.objects}


def test_five_hundred_rows(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(indicators=[indicator(weight="1")] * 500))
    wheres = {record["where"] for record in call("check", file).objects}
    assert {"indicators", "indicators[499].actual"} <= wheres


def test_a_refused_input_makes_the_status_1(call: Caller, tmp_path: Path) -> None:
    done = call("check", tmp_path / "no.json", write(tmp_path / "a.json", sound()))
    assert (done.status, done.out) == (1, "")
    assert done.sentence.startswith(f"{tmp_path / 'no.json'}：")


def test_as_a_program(tmp_path: Path) -> None:
    write(tmp_path / "a.json", OVERSPENT)
    done = program("check", "a.json", cwd=tmp_path)
    assert (done.status, done.err) == (1, "")
    assert "9" in [record["rule"] for record in done.objects]
