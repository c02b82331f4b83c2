"""The year's budgets of many forms, as the forms themselves have them."""

from perfdesk.core.document import Document
from perfdesk.files.templates import library
from perfdesk.sample import sample_forms
from perfdesk.store.store import Store
from tests.support.forms import clean_form


def test_budgets_are_those_of_the_forms(store: Store) -> None:
    forms = [
        *sample_forms(),
        clean_form(),
        clean_form(funding__total__adjusted=""),
        clean_form(funding__total__adjusted="十", funding__fiscal__adjusted="七"),
    ]
    ids = [stored.form.id for stored in store.add_all(forms)]
    expected = [Document(form, library().get).scores.funding["total"].adjusted for form in forms]
    found = store.budgets(ids)
    assert [found[form_id] for form_id in ids] == expected
    assert store.budgets([]) == {}


def test_a_form_without_amounts_and_one_that_is_not_there_have_none(store: Store) -> None:
    empty = clean_form(**{f"funding__{row}__adjusted": "" for row in ("total", "fiscal", "other")})
    stored = store.add(empty)
    assert store.budgets([stored.form.id, "nowhere"]) == {stored.form.id: None, "nowhere": None}
