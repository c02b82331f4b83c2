"""The main jobs, alike for window and command line: print, export, move to another template."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from perfdesk.core.cells import name_of, number_cells
from perfdesk.core.checks import check_form
from perfdesk.core.convert import TooLong, to_template
from perfdesk.core.form import UNNAMED
from perfdesk.files.atomic import make_folder, whole_file, whole_files
from perfdesk.files.errors import Refused
from perfdesk.files.names import file_names, group_names
from perfdesk.files.templates import library
from perfdesk.report.fonts import set_in
from perfdesk.report.lacking import lacking
from perfdesk.report.layout import Options, lay_out, numbered
from perfdesk.report.linebreak import on_one_line
from perfdesk.report.systemfonts import office_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from perfdesk.core.audit import Audit
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form
    from perfdesk.core.state import State
    from perfdesk.core.template import Template
    from perfdesk.report.page import Sheet
    from perfdesk.report.systemfonts import FontFile
    from perfdesk.runner import Progress

_TITLE = "财政项目支出绩效自评表"


def print_forms(
    forms: Sequence[Form],
    target: Path,
    options: Options | None = None,
    progress: Progress | None = None,
    names: Sequence[str] | None = None,
) -> list[str]:
    """All forms as one PDF at `target`; returns warnings. Raises Refused; leaves no half file.

    Drawn one by one: a thousand forms need the memory of one. `names` say what warnings call each
    form, by default its project's name.
    """
    from perfdesk.report.pdf import draw_booklet

    _refuse_nothing(forms, target)
    title = forms[0].project_name if len(forms) == 1 else _TITLE
    warnings: list[str] = []

    def sheets() -> Iterator[Sheet]:
        called = names or [on_one_line(form.project_name) or UNNAMED for form in forms]
        laid_out = _laid_out(forms, options, progress)
        for form, name, sheet in zip(forms, called, laid_out, strict=True):
            warnings.extend(f"{name}：{lack}" for lack in lacking(form, sheet))
            yield sheet

    chosen = options or Options()
    with set_in(print_font(chosen.font)), whole_file(target) as draft:
        draw_booklet(numbered(sheets(), chosen.continuing), draft, title)
    return warnings


def print_fonts() -> list[str]:
    """The names of the fonts of this machine that one may print in."""
    return [font.name for font in office_fonts()]


def export_forms(
    forms: Sequence[Form], target: Path, progress: Progress | None = None
) -> list[str]:
    """One workbook with a sheet per form; returns warnings. Raises Refused; leaves no half file.

    A workbook is held in memory whole, with every sheet's layout. Its fonts are those of who opens
    it, so nothing is said of ours.
    """
    from perfdesk.report.xlsx import draw_workbook

    _refuse_nothing(forms, target)
    waiting = (lambda _done, total: progress(0, total)) if progress else None
    items = list(zip(_laid_out(forms, progress=waiting), forms, strict=True))
    with whole_file(target) as draft:
        return draw_workbook(items, draft, _of(forms, progress))


def export_documents(
    forms: Sequence[Form], target: Path, progress: Progress | None = None
) -> list[str]:
    """One Word document, each form on pages of its own. Raises Refused; leaves no half file."""
    from perfdesk.report.docx import draw_document

    _refuse_nothing(forms, target)
    with whole_file(target) as draft:
        draw_document(_laid_out(forms), draft, _of(forms, progress))
    return []


def export_summary(
    forms: Sequence[Form],
    target: Path,
    progress: Progress | None = None,
    states: Sequence[State] = (),
) -> list[str]:
    """One table of all forms: CSV where the name ends so, else a workbook. Raises Refused.

    `states` are those of the forms, where they come from a store.
    """
    from perfdesk.core.overview import overview
    from perfdesk.report.summarybook import draw_summary, summary_csv

    _refuse_nothing(forms, target)
    items = [(form, library().get(form.template)) for form in forms]
    table = overview(items, _of(forms, progress), states)
    with whole_file(target) as draft:
        if target.suffix.lower() == ".csv":
            draft.write_text(summary_csv(table), encoding="utf-8", errors="replace", newline="")
        else:
            draw_summary(table, draft)
    return []


def write_audit(audit: Audit, target: Path, progress: Progress | None = None) -> None:
    """The audit report (审核报告) at `target`: a workbook where the name ends in .xlsx, else a PDF.

    Raises Refused; leaves no half file.
    """
    from perfdesk.report.auditbook import draw_audit_book
    from perfdesk.report.auditpdf import draw_audit

    _refuse_nothing([case.form for case in audit.cases], target)
    if progress:
        progress(0, 1)
    with whole_file(target) as draft:
        (draw_audit_book if target.suffix.lower() == ".xlsx" else draw_audit)(audit, draft)
        if progress:
            progress(1, 1)  # who stops it here keeps the old file


def copied_table(form: Form) -> tuple[str, str]:
    """The form as HTML and as text, for the clipboard."""
    from perfdesk.report.formtable import form_html, form_text

    sheet = lay_out(form, library().get(form.template))
    return form_html(sheet), form_text(sheet)


def hand_out(forms: Sequence[Form], target: Path, progress: Progress | None = None) -> list[str]:
    """A workbook to be filled in, one sheet per form: live figures, dropdowns, protected.

    A form without an id gets one, so that the answer finds it again. Returns warnings. Raises
    Refused; leaves no half file.
    """
    _refuse_nothing(forms, target)
    with whole_file(target) as draft:
        return _hand_out(forms, draft, _of(forms, progress))


def hand_out_each(
    groups: Sequence[Sequence[Form]], folder: Path, progress: Progress | None = None
) -> list[str]:
    """The same as a workbook for each group of forms, named as `handed_out_target` says."""
    forms = [form for group in groups for form in group]
    _refuse_nothing(forms, folder)
    make_folder(folder)
    warnings, done = [], 0
    with whole_files(handed_out_target(groups, folder)) as drafts:
        for group, draft in zip(groups, drafts, strict=True):
            warnings += _hand_out(group, draft)
            done += len(group)
            if progress:
                progress(done, len(forms))
    return warnings


def _hand_out(
    forms: Sequence[Form], draft: Path, told: Callable[[int], None] | None = None
) -> list[str]:
    from perfdesk.report.blankbook import draw_blank_book

    named = [form if form.id else replace(form, id=str(uuid4())) for form in forms]
    items = [(form, library().get(form.template)) for form in named]
    return draw_blank_book(items, draft, told)


def export_each(
    forms: Sequence[Form],
    folder: Path,
    progress: Progress | None = None,
    ending: str = ".xlsx",
) -> list[str]:
    """One file per form in `folder`, made where it is missing, named as `each_target` says.

    `ending` is .xlsx for workbooks, .docx for Word documents.

    Returns warnings. Raises Refused. All files get their names at the end: what stops the work
    before leaves every earlier file as it was.
    """
    _refuse_nothing(forms, folder)
    make_folder(folder)
    warnings = []
    draw = _document if ending == ".docx" else _workbook
    with whole_files(each_target(forms, folder, ending)) as drafts:
        pairs = zip(_laid_out(forms), forms, drafts, strict=True)
        for number, (sheet, form, draft) in enumerate(pairs, 1):
            warnings += draw(sheet, form, draft)
            if progress:
                progress(number, len(forms))
    return warnings


def export_table(rows: Sequence[Sequence[str]], title: str, target: Path) -> None:
    """A table of texts, head first, as a workbook. Raises Refused; leaves no half file."""
    from perfdesk.report.texttable import draw_table

    with whole_file(target) as draft:
        draw_table(rows, title, draft)


def _workbook(sheet: Sheet, form: Form, draft: Path) -> list[str]:
    from perfdesk.report.xlsx import draw_workbook

    return draw_workbook([(sheet, form)], draft)


def _document(sheet: Sheet, _form: Form, draft: Path) -> list[str]:
    from perfdesk.report.docx import draw_document

    draw_document([sheet], draft)
    return []


def each_target(forms: Sequence[Form], folder: Path, ending: str = ".xlsx") -> list[Path]:
    """The files that `export_each` writes."""
    return [folder / name for name in file_names(forms, ending)]


def handed_out_target(groups: Sequence[Sequence[Form]], folder: Path) -> list[Path]:
    """The files that `hand_out_each` writes."""
    return [folder / name for name in group_names(groups, ".xlsx")]


def moved(form: Form, old: Template, new: Template) -> tuple[Form, list[str]]:
    """The form on another template, and what a person should know of its amounts.

    That is every amount that a change of 元/万元 converts, cells that it cannot convert, and
    decimals that no paper shows. Raises Refused where an amount would have too many digits.
    """
    try:
        found, changes = to_template(form, old, new)
    except TooLong as error:
        raise Refused(str(error)) from error
    if old.money_unit is new.money_unit:
        return found, []
    notes = [
        f"{name_of(change.address)} {change.before} {old.money_unit.value}"
        f" → {change.after} {new.money_unit.value}"
        for change in changes
    ]
    return found, notes + _not_converted(found) + _hidden(found, new)


def _not_converted(form: Form) -> list[str]:
    return [
        f"{name_of(address)}“{number.text}”不是数字，没有换算。"
        for address, number in number_cells(form)
        if number.unreadable and address.startswith("funding.")
    ]


def _hidden(form: Form, template: Template) -> list[str]:
    return [
        finding.message
        for finding in check_form(form, template)
        if finding.rule == "paper-decimals"
    ]


def print_font(name: str) -> FontFile | None:
    """The font to print in, None for the bundled one. Raises Refused where it is not there."""
    if not name:
        return None
    for font in office_fonts():
        if font.name == name:
            return font
    raise Refused(f"本机没有可以用来打印的字体“{name}”，请换一种字体。")


def _refuse_nothing(forms: Sequence[Form], target: Path) -> None:
    if not forms:
        raise Refused(f"{target}：没有可以输出的表单，没有写出。")


def check_forms(
    forms: Sequence[Form], progress: Progress | None = None
) -> list[tuple[Finding, ...] | Refused]:
    """The findings of each form; why there are none where its template is missing."""
    found: list[tuple[Finding, ...] | Refused] = []
    for number, form in enumerate(forms, 1):
        try:
            found.append(tuple(check_form(form, library().get(form.template))))
        except Refused as refused:
            found.append(refused)
        if progress:
            progress(number, len(forms))
    return found


def _laid_out(
    forms: Sequence[Form], options: Options | None = None, progress: Progress | None = None
) -> Iterator[Sheet]:
    """The sheets one by one; `progress` hears of each when the next is asked for."""
    for number, form in enumerate(forms, 1):
        yield lay_out(form, library().get(form.template), options=options)
        if progress:
            progress(number, len(forms))


def _of(forms: Sequence[Form], progress: Progress | None) -> Callable[[int], None] | None:
    """The progress that counts up to the number of forms."""
    return None if progress is None else lambda done: progress(done, len(forms))
