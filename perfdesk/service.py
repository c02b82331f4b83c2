"""The main jobs, alike for window and command line: print a booklet, export workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.cells import name_of
from perfdesk.files.atomic import make_folder, whole_file
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.report.fonts import lost_characters, missing
from perfdesk.report.layout import Options, lay_out, numbered
from perfdesk.report.linebreak import on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from perfdesk.core.form import Form
    from perfdesk.report.page import Sheet

    Progress = Callable[[int, int], None]

_TITLE = "财政项目支出绩效自评表"


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How to print: with a 草稿 watermark; with the signature block, or None: as the template."""

    draft: bool = False
    signature: bool | None = None


def print_forms(
    forms: Sequence[Form],
    target: Path,
    options: PrintOptions | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """All forms as one PDF at `target`; returns warnings. Raises Refused; leaves no half file."""
    from perfdesk.report.pdf import draw_booklet

    _refuse_nothing(forms, target)
    wanted = options or PrintOptions()
    title = forms[0].project_name if len(forms) == 1 else _TITLE
    warnings: list[str] = []
    with whole_file(target) as draft:
        draw_booklet(numbered(_laid_out(forms, wanted, warnings, progress)), draft, title)
    return warnings


def export_forms(
    forms: Sequence[Form], target: Path, progress: Progress | None = None
) -> list[str]:
    """One workbook with a sheet per form; returns warnings. Raises Refused; leaves no half file."""
    from perfdesk.report.xlsx import draw_workbook

    _refuse_nothing(forms, target)
    warnings: list[str] = []
    sheets = _laid_out(forms, PrintOptions(), warnings)
    with whole_file(target) as draft:
        drawn = draw_workbook(list(zip(sheets, forms, strict=True)), draft, _of(forms, progress))
    return warnings + drawn


def export_each(forms: Sequence[Form], folder: Path, progress: Progress | None = None) -> list[str]:
    """One workbook per form in `folder`, made where it is missing, named NN 年度_单位_项目.

    Returns warnings. Raises Refused; leaves no half file.
    """
    from perfdesk.report.xlsxnames import file_names

    _refuse_nothing(forms, folder)
    make_folder(folder)
    warnings = []
    names = file_names([workbook_name(form) for form in forms])
    for number, (form, name) in enumerate(zip(forms, names, strict=True), 1):
        warnings += export_forms([form], folder / name)
        if progress:
            progress(number, len(forms))
    return warnings


def workbook_name(form: Form) -> str:
    """年度_单位_项目, without the parts that are not filled."""
    parts = [str(form.year) if form.year else "", form.unit, form.project_name]
    return "_".join(part for part in parts if part) or "未命名"


def _refuse_nothing(forms: Sequence[Form], target: Path) -> None:
    if not forms:
        raise Refused(f"{target}：没有可以输出的表单，没有写出。")


def _laid_out(
    forms: Sequence[Form],
    options: PrintOptions,
    warnings: list[str],
    progress: Progress | None = None,
) -> Iterator[Sheet]:
    """The sheets one by one: a thousand forms need the memory of one; `warnings` grows along."""
    wanted = Options("草 稿" if options.draft else "", options.signature)
    for number, form in enumerate(forms, 1):
        sheet = lay_out(form, library().get(form.template), options=wanted)
        warnings += _unprintable(form, sheet)
        yield sheet
        if progress:
            progress(number, len(forms))


def _of(forms: Sequence[Form], progress: Progress | None) -> Callable[[int], None] | None:
    """The progress that counts up to the number of forms."""
    return None if progress is None else lambda done: progress(done, len(forms))


def _unprintable(form: Form, sheet: Sheet) -> list[str]:
    """A sentence for every text with characters that the bundled fonts lack."""
    if not lost_characters():
        return []
    return [
        _sentence(form, place, chars, how)
        for place, text in _texts(form, sheet)
        for chars, how in _strange(text)
    ]


def _texts(form: Form, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """(place, text) of all that the sheet prints."""
    for cell in sheet.grid.cells:
        yield name_of(cell.address, form) if cell.address else cell.text, cell.text
    for item in (item for line in sheet.signature for item in line):
        yield item.partition("：")[0], item
    yield "标题", sheet.grid.title + sheet.grid.year_line
    yield "表下说明", "".join(sheet.notes)


def _strange(text: str) -> Iterator[tuple[list[str], str]]:
    """The characters of a text that the bundled fonts lack, and what becomes of them."""
    lost = lost_characters() & set(text)
    ordered = [char for char in dict.fromkeys(text) if char in lost]
    boxed = missing("".join(ordered))
    if boxed:
        yield list(boxed), "本机没有字体能显示，印成方框"
    if others := [char for char in ordered if char not in boxed]:
        yield others, "本程序字库没有，用系统字体打印"


def _sentence(form: Form, place: str, chars: list[str], how: str) -> str:
    named = "、".join(f"“{_shown(char)}”(U+{ord(char):04X})" for char in chars)
    return f"{on_one_line(form.project_name) or '未命名'}：{on_one_line(place)}中的{named}，{how}。"


def _shown(char: str) -> str:
    return char if char.isprintable() else "控制字符"
