"""The assistant for a new form: template, year, whose, which indicators; all on one page."""

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

from perfdesk.core.newform import (
    new_form,
    optional_levels,
    principal_split,
    standard_rows,
    with_weights,
)
from perfdesk.core.year import parse_year
from perfdesk.ui.dialogparts import Notice, accepted, button, em, fit
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form, Indicator
    from perfdesk.core.template import Template


class NewFormDialog(QDialog):
    """Asks for what a new form begins with; as much as can be is filled in from `like`."""

    def __init__(
        self, templates: Sequence[Template], like: Form | None, parent: QWidget | None = None
    ) -> None:
        """`templates` has at least one; `like` is the form that is shown, if any."""
        super().__init__(parent)
        self.setWindowTitle("新建表")
        self._templates = tuple(templates)
        self.template = QComboBox()
        self.year, self.name = QLineEdit(), QLineEdit()
        self.unit, self.supervisor = QLineEdit(), QLineEdit()
        self.levels: dict[str, QCheckBox] = {}
        self.split = QCheckBox("按 50、30、10 分预填分值（产出、效益、满意度）")
        self.said = Notice("", Tone.MUTED)
        self.ok = button("新建(&N)", self.accept, default=True)
        self._lay_out()
        self._fill(like)
        self.template.currentIndexChanged.connect(lambda _row: self._turn())
        self.year.textChanged.connect(lambda _text: self._look())
        self.name.setFocus()

    @property
    def chosen(self) -> Template:
        """The template chosen."""
        return self._templates[max(0, self.template.currentIndex())]

    @property
    def form(self) -> Form:
        """The form asked for, without an id."""
        rows = self._rows()
        if self.split.isVisibleTo(self) and self.split.isChecked():
            rows = with_weights(rows, principal_split(self.chosen, rows))
        return new_form(
            self.chosen,
            parse_year(self.year.text()),
            self.unit.text(),
            self.supervisor.text(),
            self.name.text(),
            rows,
        )

    def _rows(self) -> tuple[Indicator, ...]:
        wanted = [name for name, box in self.levels.items() if box.isChecked()]
        return standard_rows(self.chosen, wanted)

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
        """Another template has other levels that may be left out."""
        for box in self.levels.values():
            self._levels.removeWidget(box)
            box.deleteLater()
        self.levels = {name: QCheckBox(name) for name in optional_levels(self.chosen)}
        for box in self.levels.values():
            box.toggled.connect(lambda _on: self._look())
            self._levels.addWidget(box)
        self._form.setRowVisible(self._levels_row, bool(self.levels))
        self._look()

    def _look(self) -> None:
        """What comes of it, and whether it can be made."""
        rows, text = self._rows(), self.year.text().strip()
        wrong = bool(text) and parse_year(text) is None
        self.split.setVisible(bool(principal_split(self.chosen, rows)))
        self.ok.setEnabled(not wrong)
        if wrong:
            self.said.say(f"“{text}”不是四位数的年份。", Tone.WRONG)
        else:
            self.said.say(f"指标表先有 {len(rows)} 行，以后可以增减。", Tone.MUTED)

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setVerticalSpacing(self.fontMetrics().height() // 2)
        fields = (
            ("表样(&T)", self.template),
            ("年度(&Y)", self.year),
            ("项目名称(&P)", self.name),
            ("实施单位(&U)", self.unit),
            ("主管部门(&S)", self.supervisor),
        )
        for label, field in fields:
            self._form.addRow(label, field)
            field.setAccessibleName(label.partition("(")[0])
        self.year.setFixedWidth(6 * em(self))
        self._levels_row = QWidget()
        self._levels = QHBoxLayout(self._levels_row)
        self._levels.setContentsMargins(0, 0, 0, 0)
        self._form.addRow("另外包括", self._levels_row)
        self._form.addRow("", self.split)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.ok)
        row.addWidget(button("取消(&C)", self.reject))
        column = QVBoxLayout(self)
        height = self.fontMetrics().height()
        column.setContentsMargins(height, height, height, height)
        column.addLayout(self._form)
        column.addStretch(1)
        column.addLayout(row)
        fit(self, 36, 23)


def ask_new_form(
    parent: QWidget | None, templates: Sequence[Template], like: Form | None
) -> Form | None:
    """The form to begin with, without an id; None if the person thought better of it."""
    dialog = NewFormDialog(templates, like, parent)
    return dialog.form if accepted(dialog) else None
