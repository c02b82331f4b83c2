"""Figures of the final accounts (决算数) by unit and year, to check the sums of forms against."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from perfdesk.core.accounts import Account
from perfdesk.core.number import Number
from perfdesk.ui.dialogparts import Notice, PlainTable, accepted, button, fit
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowsmodel import Column, RowsModel
from perfdesk.ui.widgets import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from perfdesk.ui.cellmodel import Index

_ABOUT = "填单位部门决算里的项目支出（元），审核时与各表的全年执行数之和比较。不填就不比较。"
_NO_NUMBER = "“{}”不是数字，决算数没有改。请填金额（元），例如 1234567.89。"


def _spent(row: Account) -> str:
    return "" if row.spent is None else f"{row.spent:,.2f}"


def _tone(row: Account) -> Tone:
    return Tone.ACCENT if row.figure else Tone.FADED


_COLUMNS = (
    Column[Account]("单位", 16, lambda row: row.unit or "未填单位"),
    Column[Account]("年度", 4, lambda row: str(row.year)),
    Column[Account]("表数", 4, lambda row: str(row.forms), figure=True),
    Column[Account]("各表执行数之和（元）", 11, _spent, figure=True),
    Column[Account]("决算数（元）", 11, lambda row: row.figure or "（未填）", _tone, True),
)
_FIGURE = len(_COLUMNS) - 1


class AccountsModel(RowsModel[Account]):
    """The last column is typed.

    Signals:
        refused: Why what was typed is no figure, '' once something is taken.
    """

    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell; an editor begins with the figure alone."""
        typed = index.isValid() and index.column() == _FIGURE
        if typed and role == Qt.ItemDataRole.EditRole:
            return self.rows[index.row()].figure
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes a figure that is one, or nothing."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != _FIGURE:
            return False
        text = str(value).strip()
        if Number.of(text).unreadable:
            self.refused.emit(_NO_NUMBER.format(text))
            return False
        self.refused.emit("")
        self.change(index.row(), replace(self.rows[index.row()], figure=text))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The figure can be typed."""
        found = super().flags(index)
        typed = index.isValid() and index.column() == _FIGURE
        return found | Qt.ItemFlag.ItemIsEditable if typed else found


class AccountsDialog(QDialog):
    """The figures; they are kept with 确定."""

    def __init__(self, rows: Sequence[Account], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("决算数")
        self.model = AccountsModel(self)
        self.model.show(rows)
        self.table = PlainTable(self.model, "决算数", self.model.widths)
        self.table.setEditTriggers(
            PlainTable.EditTrigger.AnyKeyPressed
            | PlainTable.EditTrigger.EditKeyPressed
            | PlainTable.EditTrigger.DoubleClicked
            | PlainTable.EditTrigger.SelectedClicked
        )
        self.notice = Notice()
        self.model.refused.connect(lambda why: self.notice.say(why, Tone.WRONG))
        self._lay_out()
        if rows:
            self.table.setCurrentIndex(self.model.index(0, _FIGURE))

    def _lay_out(self) -> None:
        space = self.fontMetrics().height()
        card, ways, column = Card(), QHBoxLayout(), QVBoxLayout(self)
        card.column.addWidget(self.table)
        ways.addStretch(1)
        ways.addWidget(button("确定(&O)", self.accept, default=True))
        ways.addWidget(button("取消(&C)", self.reject))
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space // 2)
        column.addWidget(Notice(_ABOUT, Tone.MUTED))
        column.addWidget(card, 1)
        column.addWidget(self.notice)
        column.addLayout(ways)
        fit(self, 54, 22)


def ask_accounts(parent: QWidget | None, rows: Sequence[Account]) -> list[Account] | None:
    """The rows with figures as the person wants them; None where nothing is to change."""
    dialog = AccountsDialog(rows, parent)
    return list(dialog.model.rows) if accepted(dialog) else None
