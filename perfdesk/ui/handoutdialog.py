"""Workbooks to hand out (发出填报工作簿): blank or of forms, in one file or in several."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.handingout import blank_forms, by_unit
from perfdesk.core.year import parse_year
from perfdesk.ui.dialogparts import Notice, PlainTable, accepted, button, em, fit
from perfdesk.ui.forms import shown_name
from perfdesk.ui.namesfield import NamesField
from perfdesk.ui.palette import Tone
from perfdesk.ui.printscopes import Scope, Scopes
from perfdesk.ui.rowsmodel import Column, RowsModel
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

_SCOPES = (Scope.SHOWN, Scope.CHOSEN, Scope.LISTED)
_COLUMNS = (
    Column["Form"]("年度", 3.8, lambda form: "" if form.year is None else str(form.year)),
    Column["Form"]("项目名称", 15, lambda form: shown_name(form.project_name)),
    Column["Form"]("实施单位", 8, lambda form: form.unit),
)
_UNITS = "一行一个单位，每个单位一张表；不写则留空。"
_NAMES = "一行一个项目，每个项目一张表；不写则留空。"
_BLANK = "空白表，由单位填写"
_ABOUT_BLANK = "指标表先有模板的各二级指标，单位最多可以填 60 行。"
_ABOUT_FORMS = "已定的年初目标锁定，单位只填结果。"
_ANSWER = "填好的工作簿用“文件 → 导入”收回，能认出是哪张表。"


class Way(Enum):
    """How the forms are put into files."""

    ONE = "一个工作簿，每张表一页"
    UNIT = "每个单位一个工作簿"
    EACH = "每张表一个工作簿"


@dataclass(frozen=True, slots=True)
class HandOut:
    """What to hand out: the forms of each workbook; `way` ONE has one group."""

    way: Way
    groups: tuple[tuple[Form, ...], ...]


class HandOutDialog(QDialog):
    """Left open until it is known which forms go into which files."""

    def __init__(
        self,
        templates: Sequence[Template],
        scopes: Scopes,
        like: Form | None,
        parent: QWidget | None = None,
    ) -> None:
        """`templates` has at least one; `like` is the form shown, the model of blank ones."""
        super().__init__(parent)
        self.setWindowTitle("发出填报工作簿")
        self._templates, self._scopes = tuple(templates), scopes
        self.blank = QRadioButton(_BLANK)
        self.of = {one: QRadioButton(self._named(one)) for one in _SCOPES}
        self.ways = {way: QRadioButton(way.value) for way in Way}
        self._which, self._how = QButtonGroup(self), QButtonGroup(self)
        self._make_side()
        self.said = Notice("", Tone.MUTED)
        self.ok = button("导出…(&E)", self.accept, default=True)
        self._fill(like)
        self._offer()
        self._lay_out()
        self._connect()
        self._look()
        self.ok.setFocus()

    def _make_side(self) -> None:
        """What blank ones begin with, or the forms handed out."""
        self.side, self.fields, self._list = QStackedWidget(), QWidget(), Card()
        self.template, self.year, self.supervisor = QComboBox(), QLineEdit(), QLineEdit()
        self.units, self.names = NamesField(_UNITS), NamesField(_NAMES)
        self.model = RowsModel["Form"](_COLUMNS, self)
        self.listed = PlainTable(self.model, "发出的表", self.model.widths)
        self.listed.setSelectionBehavior(PlainTable.SelectionBehavior.SelectRows)

    @property
    def hand_out(self) -> HandOut:
        """What was chosen."""
        forms = self._forms()
        way = next(way for way, made in self.ways.items() if made.isChecked())
        if way is Way.ONE or len(forms) < 2:
            return HandOut(Way.ONE, (tuple(forms),))
        groups = by_unit(forms) if way is Way.UNIT else [(form,) for form in forms]
        return HandOut(way, tuple(groups))

    def _forms(self) -> list[Form]:
        for scope, made in self.of.items():
            if made.isChecked():
                return self._scopes.forms(scope)
        template = self._templates[max(0, self.template.currentIndex())]
        return blank_forms(
            template,
            parse_year(self.year.text()),
            self.supervisor.text(),
            self.units.names,
            self.names.names,
        )

    def _named(self, scope: Scope) -> str:
        ids = self._scopes.ids[scope]
        if scope is Scope.SHOWN and ids:
            name = shown_name(self._scopes.forms(scope)[0].project_name)
            return f"{scope.value}：{name if len(name) <= 20 else name[:20] + '…'}"
        return f"{scope.value}（{len(ids)} 张）"

    def _fill(self, like: Form | None) -> None:
        """What blank ones begin with."""
        for template in self._templates:
            self.template.addItem(template.name)
        ids = [template.id for template in self._templates]
        if like is not None:
            if like.template in ids:
                self.template.setCurrentIndex(ids.index(like.template))
            self.supervisor.setText(like.supervisor)
        year = like.year if like is not None else self._templates[0].default_year
        self.year.setText("" if year is None else str(year))

    def _offer(self) -> None:
        """Only choices with forms; those chosen in the list before the one shown."""
        self._which.addButton(self.blank)
        for scope, made in self.of.items():
            self._which.addButton(made)
            made.setVisible(bool(self._scopes.ids[scope]))
        for made in self.ways.values():
            self._how.addButton(made)
        chosen = Scope.CHOSEN if self._scopes.ids[Scope.CHOSEN] else Scope.SHOWN
        (self.of[chosen] if self._scopes.ids[chosen] else self.blank).setChecked(True)
        self.ways[Way.ONE].setChecked(True)

    def _connect(self) -> None:
        self._which.buttonToggled.connect(lambda _button, on: self._look() if on else None)
        self.year.textChanged.connect(lambda _text: self._look())
        for field in (self.units, self.names):
            field.textChanged.connect(self._look)
            field.entered.connect(self.ok.click)

    def _look(self) -> None:
        """What comes of it, and whether it can be made."""
        is_blank, text = self.blank.isChecked(), self.year.text().strip()
        count = self._show_blank() if is_blank else self._show_forms()
        for made in self.ways.values():
            made.setEnabled(count > 1)
        wrong = is_blank and bool(text) and parse_year(text) is None
        self.ok.setEnabled(not wrong)
        if wrong:
            self.said.say(f"“{text}”不是四位数的年份。", Tone.WRONG)
            return
        about = _ABOUT_BLANK if is_blank else _ABOUT_FORMS
        self.said.say(f"共 {count} 张表。{about}{_ANSWER}", Tone.MUTED)

    def _show_blank(self) -> int:
        """The fields that blank ones begin with; how many forms they make."""
        self.side.setCurrentWidget(self.fields)
        return max(1, len(self.units.names)) * max(1, len(self.names.names))

    def _show_forms(self) -> int:
        """The names of the forms; how many."""
        forms = self._forms()
        self.model.show(forms)
        self.side.setCurrentWidget(self._list)
        return len(forms)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height()
        column, sides, ways = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        self.side.addWidget(self.fields)
        self._list.column.addWidget(self.listed)
        self.side.addWidget(self._list)
        sides.setSpacing(space)
        sides.addLayout(self._choices(space), 2)
        sides.addWidget(self.side, 3)
        ways.addWidget(self.said, 1)
        ways.addWidget(self.ok)
        ways.addWidget(button("取消(&C)", self.reject))
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space // 2)
        column.addLayout(sides, 1)
        column.addLayout(ways)
        self._lay_out_fields(space)
        fit(self, 72, 33)

    def _choices(self, space: int) -> QVBoxLayout:
        """Which forms, and how many files."""
        column = QVBoxLayout()
        column.setSpacing(space // 3)
        column.addWidget(Caption("发出什么", bold=True))
        for made in (self.blank, *self.of.values()):
            column.addWidget(made)
        column.addSpacing(space)
        column.addWidget(Caption("放进几个文件", bold=True))
        for way in self.ways.values():
            column.addWidget(way)
        column.addStretch(1)
        return column

    def _lay_out_fields(self, space: int) -> None:
        rows = QFormLayout(self.fields)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(space // 2)
        named: tuple[tuple[str, QWidget], ...] = (
            ("模板(&T)", self.template),
            ("年度(&Y)", self.year),
            ("主管部门(&S)", self.supervisor),
            ("实施单位(&U)", self.units),
            ("项目名称(&P)", self.names),
        )
        for label, field in named:
            rows.addRow(label, field)
            field.setAccessibleName(label.partition("(")[0])
        self.year.setFixedWidth(6 * em(self))


def ask_hand_out(
    parent: QWidget | None, templates: Sequence[Template], scopes: Scopes, like: Form | None
) -> HandOut | None:
    """What to hand out; None if the person thought better of it."""
    dialog = HandOutDialog(templates, scopes, like, parent)
    return dialog.hand_out if accepted(dialog) else None
