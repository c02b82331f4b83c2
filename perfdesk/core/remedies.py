"""One remedy for several findings of a rule: their edits together, as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.compound import Together
from perfdesk.core.edits import SetCell, SetCells
from perfdesk.core.finding import Remedy
from perfdesk.core.silence import SetAside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.edits import Edit
    from perfdesk.core.finding import Finding


def remedy_of(findings: Sequence[Finding]) -> Remedy | None:
    """What one click does about all of them; None unless each has a joint remedy of its own cells.

    Edits that add, move or take rows away do not go together: the second would find others there.
    """
    remedies = [finding.remedy for finding in findings]
    edits = [remedy.edit for remedy in remedies if remedy]
    if len(findings) == 1 or len(edits) < len(findings):
        return remedies[0] if len(findings) == 1 else None
    cells = [cell for edit in edits for cell in _cells(edit)]
    together = all(remedy.joint for remedy in remedies if remedy)
    if not together or len(set(cells)) < len(cells) or not all(_cells(edit) for edit in edits):
        return None
    return Remedy(f"{len(edits)} 处一起改", Together(tuple(edits), f"按审核意见改 {len(edits)} 处"))


def set_aside(findings: Sequence[Finding], reason: str) -> Edit:
    """All of them set aside for one reason, or with '' heard again, as one step."""
    edits = tuple(SetAside(finding, reason) for finding in findings)
    if len(edits) == 1:
        return edits[0]
    verb = "忽略" if reason.strip() else "恢复"
    return Together(edits, f"{verb} {len(edits)} 条审核意见")


def _cells(edit: Edit) -> tuple[str, ...]:
    """The cells that it writes into; none for other kinds of edits."""
    if isinstance(edit, SetCell):
        return (edit.address,)
    return tuple(address for address, _ in edit.cells) if isinstance(edit, SetCells) else ()
