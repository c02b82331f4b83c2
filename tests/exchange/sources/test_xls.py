"""Old workbooks, as LibreOffice wrote one with a cell of every type."""

import struct
from pathlib import Path

import pytest

from perfdesk.exchange.books import open_book
from perfdesk.exchange.sheet import Kind, Origin, Range
from perfdesk.files.errors import Refused

OLD = Path(__file__).parent.parent / "data" / "old.xls"


def test_every_type_of_cell() -> None:
    book = open_book(OLD)
    assert book.origin is Origin.XLS
    shown, hidden = book.sheets
    assert [(place, cell.text, cell.kind) for place, cell in shown.filled()] == [
        ((1, 1), "标题\n二行", Kind.TEXT),
        ((2, 1), "竖", Kind.TEXT),
        ((2, 2), "90.00%", Kind.PERCENT),
        ((3, 2), "1,234.50", Kind.NUMBER),
        ((4, 2), "2024年3月5日", Kind.DATE),
        ((5, 2), "35.6", Kind.NUMBER),
        ((6, 2), "0.00", Kind.NUMBER),
        ((7, 2), "-5.00", Kind.NUMBER),
        ((8, 2), "TRUE", Kind.BOOL),
        ((9, 2), "#DIV/0!", Kind.ERROR),
        ((10, 2), "2469.00", Kind.NUMBER),
        ((11, 2), "2024年3月5日", Kind.DATE),
        ((12, 2), "≥95%", Kind.NUMBER),
        ((13, 2), "2024/3/5 14:30", Kind.DATE),
        ((14, 2), "  前后  空格 ", Kind.TEXT),
        ((15, 2), "12.00", Kind.NUMBER),
        ((20, 4), "末", Kind.TEXT),
    ]
    assert (shown.hidden, hidden.hidden, hidden.text(1, 1)) == (False, True, "x")


def test_merges_hidden_rows_and_columns_and_names() -> None:
    sheet = open_book(OLD).sheets[0]
    assert sheet.merges == (Range(1, 1, 1, 4), Range(2, 1, 6, 1))
    assert (set(sheet.hidden_rows), set(sheet.hidden_cols)) == ({5}, {3})
    assert sheet.names == {"pd_a": ((3, 2), (5, 2))}


def test_the_ending_of_its_name_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.et").write_bytes(OLD.read_bytes())
    (tmp_path / "a.xlsx").write_bytes(OLD.read_bytes())
    assert open_book(tmp_path / "a.et").sheets == open_book(tmp_path / "a.xlsx").sheets


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("EncryptedPackage", "去掉密码"),
        ("WordDocument", r"另存为 \.docx"),
        ("PowerPoint Document", "演示文稿"),
        ("Contents", r"不是 \.xls 工作簿"),
    ],
)
def test_other_things_in_the_same_container_are_told(tmp_path: Path, name: str, said: str) -> None:
    data = OLD.read_bytes().replace(
        "Workbook".encode("utf-16-le").ljust(64, b"\0"), name.encode("utf-16-le").ljust(64, b"\0")
    )
    (tmp_path / "a.xls").write_bytes(data)
    with pytest.raises(Refused, match=said):
        open_book(tmp_path / "a.xls")


def test_an_encrypted_old_workbook(tmp_path: Path) -> None:
    data = OLD.read_bytes()
    at = data.index(b"\x42\x00\x02\x00")  # the code page, in its place the key's record
    (tmp_path / "a.xls").write_bytes(data[:at] + b"\x2f\x00" + data[at + 2 :])
    with pytest.raises(Refused, match="密码"):
        open_book(tmp_path / "a.xls")


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9])
def test_a_truncated_one(tmp_path: Path, share: float) -> None:
    data = OLD.read_bytes()
    (tmp_path / "a.xls").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(Refused, match="无法读取"):
        open_book(tmp_path / "a.xls")


def test_a_formula_without_a_result_is_told(tmp_path: Path) -> None:
    """Programs that write .xls without computing leave the mark of an empty text."""
    data, result = OLD.read_bytes(), struct.pack("<d", 2469.0)
    assert data.count(result) == 1
    path = tmp_path / "a.xls"
    path.write_bytes(data.replace(result, b"\x03\0\0\0\0\0\xff\xff"))
    cell = open_book(path).sheets[0].cells[10, 2]
    assert (cell.kind, cell.text, cell.formula) == (Kind.UNCOMPUTED, "", "=")
