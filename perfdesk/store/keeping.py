"""The keeper (自动保存): every step of a document is in the store before it counts as saved.

Where the store cannot take it just now (a full disk, a server gone), the step waits here, in order,
and nothing is lost while the window is open; where somebody else was quicker, both are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.change import Change, Kind
from perfdesk.core.delta import Delta, delta_between
from perfdesk.core.document import Closed
from perfdesk.core.edits import Become, SetCells
from perfdesk.files.errors import Refused
from perfdesk.store.errors import Conflict, StoreTrouble

if TYPE_CHECKING:
    from perfdesk.core.document import Document
    from perfdesk.core.form import Form
    from perfdesk.store.records import Stored
    from perfdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Clash:
    """A form changed by two at once: the common form, mine with unsaved steps, and theirs."""

    base: Form
    mine: Form
    theirs: Stored

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
        """True where rows came, went or moved on one side: then it is all mine or all theirs."""
        mine, theirs = self.my_delta, self.their_delta
        return bool((mine.splice and theirs) or (theirs.splice and mine))


class Keeper:
    """Keeps one document in the store."""

    def __init__(self, store: Store, document: Document, version: int) -> None:
        self.store = store
        self.document = document
        self.version = version
        self.trouble = ""
        self.clash: Clash | None = None
        self._pending: list[Change] = []
        self._watchers: list[Callable[[], None]] = []
        self._stop = document.listen(self._follow)

    @property
    def saved(self) -> bool:
        """True if every step is on disk."""
        return not self._pending

    def watch(self, watcher: Callable[[], None]) -> None:
        """Calls `watcher` whenever saving went well or did not."""
        self._watchers.append(watcher)

    def flush(self) -> bool:
        """Writes what waits; True if all is on disk now."""
        while self._pending and self._write(self._pending[0]):
            self._pending.pop(0)
        for watcher in tuple(self._watchers):
            watcher()
        return self.saved

    def take_theirs(self) -> None:
        """Settles a clash: what was typed here and is not stored goes."""
        if self.clash:
            self._settle(self.clash.theirs)

    def keep_mine(self, cells: frozenset[str] | None = None) -> bool:
        """Settles a clash: my changes are put onto theirs, as one step that can be undone.

        `cells` are the contested cells to take from mine, all by default; the others stay theirs.
        Raises Closed where they have locked the form.
        """
        clash = self.clash
        if clash is None:
            return self.saved
        if because := clash.theirs.state.closed_because:  # the clash stays, and mine with it
            raise Closed(because)
        self._settle(clash.theirs)
        if clash.whole:
            self.document.apply(Become(clash.mine, "保留我的修改"))
            return self.saved
        wanted = clash.cells if cells is None else cells
        mine = (cell for cell in clash.my_delta.cells if cell.address not in clash.cells - wanted)
        if clash.my_delta.splice:
            self.document.apply(Become(clash.mine, "保留我的修改"))
        else:
            self.document.apply(SetCells(tuple((c.address, c.after) for c in mine), "保留"))
        return self.saved

    def look_again(self) -> bool:
        """Takes what others have stored meanwhile, where nothing waits here; True if anything."""
        if self._pending:
            return False
        stored = self.store.load(self.document.form.id)
        if stored.version == self.version:
            return False
        self._settle(stored)
        return True

    def stop(self) -> None:
        """Keeps the document no more."""
        self._stop()

    def _follow(self, change: Change) -> None:
        if change.kind is not Kind.TAKEN:
            self._pending.append(change)
            self.flush()

    def _write(self, change: Change) -> bool:
        try:
            self.version = self.store.save(change, self.version)
        except Conflict as error:
            self.trouble, self.clash = str(error), self._clash()
            return False
        except StoreTrouble as error:
            self.trouble = f"还没有保存：{error}"
            return False
        self.trouble = ""
        return True

    def _clash(self) -> Clash | None:
        try:
            theirs = self.store.load(self.document.form.id)
        except Refused:
            return None
        return Clash(self._pending[0].before, self.document.form, theirs)

    def _settle(self, theirs: Stored) -> None:
        self._pending.clear()
        self.trouble, self.clash = "", None
        self.version = theirs.version
        self.document.take_over(theirs.form, theirs.state)
