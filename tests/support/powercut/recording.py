"""A process under the recorder: started, and its calls read back in order."""

from __future__ import annotations

import os
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.tools import ROOT, needs_tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SOURCE = Path(__file__).with_name("recorder.c")
#: Where the process under the recorder finds the name of the file to write its marks into.
MARKS = "POWERCUT_MARKS"
_RECORD = struct.Struct("=IIIIQqQ")
_FLAGS = ("-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-pthread")


class Unrecordable(Exception):
    """The process did something that the log cannot tell, so it proves nothing."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call that succeeded. Paths are relative to the folder; '' is the folder itself.

    `op`: O file made, W written, T resized to `offset` bytes, S file synced, D folder synced,
    R renamed, L linked, U removed, M folder made, H mapped for writing, K mark.
    """

    op: str
    node: int
    offset: int
    path: str
    other: str
    data: bytes


def build_recorder(folder: Path) -> Path:
    """The recorder compiled into `folder`; without a compiler the test skips, or fails in CI."""
    library = folder / "recorder.so"
    compiler = needs_tool("gcc")
    subprocess.run([compiler, *_FLAGS, "-o", library, SOURCE, "-ldl"], check=True)
    return library


def record(command: Sequence[str], watched: Path, scratch: Path) -> list[Call]:
    """Runs the command to its end and returns what it did to the folder `watched`, in order.

    The folder must exist. Raises RuntimeError with the command's stderr if it fails.
    """
    log, marks = scratch / "calls.log", scratch / "marks"
    log.unlink(missing_ok=True)
    environment = os.environ | {
        "LD_PRELOAD": str(build_recorder(scratch)),
        "POWERCUT_FOLDER": str(watched.resolve()),
        "POWERCUT_LOG": str(log),
        MARKS: str(marks),
    }
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)[-80:]}: {done.stderr}")
    return list(calls_in(log.read_bytes()))


def calls_in(log: bytes) -> Iterator[Call]:
    """The calls of a log. Raises Unrecordable at one whose effect is unknown."""
    at = 0
    while at < len(log):
        op, _, path_bytes, other_bytes, node, offset, data_bytes = _RECORD.unpack_from(log, at)
        at += _RECORD.size
        pieces = []
        for size in (path_bytes, other_bytes, data_bytes):
            pieces.append(log[at : at + size])
            at += size
        path, other = os.fsdecode(pieces[0]), os.fsdecode(pieces[1])
        if chr(op) == "?":
            raise Unrecordable(f"a call on {path} {other} that the model of the disk lacks")
        yield Call(chr(op), node, offset, path, other, pieces[2])
