"""Texts of any length: the rules look at each place of them once."""

from dataclasses import replace

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.checks.leftovers import cleaned
from perfdesk.core.form import Form
from tests.support.forms import clean_form, template

LENGTH = 100_000


def long(piece: str) -> str:
    return (piece * LENGTH)[:LENGTH]


def filled(text: str, other: str) -> Form:
    form = clean_form(project_name=text, supervisor=text, unit=text)
    rows = tuple(replace(row, note=text) for row in form.indicators)
    return replace(form, goal_expected=text, goal_actual=other, indicators=rows)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("piece", "told"),
    [
        ("测", set()),  # no clause ends
        ("培训人数的职工", set()),
        ("培训人数达到90人、", {"48"}),
        ("，培训职工", {"45"}),
        ("2023年完成培训100人，合格率95%以上；", {"47"}),
        ("23年度", {"47"}),
        ("25年度", {"47"}),
        ("。…", set()),
        ("<!--", set()),
        ("<p>", {"59"}),
    ],
)
def test_a_text_of_a_hundred_thousand_characters_is_read(piece: str, told: set[str]) -> None:
    form = filled(long(piece), long(piece)[:-1] + "末")
    found = {finding.rule for finding in check_form(form, template())}
    assert found & {"45", "47", "48", "58", "59"} == told


def test_comments_that_end_are_taken_out_and_one_that_does_not_stays() -> None:
    assert cleaned("甲<!-- 一 -->乙<!-- 二 --><!--丙", lines=False) == "甲乙<!--丙"
