"""The history of a form (修改历史): its steps, what each did, the form as it was, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from perfdesk.core.change import Kind
from perfdesk.core.delta import delta_between
from perfdesk.core.document import Closed
from perfdesk.files.errors import Refused
from perfdesk.ui.dialogparts import (
    FilterField,
    Notice,
    Reading,
    allow,
    button,
    fit,
    moment,
    one_line,
)
from perfdesk.ui.lines import Line, LinesList, LinesModel
from perfdesk.ui.palette import Tone
from perfdesk.ui.sidebyside import side_by_side
from perfdesk.ui.thenview import ThenView
from perfdesk.ui.widgets import ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.form import Form
    from perfdesk.desk import Desk
    from perfdesk.store.records import Step

_SAME = "这一步的内容与现在相同。"
_NOTHING_FOUND = "没有符合筛选的步骤。"
#: The steps that stand out among the edits.
_TONES = {
    Kind.MOVED: Tone.ACCENT,
    Kind.IMPORTED: Tone.GOOD,
    Kind.REMOVED: Tone.WRONG,
    Kind.RETURNED: Tone.GOOD,
}


class HistoryDialog(QDialog):
    """One form's steps, newest first; the chosen one is shown on the right."""

    def __init__(self, desk: Desk, form_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.form_id = desk, form_id
        self._all: list[Step] = []
        self._shown: list[Step] = []
        self.filter = FilterField("筛选：修改内容、姓名、日期")
        self.model = LinesModel(self)
        self.list = LinesList(self.model, "修改历史")
        self.heading = ElidedCaption(scale=1.15, bold=True)
        self.sentences = Reading("这一步的修改", 4)
        self.then = ThenView()
        self.notice = Notice()
        self.back = button("恢复到这一步(&R)", self.return_to)
        self.leave = button("关闭(&C)", self.accept, default=True)
        self._lay_out()
        self.filter.textChanged.connect(self._narrow)
        self.filter.entered.connect(self.list.setFocus)
        self.list.chosen.connect(self._show_row)
        self.reload()
        self.list.setFocus()

    @property
    def step(self) -> Step | None:
        """The chosen step."""
        row = self.list.currentIndex().row()
        return self._shown[row] if row >= 0 else None

    def reload(self) -> None:
        """Reads the steps anew and chooses the newest."""
        self.setWindowTitle("修改历史")
        try:
            self._all = self.desk.history(self.form_id)[::-1]
            name = one_line(self.desk.document(self.form_id).form.project_name)
        except Refused as error:
            self._all = []
            self._narrow()
            self.notice.say(str(error), Tone.WRONG)
            return
        self.setWindowTitle(f"修改历史：{name}" if name else "修改历史")
        self._narrow()

    def return_to(self) -> None:
        """Brings the chosen step's content back, as a step that can be undone."""
        step = self.step
        if step is None:
            return
        try:
            self.desk.return_to(self.form_id, step.version)
        except (Refused, Closed) as error:
            self.notice.say(str(error), Tone.WRONG)
            return
        self.filter.clear()
        self.reload()
        self.list.setFocus()
        trouble = self.desk.keeper(self.form_id).trouble
        done = f"已恢复到第 {step.version} 步的内容；关闭后可以撤销。"
        self.notice.say(trouble or done, Tone.WRONG if trouble else Tone.GOOD)

    def _narrow(self) -> None:
        wanted = self.filter.text().casefold().split()
        self._shown = [step for step in self._all if _matches(step, wanted)]
        self.model.show([_line(step) for step in self._shown])
        if self._shown:
            self.list.choose(0)
            return
        self._show_nothing()

    def _show_nothing(self) -> None:
        self.heading.setText("")
        self.sentences.show_text("")
        self.then.clear()
        self.back.setEnabled(False)
        self.notice.say(_NOTHING_FOUND if self._all else "", Tone.MUTED)

    def _show_row(self, row: int) -> None:
        step = self._shown[row]
        self.heading.setText(f"第 {step.version} 步　{one_line(step.text)}")
        self.sentences.show_text("\n".join(step.sentences))
        try:
            then = step.form or self.desk.form_at(self.form_id, step.version)  # says why not
            now = self.desk.document(self.form_id).form
            self.then.show_form(then, step.state_after, delta_between(then, now))
        except Refused as error:
            self.then.clear()
            self.back.setEnabled(False)
            self.notice.say(str(error), Tone.WRONG)
            return
        why_not = self._why_not(then, now)
        allow(self.back, why_not)
        self.notice.say(why_not, Tone.MUTED)

    def _why_not(self, then: Form, now: Form) -> str:
        """Why the step cannot be brought back, '' where it can."""
        return _SAME if then == now else self.desk.why_not_return(self.form_id, then)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        left = (self.filter, self.list)
        right = (self.heading, self.sentences, self.then)
        parts = side_by_side(left, right, (20, 50), least=13)
        below = QHBoxLayout()
        below.setSpacing(space)
        below.addWidget(self.notice, 1)
        below.addStretch(0)
        below.addWidget(self.back)
        below.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setSpacing(space)
        column.addWidget(parts, 1)
        column.addLayout(below)
        fit(self, 92, 50)


def _line(step: Step) -> Line:
    plain = step.kind is Kind.EDITED
    return Line(
        title=one_line(step.text) or step.kind.label,
        figure=f"第 {step.version} 步",
        below=f"{moment(step.at)}　{step.who}",
        mark="" if plain else step.kind.label,
        tone=_TONES.get(step.kind, Tone.MUTED),
    )


def _matches(step: Step, wanted: Iterable[str]) -> bool:
    """Whether every word occurs in what is shown of the step."""
    words = list(wanted)
    if not words:
        return True
    line = _line(step)
    told = "\n".join((line.spoken, *step.sentences)).casefold()
    return all(word in told for word in words)
