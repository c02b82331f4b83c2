"""One line of a dry run in full: what differs, how it was read, the sheet, or why it was not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from perfdesk.arrivals import Mark
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.ui.choicemodel import COLUMNS, ChoiceModel
from perfdesk.ui.dialogparts import Reading, button
from perfdesk.ui.identityrow import IdentityRow
from perfdesk.ui.palette import Tone
from perfdesk.ui.sheetmodel import WORDS
from perfdesk.ui.sheetview import SheetView
from perfdesk.ui.ticktable import TickTable
from perfdesk.ui.widgets import Caption, ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.arrivals import Arrival, Understood
    from perfdesk.dryrun import Line

_FROM_FORM_FILE = "表单文件，逐格照原样读入。"
_MOST_TOLD = 200


class ImportDetail(QWidget):
    """Beside the table, about its current line.

    Signals:
        changed: Which differences are taken over has changed.
        template_chosen: The id of another template for the form.
    """

    changed = Signal()
    template_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line: Line | None = None
        self.name = ElidedCaption("", bold=True)
        self.place = ElidedCaption("", Tone.MUTED)
        self.remarks = Reading("要看的", most=6, least=1)
        self.identity = IdentityRow()
        self.template = QComboBox()
        self.template.setAccessibleName("按哪个模板读")
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.template.setSizeAdjustPolicy(adjust)  # the pane stays as wide for every line
        self.template.setMinimumContentsLength(8)
        self.choices = ChoiceModel(self)
        self.table = TickTable(self.choices, "不同之处", [one.width for one in COLUMNS], True)
        self.all = button("全部采用(&A)", lambda: self.choices.take(True))
        self.none = button("全部保留库里的(&K)", lambda: self.choices.take(False))
        self.account = Reading("读取说明")
        self.sheet = SheetView()
        self.tabs = QTabWidget()
        self._fill_templates()
        self._lay_out()
        self.choices.dataChanged.connect(self.changed)
        self.template.activated.connect(self._choose_template)

    def show_line(self, line: Line | None) -> None:
        """Shows another line, or the same one anew."""
        keep = line is not None and line is self.line
        differed = self.tabs.isTabVisible(self.tabs.indexOf(self._changes))
        keep = keep and differed is bool(line and line.differences)  # what is new comes first
        tab = self.tabs.currentWidget() if keep else None
        self.line = line
        arrival = line.arrival if line else None
        self.name.setText(_name(line))
        self._show_place(line)
        remarks = line.remarks if line else ()
        self.remarks.setVisible(bool(remarks))
        self.remarks.show_text("\n".join(remarks))
        self.identity.show_line(line)
        self._show_template(line)
        self.choices.show_line(line)
        self._show_choices(line)
        self.account.show_text(account_of(arrival) if arrival and arrival.form else "")
        self.sheet.show_arrival(arrival)
        self._show_tabs(line)
        if tab is not None and self.tabs.isTabVisible(self.tabs.indexOf(tab)):
            self.tabs.setCurrentWidget(tab)

    def _show_place(self, line: Line | None) -> None:
        """File and sheet; the folder only in the tooltip."""
        self.place.setText(line.place if line else "")
        self.place.setToolTip(line.arrival.file if line else "")

    def _show_template(self, line: Line | None) -> None:
        """To be chosen only where it was inferred."""
        form = line.form if line else None
        self._row.setVisible(bool(line and line.arrival.proposed and form))
        if form:
            self.template.setCurrentIndex(self.template.findData(form.template))

    def _show_choices(self, line: Line | None) -> None:
        self.table.clearSpans()
        for row in self.choices.heads:
            self.table.setSpan(row, 0, 1, len(COLUMNS))
        for part in (self.all, self.none):
            part.setEnabled(bool(line and not line.whole))

    def _show_tabs(self, line: Line | None) -> None:
        """Only those with something to show; what differs comes first."""
        shown = {
            self._changes: bool(line and line.differences),
            self.account: bool(line and line.form),
            self.sheet: bool(line and line.arrival.picture),
        }
        self.tabs.setVisible(any(shown.values()))
        for part, visible in shown.items():
            self.tabs.setTabVisible(self.tabs.indexOf(part), visible)
        order = (self._changes, self.sheet, self.account)
        first = next((part for part in order if shown[part]), None)
        if first is not None:
            self.tabs.setCurrentWidget(first)

    def _choose_template(self, at: int) -> None:
        chosen = str(self.template.itemData(at))
        if self.line and self.line.form and chosen != self.line.form.template:
            self.template_chosen.emit(chosen)

    def _fill_templates(self) -> None:
        for template_id in library().ids():
            try:
                template = library().get(template_id)
            except Refused:  # told of where templates are chosen by hand
                continue
            self.template.addItem(f"{template.name}（{template.money_unit.value}）", template_id)

    def _lay_out(self) -> None:
        space, column = self.fontMetrics().height() // 2, QVBoxLayout(self)
        self._changes, self._row = self._change_page(), self._template_row()
        for part, name in (
            (self._changes, "不同之处"),
            (self.sheet, "原表"),
            (self.account, "读取说明"),
        ):
            self.tabs.addTab(part, name)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space)
        for part in (self.name, self.place, self.remarks, self.identity, self._row):
            column.addWidget(part)
        column.addWidget(self.tabs, 1)
        column.addStretch(0)

    def _change_page(self) -> QWidget:
        page, ways = QWidget(), QHBoxLayout()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        ways.addWidget(self.all)
        ways.addWidget(self.none)
        ways.addStretch(1)
        column.addWidget(self.table, 1)
        column.addLayout(ways)
        return page

    def _template_row(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Caption("模板是推测的，不对请改：", Tone.DIFFERS))
        row.addWidget(self.template, 1)
        return whole


def account_of(arrival: Arrival) -> str:
    """How sure the reading is, what was tidied and what was left over, as lines."""
    read = [one for one in arrival.understood if one.mark is not Mark.LEFT]
    left = [one for one in arrival.understood if one.mark is Mark.LEFT]
    if not arrival.understood:
        return "\n".join((_FROM_FORM_FILE, *arrival.notices))
    counts = Counter(one.mark for one in read)
    parts = [f"{WORDS[mark].partition('，')[2]} {counts[mark]} 格" for mark in Mark if counts[mark]]
    lines = [f"读入 {len(read)} 格：{'，'.join(parts)}。", *arrival.notices]
    unsure = [one for one in read if one.mark is not Mark.CERTAIN]
    tidied = [one for one in read if one.mark is Mark.CERTAIN and one.why]
    lines += _listed("不很确定：", unsure) + _listed("整理过：", tidied)
    return "\n".join(lines + _listed("没有读入：", left))


def _listed(head: str, items: Iterable[Understood]) -> list[str]:
    found = [_told(one) for one in items]
    rest = [f"……共 {len(found)} 处"] if len(found) > _MOST_TOLD else []
    return ["", head, *found[:_MOST_TOLD], *rest] if found else []


def _told(one: Understood) -> str:
    what = one.text if one.mark is Mark.LEFT else one.name
    text = "" if one.mark is Mark.LEFT or not one.text else f" “{_short(one.text)}”"
    why = f"：{one.why}" if one.why else ""
    return f"{one.cell} {_short(what)}{text}{why}".strip()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"


def _name(line: Line | None) -> str:
    if line is None:
        return ""
    if line.form is None:
        return f"{line.file_name}：不能读"
    return " ".join(line.form.project_name.split()) or "未命名"
