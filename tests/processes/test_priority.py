"""A worker process lets the program go first."""

import os
import sys

import pytest

from perfdesk.processes.priority import NICE
from perfdesk.processes.worker import Worker
from tests.processes.jobs import niceness


@pytest.mark.skipif(sys.platform == "win32", reason="there priorities are classes")
def test_a_worker_lets_the_program_go_first() -> None:
    worker = Worker(niceness, seconds=10)
    assert worker.receive() is None
    worker.take(0, "how nice are you?")
    answer = worker.receive()
    worker.end()
    assert answer is not None
    assert answer.result == min(19, os.nice(0) + NICE)
