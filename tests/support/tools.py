"""The repository's own places, and the outside tools that check our results."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def needs_tool(name: str) -> str:
    """The path of an installed program; without it the test skips, or fails in CI."""
    path = shutil.which(name)
    if path is not None:
        return path
    if os.environ.get("PERFDESK_CI"):
        pytest.fail(f"{name} is not installed, though PERFDESK_CI is set (see .ci/run)")
    pytest.skip(f"{name} is not installed")


def find_corpus() -> Path | None:
    """The folder of published forms: $PERFDESK_CORPUS, or shared/corpus beside the checkout."""
    named = os.environ.get("PERFDESK_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    return folder if folder.is_dir() else None
