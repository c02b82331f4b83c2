"""`print`: one PDF of all forms, on other templates; the target whole or as it was."""

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.calls import Caller, form, indicator, left_in, program, write
from tests.cli.conftest import Mount
from tests.support.tools import ROOT

YUAN = "shanghai-2022"


def text_of(file: Path) -> str:
    """The text of all pages without white space."""
    pdf = pypdfium2.PdfDocument(file)
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    return "".join("".join(pages).split())


def test_all_forms_are_in_one_pdf(call: Caller, tmp_path: Path) -> None:
    forms = [form(project_name=name) for name in ("甲项目", "乙项目")]
    file = write(tmp_path / "a.json", *forms)
    other = write(tmp_path / "b.json", form(project_name="丙项目"))
    done = call("print", file, other, "-o", tmp_path / "out.pdf")
    assert (done.status, done.out, done.err) == (0, "", "")
    text = text_of(tmp_path / "out.pdf")
    assert -1 < text.find("甲项目") < text.find("乙项目") < text.find("丙项目")
    assert left_in(tmp_path) == ["a.json", "b.json", "out.pdf"]


def test_the_same_input_gives_the_same_bytes(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    for name in ("1.pdf", "2.pdf"):
        call("print", file, "-o", tmp_path / name)
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


def test_refused_inputs_are_left_out(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(), form(colour="red"))
    done = call("print", file, "-o", tmp_path / "out.pdf")
    assert done.status == 1
    assert done.sentence.startswith(f"{file}：第 2 张表：")
    assert "职工培训" in text_of(tmp_path / "out.pdf")


def test_nothing_to_print_writes_nothing(call: Caller, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    done = call("print", tmp_path / "no.json", "-o", target)
    assert done.status == 1
    assert done.sentences[1] == f"{target}：没有可以输出的表单，没有写出。"
    assert left_in(tmp_path) == []


def test_draft_and_signature(call: Caller, tmp_path: Path) -> None:
    signed = {"preparer": "王小明", "phone": "021-12345678"}
    file = write(tmp_path / "a.json", form(signature=signed))
    target = tmp_path / "out.pdf"
    call("print", file, "-o", target)
    plain = text_of(target)
    assert "草稿" not in plain
    assert "王小明" not in plain
    call("print", file, "-o", target, "--draft", "--signature")
    marked = text_of(target)
    assert "草稿" in marked
    assert "王小明" in marked


def test_the_signature_can_be_left_out(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(template="national-2020"))
    call("print", file, "-o", tmp_path / "with.pdf")
    call("print", file, "-o", tmp_path / "without.pdf", "--no-signature")
    assert "填报人" in text_of(tmp_path / "with.pdf")
    assert "填报人" not in text_of(tmp_path / "without.pdf")


def test_an_amount_that_cannot_be_converted_keeps_only_its_form_out(
    call: Caller, tmp_path: Path
) -> None:
    long = form(project_name="太长", funding={"other": {"executed": "9" * 40}})
    file, target = write(tmp_path / "a.json", form(), long), tmp_path / "a.pdf"
    options = ["--template", "shanghai-2022", "--convert-unit"]
    done = call("print", file, "-o", target, *options)
    assert (done.status, target.exists()) == (1, True)
    assert "其他资金的全年执行数的位数太多，不能换算成元。" in done.sentences[-1]


def test_another_template_of_the_same_unit(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    target = tmp_path / "out.pdf"
    done = call("print", file, "-o", target, "--template", "national-2020")
    assert (done.status, done.err) == (0, "")
    assert "填报人" in text_of(target)  # only that template prints the signature block


def test_another_unit_is_refused(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(), form(template=YUAN, project_name="已是元"))
    target = tmp_path / "out.pdf"
    done = call("print", file, "-o", target, "--template", YUAN)
    assert done.status == 1
    assert done.sentence.startswith(f"{file}：第 1 张表的金额单位是万元，")
    assert "--convert-unit" in done.sentence
    text = text_of(target)
    assert "已是元" in text
    assert "职工培训" not in text


def test_another_unit_is_refused_for_an_empty_form_too(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(funding={}))
    done = call("print", file, "-o", tmp_path / "out.pdf", "--template", YUAN)
    assert done.status == 1
    assert left_in(tmp_path) == ["a.json"]


def test_converting_shows_every_amount(call: Caller, tmp_path: Path) -> None:
    funding = {
        "total": {"initial": "1,200.5", "executed": "0"},
        "other": {"adjusted": "0.00001", "executed": "十二"},
    }
    file = write(tmp_path / "a.json", form(funding=funding))
    target = tmp_path / "out.pdf"
    done = call("print", file, "-o", target, "--template", YUAN, "--convert-unit")
    place = f"{file}：第 1 张表："
    assert done.status == 0
    assert done.sentences[:4] == [
        f"{place}年度资金总额的年初预算数 1,200.5 万元 → 12005000 元",
        f"{place}年度资金总额的全年执行数 0 万元 → 0 元",
        f"{place}其他资金的全年预算数 0.00001 万元 → 0.1 元",
        f"{place}其他资金的全年执行数“十二”不是数字，没有换算。",
    ]
    assert "12005000" in text_of(target).replace(",", "")


def test_decimals_that_the_paper_hides_are_said(call: Caller, tmp_path: Path) -> None:
    funding = {"total": {"initial": "123456.78", "adjusted": "20000", "executed": "10000"}}
    file = write(tmp_path / "a.json", form(template=YUAN, funding=funding))
    options = ("--template", "shanghai-district-2024", "--convert-unit")
    done = call("print", file, "-o", tmp_path / "out.pdf", *options)
    assert "→ 12.345678 万元" in done.sentences[0]
    assert "年初预算数 12.345678 打印为 12.35" in done.err


def test_an_unknown_template_is_refused(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    for wanted in ("mars-2030", ""):
        done = call("print", file, "-o", tmp_path / "out.pdf", "--template", wanted)
        assert done.status == 1
        assert done.sentence.startswith(f"没有模板“{wanted}”，现有：")
    assert left_in(tmp_path) == ["a.json"]


@pytest.mark.parametrize(
    "changes",
    [
        {"project_name": "", "indicators": [], "funding": {}},
        {"goal_expected": "完成培训任务，提高职工技能。" * 1400},
        {"goal_expected": "x" * 20_000},
        {"indicators": [indicator(target="=1(项)", actual="1(项)", weight="0.18")] * 500},
        {"indicators": [indicator(weight="1.2.3", score="十二", note="长" * 3000)]},
        {"project_name": "名" * 2000, "unit": "U" * 2000},
        {"extra": {"评价结论": "好" * 5000}},
    ],
)
def test_large_and_odd_forms_are_printed(
    call: Caller, tmp_path: Path, changes: dict[str, object]
) -> None:
    file = write(tmp_path / "a.json", form(**changes))
    done = call("print", file, "-o", tmp_path / "out.pdf")
    assert (done.status, done.err) == (0, "")


def test_rare_and_control_characters_are_named(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form(goal_actual="𠮷䶮龘\x07\u0600📊"))
    done = call("print", file, "-o", tmp_path / "out.pdf")
    assert done.status == 0
    assert "U+0007" in done.err
    assert all(line.startswith(f"{file}：第 1 张表：") for line in done.sentences)
    assert "\x07" not in done.err
    assert "䶮龘" in text_of(tmp_path / "out.pdf")


@pytest.mark.parametrize(
    "name", ["打 印.pdf", "📊😀.pdf", pytest.param("x" * 251 + ".pdf", id="255 bytes"), "无后缀"]
)
def test_strange_names(call: Caller, tmp_path: Path, name: str) -> None:
    file = write(tmp_path / "a.json", form())
    assert call("print", file, "-o", tmp_path / name).status == 0
    assert left_in(tmp_path) == sorted(["a.json", name])


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    write(tmp_path / "a.json", form())
    done = program("print", "a.json", "-o", b"\xb1\xed.pdf", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert b"\xb1\xed.pdf" in [bytes(path.relative_to(tmp_path)) for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "output",
    [
        "none/out.pdf",
        "a.json/out.pdf",
        pytest.param("长" * 100, id="too long"),
        "folder",
        "folder/",
        "new/",
        "",
        ".",
    ],
)
def test_an_impossible_target_is_one_sentence(
    call: Caller, tmp_path: Path, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    write(tmp_path / "a.json", form())
    done = call("print", "a.json", "-o", output)
    assert done.status == 1
    assert done.sentence.endswith("。")
    assert left_in(tmp_path) == ["a.json", "folder"]
    assert left_in(tmp_path / "folder") == []


def test_a_device_is_never_replaced(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    done = call("print", file, "-o", "/dev/null")
    assert (done.status, Path("/dev/null").is_char_device()) == (1, True)
    assert done.sentence.startswith("/dev/null：无法写入，")


def test_the_input_is_never_overwritten(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    before = file.read_bytes()
    (tmp_path / "link.pdf").symlink_to(file)
    assert call("print", file, "-o", tmp_path / "link.pdf").status == 1
    same = write(tmp_path / "a.pdf", form())
    for output in (same, tmp_path / "." / "a.pdf"):
        assert "这是输入的文件" in call("print", same, "-o", output).sentences[-1]
    assert file.read_bytes() == same.read_bytes() == before


@pytest.mark.parametrize("name", ["a.xlsx", "a.json", "职工.培训", "A.PDF.docx"])
def test_no_pdf_is_written_under_a_name_of_another_kind(
    call: Caller, tmp_path: Path, name: str
) -> None:
    file, target = write(tmp_path / "form.json", form()), tmp_path / name
    target.write_bytes(b"another")
    done = call("print", file, "-o", target)
    assert done.status == 2
    assert f"{name}：打印只能写成 .pdf，请改文件名。" in done.sentence
    assert target.read_bytes() == b"another"


def test_a_link_is_followed(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to(tmp_path / "real.pdf")
    call("print", write(tmp_path / "a.json", form()), "-o", tmp_path / "link.pdf")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "real.pdf").read_bytes().startswith(b"%PDF")


def test_a_full_disk_leaves_the_target_as_it_was(tmp_path: Path, mount: Mount) -> None:
    disk = mount("size=64k")
    (disk / "out.pdf").write_bytes(b"before")
    write(tmp_path / "a.json", *[form(project_name=f"项目{n}") for n in range(40)])
    done = program("print", "a.json", "-o", str(disk / "out.pdf"), cwd=tmp_path)
    assert done.status == 1
    assert done.sentence == f"{disk / 'out.pdf'}：无法写入，磁盘空间不足。"
    assert (disk / "out.pdf").read_bytes() == b"before"
    assert left_in(disk) == ["out.pdf"]


def test_a_read_only_disk_is_one_sentence(tmp_path: Path, mount: Mount) -> None:
    disk = mount("ro")
    write(tmp_path / "a.json", form())
    done = program("print", "a.json", "-o", str(disk / "out.pdf"), cwd=tmp_path)
    assert done.status == 1
    assert done.sentence == f"{disk / 'out.pdf'}：无法写入，所在磁盘是只读的。"


def test_an_interrupted_print_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.json", form())
    code = (
        "import sys\n"
        "from perfdesk.cli.main import run\n"
        "import perfdesk.report.pdf as pdf\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "pdf.draw_booklet = stop\n"
        "sys.exit(run(['print', 'a.json', '-o', 'out.pdf']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("已中断：")
    assert done.stderr.count("\n") == 1
    assert left_in(tmp_path) == ["a.json"]
