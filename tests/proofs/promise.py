"""Promises: what a working child says is saved, a line each, and whether a store keeps them.

The child makes a promise only after the program would show the cell as saved; whoever opens the
store afterwards holds it to every one of them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.scoring import score_form
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.form import Form


@dataclass(frozen=True, slots=True)
class Saved:
    """A form stands in the store at this version, with these contents and this total score.

    `typed` is what stands half typed in one of its cells beside that, '' for nothing. `removed`
    says whether it was taken off the lists. `step` names the step for messages.
    """

    form: str
    version: int
    state: str
    digest: str
    total: str
    step: str
    removed: bool = False
    typed: str = ""

    def __str__(self) -> str:
        typed = f", half typed: {self.typed}" if self.typed else ""
        return f"{self.form} version {self.version} ({self.step}{typed})"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A sound backup of this name holds all that was promised before."""

    backup: str

    def __str__(self) -> str:
        return f"backup {self.backup}"


@dataclass(frozen=True, slots=True)
class Restoring:
    """The store is going back to the backup: from now on it may be as it was then, or as now."""

    restoring: str


@dataclass(frozen=True, slots=True)
class Restored:
    """The store went back to the backup: what was promised after it holds no more."""

    restored: str


Promise = Saved | BackedUp | Restoring | Restored
_KINDS: dict[str, type[BackedUp | Restoring | Restored]] = {
    "backup": BackedUp,
    "restoring": Restoring,
    "restored": Restored,
}


def line_of(promise: Promise) -> str:
    """The promise as one line with its end."""
    return json.dumps(asdict(promise), ensure_ascii=False) + "\n"


@lru_cache(maxsize=65536)
def promise_in(line: str) -> Promise:
    """The promise behind a line."""
    record = json.loads(line)
    kind = _KINDS.get(next(iter(record)))
    return kind(*record.values()) if kind else Saved(**record)


def standing(promises: Iterable[Promise]) -> list[Saved | BackedUp]:
    """The promises that hold after all restoring that came to its end."""
    held: list[Saved | BackedUp] = []
    for promise in promises:
        if isinstance(promise, Restored):
            then = held.index(BackedUp(promise.restored)) + 1
            held[then:] = [later for later in held[then:] if isinstance(later, BackedUp)]
        elif not isinstance(promise, Restoring):
            held.append(promise)
    return held


def possible(promises: list[Promise]) -> list[list[Saved | BackedUp]]:
    """The promises that may hold: two ways where restoring was begun last and may be done."""
    held = [standing(promises)]
    if promises and isinstance(last := promises[-1], Restoring):
        held.append(standing([*promises, Restored(last.restoring)]))
    return held


def all_typed_dealt_with(promises: Iterable[Saved | BackedUp]) -> list[str]:
    """The promises as lines again, after what was half typed has been offered once."""
    return [
        line_of(replace(promise, typed="") if isinstance(promise, Saved) else promise)
        for promise in promises
    ]


def digest_of(form: Form) -> str:
    """Stands for every text of the form, exactly."""
    return hashlib.blake2b(repr(form).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def total_of(form: Form) -> str:
    """The total score, computed from the form alone, as text."""
    return str(score_form(form, library().get(form.template).rules).total_score)
