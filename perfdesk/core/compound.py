"""Several edits that are one step of undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.core.edits import Edit
    from perfdesk.core.form import Form


@dataclass(frozen=True, slots=True)
class Together:
    """Edits carried out in their order as one; `name` is what the menu calls them."""

    edits: tuple[Edit, ...]
    name: str

    def apply(self, form: Form) -> Form:
        """The form after all of them. Raises what the first of them raises that fails."""
        for edit in self.edits:
            form = edit.apply(form)
        return form

    def text(self, form: Form) -> str:  # noqa: ARG002 - the name does not depend on the form
        """The name alone."""
        return self.name
