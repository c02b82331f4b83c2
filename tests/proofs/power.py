"""`python -m tests.proofs.power`: the power fails in the middle of a day; nothing saved is lost.

A day's work is done by the real documents on the real store under the recorder: with the program's
own settings, with frequent checkpoints, and as on a network share, without a WAL file. The calls it
made are cut at many points, and at each the disk is put down as it could be found (disk.py says
what may be lost), opened by the real protocol and held to every promise made before the cut.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.proofs.found import FoundStore
from tests.proofs.opened import SHARED_STORE, STORE
from tests.support.powercut.cuts import Cutter, Tally, differences, empty_folder
from tests.support.powercut.disk import LOSSES
from tests.support.powercut.recording import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.powercut.recording import Call

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Day:
    """A day to record; `pages` of WAL before a checkpoint are 1000 in the program."""

    name: str
    steps: int = 450
    pages: int = 1000
    store: str = STORE


DAYS = (Day("usual"), Day("frequent checkpoints", pages=40), Day("no WAL", store=SHARED_STORE))


def record_day(day: Day, seed: int, scratch: Path) -> list[Call]:
    """The calls of a day's work. Raises AssertionError where the recorder missed one."""
    watched = empty_folder(scratch / "watched")
    numbers = (str(seed), str(day.steps), str(day.pages))
    command = [sys.executable, "-m", "tests.proofs.day", str(watched / day.store), *numbers]
    calls = record(command, watched, empty_folder(scratch / "recording"))
    missed = differences(calls, watched)
    assert not missed, missed
    return calls


def syncs_of(calls: Sequence[Call], path: str) -> int:
    """How often the file that bore this name just then was synced."""
    nodes: dict[str, int] = {}
    count = 0
    for call in calls:
        if call.op == "O":
            nodes[call.path] = call.node
        elif call.op == "R":
            nodes[call.other] = nodes.pop(call.path)
        elif call.op == "S":
            count += nodes.get(path) == call.node
    return count


def cut_day(day: Day, calls: Sequence[Call], count: int, seed: int) -> Tally:
    """Cuts a recorded day and opens what is left."""
    return Cutter(calls, lambda folder: FoundStore(folder / day.store), seed).run(count)


def main() -> int:
    """Records, cuts, prints the figures; 1 where anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.power")
    parser.add_argument("--cuts", type=int, default=500, help="cut points, of all days together")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    seed, lost = arguments.seed, list[str]()
    _say(f"seed {seed}")
    for number, day in enumerate(DAYS):
        with TemporaryDirectory(prefix="perfdesk-power-") as scratch:
            calls = record_day(day, seed, Path(scratch))
        cuts = (arguments.cuts + number) // len(DAYS)  # in all, just what was asked for
        tally = cut_day(day, calls, cuts, seed)
        _say(_told(day, calls, tally))
        lost += tally.lost
    _say("\n".join(lost[:_SHOWN]))
    _say(f"lost: {len(lost)}")
    return 1 if lost else 0


def _told(day: Day, calls: Sequence[Call], tally: Tally) -> str:
    refused = sum("refused" in what for what in tally.lost)
    wal_syncs, store_syncs = syncs_of(calls, f"{day.store}-wal"), syncs_of(calls, day.store)
    return (
        f"{day.name}: {len(calls)} calls recorded, {tally.calls['W']} writes, "
        f"{tally.calls['S'] + tally.calls['D']} syncs, {wal_syncs} of them of the WAL "
        f"and {store_syncs} of the store file\n"
        f"  {tally.cuts} cut points × {len(LOSSES)} kinds of loss = {tally.folders} folders, "
        f"{tally.openings} of them different and opened\n"
        f"  {tally.marks} steps acknowledged, {tally.marks_asked} times asked for, "
        f"{len(tally.lost)} lost, {refused} openings refused"
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
