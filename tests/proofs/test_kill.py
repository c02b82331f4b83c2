"""Killing a working program at any instant loses nothing that it had shown as saved."""

import re
import subprocess
import sys

from tests.support.tools import ROOT

_KILLS = 15


def test_nothing_saved_is_lost_when_the_program_is_killed() -> None:
    # A process of its own: the kill proof forks, which a test runner with threads must not.
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs.kill", "--kills", str(_KILLS), "--seed", "3"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{_KILLS} kills" in done.stdout
    assert "0 openings refused" in done.stdout
    assert done.stdout.endswith("lost: 0\n")
    told = re.search(r"^(\d+) steps acknowledged", done.stdout, re.MULTILINE)
    assert told
    assert int(told[1]) > _KILLS
