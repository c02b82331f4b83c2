"""What a check of many forms found, narrowed and counted."""

from dataclasses import replace

import pytest

from perfdesk.core.finding import Finding, Severity
from perfdesk.core.form import UNNAMED, Form
from perfdesk.files.errors import Refused
from perfdesk.ui.unitfindings import (
    SILENCED,
    Wanted,
    checked,
    counted_by_form,
    counted_by_rule,
    summed_up,
    told_by,
)
from tests.support.forms import clean_form


def finding(rule: str, severity: Severity, where: str = "unit", silenced: str = "") -> Finding:
    return Finding(rule, severity, where, f"规则{rule}在{where}。", (where,), silenced=silenced)


ONE = replace(clean_form(project_name="甲\n项目"), id="1")
TWO = replace(clean_form(project_name="乙项目", year="2023"), id="2")
THREE = replace(clean_form(project_name="丙项目"), id="3")
HINT = finding("5", Severity.HINT)
ERROR = finding("3", Severity.ERROR, "indicators[1].score")
WARNING = finding("11", Severity.WARNING)
ASIDE = finding("3", Severity.ERROR, silenced="已核")
LINES = checked([THREE, ONE, TWO], [(), (HINT, ERROR), (WARNING, HINT, ASIDE)])


def seen(wanted: Wanted) -> list[tuple[str, str]]:
    return [(told.checked.form.id, told.finding.rule) for told in told_by(LINES, wanted)]


def test_the_worst_form_comes_first_and_on_it_the_gravest() -> None:
    assert [line.name for line in LINES] == ["甲 项目", "乙项目", "丙项目"]
    assert seen(Wanted()) == [("1", "3"), ("1", "5"), ("2", "11"), ("2", "5")]
    assert LINES[0].count.first == ERROR
    assert LINES[2].count.first is None
    assert summed_up(LINES) == ("审核了 3 张表：1 张有必须改的，1 张有要看的或提示，1 张没有问题。")


def test_a_form_that_cannot_be_checked_says_why_on_top() -> None:
    lines = checked([ONE, Form("mars")], [(ERROR,), Refused("没有模板“mars”。")])
    assert (lines[0].name, lines[0].trouble, lines[0].year) == (
        UNNAMED,
        "没有模板“mars”。",
        "未填年度",
    )
    assert summed_up(lines) == "审核了 2 张表：2 张有必须改的。"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted("error"), [("1", "3")]),
        (Wanted("hint"), [("1", "5"), ("2", "5")]),
        (Wanted(SILENCED), [("2", "3")]),
        (Wanted(rule="5"), [("1", "5"), ("2", "5")]),
        (Wanted(rule="5", form_id="2"), [("2", "5")]),
        (Wanted(text="乙项"), [("2", "11"), ("2", "5")]),
        (Wanted(text="第 2 行"), [("1", "3")]),
        (Wanted(text="得分超过"), [("1", "3")]),
        (Wanted(SILENCED, text="已核"), [("2", "3")]),
        (Wanted(text="没有这样的字"), []),
    ],
)
def test_what_is_wanted_is_seen(wanted: Wanted, expected: list[tuple[str, str]]) -> None:
    assert seen(wanted) == expected


def test_forms_and_rules_count_what_is_seen() -> None:
    told = told_by(LINES, Wanted("hint"))
    assert [
        (line.name, line.count.counts[Severity.HINT]) for line in counted_by_form(LINES, told)
    ] == [
        ("甲 项目", 1),
        ("乙项目", 1),
    ]
    rules = counted_by_rule(told_by(LINES, Wanted()))
    assert [
        (one.count.rule, one.count.severity, one.count.findings, one.names) for one in rules
    ] == [
        ("3", Severity.ERROR, 1, ("甲 项目",)),
        ("11", Severity.WARNING, 1, ("乙项目",)),
        ("5", Severity.HINT, 2, ("甲 项目", "乙项目")),
    ]


def test_a_finding_says_what_it_is_in_a_few_words() -> None:
    told = told_by(LINES, Wanted("error"))[0]
    assert (told.weight, told.title, told.place) == ("必须改", "得分超过分值", "第 2 行 · 得分")
    aside = told_by(LINES, Wanted(SILENCED))[0]
    assert (aside.weight, aside.text) == ("已忽略", "规则3在unit。（忽略的理由：已核）")
