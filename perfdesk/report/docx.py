"""Draws laid-out forms as a Word document: each on its own pages, as true tables to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from perfdesk.report.docxtable import MM, barely_a_line, paragraphs, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from perfdesk.core.template import Paper
    from perfdesk.report.page import Sheet

_DATE = (2024, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONTS = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/>'
#: A signature line leaves room for a stamp.
_SIGNATURE_LEADING = 2.4
#: The page number's baseline above the paper's lower edge, in mm.
_FOOTER = 8.0

_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
        f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
        "</Relationships>"
    ),
    "word/styles.xml": (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}"
        '<w:sz w:val="18"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style></w:styles>"
    ),
    "word/footer1.xml": (
        f'<w:ftr {_W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">- </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> -</w:t></w:r></w:p></w:ftr>'
    ),
}


def draw_document(
    sheets: Iterable[Sheet], target: Path, progress: Callable[[int], None] | None = None
) -> None:
    """Writes one document, each form beginning on a new page. Same input, same bytes.

    Raises OSError.
    """
    pieces: list[str] = []
    section = ""
    for number, sheet in enumerate(sheets, 1):
        if section:
            pieces.append(barely_a_line(section))
        pieces.append(_form(sheet))
        section = _section(sheet.template.paper)
        if progress:
            progress(number)
    body = f"<w:body>{''.join(pieces)}{barely_a_line()}{section}</w:body>"
    parts = {**_PARTS, "word/document.xml": f"<w:document {_W} {_R}>{body}</w:document>"}
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = ZipInfo(name, _DATE)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, _HEAD + text)


def _form(sheet: Sheet) -> str:
    """Title, year line, tables, and what stands under them."""
    paper, size = sheet.template.paper, sheet.size
    pieces = [paragraphs(sheet.grid.title, "center", paper.title_size, 1.5, bold=True)]
    if sheet.grid.year_line:
        pieces.append(paragraphs(sheet.grid.year_line, "center", paper.year_size, 1.6))
    pieces.append(tables(sheet))
    pieces += [paragraphs(note, "left", size, paper.leading) for note in sheet.template.notes]
    pieces += [_signature(items, paper, size) for items in sheet.signature]
    return "".join(pieces)


def _signature(items: tuple[str, ...], paper: Paper, size: float) -> str:
    """One signature line, its items at equal distances."""
    step = paper.text_width / len(items) * MM
    stops = "".join(
        f'<w:tab w:val="left" w:pos="{round(step * n)}"/>' for n in range(1, len(items))
    )
    line = paragraphs("\t".join(items), "left", size, _SIGNATURE_LEADING)
    return line.replace("<w:pPr>", f"<w:pPr><w:tabs>{stops}</w:tabs>").replace(
        "\t", '</w:t><w:tab/><w:t xml:space="preserve">'
    )


def _section(paper: Paper) -> str:
    wide = ' w:orient="landscape"' if paper.width > paper.height else ""
    sides = {name: getattr(paper, name) for name in ("top", "right", "bottom", "left")}
    margins = "".join(f' w:{name}="{round(mm * MM)}"' for name, mm in sides.items())
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
        f'<w:pgSz w:w="{round(paper.width * MM)}" w:h="{round(paper.height * MM)}"{wide}/>'
        f'<w:pgMar{margins} w:header="{round(_FOOTER * MM)}" w:footer="{round(_FOOTER * MM)}"'
        ' w:gutter="0"/></w:sectPr>'
    )
