"""What a check says of a form (审核意见): a sentence, its weight, the cells that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How serious a finding is: wrong, to be looked at, or worth a thought."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    `rule` is the rule's number in the list of audit rules ("1", "7"), or a word for the program's
    own ("paper-decimals"). `where` is the address of the cell to go to; `cells` names every place
    that the finding speaks of, `where` first.
    """

    rule: str
    severity: Severity
    where: str
    message: str
    cells: tuple[str, ...]
