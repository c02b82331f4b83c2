"""What an update takes over unasked: results, never targets, nothing of another money unit."""

from dataclasses import replace

import pytest

from perfdesk.core.cells import with_text
from perfdesk.core.form import Form
from perfdesk.store.importing import plan
from perfdesk.store.store import Store
from perfdesk.store.updating import Update, update_of
from tests.support.forms import clean_form


@pytest.fixture
def form(store: Store) -> Form:
    return store.add(clean_form()).form


def update(store: Store, form: Form) -> Update:
    (planned,) = plan(store, [form])
    return update_of(planned)


@pytest.mark.usefixtures("form")
def test_results_are_usual_and_targets_and_empty_cells_are_not(store: Store) -> None:
    texts = {"indicators[0].score": "1", "indicators[0].target": "≥1", "supervisor": ""}
    changed = clean_form()
    for address, text in texts.items():
        changed = with_text(changed, address, text)
    found = update(store, changed)
    assert found.keys == set(texts)
    assert found.usual == {"indicators[0].score"}
    assert found.whole == ""


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize("template", ["shanghai-2022", "not-here"])
def test_amounts_that_cannot_be_compared_are_all_or_none(store: Store, template: str) -> None:
    changed = replace(clean_form(goal_actual="完成"), template=template)
    assert "整张采用或保留" in update(store, changed).whole


def test_what_is_new_or_the_same_has_no_differences(store: Store, form: Form) -> None:
    assert update(store, form) == Update()
    assert update(store, clean_form(project_name="新")) == Update()
