"""Rules for every test: no display, no home of the user's, no leftovers."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.leftovers import left_behind, running
from tests.support.tools import needs_corpus, needs_tool

pytest_plugins = ["tests.support.postgres", "tests.support.deskfixtures"]

# Before Qt is started, and inherited by every program a test starts.
if not os.environ.get("PERFDESK_REAL_DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

os.environ["LC_ALL"] = "C.UTF-8"  # everywhere the same; Qt warns of anything but UTF-8

# Each worker has a home of its own: no test reads or writes the user's settings and stores, and
# two LibreOffices running side by side don't share a profile.
HOME = Path(tempfile.mkdtemp(prefix="perfdesk-tests-"))
for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
    (HOME / kind.lower()).mkdir()  # LibreOffice takes only a folder that exists
    os.environ[f"XDG_{kind}_HOME"] = str(HOME / kind.lower())
os.environ.setdefault("XDG_RUNTIME_DIR", str(HOME))


# No test is about how quick this machine is at the moment.
settings.register_profile("perfdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("perfdesk")


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not {"qtbot", "qapp"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("gui")


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # leftovers are sought among the objects made after this, which are few


@pytest.fixture(autouse=True)
def _no_leftovers(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("libreoffice"):
        needs_tool("soffice")
    before = running()
    yield
    if left := left_behind(before):
        pytest.fail("left running: " + ", ".join(left))


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    """The published forms to compare with; they are not part of the repository."""
    return needs_corpus()
