"""Published forms as form files: a corpus record holds what a paper shows, not what a person typed.

Dashes are dropped; the rate and the computed figures go to `printed`; a record without a year takes
its template's.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from perfdesk.core.form import AMOUNT_KEYS, Form
from perfdesk.core.template import Template
from perfdesk.files.formfile import SCHEMA, form_from_json
from perfdesk.files.templates import library
from tests.support.tools import needs_corpus

Record = dict[str, Any]

_DASHES = {"-", "—", "–", "－"}


def records(folder: Path | None = None) -> Iterator[tuple[str, int, Record]]:
    """(document, ordinal, record) of every published form; skips where there is no corpus."""
    for file in sorted((folder or needs_corpus()).glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        for record in data["forms"]:
            yield data["document"], record["ordinal"], record


def name_of(document: str, ordinal: int) -> str:
    """A form's name in lists of exceptions: `jiading-hrss-2024/5`."""
    return f"{document}/{ordinal}"


def template_of(record: Record) -> Template:
    """The template that prints the record."""
    return library().get(record["template"])


def form_of(record: Record) -> Form:
    """The record as a form."""
    return form_from_json(json_of(record))


def json_of(record: Record) -> dict[str, Any]:
    """The record as a form file's JSON values."""
    year = int(record["year"]) if record["year"] else template_of(record).default_year
    return {
        "schema": SCHEMA,
        "template": record["template"],
        "year": year,
        "project_name": record["project_name"],
        "supervisor": record["supervisor"],
        "unit": record["unit"],
        "funding": {
            source: {key: filled(row[key]) for key in AMOUNT_KEYS}
            for source, row in record["funding"].items()
        },
        "execution_weight": filled(record["funding"]["total"]["weight"]),
        "goal_expected": record["goal_expected"],
        "goal_actual": record["goal_actual"],
        "indicators": record["indicators"],
        "printed": {
            "title": record["title"],
            "rate": filled(record["funding"]["total"]["rate"]),
            "funding_score": filled(record["funding"]["total"]["score"]),
            "total_weight": filled(record["total_weight"]),
            "total_score": filled(record["total_score"]),
            "grade": record["grade"] or "",
        },
    }


def filled(text: str) -> str:
    """What a printed cell holds: nothing behind a dash."""
    return "" if text.strip() in _DASHES else text
