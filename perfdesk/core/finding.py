"""What a check says of a form (审核意见): a sentence, its weight, the cells that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.core.edits import Edit


class Severity(Enum):
    """How serious a finding is: wrong, to be looked at, or worth a thought."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one click does about a finding: `label` on the button (改为 3.19), and the edit."""

    label: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    `rule` is the rule's number in the list of audit rules ("1", "7"), or a word for the program's
    own ("paper-decimals"). `where` is the address of the cell to go to; `cells` names every place
    that the finding speaks of, `where` first. `silenced` is the reason for which a person has set
    the finding aside on this form, '' where none has.
    """

    rule: str
    severity: Severity
    where: str
    message: str
    cells: tuple[str, ...]
    remedy: Remedy | None = None
    silenced: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the form cannot be 已审核 while this stands."""
        return self.severity is Severity.ERROR and not self.silenced
