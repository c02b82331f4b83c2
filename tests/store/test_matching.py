"""Which stored form an incoming one is, and which others a person may say it is."""

from dataclasses import replace

from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.store.matching import Match, Matches
from perfdesk.store.records import Listed
from tests.support.forms import clean_form


def line(form_id: str, name: str = "职工培训", unit: str = "区总工会本级") -> Listed:
    return Listed(form_id, 1, State.DRAFT, 2024, unit, name, "t", "", "", "", 0, 0, 0)


def match(form: Form, *living: Listed, removed: tuple[Listed, ...] = ()) -> Match:
    return Matches(living, removed).to(form)


def test_spaces_tell_no_forms_apart() -> None:
    assert match(clean_form(), line("1", " 职工 培训", "区总工会　本级")).ids == ("1",)


def test_an_identity_goes_before_a_name() -> None:
    found = match(replace(clean_form(), id="2"), line("1"), line("2", "别的"))
    assert found.ids == ("2",)


def test_a_removed_form_counts_only_where_no_other_has_its_name() -> None:
    assert match(clean_form(), removed=(line("1"),)).ids == ("1",)
    assert match(clean_form(), line("2"), removed=(line("1"),)).ids == ("2",)


def test_a_removed_form_is_no_namesake_to_warn_of() -> None:
    new = replace(clean_form(), id="new")
    assert match(new, removed=(line("1"),)).namesake == ""
    assert match(new, line("2")).namesake == "2"


def test_rivals_are_those_of_its_name_then_the_others_of_its_unit_and_year() -> None:
    others = (line("1", "别的"), line("2"), line("3", unit="别处"), line("4"))
    found = match(clean_form(), *others)
    assert [(one.item.id, one.named_alike) for one in found.rivals] == [
        ("2", True),
        ("4", True),
        ("1", False),
    ]


def test_a_form_without_a_name_is_no_other_and_may_still_be_given_to_one() -> None:
    found = match(clean_form(project_name=" "), line("1", ""), line("2"))
    assert (found.ids, [one.item.id for one in found.rivals]) == ((), ["1", "2"])


def test_a_stored_form_is_met_once() -> None:
    matches = Matches([line("1")], [])
    first, second = clean_form(), replace(clean_form(), id="1")
    assert matches.to(first).met == ()
    assert matches.to(second).met == (first,)
