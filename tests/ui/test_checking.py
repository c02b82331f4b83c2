"""The audit in the window: what goes with the forms, the report, the final accounts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.core.finding import Finding
from perfdesk.core.form import Form
from perfdesk.core.number import Number
from perfdesk.files.errors import Refused
from perfdesk.runner import Progress
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, filled, make_form
from tests.ui.test_checkdialog import dialog_of, press
from tests.ui.test_window import trigger

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def years(opener: Opener, store_file: Path) -> MainWindow:
    """A form of 2024 is listed; the same unit has one of 2023 and of 2021."""
    forms = [make_form(), make_form(year=2023), make_form(year=2021)]
    window = opener(filled(store_file, forms))
    window.panel.search.setText("培训")
    window.panel.refresh()
    window.panel.show_forms(["id-1"])
    return window


def test_the_forms_beside_and_the_accounts_go_along(
    years: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    def check(
        forms: Sequence[Form],
        beside: Sequence[Form],
        accounts: Mapping[tuple[str, int], Decimal],
        _progress: Progress,
    ) -> list[tuple[Finding, ...] | Refused]:
        seen.extend([[form.id for form in forms], [form.id for form in beside], dict(accounts)])
        return [()] * len(forms)

    years.desk.enter_account("区总工会本级", 2024, "1,000")
    years.desk.enter_account("区总工会本级", 2023, "没有")
    object.__setattr__(years.jobs, "check_forms", check)
    monkeypatch.setattr(years, "listed", lambda: years.desk.current(["id-1"]))
    trigger(years, "check_all")
    assert seen == [["id-1"], ["id-2"], {("区总工会本级", 2024): Decimal(1000)}]
    assert dialog_of(years).said.text() == "审核了 1 张表：1 张没有问题。"


def test_the_accounts_are_entered_kept_and_checked_again(
    window: MainWindow, person: Person
) -> None:
    person.figure = "77"
    trigger(window, "check_all")
    press(dialog_of(window), "决算数…(&B)")
    assert person.asked == ["区总工会本级"]
    assert window.desk.accounts() == {("区总工会本级", 2024): Number.of("77")}
    person.figure = ""
    press(dialog_of(window), "决算数…(&B)")
    assert window.desk.accounts() == {}
    assert person.told == []


def test_who_thinks_better_of_it_enters_nothing(window: MainWindow, person: Person) -> None:
    person.figure, person.agrees = "77", False
    trigger(window, "check_all")
    press(dialog_of(window), "决算数…(&B)")
    assert window.desk.accounts() == {}


@pytest.mark.parametrize(("key", "ending"), [("audit_pdf", ".pdf"), ("audit_book", ".xlsx")])
def test_the_report_on_the_selected_forms_goes_to_a_file(
    window: MainWindow, person: Person, key: str, ending: str
) -> None:
    person.target = Path(f"/somewhere/报告{ending}")
    window.panel.list.selectAll()
    trigger(window, key)
    [(kind, forms, target)] = person.written
    assert (kind, target) == ("audit", person.target)
    assert [form.id for form in forms] == ["id-1", "id-2"]
    assert person.suggested[0].name == f"审核报告_绩效自评表2张{ending}"


def test_the_report_on_all_that_is_checked_comes_from_the_table(
    window: MainWindow, person: Person
) -> None:
    trigger(window, "check_all")
    press(dialog_of(window), "审核报告 Excel…(&E)")
    [(kind, forms, _)] = person.written
    assert (kind, len(forms)) == ("audit", 2)


def test_without_a_target_nothing_is_written(window: MainWindow, person: Person) -> None:
    person.target = None
    trigger(window, "audit_pdf")
    assert person.written == []
