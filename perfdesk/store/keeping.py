"""The keeper (自动保存): every step of a document is in the store before it counts as saved.

Where the store cannot take it just now (a full disk, a server gone), the step waits here, in order,
and nothing is lost while the window is open; where somebody else was quicker, both are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perfdesk.core.change import Change, Kind
from perfdesk.core.delta import Delta, delta_between
from perfdesk.core.document import Closed
from perfdesk.core.edits import Become
from perfdesk.core.finding import hindrance
from perfdesk.core.state import State, WrongMove, needs_reason
from perfdesk.files.errors import Refused
from perfdesk.store.errors import Conflict, StoreTrouble, Unstorable
from perfdesk.store.records import Stored

if TYPE_CHECKING:
    from perfdesk.core.document import Document
    from perfdesk.core.form import Form
    from perfdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Clash:
    """A form changed by two at once: the common form, mine with unsaved steps, and theirs.

    `moves` are my changes of state that are not stored: perhaps one to a draft, then onwards.
    `who` names those who stored theirs, '' where nobody knows.
    """

    base: Form
    mine: Form
    theirs: Stored
    moves: tuple[Change, ...] = ()
    who: str = ""

    @property
    def my_state(self) -> State | None:
        """The state that I have moved the form to; None where I moved it nowhere."""
        return self.moves[-1].state_after if self.moves else None

    @property
    def locked(self) -> State | None:
        """The state in which they have closed the form, where I have not opened it myself."""
        state = self.theirs.state
        return state if state.closed_because and not self.reopening else None

    @property
    def reopening(self) -> Change | None:
        """My move that opens a locked form, with its reason."""
        first = self.moves[0] if self.moves else None
        return first if first and needs_reason(first.state_before, first.state_after) else None

    @property
    def my_delta(self) -> Delta:
        """What was typed here and is not stored."""
        return delta_between(self.base, self.mine)

    @property
    def their_delta(self) -> Delta:
        """What the others have stored meanwhile."""
        return delta_between(self.base, self.theirs.form)

    @property
    def cells(self) -> frozenset[str]:
        """The cells that both changed, and not alike: for these a person has to choose."""
        theirs = {cell.address: cell.after for cell in self.their_delta.cells}
        mine = self.my_delta.cells
        return frozenset(
            cell.address for cell in mine if theirs.get(cell.address, cell.after) != cell.after
        )

    @property
    def whole(self) -> bool:
        """True where it is all mine or all theirs.

        Rows came, went or moved on one side, or one has gone to another template: its amounts may
        be in another unit.
        """
        mine, theirs = self.my_delta, self.their_delta
        spliced = (mine.splice and theirs) or (theirs.splice and mine)
        return bool(spliced or (mine and theirs and self.switched))

    @property
    def switched(self) -> bool:
        """Whether mine and theirs are on different templates."""
        return self.mine.template != self.theirs.form.template

    @property
    def one_side(self) -> bool:
        """True where nothing can be chosen cell by cell: it is all mine or all theirs."""
        return self.whole or self.theirs.removed or bool(self.theirs.state.closed_because)

    def merged(self, cells: frozenset[str] | None = None) -> Form:
        """Mine put onto theirs; of the contested cells only `cells`, all by default."""
        if self.whole or self.my_delta.splice:
            return self.mine
        left = frozenset() if cells is None else self.cells - cells
        return self.my_delta.put_on(self.theirs.form, but=left)


class Keeper:
    """Keeps one document in the store; `removed` says whether its form is off the lists."""

    def __init__(
        self, store: Store, document: Document, version: int, removed: bool = False
    ) -> None:
        self.store = store
        self.document = document
        self.version = version
        self.removed = removed
        self.trouble = ""
        self.clash: Clash | None = None
        #: Sees to it that `flush` is called soon after a step; without it each is written at once.
        self.soon: Callable[[], object] | None = None
        self._pending: list[Change] = []
        self._watchers: list[Callable[[], None]] = []
        self._stop = document.listen(self._follow)

    @property
    def saved(self) -> bool:
        """True if every step is on disk."""
        return not self._pending

    @property
    def waiting(self) -> list[str]:
        """The steps that are not on disk, as their texts."""
        return [change.text for change in self._pending]

    @property
    def stored(self) -> Stored:
        """The form as this window believes the store to hold it, where nothing waits."""
        return Stored(self.document.form, self.document.state, self.version, self.removed)

    def watch(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Calls `watcher` whenever saving went well or did not, until what it returns is called."""
        watchers = self._watchers  # who keeps the function does not keep the keeper
        watchers.append(watcher)

        def stop() -> None:
            if watcher in watchers:
                watchers.remove(watcher)

        return stop

    def flush(self) -> bool:
        """Writes what waits; True if all is on disk now."""
        try:
            while self._pending and self._write(self._pending[0]):
                self._pending.pop(0)
        finally:  # whatever went wrong, nobody may go on saying that all is saved
            self._tell()
        return self.saved

    def take_theirs(self) -> None:
        """Settles a clash: what was typed here and is not stored goes."""
        if self.clash:
            self._settle(self.clash.theirs)

    def keep_mine(self, cells: frozenset[str] | None = None) -> bool:
        """Settles a clash: my changes are put onto theirs, as one step that can be undone.

        `cells` are the contested cells to take from mine, all by default; the others stay theirs.
        A form that they have removed comes back. Then my moves of state are made again; Refused
        says where one cannot be, all else being kept. Raises Closed where they have locked the
        form; StoreTrouble where it cannot come back; then the clash stays, and mine with it.
        """
        clash = self.clash
        if clash is None:
            return self.saved
        if clash.locked:
            raise Closed(clash.locked.closed_because)
        cells = None if clash.one_side else cells
        if clash.theirs.removed:
            back = self._brought_back(clash)
            if back.form != clash.theirs.form:  # somebody has changed it as well: choose again
                return False
            clash = replace(clash, theirs=back)
        merged = clash.merged(cells)
        self.document.template_for(merged)  # before anything of mine is let go
        try:
            self._settle(clash.theirs)
        finally:  # a view that fails while it shows theirs must not cost me mine
            self._put(merged, clash.reopening)
        self._move_again(clash.moves)
        return self.saved

    def move_to(self, state: State, reason: str = "") -> None:
        """Moves the form to another state. Raises WrongMove, Closed; Refused while it has errors.

        What has errors cannot be checked.
        """
        document = self.document
        checking = state is State.CHECKED and not document.read_only
        if checking and (because := hindrance(document.findings)):
            raise Refused(because)
        document.move_to(state, reason)

    def look_again(self) -> bool:
        """Takes what others have stored meanwhile, where nothing waits here; True if anything.

        Raises Refused where it is on a template that is missing here.
        """
        if self._pending:
            return False
        stored = self.store.load(self.document.form.id)
        if stored.version == self.version:
            return False
        self._settle(stored)
        return True

    def adopt(self, when_removed: str) -> None:
        """Shows what this window has just stored of the form in a step over several.

        The document's own steps of undo stay. `when_removed` says why a form off the lists takes
        no typing. Raises Refused where its template is missing here, RuntimeError where steps
        wait: they would be written over what was stored.
        """
        if self._pending:
            raise RuntimeError("steps wait: flush before a step over several forms")
        stored = self.store.load(self.document.form.id)
        self.document.template_for(stored.form)
        self.version, self.removed = stored.version, stored.removed
        closed = when_removed if stored.removed else ""
        self.document.adopt(stored.form, stored.state, closed)

    def stop(self) -> None:
        """Keeps the document no more, and holds nobody who watched."""
        self._stop()
        self._watchers.clear()
        self.soon = None

    def _follow(self, change: Change) -> None:
        if change.kind is not Kind.TAKEN:
            self._pending.append(change)
            if self.clash:  # which may stand for long: the store may be out of reach
                moves = _last_moves(self._pending, change.state_after)
                self.clash = replace(self.clash, mine=change.after, moves=moves)
            (self.soon or self.flush)()

    def _write(self, change: Change) -> bool:
        """Writes the first step that waits; False where it has to wait on."""
        self.trouble = self.trouble or "还没有保存。"  # should anything else be raised
        try:
            self.version = self.store.save(change, self.version)
        except Conflict as error:
            self.trouble = str(error)
            return self._already_there(change)
        except StoreTrouble as error:
            self.trouble = f"还没有保存：{error}"
            return isinstance(error, Unstorable) and self._joined()
        self.trouble, self.clash = "", None
        return True

    def _joined(self) -> bool:
        """Joins the first step with the second: a text that no database takes may be gone there."""
        if len(self._pending) == 1:
            return False
        first, second = self._pending[:2]
        self._pending[1] = replace(
            second,
            before=first.before,
            state_before=first.state_before,
            reason=second.reason or first.reason,
        )
        return True

    def _already_there(self, change: Change) -> bool:
        """Whether the store holds the step after all, its answer lost on the way; else a clash."""
        try:
            theirs = self.store.load(change.after.id)
            who = "、".join(self.store.writers_since(change.after.id, self.version))
        except Refused:
            return False
        if (theirs.form, theirs.state, theirs.removed) != (change.after, change.state_after, False):
            moves = _last_moves(self._pending, self.document.state)
            self.clash = Clash(change.before, self.document.form, theirs, moves, who)
            return False
        self.version, self.trouble, self.clash = theirs.version, "", None
        return True

    def _move_again(self, moves: tuple[Change, ...]) -> None:
        """Makes the moves that lead on from the form as it is now."""
        for move in moves:
            if move.state_after is self.document.state:
                continue
            try:
                self.move_to(move.state_after, move.reason)
            except (WrongMove, Refused) as error:
                wanted = moves[-1].state_after.label
                raise Refused(f"修改已经合并，但状态没有变为“{wanted}”：{error}") from error

    def _brought_back(self, clash: Clash) -> Stored:
        """Puts a form that they removed on the lists again; what the store holds of it now."""
        self.store.bring_back(clash.mine.id)
        back = self.store.load(clash.mine.id)
        self.clash = replace(clash, theirs=back)
        return back

    def _put(self, merged: Form, reopening: Change | None) -> None:
        """Puts mine on theirs, which is opened again where I had opened it."""
        try:
            if self.document.closed_because and reopening:
                self.move_to(reopening.state_after, reopening.reason)
        finally:
            self.document.apply(Become(merged, "保留我的修改"))

    def _settle(self, theirs: Stored) -> None:
        """Takes theirs. Raises Refused where its template is missing here; all is as it was."""
        self.document.template_for(theirs.form)
        self._pending.clear()
        self.trouble, self.clash = "", None
        self.version, self.removed = theirs.version, theirs.removed
        try:
            self.document.take_over(theirs.form, theirs.state)
        finally:
            self._tell()

    def _tell(self) -> None:
        for watcher in tuple(self._watchers):
            watcher()


def _last_moves(steps: Sequence[Change], state: State) -> tuple[Change, ...]:
    """The moves among the steps that led to `state`: from the last one to a draft, if any, on."""
    found: list[Change] = []
    for step in reversed(steps):
        if step.kind is Kind.MOVED and step.state_after is state:
            found.append(step)
            state = step.state_before
            if step.state_after is State.DRAFT:
                break
    return tuple(found[::-1])
