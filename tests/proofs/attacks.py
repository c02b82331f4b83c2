"""Files made to do harm, by name: bombs, lies, loops, disguises."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from tests.exchange.packages import docx, ods, packed, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
_BILLION = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{_LAUGHS}]><a>&a11;</a>'
_OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
_FAR = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _far_with_merge(folder: Path) -> Path:
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return xlsx(folder, _FAR, after=after)


def _many_merges(folder: Path) -> Path:
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 100_000
    return xlsx(folder, _FAR, after=f"<mergeCells>{merges}</mergeCells>")


def _twenty_million_cells(folder: Path) -> Path:
    return xlsx(folder, f"<row>{'<c/>' * 1000}</row>" * 20_000)


def _strings(folder: Path) -> Path:
    strings = "<si><t>文</t></si>" * 100_000
    return xlsx(folder, "<row><c t='s'><v>99999</v></c></row>", strings=strings)


def _too_many_strings(folder: Path) -> Path:
    return xlsx(folder, "", strings="<si/>" * 2_000_000)


def _long_string(folder: Path) -> Path:
    return xlsx(folder, f"<row><c t='inlineStr'><is><t>{'长' * 900_000}</t></is></c></row>")


def _deep(folder: Path) -> Path:
    return xlsx(folder, "<row>" * 500_000)


def _tags(folder: Path) -> Path:
    return packed(folder / "a.xlsx", {"[Content_Types].xml": "<a/>" * 13_000_000})


def _loop_of_relations(folder: Path) -> Path:
    loop = '<Relationships><Relationship Id="a" Type="/officeDocument" Target="_rels/.rels"/>'
    parts = {"[Content_Types].xml": "<a/>", "_rels/.rels": f"{loop}</Relationships>"}
    return packed(folder / "a.xlsx", dict(parts))


def _zip_bomb(folder: Path) -> Path:
    return xlsx(folder, "", more={"xl/media/a.bin": bytes(300_000_000)})


def _nested_zip(folder: Path) -> Path:
    """A bomb in a part that is a zip itself: nobody unpacks that."""
    inner = packed(folder / "inner.zip", {"a.xml": bytes(100_000_000)})
    return xlsx(folder, "<row><c><v>1</v></c></row>", more={"xl/b.zip": inner.read_bytes()})


def _overlapping_parts(folder: Path) -> Path:
    """Five hundred entries that all mean the same twenty million bytes."""
    plain = bytes(20_000_000)
    data, crc = zlib.compress(plain, 9)[2:-4], zlib.crc32(plain)
    sizes = (crc, len(data), len(plain))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, *sizes, 3, 0) + b"000" + data
    entries = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *sizes, 3, *[0] * 6)
        + f"{number:03}".encode()
        for number in range(500)
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 500, 500, len(entries), len(local), 0)
    return _file(folder / "a.xlsx", local + entries + end)


_HEAD = "".join(
    f"<c t='inlineStr'><is><t>{text}</t></is></c>"
    for text in ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
)


def _heads_in_every_row(folder: Path) -> Path:
    return xlsx(folder, f"<row>{_HEAD}</row>" * 5_000)


def _sums_in_every_row(folder: Path) -> Path:
    sums = "<c t='inlineStr'><is><t>合计</t></is></c><c/><c/><c/><c/><c><v>1</v></c><c><v>1</v></c>"
    return xlsx(folder, f"<row>{_HEAD}</row>" + f"<row>{sums}</row>" * 20_000)


def _blanks_in_labels(folder: Path) -> Path:
    text = f"项目{' ' * 15_000}名{' ' * 15_000}"
    cell = f"<row><c t='inlineStr'><is><t>{text}</t></is></c></row>"
    return xlsx(folder, f"<row>{_HEAD}</row>{cell * 50}")


def _brackets_in_brackets(folder: Path) -> Path:
    text = "（" * 15_000 + "）" * 15_000
    return xlsx(folder, f"<row>{_HEAD}</row><row><c t='inlineStr'><is><t>{text}</t></is></c></row>")


def _parts(folder: Path) -> Path:
    return packed(folder / "a.xlsx", {f"{n}.xml": "" for n in range(60_000)})


def _lying_directory(folder: Path) -> Path:
    end = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 65535, 65535, 60_000_000, 0, 0)
    return _file(folder / "a.xlsx", b"PK\x03\x04" + bytes(1000) + end)


def _rows_of_ods(folder: Path) -> Path:
    rows = 'table:number-rows-repeated="1048576"'
    cols = 'table:number-columns-repeated="16384"'
    cell = f"<table:table-cell {cols}><text:p>1</text:p></table:table-cell>"
    return ods(folder, f"<table:table-row {rows}>{cell}</table:table-row>")


def _spaces_of_ods(folder: Path) -> Path:
    spaces = '<text:s text:c="2000000000"/>' * 100
    cell = f"<table:table-cell><text:p>{spaces}甲</text:p></table:table-cell>"
    return ods(folder, f"<table:table-row>{cell}</table:table-row>")


def _wide_docx(folder: Path) -> Path:
    span = '<w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
    return docx(folder, f"<w:tbl><w:tr><w:tc>{span}<w:p/></w:tc></w:tr></w:tbl>")


def _deep_docx(folder: Path) -> Path:
    return docx(folder, "<w:tbl><w:tr><w:tc>" * 100_000 + "</w:tc></w:tr></w:tbl>" * 100_000)


def _sectors_in_a_circle(folder: Path) -> Path:
    """An old workbook's container whose list of sectors leads back to itself."""
    header = bytearray(_COMPOUND + bytes(504))
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<7I", header, 44, 1, 0, 0, 4096, 0, 0xFFFFFFFF, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    name = "Workbook".encode("utf-16-le") + b"\0\0"
    sector = struct.pack("<128I", *[0] * 128)
    return _file(folder / "a.xls", bytes(header) + sector + name.ljust(512, b"\0"))


def _biff_blanks(folder: Path) -> Path:
    """Records that fill 65536 rows of 256 empty cells each."""
    start = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 0x10, 0, 0, 0, 0)
    row = struct.pack("<HHHH256HH", 0xBE, 518, 1, 0, *[0] * 256, 255)
    return _file(folder / "a.xls", start + row * 65_536)


def _file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _folder(folder: Path) -> Path:
    (folder / "a.xlsx").mkdir()
    return folder / "a.xlsx"


def _long_name(folder: Path) -> Path:
    made = xlsx(folder, "<row><c><v>1</v></c></row>")
    return made.rename(folder / ("表" * 80 + "😀😀.xlsx"))


#: Every attack: writes its file into a folder and says where it is.
ATTACKS: dict[str, Callable[[Path], Path]] = {
    "nothing": lambda folder: _file(folder / "a.xlsx", b""),
    "zeros": lambda folder: _file(folder / "a.xls", bytes(100_000)),
    "missing": lambda folder: folder / "none.xlsx",
    "folder": _folder,
    "long name with emoji": _long_name,
    "A1 and XFD1048576": lambda folder: xlsx(folder, _FAR),
    "merge over everything": _far_with_merge,
    "100000 merges over everything": _many_merges,
    "20 million cells": _twenty_million_cells,
    "100000 strings": _strings,
    "2 million strings": _too_many_strings,
    "a long string": _long_string,
    "rows in rows": _deep,
    "13 million tags": _tags,
    "relations in a circle": _loop_of_relations,
    "zip bomb": _zip_bomb,
    "bomb in a zip in a zip": _nested_zip,
    "overlapping parts": _overlapping_parts,
    "heads in every row": _heads_in_every_row,
    "sums in every row": _sums_in_every_row,
    "blanks in labels": _blanks_in_labels,
    "brackets in brackets": _brackets_in_brackets,
    "60000 parts": _parts,
    "lying directory": _lying_directory,
    "billion laughs": lambda folder: xlsx(folder, "", more={"xl/t.xml": _BILLION}),
    "outside entity": lambda folder: xlsx(folder, "", more={"xl/workbook.xml": _OUTSIDE}),
    "part outside": lambda folder: xlsx(folder, "", more={"../../evil": "x"}),
    "formula with a command": lambda folder: xlsx(
        folder, "<row><c t='str'><f>cmd|'/c calc'!A1</f><v>0</v></c></row>"
    ),
    "rows repeated": _rows_of_ods,
    "spaces repeated": _spaces_of_ods,
    "a wide cell": _wide_docx,
    "tables in tables": _deep_docx,
    "sectors in a circle": _sectors_in_a_circle,
    "16 million blanks": _biff_blanks,
    "web page": lambda folder: _file(folder / "a.xls", b"<html><table></table></html>"),
    "program": lambda folder: _file(folder / "a.xlsx", b"MZ\x90\0" + bytes(range(256)) * 99),
}
