"""The assistant for new forms: template, year, whose, which indicators; all on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.newform import new_form, principal_split, with_weights
from perfdesk.core.year import parse_year
from perfdesk.ui.dialogparts import Notice, accepted, button, em, fit
from perfdesk.ui.indicatorchoice import IndicatorChoice
from perfdesk.ui.namesfield import NamesField
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form, Indicator
    from perfdesk.core.template import Template

_NAMES = "一行一个项目，每个项目一张表。\n可以从 Excel 粘贴一列名称，Shift+Enter 换行。"


class NewFormDialog(QDialog):
    """Asks for what new forms begin with; as much as can be is filled in from `like`."""

    def __init__(
        self, templates: Sequence[Template], like: Form | None, parent: QWidget | None = None
    ) -> None:
        """`templates` has at least one; `like` is the form that is shown, if any."""
        super().__init__(parent)
        self.setWindowTitle("新建表")
        self._templates = tuple(templates)
        self.template = QComboBox()
        self.year, self.names = QLineEdit(), NamesField(_NAMES)
        self.unit, self.supervisor = QLineEdit(), QLineEdit()
        self.indicators = IndicatorChoice()
        self.split = QCheckBox("按 50、30、10 分预填分值（产出、效益、满意度）")
        self.said = Notice("", Tone.MUTED)
        self.ok = button("新建(&N)", self.accept, default=True)
        self._lay_out()
        self._fill(like)
        self.template.currentIndexChanged.connect(lambda _row: self._turn())
        self.year.textChanged.connect(lambda _text: self._look())
        self.names.textChanged.connect(self._look)
        self.names.entered.connect(self.ok.click)
        self.indicators.changed.connect(self._look)
        self.split.toggled.connect(lambda _on: self._look())
        (self.names if self.unit.text() else self.unit).setFocus()

    @property
    def chosen(self) -> Template:
        """The template chosen."""
        return self._templates[max(0, self.template.currentIndex())]

    @property
    def forms(self) -> list[Form]:
        """The forms asked for, without ids: one for each name, one without a name for none."""
        year, rows = parse_year(self.year.text()), self._rows()
        unit, supervisor = self.unit.text(), self.supervisor.text()
        names = self.names.names or [""]
        return [new_form(self.chosen, year, unit, supervisor, name, rows) for name in names]

    def _rows(self) -> tuple[Indicator, ...]:
        """The rows ticked, with their weights where these are wanted and the principle fits."""
        rows = self.indicators.rows
        split = principal_split(self.chosen, rows) if self.split.isChecked() else {}
        return with_weights(rows, split)

    def _fill(self, like: Form | None) -> None:
        for template in self._templates:
            self.template.addItem(template.name)
        ids = [template.id for template in self._templates]
        if like is not None and like.template in ids:
            self.template.setCurrentIndex(ids.index(like.template))
        year = like.year if like is not None else self.chosen.default_year
        self.year.setText("" if year is None else str(year))
        if like is not None:
            self.unit.setText(like.unit)
            self.supervisor.setText(like.supervisor)
        self._turn()

    def _turn(self) -> None:
        """Another template has other indicators."""
        self.indicators.show_template(self.chosen)
        self._look()

    def _look(self) -> None:
        """What comes of it, and whether it can be made."""
        ticked, text, many = self.indicators.rows, self.year.text().strip(), len(self.names.names)
        self.split.setEnabled(bool(principal_split(self.chosen, ticked)))
        self.indicators.show_weights(self._rows())
        wrong = bool(text) and parse_year(text) is None
        self.ok.setEnabled(not wrong)
        if wrong:
            self.said.say(f"“{text}”不是四位数的年份。", Tone.WRONG)
        else:
            forms = f"新建 {many} 张表，每张的" if many > 1 else ""
            twice = self.names.repeated
            once = f"重名的只建一张：{'、'.join(twice)}。" if twice else ""
            tone = Tone.DIFFERS if twice else Tone.MUTED
            self.said.say(f"{once}{forms}指标表先有 {len(ticked)} 行，以后可以增减。", tone)

    def _lay_out(self) -> None:
        height = self.fontMetrics().height()
        sides = QHBoxLayout()
        sides.setSpacing(height)
        sides.addLayout(self._fields(), 3)
        right = QVBoxLayout()
        right.setSpacing(height // 2)
        right.addWidget(self.indicators, 1)
        right.addWidget(self.split)
        sides.addLayout(right, 2)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.ok)
        row.addWidget(button("取消(&C)", self.reject))
        column = QVBoxLayout(self)
        column.setSpacing(height)
        column.addLayout(sides, 1)
        column.addLayout(row)
        fit(self, 64, 31)

    def _fields(self) -> QFormLayout:
        fields = QFormLayout()
        fields.setVerticalSpacing(self.fontMetrics().height() // 2)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("模板(&T)", self.template),
            ("年度(&Y)", self.year),
            ("实施单位(&U)", self.unit),
            ("主管部门(&S)", self.supervisor),
            ("项目名称(&P)", self.names),
        )
        for label, field in rows:
            fields.addRow(label, field)
            field.setAccessibleName(label.partition("(")[0])
        self.year.setFixedWidth(6 * em(self))
        return fields


def ask_new_forms(
    parent: QWidget | None, templates: Sequence[Template], like: Form | None
) -> list[Form]:
    """The forms to begin with, without ids; none if the person thought better of it."""
    dialog = NewFormDialog(templates, like, parent)
    return dialog.forms if accepted(dialog) else []
