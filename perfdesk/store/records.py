"""What the store answers: plain immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.change import Kind
from perfdesk.core.delta import Delta
from perfdesk.core.form import UNNAMED
from perfdesk.core.telling import told
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from perfdesk.core.form import Form
    from perfdesk.core.state import State


@dataclass(frozen=True, slots=True)
class Stored:
    """A form as the store holds it; `version` counts its changes from 1."""

    form: Form
    state: State
    version: int
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list. `total`, `rate` and `grade` are '' where they cannot be computed."""

    id: str
    version: int
    state: State
    year: int | None
    unit: str
    project_name: str
    template: str
    total: str
    rate: str
    grade: str
    errors: int
    warnings: int
    hints: int
    changed: int = 0  # the number of its newest step, which orders forms by their last change

    @property
    def findings(self) -> int:
        """How many findings of any weight."""
        return self.errors + self.warnings + self.hints


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the change log. `at` is the writer's clock in ISO 8601; `number` the order."""

    number: int
    form_id: str
    version: int
    kind: Kind
    text: str
    who: str
    at: str
    batch: str
    state_before: State
    state_after: State
    reason: str
    delta: Delta
    form: Form | None = None  # after the step, where the whole history was read

    @property
    def sentences(self) -> list[str]:
        """What was done, a sentence each; the step's name where no cell changed."""
        if self.kind is Kind.ADDED:
            return [f"{self.text}“{self._named}”"]
        head = [f"状态：{self.state_before.label} → {self.state_after.label}"]
        moved = head if self.state_before is not self.state_after else []
        because = [f"原因：{self.reason}"] if self.reason else []
        done = told(self.delta, self.form, library().name)
        return (done + moved + because) or [self.text]

    @property
    def _named(self) -> str:
        """The project's name that this step brought."""
        names = (cell.after for cell in self.delta.cells if cell.address == "project_name")
        return next(names, UNNAMED)


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """What stood half typed in a cell when a window died, on the computer `host`."""

    session: str
    form_id: str
    address: str
    text: str
    who: str
    at: str
    host: str = ""
