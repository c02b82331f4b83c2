"""`demo`: the sample unit from form files to paper and workbooks."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfdesk.sample import sample_forms
from tests.cli.calls import Caller, left_in, program, write


def test_the_whole_job(tmp_path: Path) -> None:
    done = program("demo", "--output", "build/样本", cwd=tmp_path)
    folder = tmp_path / "build" / "样本"
    assert (done.status, done.out) == (0, "")
    assert left_in(folder) == ["工作簿", "自评表.pdf", "自评表.xlsx"]
    assert len(left_in(folder / "工作簿")) == len(sample_forms())
    assert (folder / "自评表.pdf").read_bytes().startswith(b"%PDF")
    assert "01" in load_workbook(folder / "自评表.xlsx").sheetnames[0]
    for form in sample_forms():
        assert any(line.startswith(f"{form.project_name}：执行率 ") for line in done.sentences)


def test_a_second_time_replaces_the_first(call: Caller, tmp_path: Path) -> None:
    for _ in range(2):
        assert call("demo", "--output", tmp_path).status == 0
    assert left_in(tmp_path) == ["工作簿", "自评表.pdf", "自评表.xlsx"]


def test_an_impossible_folder_is_one_sentence(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for output in (tmp_path / "file", tmp_path / "file" / "below"):
        done = call("demo", "--output", output)
        assert done.status == 1
        assert done.sentence.startswith(f"{output}：无法建立文件夹，")


def test_a_broken_sample_is_said(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.json", {})
    monkeypatch.setattr("perfdesk.cli.demo.sample_folder", lambda: tmp_path)
    done = call("demo", "--output", tmp_path / "out")
    assert done.status == 1
    assert "“schema”" in done.sentence
    assert left_in(tmp_path) == ["a.json"]
