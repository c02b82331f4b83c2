"""`export`: one workbook with a sheet per form, or one workbook per form in a folder."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.calls import Caller, form, indicator, left_in, program, write
from tests.cli.conftest import Mount

NAMES = ("甲项目", "乙/项目", "甲项目")


def forms_file(folder: Path) -> Path:
    return write(folder / "a.json", *[form(project_name=name) for name in NAMES])


def visible_sheets(file: Path) -> list[str]:
    return [sheet.title for sheet in load_workbook(file) if sheet.sheet_state == "visible"]


def test_one_workbook_has_a_sheet_per_form(call: Caller, tmp_path: Path) -> None:
    done = call("export", forms_file(tmp_path), "-o", tmp_path / "out.xlsx")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert visible_sheets(tmp_path / "out.xlsx") == ["01 甲项目", "02 乙_项目", "03 甲项目"]
    assert left_in(tmp_path) == ["a.json", "out.xlsx"]


@pytest.mark.parametrize("made_before", [True, False])
def test_a_folder_gets_one_workbook_per_form(
    call: Caller, tmp_path: Path, made_before: bool
) -> None:
    folder = tmp_path / "深" / "out"
    if made_before:
        folder.mkdir(parents=True)
    output = str(folder) if made_before else f"{folder}/"
    done = call("export", forms_file(tmp_path), "-o", output)
    assert (done.status, done.err) == (0, "")
    books = sorted(folder.iterdir())
    assert len(books) == 3
    assert [visible_sheets(book) for book in books] == [
        ["01 甲项目"],
        ["01 乙_项目"],
        ["01 甲项目"],
    ]
    assert all(book.suffix == ".xlsx" and "乙/" not in book.name for book in books)


def test_refused_inputs_are_left_out(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(colour="red"), form())
    done = call("export", file, "-o", tmp_path / "out.xlsx")
    assert done.status == 1
    assert done.sentence.startswith(f"{file}：第 1 张表：")
    assert visible_sheets(tmp_path / "out.xlsx") == ["01 职工培训"]


@pytest.mark.parametrize("output", ["out.xlsx", "out/"])
def test_nothing_to_export_writes_nothing(call: Caller, tmp_path: Path, output: str) -> None:
    done = call("export", tmp_path / "no.json", "-o", f"{tmp_path}/{output}")
    assert done.status == 1
    assert done.sentences[1].endswith("：没有可以输出的表单，没有写出。")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"project_name": "", "indicators": [], "funding": {}},
        {"goal_expected": "完成培训任务，提高职工技能。" * 1400},
        {"indicators": [indicator(target="=1(项)", actual="1(项)", weight="0.18")] * 500},
        {"project_name": "名" * 2000, "unit": "U" * 2000},
        {"project_name": "=HYPERLINK(1)", "unit": "+1", "goal_actual": "𠮷䶮龘"},
        {"project_name": "CON", "unit": "..", "supervisor": "a:b*c?"},
    ],
)
@pytest.mark.parametrize("output", ["out.xlsx", "out/"])
def test_large_and_odd_forms_are_exported(
    call: Caller, tmp_path: Path, changes: dict[str, object], output: str
) -> None:
    file = write(tmp_path / "a.json", form(**changes))
    done = call("export", file, "-o", f"{tmp_path}/{output}")
    assert done.status == 0
    assert list(tmp_path.rglob("*.xlsx"))


def test_control_characters_break_no_workbook(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(goal_actual="响铃\x07结束", project_name="甲\x00乙"))
    assert call("export", file, "-o", tmp_path / "out.xlsx").status == 0
    assert visible_sheets(tmp_path / "out.xlsx")


@pytest.mark.parametrize(
    "output",
    ["none/out.xlsx", "a.json/out.xlsx", pytest.param("长" * 100, id="too long"), "a.json/", ""],
)
def test_an_impossible_target_is_one_sentence(
    call: Caller, tmp_path: Path, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = forms_file(tmp_path).read_bytes()
    done = call("export", "a.json", "-o", output)
    assert done.status == 1
    assert done.sentence.endswith("。")
    assert left_in(tmp_path) == ["a.json"]
    assert (tmp_path / "a.json").read_bytes() == before


def test_the_input_is_never_overwritten(call: Caller, tmp_path: Path) -> None:
    call("export", forms_file(tmp_path), "-o", tmp_path / "out.xlsx")
    before = (tmp_path / "out.xlsx").read_bytes()
    done = call("export", tmp_path / "out.xlsx", "-o", tmp_path / "out.xlsx")
    assert done.status == 1
    assert "这是输入的文件" in done.sentence
    assert (tmp_path / "out.xlsx").read_bytes() == before


@pytest.mark.parametrize("linked", [False, True])
def test_a_folder_of_inputs_is_never_overwritten(
    call: Caller, tmp_path: Path, linked: bool
) -> None:
    folder, output = tmp_path / "d", tmp_path / "d"
    call("export", forms_file(tmp_path), "-o", f"{folder}/")
    before = {book: (book.read_bytes(), book.stat().st_ino) for book in folder.iterdir()}
    if linked:
        output = tmp_path / "link"
        output.symlink_to(folder)
    done = call("export", folder, "-o", f"{output}/")
    assert done.status == 1
    assert "这是输入的文件" in done.sentence
    after = {book: (book.read_bytes(), book.stat().st_ino) for book in folder.iterdir()}
    assert after == before


def test_one_input_among_the_targets_stops_all(call: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    call("export", forms_file(tmp_path), "-o", f"{folder}/")
    (read,) = folder.glob("03 *")
    for other in set(folder.iterdir()) - {read}:
        other.unlink()
    before = read.read_bytes()
    done = call("export", tmp_path / "a.json", read, "-o", f"{folder}/")
    assert (done.status, left_in(folder)) == (1, [read.name])
    assert read.read_bytes() == before


def test_beside_the_inputs_is_no_harm(call: Caller, tmp_path: Path) -> None:
    done = call("export", forms_file(tmp_path), "-o", f"{tmp_path}/")
    assert (done.status, len(left_in(tmp_path))) == (0, 4)


def test_our_fonts_are_no_matter_of_a_workbook(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(unit="\U00020bb7", goal_actual="响铃\x07"))
    for output in ("out.xlsx", "out/"):
        done = call("export", file, "-o", f"{tmp_path}/{output}")
        assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize(
    "name", ["表 格.xlsx", "📊😀.xlsx", pytest.param("x" * 250 + ".xlsx", id="255 bytes")]
)
def test_strange_names(call: Caller, tmp_path: Path, name: str) -> None:
    assert call("export", forms_file(tmp_path), "-o", tmp_path / name).status == 0
    assert left_in(tmp_path) == sorted(["a.json", name])


@pytest.mark.parametrize("output", ["out.xlsx", "books/"])
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, mount: Mount, output: str) -> None:
    disk = mount("size=16k")
    (disk / "out.xlsx").write_bytes(b"before")
    write(tmp_path / "a.json", *[form(project_name=f"项目{n}") for n in range(20)])
    done = program("export", "a.json", "-o", f"{disk}/{output}", cwd=tmp_path)
    assert done.status == 1
    assert done.sentence.endswith("：无法写入，磁盘空间不足。")
    assert (disk / "out.xlsx").read_bytes() == b"before"
    assert not list(disk.rglob("*.part"))


def test_a_read_only_disk_is_one_sentence(tmp_path: Path, mount: Mount) -> None:
    disk = mount("ro")
    forms_file(tmp_path)
    for output, reason in (("out.xlsx", "无法写入"), ("books/", "无法建立文件夹")):
        done = program("export", "a.json", "-o", f"{disk}/{output}", cwd=tmp_path)
        assert done.status == 1
        assert done.sentence.endswith(f"：{reason}，所在磁盘是只读的。")


def test_a_word_document_holds_every_form(call: Caller, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    assert call("export", forms_file(tmp_path), "-o", target).status == 0
    done = call("read", target)
    assert done.status == 0
    assert [found["project_name"] for found in done.objects] == list(NAMES)


def test_a_folder_gets_one_word_document_per_form(call: Caller, tmp_path: Path) -> None:
    done = call("export", forms_file(tmp_path), "--docx", "-o", f"{tmp_path}/out/")
    assert (done.status, done.err) == (0, "")
    assert [Path(name).suffix for name in left_in(tmp_path / "out")] == [".docx"] * 3


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_summary_has_a_line_per_form(call: Caller, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"sum{ending}"
    done = call("export", forms_file(tmp_path), "--summary", "-o", target)
    assert (done.status, done.err) == (0, "")
    if ending == ".csv":
        assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 5
    else:
        assert load_workbook(target).worksheets[0].max_row == 7


def test_a_summary_is_one_file(call: Caller, tmp_path: Path) -> None:
    done = call("export", forms_file(tmp_path), "--summary", "-o", f"{tmp_path}/")
    assert done.status == 1
    assert "汇总表的文件名" in done.sentence


def test_word_and_summary_at_once_are_wrong_usage(call: Caller, tmp_path: Path) -> None:
    done = call("export", "a.json", "--docx", "--summary", "-o", tmp_path / "x")
    assert done.status == 2
    assert done.sentence.startswith("用法不对：")
