"""LibreOffice fills in and looks at a workbook through its own API, in python3-uno's Python."""

import json
import subprocess
from collections.abc import Mapping, Sequence
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
    return [json.loads(line) for line in _told(_JOB, job, saved).splitlines()]


def seen_by_office(book: Path, folder: Path) -> dict[str, Any]:
    """What LibreOffice knows of the first sheet: its locks and its rules (see officelook)."""
    found: dict[str, Any] = json.loads(_told(_LOOK, {"book": str(book)}, folder / book.name))
    return found


def _told(script: Path, job: Mapping[str, Any], beside: Path) -> str:
    """What the script says of a job; its LibreOffice keeps its settings beside a file."""
    program = needs_tool("soffice")
    if subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        missing("python3-uno is not installed")
    profile = beside.parent / f"{beside.stem}profile"
    profile.mkdir()
    done = subprocess.run(
        [_PYTHON, str(script), program, str(profile)],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
