"""Fixtures of the command line's tests."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.calls import Caller
from tests.support.tools import needs_tool

Mount = Callable[[str], Path]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    """Calls the command line in this process."""
    return Caller(capsys)


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a file system in memory with the options asked for; skips where that is forbidden."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    tool, unmount = needs_tool("mount"), needs_tool("umount")
    with ExitStack() as mounted:

        def make(options: str) -> Path:
            folder = tmp_path / f"disk-{options.partition('=')[0]}"
            folder.mkdir(exist_ok=True)
            call = [tool, "-t", "tmpfs", "-o", options, "perfdesk-test", str(folder)]
            done = subprocess.run(call, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                pytest.skip(f"mounting is forbidden here: {done.stderr.strip()}")
            mounted.callback(subprocess.run, [unmount, str(folder)], check=True)
            return folder

        yield make
