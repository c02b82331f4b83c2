"""The limit of memory: on Windows through a job object, whose layout is fixed."""

import ctypes
import subprocess
import sys

import pytest

from perfdesk.processes.memorylimit import JobLimits, job_limits
from tests.support.tools import ROOT

LIMITED = """
from perfdesk.processes.memorylimit import limit_memory
assert limit_memory(300_000_000)
try:
    bytes(400_000_000)
except MemoryError:
    print("no memory")
"""


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the layout of 64-bit systems")
def test_the_structure_is_as_windows_has_it() -> None:
    assert ctypes.sizeof(JobLimits) == 144
    assert JobLimits.process_memory.offset == 112


def test_the_limits_name_memory_and_a_single_process() -> None:
    limits = job_limits(1_000_000)
    assert limits.process_memory == 1_000_000
    assert limits.basic.active_processes == 1
    assert limits.basic.flags == 0x2108


@pytest.mark.skipif(sys.platform == "win32", reason="there the job object is asked")
def test_what_cannot_be_had_is_a_memory_error() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "no memory\n"
