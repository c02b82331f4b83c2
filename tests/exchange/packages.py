"""Small packages written by hand: what is in them is what a test is about, and nothing else."""

import zipfile
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def relations(**targets: str) -> str:
    """What a part points to: kind=target."""
    lines = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind.rstrip("0123456789")}"'
        f' Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'


def xlsx(
    folder: Path,
    data: str,
    *,
    strings: str = "",
    formats: str = "",
    styles: str = "",
    properties: str = "",
    names: str = "",
    after: str = "",
    more: dict[str, str | bytes] | None = None,
) -> Path:
    """A workbook of one sheet; `data` stands in its sheetData, `after` behind that."""
    book = relations(worksheet="worksheets/a.xml", styles="s.xml", sharedStrings="t.xml")
    return packed(
        folder / "a.xlsx",
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(officeDocument="/xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": book,
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{properties}'
            f'<sheets><sheet name="表" sheetId="1" r:id="worksheet"/></sheets>'
            f"<definedNames>{names}</definedNames></workbook>",
            "xl/t.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
            "xl/s.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts>'
            f"<cellXfs><xf/>{styles}</cellXfs></styleSheet>",
            "xl/worksheets/a.xml": f'<worksheet xmlns="{_MAIN}"><dimension ref="A1"/>'
            f"<sheetData>{data}</sheetData>{after}</worksheet>",
            **(more or {}),
        },
    )


def ods(folder: Path, table: str, *, styles: str = "", style: str = "") -> Path:
    """An .ods of one table."""
    spaces = "".join(
        f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content{spaces}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="表" table:style-name="{style}">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(folder / "a.ods", {"mimetype": kind, "content.xml": content})


def docx(folder: Path, body: str) -> Path:
    """A Word document."""
    return packed(
        folder / "a.docx",
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body>'
            "</w:document>",
        },
    )
