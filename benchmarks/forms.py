"""The forms measured: published ones where the corpus is at hand, else invented ones."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.invented import invented_forms
from perfdesk.files.formfile import SCHEMA, form_from_json

if TYPE_CHECKING:
    from perfdesk.core.form import Form

COUNT = 43
ROOT = Path(__file__).resolve().parent.parent
_DOCUMENTS = ("jiading-hrss-2024.json", "minhang-hrss-2024.json")
_AMOUNTS = ("initial", "adjusted", "executed")
_DASHES = {"-", "—", "–", "－"}


@dataclass(frozen=True, slots=True)
class Sample:
    """The 43 forms and where they come from."""

    forms: tuple[Form, ...]
    source: str

    @property
    def usual(self) -> Form:
        """The form with the median number of rows."""
        return sorted(self.forms, key=lambda form: len(form.indicators))[len(self.forms) // 2]


@lru_cache(maxsize=1)
def sample() -> Sample:
    """The forms of this run."""
    folder = _corpus()
    if folder is None:
        return Sample(tuple(invented_forms(COUNT)), "invented forms in the sizes of published ones")
    names = "jiading and minhang 2024"
    return Sample(tuple(_published(folder)[:COUNT]), f"published forms ({names}) in {folder}")


def _corpus() -> Path | None:
    named = os.environ.get("PERFDESK_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    return folder if all((folder / name).is_file() for name in _DOCUMENTS) else None


def _published(folder: Path) -> list[Form]:
    texts = [(folder / name).read_text(encoding="utf-8") for name in _DOCUMENTS]
    return [_form(record) for text in texts for record in json.loads(text)["forms"]]


def _form(record: dict[str, Any]) -> Form:
    """A record holds printed strings; behind a dash nothing was typed."""
    plain = ("template", "project_name", "supervisor", "unit", "goal_expected", "goal_actual")
    funding = record["funding"]
    return form_from_json(
        {key: record[key] for key in (*plain, "indicators")}
        | {
            "schema": SCHEMA,
            "year": int(record["year"]),
            "funding": {
                source: {key: _typed(row[key]) for key in _AMOUNTS}
                for source, row in funding.items()
            },
            "execution_weight": _typed(funding["total"]["weight"]),
        }
    )


def _typed(text: str) -> str:
    return "" if text.strip() in _DASHES else text
