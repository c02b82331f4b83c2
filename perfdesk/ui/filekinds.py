"""The kinds of files that forms are written to: what the dialog says, which name it offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from perfdesk.core.form import Form
from perfdesk.files.names import file_name


@dataclass(frozen=True, slots=True)
class FileKind:
    """`title` heads the dialog, `kinds` are Qt's filters, `name` names the file of some forms."""

    title: str
    kinds: str
    name: Callable[[Sequence[Form]], str]


def _named(suffix: str, forms: Sequence[Form]) -> str:
    if len(forms) > 1:
        return f"绩效自评表{len(forms)}张{suffix}"
    return file_name(forms[0], suffix)


def _summary(forms: Sequence[Form]) -> str:
    return f"绩效自评汇总表{len(forms)}张.xlsx"


def _handed_out(forms: Sequence[Form]) -> str:
    return f"填报_{_named('.xlsx', forms)}"


def _audit(suffix: str, forms: Sequence[Form]) -> str:
    return f"审核报告_{_named(suffix, forms)}"


_EXCEL = "Excel 工作簿 (*.xlsx)"
PDF = FileKind("打印为 PDF", "PDF 文件 (*.pdf)", partial(_named, ".pdf"))
WORKBOOK = FileKind("导出 Excel", _EXCEL, partial(_named, ".xlsx"))
DOCUMENT = FileKind("导出 Word", "Word 文档 (*.docx)", partial(_named, ".docx"))
SUMMARY = FileKind("导出汇总表", f"{_EXCEL};;CSV 文件 (*.csv)", _summary)
HANDED_OUT = FileKind("发出填报工作簿", _EXCEL, _handed_out)
#: What a form alone in its file is called, by the file's ending.
EACH = {".xlsx": "工作簿", ".docx": "Word 文档"}
#: By the ending of the file.
AUDITS = {
    ".pdf": FileKind("审核报告", "PDF 文件 (*.pdf)", partial(_audit, ".pdf")),
    ".xlsx": FileKind("审核报告", _EXCEL, partial(_audit, ".xlsx")),
}
