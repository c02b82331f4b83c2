"""The main window: it works on a desk, shows its forms, and says whether all is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from perfdesk import log
from perfdesk.core.document import Closed
from perfdesk.core.state import WrongMove
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.ui import arrangement, dialogs
from perfdesk.ui.actions import make_actions
from perfdesk.ui.addingactions import AddingActions
from perfdesk.ui.appearanceactions import AppearanceActions
from perfdesk.ui.blockactions import BlockActions
from perfdesk.ui.checking import Checking
from perfdesk.ui.clashes import Clashes
from perfdesk.ui.completing import Completing
from perfdesk.ui.followed import Followed
from perfdesk.ui.formactions import FormActions
from perfdesk.ui.formsmenu import FormsMenu
from perfdesk.ui.formspanel import FormsPanel
from perfdesk.ui.formview import FormView
from perfdesk.ui.freshening import freshen
from perfdesk.ui.halftyped import HalfTypedNotes
from perfdesk.ui.handlers import enable, handlers_of
from perfdesk.ui.incoming import Incoming
from perfdesk.ui.leaving import let_go, may_close
from perfdesk.ui.longwork import Cancelled, LongWork
from perfdesk.ui.offers import Offers
from perfdesk.ui.operatoroffer import OperatorOffer
from perfdesk.ui.outgoing import Outgoing
from perfdesk.ui.outgoingactions import OutgoingActions
from perfdesk.ui.programactions import ProgramActions
from perfdesk.ui.quickactions import QuickActions
from perfdesk.ui.recovery import offer_half_typed
from perfdesk.ui.rowactions import RowActions
from perfdesk.ui.saving import Saving
from perfdesk.ui.settings import Settings
from perfdesk.ui.sidepane import SidePane
from perfdesk.ui.stepactions import StepActions
from perfdesk.ui.templateactions import TemplateActions
from perfdesk.ui.timers import Timers
from perfdesk.ui.unread import Unread
from perfdesk.ui.wayactions import WayActions
from perfdesk.ui.windowlayout import WindowLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from perfdesk.arrivals import Welcome
    from perfdesk.core.change import Change
    from perfdesk.core.document import Document
    from perfdesk.core.form import Form
    from perfdesk.desk import Desk
    from perfdesk.store.keeping import Keeper
    from perfdesk.ui.jobs import Jobs

APPLICATION = "PerfDesk 绩效自评"
_SAID = 6000  # milliseconds


class MainWindow(QMainWindow):
    """Everything on the screen. It closes its desk when it is closed.

    Signals:
        outgrown: The texts are to have another size, for which another window is needed.
    """

    outgrown = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, settings: Settings | None = None) -> None:
        """Without `settings` nothing is remembered beyond the window's end."""
        super().__init__()
        self.settings = settings or Settings(parent=self)
        self.desk = desk
        self.jobs = jobs
        self.work = LongWork(self)
        self.followed = Followed(self._changed)
        self._open = True
        self._staying = QTimer(self, interval=0, singleShot=True)  # once the list has turned
        self._staying.timeout.connect(self._stay)
        self._make_parts()
        self._make_keepers()
        self._make_handlers()
        self.layout_ = WindowLayout(self)
        self._connect()
        self._begin()

    def _make_parts(self) -> None:
        """What is seen, and who acts on it."""
        self.view = FormView()
        self.panel = FormsPanel(self.desk)
        self.side = SidePane(self.jobs.press)
        self.rows = RowActions(self.view)
        self.blocks = BlockActions(self)
        self.quick = QuickActions(self)
        self.offers = Offers(self.desk, self)
        self.completing = Completing(self.offers, self.view, self)
        self.offer = OperatorOffer(self.view.indicator_model)

    def _make_keepers(self) -> None:
        """What keeps the work: saving, notes of what is half typed, backups."""
        self.saving = Saving(self.desk, self)
        self.saving.typing = lambda: any(grid.editing for grid in self.view.grids)
        self.notes = HalfTypedNotes(self.desk, self.view, self)
        self.timers = Timers(self.desk, self.view, self)
        self.timers.working = self.saving.working = lambda: self.work.under_way

    def _make_handlers(self) -> None:
        """Who carries the actions out, and the actions."""
        self.outgoing = Outgoing(self, self.jobs, self.work, self.settings)
        self.incoming = Incoming(self, self.show_forms)
        self.sending = OutgoingActions(self)
        self.clashes = Clashes(self)
        self.checking = Checking(self)
        self.on_form = FormActions(self)
        self.adding = AddingActions(self)
        self.templates = TemplateActions(self)
        self.steps = StepActions(self)
        self.ways = WayActions(self)
        self.appearance = AppearanceActions(self.settings, self)
        self.program = ProgramActions(self, self.settings, self.jobs)
        self.actions_by_key = make_actions(self, handlers_of(self))
        self.panel.list.menu = FormsMenu(self)
        self.appearance.tick(self.actions_by_key)

    def _begin(self) -> None:
        """As it was left; the first form is shown."""
        self.setWindowTitle(APPLICATION)
        self.incoming.watch_drops()
        self.incoming.tell_waiting()
        arrangement.restore(self, self.settings)
        self.panel.choose_near(0)
        self._refresh()
        self.layout_.strip.say(self.desk.opening.sentence or library().rule_trouble)
        self.layout_.take_focus()

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self.view.document

    def greet(self, welcome: Welcome | None = None) -> None:
        """What comes right after the start: half typed cells, then what it was opened with."""
        self.attempt(partial(offer_half_typed, self))
        if welcome is not None:
            self.attempt(partial(self.incoming.welcome, welcome))

    def ready(self) -> Document | None:
        """The document shown, with what stood in an open editor."""
        self.view.finish_editing()
        return self.document

    def settled(self) -> Document | None:
        """The same. Raises Unread where a cell does not take what stands in it."""
        self.view.settle()
        return self.document

    def chosen_ids(self) -> list[str]:
        """The forms selected in the list, else the one shown, which need not be listed."""
        chosen, document = self.panel.list.chosen_ids, self.document
        return chosen or ([document.form.id] if document else [])

    def listed(self) -> list[Form]:
        """The forms listed, with what stood in an open editor. Raises Unread."""
        self.view.settle()
        return self.desk.current(self.panel.ids)

    def keeper(self, form_id: str) -> Keeper:
        """A form's keeper, from now on followed by list and status bar. Raises Refused."""
        keeper = self.desk.keeper(form_id)
        if self.followed.follow(keeper.document):
            self.saving.watch(keeper)
        return keeper

    def show_forms(self, form_ids: Collection[str], select: bool = False) -> None:
        """Turns to these forms, some of which may be new; `select` leaves them all selected."""
        self.offers.read_again()
        self.panel.refresh()
        if form_ids:
            self.panel.show_forms(form_ids, select)
        self._refresh()

    def follow_list(self, form_ids: Collection[str]) -> None:
        """A step of the list touched these forms: turns to those that are on it now."""
        row = self.panel.list.currentIndex().row()
        shown = self.document
        if shown and self.desk.is_off(shown.form.id):
            self._show(None)
        self.panel.refresh()
        there = {item.id for item in self.desk.forms()} & set(form_ids)
        if there and not there <= set(self.panel.ids):
            self.show_forms(there, select=True)
        elif self.document is None:
            self.panel.choose_near(max(row, 0))
        self.offers.read_again()
        self._refresh()

    def show_anew(self) -> None:
        """Everything from the store: after a restore, or when a form has gone."""
        current = self.document.form.id if self.document else ""
        row = max(self.panel.list.currentIndex().row(), 0)
        self.offers.read_again()
        self._show(None)
        freshen(self.desk, self.work)
        self.panel.refresh()
        if self.panel.model.row_of(current) >= 0:
            self.show_form(current)
        else:
            self.panel.choose_near(row)
        self._refresh()

    def show_form(self, form_id: str) -> None:
        """Shows a form of the list; where it cannot be opened, says why in its place.

        The form shown stays where one of its cells does not take what stands in it.
        """
        self.view.finish_editing()
        if self.view.unread and self.document and form_id != self.document.form.id:
            self._staying.start()
            return
        try:
            document = self.keeper(form_id).document
        except Refused as refused:
            self.layout_.unopened.setText(str(refused))
            self._show(None)
            return
        if document is self.document:
            self._refresh()
        else:
            self._show(document)
            self.desk.tidy(form_id)

    def say(self, sentence: str) -> None:
        """A sentence in the status bar, for a while."""
        self.statusBar().showMessage(sentence, _SAID)

    def attempt(self, act: Callable[[], object]) -> None:
        """Does something that may be refused, and tells why."""
        try:
            act()
        except (Closed, WrongMove, Unread) as closed:
            self.say(str(closed))
        except Cancelled:
            self.say("已取消")
        except Refused as refused:
            log.note("refused", why=type(refused))
            dialogs.tell(self, str(refused))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window leaves all the room to the form, a wide one gives all parts more."""
        super().resizeEvent(event)
        self.side.make_room(self.width())
        self.layout_.share_width()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What could not be saved is not thrown away without a word, nor what is being done."""
        if self.work.under_way:
            event.ignore()
            self.work.ask_to_stop(then=self.close)
            return
        if self._open:
            if not may_close(self):
                event.ignore()
                return
            self.let_go()
            if warning := self.desk.close():
                dialogs.tell(self, warning)
        event.accept()

    def let_go(self) -> None:
        """Leaves the desk, which stays open: the window has nothing to do with it any more."""
        self._open = False
        let_go(self)

    def _stay(self) -> None:
        """Goes back to the form shown, to the cell that does not take its text, and says why."""
        if self.document:
            self.panel.stay(self.document.form.id)
            self.attempt(self.view.settle)

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
        self.panel.form_changed(form_id)
        self.steps.enable()
        self.view.later.do(self.refresh_actions)
        if change.before.year != change.after.year:
            self.panel.refresh()

    def _refresh(self) -> None:
        """What stands in the middle, and what can be done."""
        self.layout_.show_middle()
        self.refresh_actions()

    def refresh_actions(self) -> None:
        """What can be done now, and what undo would take back."""
        self.steps.refresh()
        enable(self.actions_by_key, self.document is not None)
        self.on_form.enable_states(self.actions_by_key)

    def _connect(self) -> None:
        self.view.hinted.connect(self.layout_.hint.setText)
        self.view.refused.connect(self.say)
        self.view.indicators.rows.dropped.connect(self.rows.move_to)
        self.offer.offered.connect(self.actions_by_key["take_offer"].setEnabled)
        self.offer.withdraw()
        self.panel.chosen.connect(self.show_form)
        self.side.findings.chosen.connect(self.view.go_to)
        self.panel.selected.connect(self.refresh_actions)
        self.panel.ordered.connect(self.refresh_actions)
        self.panel.list.removing.connect(self.actions_by_key["remove"].trigger)
        for part in (self.panel, self.notes):
            part.troubled.connect(self.say)
        self.timers.said.connect(self.say)
        self.timers.changed.connect(self._show_changes)
        self.timers.changed.connect(self.offers.read_again)
