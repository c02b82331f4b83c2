"""Whether all is saved (已保存): said in the status bar, tried again until it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from perfdesk import log
from perfdesk.ui.forms import shown_name
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.desk import Desk
    from perfdesk.store.keeping import Keeper

_SAVING = "正在保存…"
_MOST_STEPS = 4  # named; the others are counted
#: Milliseconds between two attempts to write what waits.
AGAIN = 3000
#: Milliseconds until what was typed is written: by then it is painted.
_SOON = 20


class Saving(QObject):
    """Watches the keepers of a desk.

    Signals:
        clashed: Somebody else was quicker; a person has to choose. Not sent within an edit.
    """

    clashed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        #: Whether somebody types into a cell just now: what is typed is painted first.
        self.typing: Callable[[], bool] = lambda: False
        #: Whether long work has the store just now: what waits is tried again after it.
        self.working: Callable[[], bool] = lambda: False
        #: How to stop watching each; the desk lets some go.
        self._watched: WeakKeyDictionary[Keeper, Callable[[], None]] = WeakKeyDictionary()
        self._told: set[Keeper] = set()
        self._noted = 0  # how many forms the log says are waiting
        self.label = ElidedCaption()
        self.label.setAccessibleName("保存状态")
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._usual = self._width_of(_SAVING)  # nothing beside it moves while somebody types
        self.again = QTimer(self, interval=AGAIN)
        self.again.timeout.connect(self._try_again)
        self.write = QTimer(self, interval=_SOON, singleShot=True)
        self.write.timeout.connect(self._write_now)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.clashed)
        self.refresh()

    def watch(self, keeper: Keeper) -> None:
        """From now on its saving is followed."""
        if keeper not in self._watched:
            keeper.soon = partial(self._write_soon, keeper)
            self._watched[keeper] = keeper.watch(self.refresh)

    def clashes(self) -> list[Keeper]:
        """Those for which a person has to choose."""
        return [keeper for keeper in self._desk.unsaved() if keeper.clash]

    def waiting(self) -> list[str]:
        """A sentence for each form that could not be saved: its name and why."""
        return [
            f"{shown_name(keeper.document.form.project_name)}：{keeper.trouble}"
            for keeper in self._desk.unsaved()
            if keeper.trouble
        ]

    def lost(self) -> list[str]:
        """What closing now would lose: each form's steps that are not on disk."""
        return [
            f"{shown_name(keeper.document.form.project_name)}：{_steps(keeper.waiting)}"
            for keeper in self._desk.unsaved()
        ]

    def save_all(self) -> bool:
        """Tries at once; True if all is on disk. A clash left open is brought up again."""
        self._told.clear()
        self._desk.flush()
        self.refresh()
        return not self._desk.unsaved()

    def refresh(self) -> None:
        """Says how it stands."""
        failing = [keeper for keeper in self._desk.unsaved() if keeper.trouble]
        if len(failing) != self._noted:
            self._noted = len(failing)
            log.warn("saving", waiting=len(failing), clashes=len(self.clashes()))
        if failing:
            self._tell_trouble(failing)
            return
        self._told.clear()
        self.again.stop()
        if self._desk.unsaved():
            self._say(_SAVING, Tone.MUTED)
        else:
            look_only = bool(self._desk.read_only)
            self._say("只读" if look_only else "已保存", Tone.MUTED if look_only else Tone.GOOD)

    def _tell_trouble(self, failing: list[Keeper]) -> None:
        self._say(self._short(failing), Tone.WRONG)
        self.label.setToolTip("\n".join(self.waiting()))
        if not self.again.isActive():
            self.again.start()
        if fresh := {keeper for keeper in failing if keeper.clash} - self._told:
            self._told |= fresh
            self._soon.start()

    def stop(self) -> None:
        """No more attempts; whoever has the keepers then writes at once."""
        for keeper, leave in self._watched.items():
            leave()
            keeper.soon = None
        self._watched.clear()
        self.again.stop()
        self._soon.stop()
        self.write.stop()

    def _short(self, failing: list[Keeper]) -> str:
        """Why, without the long name of the file."""
        reason = failing[0].trouble.replace(f"{self._desk.store.place}：", "")
        if failing[0].clash:
            reason = f"还没有保存：{reason}"
        return reason if len(failing) == 1 else f"{len(failing)} 张表{reason}"

    def _say(self, text: str, tone: Tone) -> None:
        self.label.set_tone(tone)
        self.label.setText(text)
        needed = max(self._usual, self._width_of(text))
        self.label.setMinimumWidth(min(needed, 40 * self.label.fontMetrics().height()))

    def _width_of(self, text: str) -> int:
        return self.label.fontMetrics().horizontalAdvance(text) + 2

    def _write_soon(self, keeper: Keeper) -> None:
        """Nobody who types waits for the disk: it is written as soon as the cells are painted."""
        if self.typing():
            self._say(_SAVING, Tone.MUTED)
            if not self.write.isActive():
                self.write.start()
        else:
            keeper.flush()

    def _write_now(self) -> None:
        """Writes what was typed. What waits for longer is tried again in its own time."""
        for keeper in self._desk.unsaved():
            if not keeper.trouble:
                keeper.flush()

    def _try_again(self) -> None:
        """A clash is settled by a person, not by trying."""
        if self.working():
            return
        for keeper in self._desk.unsaved():
            if not keeper.clash:
                keeper.flush()
        self.refresh()


def _steps(texts: list[str]) -> str:
    shown = "、".join(texts[-_MOST_STEPS:])
    return shown if len(texts) <= _MOST_STEPS else f"{shown}等 {len(texts)} 步"
