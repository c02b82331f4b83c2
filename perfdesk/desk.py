"""The desk (工作台): one open store with the documents taken from it; what a window works on.

It knows no Qt. The window asks it for lists and documents, and tells it when time has passed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perfdesk.core.cells import UnknownCell, indicator_of
from perfdesk.core.document import Closed, Document
from perfdesk.core.edits import Become, SetCell, set_group
from perfdesk.core.form import LEVEL_KEYS, UNNAMED
from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.store import backingup, importing, restoring
from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import Conflict, StoreTrouble
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
    from perfdesk.store.records import HalfTyped, Listed, Step, Stored
    from perfdesk.store.restoring import Difference
    from perfdesk.store.store import Store

_REMOVED = "这张表已被删除，不能再改；要改请先用“数据 → 已删除的表”放回。"
_OUTDATED = "数据库里的这张表已经换过，请在列表中重新打开它再改。"


class Desk:
    """The documents of one store. Methods raise Refused with a sentence for people."""

    def __init__(self, opening: Opening) -> None:
        """`opening` has a store; the desk closes it."""
        self.opening = opening
        self._keepers: dict[str, Keeper] = {}
        self.news: list[str] = []  # what others did, a sentence each, as last looked at
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
            closed = self.read_only or (_REMOVED if stored.removed else "")
            document = Document(stored.form, template, stored.state, closed)
            keeper = Keeper(self.store, document, stored.version, stored.removed)
            keeper.watch(partial(self._check, keeper, stored.removed))
            self._keepers[form_id] = keeper
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

        For an open document it is a step that can be undone. Raises Conflict where a form has
        changed since the plan was made.
        """
        self.back_up_if_changed(Reason.IMPORT)
        imported = importing.carry_out(self.store, planned, wanted)
        for form_id in imported.ids:
            if keeper := self._keepers.get(form_id):
                keeper.take_own("导入")
        self.look_again()
        return imported

    def move_to(self, form_id: str, state: State, reason: str = "") -> None:
        """Moves a form to another state. Raises WrongMove, Closed; Refused while it has errors."""
        self.keeper(form_id).move_to(state, reason)

    def remove(self, form_id: str) -> None:
        """Takes a form off the lists. Raises Closed where it is locked.

        Raises Conflict where others have changed it; what they did is shown then.
        """
        self._finish(form_id)
        keeper = self.keeper(form_id)
        if because := self.read_only or keeper.document.state.closed_because:
            raise Closed(because)
        try:
            self.store.remove(form_id, keeper.version)
        except Conflict as error:
            keeper.look_again()
            raise Conflict("这张表刚被别人改过，没有删除；请看过再决定。") from error
        self._let_go(form_id, _REMOVED)

    def bring_back(self, form_id: str) -> None:
        """Puts a removed form on the lists again."""
        self._finish(form_id)
        self.store.bring_back(form_id)
        self._let_go(form_id, _OUTDATED)

    def history(self, form_id: str) -> list[Step]:
        """The form's steps, oldest first."""
        self.flush()
        return self.store.history(form_id)

    def form_at(self, form_id: str, version: int) -> Form:
        """The form after one of its steps."""
        return self.store.form_at(form_id, version)

    def return_to(self, form_id: str, version: int) -> bool:
        """Gives the form the content it had after that step, as a step that can be undone.

        Raises Refused where it is locked or stood on another template then.
        """
        earlier = self.form_at(form_id, version)
        if because := self.why_not_return(form_id, earlier):
            raise Refused(because)
        return self.document(form_id).apply(Become(earlier, f"恢复到第 {version} 步"))

    def why_not_return(self, form_id: str, earlier: Form) -> str:
        """Why the form cannot be given this earlier content, '' where it can."""
        document = self.document(form_id)
        if earlier.template != document.form.template:
            return f"那时用的是模板“{earlier.template}”，不能直接恢复到现在的模板。"
        return document.closed_because

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

        Forms that no document shows are among them, new and removed ones, too. `news` then says
        what others did, and which forms cannot be shown here.
        """
        steps = self.store.steps_since(self._seen)
        changed, self.news = [], []
        for form_id in dict.fromkeys(step.form_id for step in steps):
            try:
                keeper = self._keepers.get(form_id)
                changed += [form_id] if keeper is None or keeper.look_again() else []
            except StoreTrouble:  # looked at again next time
                raise
            except Refused as refused:  # its template is missing; it alone stays as it was
                changed.append(form_id)
                self.news.append(str(refused))
        self.news += self._told([step for step in steps if not self.store.is_own(step)])
        self._seen = steps[-1].number if steps else self._seen
        return changed

    def note_half_typed(self, form_id: str, address: str, text: str) -> None:
        """Keeps what stands half typed in the open cell, should the window die."""
        self.store.note_half_typed(form_id, address, text)

    def forget_half_typed(self) -> None:
        """The open cell was left as it was."""
        self.store.forget_half_typed()

    def half_typed(self) -> list[HalfTyped]:
        """What stood half typed when an earlier window died; its form or cell may be gone."""
        return [] if self.read_only else self.store.half_typed()

    def finish_half_typed(self, note: HalfTyped, take: bool) -> None:
        """Types the note's text into its cell (`take`) or drops it; either way it is dealt with.

        Where the step has to wait, the note stays until the store holds it, for the next start.
        Raises Closed, and Refused where form or cell are gone; the note then stays.
        """
        if take:
            keeper = self.keeper(note.form_id)
            try:
                keeper.document.apply(_typed(keeper.document.form, note))
            except (UnknownCell, ValueError) as error:
                raise Refused(f"没有写完的“{note.text}”原来的单元格已经没有了。") from error
            if not keeper.flush():
                return
        self.store.forget_half_typed(note.session)

    def back_up(self, why: Reason) -> str:
        """Makes a backup now and thins the old ones; a warning or ''. Raises StoreTrouble."""
        self.flush()
        return backingup.back_up(self.opening, why).warning

    def back_up_if_changed(self, why: Reason) -> str:
        """The same where anything was written since the last backup."""
        return backingup.back_up_if_changed(self.opening, why)

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
            self._let_go(form_id, _OUTDATED)
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

    def _check(self, keeper: Keeper, removed: bool) -> None:
        """Lets a form go that others have taken off the lists, or put back on them."""
        form_id = keeper.document.form.id
        if keeper.removed is not removed and self._keepers.get(form_id) is keeper:
            self._let_go(form_id, _REMOVED if keeper.removed else _OUTDATED)

    def _let_go(self, form_id: str, because: str) -> None:
        """Keeps the form's document no more, and closes it; whoever shows it asks for it anew."""
        if keeper := self._keepers.pop(form_id, None):
            keeper.stop()
            keeper.document.close(because)

    def _told(self, steps: Sequence[Step]) -> list[str]:
        """Who changed which form, each pair once: 李科长改了“职工培训”：修改实施单位."""
        names = {item.form.id: item.form.project_name for item in self._stored(steps)}
        told: dict[tuple[str, str], list[str]] = {}
        for step in steps:
            texts = told.setdefault((step.who, step.form_id), [])
            texts += [step.text] if step.text not in texts else []
        return [
            f"{who or '别人'}：“{names.get(form_id) or UNNAMED}”{'、'.join(texts)}"
            for (who, form_id), texts in told.items()
        ]

    def _stored(self, steps: Sequence[Step]) -> list[Stored]:
        return self.store.load_all(list(dict.fromkeys(step.form_id for step in steps)))


def _typed(form: Form, note: HalfTyped) -> Edit:
    """The edit that a window makes of this text: a level's label is that of its whole group."""
    place = indicator_of(note.address)
    if place and place[1] in LEVEL_KEYS and place[0] < len(form.indicators):
        return set_group(form.indicators, *place, note.text)
    return SetCell(note.address, note.text)
