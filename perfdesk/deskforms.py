"""The documents of an open store, and what is done to several of them: each a step to undo."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from perfdesk.core.change import Kind
from perfdesk.core.document import Closed, Document
from perfdesk.core.form import UNNAMED
from perfdesk.desksteps import DeskSteps
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.runner import at_once
from perfdesk.store import backingup, importing
from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import Conflict
from perfdesk.store.keeping import Keeper

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from perfdesk.core.change import Change
    from perfdesk.core.form import Form
    from perfdesk.desksteps import Taken
    from perfdesk.runner import Progress, Runner
    from perfdesk.store.importing import Imported, Planned, Verdict
    from perfdesk.store.opening import Opening
    from perfdesk.store.records import Stored
    from perfdesk.store.store import Store

_REMOVED = "这张表已被删除，不能再改；要改请先用“数据 → 已删除的表”放回。"
#: Unchanged documents kept at hand, beside all with changes: turning back to one costs little.
AT_HAND = 20
OUTDATED = "数据库里的这张表已经换过，请在列表中重新打开它再改。"
_VERBS = {Kind.REMOVED: "删除", Kind.RETURNED: "放回"}


class DeskForms:
    """Documents with what keeps them saved, and the steps of the list."""

    def __init__(self, opening: Opening) -> None:
        """`opening` has a store."""
        self.opening = opening
        self._keepers: dict[str, Keeper] = {}
        self._off: dict[str, bool] = {}  # whether the document takes its form for removed
        self._changed: set[str] = set()  # forms whose documents have changed in any way
        self._steps = DeskSteps(self.store, self._keepers, self._adopt)

    @property
    def store(self) -> Store:
        """The open store."""
        return self.opening.needed()

    @property
    def read_only(self) -> str:
        """Why nothing here can be changed, '' where it can."""
        return self.store.read_only

    def keeper(self, form_id: str) -> Keeper:
        """The form's document with what keeps it saved; the same one at every call."""
        if form_id not in self._keepers:
            stored = self.store.load(form_id)
            closed = self.read_only or (_REMOVED if stored.removed else "")
            numbers = self._steps.numbers
            document = Document(stored.form, library().get, stored.state, closed, numbers)
            keeper = Keeper(self.store, document, stored.version, stored.removed)
            keeper.watch(partial(self._check, keeper))
            document.listen(self._follow)
            self._keepers[form_id], self._off[form_id] = keeper, stored.removed
        return self._keepers[form_id]

    def document(self, form_id: str) -> Document:
        """The form's document."""
        return self.keeper(form_id).document

    def opened(self, form_id: str) -> Document | None:
        """The form's document where it has been asked for already."""
        keeper = self._keepers.get(form_id)
        return keeper.document if keeper else None

    def tidy(self, shown: str) -> None:
        """Lets documents go that nothing was done to, those opened first, but a few at hand.

        A document that changed stays, with its steps of undo. `shown` is the form on the screen.
        """
        idle = [key for key in self._keepers if key not in self._changed and key != shown]
        for form_id in idle[:-AT_HAND]:
            self._let_go(form_id, OUTDATED)
            self._changed.discard(form_id)

    def is_off(self, form_id: str) -> bool:
        """Whether the form's document, where there is one, shows a removed form."""
        return self._off.get(form_id, False)

    def current(self, form_ids: Iterable[str]) -> list[Form]:
        """The forms as they are on the screen or, where not open, in the store."""
        ids = list(form_ids)
        stored = {item.form.id: item.form for item in self.store.load_all(ids)}
        opened = {key: keeper.document.form for key, keeper in self._keepers.items()}
        return [opened.get(form_id) or stored[form_id] for form_id in ids if form_id in stored]

    def add(self, forms: Iterable[Form], text: str = "新建", runner: Runner = at_once) -> list[str]:
        """New forms in the store, several after a backup, as one step; their ids.

        `runner` does the part that takes long and touches no document.
        """
        new = list(forms)

        def write(_progress: Progress) -> list[Stored]:
            self._before_bulk(len(new))
            return self.store.add_all(new, text)

        added = runner(write)
        self._steps.record(_named(text, added), [_taken_off(item) for item in added], added)
        return [stored.form.id for stored in added]

    def take_in(
        self, planned: Sequence[Planned], wanted: Collection[Verdict], runner: Runner = at_once
    ) -> Imported:
        """Writes the planned forms with the wanted verdicts, all or none, after a backup.

        It is one step that can be undone. Raises Conflict where a form has changed since the plan
        was made, Refused where one has steps that cannot be written. `runner` does the part that
        takes long and touches no document.
        """
        for item in planned:
            if item.stored and item.verdict in wanted:
                self._finish(item.stored.form.id)

        def write(progress: Progress) -> Imported:
            self.back_up_if_changed(Reason.IMPORT)
            return importing.carry_out(self.store, planned, wanted, progress)

        imported = runner(write)
        if imported.ids:
            after = self.store.load_all(imported.ids)
            known = {item.stored.form.id: item.stored for item in planned if item.stored}
            before = [known.get(item.form.id) or _taken_off(item) for item in after]
            self._steps.record(f"导入 {len(after)} 张表", before, after)
        return imported

    def remove_all(self, form_ids: Sequence[str], runner: Runner = at_once) -> None:
        """Takes forms off the lists, all or none, as one step. Raises Closed where one is locked.

        Raises Conflict where others have changed one; what they did is shown then. `runner` makes
        the backup before.
        """
        held = self._held(form_ids)
        for item in held:
            if because := self.read_only or item.state.closed_because:
                raise Closed(because)
        self.back_up_before(len(held), runner)
        self._put(held, Kind.REMOVED)

    def bring_back_all(self, form_ids: Sequence[str]) -> None:
        """Puts removed forms on the lists again, as one step."""
        if self.read_only:
            raise Closed(self.read_only)
        for form_id in form_ids:
            self._finish(form_id)
            if keeper := self._keepers.get(form_id):
                keeper.look_again()
        self._put([item for item in self._held(form_ids) if item.removed], Kind.RETURNED)

    def reorder(self, before: Sequence[str], after: Sequence[str]) -> None:
        """Puts forms of one year into another order, as a step. Raises Conflict, Closed."""
        if self.read_only:
            raise Closed(self.read_only)
        self.store.reorder(before, after)
        backingup.count_as_changed(self.opening)
        self._steps.record_order("调整顺序", before, after)

    def undo_text(self, shown: Document | None) -> str:
        """What `undo` would take back, in the form shown or on the list; '' for nothing."""
        return self._steps.undo_text(shown)

    def redo_text(self, shown: Document | None) -> str:
        """What `redo` would do again, '' for nothing."""
        return self._steps.redo_text(shown)

    def undo(self, shown: Document | None) -> Taken | None:
        """Takes back the newest step of the form shown or of the list; None where there is none.

        Raises Refused where that cannot be, Closed; nothing is changed then.
        """
        return self._steps.undo(shown)

    def redo(self, shown: Document | None) -> Taken | None:
        """Does again what was taken back last. Raises Refused, Closed."""
        return self._steps.redo(shown)

    def unsaved(self) -> list[Keeper]:
        """Those whose steps are not all on disk."""
        return [keeper for keeper in self._keepers.values() if not keeper.saved]

    def flush(self) -> bool:
        """Tries again to write what waits; True if all is on disk."""
        for keeper in self.unsaved():
            keeper.flush()
        return not self.unsaved()

    def back_up_if_changed(self, why: Reason) -> str:
        """The same where anything was written since the last backup."""
        return backingup.back_up_if_changed(self.opening, why)

    def back_up_before(self, forms: int, runner: Runner = at_once) -> None:
        """A backup before several forms change at once, made by `runner`."""
        if forms > 1:
            runner(lambda _progress: self._before_bulk(forms))

    def _finish(self, form_id: str) -> None:
        """Writes what waits of a form. Raises Refused where it has to wait on."""
        keeper = self._keepers.get(form_id)
        if keeper and not keeper.flush():
            raise Refused(keeper.trouble)

    def _before_bulk(self, forms: int) -> None:
        """A backup before several forms change at once."""
        if forms > 1:
            self.back_up_if_changed(Reason.BULK)

    def _held(self, form_ids: Sequence[str]) -> list[Stored]:
        """The forms as this window has seen them. Raises Refused where one has to be written."""
        for form_id in form_ids:
            self._finish(form_id)
        opened = {key: keeper.stored for key, keeper in self._keepers.items()}
        closed = self.store.load_all([key for key in form_ids if key not in opened])
        found = opened | {item.form.id: item for item in closed}
        return [found[form_id] for form_id in form_ids if form_id in found]

    def _put(self, before: Sequence[Stored], kind: Kind) -> None:
        """Takes forms off the lists or puts them back, in one transaction."""
        if not before:
            return
        try:
            self.store.put(before, kind)
        except Conflict as error:
            for item in before:
                if keeper := self._keepers.get(item.form.id):
                    keeper.look_again()
            raise Conflict(f"有表刚被别人改过，没有{kind.label}；请看过再决定。") from error
        after = [replace(item, removed=kind is Kind.REMOVED) for item in before]
        self._steps.record(_named(_VERBS[kind], before), before, after)

    def _adopt(self, form_id: str) -> None:
        """Shows in the form's document, if there is one, what was stored in a step of the list."""
        keeper = self._keepers.get(form_id)
        if keeper is None:
            return
        try:
            keeper.adopt(_REMOVED)
            self._off[form_id] = keeper.removed
        except Refused as refused:  # its template is missing
            self._let_go(form_id, str(refused))

    def _follow(self, change: Change) -> None:
        """Typing makes new ways: what was undone anywhere cannot be done again."""
        self._changed.add(change.after.id)
        if change.kind is Kind.EDITED:
            self._steps.forget_undone()

    def _check(self, keeper: Keeper) -> None:
        """Lets a form go that others have taken off the lists, or put back on them."""
        form_id = keeper.document.form.id
        if self._keepers.get(form_id) is keeper and keeper.removed is not self._off[form_id]:
            self._let_go(form_id, _REMOVED if keeper.removed else OUTDATED)

    def _let_go(self, form_id: str, because: str) -> None:
        """Keeps the form's document no more, and closes it; whoever shows it asks for it anew."""
        if keeper := self._keepers.pop(form_id, None):
            keeper.stop()
            keeper.document.close(because)


def _taken_off(stored: Stored) -> Stored:
    """As it would be were it not on the lists."""
    return replace(stored, removed=True)


def _named(verb: str, forms: Sequence[Stored]) -> str:
    """删除“党建经费”, or of several 结转 30 张表."""
    if len(forms) != 1:
        return f"{verb} {len(forms)} 张表"
    return f"{verb}“{' '.join(forms[0].form.project_name.split()) or UNNAMED}”"
