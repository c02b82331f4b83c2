"""What cannot be read: one plain sentence naming file and place, status 1, the others done."""

import errno
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perfdesk.files.formfile import LARGEST_FILE
from tests.cli.calls import Caller, form, program, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(name: str, *members: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        file = folder / name
        with zipfile.ZipFile(file, "w") as packed:
            for member in members:
                packed.writestr(member, "<x/>")
        return file

    return make


def holding(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.json")
    return folder / "pipe.json"


def too_large(folder: Path) -> Path:
    with (folder / "large.json").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    return folder / "large.json"


def loop(folder: Path) -> Path:
    (folder / "loop.json").symlink_to(folder / "loop.json")
    return folder / "loop.json"


def empty_folder(folder: Path) -> Path:
    (folder / "empty.json").mkdir()
    return folder / "empty.json"


UNREADABLE = {
    "missing": lambda folder: folder / "没有.json",
    "missing folder": lambda folder: folder / "没有" / "a.json",
    "below a file": lambda folder: write(folder / "f.json", form()) / "a.json",
    "name too long": lambda folder: folder / ("长" * 100 + ".json"),
    "null device": lambda _: Path("/dev/null"),
    "endless device": lambda _: Path("/dev/zero"),
    "pipe": pipe,
    "loop": loop,
    "empty folder": empty_folder,
    "70 MB": too_large,
    "empty": holding("a.json", b""),
    "blank": holding("a.json", b" \n\t\n"),
    "mark only": holding("a.json", b"\xef\xbb\xbf"),
    "broken": holding("a.json", b'{"schema": "perfdesk/form/1",'),
    "pieces": holding("a.json", b'{"indicators": [\n{"level1": "a"},\n{"level1": "b"}\n], }\n'),
    "words": holding("a.json", "自评表".encode()),
    "utf-16": holding("a.json", '{"schema": "perfdesk/form/1"}'.encode("utf-16")),
    "gbk": holding("a.json", '{"project_name": "培训"}'.encode("gbk")),
    "rubbish": holding("a.json", bytes(range(256)) * 40),
    "zeros": holding("a.json", bytes(5000)),
    "deep list": holding("a.json", b"[" * 100_000 + b"]" * 100_000),
    "deep object": holding("a.json", b'{"extra":' * 100_000 + b"1" + b"}" * 100_000),
    "long number": holding("a.json", b'{"year": ' + b"9" * 5000 + b"}"),
    "xls": holding("a.xls", OLE),
    "locked xlsx": holding("a.xlsx", OLE),
    "pdf": holding("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "rar": holding("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(50)),
    "gzip": holding("a.json.gz", b"\x1f\x8b\x08" + bytes(50)),
    "broken xlsx": holding("a.xlsx", b"PK\x03\x04" + bytes(50)),
    "zip": archive("a.zip", "one.json"),
    "docx": archive("a.docx", "[Content_Types].xml", "word/document.xml"),
    "ods": archive("a.ods", "mimetype", "content.xml"),
}
VALUES: dict[str, tuple[Any, str]] = {
    "list": ([], "应当是一个对象。"),
    "text": ("x", "应当是一个对象。"),
    "null": (None, "应当是一个对象。"),
    "no schema": (form(schema=...), "“schema”应当是"),
    "other schema": (form(schema="perfdesk/form/9"), "“schema”应当是"),
    "no template": (form(template=...), "“template”是必填的文字。"),
    "no name": (form(project_name=...), "“project_name”是必填的文字。"),
    "unknown template": (form(template="mars-2030"), "没有模板“mars-2030”，现有："),
    "path as template": (form(template="../../etc/passwd"), "没有模板“../../etc/passwd”"),
    "unknown key": (form(colour="red"), "“colour”是不认识的键。"),
    "unknown deep key": (form(funding={"fiscal": {"spent": "1"}}), "“funding.fiscal.spent”"),
    "unknown source": (form(funding={"gift": {}}), "“funding.gift”"),
    "unknown column": (form(indicators=[{"value": "1"}]), "“indicators[0].value”"),
    "number": (form(execution_weight=10), "“execution_weight”应当是文字（带引号）。"),
    "amount": (form(funding={"total": {"initial": 6.44}}), "“funding.total.initial”应当是文字"),
    "weight": (form(indicators=[{}, {"weight": 5}]), "“indicators[1].weight”应当是文字"),
    "year as text": (form(year="2024"), "“year”应当是整数"),
    "year as flag": (form(year=True), "“year”应当是整数"),
    "year with point": (form(year=2024.0), "“year”应当是整数"),
    "rows as object": (form(indicators={}), "“indicators”应当是列表。"),
    "row as text": (form(indicators=["x"]), "“indicators[0]”应当是一个对象。"),
    "funding as text": (form(funding="x"), "“funding”应当是一个对象。"),
    "extra as list": (form(extra=["x"]), "“extra”应当是一个对象。"),
    "extra value": (form(extra={"结论": 1}), "“extra.结论”应当是文字"),
    "signature": (form(signature={"boss": "王"}), "“signature.boss”是不认识的键。"),
    "printed": (form(printed={"rate": 90}), "“printed.rate”应当是文字"),
}


@pytest.mark.parametrize("make", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_an_unreadable_file_is_one_sentence_and_the_others_are_done(
    call: Caller, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    (tmp_path / "bad").mkdir()
    bad = make(tmp_path / "bad")
    first, last = (write(tmp_path / name, form()) for name in ("1.json", "2.json"))
    done = call("score", first, bad, last)
    assert done.status == 1
    assert [record["file"] for record in done.objects] == [str(first), str(last)]
    assert done.sentence.startswith(f"{bad}：")
    assert done.sentence.endswith("。")
    assert any("一" <= char <= "龥" for char in done.sentence.removeprefix(str(bad)))


TABLE = "<html><table><tr><td>项目名称</td></tr></table></html>"
REMEDY = "请用 Excel 或 WPS 打开，另存为 .xlsx。"
NO_WORKBOOKS = {
    "HTML as .xls": ("a.xls", TABLE.encode(), f"内容是网页或 XML，不是工作簿；{REMEDY}"),
    "GBK HTML": ("a.XLS", TABLE.encode("gbk"), f"内容是网页或 XML，不是工作簿；{REMEDY}"),
    "UTF-16 HTML": ("a.et", TABLE.encode("utf-16"), "内容是网页或 XML，"),
    "XML": ("a.xls", b"\xef\xbb\xbf\r\n<?xml version='1.0'?><Workbook/>", "内容是网页或 XML，"),
    "csv as .xlsx": ("a.xlsx", "项目,金额\n".encode("gbk"), f"不是 .xlsx 等工作簿；{REMEDY}"),
    "junk": ("a.ods", bytes(range(256)) * 4, f"不是 .xlsx 等工作簿；{REMEDY}"),
    "old xls": ("a.xls", b"\x09\x08\x08\x00\x00\x05", "文件内容有误，无法读取；"),
    "JSON as .xlsx": ("a.xlsx", b'{"schema": 1}', f"不是 .xlsx 等工作簿；{REMEDY}"),
    "csv": ("a.csv", b"1,2\n", "文本文件（CSV）看不出合并的格和表头，不能读取；"),
    "list": ("a.dat", b"[]", "不是工作簿（.xlsx 等）、Word 表格，也不是 .json 表单文件；"),
    "text as .docx": ("a.docx", b"text", "不是 Word 文件；"),
    "empty zip": ("a.xlsx", b"PK\x05\x06" + bytes(18), "是压缩文件，但不是 .xlsx 工作簿；"),
    "empty .zip": ("a.zip", b"PK\x05\x06" + bytes(18), "压缩包不能读取，请先解压。"),
    "empty": ("a.xlsx", b"", "文件是空的。"),
    "zeros": ("a.xlsx", bytes(600), "文件是空的。"),
}


@pytest.mark.parametrize(
    ("name", "content", "said"), NO_WORKBOOKS.values(), ids=NO_WORKBOOKS.keys()
)
def test_what_is_no_workbook_is_not_taken_for_json(
    call: Caller, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = call("score", tmp_path / name)
    assert done.status == 1
    assert done.sentence.startswith(f"{tmp_path / name}：{said}")


@pytest.mark.parametrize("name", ["a", "a.txt", "a.form", "a.JSON"])
def test_a_form_file_of_any_name_is_known_by_its_brace(
    call: Caller, tmp_path: Path, name: str
) -> None:
    file = write(tmp_path / "a.json", form()).rename(tmp_path / name)
    file.write_bytes(b"\xef\xbb\xbf\n " + file.read_bytes())
    done = call("score", file)
    assert (done.status, len(done.objects), done.err) == (0, 1, "")


@pytest.mark.parametrize(("value", "problem"), VALUES.values(), ids=VALUES.keys())
def test_a_wrong_value_is_named_by_its_path(
    call: Caller, tmp_path: Path, value: Any, problem: str
) -> None:
    bad, good = write(tmp_path / "a.json", value), write(tmp_path / "b.json", form())
    done = call("score", bad, good)
    assert done.status == 1
    assert [record["file"] for record in done.objects] == [str(good)]
    assert done.sentence.startswith(f"{bad}：第 1 张表：")
    assert problem in done.sentence


@pytest.mark.parametrize(
    "text",
    [
        '"\\ud800"',
        '"a\\udfffb"',
    ],
)
def test_half_a_surrogate_pair_is_refused(call: Caller, tmp_path: Path, text: str) -> None:
    head = '{"schema": "perfdesk/form/1", "template": "shanghai-2022", "project_name": '
    (tmp_path / "a.json").write_text(f"{head}{text}}}", encoding="utf-8")
    (tmp_path / "b.json").write_text(f'{head}"", "extra": {{{text}: "x"}}}}', encoding="utf-8")
    done = call("score", tmp_path / "a.json", tmp_path / "b.json")
    assert (done.status, done.out) == (1, "")
    assert ["残缺的字符" in sentence for sentence in done.sentences] == [True, True]


def test_a_key_written_twice_is_refused(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"year": 2023, "year": 2024}', encoding="utf-8")
    assert "“year”在同一对象里出现了两次" in call("score", tmp_path / "a.json").sentence


def test_a_broken_line_is_named_by_its_place(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", form(), form())
    file.write_text(file.read_text(encoding="utf-8") + '\n{"schema": \n', encoding="utf-8")
    done = call("score", file)
    assert len(done.objects) == 2
    assert done.sentence.startswith(f"{file}：第 3 张表：不是完整的 JSON（第 4 行")


def test_notepads_mark_and_windows_lines_are_understood(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(), form())
    text = file.read_text(encoding="utf-8").replace("\n", "\r\n")
    file.write_text(text, encoding="utf-8-sig", newline="")
    done = call("score", file)
    assert (done.status, len(done.objects)) == (0, 2)


def test_a_folder_named_like_a_file_is_a_folder(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "x.json").mkdir()
    write(tmp_path / "x.json" / "a.json", form())
    for argument in (tmp_path / "x.json", tmp_path):
        (record,) = call("score", argument).objects
        assert record["file"] == str(tmp_path / "x.json" / "a.json")


def test_lock_files_and_hidden_ones_are_passed_over(call: Caller, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path / "a.json", form())
    for name in ("~$b.xlsx", ".c.json", ".git/d.json"):
        (tmp_path / name).write_text("?", encoding="utf-8")
    done = call("score", tmp_path)
    assert (done.status, len(done.objects), done.err) == (0, 1, "")


def test_a_bad_file_in_a_folder_leaves_the_rest_done(call: Caller, tmp_path: Path) -> None:
    write(tmp_path / "a.json", form())
    pipe(tmp_path)
    (tmp_path / "lost.json").symlink_to(tmp_path / "nowhere")
    write(tmp_path / "z.json", form())
    done = call("score", tmp_path)
    assert (done.status, len(done.objects)) == (1, 2)
    assert [line.split("：")[0] for line in done.sentences] == [
        str(tmp_path / "lost.json"),
        str(tmp_path / "pipe.json"),
    ]


def test_a_folder_that_may_not_be_seen_leaves_the_rest_done(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    write(tmp_path / "a.json", form())
    look = os.scandir

    def scan(folder: str) -> Any:
        if folder == str(closed):
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return look(folder)

    monkeypatch.setattr(os, "scandir", scan)
    done = call("score", tmp_path)
    assert (done.status, len(done.objects)) == (1, 1)
    assert done.sentence == f"{closed}：无法读取，没有权限，或文件正被其他程序打开。"


def test_an_empty_argument_is_no_folder(call: Caller) -> None:
    done = call("score", "")
    assert (done.status, done.out, done.sentence) == (1, "", "文件名是空的。")


@pytest.mark.parametrize(
    "name",
    [
        "表 格.json",
        "📊😀.json",
        pytest.param("x" * 250 + ".json", id="255 bytes"),
        "a\nb\x1b[2J.json",
    ],
)
def test_strange_names_are_read_and_named(call: Caller, tmp_path: Path, name: str) -> None:
    file = write(tmp_path / name, form())
    bad = tmp_path / f"b{name[1:]}"
    bad.write_text("?", encoding="utf-8")
    done = call("score", file, bad)
    assert done.objects[0]["file"] == str(file)
    assert done.sentence.startswith(str(bad).replace("\n", " ").replace("\x1b", " "))


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xb1\xed.json"
    try:
        write(Path(os.fsdecode(name)), form())
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    done = program("score", name, os.fsencode(tmp_path) + b"/\xff.json")
    assert os.fsencode(done.objects[0]["file"]) == name
    assert done.sentence.startswith(f"{tmp_path}/\\udcff.json：")


def test_unreadable_numbers_are_no_bad_input(call: Caller, tmp_path: Path) -> None:
    row = {"weight": "十", "score": "1.2.3"}
    done = call("score", write(tmp_path / "a.json", form(indicators=[row])))
    assert (done.status, done.err) == (0, "")


def test_a_template_with_a_mistake_names_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFDESK_FORMS", str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.toml").write_text("id = 3", encoding="utf-8")
    write(tmp_path / "a.json", form(template="mine"), form())
    done = program("score", "a.json", cwd=tmp_path)
    assert (done.status, len(done.objects)) == (1, 1)
    assert done.sentence.startswith("a.json：第 1 张表：")
    assert "mine.toml" in done.sentence
