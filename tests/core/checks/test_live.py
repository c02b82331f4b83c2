"""Checking while typing: the same findings as a fresh check, and rules that read what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.cells import with_text
from perfdesk.core.checks import RULES, Case, check_form, new_checker
from perfdesk.core.checks.case import FormRule, RowCase, RowRule, Spot
from perfdesk.core.checks.live import Checker
from perfdesk.core.edits import DeleteIndicators, InsertIndicators, MoveIndicators, SetCell
from perfdesk.core.finding import Finding, Remedy, Severity
from perfdesk.core.form import Form, Indicator
from perfdesk.core.ruleset import RuleChange
from perfdesk.core.silence import SetAside
from tests.core.checks.watching import allowed_to, seen_by
from tests.support.forms import clean_form, printed_as, template
from tests.support.sound import sound_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Rule
    from perfdesk.core.ruleset import Setting


@pytest.mark.parametrize("rule", [r for r in RULES if isinstance(r, FormRule)], ids=lambda r: r.id)
def test_a_rule_reads_only_what_it_declares(rule: FormRule) -> None:
    printed = printed_as(clean_form(), rate="1")
    for form in (clean_form(), Form(template().id), printed, sound_form()):
        assert seen_by(rule, form) <= allowed_to(rule), rule.id


_CELLS = [
    "project_name", "goal_actual", "goal_expected", "year", "execution_weight",
    "funding.total.adjusted", "funding.fiscal.executed", "funding.other.executed",
    *(f"indicators[{row}].{key}" for row in range(2) for key in (
        "level1", "level2", "level3", "target", "actual", "weight", "score", "note")),
]  # fmt: skip
_TYPED = st.sampled_from(
    [
        "",
        "0",
        "12",
        "99",
        "1.2.3",
        "≥90%",
        "=100.00(%)",
        "达成指标",
        "2024",
        "已完成100%",
        "数量指标",
    ]
)
_ROW = Indicator(level1="产出指标", level2="数量指标", level3="人数")
_EDITS = st.one_of(
    st.tuples(st.sampled_from(_CELLS), _TYPED),
    st.sampled_from(
        [InsertIndicators(0, (_ROW,)), DeleteIndicators((0,)), MoveIndicators((1,), 0)]
    ),
)


@given(st.lists(_EDITS, max_size=8))
def test_after_every_edit_the_findings_are_those_of_a_fresh_check(edits: list[Any]) -> None:
    form, checker = clean_form(), new_checker()
    for edit in edits:
        if isinstance(edit, tuple):
            form = _typed(form, *edit)
        elif len(form.indicators) > 1:
            form = edit.apply(form)
        assert checker.check(Case.of(form, template())) == check_form(form, template())


def test_another_template_is_another_check() -> None:
    checker, form = new_checker(), clean_form(project_name="")
    other = replace(template(), checks=replace(template().checks))
    assert checker.check(Case.of(form, template())) == checker.check(Case.of(form, other))


def _typed(form: Form, address: str, text: str) -> Form:
    try:
        return with_text(form, address, text)
    except (ValueError, LookupError):  # a year that is none, a row that is gone
        return form


# what is asked again


class Asked:
    """A rule on rows (13), one on the form (12): they tell their places, `asked` who was asked."""

    def __init__(self, *reads: str) -> None:
        self.asked: list[int | str] = []
        rules: list[Rule] = [FormRule("12", self._form, reads), RowRule("13", self._row)]
        self.checker = Checker(rules[::-1])

    def again(self, form: Form, **changes: RuleChange) -> list[int | str]:
        """Which rows, and whether the form (""), are looked at for `form`."""
        self.asked.clear()
        own = template()
        if changes:
            numbers = {key.strip("_"): change for key, change in changes.items()}
            own = replace(own, checks=own.checks.changed(numbers))
        self.checker.check(Case.of(form, own))
        return list(self.asked)

    def _row(self, case: RowCase, _setting: Setting) -> Iterator[Spot]:
        self.asked.append(case.row)
        yield Spot(case.at("note"), f"{case.year} 年。")

    def _form(self, _case: Case, _setting: Setting) -> Iterator[Spot]:
        self.asked.append("")
        yield Spot("year", "表。")


def test_only_what_an_edit_can_have_changed_is_asked_again() -> None:
    rules, form = Asked("goals"), clean_form()
    assert rules.again(form) == [0, 1, ""]
    assert rules.again(form) == []
    assert rules.again(form := with_text(form, "indicators[1].note", "缓办")) == [1]
    assert rules.again(form := with_text(form, "goal_actual", "已完成")) == [""]
    assert rules.again(form := with_text(form, "project_name", "帮扶")) == []
    assert rules.again(with_text(form, "year", "2023")) == [0, 1]


def test_rows_that_change_places_are_asked_again() -> None:
    rules, form = Asked("names"), clean_form()
    rules.again(form)
    assert rules.again(MoveIndicators((1,), 0).apply(form)) == [0, 1, ""]


def test_a_row_whose_points_change_is_asked_again() -> None:
    rules, form = Asked("names"), clean_form()
    other = Case.of(with_text(form, "indicators[1].score", "1"), template())
    rules.again(form)
    rules.asked.clear()
    rules.checker.check(Case(form, template(), other.scores))
    assert rules.asked == [1]


@pytest.mark.parametrize("edit", [InsertIndicators(2, (_ROW,)), DeleteIndicators((1,))])
def test_a_row_more_or_less_is_a_change_of_what_rows_say(edit: Any) -> None:
    rules, form = Asked("names"), clean_form()
    rules.again(form)
    assert "" in rules.again(edit.apply(form))


def test_a_rule_that_is_off_is_not_asked() -> None:
    off = RuleChange("off")
    assert Asked("names").again(clean_form(), _12=off) == [0, 1]
    assert Asked("names").again(clean_form(), _13=off) == [""]


def test_findings_stand_in_the_order_of_the_settings_rows_from_top_to_bottom() -> None:
    rules = Asked("names")
    found = rules.checker.check(Case.of(clean_form(), template()))
    assert [(one.rule, one.where, one.message) for one in found] == [
        ("12", "year", "表。"),
        ("13", "indicators[0].note", "2024 年。"),
        ("13", "indicators[1].note", "2024 年。"),
    ]


def test_a_spot_becomes_a_finding_of_its_rule_with_all_that_it_says() -> None:
    spot = Spot("year", "表。", ("unit",), Remedy("改为 2023", SetCell("year", "2023")))
    checker, form = Checker([FormRule("12", lambda *_: iter((spot,)), ("header",))]), clean_form()
    told = Finding("12", Severity.ERROR, "year", "表。", ("year", "unit"), spot.remedy)
    assert checker.check(Case.of(form, template())) == (told,)
    aside = SetAside(told, "已核对").apply(form)
    assert checker.check(Case.of(aside, template())) == (replace(told, silenced="已核对"),)
