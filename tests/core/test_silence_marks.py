"""What a finding set aside is known by: the printed figures, and which of several equal rows."""

from dataclasses import replace

import pytest

from perfdesk.core.number import Number
from perfdesk.core.silence import SetAside
from tests.support.forms import clean_form, found, printed_as


@pytest.mark.parametrize(
    ("rule", "figures", "later"),
    [
        ("5", {"rate": "80.00"}, {"rate": "70.00"}),
        ("6", {"funding_score": "8.00"}, {"funding_score": "7.00"}),
        ("2", {"total_score": "80"}, {"total_score": "70"}),
        ("11", {"grade": "差"}, {"grade": "中"}),
    ],
)
def test_another_printed_figure_makes_it_speak_again(
    rule: str, figures: dict[str, str], later: dict[str, str]
) -> None:
    form = printed_as(clean_form(), **figures)
    (before,) = found(form, rule)
    aside = SetAside(before, "原件如此").apply(form)
    assert [one.silenced for one in found(aside, rule)] == ["原件如此"]
    (after,) = found(printed_as(aside, **later), rule)
    assert not after.silenced


def test_of_rows_that_look_the_same_one_is_set_aside_alone() -> None:
    form = clean_form(indicators_1__score="99")
    form = replace(form, indicators=(*form.indicators, form.indicators[1]))
    first, second = found(form, "3")
    earlier = SetAside(first, "上级核定").apply(form)
    assert [one.silenced for one in found(earlier, "3")] == ["上级核定", ""]
    later = SetAside(second, "上级核定").apply(form)
    assert [one.silenced for one in found(later, "3")] == ["", "上级核定"]
    assert SetAside(second, "").apply(later) == form


def test_a_row_above_with_another_figure_does_not_count() -> None:
    form = clean_form(indicators_1__score="99")
    other = replace(form.indicators[1], score=Number.of("98"))
    (wrong,) = found(form, "3")
    aside = SetAside(wrong, "上级核定").apply(form)
    added = replace(aside, indicators=(other, *aside.indicators))
    assert [one.silenced for one in found(added, "3")] == ["", "上级核定"]
