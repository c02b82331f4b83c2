"""What the desk lends an audit: the forms beside, the final accounts, the rules of now."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.core.change import Change
from perfdesk.core.edits import SetCell
from perfdesk.core.number import Number
from perfdesk.core.ruleset import RuleChange
from perfdesk.desk import Desk
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.store.backupfile import Reason
from perfdesk.store.place import FilePlace
from tests.support.forms import clean_form
from tests.support.stores import Stores


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with one form."""
    stores = Stores(FilePlace(tmp_path / "perfdesk.db"))
    desk = Desk(stores.opening())
    desk.add([clean_form()])
    yield desk
    stores.close()


@pytest.fixture
def form_id(desk: Desk) -> str:
    return desk.forms()[0].id


def test_the_forms_beside_are_those_of_the_unit_in_these_years_and_the_year_before(
    desk: Desk, form_id: str
) -> None:
    same, last, old, other, undated = desk.add(
        [
            clean_form(project_name="同年"),
            clean_form(year="2023"),
            clean_form(year="2022"),
            clean_form(unit="别的局"),
            clean_form(year=""),
        ]
    )
    desk.document(last).apply(SetCell("project_name", "改过"))
    found = desk.beside(desk.current([form_id]))
    assert {form.id for form in found} == {same, last}
    assert "改过" in {form.project_name for form in found}
    assert {form.id for form in desk.beside(desk.current([undated, old]))} == set()
    assert desk.beside([]) == []
    assert {form.id for form in desk.beside(desk.current([other]))} == set()


def test_a_form_beside_may_spell_the_unit_otherwise(desk: Desk, form_id: str) -> None:
    (other,) = desk.add([clean_form(unit=" 区总工会 本级")])
    assert [form.id for form in desk.beside(desk.current([form_id]))] == [other]


def test_one_open_form_without_its_template_does_not_keep_the_rules_from_the_others(
    desk: Desk, form_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (second,) = desk.add([clean_form()])
    first, last = desk.document(form_id), desk.document(second)
    last.apply(SetCell("indicators[1].score", "99"))
    before = first.findings

    def gone() -> None:
        raise Refused("没有模板。")

    monkeypatch.setattr(first, "take_rules", gone)
    try:
        library().change_rules({"3": RuleChange("off")})
        desk.rules_changed()
        assert not any(one.rule == "3" for one in last.findings)
        assert first.findings == before
    finally:
        library().change_rules({})


def test_the_final_accounts_are_kept_and_count_for_the_backup(desk: Desk) -> None:
    desk.back_up(Reason.MANUAL)
    before = len(desk.backups())
    desk.enter_account("区总工会本级", 2024, "12")
    assert desk.accounts() == {("区总工会本级", 2024): Number.of("12")}
    desk.back_up_if_changed(Reason.CLOSE)
    assert len(desk.backups()) == before + 1


def test_open_documents_are_checked_by_the_rules_of_now(desk: Desk, form_id: str) -> None:
    document = desk.document(form_id)
    document.apply(SetCell("indicators[1].score", "99"))
    assert any(one.rule == "3" for one in document.findings)
    told: list[Change] = []
    document.listen(told.append)
    try:
        library().change_rules({"3": RuleChange("off")})
        desk.rules_changed()
        assert not any(one.rule == "3" for one in document.findings)
    finally:
        library().change_rules({})
    desk.rules_changed()
    assert any(one.rule == "3" for one in document.findings)
    desk.rules_changed()
    assert len(told) == 2
    assert desk.keeper(form_id).saved
    assert document.undo_text == "修改第 2 行得分"
