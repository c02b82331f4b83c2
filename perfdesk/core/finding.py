"""What a check says of a form (审核意见): a sentence, its weight, the cells that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.edits import Edit

#: So many findings are told in full where they keep a form from being 已审核.
_TOLD = 3


class Severity(Enum):
    """How serious a finding is: wrong, to be looked at, or worth a thought."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one click does about a finding: `label` on the button (改为 3.19), and the edit.

    `joint` is False where each is to be weighed by itself, never several at once.
    """

    label: str
    edit: Edit
    joint: bool = True


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


def heard_weights(findings: Iterable[Finding]) -> list[Severity]:
    """How serious each finding is, without those set aside: what lists and tables count."""
    return [finding.severity for finding in findings if not finding.silenced]


def hindrance(findings: Iterable[Finding]) -> str:
    """Why a form with these findings cannot be 已审核, and the way out; '' where it can."""
    blocking = [finding for finding in findings if finding.blocks]
    if not blocking:
        return ""
    told = [f"{number}．{one.message}" for number, one in enumerate(blocking[:_TOLD], 1)]
    rest = len(blocking) - len(told)
    told += [f"另有 {rest} 处，见“审核”。"] if rest else []
    head = f"还有 {len(blocking)} 处必须改，改正或写明理由忽略以后才能审核通过："
    return "\n".join([head, *told])
