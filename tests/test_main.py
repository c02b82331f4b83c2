"""The program's entry: in a frozen build its worker processes start as this program, too."""

import multiprocessing
import sys

import pytest

from perfdesk.__main__ import main


class WorkerStarted(Exception):
    """A worker's work begins."""


def begin() -> None:
    """What multiprocessing does in a worker."""
    raise WorkerStarted


@pytest.mark.parametrize("arguments", [[], ["--multiprocessing-fork", "pipe_handle=3"]])
def test_a_worker_of_a_frozen_program_does_its_work_and_no_other(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["perfdesk", *arguments])
    monkeypatch.setattr(multiprocessing, "freeze_support", begin)
    with pytest.raises(WorkerStarted):
        main()


def test_a_program_that_is_not_frozen_asks_for_no_worker(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["perfdesk", "--version"])
    monkeypatch.setattr(multiprocessing, "freeze_support", begin)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 0
    assert capsys.readouterr().out
