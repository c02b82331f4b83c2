"""Files that cannot be read are refused by one sentence, before anything in them is parsed."""

import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from perfdesk.exchange.ours import read_our_workbook
from perfdesk.files.errors import Refused
from tests.exchange.books import written
from tests.support.forms import clean_form


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return written(tmp_path, clean_form())


def refusal(path: Path) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(Refused) as caught:
        read_our_workbook(path)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert sentence.endswith("。")
    assert "\n" not in sentence
    return sentence


def with_part(book: Path, name: str, data: bytes) -> Path:
    """A copy of the workbook with one part replaced or added."""
    target = book.with_name("changed.xlsx")
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return target


def test_a_foreign_workbook(tmp_path: Path) -> None:
    foreign = openpyxl.Workbook()
    foreign.save(tmp_path / "a.xlsx")
    assert "不是本程序导出的工作簿" in refusal(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"hello, world", "不是 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "不是 .xls 工作簿"),
        (b"PK\x03\x04", "不完整"),
    ],
)
def test_no_workbook_at_all(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert said in refusal(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "无法读取" in refusal(tmp_path / "none.xlsx")
    assert "这是一个文件夹" in refusal(tmp_path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_workbook(book: Path, share: float) -> None:
    data = book.read_bytes()
    book.write_bytes(data[: int(len(data) * share)])
    assert "不完整" in refusal(book)


def test_flipped_bytes_are_refused_or_harmless(book: Path) -> None:
    data = book.read_bytes()
    form = clean_form()
    for at in range(30, len(data), len(data) // 60):
        book.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        with suppress(Refused):
            assert [slot.form for slot in read_our_workbook(book)] == [form]


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "不是 .xlsx 工作簿" in refusal(tmp_path / "a.xlsx")


def test_an_encrypted_zip(book: Path) -> None:
    data = bytearray(book.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    book.write_bytes(bytes(data))
    assert "密码" in refusal(book)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype(book: Path, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'.encode(encoding)
    assert "DOCTYPE" in refusal(with_part(book, "xl/sharedStrings.xml", bomb))


def test_a_zip_bomb(book: Path) -> None:
    assert "大得不正常" in refusal(with_part(book, "xl/media/a.bin", b"\0" * 30_000_000))


def test_a_zip_bomb_that_lies_about_its_size(book: Path) -> None:
    path = with_part(book, "xl/media/a.bin", b"\0" * 30_000_000)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 30)))
    assert refusal(path)


@pytest.mark.parametrize("reference", ["A:XFD", "1:1048576", "A0:B2", "AAAA1:B2"])
def test_a_merge_of_no_cells(book: Path, reference: str) -> None:
    assert "内容有误" in refusal(with_merge(book, reference))


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "$A$1:$XFD$9", "&#65;1:XFD9999"])
def test_a_merge_over_everything_counts_no_more_than_those_before(
    book: Path, reference: str
) -> None:
    assert [slot.form for slot in read_our_workbook(with_merge(book, reference))] == [clean_form()]


def test_a_merge_over_more_than_can_be_kept(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    bomb = xml.replace("</sheetData>", far).replace(
        "</mergeCells>", '<mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    assert "单元格过多" in refusal(with_part(book, "xl/worksheets/sheet1.xml", bomb.encode()))


def with_merge(book: Path, reference: str) -> Path:
    """The workbook with one more merge."""
    with zipfile.ZipFile(book) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    merge = f'<mergeCell {" " * 3000} ref="{reference}"/></mergeCells>'
    more = xml.replace("</mergeCells>", merge)
    return with_part(book, "xl/worksheets/sheet1.xml", more.encode())


def test_strange_part_names(book: Path) -> None:
    assert "文件名不正常" in refusal(with_part(book, "../../evil.xml", b"<a/>"))


def test_broken_xml(book: Path) -> None:
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        assert "无法读取" in refusal(with_part(book, part, b"<worksheet><a></worksheet>"))
