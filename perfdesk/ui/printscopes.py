"""Which forms may be printed: the one shown, those chosen or listed, those checked already."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from perfdesk.core.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from perfdesk.core.form import Form
    from perfdesk.ui.formspanel import FormsPanel


class Scope(Enum):
    """A choice of forms, and how the dialog calls it."""

    SHOWN = "当前的表"
    CHOSEN = "左边选中的表"
    LISTED = "左边列出的表"
    CHECKED = "列出的表中已审核、已上报、已归档的"


@dataclass(frozen=True, slots=True)
class Scopes:
    """The ids of each choice in the list's order, and how to come by the forms."""

    ids: Mapping[Scope, Sequence[str]]
    forms_of: Callable[[Sequence[str]], list[Form]]

    @property
    def some(self) -> bool:
        """Whether there is anything to print at all."""
        return any(self.ids.values())

    def forms(self, scope: Scope) -> list[Form]:
        """The forms of a choice as they are now."""
        return self.forms_of(self.ids[scope])


def scopes_of(
    panel: FormsPanel, shown: str, forms_of: Callable[[Sequence[str]], list[Form]]
) -> Scopes:
    """The choices that the list offers; `shown` is the id of the form shown, '' for none."""
    listed, chosen = panel.ids, panel.list.chosen_ids
    states = [panel.model.line(row).state for row in range(len(listed))]
    checked = [i for i, state in zip(listed, states, strict=True) if state is not State.DRAFT]
    ids = {
        Scope.SHOWN: [shown] if shown else [],
        Scope.CHOSEN: [] if chosen == [shown] else chosen,  # the same would be offered twice
        Scope.LISTED: listed,
        Scope.CHECKED: checked,
    }
    return Scopes(ids, forms_of)
