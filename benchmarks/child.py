"""Processes of their own, started as an installed program is: with compiled modules at hand."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from benchmarks.forms import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def run(command: Sequence[str], bytecode: Path) -> str:
    """What the command says on stdout; compiled modules are kept in the folder `bytecode`.

    Raises RuntimeError with its stderr if it fails.
    """
    environment = os.environ | {
        "PYTHONPYCACHEPREFIX": str(bytecode),
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)[:80]}: {done.stderr}")
    return done.stdout
