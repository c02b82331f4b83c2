"""The audit rules (审核规则): how serious each is, its limits and words; changed and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout

from perfdesk.files.errors import Refused
from perfdesk.files.folders import rules_file
from perfdesk.files.rulesets import keep_aside, save_rule_changes
from perfdesk.files.templates import library
from perfdesk.ui import dialogs
from perfdesk.ui.dialogparts import (
    FilterField,
    Notice,
    PlainTable,
    accepted,
    allow,
    button,
    fit_height,
)
from perfdesk.ui.findinglines import TONES
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowsmodel import Column, RowsModel
from perfdesk.ui.ruleedits import RuleEdits
from perfdesk.ui.ruleform import RuleForm
from perfdesk.ui.ruletexts import SEVERITY_NAMES, limits_told, rule_name
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from perfdesk.core.ruleset import Setting

_UNCHANGED = "没有改过，就是内置的设置。"
_ALL_BACK = "把全部规则恢复成内置的设置？"
_DAMAGED = "{trouble}\n要在这里重新设置吗？改了以后，原来的文件改名留着。"
_ABOUT = "改的设置用在所有模板上，存在您自己的设置里，不随表发出。"


class _Rules(PlainTable):
    """The current rule stays in sight when the card below it takes more room."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())


class RulesDialog(QDialog):
    """All rules in a table, the current one below it; kept with 确定.

    Where the person's file is `damaged`, the new one does not take its place: it is kept aside.
    """

    def __init__(
        self, edits: RuleEdits, parent: QWidget | None = None, *, damaged: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("审核规则")
        self.edits = edits
        self._damaged = damaged
        self._refused = False
        self.model = RowsModel["Setting"](self._columns(), self)
        self.table = _Rules(self.model, "审核规则", self.model.widths)
        self.table.setSelectionBehavior(PlainTable.SelectionBehavior.SelectRows)
        self.search = FilterField("规则、依据里的字")
        self.changed_only = QCheckBox("只列改过的")
        self.said = Caption("", Tone.MUTED)
        self.form = RuleForm()
        self.notice = Notice()
        self.back = button("恢复这一条(&R)", self.put_back)
        self.all_back = button("全部恢复…(&A)", self.put_all_back)
        self._lay_out()
        self._connect()
        self.narrow()

    def _columns(self) -> tuple[Column[Setting], ...]:
        return (
            Column["Setting"]("编号", 9, lambda one: one.id, self._tone, tip=rule_name),
            Column["Setting"]("审核规则", 21, lambda one: one.title, self._tone, tip=rule_name),
            Column["Setting"](
                "级别",
                9,
                lambda one: SEVERITY_NAMES[one.severity],
                lambda one: TONES[one.severity],
            ),
            Column["Setting"]("界限", 16, self._limits),
            Column["Setting"]("依据", 14, lambda one: one.basis, lambda _one: Tone.MUTED),
        )

    def narrow(self) -> None:
        """Lists the rules that hold what is searched for."""
        before = self.current
        self.model.show([one for one in self._settings() if self._is_wanted(one)])
        rows = [row for row, one in enumerate(self.model.rows) if before and one.id == before.id]
        if self.model.rows:
            self.table.selectRow(rows[0] if rows else 0)
        self._show()

    @property
    def current(self) -> Setting | None:
        """The rule whose settings are shown."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def put_back(self) -> None:
        """The current rule as it came."""
        if self.current:
            self.edits.put_back(self.current.id)
            self.form.drop_typed()
            self._take()

    def put_all_back(self) -> None:
        """All rules as they came, after a question."""
        if dialogs.confirm(self, _ALL_BACK, "恢复", "取消"):
            self.edits.put_all_back()
            self.form.drop_typed()
            self._clear_refusal()
            self.narrow()

    def accept(self) -> None:
        """Keeps the changes; what cannot be kept is said here, and the dialog stays.

        It stays once, too, where a limit just typed is none, and until words are mended.
        """
        self.form.settle()
        if self._refused:
            self._refused = False
            return
        try:
            self._save()
        except Refused as refused:
            self.notice.say(str(refused), Tone.WRONG)
            return
        super().accept()

    def _save(self) -> None:
        if not self.edits.are_others:
            return
        if self._damaged:
            keep_aside(rules_file())
            self._damaged = False
        save_rule_changes(self.edits.changes, rules_file(), self.edits.known)

    def _settings(self) -> list[Setting]:
        return [self.edits.setting(rule) for rule in self.edits.known.settings]

    def _is_wanted(self, one: Setting) -> bool:
        if self.changed_only.isChecked() and not self.edits.is_changed(one.id):
            return False
        words = self.search.text().split()
        text = f"{one.id} {one.title} {one.basis} {SEVERITY_NAMES[one.severity]}"
        return all(word in text for word in words)

    def _tone(self, one: Setting) -> Tone:
        if one.severity is None:
            return Tone.FADED
        return Tone.ACCENT if self.edits.is_changed(one.id) else Tone.TEXT

    def _limits(self, one: Setting) -> str:
        """Its limits, and how many words of a person's own it has."""
        own = sum(len(self.edits.own_words(one.id, key)) for key in one.words)
        return "，".join(filter(None, (limits_told(one), f"自加 {own} 个词" if own else "")))

    def _take(self) -> None:
        """The current rule has been changed."""
        row = self.table.currentIndex().row()
        self.model.change(row, self.edits.setting(self.model.rows[row].id))
        self._clear_refusal()
        self._show()
        self.form.settle()  # words held are told of again

    def _clear_refusal(self) -> None:
        """Nothing is refused any more."""
        self._refused = False
        self.notice.say("")

    def _show(self) -> None:
        current = self.current
        usual = self.edits.known.setting(current.id) if current else None
        self.form.show_rule(current, usual, self.edits.own_words)
        changed = bool(current) and self.edits.is_changed(current.id if current else "")
        allow(self.back, "" if changed else _UNCHANGED)
        allow(self.all_back, "" if self.edits.changes else _UNCHANGED)
        count = len(self.edits.changes)
        self.said.setText(
            f"{len(self.model.rows)} 条规则" + (f"，改过 {count} 条" if count else "")
        )

    def _take_limit(self, key: str, text: str) -> None:
        """What is no limit makes room for the one that counts."""
        if self._is_refused(self.edits.set_limit, key, text):
            self._show()

    def _take_words(self, key: str, text: str) -> None:
        """Words with one that cannot be stay, to be mended."""
        if self._is_refused(self.edits.set_words, key, text):
            self.form.hold(key)

    def _is_refused(self, put: Callable[[str, str, str], str], key: str, text: str) -> bool:
        """Takes over what was typed; where `put` says why it cannot be, tells that."""
        problem = put(self.current.id, key, text) if self.current else ""
        if problem:
            self._refused = True
            self.notice.say(problem, Tone.WRONG)
        elif self.current:
            self._take()
        return bool(problem)

    def _take_severity(self) -> None:
        if self.current is not None:
            self.edits.set_severity(self.current.id, self.form.severity.currentData())
            self._take()

    def _connect(self) -> None:
        self.search.textChanged.connect(self.narrow)
        self.search.entered.connect(self.table.setFocus)
        self.changed_only.toggled.connect(self.narrow)
        self.table.selectionModel().currentRowChanged.connect(self._show)
        self.form.severity.activated.connect(self._take_severity)
        self.form.limit_typed.connect(self._take_limit)
        self.form.words_typed.connect(self._take_words)

    def _lay_out(self) -> None:
        space, column = self.fontMetrics().height(), QVBoxLayout(self)
        card = Card()
        card.column.addWidget(self.table)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space // 2)
        column.addWidget(Notice(_ABOUT, Tone.MUTED))
        column.addLayout(self._above())
        column.addWidget(card, 1)
        column.addWidget(self.form)
        column.addWidget(self.notice)
        column.addLayout(self._ways())
        fit_height(self, 80, 38)

    def _above(self) -> QHBoxLayout:
        """What narrows the table."""
        row = QHBoxLayout()
        self.search.setAccessibleName("查找规则")
        row.addWidget(self.search, 1)
        row.addWidget(self.changed_only)
        row.addWidget(self.said)
        return row

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.all_back)
        row.addStretch(1)
        row.addWidget(button("确定(&O)", self.accept, default=True))
        row.addWidget(button("取消(&C)", self.reject))
        return row


def ask_rules(parent: QWidget | None) -> bool:
    """Shows the rules; True where they are others now, which counts from then on."""
    trouble = library().rule_trouble
    question = _DAMAGED.format(trouble=trouble)
    if trouble and not dialogs.confirm(parent, question, "重新设置", "取消"):
        return False
    edits = RuleEdits(library().rule_settings(), library().rule_changes)
    if not accepted(RulesDialog(edits, parent, damaged=bool(trouble))) or not edits.are_others:
        return False
    library().change_rules(edits.changes)
    return True
