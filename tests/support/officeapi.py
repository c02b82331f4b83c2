"""LibreOffice fills in a workbook through its own API, in the Python of python3-uno."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.tools import missing, needs_tool

#: The Python that Debian's python3-uno belongs to.
_PYTHON = "/usr/bin/python3"
_JOB = Path(__file__).with_name("officejob.py")

Filling = Mapping[str, str | float]
Shown = list[list[str | float]]


def filled_by_office(
    book: Path, saved: Path, fillings: Sequence[Filling], ask: Sequence[str]
) -> Shown:
    """What the cells `ask` of the first sheet show after each filling; the last one is saved."""
    needs_tool("soffice")
    if subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        missing("python3-uno is not installed")
    profile = saved.parent / f"{saved.stem}profile"
    profile.mkdir()
    job = {"book": str(book), "save": str(saved), "ask": list(ask), "fillings": list(fillings)}
    done = subprocess.run(
        [_PYTHON, str(_JOB), needs_tool("soffice"), str(profile)],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
