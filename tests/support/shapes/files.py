"""Drawn books as files: .xlsx by openpyxl, .docx by hand, other formats by LibreOffice."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.shapes.canvas import Block, Canvas, Ink, Page
from tests.support.tools import needs_tool

_FORMULA = re.compile(rb'(<c r="([A-Z]+\d+)"[^>]*>)(<f>[^<]*</f>)<v></v>')
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def write_xlsx(path: Path, pages: Sequence[Page]) -> Path:
    """A workbook as Excel saves it: with the results of formulas."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.title)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        _fill(sheet, page.canvas)
    plain = path.with_suffix(".plain")
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if found := _SHEET.fullmatch(item.filename):
                content = _with_results(content, pages[int(found[1]) - 1].canvas)
            new.writestr(item, content)
    plain.unlink()
    return path


def _fill(sheet: Worksheet, canvas: Canvas) -> None:
    for (row, col), ink in canvas.cells.items():
        value = f"=ROUND({ink.value!r},8)" if ink.formula else ink.value
        cell = sheet.cell(row, col, value)
        if isinstance(ink.value, str):
            cell.data_type = "s"
        cell.number_format = ink.code
    for block in canvas.merges:
        sheet.merge_cells(None, *block)
    for row in canvas.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for col in canvas.hidden_columns:
        sheet.column_dimensions[get_column_letter(col)].hidden = True


def _with_results(content: bytes, canvas: Canvas) -> bytes:
    """The worksheet with the result behind every formula; openpyxl writes none."""
    results = {
        f"{get_column_letter(col)}{row}": ink.value
        for (row, col), ink in canvas.cells.items()
        if ink.formula
    }

    def result(found: re.Match[bytes]) -> bytes:
        value = results[found[2].decode()]
        return found[1] + found[3] + f"<v>{value!r}</v>".encode()

    return _FORMULA.sub(result, content)


def convert(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """The files as LibreOffice saves them in another format, in one run of a profile of its own."""
    folder.mkdir(exist_ok=True)
    profile = folder / "profile"
    command = [needs_tool("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shutil.rmtree(profile)
    return [folder / f"{file.stem}.{kind}" for file in files]


# ---- Word --------------------------------------------------------------------------------

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


def write_docx(path: Path, pages: Sequence[Page], apart: bool = False) -> Path:
    """A document with a table for each page, or, `apart`, one for each block of a form.

    What stands above the names are paragraphs.
    """
    body = "<w:p/>".join(_form(page.canvas, apart) for page in pages)
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr("word/document.xml", document)
    return path


def _form(canvas: Canvas, apart: bool) -> str:
    first = canvas.blocks[0]
    lines = [ink for (row, _), ink in sorted(canvas.cells.items()) if row < first]
    above = "".join(_paragraph(str(ink.value)) for ink in lines)
    tops = [*(canvas.blocks if apart else canvas.blocks[:1]), canvas.bottom + 1]
    tables = [_table(canvas, top, end - 1) for top, end in pairwise(tops)]
    return above + "<w:p/>".join(tables)


def _paragraph(text: str) -> str:
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(text).split("\n"))
    return f'<w:p><w:r><w:t xml:space="preserve">{lines}</w:t></w:r></w:p>'


def _table(canvas: Canvas, top: int, bottom: int) -> str:
    blocks = {(block[0], block[1]): block for block in canvas.merges if top <= block[0] <= bottom}
    rows = "".join(_table_row(canvas, blocks, row) for row in range(top, bottom + 1))
    return f"<w:tbl>{rows}</w:tbl>"


def _table_row(canvas: Canvas, blocks: dict[tuple[int, int], Block], row: int) -> str:
    cells, col = [], 1
    while col <= canvas.right:
        block = next((b for b in blocks.values() if b[0] <= row <= b[2] and b[1] == col), None)
        last = block[3] if block else col
        span = f'<w:gridSpan w:val="{last - col + 1}"/>' if last > col else ""
        down = ""
        if block and block[2] > block[0]:
            down = '<w:vMerge w:val="restart"/>' if row == block[0] else "<w:vMerge/>"
        ink = canvas.cells.get((row, col), Ink(""))
        text = _paragraph(_shown(ink))
        cells.append(f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{text}</w:tc>")
        col = last + 1
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _shown(ink: Ink) -> str:
    value = ink.value
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)
