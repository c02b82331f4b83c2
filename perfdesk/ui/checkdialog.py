"""The check of all forms listed (审核整个单位): tables that stay while one mends the forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.digest import GROUP_NAMES, SILENCED_NAME, SOUND
from perfdesk.core.finding import Severity
from perfdesk.ui.dialogparts import PlainTable, Reading, button, fit_height
from perfdesk.ui.findinglines import TONES
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowsmodel import Column, RowsModel
from perfdesk.ui.unitfindings import (
    SILENCED,
    Checked,
    RuleLine,
    Told,
    Wanted,
    counted_by_form,
    counted_by_rule,
    summed_up,
    told_by,
)
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QModelIndex

_HINTS = (
    "单击一行，转到这张表的第一条；双击或按 Enter，逐条看。",
    "双击或按 Enter，逐条看这条规则的意见。",
    "单击一行或按 Enter，转到单元格。",
)
BY_FORM, BY_RULE, ONE_BY_ONE = range(3)


def _count(line: Checked, severity: Severity) -> str:
    return str(line.count.counts[severity] or "")


def _first(line: Checked) -> str:
    return line.trouble or (line.count.first.message if line.count.first else SOUND)


def _first_tone(line: Checked) -> Tone:
    return Tone.WRONG if line.trouble else Tone.TEXT if line.count.first else Tone.GOOD


_FORMS = (
    Column[Checked]("项目名称", 22, lambda line: line.name, tip=lambda line: line.told),
    Column[Checked]("年度", 5, lambda line: line.year),
    *(
        Column[Checked](
            name,
            5,
            lambda line, severity=severity: _count(line, severity),  # type: ignore[misc]
            lambda _line, severity=severity: TONES[severity],  # type: ignore[misc]
            True,
        )
        for severity, name in GROUP_NAMES.items()
    ),
    Column[Checked](
        SILENCED_NAME,
        5,
        lambda line: str(line.count.silenced or ""),
        lambda _line: Tone.MUTED,
        True,
    ),
    Column[Checked]("第一条", 14, _first, _first_tone),
)
_RULES = (
    Column[RuleLine](
        "级别",
        5,
        lambda line: GROUP_NAMES[line.count.severity],
        lambda line: TONES[line.count.severity],
    ),
    Column[RuleLine]("审核规则", 24, lambda line: line.count.title),
    Column[RuleLine]("条数", 4, lambda line: str(line.count.findings), figure=True),
    Column[RuleLine]("表数", 4, lambda line: str(len(line.names)), figure=True),
    Column[RuleLine]("说到的表", 20, lambda line: "、".join(line.names), lambda _line: Tone.MUTED),
)


def _weight_tone(told: Told) -> Tone:
    return TONES[None if told.finding.silenced else told.finding.severity]


_FINDINGS = (
    Column[Told]("级别", 5, lambda told: told.weight, _weight_tone),
    Column[Told](
        "项目名称", 15, lambda told: told.checked.name, tip=lambda told: told.checked.told
    ),
    Column[Told]("年度", 4, lambda told: told.checked.year),
    Column[Told]("位置", 14, lambda told: told.place),
    Column[Told]("审核意见", 20, lambda told: told.text),
)


class CheckDialog(QDialog):
    """The results.

    Signals:
        chosen: The id of a form, and the address of the cell to go to or ''.
        again: The person wants all of it checked once more.
        accounts_wanted: The person wants to enter figures of the final accounts.
        report_wanted: A report of these forms as a file; its ending, .pdf or .xlsx.
    """

    chosen = Signal(str, str)
    again = Signal()
    accounts_wanted = Signal()
    report_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("审核整个单位")
        self.lines: tuple[Checked, ...] = ()
        self.forms = RowsModel[Checked](_FORMS, self)
        self.rules = RowsModel[RuleLine](_RULES, self)
        self.findings = RowsModel[Told](_FINDINGS, self)
        self.form_table = _table(self.forms, "按表")
        self.rule_table = _table(self.rules, "按规则")
        self.finding_table = _table(self.findings, "逐条")
        self.said = Caption("", bold=True)
        self.hint = Caption(_HINTS[0], Tone.MUTED)
        self.tabs = QTabWidget()
        self.weight = _box("级别")
        self.rule = _box("规则")
        self.form = _box("表")
        self.search = QLineEdit()
        self.sentence = Reading("审核意见", most=3, least=2)
        self._lay_out()
        self._fill_weights()
        self._connect()

    @property
    def wanted(self) -> Wanted:
        """What is to be seen."""
        weight, rule, form = (
            str(box.currentData() or "") for box in (self.weight, self.rule, self.form)
        )
        return Wanted(weight, rule, form, self.search.text().strip())

    def show_lines(self, lines: Sequence[Checked]) -> None:
        """Results of another check; what is to be seen stays so as far as it is there."""
        self.lines = tuple(lines)
        self.said.setText(summed_up(lines))
        found = ((line.rules, one.rule) for line in lines for one in line.findings)
        titles = {rule: rules.title(rule) for rules, rule in found}
        _fill(self.rule, "全部规则", titles.items())
        names = ((line.form.id, f"{line.name}（{line.year}）") for line in lines)
        _fill(self.form, "全部表", names)
        self.narrow()

    def narrow(self) -> None:
        """Shows what is to be seen now."""
        wanted = self.wanted
        told = told_by(self.lines, wanted)
        self.forms.show(self.lines if wanted == Wanted() else counted_by_form(self.lines, told))
        self.rules.show(counted_by_rule(told))
        self.findings.show(told)
        for table in (self.form_table, self.rule_table, self.finding_table):
            if table.model().rowCount():
                table.selectRow(0)
        self._tell()

    def _choose_form(self, index: QModelIndex) -> None:
        line = self.forms.rows[index.row()]
        first = line.count.first
        self.chosen.emit(line.form.id, first.where if first else "")

    def _choose_finding(self, index: QModelIndex) -> None:
        told = self.findings.rows[index.row()]
        self.chosen.emit(told.checked.form.id, told.finding.where)

    def _tell(self) -> None:
        """The current finding in full: the table cuts long sentences."""
        row = self.finding_table.currentIndex().row()
        self.sentence.show_text(self.findings.rows[row].text if row >= 0 else "")

    def _look_into(self, box: QComboBox, key: str) -> None:
        """One by one, only those of a form or a rule."""
        box.setCurrentIndex(box.findData(key))
        self.narrow()
        self.tabs.setCurrentIndex(ONE_BY_ONE)
        self.finding_table.setFocus()

    def _connect(self) -> None:
        self.form_table.clicked.connect(self._choose_form)
        self.form_table.activated.connect(
            lambda index: self._look_into(self.form, self.forms.rows[index.row()].form.id)
        )
        self.rule_table.activated.connect(
            lambda index: self._look_into(self.rule, self.rules.rows[index.row()].count.rule)
        )
        self.finding_table.clicked.connect(self._choose_finding)
        self.finding_table.activated.connect(self._choose_finding)
        self.finding_table.selectionModel().currentRowChanged.connect(self._tell)
        for box in (self.weight, self.rule, self.form):
            box.activated.connect(self.narrow)
        self.search.textChanged.connect(self.narrow)
        self.tabs.currentChanged.connect(lambda page: self.hint.setText(_HINTS[page]))

    def _fill_weights(self) -> None:
        named = [(severity.value, name) for severity, name in GROUP_NAMES.items()]
        _fill(self.weight, "全部级别", (*named, (SILENCED, SILENCED_NAME)))

    def _lay_out(self) -> None:
        space, column = self.fontMetrics().height(), QVBoxLayout(self)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space // 2)
        self._add_pages(space // 2)
        column.addWidget(self.said)
        column.addLayout(self._narrowing())
        column.addWidget(self.tabs, 1)
        column.addWidget(self.hint)
        column.addLayout(self._ways())
        fit_height(self, 88, 38)
        self.form_table.setFocus()

    def _narrowing(self) -> QHBoxLayout:
        """What limits the findings shown."""
        row = QHBoxLayout()
        self.search.setPlaceholderText("项目、规则、意见里的字")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找审核意见")
        for part, stretch in ((self.weight, 0), (self.rule, 2), (self.form, 2), (self.search, 2)):
            row.addWidget(part, stretch)
        return row

    def _add_pages(self, space: int) -> None:
        self.tabs.addTab(_card(self.form_table), "按表")
        self.tabs.addTab(_card(self.rule_table), "按规则")
        one_by_one = QWidget()
        column = QVBoxLayout(one_by_one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space)
        column.addWidget(_card(self.finding_table), 1)
        column.addWidget(self.sentence)
        self.tabs.addTab(one_by_one, "逐条")

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button("决算数…(&B)", self.accounts_wanted.emit))
        row.addWidget(button("审核报告 PDF…(&P)", lambda: self.report_wanted.emit(".pdf")))
        row.addWidget(button("审核报告 Excel…(&E)", lambda: self.report_wanted.emit(".xlsx")))
        row.addStretch(1)
        row.addWidget(button("重新审核(&A)", self.again.emit))
        row.addWidget(button("关闭(&C)", self.close, default=True))
        return row


def _card(table: PlainTable) -> Card:
    card = Card()
    card.column.addWidget(table)
    return card


def _table(
    model: RowsModel[Checked] | RowsModel[RuleLine] | RowsModel[Told], name: str
) -> PlainTable:
    table = PlainTable(model, name, model.widths)
    table.setSelectionBehavior(PlainTable.SelectionBehavior.SelectRows)
    return table


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box


def _fill(box: QComboBox, everything: str, items: Iterable[tuple[str, str]]) -> None:
    """Fills a box; what was chosen stays so where it is still there."""
    before = box.currentData()
    box.clear()
    box.addItem(everything, "")
    for key, name in items:
        box.addItem(name, key)
        box.setItemData(box.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(max(0, box.findData(before)))
