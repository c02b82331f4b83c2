"""Figures of the final accounts: typed, refused where they are none, kept."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog
from pytestqt.modeltest import ModelTester

from perfdesk.core.accounts import Account
from perfdesk.ui.accountsdialog import AccountsDialog, AccountsModel, ask_accounts
from tests.support.desks import when_open

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("application"),
]

ROWS = [Account("甲局", 2024, 2, Decimal(1500000), ""), Account("", 2023, 1, None, "12")]
FIGURE = 4


def texts(model: AccountsModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_the_rows_say_what_is_spent_and_what_was_entered() -> None:
    model = AccountsModel()
    model.show(ROWS)
    assert texts(model, 0) == ["甲局", "2024", "2", "1,500,000.00", "（未填）"]
    assert texts(model, 1) == ["未填单位", "2023", "1", "", "12"]
    assert model.index(0, FIGURE).data(Qt.ItemDataRole.EditRole) == ""


def test_only_the_figure_is_typed(qtmodeltester: ModelTester) -> None:
    model = AccountsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(ROWS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert not model.setData(model.index(0, 0), "乙局")
    assert model.setData(model.index(0, FIGURE), " 1,234.5 ")
    assert model.rows[0].figure == "1,234.5"
    assert model.setData(model.index(0, FIGURE), "")
    assert model.rows[0].figure == ""


def test_what_is_no_figure_is_refused_in_a_sentence() -> None:
    dialog = AccountsDialog(ROWS)
    assert not dialog.model.setData(dialog.model.index(1, FIGURE), "十二")
    assert dialog.notice.text().startswith("“十二”不是数字")
    assert dialog.model.rows[1].figure == "12"
    dialog.model.setData(dialog.model.index(1, FIGURE), "13")
    assert dialog.notice.text() == ""


@pytest.mark.parametrize("agrees", [True, False])
def test_the_figures_count_with_ok(agrees: bool) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, AccountsDialog)
        assert dialog.table.currentIndex().column() == FIGURE
        dialog.model.setData(dialog.model.index(0, FIGURE), "7")
        (dialog.accept if agrees else dialog.reject)()

    when_open(act)
    found = ask_accounts(None, ROWS)
    assert (found[0].figure if found else None) == ("7" if agrees else None)
