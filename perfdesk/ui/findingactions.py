"""What is done about findings: mend them by their remedies, set them aside, explain their rule."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from perfdesk.core.cells import PRINTED_NAMES, name_of
from perfdesk.core.document import Closed
from perfdesk.core.remedies import remedy_of, set_aside
from perfdesk.ui import dialogs
from perfdesk.ui.findinglines import Deed
from perfdesk.ui.reasondialog import ask_reason
from perfdesk.ui.ruletexts import rule_told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perfdesk.core.edits import Edit
    from perfdesk.core.finding import Finding
    from perfdesk.ui.findinglines import FindingLine
    from perfdesk.ui.window import MainWindow

_NONE_CURRENT = "请先选一条审核意见（F4）。"
_NO_REMEDY = "这条审核意见没有现成的改法，请转到单元格修改。"
_GONE = "刚改过，这条审核意见已经没有了。"
_SET_ASIDE = "已忽略，理由已记下"
_LONGEST = 60
_MOST_CELLS = 12


class FindingActions:
    """Acts on the document shown, by steps that can be undone."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        pane = window.side.findings
        pane.asked.connect(lambda found, deed: window.attempt(partial(self.do, found, deed)))
        pane.menu_wanted.connect(self._show_menu)

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it, on the current finding."""
        return {
            "mend": partial(self._on_current, Deed.MEND),
            "silence": self._silence_current,
            "explain": partial(self._on_current, Deed.EXPLAIN),
        }

    def do(self, findings: Sequence[Finding], deed: Deed) -> None:
        """Does it about all of them. Raises Closed where the form takes no typing, Unread."""
        if deed is Deed.EXPLAIN:
            self._explain(findings[0])
            return
        document = self._window.settled()
        if document is None:
            return
        still = [one for one in document.findings if one in findings]
        if not still:  # what stood in an open editor has settled it
            self._window.say(_GONE)
        elif document.closed_because:  # before anything is asked
            raise Closed(document.closed_because)
        elif edit := self._edit(still, deed):
            document.apply(edit)
            self._window.side.findings.refresh()
            if deed is Deed.SILENCE:
                self._window.say(_SET_ASIDE)

    def menu_for(self, line: FindingLine) -> QMenu:
        """All cells that a line speaks of, and what can be done about it."""
        window, menu = self._window, QMenu(self._window)
        document = window.document
        form = document.form if document else None
        spoken = dict.fromkeys(cell for one in line.findings for cell in one.cells)
        cells = [cell for cell in spoken if cell not in PRINTED_NAMES]  # the form has no such place
        for cell in cells[:_MOST_CELLS]:
            go = menu.addAction(f"转到 {name_of(cell, form)}")
            go.triggered.connect(partial(window.view.go_to, cell))
        menu.addSeparator()
        for deed, words in line.deeds:
            act = partial(self.do, line.findings, deed)
            menu.addAction(words).triggered.connect(partial(window.attempt, act))
        return menu

    def _show_menu(self, line: FindingLine, at: QPoint) -> None:
        menu = self.menu_for(line)
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _edit(self, findings: Sequence[Finding], deed: Deed) -> Edit | None:
        """The edit for it; None where the person thought better of it, or there is none."""
        if deed is Deed.HEAR:
            return set_aside(findings, "")
        if deed is Deed.SILENCE:
            reason = ask_reason(self._window, "忽略审核意见", _question(findings))
            return set_aside(findings, reason) if reason else None
        remedy = remedy_of(findings)
        if remedy is None:
            self._window.say(_NO_REMEDY)
        return remedy.edit if remedy else None

    def _on_current(self, deed: Deed) -> None:
        current = self._window.side.findings.current
        if current:
            self.do(current, deed)
        else:
            self._window.say(_NONE_CURRENT)

    def _silence_current(self) -> None:
        """What is set aside is heard again."""
        current = self._window.side.findings.current
        aside = bool(current) and all(one.silenced for one in current)
        self._on_current(Deed.HEAR if aside else Deed.SILENCE)

    def _explain(self, finding: Finding) -> None:
        document = self._window.document
        if document is not None:
            heading, *sentences = rule_told(document.template.checks.setting(finding.rule))
            dialogs.inform(self._window, heading, sentences)


def _question(findings: Sequence[Finding]) -> str:
    if len(findings) > 1:
        return f"为什么可以忽略这 {len(findings)} 条审核意见？理由会留在表上，复核的人看得到。"
    sentence = findings[0].message
    shown = sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}……"
    return f"{shown}\n为什么可以忽略？理由会留在表上，复核的人看得到。"
