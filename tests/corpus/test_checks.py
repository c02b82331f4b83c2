"""The checks over the published forms: every error and warning was read against its form.

`reviewed.txt` lists them, one a line: form, rule, place, and why it is right. A finding that is not
listed there has not been read, and fails; so does a line that is found no more.
"""

from collections import Counter
from pathlib import Path

import pytest

from perfdesk.core.checks import Case, UnitCase, check_form, check_unit
from perfdesk.core.finding import Finding, Severity
from tests.support.corpus import form_of, name_of, records, template_of

REVIEWED = Path(__file__).with_name("reviewed.txt")
Place = tuple[str, str, str]


@pytest.fixture(scope="module")
def found(corpus_dir: Path) -> list[tuple[str, Finding]]:
    """Every finding with its form's name, those across the forms of one document included."""
    cases: dict[str, list[tuple[str, Case]]] = {}
    for document, ordinal, record in records(corpus_dir):
        case = Case.of(form_of(record), template_of(record))
        cases.setdefault(document, []).append((name_of(document, ordinal), case))
    return [item for named in cases.values() for item in checked(named)]


def checked(named: list[tuple[str, Case]]) -> list[tuple[str, Finding]]:
    across = check_unit(UnitCase([case for _, case in named], {}))
    return [
        (name, finding)
        for (name, case), shared in zip(named, across, strict=True)
        for finding in (*check_form(case.form, case.template), *shared)
    ]


def reviewed() -> set[Place]:
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(row) == 4 and row[3].strip() for row in rows)
    return {(row[0], row[1], row[2]) for row in rows}


def test_every_error_and_warning_was_read_against_its_form(
    found: list[tuple[str, Finding]],
) -> None:
    serious = {
        (name, one.rule, one.where) for name, one in found if one.severity is not Severity.HINT
    }
    assert serious == reviewed()


def test_the_known_faults_are_found(found: list[tuple[str, Finding]]) -> None:
    places = {(name, one.rule, one.where): one.severity for name, one in found}
    for form, cell in (
        ("minhang-talent-2022/2", "funding.total.initial"),
        ("minhang-hrss-2024/14", "funding.total.initial"),
        ("minhang-hrss-2024/25", "funding.total.initial"),
    ):
        assert places[form, "7", cell] is Severity.ERROR
    # a misprint: 98.51 for 98.60
    assert places["jiading-hrss-2024/5", "5", "funding.total.rate"] is Severity.ERROR
    weightless = Counter(name for name, rule, _ in places if rule == "4-zero")
    assert weightless == {"minhang-hrss-2024/26": 3, "minhang-hrss-2024/43": 2}
