"""A workbook handed out: LibreOffice computes the program's figures, the answer finds its form."""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.core.blank import blank_form
from perfdesk.core.cells import text_at, with_text
from perfdesk.core.form import AMOUNT_KEYS, PART_KEYS, Form, Printed
from perfdesk.core.scoring import score_form
from perfdesk.core.template import Template
from perfdesk.exchange.ours import read_book
from perfdesk.files.templates import library
from perfdesk.service import hand_out
from tests.exchange.hands import Hands
from tests.exchange.office import saved_as
from tests.support.officeapi import filled_by_office

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow, pytest.mark.timeout(300)]

COUNT = 40
FIGURES = ("funding.total.rate", "funding.total.score", "total_weight", "total_score", "grade")
#: adjusted and executed of a single source: nothing, 0 budgets, overspent, halves of a cent.
EDGES = [
    ("", ""),
    ("0", "0"),
    ("0", "5"),
    ("", "5"),
    ("8", ""),
    ("100", "123.45"),
    ("100", "100"),
    ("125000", "124840"),
    ("228000", "227000"),
    ("250000", "215457.6"),
    ("850", "322.21"),
    ("398.22", "384.04"),
    ("156", "63.75"),
    ("200", "0.01"),
    ("8000", "0.4"),
    ("3", "1"),
    ("3", "2"),
    ("7", "0.07"),
    ("100", "29"),
    ("1000000", "999999.99"),
    ("128218.00", "128217.99"),
    ("800", "0.68"),
]


def given(template: Template) -> Form:
    return replace(blank_form(template), id="0b6c9d3e-8f39-4a6f-9c35-0d5a4b9f7c11", year=2024)


def filled(form: Form, template: Template, n: int) -> Form:
    """The n-th filling: an edge, then random ones; every used row has a score."""
    chance = random.Random(n)
    texts = {"project_name": "培训", "unit": "本级", "supervisor": "某局"}
    edge = EDGES[n] if n < len(EDGES) else None
    sources = ["total"] if len(template_sources(template)) == 1 else list(PART_KEYS)
    for source in sources:
        for key in AMOUNT_KEYS:
            if template_shows(template, key):
                texts[f"funding.{source}.{key}"] = amount(chance)
    if edge:
        texts |= {f"funding.{s}.{key}": "" for s in sources for key in AMOUNT_KEYS}
        texts |= dict(
            zip((f"funding.{sources[0]}.{k}" for k in AMOUNT_KEYS[1:]), edge, strict=True)
        )
    for row in range(len(form.indicators)):
        texts |= row_texts(row, chance, "weight" in template.column_labels())
    for address, text in texts.items():
        form = with_text(form, address, text)
    return form


def template_sources(template: Template) -> list[str]:
    return [s for s in ("total", *PART_KEYS) if template.funding_row(s)]


def template_shows(template: Template, key: str) -> bool:
    return key in template.funding_labels()


def amount(chance: random.Random) -> str:
    return str(Decimal(chance.randrange(0, 10 ** chance.randrange(2, 9))).scaleb(-2))


def row_texts(row: int, chance: random.Random, weighted: bool) -> dict[str, str]:
    weight = Decimal(chance.randrange(0, 2500)).scaleb(-2)
    score = (weight * chance.randrange(50, 101) / 100).quantize(Decimal("0.01"))
    texts = {"level3": f"指标{row}", "target": "=100.00(%)", "actual": "95.50(%)", "note": "说明"}
    texts |= {"score": f"{score}"} | ({"weight": f"{weight}"} if weighted else {})
    return {f"indicators[{row}].{key}": text for key, text in texts.items()}


def places_of(book: Path, form: Form, template: Template) -> dict[str, str]:
    """Where each address stands on the sheet."""
    found = {}
    hands = Hands(book)
    for address in ["project_name", "unit", "supervisor", *FIGURES, *amounts(template)]:
        name = "pd_" + address.replace(".", "_")
        if name in hands.sheet().defined_names:
            row, col = hands.place(name)
            found[address] = hands.sheet().cell(row, col).coordinate
    for row in range(len(form.indicators)):
        for key in template.column_labels():
            cell = hands.indicator(row, key)
            found[f"indicators[{row}].{key}"] = cell.coordinate
    return found


def amounts(template: Template) -> list[str]:
    return [f"funding.{s}.{key}" for s in template_sources(template) for key in AMOUNT_KEYS]


def typed(form: Form, places: dict[str, str]) -> dict[str, str | float]:
    """What a person types for a form: numbers as numbers."""
    found: dict[str, str | float] = {}
    for address, place in places.items():
        if address in FIGURES or address.endswith((".level1", ".level2")):
            continue
        if address.startswith("funding.total") and "funding.fiscal.adjusted" in places:
            continue  # computed there
        text = text_at(form, address)
        number = address.rpartition(".")[2] in (*AMOUNT_KEYS, "weight", "score")
        found[place] = float(text) if number and text else text
    return found


def expected(form: Form, template: Template, address: str) -> str:
    """The program's figure, blank where it computes none."""
    scores = score_form(form, template.rules)
    value = {
        "funding.total.rate": scores.rate,
        "funding.total.score": scores.funding_score,
        "total_weight": scores.total_weight,
        "total_score": scores.total_score,
        "grade": scores.grade,
    }[address]
    return "" if value is None else str(value) if isinstance(value, str) else f"{value:.2f}"


def found(shown: str | float, template: Template, address: str) -> str:
    if isinstance(shown, str):
        return shown
    percent = address == "funding.total.rate" and template.format_of(address).suffix
    return f"{shown * 100 if percent else shown:.2f}"


@pytest.mark.parametrize("template_id", library().ids())
def test_libreoffice_computes_the_same_figures_and_the_answer_finds_its_form(
    template_id: str, tmp_path: Path
) -> None:
    template = library().get(template_id)
    blank = given(template)
    book, saved = tmp_path / "out.xlsx", tmp_path / "answer.xlsx"
    assert hand_out([blank], book) == []
    places = places_of(book, blank, template)
    forms = [filled(blank, template, n) for n in range(COUNT)]
    asked = [address for address in FIGURES if address in places]
    shown = filled_by_office(
        book, saved, [typed(form, places) for form in forms], [places[a] for a in asked]
    )
    for form, line in zip(forms, shown, strict=True):
        computed = {a: found(s, template, a) for a, s in zip(asked, line, strict=True)}
        assert computed == {a: expected(form, template, a) for a in asked}, form.funding
    (slot,) = read_book(saved).slots
    assert slot.form is not None
    assert slot.form.id == blank.id
    assert not slot.report.left_over
    assert slot.report.notes == []
    assert score_form(slot.form, template.rules) == score_form(forms[-1], template.rules)
    for address in places:
        if address not in FIGURES:
            assert text_at(slot.form, address) == plain(text_at(forms[-1], address)), address


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_an_answer_in_another_format_finds_its_form_too(tmp_path: Path, kind: str) -> None:
    template = library().get("shanghai-district-2024")
    blank = given(template)
    book, saved = tmp_path / "out.xlsx", tmp_path / "answer.xlsx"
    hand_out([blank], book)
    form = filled(blank, template, len(EDGES))
    filled_by_office(book, saved, [typed(form, places_of(book, blank, template))], [])
    (slot,) = read_book(saved_as(saved, kind, tmp_path / "again")).slots
    assert slot.form is not None
    assert slot.form.id == blank.id
    assert slot.form.printed == Printed()
    assert slot.report.left_over == []
    assert score_form(slot.form, template.rules) == score_form(form, template.rules)


def plain(text: str) -> str:
    """A number as it comes back from a spreadsheet: without zeros at its end."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    return f"{number.normalize():f}" if number else "0"
