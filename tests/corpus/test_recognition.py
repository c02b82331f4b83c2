"""Every published form, drawn in many shapes, comes back without one wrong cell."""

import sys
from pathlib import Path
from typing import Any

import pytest

from perfdesk.core.form import Form
from perfdesk.core.number import parse_decimal
from perfdesk.exchange.evidence import known_templates
from perfdesk.exchange.reader import read_workbook
from perfdesk.exchange.recognise import recognise_sheet
from perfdesk.files.formfile import form_from_json, form_to_json
from tests.support.corpus import Record, json_of, records
from tests.support.shapes import SHAPES, Canvas, Shape, beside, draw, stacked


@pytest.fixture(scope="module")
def published() -> list[Record]:
    return [record for _, _, record in records()]


def flat(value: Any, path: str = "") -> dict[str, str]:
    """Every filled cell by its path; numbers by what they are worth."""
    if isinstance(value, dict):
        parts = [flat(inner, f"{path}.{key}") for key, inner in value.items()]
    elif isinstance(value, list):
        parts = [flat(inner, f"{path}[{at}]") for at, inner in enumerate(value)]
    else:
        number = parse_decimal(str(value))
        shown = str(value) if number is None else f"{number.normalize():f}"
        return {path: shown} if value not in ("", None) else {}
    return {key: text for part in parts for key, text in part.items()}


def wrong_cells(record: Record, form: Form) -> dict[str, tuple[str | None, str | None]]:
    """Path → (wanted, read) of every cell that differs."""
    wanted = flat(form_to_json(form_from_json(json_of(record))))
    found = flat(form_to_json(form))
    paths = {path for path in wanted | found if not path.startswith(".signature.")}
    return {p: (wanted.get(p), found.get(p)) for p in paths if wanted.get(p) != found.get(p)}


def forms_on(canvas: Canvas) -> list[Form]:
    slots = recognise_sheet(canvas.sheet(), known_templates()).slots
    return [slot.form for slot in slots if slot.form]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_form_comes_back(published: list[Record], shape: str) -> None:
    wrong: dict[tuple[str, ...], object] = {}
    for record in published:
        (form,) = forms_on(draw(record, SHAPES[shape]))
        found = wrong_cells(record, form)
        wrong |= {(record["project_name"], path): cells for path, cells in found.items()}
    assert not wrong
    sys.stdout.write(f"{shape}: {len(published)} of {len(published)} forms\n")


@pytest.mark.parametrize("gap", [1, 4])
def test_all_on_one_sheet_come_back(published: list[Record], gap: int) -> None:
    forms = forms_on(stacked(published, gap, Shape(merging=gap == 1, cover=True)))
    assert len(forms) == len(published)
    for record, form in zip(published, forms, strict=True):
        assert not wrong_cells(record, form)


@pytest.mark.parametrize("gap", [1, 3])
def test_forms_side_by_side_come_back(published: list[Record], gap: int) -> None:
    chosen = published[::13]
    for record, form in zip(chosen, forms_on(beside(chosen, gap)), strict=True):
        assert not wrong_cells(record, form)


@pytest.mark.parametrize("shape", ["shifted below a cover", "numbers as numbers"])
def test_workbooks_come_back(published: list[Record], shape: str, tmp_path: Path) -> None:
    for record in published[::9]:
        path = tmp_path / "form.xlsx"
        draw(record, SHAPES[shape]).save(path)
        (slot,) = read_workbook(path).slots
        assert slot.form is not None
        assert not wrong_cells(record, slot.form)
