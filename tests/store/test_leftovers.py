"""What a killed program leaves beside a store is gone when the store opens the next time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from perfdesk.store.leftovers import clear_drafts
from perfdesk.store.opening import Outcome
from tests.support.storefiles import held_elsewhere, new_file, opened, scripts_with
from tests.support.tools import ROOT

DIES = """def upgrade():
    import os, signal
    op.create_table("later", sa.Column("id", sa.Text))
    os.kill(os.getpid(), signal.SIGKILL)
"""
#: Opens the store on those migrations; the second one dies when a file is first forced to the disk.
OPEN = """
import sys
from pathlib import Path
from perfdesk.store.opening import Surroundings, open_store
from perfdesk.store.place import FilePlace
open_store(FilePlace(Path(sys.argv[1])), surroundings=Surroundings(scripts=sys.argv[2]))
"""
OPEN_AND_DIE_IN_FSYNC = f"""
import os, signal
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
{OPEN}"""


def killed(code: str, file: Path, scripts: str = "perfdesk.store:migrations") -> set[str]:
    """Runs it in another process, which kills itself; what lies beside the store then."""
    call = [sys.executable, "-c", code, str(file), scripts]
    assert subprocess.run(call, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    return {path.name for path in file.parent.iterdir()}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store lies; nothing is there yet."""
    folder = tmp_path / "数据"
    folder.mkdir()
    return folder / "perfdesk.db"


def test_a_kill_while_a_new_store_is_made_leaves_nothing_for_good(
    file: Path, tmp_path: Path
) -> None:
    left = killed(OPEN, file, scripts_with(tmp_path, DIES))
    assert {name.rpartition(".")[2] for name in left} >= {"part", "part-journal"}
    assert file.name not in left
    with opened(file) as opening:
        assert (opening.outcome, opening.sentence) == (Outcome.READY, "")
    assert {path.name for path in file.parent.iterdir()} == {"perfdesk.db", "perfdesk.db.lock"}


def test_a_kill_while_the_owner_is_noted_leaves_nothing_for_good(file: Path) -> None:
    new_file(file)
    left = killed(OPEN_AND_DIE_IN_FSYNC, file)
    assert [name for name in left if name.startswith(".perfdesk.db.owner.")]
    with opened(file):
        pass
    assert {path.name for path in file.parent.iterdir()} == {"perfdesk.db", "perfdesk.db.lock"}


@pytest.mark.parametrize(
    "name",
    [
        *(".perfdesk.db.part", ".perfdesk.db.x1.part", ".perfdesk.db.12.part-old"),
        *("perfdesk.db.12.part", ".other.db.12.part", ".perfdeskxdb.12.part"),
        *(".perfdesk.db.owner.12.parts", ".perfdesk.db.12.part\n", ".perfdesk.db.1 2.part"),
    ],
)
def test_only_names_of_just_our_pattern_are_removed(file: Path, name: str) -> None:
    (file.parent / name).touch()
    clear_drafts(file)
    assert (file.parent / name).exists()


def test_a_long_name_that_drafts_cut_short_may_be_another_stores(file: Path) -> None:
    long = file.with_name("x" * 41)
    draft = file.with_name(f".{'x' * 40}.12.part")
    draft.touch()
    clear_drafts(long)
    clear_drafts(file)
    assert draft.exists()
    clear_drafts(file.with_name("x" * 40))
    assert not draft.exists()


def test_a_folder_of_such_a_name_stays_and_opening_goes_on(file: Path) -> None:
    file.with_name(".perfdesk.db.12.part").mkdir()
    with opened(file) as opening:
        assert opening.outcome is Outcome.READY
    assert file.with_name(".perfdesk.db.12.part").is_dir()


def test_who_has_no_right_to_write_clears_nothing(file: Path) -> None:
    new_file(file)
    with held_elsewhere(file):
        file.with_name(".perfdesk.db.12.part").touch()
        for writable in (True, False):
            with opened(file, writable) as opening:
                assert opening.outcome in (Outcome.LOCKED, Outcome.READY)
        assert os.path.lexists(file.with_name(".perfdesk.db.12.part"))
