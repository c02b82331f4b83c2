"""A thousand forms as one booklet: bytes per form, forms per second, peak memory."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.child import run
from benchmarks.forms import sample
from benchmarks.invented import invented_forms
from benchmarks.table import Row
from perfdesk.service import print_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form

_COUNT = 1000
_ROUNDS = 3
_AIM = 8 * 1024


def measure() -> list[Row]:
    """The job in processes of their own, so that the peak is this job's."""
    runs = [_run(_COUNT) for _ in range(_ROUNDS)]
    size = runs[0]["bytes"] / _COUNT
    seconds, peak = [run["seconds"] for run in runs], runs[0]["peak"]
    speed = f"{_COUNT / median(seconds):.0f} forms/s (best {_COUNT / min(seconds):.0f})"
    grown = f"{peak / _run(1)['peak']:.2f} × one form"
    return [
        Row(f"{_COUNT} invented forms: PDF", f"{size:.0f} bytes a form", "", "< 8192", size < _AIM),
        Row(f"  the {len(sample().forms)} of this run over again", _repeated()),
        Row("  print_forms", speed),
        Row("  peak memory", f"{peak / 1024:.0f} MB", grown),
    ]


def _repeated() -> str:
    forms = sample().forms
    many = [forms[n % len(forms)] for n in range(_COUNT)]
    return f"{_printed(many) / _COUNT:.0f} bytes a form"


def _run(count: int) -> dict[str, float]:
    with TemporaryDirectory() as folder:
        said = run([sys.executable, "-m", "benchmarks.thousand", str(count)], Path(folder))
    figures: dict[str, float] = json.loads(said)
    return figures


def _job(count: int) -> dict[str, float]:
    """Bytes, seconds and the peak of this process in KB."""
    forms = invented_forms(count)
    start = time.perf_counter()
    size = _printed(forms)
    return {"bytes": size, "seconds": time.perf_counter() - start, "peak": _peak()}


def _printed(forms: Sequence[Form]) -> int:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "booklet.pdf"
        print_forms(forms, target)
        return target.stat().st_size


def _peak() -> int:
    """Linux: VmHWM, which, unlike getrusage, does not begin with the parent's peak."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(json.dumps(_job(int(sys.argv[1]))))
