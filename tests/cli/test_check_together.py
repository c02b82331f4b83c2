"""`check`'s options: rules across forms, a rule set, final accounts, the digest, the report."""

import json
from pathlib import Path
from typing import Any

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.edits import SetCell
from perfdesk.core.silence import SetAside
from perfdesk.files.folders import rules_file
from perfdesk.files.formfile import form_line
from perfdesk.files.templates import library
from tests.cli.calls import Caller, form, left_in, sound, write
from tests.support.forms import clean_form, template
from tests.support.pdftext import pages

ACCOUNT = "区总工会本级"


def rules_of(objects: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    return [(Path(one["file"]).name, one["n"], one["rule"]) for one in objects]


def shown(file: Path) -> str:
    """What a PDF says, without blanks."""
    return "".join(glyph.char for page in pages(file) for glyph in page if glyph.char.strip())


def test_rules_across_forms_run_over_all_files_given(call: Caller, tmp_path: Path) -> None:
    first = write(tmp_path / "a.json", sound(), sound(unit="另一单位"))
    second = write(tmp_path / "b.json", sound())
    done = call("check", first, tmp_path / "no.json", second)
    assert rules_of(done.objects) == [("b.json", 1, "60")]
    assert done.status == 1  # one file could not be read
    assert call("check", first, second).status == 0  # a warning alone is no failure


def test_findings_stand_in_the_order_of_the_forms(call: Caller, tmp_path: Path) -> None:
    wrong = form(execution_weight="十二")
    done = call("check", write(tmp_path / "a.json", wrong, wrong))
    places = [(one["n"], one["rule"]) for one in done.objects]
    assert places == sorted(places, key=lambda place: place[0])
    assert places[-1] == (2, "60")


def test_what_was_set_aside_says_so_and_is_no_failure(call: Caller, tmp_path: Path) -> None:
    wrong = SetCell("indicators[0].score", "60").apply(clean_form())
    for finding in check_form(wrong, template()):
        wrong = SetAside(finding, "已核对").apply(wrong)
    (tmp_path / "a.json").write_text(form_line(wrong), encoding="utf-8")
    done = call("check", tmp_path / "a.json")
    assert done.status == 0
    assert {one["silenced"] for one in done.objects} == {"已核对"}
    assert "3" in [one["rule"] for one in done.objects]


def test_a_rule_set_is_laid_over_for_this_call(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", sound(execution_weight="十二", printed={}))
    rules = tmp_path / "own.toml"
    rules.write_text('[checks.14]\nseverity = "warning"\n[checks.1]\nseverity = "off"\n', "utf-8")
    assert call("check", file).status == 1
    done = call("check", file, "--rules", rules)
    assert [(one["rule"], one["severity"]) for one in done.objects] == [("14", "warning")]
    assert done.status == 0
    assert call("check", file).status == 1


def test_a_mistake_in_the_rule_set_is_a_sentence(call: Caller, tmp_path: Path) -> None:
    file, rules = write(tmp_path / "a.json", form()), tmp_path / "own.toml"
    rules.write_text('[checks.14]\nseverity = "fatal"\n', "utf-8")
    done = call("check", file, "--rules", rules)
    assert (done.status, done.out) == (1, "")
    assert done.sentence.startswith(f"{rules}：“checks.14.severity”只能是")
    done = call("check", file, "--rules", tmp_path / "no.toml")
    assert "无法读取审核规则设置" in done.sentence


def test_the_persons_own_rules_count_and_a_mistake_there_is_told(
    call: Caller, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.json", form(execution_weight="十二"))
    rules_file().parent.mkdir(parents=True, exist_ok=True)
    try:
        rules_file().write_text('[checks.14]\nseverity = "hint"\n', "utf-8")
        library().read_rules()
        assert "hint" in [one["severity"] for one in call("check", file).objects]
        rules_file().write_text('[checks.14]\nseverity = "x"\n', "utf-8")
        library().read_rules()
        done = call("check", file)
        assert done.sentence.endswith("审核先按内置规则进行。")
        assert "error" in [one["severity"] for one in done.objects]
    finally:
        rules_file().unlink()
        library().read_rules()


@pytest.mark.parametrize("given", [f"{ACCOUNT}=10万元", f"{ACCOUNT}@2024=100,000.00"])
def test_final_accounts(call: Caller, tmp_path: Path, given: str) -> None:
    file = write(tmp_path / "a.json", sound())
    (finding,) = call("check", file, "--account", given).objects
    assert (finding["rule"], finding["severity"]) == ("60-accounts", "warning")
    assert "决算数为 10 万元" in finding["message"]
    assert call("check", file, "--account", f"{ACCOUNT}=9.60 万元").out == ""


def test_final_accounts_of_others_are_told(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", sound())
    done = call("check", file, "--account", "别的=1", "--account", f"{ACCOUNT}@2020=1")
    assert done.sentences == [
        "--account：没有“别的”的表，没有比较决算数。",
        f"--account：没有“{ACCOUNT}”2020 年的表，没有比较决算数。",
    ]
    assert (done.status, done.out) == (0, "")


def test_final_accounts_need_their_year_where_there_are_several(
    call: Caller, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.json", form(), form(year=2023))
    done = call("check", file, "--account", f"{ACCOUNT}=1")
    assert done.status == 1
    assert "有 2023、2024 年的表，请写明年度" in done.sentence
    twice = ("--account", f"{ACCOUNT}@2023=1") * 2
    assert "写了两次" in call("check", file, *twice).sentence


@pytest.mark.parametrize("given", ["", "=5", "单位", "单位=", "单位=五", "单位@24=5", "单位@=5"])
def test_an_account_written_otherwise_is_wrong_usage(
    call: Caller, tmp_path: Path, given: str
) -> None:
    done = call("check", write(tmp_path / "a.json", form()), "--account", given)
    assert done.status == 2
    assert "应当写成 单位=金额" in done.sentence


@pytest.mark.parametrize("given", ["单位=-5", "单位@2024=－1,000.00万元"])
def test_an_account_below_zero_is_wrong_usage(call: Caller, tmp_path: Path, given: str) -> None:
    done = call("check", write(tmp_path / "a.json", form()), "--account", given)
    assert done.status == 2
    assert f"{given}：决算数不能是负数" in done.sentence


@pytest.mark.parametrize("day", ["2024-02-29", "2025/3/5", "2025.03.05", "２０２５年１２月３１日"])
def test_a_date_stands_in_the_report_as_typed(call: Caller, tmp_path: Path, day: str) -> None:
    file, target = write(tmp_path / "a.json", form()), tmp_path / "out.pdf"
    call("check", file, "--report", target, "--date", f" {day} ")
    assert f"审核日期：{day}" in shown(target)


@pytest.mark.parametrize(
    "day", ["2024-13-01", "2023-02-29", "2025年3月0日", "昨天", "", "2025-3/5", "0000-01-01"]
)
def test_what_is_no_date_is_wrong_usage(call: Caller, tmp_path: Path, day: str) -> None:
    target = tmp_path / "out.pdf"
    file = write(tmp_path / "a.json", form())
    done = call("check", file, "--report", target, "--date", day)
    assert done.status == 2
    assert "--date 应当是一个日期" in done.sentence
    assert not target.exists()


def test_the_digest_goes_to_stderr(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(indicators=[{}, {}, {}]), form(project_name=""))
    done = call("check", file, "--digest")
    plain = call("check", file)
    assert done.out == plain.out
    assert plain.err == ""
    assert done.sentences[0].startswith(f"{file}：第 1 张表（职工培训）：")
    assert "必须改" in done.sentences[0]
    assert any(line.strip().startswith("必须改：指标没有填全：第 1") for line in done.sentences)
    assert any("（未命名）" in line for line in done.sentences)


@pytest.mark.parametrize("name", ["out.pdf", "out.xlsx", "OUT.PDF"])
def test_the_report(call: Caller, tmp_path: Path, name: str) -> None:
    file = write(tmp_path / "a.json", form(execution_weight="十二"))
    done = call("check", file, "--report", tmp_path / name, "--date", "2025年3月5日")
    assert done.status == 1
    assert done.out == call("check", file).out
    assert (tmp_path / name).stat().st_size > 1000
    assert sorted(left_in(tmp_path)) == sorted(["a.json", name])
    if name == "out.pdf":
        text = shown(tmp_path / name)
        assert "财政项目支出绩效自评审核报告" in text
        assert "审核日期：2025年3月5日" in text


def test_the_report_names_the_rule_set(call: Caller, tmp_path: Path) -> None:
    file, rules = write(tmp_path / "a.json", form()), tmp_path / "own.toml"
    rules.write_text("", "utf-8")
    call("check", file, "--rules", rules, "--report", tmp_path / "out.pdf")
    text = shown(tmp_path / "out.pdf")
    assert "审核规则：内置规则，另用own.toml" in text


def test_the_report_says_that_the_persons_own_rules_count(call: Caller, tmp_path: Path) -> None:
    file, rules = write(tmp_path / "a.json", form()), tmp_path / "own.toml"
    rules.write_text('[checks.1]\nseverity = "off"\n', "utf-8")
    rules_file().parent.mkdir(parents=True, exist_ok=True)
    try:
        rules_file().write_text('[checks.14]\nseverity = "hint"\n', "utf-8")
        library().read_rules()
        call("check", file, "--report", tmp_path / "out.pdf")
        assert "审核规则：内置规则，另有本机的改动" in shown(tmp_path / "out.pdf")
        call("check", file, "--rules", rules, "--report", tmp_path / "out.pdf")
        assert "内置规则，另有本机的改动，另用own.toml" in shown(tmp_path / "out.pdf")
    finally:
        rules_file().unlink()
        library().read_rules()


def test_final_accounts_of_a_unit_spelt_otherwise(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    spelt = f"{ACCOUNT[:2]}（{ACCOUNT[2:]}）"
    found = call("check", file, "--account", f"{spelt}=10万元").objects
    assert "60-accounts" in [one["rule"] for one in found]
    twice = ("--account", f"{spelt}=1", "--account", f"{ACCOUNT}=1")
    assert "写了两次" in call("check", file, *twice).sentence


def test_reports_that_are_refused(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    for name in ("out.txt", "out"):
        done = call("check", file, "--report", name)
        assert done.status == 2
        assert f"{name}：审核报告只能写成 .pdf 或 .xlsx" in done.sentence
    same = write(tmp_path / "a.xlsx", form())
    done = call("check", same, "--report", same)
    assert done.status == 1
    assert "这是输入的文件" in done.sentences[-1]
    assert json.loads(same.read_text("utf-8"))["project_name"] == "职工培训"
    done = call("check", tmp_path / "no.json", "--report", tmp_path / "out.pdf")
    assert done.status == 1
    assert not (tmp_path / "out.pdf").exists()
