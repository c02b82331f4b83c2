"""The desk (工作台): one open store with the documents taken from it; what a window works on.

It knows no Qt. The window asks it for lists and documents, and tells it when time has passed.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.cells import UnknownCell, indicator_of
from perfdesk.core.change import Change, Kind
from perfdesk.core.checks.across import folded
from perfdesk.core.convert import TooLong
from perfdesk.core.document import Closed
from perfdesk.core.edits import Become, SetCell, SwitchTemplate, set_group
from perfdesk.core.form import LEVEL_KEYS, UNNAMED
from perfdesk.core.state import State, after_typing
from perfdesk.core.switching import switch
from perfdesk.deskforms import OUTDATED, DeskForms
from perfdesk.files.errors import Refused
from perfdesk.runner import at_once
from perfdesk.store import backingup, importing, restoring
from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import Conflict, StoreTrouble
from perfdesk.store.listing import EVERYTHING
from perfdesk.store.place import ServerPlace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from perfdesk.core.document import Document
    from perfdesk.core.edits import Edit
    from perfdesk.core.form import Form
    from perfdesk.core.number import Number
    from perfdesk.core.switching import Switch
    from perfdesk.core.template import Template
    from perfdesk.runner import Progress, Runner
    from perfdesk.store.backupfile import Backup
    from perfdesk.store.importing import Imported, Planned, Verdict
    from perfdesk.store.listing import Wanted
    from perfdesk.store.opening import Opening
    from perfdesk.store.records import HalfTyped, Listed, Step, Stored
    from perfdesk.store.restoring import Difference


class Desk(DeskForms):
    """What a window works on. Methods raise Refused with a sentence for people."""

    def __init__(self, opening: Opening) -> None:
        """`opening` has a store; the desk closes it."""
        super().__init__(opening)
        self.news: list[str] = []  # what others did, a sentence each, as last looked at
        self._seen = self.store.last_step()

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

    def plan(self, forms: Iterable[Form], runner: Runner = at_once) -> list[Planned]:
        """What taking in these forms would do; nothing is written but what waits here.

        `runner` does the part that takes long and touches no document.
        """

        def look(progress: Progress) -> list[Planned]:
            planned = importing.plan(self.store, forms)
            progress(len(planned), len(planned))
            return planned

        self.flush()
        return runner(look)

    def take_in(
        self, planned: Sequence[Planned], wanted: Collection[Verdict], runner: Runner = at_once
    ) -> Imported:
        """As DeskForms does; then what others wrote meanwhile is shown as well."""
        imported = super().take_in(planned, wanted, runner)
        self.look_again()
        return imported

    def move_to(self, form_id: str, state: State, reason: str = "") -> None:
        """Moves a form to another state. Raises WrongMove, Closed; Refused while it has errors."""
        self.keeper(form_id).move_to(state, reason)

    def beside(self, forms: Sequence[Form]) -> list[Form]:
        """All other forms of the same units, of the same years and of the years before."""
        wanted = {(folded(form.unit), form.year) for form in forms}
        wanted |= {(unit, year - 1) for unit, year in wanted if year}
        given = {form.id for form in forms}
        ids = [item.id for item in self.forms() if (folded(item.unit), item.year) in wanted]
        return self.current(form_id for form_id in ids if form_id not in given)

    def accounts(self) -> dict[tuple[str, int], Number]:
        """The figures of the final accounts (决算数) in 元, by unit and year."""
        return self.store.accounts()

    def enter_account(self, unit: str, year: int, figure: str) -> None:
        """Keeps a unit's figure for a year; '' takes it away. Raises StoreTrouble."""
        self.store.enter_account(unit, year, figure)
        backingup.count_as_changed(self.opening)

    def rules_changed(self) -> None:
        """The audit rules are others now: every open document is checked by them.

        One whose template is gone stays as it was.
        """
        for keeper in tuple(self._keepers.values()):
            with suppress(Refused):
                keeper.document.take_rules()

    def history(self, form_id: str) -> list[Step]:
        """The form's steps, oldest first."""
        self.flush()
        return self.store.history(form_id)

    def form_at(self, form_id: str, version: int) -> Form:
        """The form after one of its steps."""
        return self.store.form_at(form_id, version)

    def return_to(self, form_id: str, version: int) -> bool:
        """Gives the form the content it had after that step, as a step that can be undone.

        Its template comes back with it. Raises Refused where the form is locked, or that template
        is missing here.
        """
        earlier = self.form_at(form_id, version)
        if because := self.why_not_return(form_id, earlier):
            raise Refused(because)
        return self.document(form_id).apply(Become(earlier, f"恢复到第 {version} 步"))

    def why_not_return(self, form_id: str, earlier: Form) -> str:
        """Why the form cannot be given this earlier content, '' where it can."""
        document = self.document(form_id)
        try:
            document.template_for(earlier)
        except Refused as missing:
            return str(missing)
        return document.closed_because

    def what_switches(self, form_id: str, template: Template) -> Switch:
        """What moving the form to another template changes; nothing is changed by this.

        Raises Refused for an amount that cannot be converted.
        """
        document = self.document(form_id)
        earlier = self._typed_before(document, template)
        try:
            return switch(document.form, document.template, template, earlier)
        except TooLong as error:
            raise Refused(str(error)) from error

    def switch_template(self, form_id: str, template: Template) -> bool:
        """Moves the form to another template, as a step that can be undone.

        False where it is on it. Raises Closed; Refused for an amount that cannot be converted.
        """
        document = self.document(form_id)
        earlier = self._typed_before(document, template)
        try:
            return document.apply(SwitchTemplate(document.template, template, earlier))
        except TooLong as error:
            raise Refused(str(error)) from error

    def switch_all(
        self, form_ids: Sequence[str], template: Template, runner: Runner = at_once
    ) -> None:
        """Moves several forms to another template, all or none, as one step after a backup.

        Raises Closed where one is locked, Refused for an amount that cannot be converted, Conflict
        where others have changed one. `runner` makes the backup.
        """
        before = self._held(form_ids)
        after = [self._switched(item, template) for item in before]
        self.back_up_before(len(before), runner)
        text = f"换用模板“{template.name}”"
        changes = [
            Change(old.form, new.form, text, Kind.EDITED, old.state, new.state)
            for old, new in zip(before, after, strict=True)
        ]
        try:
            self.store.write(changes, [item.version for item in before], uuid.uuid4().hex)
        except Conflict as error:
            self.look_again()
            raise Conflict("有表刚被别人改过，没有换用模板；请看过再决定。") from error
        self._steps.record(f"{len(after)} 张表{text}", before, after)

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
            self._let_go(form_id, OUTDATED)
        self._steps.forget()
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

    def _switched(self, item: Stored, template: Template) -> Stored:
        """The form on another template, as typing leaves it."""
        document = self.document(item.form.id)
        if document.closed_because:
            raise Closed(document.closed_because)
        edit = SwitchTemplate(document.template, template, self._typed_before(document, template))
        try:
            return replace(item, form=edit.apply(item.form), state=after_typing(item.state))
        except TooLong as error:
            raise Refused(str(error)) from error

    def _typed_before(self, document: Document, template: Template) -> tuple[Form, ...]:
        """The forms that this one has been, where its amounts may come back as typed then."""
        if document.template.money_unit is template.money_unit:
            return ()
        return tuple(step.form for step in self.history(document.form.id) if step.form)

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
