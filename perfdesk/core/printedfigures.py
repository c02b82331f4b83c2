"""A figure that the source of a form printed, dropped: the form's own computation counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perfdesk.core.finding import Remedy
from perfdesk.core.telling import cell_name

if TYPE_CHECKING:
    from perfdesk.core.form import Form

_LABEL = "以本表计算为准"


@dataclass(frozen=True, slots=True)
class DropPrinted:
    """The printed figure of `key` (`total_score`, one of PRINTED_KEYS) is compared no more."""

    key: str

    def apply(self, form: Form) -> Form:
        """The form without that figure; all others stay."""
        return replace(form, printed=replace(form.printed, **{self.key: ""}))

    def text(self, form: Form) -> str:  # noqa: ARG002 - the name does not depend on the form
        """以本表计算为准，不再核对来源表的总分."""
        return f"{_LABEL}，不再核对{cell_name(f'printed.{self.key}')}"


def own_counts(key: str) -> Remedy:
    """The remedy for a printed figure that a person has found to be wrong, or out of date."""
    return Remedy(_LABEL, DropPrinted(key))
