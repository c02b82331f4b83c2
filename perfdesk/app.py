"""Wires the window: the store it opens, and the jobs that are handed to it.

The libraries that print are loaded at the first print, Qt only when a window is wanted.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from perfdesk.about import version
from perfdesk.files.errors import Refused, reason
from perfdesk.files.source import is_folder
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from perfdesk.arrivals import Welcome
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form
    from perfdesk.core.state import State
    from perfdesk.core.template import Template
    from perfdesk.press import Press
    from perfdesk.preview import Printout
    from perfdesk.runner import Progress
    from perfdesk.selftest import Check
    from perfdesk.ui.jobs import Groups, Jobs, Reader
    from perfdesk.ui.printchoice import PrintChoice, PrintOrder


def run_window(
    read_files: Reader,
    store: str | None = None,
    welcome: Welcome | None = None,
) -> int:
    """Opens the window on a store (None: the person's own); the exit status when it is closed.

    `welcome` comes first.
    """
    from perfdesk.ui.start import run

    return run(store, window_jobs(read_files), sys.argv[:1], version(), welcome)


def window_jobs(read_files: Reader) -> Jobs:
    """All that the window needs done."""
    from perfdesk.licences import COMPONENTS
    from perfdesk.sample import sample_forms
    from perfdesk.ui.aboutdialog import Inside
    from perfdesk.ui.jobs import Jobs

    return Jobs(
        print_forms=print_forms,
        booklet=booklet,
        press=press,
        fonts=print_fonts,
        export_forms=export_forms,
        export_each=export_each,
        each_target=each_target,
        export_table=export_table,
        export_documents=export_documents,
        export_summary=export_summary,
        hand_out=hand_out,
        hand_out_each=hand_out_each,
        handed_out_target=handed_out_target,
        copied_table=copied_table,
        read_files=read_files,
        check_forms=check_forms,
        audit_report=audit_report,
        sample_forms=sample_forms,
        inside=Inside(COMPONENTS, checks),
    )


def print_forms(order: PrintOrder, target: Path, progress: Progress | None = None) -> list[str]:
    """One PDF of all forms; warnings."""
    return _print(_moved(order)[0], order.choice, target, progress)


def booklet(order: PrintOrder, progress: Progress | None = None) -> Printout:
    """The same PDF, to look at or to send to a printer, with every amount that it converts."""
    from perfdesk.preview import opened

    forms, notes = _moved(order)
    try:
        with TemporaryDirectory(prefix="perfdesk-") as folder:
            target = Path(folder) / "print.pdf"
            notes += _print(forms, order.choice, target, progress)
            return opened(target.read_bytes(), notes)
    except OSError as error:
        raise Refused(f"打印要用临时文件，但无法写入：{reason(error)}。") from error


def press() -> Press:
    """Draws the pages of one form in a process of its own."""
    from perfdesk.press import Press

    return Press(printout)


def printout(form: Form, template: Template, font: str = "") -> Printout:
    """The pages of one form; in the bundled font, and said, where the one named is not there."""
    from perfdesk.preview import printout as draw
    from perfdesk.service import print_font
    from perfdesk.ui.printchoice import BUNDLED

    if font and font not in print_fonts():
        return draw(form, template, notes=[f"本机没有可以用来打印的字体“{font}”，改用{BUNDLED}。"])
    return draw(form, template, print_font(font))


def print_fonts() -> list[str]:
    """The names of the fonts of this machine that one may print in."""
    from perfdesk.service import print_fonts as names

    return names()


def export_forms(
    forms: Sequence[Form], target: Path, progress: Progress | None = None
) -> list[str]:
    """One workbook of all forms."""
    from perfdesk.preview import TURN
    from perfdesk.service import export_forms as write

    with TURN:
        return write(forms, target, progress)


def export_each(
    forms: Sequence[Form], folder: Path, progress: Progress | None = None, ending: str = ".xlsx"
) -> list[str]:
    """One workbook or Word document per form."""
    from perfdesk.preview import TURN
    from perfdesk.service import export_each as write

    _expect(folder)
    with TURN:
        return write(forms, folder, progress, ending)


def each_target(forms: Sequence[Form], folder: Path, ending: str) -> list[Path]:
    """The files that `export_each` writes."""
    from perfdesk.service import each_target as targets

    return targets(forms, folder, ending)


def _expect(folder: Path) -> None:
    """Refuses a folder that is not there: a window makes none that nobody named."""
    if not is_folder(str(folder)):
        raise Refused(f"{folder}：无法写入，没有这个文件夹。请另选一个。")


def export_table(rows: Sequence[Sequence[str]], title: str, target: Path) -> None:
    """A table of texts as a workbook."""
    from perfdesk.service import export_table as write

    write(rows, title, target)


def export_documents(
    forms: Sequence[Form], target: Path, progress: Progress | None = None
) -> list[str]:
    """One Word document of all forms."""
    from perfdesk.preview import TURN
    from perfdesk.service import export_documents as write

    with TURN:
        return write(forms, target, progress)


def export_summary(
    forms: Sequence[Form],
    target: Path,
    progress: Progress | None = None,
    states: Sequence[State] = (),
) -> list[str]:
    """One table of all forms, a line each."""
    from perfdesk.service import export_summary as write

    return write(forms, target, progress, states)


def hand_out(forms: Sequence[Form], target: Path, progress: Progress | None = None) -> list[str]:
    """A workbook that units fill in and send back."""
    from perfdesk.preview import TURN
    from perfdesk.service import hand_out as write

    with TURN:
        return write(forms, target, progress)


def hand_out_each(groups: Groups, folder: Path, progress: Progress | None = None) -> list[str]:
    """Such a workbook for each group of forms."""
    from perfdesk.preview import TURN
    from perfdesk.service import hand_out_each as write

    _expect(folder)
    with TURN:
        return write(groups, folder, progress)


def handed_out_target(groups: Groups, folder: Path) -> list[Path]:
    """The files that `hand_out_each` writes."""
    from perfdesk.service import handed_out_target as targets

    return targets(groups, folder)


def copied_table(form: Form) -> tuple[str, str]:
    """A form's table for the clipboard, as HTML and as text."""
    from perfdesk.preview import TURN
    from perfdesk.service import copied_table as made

    with TURN:
        return made(form)


def check_forms(
    forms: Sequence[Form],
    beside: Sequence[Form],
    accounts: Mapping[tuple[str, int], Decimal],
    progress: Progress | None = None,
) -> list[tuple[Finding, ...] | Refused]:
    """The findings of each form, those across forms among them."""
    from perfdesk.auditing import check_beside

    return check_beside(forms, beside, accounts, progress)


def audit_report(
    forms: Sequence[Form],
    beside: Sequence[Form],
    accounts: Mapping[tuple[str, int], Decimal],
    target: Path,
    progress: Progress | None = None,
) -> list[str]:
    """A report of an audit of the forms, to send back with them."""
    from perfdesk.auditing import report_on
    from perfdesk.preview import TURN

    date = f"{datetime.now().astimezone():%Y-%m-%d}"
    with TURN:
        return report_on(forms, beside, accounts, target, date, progress)


def _print(
    forms: Sequence[Form], choice: PrintChoice, target: Path, progress: Progress | None
) -> list[str]:
    from perfdesk.preview import TURN
    from perfdesk.report.layout import Options
    from perfdesk.service import print_forms as write

    options = Options(choice.draft, choice.signature, choice.font, choice.continuing)
    with TURN:
        return write(forms, target, options, progress)


def _moved(order: PrintOrder) -> tuple[Sequence[Form], list[str]]:
    """The forms on the template chosen, and what a person should know of their amounts."""
    from perfdesk.service import moved
    from perfdesk.ui.forms import shown_name

    if not order.choice.template:
        return order.forms, []
    chosen, forms, notes = library().get(order.choice.template), [], list[str]()
    for form in order.forms:
        found, said = moved(form, library().get(form.template), chosen)
        forms.append(found)
        notes += [f"{shown_name(form.project_name)}：{sentence}" for sentence in said]
    return forms, notes


def checks() -> list[InTurn]:
    """The steps of the self-test; what they load is loaded only here."""
    from perfdesk.selftest import CHECKS

    return [InTurn(check) for check in CHECKS]


@dataclass(frozen=True, slots=True)
class InTurn:
    """A step of the self-test that draws while nobody else does."""

    check: Check

    @property
    def name(self) -> str:
        """The step's name."""
        return self.check.name

    def run(self) -> str:
        """What is wrong, '' where it is sound."""
        from perfdesk.preview import TURN

        with TURN:
            return self.check.run()
