"""The rules on figures over the published forms: each error and warning was read."""

from pathlib import Path

from perfdesk.core.checks import (
    arithmetic,
    check_form,
    deviation,
    execution,
    filling,
    funding,
    rowscores,
    structure,
)
from perfdesk.core.finding import Severity
from tests.support.corpus import form_of, name_of, records, template_of

_FAMILIES = (arithmetic, funding, filling, structure, rowscores, deviation, execution)
OWN = {rule.id for family in _FAMILIES for rule in family.RULES}

ERRORS = {
    # the total row is not the sum of its parts
    ("minhang-talent-2022/2", "7", "funding.total.initial"),
    ("minhang-hrss-2024/14", "7", "funding.total.initial"),
    ("minhang-hrss-2024/25", "7", "funding.total.initial"),
    # a misprint: 98.51 for 98.60
    ("jiading-hrss-2024/5", "5", "funding.total.rate"),
    # points taken off without a word
    ("minhang-hrss-2024/7", "40", "indicators[5].note"),
    ("minhang-hrss-2024/32", "40", "indicators[3].note"),
    ("shanghai-hrss-2023/20", "40", "indicators[8].note"),
    ("shanghai-hrss-2023/20", "40", "indicators[9].note"),
}
#: Indicators that weigh 0.00, as some published forms have.
WEIGHTLESS = {
    *(("minhang-hrss-2024/26", "4-zero", f"indicators[{row}].weight") for row in (7, 8, 9)),
    *(("minhang-hrss-2024/43", "4-zero", f"indicators[{row}].weight") for row in (0, 1)),
}
#: Missed targets whose score a person set, not in proportion.
BY_HAND = {
    ("jiading-hrss-2024/8", 2),  # 204 of 230: 1.00 of 2
    ("minhang-hrss-2024/4", 1),  # 22 of 108: 3 of 5
    ("minhang-hrss-2024/26", 0),  # 22 of 150: 3 of 5
    ("minhang-hrss-2024/26", 1),  # 6 of 15: 3 of 5
    ("minhang-hrss-2024/35", 1),  # 75000 of 80000: 8 of 10
    ("minhang-hrss-2024/40", 0),  # 481 of 1700: 15 of 20
    ("minhang-talent-2022/2", 0),  # 3 of 15: 0.9 of 3
    ("shanghai-hrss-2023/8", 3),  # 280 of 2000: 0.80 of 1
    ("shanghai-hrss-2023/10", 0),  # 1825 of 2200: 4 of 5
    ("shanghai-hrss-2023/16", 0),  # none of 1: 4 of 5
}
#: Results of 130 % and more of their targets, without a word.
FAR_ABOVE = {
    ("jiading-hrss-2024/8", 1), ("jiading-hrss-2024/8", 6), ("jiading-hrss-2024/10", 0),
    ("jiading-hrss-2024/17", 1), ("minhang-hrss-2024/41", 2), ("shanghai-hrss-2023/2", 1),
    ("shanghai-hrss-2023/2", 5), ("shanghai-hrss-2023/2", 9), ("shanghai-hrss-2023/8", 11),
    ("shanghai-hrss-2023/10", 1), ("shanghai-hrss-2023/16", 8), ("shanghai-hrss-2023/17", 0),
    ("shanghai-hrss-2023/17", 1), ("shanghai-hrss-2023/26", 0), ("shanghai-hrss-2023/26", 1),
    ("shanghai-hrss-2023/29", 5), ("shanghai-hrss-2023/29", 6),
}  # fmt: skip
#: Less than 80 % spent, and every indicator at its full score.
FULL_WITH_LITTLE_SPENT = {
    "jiading-hrss-2024/2", "minhang-hrss-2024/34", "shanghai-hrss-2023/1", "shanghai-hrss-2023/5",
    "shanghai-hrss-2023/25", "shanghai-hrss-2023/26",
}  # fmt: skip
#: Less than 80 % spent, and no word of it in the result or the notes.
UNEXPLAINED = {
    "jiading-hrss-2024/2", "jiading-hrss-2024/7", "shanghai-hrss-2023/1", "shanghai-hrss-2023/5",
    "shanghai-hrss-2023/19", "shanghai-hrss-2023/25", "shanghai-hrss-2023/26",
}  # fmt: skip
WARNINGS = {
    *WEIGHTLESS,
    *((name, "26", f"indicators[{row}].score") for name, row in BY_HAND),
    *((name, "32", f"indicators[{row}].actual") for name, row in FAR_ABOVE),
    *((name, "36", "funding.total.rate") for name in FULL_WITH_LITTLE_SPENT),
    *((name, "37", "funding.total.rate") for name in UNEXPLAINED),
    # 年度经费使用情况 =100 %, 达成指标, beside an execution rate of 84.01 %
    ("shanghai-hrss-2023/17", "rate-indicator", "indicators[5].actual"),
}
#: No form is told more hints than this by these rules: lines fold by rule.
MOST_HINT_LINES = 7


def test_only_the_real_faults_of_published_forms(corpus_dir: Path) -> None:
    found: dict[Severity, set[tuple[str, str, str]]] = {severity: set() for severity in Severity}
    forms, lines = 0, []
    for document, ordinal, record in records(corpus_dir):
        forms += 1
        own = [one for one in check_form(form_of(record), template_of(record)) if one.rule in OWN]
        for one in own:
            found[one.severity].add((name_of(document, ordinal), one.rule, one.where))
        lines.append(len({one.rule for one in own if one.severity is Severity.HINT}))
    assert forms == 76
    assert found[Severity.ERROR] == ERRORS
    assert found[Severity.WARNING] == WARNINGS
    assert max(lines) <= MOST_HINT_LINES
