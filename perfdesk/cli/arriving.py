"""Files read for the window: each form with the account of its reading, and what stayed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.arrivals import Arrival, Mark, Understood
from perfdesk.cli.inputs import read_inputs
from perfdesk.core.cells import UnknownCell, text_at
from perfdesk.core.telling import cell_name
from perfdesk.exchange.reading import How, Sure
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perfdesk.cli.inputs import Entry, FileAccount
    from perfdesk.core.form import Form
    from perfdesk.exchange.reading import LeftOver, SheetReport, Source
    from perfdesk.runner import Progress

_MARKS = {Sure.CERTAIN: Mark.CERTAIN, Sure.LIKELY: Mark.LIKELY, Sure.GUESS: Mark.GUESS}
_IN_NO_FIELD = "没有读入"


def read_files(files: Sequence[Path], progress: Progress | None = None) -> list[Arrival]:
    """What these files and folders hold, in their order; `progress` may end it by raising."""
    return read_named([str(file) for file in files], progress)


def read_named(names: Sequence[str], progress: Progress | None = None) -> list[Arrival]:
    """The same for names as they were typed."""
    inputs = read_inputs(names, progress, pictures=True)
    return [arrival for account in inputs.accounts for arrival in _arrivals(account)]


def _arrivals(account: FileAccount) -> list[Arrival]:
    """The forms of one file, then what of it stayed out."""
    notices = tuple(account.notes)
    forms = [_arrival(entry, notices) for entry in account.entries]
    problems = [problem.removeprefix(f"{account.file}：") for problem in account.refused]
    return forms + [Arrival(account.file, None, problem, notices=notices) for problem in problems]


def _arrival(entry: Entry, notices: tuple[str, ...]) -> Arrival:
    report = entry.report
    if report is None:
        return Arrival(entry.file, entry.form, notices=notices)
    return Arrival(
        entry.file,
        entry.form,
        sheet=report.sheet,
        questions=tuple(report.notes),
        notices=notices,
        understood=_understood(entry.form, report),
        picture=entry.picture,
        proposed=any(_is_proposed_template(source) for source in report.sources),
    )


def _is_proposed_template(source: Source) -> bool:
    return source.address == "template" and source.how is How.PROPOSED


def _understood(form: Form, report: SheetReport) -> tuple[Understood, ...]:
    fields = [_field(form, source) for source in report.sources]
    return (*fields, *map(_left, report.left_over))


def _field(form: Form, source: Source) -> Understood:
    why = "；".join(filter(None, (source.why, *source.tidied)))
    name = cell_name(source.address, form)
    return Understood(source.cell, name, _text(form, source.address), _MARKS[source.sure], why)


def _left(rest: LeftOver) -> Understood:
    return Understood(rest.cell, _IN_NO_FIELD, rest.text, Mark.LEFT, rest.why)


def _text(form: Form, address: str) -> str:
    """The text in the form; '' where only the source's printed figures have it."""
    if address == "template":
        return library().name(form.template)
    try:
        return text_at(form, address)
    except UnknownCell:
        return ""
