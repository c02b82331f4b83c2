"""The JSON objects of `score` and `check`: keys and figures that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.formats import TWO_PLACES
from perfdesk.core.scoring import score_form

if TYPE_CHECKING:
    from decimal import Decimal

    from perfdesk.cli.inputs import Entry
    from perfdesk.core.finding import Finding

    Record = dict[str, object]


def score_record(entry: Entry) -> Record:
    """The figures of one form: plain two-decimal strings."""
    form, scores = entry.form, score_form(entry.form, entry.template.rules)
    rows = zip(form.indicators, scores.rows, strict=True)
    return place_record(entry) | {
        "project_name": form.project_name,
        "template": form.template,
        "rate": _two(scores.rate),
        "funding_score": _two(scores.funding_score),
        "indicators": [
            {"level3": row.level3, "suggested": _two(points.suggested), "score": _two(points.score)}
            for row, points in rows
        ],
        "total_weight": _two(scores.total_weight),
        "total_score": _two(scores.total_score),
        "grade": scores.grade,
    }


def finding_record(entry: Entry, finding: Finding) -> Record:
    """One finding with its form's place; with a person's reason where it was set aside."""
    record: Record = place_record(entry) | {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "where": finding.where,
        "message": finding.message,
        "cells": list(finding.cells),
    }
    return record | {"silenced": finding.silenced} if finding.silenced else record


def place_record(entry: Entry) -> Record:
    """Where a form stands, and its name: the beginning of every object on a form."""
    return {"file": entry.file, "n": entry.n, "form": entry.form.project_name}


def _two(value: Decimal | None) -> str | None:
    return None if value is None else TWO_PLACES.text(value)
