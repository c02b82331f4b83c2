"""LibreOffice fills in and looks at a workbook through its own API, in python3-uno's Python."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.tools import missing, needs_tool

#: The Python that Debian's python3-uno belongs to.
_PYTHON = "/usr/bin/python3"
_JOB = Path(__file__).with_name("officejob.py")
_LOOK = Path(__file__).with_name("officelook.py")

Filling = Mapping[str, str | float]
Shown = list[list[str | float]]


def filled_by_office(
    book: Path, saved: Path, fillings: Sequence[Filling], ask: Sequence[str]
) -> Shown:
    """What the cells `ask` of the first sheet show after each filling; the last one is saved."""
    job = {"book": str(book), "save": str(saved), "ask": list(ask), "fillings": list(fillings)}
    return [json.loads(line) for line in _told(_JOB, job).splitlines()]


def seen_by_office(book: Path) -> dict[str, Any]:
    """What LibreOffice knows of the first sheet: its locks and its rules (see officelook)."""
    found: dict[str, Any] = json.loads(_told(_LOOK, {"book": str(book)}))
    return found


@cache
def _profile() -> Path:
    """Where LibreOffice keeps its settings: made at its first start, which takes long."""
    return Path(tempfile.mkdtemp(prefix="office", dir=os.environ["XDG_CONFIG_HOME"]))


def _told(script: Path, job: Mapping[str, Any]) -> str:
    """What the script says of a job."""
    program = needs_tool("soffice")
    if subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        missing("python3-uno is not installed")
    done = subprocess.run(
        [_PYTHON, str(script), program, str(_profile())],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
