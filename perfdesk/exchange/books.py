"""Opens any workbook or Word document: guarded, its format told by its content, never by its name.

Files of strangers are opened in a worker process (`exchange.workers`): these readers stay within
their limits, but some stand on libraries that hostile files may keep busy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from perfdesk.exchange.guard import guard_package, guard_size
from perfdesk.exchange.kinds import COMPOUND, REMEDY, Kind, first_bytes, is_package, kind_of
from perfdesk.exchange.sheet import TooLarge
from perfdesk.exchange.sources.faults import NOT_UNDERSTOOD
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.exchange.sheet import Book

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_SAVE_AGAIN = "请用 WPS 或 Office 打开，另存一次再读。"
_SAVE_AS_DOCX = "请把其中的表格另存为 .docx 或 .xlsx。"


def open_book(path: Path) -> Book:
    """What a file holds, as people see it. Raises Refused, saying what to do."""
    guard_size(path)
    if kind_of(path) is not Kind.WORKBOOK:
        raise Refused(f"{path}：是表单文件，不是工作簿。")
    head = first_bytes(path)
    try:
        return _package(path) if is_package(head) else _old_workbook(path, head)
    except TooLarge as error:
        raise Refused(f"{path}：单元格过多，不像自评表。") from error
    except NOT_UNDERSTOOD as error:
        raise Refused(f"{path}：文件内容有误，无法读取；{_SAVE_AGAIN}") from error
    except MemoryError as error:
        raise Refused(f"{path}：内容过多，内存不够，无法读取。") from error


def _old_workbook(path: Path, head: bytes) -> Book:
    from perfdesk.exchange.sources.compound import trouble_with
    from perfdesk.exchange.sources.xls import read_xls

    if head.startswith(COMPOUND) and (trouble := trouble_with(path)):
        raise Refused(f"{path}：{trouble}")
    return read_xls(path)


def _package(path: Path) -> Book:
    guard_package(path)
    try:
        with ZipFile(path) as archive:
            return _unpacked(path, archive)
    except (BadZipFile, EOFError) as error:
        raise Refused(f"{path}：文件不完整，可能没有下载完或已损坏。") from error


def _unpacked(path: Path, archive: ZipFile) -> Book:
    names = archive.namelist()
    if "mimetype" in names:
        return _open_document(path, archive)
    if "[Content_Types].xml" not in names:
        raise Refused(f"{path}：是压缩文件，但不是 .xlsx 工作簿；压缩包请先解压。")
    return _office_document(path, archive)


def _open_document(path: Path, archive: ZipFile) -> Book:
    from perfdesk.exchange.sources.ods import is_encrypted, read_ods

    kind = archive.read("mimetype").strip()
    if not kind.startswith(_ODS):
        known = kind.startswith(_OPEN_DOCUMENT)
        remedy = f"是 OpenDocument 文档，不是工作簿；{_SAVE_AS_DOCX}" if known else "不是工作簿。"
        raise Refused(f"{path}：{remedy}")
    if is_encrypted(archive):
        raise Refused(f"{path}：文件加了密码，请去掉密码后再读。")
    return read_ods(archive)


def _office_document(path: Path, archive: ZipFile) -> Book:
    from perfdesk.exchange.sources.xlsxparts import NoWorkbook, main_part

    main = main_part(archive).rpartition("/")[2].lower()
    if main.endswith(".bin"):
        raise Refused(f"{path}：二进制工作簿（.xlsb）不能读取；{REMEDY}")
    try:
        if main.startswith("document"):
            from perfdesk.exchange.sources.docx import read_docx

            return read_docx(archive)
        from perfdesk.exchange.sources.xlsx import read_xlsx

        return read_xlsx(archive)
    except NoWorkbook as error:
        raise Refused(f"{path}：不是 .xlsx 工作簿，也不是 Word 文档，无法读取。") from error
