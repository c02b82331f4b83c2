"""The account of `read --report`: per field where it came from, how sure; what was left over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfdesk.files.formfile import form_to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.cli.inputs import Entry, Inputs
    from perfdesk.exchange.reading import SheetReport, Source

    Json = dict[str, Any]


def account_of(inputs: Inputs) -> Json:
    """The account of everything read; `notes` are the sentences said on the way."""
    return {"forms": [_of_form(entry) for entry in inputs.entries], "notes": list(inputs.notes)}


def _of_form(entry: Entry) -> Json:
    head = {"file": entry.file, "n": entry.n, "form": entry.form.project_name}
    if entry.report is None:
        paths = _paths(form_to_json(entry.form), "")
        fields = {path: {"cell": path, "sure": "certain"} for path in paths}
        return head | {"fields": fields, "left_over": [], "notes": []}
    return head | _of_sheet(entry.report)


def _of_sheet(report: SheetReport) -> Json:
    left_over = [{"cell": x.cell, "text": x.text, "why": x.why} for x in report.left_over]
    return {
        "sheet": report.sheet,
        "money_unit": report.money_unit,
        "fields": {source.address: _of_field(source) for source in report.sources},
        "left_over": left_over,
        "notes": report.notes,
    }


def _of_field(source: Source) -> Json:
    """Its cell (none where no cell shows it), how sure that is, and what was tidied."""
    found: Json = {"cell": source.cell, "sure": source.sure.value, "how": source.how.value}
    if source.before:
        found["before"] = source.before
    if source.why:
        found["why"] = source.why
    if source.tidied:
        found["normalised"] = list(source.tidied)
    return found


def _paths(value: Any, path: str) -> Iterator[str]:
    """The path of every filled text and number in a form file's object."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, f"{path}[{index}]")
    elif value != "":
        yield path
