"""What a changed form brings to the stored one, and what of it is taken over unasked (更新)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.merging import choices
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.store.importing import Verdict

if TYPE_CHECKING:
    from perfdesk.core.form import Form
    from perfdesk.core.merging import Choice
    from perfdesk.store.importing import Planned

_UNITS = "两边模板的金额单位不同，不能逐格取舍，只能整张采用或保留。"


@dataclass(frozen=True, slots=True)
class Update:
    """The differences of a CHANGED form; `whole` says why only all or none can be taken."""

    differences: tuple[Choice, ...] = ()
    whole: str = ""

    @property
    def keys(self) -> set[str]:
        """The keys of all differences."""
        return {choice.key for choice in self.differences}

    @property
    def usual(self) -> set[str]:
        """Those taken over unless a person says otherwise: no targets, nothing that empties."""
        return {choice.key for choice in self.differences if choice.usual}


def update_of(planned: Planned) -> Update:
    """What a planned form would change; nothing where it is not CHANGED."""
    if planned.verdict is not Verdict.CHANGED or planned.stored is None:
        return Update()
    stored = planned.stored.form
    whole = "" if _one_unit(stored, planned.form) else _UNITS
    return Update(choices(stored, planned.form), whole)


def _one_unit(one: Form, other: Form) -> bool:
    """Whether both forms' amounts are in the same money unit, as far as that is known."""
    try:
        units = {library().get(form.template).money_unit for form in (one, other)}
    except Refused:
        return False
    return len(units) == 1
