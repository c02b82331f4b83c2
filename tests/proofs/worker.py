"""A worker at the program's desk: types, pastes, imports, backs up and restores. Seeded."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.edits import SetCell
from perfdesk.desk import Desk
from perfdesk.sample import sample_forms
from perfdesk.store.backupfile import Reason
from perfdesk.store.importing import Verdict
from tests.proofs.hand import Hand
from tests.proofs.promise import BackedUp, Restored, Restoring, Saved, digest_of, line_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from perfdesk.store.keeping import Keeper
    from perfdesk.store.opening import Opening
    from tests.proofs.promise import Promise

_IMPORTED = re.compile(r"第 [0-9a-f]+ 次导入，共 ([0-9]+) 张")


class NotSaved(Exception):
    """A step that the store did not take; on a sound disk that is a bug."""


class Worker:
    """Works on every form of a store; `say` is given a line for each promise."""

    def __init__(self, opening: Opening, random: Random, say: Callable[[str], None]) -> None:
        self.desk = Desk(opening)
        self._random = random
        self._say = say
        self._hands: dict[str, Hand] = {}
        self._last_backup = ""
        self._look_at_the_list()

    def add_sample(self) -> None:
        """Puts into the store what it lacks of the sample unit, form by form."""
        for form in sample_forms()[len(self._hands) :]:
            (form_id,) = self.desk.add([replace(form, id="")])
            self._look_at_the_list()
            self._promise(form_id)

    def step(self) -> None:
        """Something that a person does; a promise follows as soon as it is saved."""
        kind = self._random.random()
        if kind < 0.02:
            self._take_off_and_bring_back()
        elif kind < 0.04:
            self._import()
        elif kind < 0.12:
            self._type_slowly()
        else:
            form_id = self._any_form()
            self._hands[form_id].step()
            self._promise(form_id)

    def back_up(self) -> None:
        """Makes a backup."""
        warning = self.desk.back_up(Reason.MANUAL)
        if warning:
            raise NotSaved(warning)
        self._last_backup = self.desk.backups()[0].path.name
        self._tell(BackedUp(self._last_backup))

    def restore(self) -> None:
        """Goes back to the backup made last, if there is one."""
        backups = [item for item in self.desk.backups() if item.path.name == self._last_backup]
        for backup in backups:
            self._tell(Restoring(self._last_backup))
            self.desk.restore(backup)
            self._tell(Restored(self._last_backup))
            self._hands.clear()
            self._look_at_the_list()

    def _look_at_the_list(self) -> None:
        for line in self.desk.forms():
            if line.id not in self._hands:
                self._hands[line.id] = Hand(self.desk.document(line.id), self._random)

    def _any_form(self) -> str:
        return self._random.choice(list(self._hands))

    def _type_slowly(self) -> None:
        """Types into a cell, with a recovery note now and then, and finishes it."""
        form_id = self._any_form()
        document = self.desk.document(form_id)
        if document.closed_because or not document.form.indicators:
            return
        address, text = self._hands[form_id].typing()
        for end in range(3, len(text), 3):
            self.desk.note_half_typed(form_id, address, text[:end])
            self._promise(form_id, text[:end])
        document.apply(SetCell(address, text))
        self._promise(form_id)
        self.desk.forget_half_typed()

    def _take_off_and_bring_back(self) -> None:
        form_id = self._any_form()
        if self.desk.document(form_id).closed_because:
            return
        self.desk.remove_all([form_id])
        self._promise(form_id, removed=True)
        self.desk.bring_back_all([form_id])
        self._promise(form_id)
        self._hands[form_id] = Hand(self.desk.document(form_id), self._random)

    def _import(self) -> None:
        """Takes in a file with every form that is open, each with another supervisor."""
        documents = [self.desk.document(form_id) for form_id in self._hands]
        forms = [document.form for document in documents if not document.closed_because]
        text = f"第 {self._random.randbytes(4).hex()} 次导入，共 {len(forms)} 张"
        planned = self.desk.plan([replace(form, supervisor=text) for form in forms])
        imported = self.desk.take_in(planned, {Verdict.CHANGED})
        if len(imported.ids) != len(forms):
            raise NotSaved(f"{len(imported.ids)} of {len(forms)} forms imported")
        for form_id in imported.ids:
            self._promise(form_id)

    def _promise(self, form_id: str, typed: str = "", removed: bool = False) -> None:
        """Says what the window would show as saved now."""
        keeper = self.desk.keeper(form_id)
        if not keeper.saved:
            raise NotSaved(keeper.trouble)
        self._tell(_saved(keeper, typed, removed))

    def _tell(self, promise: Promise) -> None:
        self._say(line_of(promise))


def _saved(keeper: Keeper, typed: str, removed: bool) -> Saved:
    document = keeper.document
    return Saved(
        document.form.id,
        keeper.version,
        document.state.value,
        digest_of(document.form),
        str(document.scores.total_score),
        document.undo_text,
        removed,
        typed,
    )


def imported_together(supervisor: str) -> int:
    """How many forms an import had that gave a form this supervisor; 0 for other texts."""
    found = _IMPORTED.fullmatch(supervisor)
    return int(found[1]) if found else 0
