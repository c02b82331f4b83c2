"""The repository's own places, and the outside tools that check our results."""

import json
import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS_FORMS = 76


def needs_tool(name: str) -> str:
    """The path of an installed program; without it the test skips, or fails in CI."""
    path = shutil.which(name)
    return path or missing(f"{name} is not installed")


def missing(what: str) -> NoReturn:
    """Skips a test for want of something that .ci/run provides; in CI that is a failure."""
    if os.environ.get("PERFDESK_CI"):
        pytest.fail(f"{what}, though PERFDESK_CI is set (see .ci/run)")
    pytest.skip(what)


def needs_corpus() -> Path:
    """The folder of published forms: $PERFDESK_CORPUS, or shared/corpus beside the checkout.

    It is not part of the repository, so without it tests skip, in CI too. A folder that was named
    must hold it whole.
    """
    named = os.environ.get("PERFDESK_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    if not named and not folder.is_dir():
        pytest.skip("no corpus: PERFDESK_CORPUS is not set and ../shared/corpus is no folder")
    if (forms := _forms_in(folder)) < CORPUS_FORMS:
        pytest.fail(f"{folder} holds {forms} published forms instead of {CORPUS_FORMS}")
    return folder


def _forms_in(folder: Path) -> int:
    files = folder.glob("*.json")
    return sum(len(json.loads(file.read_text(encoding="utf-8"))["forms"]) for file in files)
