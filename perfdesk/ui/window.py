"""The main window: it works on a desk, shows its forms, and says whether all is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.document import Closed
from perfdesk.core.state import WrongMove
from perfdesk.files.errors import Refused
from perfdesk.ui import dialogs
from perfdesk.ui.actions import make_actions, named
from perfdesk.ui.addingactions import AddingActions
from perfdesk.ui.blockactions import BlockActions
from perfdesk.ui.clashdialog import ask_clash
from perfdesk.ui.completing import Completing
from perfdesk.ui.emptystate import EmptyState
from perfdesk.ui.formactions import STATES, FormActions, enable_states
from perfdesk.ui.formspanel import FormsPanel
from perfdesk.ui.formview import FormView
from perfdesk.ui.freshening import freshen
from perfdesk.ui.halftyped import HalfTypedNotes
from perfdesk.ui.incoming import Incoming
from perfdesk.ui.offers import Offers
from perfdesk.ui.operatoroffer import OperatorOffer
from perfdesk.ui.outgoing import Outgoing
from perfdesk.ui.palette import Tone
from perfdesk.ui.parts import go_to_part
from perfdesk.ui.quickactions import QuickActions
from perfdesk.ui.recovery import offer_half_typed
from perfdesk.ui.rowactions import RowActions
from perfdesk.ui.saving import Saving
from perfdesk.ui.sidepane import SidePane
from perfdesk.ui.strip import Strip
from perfdesk.ui.timers import Timers
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from perfdesk.core.change import Change
    from perfdesk.core.document import Document
    from perfdesk.core.form import Form
    from perfdesk.desk import Desk
    from perfdesk.store.keeping import Keeper
    from perfdesk.ui.jobs import Jobs

APPLICATION = "PerfDesk 绩效自评"
#: Only with a form on the screen; the steps and states have their own switch.
_ON_A_FORM = (
    *("document_one", "hand_out", "copy_table"),
    *("print_one", "export_one", "clear", "insert_row", "delete_rows", "move_up", "move_down"),
    *("cut", "copy", "paste", "fill_down", "fill_right", "spread_equal", "spread_proportional"),
    *("result_met", "result_partly", "result_missed", "duplicate", "carry_over"),
    *("previous", "next", "history", "remove", "fold", "side", "next_finding", "previous_finding"),
)
_ABOUT = "财政项目支出绩效自评表：填报、计分、打印、导出。"
_SAID = 6000  # milliseconds


class MainWindow(QMainWindow):
    """Everything on the screen. It closes its desk when it is closed."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self.desk = desk
        self.view = FormView()
        self.panel = FormsPanel(desk)
        self.side = SidePane(jobs.printout)
        self.rows = RowActions(self.view)
        self.blocks = BlockActions(self)
        self.quick = QuickActions(self)
        self.offers = Offers(desk, self)
        self.completing = Completing(self.offers, self.view.grids, self)
        self.offer = OperatorOffer(self.view.indicator_model)
        self.saving = Saving(desk, self)
        self.notes = HalfTypedNotes(desk, self.view, self)
        self.timers = Timers(desk, self.view, self)
        self.outgoing = Outgoing(self, jobs)
        self.incoming = Incoming(self, desk, jobs.read_files, self.show_forms)
        self.on_form = FormActions(self)
        self.adding = AddingActions(self)
        self._sample_forms = jobs.sample_forms
        self._followed: dict[str, Document] = {}
        self._open = True
        handlers = {key: partial(self.attempt, act) for key, act in self._handlers().items()}
        self.actions_by_key = make_actions(self, handlers)
        self._lay_out()
        self._connect()
        self.panel.refresh()
        self.panel.choose_near(0)
        self._refresh()
        self.strip.say(desk.opening.sentence)
        (self.view.indicators if self.document else self._empty.buttons[0]).setFocus()

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self.view.document

    def greet(self, forms: Sequence[Form] = (), notes: Sequence[str] = ()) -> None:
        """What comes right after the start: half typed cells, then forms to take in."""
        self.attempt(partial(offer_half_typed, self))
        if forms or notes:
            self.attempt(partial(self.incoming.take, forms, notes))

    def ready(self) -> Document | None:
        """The document shown, with what stood in an open editor."""
        self.view.finish_editing()
        return self.document

    def keeper(self, form_id: str) -> Keeper:
        """A form's keeper, from now on followed by list and status bar. Raises Refused."""
        keeper = self.desk.keeper(form_id)
        if self._followed.get(form_id) is not keeper.document:
            self._followed[form_id] = keeper.document
            keeper.document.listen(partial(self._changed, form_id))
            self.saving.watch(keeper)
        return keeper

    def show_forms(self, form_ids: Collection[str]) -> None:
        """Turns to these forms, some of which may be new."""
        self.offers.read_again()
        self.panel.refresh()
        if form_ids:
            self.panel.show_forms(form_ids)
        self._refresh()

    def show_anew(self) -> None:
        """Everything from the store: after a restore, or when a form has gone."""
        current = self.document.form.id if self.document else ""
        self.offers.read_again()
        self._show(None)
        freshen(self.desk, self)
        self.panel.refresh()
        if self.panel.model.row_of(current) >= 0:
            self.show_form(current)
        else:
            self.panel.choose_near(0)
        self._refresh()

    def show_form(self, form_id: str) -> None:
        """Shows a form of the list; where it cannot be opened, says why in its place."""
        self.view.finish_editing()
        try:
            document = self.keeper(form_id).document
        except Refused as refused:
            self._unopened.setText(str(refused))
            self._show(None)
            return
        if document is self.document:
            self._refresh()
        else:
            self._show(document)

    def say(self, sentence: str) -> None:
        """A sentence in the status bar, for a while."""
        self.statusBar().showMessage(sentence, _SAID)

    def attempt(self, act: Callable[[], object]) -> None:
        """Does something that may be refused, and tells why."""
        try:
            act()
        except (Closed, WrongMove) as closed:
            self.say(str(closed))
        except Refused as refused:
            dialogs.tell(self, str(refused))

    def save(self) -> None:
        """All is saved at every step; this tries again what could not be, and says so."""
        self.view.finish_editing()
        if not self.saving.save_all():
            self._settle_clashes()
        if waiting := self.saving.waiting():
            dialogs.tell(self, "\n".join(waiting))
        else:
            self.say("全部已保存")

    def undo(self) -> None:
        """Takes back the last step of the form shown."""
        self._step(lambda document: document.undo_text, lambda document: document.undo(), "已撤销")

    def redo(self) -> None:
        """Does the last undone step again."""
        self._step(lambda document: document.redo_text, lambda document: document.redo(), "已重做")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window leaves all the room to the form."""
        super().resizeEvent(event)
        self.side.make_room(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """What could not be saved is not thrown away without a word."""
        if self._open:
            self.view.finish_editing()
            if not self.saving.save_all() and not self._may_lose():
                event.ignore()
                return
            self._leave()
        event.accept()

    def _may_lose(self) -> bool:
        """Whether to close all the same, after a last try."""
        self._settle_clashes()
        lost = self.saving.lost()
        question = "还没有保存，现在关闭会丢失：\n" + "\n".join(lost)
        return not lost or dialogs.confirm(self, question, "仍然关闭", "回去")

    def _leave(self) -> None:
        self._open = False
        self.timers.stop()
        self.saving.stop()
        self.notes.timer.stop()
        self.offers.timer.stop()
        self.panel.timer.stop()
        if warning := self.desk.close():
            dialogs.tell(self, warning)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        parts = (self.blocks, self.quick, self.adding)
        handlers = {key: act for part in parts for key, act in part.handlers.items()}
        handlers |= {key: partial(self.on_form.move, key) for key in STATES}
        return handlers | {
            "take_offer": self.offer.take,
            "open": self.incoming.ask,
            "sample": lambda: self.incoming.take(self._sample_forms()),
            "save": self.save,
            "print_one": lambda: self.outgoing.print_to(self._shown()),
            "print_all": lambda: self.outgoing.print_to(self._listed()),
            "export_one": lambda: self.outgoing.export_to(self._shown()),
            "export_all": lambda: self.outgoing.export_to(self._listed()),
            "document_one": lambda: self.outgoing.document_to(self._shown()),
            "summary_all": lambda: self.outgoing.summary_to(self._listed()),
            "hand_out": lambda: self.outgoing.hand_out(self._shown()),
            "copy_table": lambda: self.outgoing.copy_table(self._shown()),
            "quit": self.close,
            "undo": self.undo,
            "redo": self.redo,
            "clear": self.rows.clear,
            "insert_row": self.rows.insert,
            "delete_rows": self.rows.delete,
            "move_up": lambda: self.rows.move(-1),
            "move_down": lambda: self.rows.move(1),
            "find": self.panel.go_to_search,
            "previous": lambda: self.panel.turn(-1),
            "next": lambda: self.panel.turn(1),
            "next_finding": lambda: self._step_findings(1),
            "previous_finding": lambda: self._step_findings(-1),
            "fold": self.view.toggle_fold,
            "side": self.side.toggle,
            "next_part": lambda: self._go_on(1),
            "previous_part": lambda: self._go_on(-1),
            "history": self.on_form.history,
            "backups": self.on_form.backups,
            "remove": self.on_form.remove,
            "removed": self.on_form.bring_back,
            "about": self._tell_version,
        }

    def _shown(self) -> list[Form]:
        document = self.ready()
        return [document.form] if document else []

    def _listed(self) -> list[Form]:
        self.view.finish_editing()
        return self.desk.current(self.panel.ids)

    def _step(
        self, text: Callable[[Document], str], act: Callable[[Document], bool], said: str
    ) -> None:
        document = self.ready()
        if document is None:
            return
        step = text(document)
        if act(document):
            self.say(f"{said}：{step}")

    def _step_findings(self, by: int) -> None:
        """To the cell of the next finding; its sentence is told where the list is not seen."""
        self.view.finish_editing()
        findings = self.side.findings
        if not (findings.next() if by > 0 else findings.previous()):
            self.say("没有发现问题")
        elif not self.side.isVisible():
            self.say(self.side.sentence)

    def _go_on(self, by: int) -> None:
        """To the next part of the window."""
        side = (self.side.findings.list, self.side.preview.view)
        go_to_part((self.panel.list, *self.view.parts, *side), by)

    def _settle_clashes(self) -> None:
        """Asks, form by form, whose changes count."""
        self.view.finish_editing()  # what is half typed belongs to mine
        for keeper in self.saving.clashes():
            self._settle(keeper)
        self.saving.refresh()

    def _settle(self, keeper: Keeper) -> None:
        """Asks until the answer is about all that there is, or is put off."""
        asked = None
        while (clash := keeper.clash) and clash != asked:
            asked = clash
            choice = ask_clash(self, clash)
            if choice is None:
                return
            if keeper.clash != clash:  # typed on or written on meanwhile
                continue
            if choice == "theirs":
                keeper.take_theirs()
            else:
                cells = None if choice == "mine" else choice
                self.attempt(partial(keeper.keep_mine, cells))

    def _show_changes(self) -> None:
        """Others have changed something, perhaps removed the form shown."""
        document = self.document
        if document and self.desk.opened(document.form.id) is not document:
            self.show_anew()
        else:
            self.panel.refresh()

    def _show(self, document: Document | None) -> None:
        self.view.show_document(document)
        self.side.show_document(document)
        self._refresh()

    def _changed(self, form_id: str, change: Change) -> None:
        self.panel.model.refresh(form_id)
        self._refresh_actions()
        if change.before.year != change.after.year:
            self.panel.refresh()

    def _refresh(self) -> None:
        """What stands in the middle, and what can be done."""
        if self.document is not None:
            was_empty = self._middle.currentWidget() is self._empty
            self._middle.setCurrentWidget(self.view)
            if was_empty:  # the button that had the focus is gone
                self.view.indicators.setFocus()
        elif self.panel.ids:
            self._middle.setCurrentWidget(self._unopened)
        else:
            self._middle.setCurrentWidget(self._empty)
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        document, actions = self.document, self.actions_by_key
        named(actions["undo"], "撤销", document.undo_text if document else "")
        named(actions["redo"], "重做", document.redo_text if document else "")
        for key in _ON_A_FORM:
            actions[key].setEnabled(document is not None)
        enable_states(actions, document)

    def _connect(self) -> None:
        self.view.hinted.connect(self._hint.setText)
        self.view.refused.connect(self.say)
        self.offer.offered.connect(self.actions_by_key["take_offer"].setEnabled)
        self.offer.withdraw()
        self.panel.chosen.connect(self.show_form)
        self.side.findings.chosen.connect(self.view.go_to)
        for part in (self.panel, self.notes):
            part.troubled.connect(self.say)
        self.saving.clashed.connect(self._settle_clashes)
        self.timers.said.connect(self.say)
        self.timers.changed.connect(self._show_changes)
        self.timers.changed.connect(self.offers.read_again)

    def _lay_out(self) -> None:
        self.setWindowTitle(APPLICATION)
        _on_paper(self.menuBar())
        actions = self.actions_by_key
        self.strip = Strip()
        self._empty = EmptyState([actions[key] for key in ("open", "sample", "new")])
        self._unopened = _notice()
        self._middle = QStackedWidget()
        for page in (self.view, self._empty, self._unopened):
            self._middle.addWidget(page)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._splitter(), 1)
        self.setCentralWidget(whole)
        self.setTabOrder(self.panel.list, self.view.fold_button)
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(100 * em, 62 * em)
        self._lay_out_status()

    def _splitter(self) -> QSplitter:
        em = self.fontMetrics().horizontalAdvance("国")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.panel)
        splitter.addWidget(self._middle)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([17 * em, 62 * em, 20 * em])
        return splitter

    def _lay_out_status(self) -> None:
        space = self.fontMetrics().height()
        self._hint = QLabel()
        self.statusBar().addWidget(self._hint, 1)
        self.statusBar().addPermanentWidget(self.offer)
        self.statusBar().addPermanentWidget(self.saving.label)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(space // 2, 0, space // 2, 0)
        self._hint.setContentsMargins(0, space // 6, 0, space // 6)

    def _tell_version(self) -> None:
        version = QGuiApplication.applicationVersion()
        place = f"数据：{self.desk.opening.place}"
        dialogs.inform(self, f"{APPLICATION} {version}".strip(), [_ABOUT, place])


def _on_paper(widget: QWidget) -> None:
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, Tone.PAPER.color)
    widget.setPalette(palette)


def _notice() -> Caption:
    said = Caption("", Tone.MUTED)
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    said.setWordWrap(True)
    return said
