"""One writer per store, across processes, links and crashes; and a note that says who it is."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from perfdesk.files.errors import Refused
from perfdesk.store.locking import Holder, ReadOnlyPlace, WriterLock
from tests.support.disks import small_disk
from tests.support.tools import ROOT

NOW = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)

CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from perfdesk.store.locking import WriterLock
lock = WriterLock(Path(sys.argv[1]), "1.0")
answer = lock.acquire(datetime(2026, 11, 21, 1, 30, tzinfo=UTC))
print("got it" if answer is None else answer.who, flush=True)
sys.stdin.readline()
lock.release()
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Li works on PC-3 in China; pytest has named its folders after the real user before."""
    del tmp_path
    monkeypatch.setenv("LOGNAME", "李四")
    monkeypatch.setattr("platform.node", lambda: "PC-3")
    with monkeypatch.context() as inner:
        inner.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where the store is; the lock does not need the file."""
    return tmp_path / "单位.db"


def lock_on(store: Path) -> WriterLock:
    """A lock on the store."""
    return WriterLock(store, "1.0")


@contextmanager
def other_process(store: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has tried to take the lock and waits for a line or its end."""
    environment = {**os.environ, "LOGNAME": "王五", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    ) as child:
        yield child
        if child.poll() is None:
            child.kill()


def said_by(child: subprocess.Popen[str]) -> str:
    """The next line of the child."""
    assert child.stdout is not None
    return child.stdout.readline().strip()


def held_by_another(store: Path, note: bytes | None) -> Holder:
    """What a second lock is told when the owner's note is this."""
    first = lock_on(store)
    assert first.acquire(NOW) is None
    file = store.with_name(f"{store.name}.owner")
    if note is None:
        file.unlink()
    else:
        file.write_bytes(note)
    answer = lock_on(store).acquire(NOW)
    first.release()
    assert answer is not None
    return answer


def test_the_second_one_is_told_who_has_it(store: Path) -> None:
    first, second = lock_on(store), lock_on(store)
    assert first.acquire(NOW) is None
    answer = second.acquire(NOW)
    assert str(answer) == "正由 李四（电脑 PC-3）打开，自 2026-11-21 09:30 起"
    assert first.held
    assert not second.held
    first.release()
    assert second.acquire(NOW) is None
    second.release()


def test_the_note_goes_with_the_lock(store: Path) -> None:
    lock = lock_on(store)
    lock.acquire(NOW)
    note = json.loads(store.with_name(f"{store.name}.owner").read_bytes())
    assert note == {
        "user": "李四",
        "host": "PC-3",
        "pid": os.getpid(),
        "since": "2026-11-21T09:30:00+08:00",
        "version": "1.0",
    }
    lock.release()
    assert sorted(path.name for path in store.parent.iterdir()) == [f"{store.name}.lock"]


def test_taking_it_twice_and_giving_it_back_twice_is_no_harm(store: Path) -> None:
    lock = lock_on(store)
    assert lock.acquire(NOW) is None
    assert lock.acquire(NOW) is None
    lock.release()
    assert not lock.held
    lock.release()
    with other_process(store) as child:
        assert said_by(child) == "got it"


def test_whoever_does_not_have_it_cannot_give_it_back(store: Path) -> None:
    first, second = lock_on(store), lock_on(store)
    first.acquire(NOW)
    second.acquire(NOW)
    second.release()
    assert (store.parent / f"{store.name}.owner").exists()
    assert lock_on(store).acquire(NOW) is not None
    first.release()


def test_another_process_has_it(store: Path) -> None:
    with other_process(store) as child:
        assert said_by(child) == "got it"
        answer = lock_on(store).acquire(NOW)
        assert answer is not None
        assert answer.who == "王五"
        child.communicate("\n")
    lock = lock_on(store)
    assert lock.acquire(NOW) is None
    lock.release()


def test_another_process_is_told(store: Path) -> None:
    lock = lock_on(store)
    lock.acquire(NOW)
    with other_process(store) as child:
        assert said_by(child) == "李四"
        child.communicate("\n")
    assert lock.held
    assert (store.parent / f"{store.name}.owner").exists()
    lock.release()


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_a_killed_process_leaves_a_note_that_means_nothing(store: Path) -> None:
    with other_process(store) as child:
        assert said_by(child) == "got it"
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert (store.parent / f"{store.name}.owner").exists()
    lock = lock_on(store)
    assert lock.acquire(NOW) is None
    assert (
        "李四".encode("ascii", "backslashreplace")
        in (store.parent / f"{store.name}.owner").read_bytes()
    )
    lock.release()


def test_another_thread_may_give_it_back(store: Path) -> None:
    lock = lock_on(store)
    lock.acquire(NOW)
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    assert not lock.held
    with other_process(store) as child:
        assert said_by(child) == "got it"


def test_links_to_the_same_store_meet_the_same_lock(store: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "folder" / "link.db"
    link.symlink_to(store)
    (tmp_path / "way").symlink_to(store.parent)
    lock = lock_on(store)
    lock.acquire(NOW)
    assert lock_on(link).acquire(NOW) is not None
    assert lock_on(tmp_path / "way" / store.name).acquire(NOW) is not None
    assert lock_on(store.parent / "folder" / ".." / store.name).acquire(NOW) is not None
    assert lock_on(tmp_path / "other.db").acquire(NOW) is None
    lock.release()


def test_a_lock_that_was_taken_before_a_change_of_folder_is_given_back(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.parent)
    lock = lock_on(Path(store.name))
    lock.acquire(NOW)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert lock_on(store).acquire(NOW) is not None
    lock.release()
    assert not (store.parent / f"{store.name}.owner").exists()


def test_circular_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(Refused, match="链接互相指向"):
        lock_on(tmp_path / "a")


@pytest.mark.parametrize(
    "note",
    [
        None,
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"null",
        b"[1, 2]",
        b"[" * 4000,
        b'{"user": 7, "host": ["PC"], "since": {}}',
        b'{"user": "", "host": "  ", "since": "yesterday"}',
        b'{"since": "0001-01-01T00:00:00+14:00"}',
        b'{"since": "9999-12-31T23:59:59-12:00"}',
        b'{"user": "' + b"x" * 5000 + b'"}',
    ],
)
def test_a_broken_note_still_gives_a_sentence(store: Path, note: bytes | None) -> None:
    assert str(held_by_another(store, note)) == "正由另一个窗口打开"


def test_a_note_that_is_a_folder(store: Path) -> None:
    (store.parent / f"{store.name}.owner").mkdir()
    first = lock_on(store)
    assert first.acquire(NOW) is None
    assert str(lock_on(store).acquire(NOW)) == "正由另一个窗口打开"
    first.release()


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ({"user": "张三"}, "正由 张三 打开"),
        ({"host": "PC-9"}, "正由另一个窗口（电脑 PC-9）打开"),
        ({"since": "2026-11-21T01:30:00+00:00"}, "正由另一个窗口打开，自 2026-11-21 09:30 起"),
        ({"user": "张\n三\x1b[1m", "host": "P\u202eC"}, "正由 张三[1m（电脑 PC）打开"),
        ({"user": "\udc80长" * 60}, f"正由 {'长' * 40} 打开"),
    ],
)
def test_what_the_note_says_is_shown_on_one_line(
    store: Path, note: dict[str, str], sentence: str
) -> None:
    assert str(held_by_another(store, json.dumps(note).encode())) == sentence


@pytest.mark.parametrize("error", [KeyError("uid"), OSError("no user"), ImportError("pwd")])
def test_a_person_without_a_name(
    store: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def nobody() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", nobody)
    lock = lock_on(store)
    lock.acquire(NOW)
    assert str(lock_on(store).acquire(NOW)).startswith("正由另一个窗口（电脑 PC-3）打开，自 2026")
    lock.release()


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="无法锁定数据文件，找不到这个文件或文件夹") as caught:
        lock_on(tmp_path / "none" / "x.db").acquire(NOW)
    assert not isinstance(caught.value, ReadOnlyPlace)
    assert not (tmp_path / "none").exists()


def test_a_lock_file_that_is_a_folder(store: Path) -> None:
    (store.parent / f"{store.name}.lock").mkdir()
    with pytest.raises(Refused, match="无法锁定数据文件，这是一个文件夹"):
        lock_on(store).acquire(NOW)


def test_a_disk_without_locks(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def missing(_file: int, _operation: int) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", missing)
    with pytest.raises(Refused, match="这个磁盘不支持文件锁"):
        lock_on(store).acquire(NOW)


def test_a_read_only_disk_is_an_outcome_of_its_own(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64k") as disk:
        disk.make_read_only()
        with pytest.raises(ReadOnlyPlace, match=r"所在磁盘是只读的.*只能查看"):
            lock_on(disk.folder / "x.db").acquire(NOW)
        assert disk.contents() == {}


def test_a_read_only_disk_that_holds_an_old_lock_file(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64k") as disk:
        lock = lock_on(disk.folder / "x.db")
        lock.acquire(NOW)
        lock.release()
        disk.make_read_only()
        with pytest.raises(ReadOnlyPlace):
            lock_on(disk.folder / "x.db").acquire(NOW)


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_folder_without_permission_is_read_only_too(store: Path) -> None:
    root = os.geteuid() == 0
    store.parent.chmod(0o500)
    try:
        if root:
            os.seteuid(65534)
        with pytest.raises(ReadOnlyPlace, match="没有权限"):
            lock_on(store).acquire(NOW)
    finally:
        if root:
            os.seteuid(0)
        store.parent.chmod(0o700)


def test_a_full_disk_takes_the_lock_and_leaves_no_wrong_note(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64k") as disk:
        store = disk.folder / "x.db"
        stale = disk.folder / "x.db.owner"
        stale.write_text('{"user": "stale"}', encoding="utf-8")
        disk.leave(0)
        lock = lock_on(store)
        assert lock.acquire(NOW) is None
        assert str(lock_on(store).acquire(NOW)) == "正由另一个窗口打开"
        assert disk.contents() == {"x.db.lock": b""}
        lock.release()
