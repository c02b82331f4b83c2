"""The command line called as people call it, in this process or as a program of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from perfdesk.cli.main import run
from tests.support.forms import CLEAN
from tests.support.sound import SOUND
from tests.support.tools import ROOT

Json = dict[str, Any]


@dataclass(frozen=True)
class Done:
    """What a call left: exit status, stdout, stderr."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[Json]:
        """The JSON objects of stdout, one per line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def sentences(self) -> list[str]:
        """The lines of stderr."""
        return self.err.splitlines()

    @property
    def sentence(self) -> str:
        """The only line of stderr."""
        assert len(self.sentences) == 1, self.err
        return self.sentences[0]


class Caller:
    """Calls the command line in this process; no call may show a trace or a fault."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str | Path) -> Done:
        return checked(self.faulty(*arguments))

    def faulty(self, *arguments: str | Path) -> Done:
        """A call that may tell of a fault of the program."""
        try:
            status = run([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        caught = self.capsys.readouterr()
        return Done(status, caught.out, caught.err)


def program(
    *arguments: str | Path | bytes,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdout: int | IO[bytes] = subprocess.PIPE,
) -> Done:
    """`python main.py …` as a process of its own."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        cwd=cwd,
        env=os.environ | (env or {}),
        stdout=stdout,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=100,
    )
    out = (done.stdout or b"").decode()
    return checked(Done(done.returncode, out, done.stderr.decode()))


def checked(done: Done) -> Done:
    """Nothing but lines of plain sentences on stderr, and no status but the contract's."""
    assert "Traceback" not in done.err, done.err
    assert "程序内部出错" not in done.err, done.err
    assert "Exception ignored" not in done.err, done.err
    assert all(line.strip() for line in done.sentences), done.err
    assert done.status in {0, 1, 2}
    return done


def form(**changes: Any) -> Json:
    """The clean form's JSON with some keys replaced."""
    return {key: value for key, value in (CLEAN | changes).items() if value is not ...}


def sound(**changes: Any) -> Json:
    """The JSON of a form of which no rule speaks, with some keys replaced."""
    return SOUND | changes


def write(file: Path, *forms: Json) -> Path:
    """A form file: one object, or one per line."""
    lines = [json.dumps(data, ensure_ascii=False) for data in forms]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def indicator(**texts: str) -> Json:
    """An indicator row."""
    return {"level1": "产出指标", "level2": "数量指标", "level3": "人数"} | texts


def left_in(folder: Path) -> list[str]:
    """Every name in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())
