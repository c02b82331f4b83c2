"""The checks over the published forms: the real faults are found, nothing else is called wrong."""

from pathlib import Path

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from tests.support.corpus import form_of, name_of, records, template_of

ERRORS = {
    # the total row is not the sum of its parts
    ("minhang-talent-2022/2", "7", "funding.total.initial"),
    ("minhang-hrss-2024/14", "7", "funding.total.initial"),
    ("minhang-hrss-2024/25", "7", "funding.total.initial"),
    # a misprint: 98.51 for 98.60
    ("jiading-hrss-2024/5", "5", "funding.total.rate"),
}
#: Indicators that weigh 0.00, as some published forms have.
WARNINGS = {
    *(("minhang-hrss-2024/26", "4", f"indicators[{row}].weight") for row in (7, 8, 9)),
    *(("minhang-hrss-2024/43", "4", f"indicators[{row}].weight") for row in (0, 1)),
}


def test_only_the_real_faults_of_published_forms(corpus_dir: Path) -> None:
    found: dict[Severity, set[tuple[str, str, str]]] = {severity: set() for severity in Severity}
    forms = 0
    for document, ordinal, record in records(corpus_dir):
        forms += 1
        for finding in check_form(form_of(record), template_of(record)):
            place = (name_of(document, ordinal), finding.rule, finding.where)
            found[finding.severity].add(place)
    assert forms == 76
    assert found[Severity.ERROR] == ERRORS
    assert found[Severity.WARNING] == WARNINGS
    assert found[Severity.HINT] == set()
