"""The document (文档): the one door through which a form is changed.

Everything may read the form; only `apply`, `undo`, `redo` and `move_to` replace it. Forms are
immutable, so a step keeps the forms before and after, and undoing is exact by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from perfdesk.core.change import Change, Kind
from perfdesk.core.checks import Case, new_checker
from perfdesk.core.scoring import Scores, score_form
from perfdesk.core.state import State, after_typing, check_move

if TYPE_CHECKING:
    from perfdesk.core.edits import Edit
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

Listener = Callable[[Change], None]
#: Finds a template by its id; raises where there is none such.
Templates = Callable[[str], "Template"]


class Closed(Exception):
    """An edit of a form that cannot be typed in; `str()` says why and names the way out."""


class Document:
    """One form with its template, its state, its scores and its undo steps.

    The template is always the form's own: an edit that changes it brings another. `closed` says
    why nothing here can be changed at all (a read-only store), '' where it can. `numbers` counts
    what is done and taken back in all documents that one undo list serves.
    """

    def __init__(
        self,
        form: Form,
        templates: Templates,
        state: State = State.DRAFT,
        closed: str = "",
        numbers: Iterator[int] | None = None,
    ) -> None:
        """Raises what `templates` raises where the form's is missing."""
        self._numbers = numbers or count(1)
        self._form = form
        self._templates = templates
        self._template = templates(form.template)
        self._state = state
        self._closed = closed
        self._scored: tuple[Form, Scores] | None = None  # as last asked for
        self._findings: tuple[Finding, ...] | None = None
        self._checker = new_checker()
        self._done: list[tuple[int, Change]] = []
        self._undone: list[tuple[int, Change]] = []  # with the number of the taking back
        self._listeners: list[Listener] = []

    @property
    def form(self) -> Form:
        """The form as it is now."""
        return self._form

    @property
    def template(self) -> Template:
        """The template that scores and prints it."""
        return self._template

    @property
    def state(self) -> State:
        """How far the form has come."""
        return self._state

    @property
    def closed_because(self) -> str:
        """Why nothing can be typed, as a sentence; '' where one can."""
        return self._closed or self._state.closed_because

    @property
    def read_only(self) -> str:
        """Why neither the form nor its state can be changed, '' where they can."""
        return self._closed

    @property
    def scores(self) -> Scores:
        """All figures of the form as it is now, computed at most once."""
        if self._scored is None or self._scored[0] is not self._form:
            rules = self._template.rules
            self._scored = (self._form, score_form(self._form, rules, self._scored))
        return self._scored[1]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say of the form as it is now, computed at most once."""
        if self._findings is None:
            case = Case(self._form, self._template, self.scores)
            self._findings = self._checker.check(case)
        return self._findings

    @property
    def undo_text(self) -> str:
        """What `undo` would take back, '' where there is nothing."""
        return self._done[-1][1].text if self.undo_number else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again, '' where there is nothing."""
        return self._undone[-1][1].text if self.undone_number else ""

    @property
    def undo_number(self) -> int:
        """The number of the step that `undo` would take back, 0 where there is nothing."""
        return self.last_number if self._leads_here and not self.closed_because else 0

    @property
    def undone_number(self) -> int:
        """When what `redo` would do again was taken back, 0 where there is nothing."""
        return self._undone[-1][0] if self._leads_on and not self.closed_because else 0

    @property
    def last_number(self) -> int:
        """The number of the newest step done, also while nothing can be changed; 0 for none."""
        return self._done[-1][0] if self._done else 0

    def template_for(self, form: Form) -> Template:
        """The template of a form that this one might become. Raises where it is missing."""
        same = form.template == self._form.template
        return self._template if same else self._templates(form.template)

    def apply(self, edit: Edit) -> bool:
        """Carries out an edit; False, and no step of undo, where it changes nothing.

        Raises Closed, what the edit raises, and what a missing template raises, with the form
        untouched.
        """
        self._check_open()
        after = edit.apply(self._form)
        if after == self._form:
            return False
        self.template_for(after)
        step = self._step(self._form, after, edit.text(self._form), Kind.EDITED)
        self._done.append((next(self._numbers), step))
        self._undone.clear()
        self._become(step)
        return True

    def undo(self) -> bool:
        """Takes the last step back; False where none led to the form as it is. Raises Closed."""
        self._check_open()
        if not self._leads_here:
            return False
        self.template_for(self._done[-1][1].before)
        _, step = self._done.pop()
        self._undone.append((next(self._numbers), step))
        self._become(self._step(step.after, step.before, step.text, Kind.UNDONE))
        return True

    def redo(self) -> bool:
        """Does the last undone step again; False where none leads on from here. Raises Closed."""
        self._check_open()
        if not self._leads_on:
            return False
        self.template_for(self._undone[-1][1].after)
        _, step = self._undone.pop()
        self._done.append((next(self._numbers), step))
        self._become(self._step(step.before, step.after, step.text, Kind.REDONE))
        return True

    def move_to(self, state: State, reason: str = "") -> None:
        """Moves the form to another state. Raises WrongMove; Closed in a read-only store.

        Not a step of undo: each move has a move back, and opening a locked form needs its reason.
        """
        if self._closed:
            raise Closed(self._closed)
        check_move(self._state, state, reason)
        text = f"{self._state.label} → {state.label}"
        form, reason = self._form, reason.strip()
        self._become(Change(form, form, text, Kind.MOVED, self._state, state, reason))

    def take_over(self, form: Form, state: State) -> None:
        """Shows what somebody else has stored meanwhile; steps of undo end here.

        Raises what a missing template raises, with everything as it was.
        """
        self.template_for(form)
        self._done.clear()
        self._undone.clear()
        text = "接受他人的修改"
        self._become(Change(self._form, form, text, Kind.TAKEN, self._state, state))

    def adopt(self, form: Form, state: State, closed: str = "") -> None:
        """Shows what a step over several forms has made of this one, and why it is closed now.

        The document's own steps stay on its lists: that step is taken back before older ones.
        Raises what a missing template raises, with everything as it was.
        """
        self.template_for(form)
        self._closed = closed
        self._become(Change(self._form, form, "多张表的修改", Kind.TAKEN, self._state, state))

    def take_rules(self) -> None:
        """The form is scored and checked by its template as it is now; nothing is stored by this.

        Raises what a missing template raises, with everything as it was.
        """
        template = self._templates(self._form.template)
        if template is self._template:
            return
        self._template, self._scored = template, None
        form, state = self._form, self._state
        self._become(Change(form, form, "审核规则", Kind.TAKEN, state, state))

    def forget_done(self, before: int) -> None:
        """Its steps with smaller numbers can be taken back no more."""
        self._done = [item for item in self._done if item[0] >= before]

    def forget_undone(self) -> None:
        """What was taken back cannot be done again any more."""
        self._undone.clear()

    def close(self, because: str) -> None:
        """Nothing can be changed here from now on; whoever shows it is told."""
        self._closed = because
        self.take_over(self._form, self._state)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` after every change until the returned function is called."""
        listeners = self._listeners  # who keeps the function does not keep the document
        listeners.append(listener)

        def stop() -> None:
            if listener in listeners:
                listeners.remove(listener)

        return stop

    @property
    def _leads_here(self) -> bool:
        """Whether the last step made the form as it is: a step over several may lie above it."""
        return bool(self._done) and self._done[-1][1].after == self._form

    @property
    def _leads_on(self) -> bool:
        """Whether the step undone last starts from the form as it is."""
        return bool(self._undone) and self._undone[-1][1].before == self._form

    def _check_open(self) -> None:
        if self.closed_because:
            raise Closed(self.closed_because)

    def _step(self, before: Form, after: Form, text: str, kind: Kind) -> Change:
        """A change of the form; what was checked goes back to a draft."""
        return Change(before, after, text, kind, self._state, after_typing(self._state))

    def _become(self, change: Change) -> None:
        template = self.template_for(change.after)
        if template is not self._template:
            self._template, self._scored = template, None  # other rules count
        self._form = change.after
        self._state = change.state_after
        self._findings = None
        for listener in tuple(self._listeners):
            listener(change)
