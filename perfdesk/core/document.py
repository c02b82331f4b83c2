"""The document (文档): the one door through which a form is changed.

Everything may read the form; only `apply`, `undo` and `redo` replace it. Forms are immutable, so a
step keeps the forms before and after, and undoing is exact by construction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.scoring import Scores, score_form

if TYPE_CHECKING:
    from perfdesk.core.edits import Edit
    from perfdesk.core.form import Form
    from perfdesk.core.template import Template


@dataclass(frozen=True, slots=True)
class Change:
    """What listeners are told, and what a step of undo keeps."""

    before: Form
    after: Form
    text: str


Listener = Callable[[Change], None]


class Document:
    """One form with its template, its scores and its undo steps."""

    def __init__(self, form: Form, template: Template) -> None:
        self._form = form
        self._template = template
        self._scores: Scores | None = None
        self._done: list[Change] = []
        self._undone: list[Change] = []
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
    def scores(self) -> Scores:
        """All figures of the form as it is now, computed at most once."""
        if self._scores is None:
            self._scores = score_form(self._form, self._template.rules)
        return self._scores

    @property
    def undo_text(self) -> str:
        """What `undo` would take back, '' where there is nothing."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again, '' where there is nothing."""
        return self._undone[-1].text if self._undone else ""

    @property
    def changed(self) -> bool:
        """True if the form differs from the one it was opened with."""
        return bool(self._done) and self._done[0].before != self._form

    def apply(self, edit: Edit) -> bool:
        """Carries out an edit; False, and no step of undo, where it changes nothing.

        Raises what the edit raises, with the form untouched.
        """
        after = edit.apply(self._form)
        if after == self._form:
            return False
        change = Change(self._form, after, edit.text(self._form))
        self._done.append(change)
        self._undone.clear()
        self._become(change)
        return True

    def undo(self) -> bool:
        """Takes the last step back; False where there is none."""
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        self._become(Change(step.after, step.before, step.text))
        return True

    def redo(self) -> bool:
        """Does the last undone step again; False where there is none."""
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step)
        self._become(step)
        return True

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` after every change until the returned function is called."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _become(self, change: Change) -> None:
        self._form = change.after
        self._scores = None
        for listener in tuple(self._listeners):
            listener(change)
