"""The desk (工作台): one open store with the documents taken from it; what a window works on.

It knows no Qt. The window asks it for lists and documents, and tells it when time has passed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import UnknownCell, indicator_of
from perfdesk.core.document import Closed, Document
from perfdesk.core.edits import Become, SetCell, set_group
from perfdesk.core.form import LEVEL_KEYS
from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.store import importing, restoring
from perfdesk.store.backupfile import Reason
from perfdesk.store.keeping import Keeper
from perfdesk.store.listing import EVERYTHING
from perfdesk.store.place import ServerPlace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from perfdesk.core.edits import Edit
    from perfdesk.core.form import Form
    from perfdesk.store.backupfile import Backup
    from perfdesk.store.importing import Imported, Planned, Verdict
    from perfdesk.store.listing import Wanted
    from perfdesk.store.opening import Opening
    from perfdesk.store.records import HalfTyped, Listed, Step
    from perfdesk.store.restoring import Difference
    from perfdesk.store.store import Store

#: The number of the newest step that a backup holds.
_BACKED_UP = "backed_up_step"


class Desk:
    """The documents of one store. Methods raise Refused with a sentence for people."""

    def __init__(self, opening: Opening) -> None:
        """`opening` has a store; the desk closes it."""
        self.opening = opening
        self._keepers: dict[str, Keeper] = {}
        self._seen = self.store.last_step()

    @property
    def store(self) -> Store:
        """The open store."""
        return self.opening.needed()

    @property
    def read_only(self) -> str:
        """Why nothing here can be changed, '' where it can."""
        return self.store.read_only

    @property
    def shared(self) -> bool:
        """Whether others may write here at the same time: on a server."""
        return isinstance(self.opening.place, ServerPlace)

    def forms(self, wanted: Wanted = EVERYTHING) -> list[Listed]:
        """The lines of the list."""
        return self.store.forms(wanted)

    def years(self) -> list[int | None]:
        """The years with forms, newest first; None for forms without a year."""
        return self.store.years()

    def keeper(self, form_id: str) -> Keeper:
        """The form's document with what keeps it saved; the same one at every call."""
        if form_id not in self._keepers:
            stored = self.store.load(form_id)
            template = library().get(stored.form.template)
            document = Document(stored.form, template, stored.state, self.read_only)
            self._keepers[form_id] = Keeper(self.store, document, stored.version)
        return self._keepers[form_id]

    def document(self, form_id: str) -> Document:
        """The form's document."""
        return self.keeper(form_id).document

    def opened(self, form_id: str) -> Document | None:
        """The form's document where it has been asked for already."""
        keeper = self._keepers.get(form_id)
        return keeper.document if keeper else None

    def current(self, form_ids: Iterable[str]) -> list[Form]:
        """The forms as they are on the screen or, where not open, in the store."""
        ids = list(form_ids)
        stored = {item.form.id: item.form for item in self.store.load_all(ids)}
        opened = {key: keeper.document.form for key, keeper in self._keepers.items()}
        return [opened.get(form_id) or stored[form_id] for form_id in ids if form_id in stored]

    def add(self, forms: Iterable[Form], text: str = "新建") -> list[str]:
        """New forms in the store; their ids."""
        return [stored.form.id for stored in self.store.add_all(forms, text)]

    def plan(self, forms: Iterable[Form]) -> list[Planned]:
        """What taking in these forms would do; nothing is written but what waits here."""
        self.flush()
        return importing.plan(self.store, forms)

    def take_in(self, planned: Sequence[Planned], wanted: Collection[Verdict]) -> Imported:
        """Writes the planned forms with the wanted verdicts, all or none, after a backup.

        Raises Conflict where a form has changed since the plan was made.
        """
        self.back_up_if_changed(Reason.IMPORT)
        imported = importing.carry_out(self.store, planned, wanted)
        self.look_again()
        return imported

    def move_to(self, form_id: str, state: State, reason: str = "") -> None:
        """Moves a form to another state. Raises WrongMove, Closed; Refused while it has errors."""
        self.keeper(form_id).move_to(state, reason)

    def remove(self, form_id: str) -> None:
        """Takes a form off the lists. Raises Closed where it is locked."""
        document = self.opened(form_id)
        state = document.state if document else self.store.load(form_id).state
        if because := self.read_only or state.closed_because:
            raise Closed(because)
        self._finish(form_id)
        self.store.remove(form_id)
        self._let_go(form_id)

    def bring_back(self, form_id: str) -> None:
        """Puts a removed form on the lists again."""
        self._finish(form_id)
        self.store.bring_back(form_id)
        self._let_go(form_id)

    def history(self, form_id: str) -> list[Step]:
        """The form's steps, oldest first."""
        return self.store.history(form_id)

    def form_at(self, form_id: str, version: int) -> Form:
        """The form after one of its steps."""
        return self.store.form_at(form_id, version)

    def return_to(self, form_id: str, version: int) -> bool:
        """Gives the form the content it had after that step, as a step that can be undone.

        Raises Closed; Refused where it stood on another template then.
        """
        document, earlier = self.document(form_id), self.form_at(form_id, version)
        if earlier.template != document.form.template:
            raise Refused(f"那时用的是模板“{earlier.template}”，不能直接恢复到现在的模板。")
        return document.apply(Become(earlier, f"恢复到第 {version} 步"))

    def unsaved(self) -> list[Keeper]:
        """Those whose steps are not all on disk."""
        return [keeper for keeper in self._keepers.values() if not keeper.saved]

    def flush(self) -> bool:
        """Tries again to write what waits; True if all is on disk."""
        for keeper in self.unsaved():
            keeper.flush()
        return not self.unsaved()

    def look_again(self) -> list[str]:
        """Takes over what was written meanwhile, not by the documents here; the forms' ids.

        Forms that no document shows are among them, new and removed ones, too.
        """
        steps = self.store.steps_since(self._seen)
        written = dict.fromkeys(step.form_id for step in steps)
        keepers = self._keepers
        changed = [key for key in written if key not in keepers or keepers[key].look_again()]
        self._seen = steps[-1].number if steps else self._seen
        return changed

    def note_half_typed(self, form_id: str, address: str, text: str) -> None:
        """Keeps what stands half typed in the open cell, should the window die."""
        self.store.note_half_typed(form_id, address, text)

    def forget_half_typed(self) -> None:
        """The open cell was left as it was."""
        self.store.forget_half_typed()

    def half_typed(self) -> list[HalfTyped]:
        """What stood half typed when an earlier window died, as far as its cells still exist."""
        return [] if self.read_only else self.store.half_typed()

    def finish_half_typed(self, note: HalfTyped, take: bool) -> None:
        """Types the note's text into its cell (`take`) or drops it; either way it is dealt with.

        Raises Closed, and Refused where form or cell are gone; the note then stays.
        """
        if take:
            document = self.document(note.form_id)
            try:
                document.apply(_typed(document.form, note))
            except (UnknownCell, ValueError) as error:
                raise Refused(f"没有写完的“{note.text}”原来的单元格已经没有了。") from error
        self.store.forget_half_typed(note.session)

    def back_up(self, why: Reason) -> str:
        """Makes a backup now and thins the old ones; a warning or ''. Raises StoreTrouble."""
        if self.opening.backups is None:
            raise Refused("数据在数据库服务器上，请让管理员用 pg_dump 备份。")
        self.flush()
        step = self.store.last_step()
        made = self.opening.backups.make(self.opening.file, why, self.store.clock())
        if not self.read_only:
            self.store.set_setting(_BACKED_UP, str(step))
        self.opening.backups.thin()
        return made.warning

    def back_up_if_changed(self, why: Reason) -> str:
        """The same where anything was written since the last backup."""
        if self.opening.backups is None or self.read_only:
            return ""
        step = self.store.last_step()
        return "" if str(step) in (self.store.setting(_BACKED_UP), "0") else self.back_up(why)

    def backups(self) -> list[Backup]:
        """All backups, newest first."""
        return self.opening.backups.everywhere() if self.opening.backups else []

    def restore_preview(self, backup: Backup) -> list[Difference]:
        """What restoring that backup would change, form by form."""
        return restoring.preview(self.store, backup)

    def restore(self, backup: Backup) -> None:
        """Makes the store what it was in the backup, after a backup of what it is now."""
        for form_id in self._keepers:
            self._finish(form_id)
        restoring.restore(self.opening, backup)
        for form_id in list(self._keepers):
            self._let_go(form_id)
        self._seen = self.store.last_step()

    def close(self) -> str:
        """Backs up what changed and gives the store back; a warning or ''."""
        try:
            self.flush()
            return self.back_up_if_changed(Reason.CLOSE)
        except Refused as error:
            return str(error)
        finally:
            self.opening.close()

    def _finish(self, form_id: str) -> None:
        """Writes what waits of a form. Raises Refused where it has to wait on."""
        keeper = self._keepers.get(form_id)
        if keeper and not keeper.flush():
            raise Refused(keeper.trouble)

    def _let_go(self, form_id: str) -> None:
        """Keeps the form's document no more; whoever shows it asks for it anew."""
        if keeper := self._keepers.pop(form_id, None):
            keeper.stop()


def _typed(form: Form, note: HalfTyped) -> Edit:
    """The edit that a window makes of this text: a level's label is that of its whole group."""
    place = indicator_of(note.address)
    if place and place[1] in LEVEL_KEYS and place[0] < len(form.indicators):
        return set_group(form.indicators, *place, note.text)
    return SetCell(note.address, note.text)
