"""Summaries: right for every form, made anew when what they rest on changes, not the truth."""

from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from perfdesk.core.checks import check_form
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form
from perfdesk.core.rounding import round_to
from perfdesk.core.ruleset import RuleChange
from perfdesk.core.scoring import score_form
from perfdesk.core.silence import SetAside
from perfdesk.files.templates import TemplateLibrary, library
from perfdesk.sample import sample_forms
from perfdesk.store import summaries, tables
from perfdesk.store.engine import reading, writing
from perfdesk.store.place import place_of
from perfdesk.store.store import Store
from perfdesk.store.summaries import summary_of
from tests.support.forms import clean_form
from tests.support.stores import Fault, Stores, kept


@pytest.mark.parametrize("form", sample_forms(), ids=lambda form: form.project_name)
def test_a_summary_says_what_scoring_and_checks_say(form: Form) -> None:
    template = library().get(form.template)
    scores, found = score_form(form, template.rules), check_form(form, template)
    summary = summary_of(form)
    assert summary.total == str(round_to(scores.total_score))
    rate = scores.funding["total"].rate
    assert summary.rate == ("" if rate is None else str(round_to(rate)))
    assert summary.grade == (scores.grade or "")
    weights = [finding.severity for finding in found]
    assert (summary.errors, summary.warnings, summary.hints) == tuple(
        weights.count(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.HINT)
    )
    assert form.project_name in summary.texts


def test_what_is_set_aside_is_not_counted() -> None:
    form = clean_form(indicators_1__score="99")
    [error] = [one for one in check_form(form, library().get(form.template)) if one.rule == "3"]
    before, after = summary_of(form), summary_of(SetAside(error, "上级核定").apply(form))
    assert after.errors == before.errors - 1
    assert (after.warnings, after.hints) == (before.warnings, before.hints)


def test_a_form_whose_template_is_missing_has_no_figures_but_is_found(store: Store) -> None:
    store.add(replace(clean_form(), template="gone"))
    (item,) = store.forms()
    assert (item.total, item.rate, item.grade, item.findings) == ("", "", "", 0)
    assert item.template == "gone"


def test_an_edit_makes_the_summary_anew(store: Store) -> None:
    keeper = kept(store, store.add(clean_form()).form.id)
    assert [item.total for item in store.forms()] == ["89.00"]
    keeper.document.apply(SetCell("indicators[0].score", "39"))
    assert [(item.total, item.version) for item in store.forms()] == [("88.00", 2)]


def test_summaries_are_made_only_once(store: Store) -> None:
    store.add_all([clean_form(project_name=f"项目{number}") for number in range(201)])
    seen: list[tuple[int, int]] = []
    assert store.freshen(lambda *step: seen.append(step)) == 201
    assert seen == [(200, 201), (201, 201)]
    assert store.freshen() == 0


def test_whether_any_are_missing_is_known_before_they_are_made(
    stores: Stores, store: Store
) -> None:
    assert not store.outdated()
    keeper = kept(store, store.add(clean_form()).form.id)
    assert store.outdated()
    assert not stores.opening(who="李科长", writable=False).needed().outdated()
    store.freshen()
    assert not store.outdated()
    keeper.document.apply(SetCell("indicators[0].score", "39"))
    assert store.outdated()


def test_a_changed_template_makes_them_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add_all([clean_form(), replace(clean_form(), template="national-2020")])
    assert store.freshen() == 2
    other = TemplateLibrary(library().folders)
    other._marks["national-2020"] = "changed"
    monkeypatch.setattr(summaries, "library", lambda: other)
    store.close()
    assert store.freshen() == 1
    assert store.freshen() == 0


def test_other_rules_make_them_anew_and_take_no_figure_off_the_list(store: Store) -> None:
    store.add(clean_form(indicators_1__score="99"))
    (before,) = store.forms()
    assert before.total
    try:
        library().change_rules({"3": RuleChange("off")})
        assert store.outdated()
        (after,) = store.forms()
        assert (after.total, after.rate, after.grade) == (before.total, before.rate, before.grade)
        assert after.errors == before.errors - 1
        assert not store.outdated()
    finally:
        library().change_rules({})
    assert store.forms() == [before]


def test_a_template_that_is_gone_and_comes_back_makes_them_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(clean_form())
    before = store.forms()
    monkeypatch.setattr(summaries, "library", lambda: TemplateLibrary(()))
    store.close()
    assert [item.total for item in store.forms()] == [""]
    monkeypatch.undo()
    store.close()
    assert store.forms() == before


@pytest.mark.parametrize(
    "damage",
    [
        delete(tables.summaries),
        update(tables.summaries).values(version=99, total="1"),
        update(tables.summaries).values(basis="", grade="差", texts=""),
    ],
)
def test_they_are_never_the_truth(store: Store, damage: object) -> None:
    store.add_all(sample_forms())
    before = store.forms()
    with writing(store.engine, store.place) as connection:
        connection.execute(damage)  # type: ignore[call-overload] # any of the statements above
    store.close()
    assert store.forms() == before
    assert len(before) == len(sample_forms())


def test_a_reader_sees_fresh_figures_and_writes_nothing(stores: Stores, store: Store) -> None:
    keeper = kept(store, store.add(clean_form()).form.id)
    store.forms()
    keeper.document.apply(SetCell("indicators[0].score", "39"))
    reader = stores.opening(who="李科长", writable=False).needed()
    assert reader.read_only
    assert [item.total for item in reader.forms()] == ["88.00"]
    assert store.freshen() == 1
    keeper.document.apply(SetCell("indicators[0].score", "38"))
    assert [item.total for item in reader.forms()] == ["87.00"]


def test_two_windows_may_make_them_at_the_same_time(stores: Stores, store: Store) -> None:
    other = stores.another()
    for _ in range(3):
        store.add(clean_form())
        assert len(other.forms()) == len(store.forms())
    assert other.freshen() == 0


def test_windows_with_other_templates_on_a_server_keep_theirs_side_by_side(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Stores(place_of(postgres_url))) as stores:
        store, other = stores.open(), stores.another()
        changed = TemplateLibrary(library().folders)
        changed._marks["national-2020"] = "changed"
        made: list[int] = []
        for number in range(3):
            store.add(replace(clean_form(project_name=f"{number}"), template="national-2020"))
            made.append(store.freshen())
            with monkeypatch.context() as patch:
                patch.setattr(summaries, "library", lambda: changed)
                made.append(other.freshen())
                assert len(other.forms()) == number + 1
            assert len(store.forms()) == number + 1
        assert made == [1] * 6


def test_a_summary_of_an_older_version_goes_with_any_newer_one(postgres_url: str) -> None:
    with closing(Stores(place_of(postgres_url))) as stores:
        store = stores.open()
        keeper = kept(store, store.add(clean_form()).form.id)
        store.freshen()
        with writing(store.engine, store.place) as connection:
            connection.execute(update(tables.summaries).values(basis="old"))
        keeper.document.apply(SetCell("unit", "甲"))
        assert store.freshen() == 1
        with reading(store.engine, store.place) as connection:
            found = connection.execute(select(tables.summaries.c.version)).scalars().all()
        assert found == [2]


def test_a_full_disk_does_not_hide_the_list(stores: Stores, store: Store) -> None:
    keeper = kept(store, store.add(clean_form()).form.id)
    store.forms()
    keeper.document.apply(SetCell("indicators[0].score", "39"))
    begins = "BEGIN IMMEDIATE" if store.engine.dialect.name == "sqlite" else "SELECT pg_advisory"
    with Fault(store, begins_with=begins) as fault:
        for _ in range(2):
            assert [(item.total, item.version) for item in store.forms()] == [("88.00", 2)]
        assert fault.hits == 2
    assert store.freshen() == 1
    assert [item.total for item in stores.another().forms()] == ["88.00"]
