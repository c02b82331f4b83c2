"""What a drawing must read as, and what was read instead."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from perfdesk.core.number import parse_decimal
from perfdesk.exchange.reading import SheetSlot
from perfdesk.files.formfile import form_from_json, form_to_json
from tests.support.corpus import Record, json_of

_NUMBER = re.compile(
    r"\.(?:funding\..*|execution_weight|printed\.(?:rate|funding_score|total_.*)"
    r"|indicators\[\d+\]\.(?:weight|score))"
)
Wrong = dict[str, tuple[str | None, str | None]]


@dataclass
class Expected:
    """A record as a shape shows it.

    `changed` are cells that the shape shows otherwise ('' for not at all), `loose` the beginnings
    of addresses that it gives no evidence for, `others` texts that the form file has no field for.
    """

    record: Record
    by_value: bool = False
    changed: dict[str, str] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    others: list[str] = field(default_factory=list)

    def wrong(self, slot: SheetSlot) -> Wrong:
        """Address → (wanted, read) of every cell that differs; texts that no field has besides."""
        if slot.form is None:
            return {"form": ("a form", slot.problem)}
        wanted, found = self._wanted(), _flat(form_to_json(slot.form))
        wrong = {
            path: (wanted.get(path), found.get(path))
            for path in sorted(wanted | found)
            if not self._same(path, wanted.get(path, ""), found.get(path, ""))
        }
        unit = self.record["amount_unit"]
        if slot.report.money_unit != unit:
            wrong["money unit"] = (unit, slot.report.money_unit)
        known = "\n".join(self.others)
        extra = [text for path, text in found.items() if path.startswith(".extra")]
        return wrong | {f"extra {text}": (None, text) for text in extra if text not in known}

    def _wanted(self) -> dict[str, str]:
        wanted = _flat(form_to_json(form_from_json(json_of(self.record)))) | self.changed
        return {path: text for path, text in wanted.items() if text}

    def _same(self, path: str, wanted: str, found: str) -> bool:
        if path.startswith((".extra", *self.loose)) or wanted == found:
            return True
        numbers = parse_decimal(wanted), parse_decimal(found)
        alike = numbers[0] is not None and numbers[0] == numbers[1]
        return self.by_value and alike and bool(_NUMBER.fullmatch(path))


def compare(expected: Sequence[Expected], slots: Sequence[SheetSlot]) -> Wrong:
    """All that is wrong with what was read from a book, by form and address."""
    if len(slots) != len(expected):
        return {"forms": (str(len(expected)), str(len(slots)))}
    wrong: Wrong = {}
    for number, (one, slot) in enumerate(zip(expected, slots, strict=True), 1):
        name = f"{number} {one.record['project_name']} "
        wrong |= {name + path: cells for path, cells in one.wrong(slot).items()}
    kept = "\n".join(_kept(slots))
    others = [text for one in expected for text in one.others]
    return wrong | {f"lost {text}": (text, None) for text in others if text not in kept}


def _kept(slots: Sequence[SheetSlot]) -> Iterator[str]:
    for slot in slots:
        yield from (left.text for left in slot.report.left_over)
        yield from (text for _, text in (slot.form.extra if slot.form else ()))


def _flat(value: Any, path: str = "") -> dict[str, str]:
    """Every filled cell by its path."""
    if isinstance(value, dict):
        parts = [_flat(inner, f"{path}.{key}") for key, inner in value.items()]
    elif isinstance(value, list):
        parts = [_flat(inner, f"{path}[{at}]") for at, inner in enumerate(value)]
    else:
        return {path: str(value)} if value not in ("", None) else {}
    return {key: text for part in parts for key, text in part.items()}
