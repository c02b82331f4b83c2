"""One audit rule to change: what it says, how serious it is, its limits, a person's own words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from perfdesk.core.checks.wordlists import lists_of
from perfdesk.core.number import trimmed
from perfdesk.ui.dialogparts import Notice, em
from perfdesk.ui.palette import Tone
from perfdesk.ui.ruletexts import SEVERITY_NAMES, limit_name, rule_name
from perfdesk.ui.widgets import Caption, Card, ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import SignalInstance

    from perfdesk.core.ruleset import Setting

_OWN_WORDS = "自己加的词，用顿号隔开"


class RuleForm(Card):
    """The current rule.

    Signals:
        limit_typed: The key of a limit, and what was typed as its value.
        words_typed: The key of a list of words, and what was typed as a person's own words.
    """

    limit_typed = Signal(str, str)
    words_typed = Signal(str, str)

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
        self.words: dict[str, QLineEdit] = {}
        self._shown = ""  # the id of the rule whose limits and words have lines
        self._rows = QFormLayout()
        self._lay_out(em(self))

    def show_rule(
        self,
        setting: Setting | None,
        usual: Setting | None,
        own: Callable[[str, str], tuple[str, ...]],
    ) -> None:
        """A rule as it is now, and as it came; nothing where none is current.

        `own` are a person's words of a rule's list; a line that is held stays as typed.
        """
        self.setEnabled(setting is not None)
        self.title.setText(rule_name(setting) if setting else "没有这样的规则")
        self.basis.say(f"依据：{setting.basis}" if setting and setting.basis else "", Tone.MUTED)
        severity = setting.severity if setting else None
        self.severity.setCurrentIndex(list(SEVERITY_NAMES).index(severity))
        came = SEVERITY_NAMES[usual.severity] if usual else ""
        self.usual.setText(f"内置：{came}" if came else "")
        self._make_lines(setting, usual)
        for key, value in (setting.limits if setting else {}).items():
            self.limits[key].setText(trimmed(value))
        for key, line in self.words.items():
            if not line.isModified():
                line.setText("、".join(own(self._shown, key)))

    def hold(self, key: str) -> None:
        """Leaves a line of words as it was typed: it is not taken over yet."""
        self.words[key].setModified(True)

    def drop_typed(self) -> None:
        """The lines that are not taken over show what counts when the rule is shown again."""
        for line in self.words.values():
            line.setModified(False)

    def settle(self) -> None:
        """Takes over what stands in an open line."""
        for lines, typed in ((self.limits, self.limit_typed), (self.words, self.words_typed)):
            self._settle(lines, typed)

    def _settle(self, lines: Mapping[str, QLineEdit], typed: SignalInstance) -> None:
        for key, line in tuple(lines.items()):
            self._typed(typed, key, line)

    def _make_lines(self, setting: Setting | None, usual: Setting | None) -> None:
        """A line for each limit and list of words; those of another rule go."""
        shown = setting.id if setting else ""
        if shown == self._shown:
            return
        self._shown = shown
        while self._rows.rowCount() > 1:
            self._rows.removeRow(1)
        self.limits = {key: self._limit(key, usual) for key in (setting.limits if setting else ())}
        self.words = {key: self._list(key, name, usual) for key, name in _lists(shown)}

    def _limit(self, key: str, usual: Setting | None) -> QLineEdit:
        line = self._line(limit_name(key), self.limit_typed, key)
        line.setMaximumWidth(10 * em(self))
        came = trimmed(usual.limits[key]) if usual else ""
        said = Caption(f"内置：{came}", Tone.MUTED)
        self._rows.addRow(limit_name(key), self._beside(line, said))
        return line

    def _list(self, key: str, name: str, usual: Setting | None) -> QLineEdit:
        line = self._line(name, self.words_typed, key)
        line.setPlaceholderText(_OWN_WORDS)
        came = usual.words[key] if usual else ()
        said = ElidedCaption(f"内置 {len(came)} 个：{'、'.join(came)}", Tone.MUTED)
        row = self._beside(line, said, 1)
        row.setStretch(0, 1)
        self._rows.addRow(name, row)
        return line

    def _line(self, name: str, typed: SignalInstance, key: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.editingFinished.connect(partial(self._typed, typed, key, line))
        return line

    def _typed(self, typed: SignalInstance, key: str, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            typed.emit(key, line.text().strip())

    def _beside(self, field: QWidget, said: QWidget, wide: int = 0) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(em(self))
        row.addWidget(field)
        row.addWidget(said, wide)
        row.addStretch(0 if wide else 1)
        return row

    def _lay_out(self, space: int) -> None:
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


def _lists(rule: str) -> list[tuple[str, str]]:
    """Keys and names of the lists that a person may add to."""
    return [(key, each.name) for key, each in lists_of(rule).items()]
