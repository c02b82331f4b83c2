"""The sample unit: six forms, one per template, whose figures are those that were published."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form
from perfdesk.core.measure import Operator
from perfdesk.core.number import parse_decimal
from perfdesk.core.scoring import score_form
from perfdesk.files.formfile import SCHEMA, form_to_json, read_form_file
from perfdesk.files.locate import resource
from perfdesk.files.templates import library
from tests.support.corpus import Record, filled, records

FILES = sorted(resource("sample").glob("*.json"))
INVENTED = "national-2020"
# Where the five real forms were published: document and ordinal.
SOURCES = {
    "01": ("minhang-talent-2022", 1),
    "02": ("shanghai-hrss-2023", 16),
    "03": ("minhang-union-2023", 8),
    "04": ("jiading-hrss-2024", 17),
    "05": ("jiading-hrss-2024", 2),
}
TOTALS = {"01": "98", "02": "91.69", "03": "97.81", "04": "99.93", "05": "94.09", "06": "94.94"}
#: Names of projects and groups cannot be put otherwise; a longer piece would be a copy.
LONGEST_PIECE = 16
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def load(file: Path) -> Form:
    """The one form of a sample file."""
    (slot,) = read_form_file(file)
    assert slot.form, slot.problem
    return slot.form


def sample(number: str) -> Form:
    """The sample form of this number."""
    return next(load(file) for file in FILES if file.name.startswith(number))


def published() -> Iterator[tuple[Form, Record]]:
    """Each real sample form with its corpus record; skips without the corpus."""
    found = {(document, ordinal): record for document, ordinal, record in records()}
    for number, source in SOURCES.items():
        yield sample(number), found[source]


def test_there_are_six_forms_one_per_template() -> None:
    assert [file.name[:3] for file in FILES] == [f"0{n}-" for n in range(1, 7)]
    templates = sorted(load(file).template for file in FILES)
    assert templates == [name for name in library().ids() if name != "hubei-2020"]


def test_every_form_has_an_id_of_its_own() -> None:
    ids = {str(uuid.UUID(load(file).id)) for file in FILES}
    assert len(ids) == 6


@each_file
def test_the_file_is_written_as_the_program_writes_it(file: Path) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    assert file.read_text(encoding="utf-8") == text
    assert data["schema"] == SCHEMA
    assert form_to_json(load(file)) == data


@each_file
def test_the_figures_are_the_published_ones(file: Path) -> None:
    form = load(file)
    template = library().get(form.template)
    scores = score_form(form, template.rules)
    assert scores.total_score == parse_decimal(TOTALS[file.name[:2]])
    assert scores.total_weight == 100
    if template.id == INVENTED:
        assert form.printed == type(form.printed)()
        return
    printed = form.printed
    assert scores.rate == parse_decimal(printed.rate.rstrip("%"))
    assert scores.funding_score == parse_decimal(printed.funding_score)
    assert scores.total_weight == parse_decimal(printed.total_weight)
    assert scores.total_score == parse_decimal(printed.total_score)
    assert scores.grade == printed.grade or not printed.grade
    assert printed.title == template.title


@each_file
def test_no_form_has_an_error(file: Path) -> None:
    form = load(file)
    findings = check_form(form, library().get(form.template))
    assert [found for found in findings if found.severity is Severity.ERROR] == []


def test_facts_and_figures_are_those_of_the_source() -> None:
    for form, record in published():
        data = form_to_json(form)
        assert data["template"] == record["template"]
        for key in ("project_name", "supervisor", "unit"):
            assert data[key] == record[key]
        for source, row in record["funding"].items():
            amounts = {key: filled(row[key]) for key in ("initial", "adjusted", "executed")}
            assert data["funding"].get(source, {}) == {k: v for k, v in amounts.items() if v}
        for mine, theirs in zip(data["indicators"], record["indicators"], strict=True):
            assert {**mine, "note": ""} == {**theirs, "note": ""}
            assert bool(mine["note"]) == bool(theirs["note"])


def test_no_goal_and_no_long_note_is_copied() -> None:
    for form, record in published():
        for key in ("goal_expected", "goal_actual"):
            mine, theirs = getattr(form, key), record[key]
            assert 0.6 <= len(mine) / len(theirs) <= 1.6
            assert longest_common(mine, theirs) <= LONGEST_PIECE
        for row, source in zip(form.indicators, record["indicators"], strict=True):
            assert not row.note or row.note != source["note"]


def longest_common(one: str, other: str) -> int:
    """The length of the longest piece that both texts contain."""
    best = 0
    for start in range(len(one)):
        while start + best < len(one) and one[start : start + best + 1] in other:
            best += 1
    return best


def test_the_invented_form_shows_what_the_others_lack() -> None:
    form = sample("06")
    rules = library().get(form.template).rules
    rows = {row.level3: row for row in form.indicators}
    assert rows["每餐财政补助"].target.operator is Operator.AT_MOST
    assert rows["食品安全事故"].target.number == 0
    assert rows["长效分担办法"].actual.text in rules.bands[1].words
    missed = rows["新建助餐点"]
    assert missed.score.value is not None
    assert missed.score.value < 10
    assert "偏差原因" in missed.note
    assert "改进措施" in missed.note
    assert all(getattr(form.signature, key) for key in ("preparer", "finance_head", "unit_head"))


def test_the_readme_names_every_file() -> None:
    text = resource("sample", "README.md").read_text(encoding="utf-8")
    for file in FILES:
        assert file.name in text
