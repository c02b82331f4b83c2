"""The JSON objects of the commands on the store: keys that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.form import INDICATOR_KEYS
from perfdesk.core.state import State

if TYPE_CHECKING:
    from perfdesk.core.delta import Delta
    from perfdesk.core.form import Indicator
    from perfdesk.store.backupfile import Backup
    from perfdesk.store.records import Listed, Step
    from perfdesk.store.restoring import Difference

    Record = dict[str, object]


def listed_record(item: Listed) -> Record:
    """A line of the list; figures that cannot be computed are null."""
    return {
        "id": item.id,
        "year": item.year,
        "unit": item.unit,
        "form": item.project_name,
        "project_name": item.project_name,
        "template": item.template,
        "state": item.state.value,
        "version": item.version,
        "rate": item.rate or None,
        "total_score": item.total or None,
        "grade": item.grade or None,
        "errors": item.errors,
        "warnings": item.warnings,
        "hints": item.hints,
    }


def step_record(step: Step) -> Record:
    """A step of a form's history; `number` gives the order, `at` is what the clock said."""
    return {
        "number": step.number,
        "version": step.version,
        "who": step.who,
        "at": step.at,
        "kind": step.kind.value,
        "state": step.state_after.value,
        "batch": step.batch or None,
        "sentences": step.sentences,
        "changes": changes_of(step.delta),
    }


def backup_record(backup: Backup) -> Record:
    """A backup; `size` in bytes, `when` in UTC."""
    return {
        "number": backup.number,
        "when": backup.when.isoformat(timespec="seconds"),
        "reason": backup.reason.value,
        "path": str(backup.path),
        "size": backup.size,
    }


def difference_record(item: Difference) -> Record:
    """A form that restoring changes: `fate` is gone, back or changed; `state` null if it stays."""
    return {
        "id": item.form_id,
        "year": item.year,
        "form": item.project_name,
        "fate": item.fate.value,
        "state": _moved(item),
        "changes": changes_of(item.delta),
    }


def _moved(item: Difference) -> dict[str, str] | None:
    """The state now and then of a form that is there both times."""
    values = {state.label: state.value for state in State}
    before, after = values.get(item.state_now), values.get(item.state_then)
    if before is None or after is None or before == after:
        return None
    return {"before": before, "after": after}


def changes_of(delta: Delta) -> list[Record]:
    """The cells that differ; a whole row that came or went is an object, and null where it lacks.

    `where` counts removed rows as they stood before, added ones as they stand after.
    """
    found: list[Record] = [
        {"where": cell.address, "before": cell.before, "after": cell.after} for cell in delta.cells
    ]
    if rows := delta.splice:
        found += [_row(rows.at + n, row, None) for n, row in enumerate(rows.removed)]
        found += [_row(rows.at + n, None, row) for n, row in enumerate(rows.added)]
    if delta.labels:
        before, after = delta.labels
        found.append({"where": "extra", "before": list(before), "after": list(after)})
    return found


def _row(index: int, before: Indicator | None, after: Indicator | None) -> Record:
    return {"where": f"indicators[{index}]", "before": _texts(before), "after": _texts(after)}


def _texts(row: Indicator | None) -> dict[str, str] | None:
    if row is None:
        return None
    values = {key: getattr(row, key) for key in INDICATOR_KEYS}
    return {key: value if isinstance(value, str) else value.text for key, value in values.items()}
