"""One audit rule to change: what it says, how serious it is, its limits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from perfdesk.core.number import trimmed
from perfdesk.ui.dialogparts import Notice, em
from perfdesk.ui.palette import Tone
from perfdesk.ui.ruletexts import SEVERITY_NAMES, limit_name, rule_name
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from perfdesk.core.ruleset import Setting


class RuleForm(Card):
    """The current rule.

    Signals:
        limit_typed: The key of a limit, and what was typed as its value.
    """

    limit_typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Caption("", bold=True)
        self.basis = Notice("", Tone.MUTED)
        self.severity = QComboBox()
        self.severity.setAccessibleName("级别")
        for severity, name in SEVERITY_NAMES.items():
            self.severity.addItem(name, severity)
        self.usual = Caption("", Tone.MUTED)
        self.limits: dict[str, QLineEdit] = {}
        self._shown = ""  # the id of the rule whose limits have lines
        self._rows = QFormLayout()
        space = em(self)
        inside = QVBoxLayout()
        inside.setContentsMargins(space, space // 2, space, space // 2)
        inside.setSpacing(space // 2)
        inside.addWidget(self.title)
        inside.addWidget(self.basis)
        self._rows.setHorizontalSpacing(space)
        self._rows.setVerticalSpacing(space // 2)
        self._rows.addRow("级别", self._beside(self.severity, self.usual))
        inside.addLayout(self._rows)
        self.column.addLayout(inside)

    def show_rule(self, setting: Setting | None, usual: Setting | None) -> None:
        """A rule as it is now, and as it came; nothing where none is current."""
        self.setEnabled(setting is not None)
        self.title.setText(rule_name(setting) if setting else "没有这样的规则")
        self.basis.say(f"依据：{setting.basis}" if setting and setting.basis else "", Tone.MUTED)
        severity = setting.severity if setting else None
        self.severity.setCurrentIndex(list(SEVERITY_NAMES).index(severity))
        came = SEVERITY_NAMES[usual.severity] if usual else ""
        self.usual.setText(f"内置：{came}" if came else "")
        self._show_limits(setting, usual)

    def settle(self) -> None:
        """Takes over what stands in an open line."""
        for key, line in tuple(self.limits.items()):
            self._typed(key, line)

    def _show_limits(self, setting: Setting | None, usual: Setting | None) -> None:
        """A line for each limit; those of another rule go."""
        wanted = dict(setting.limits) if setting else {}
        shown = setting.id if setting else ""
        if shown != self._shown:
            self._shown = shown
            while self._rows.rowCount() > 1:
                self._rows.removeRow(1)
            self.limits = {key: self._line(key, usual) for key in wanted}
        for key, value in wanted.items():
            self.limits[key].setText(trimmed(value))

    def _line(self, key: str, usual: Setting | None) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(limit_name(key))
        line.setMaximumWidth(10 * em(self))
        line.editingFinished.connect(partial(self._typed, key, line))
        came = trimmed(usual.limits[key]) if usual else ""
        said = Caption(f"内置：{came}", Tone.MUTED)
        self._rows.addRow(limit_name(key), self._beside(line, said))
        return line

    def _typed(self, key: str, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self.limit_typed.emit(key, line.text().strip())

    def _beside(self, field: QWidget, said: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(em(self))
        row.addWidget(field)
        row.addWidget(said)
        row.addStretch(1)
        return row
