"""A file is written whole or not at all; what the file system refuses is one plain sentence."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from perfdesk.files.atomic import whole_file, whole_files
from perfdesk.files.errors import Refused, reason
from tests.support.tools import needs_tool


def write(target: Path, data: bytes) -> None:
    """Writes `data` to `target`."""
    with whole_file(target) as draft:
        draft.write_bytes(data)


def write_half(target: Path) -> None:
    """Fails in the middle of writing."""
    with whole_file(target) as draft:
        draft.write_bytes(b"half")
        raise ZeroDivisionError


def names(folder: Path) -> list[str]:
    """What lies in the folder, hidden files included."""
    return sorted(path.name for path in folder.iterdir())


def mount(folder: Path, options: str) -> bool:
    """Puts a small disk of its own at `folder`, as far as this machine allows it."""
    if os.name != "posix" or os.geteuid() != 0:
        return False
    command = [needs_tool("mount"), "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount(folder, "size=64k"):
        pytest.skip("a small disk can be mounted only by root, and not in every container")
    yield folder
    subprocess.run([needs_tool("umount"), str(folder)], check=True)


def test_a_new_file(tmp_path: Path) -> None:
    write(tmp_path / "表.pdf", b"new")
    assert (tmp_path / "表.pdf").read_bytes() == b"new"
    assert names(tmp_path) == ["表.pdf"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "表.pdf").write_bytes(b"a longer old file")
    write(tmp_path / "表.pdf", b"new")
    assert (tmp_path / "表.pdf").read_bytes() == b"new"
    assert names(tmp_path) == ["表.pdf"]


def test_an_error_on_the_way_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "表.pdf").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_half(tmp_path / "表.pdf")
    assert (tmp_path / "表.pdf").read_bytes() == b"old"
    assert names(tmp_path) == ["表.pdf"]


@pytest.mark.parametrize("name", ["长" * 80 + ".pdf", "𠮷" * 60 + ".pdf", "a" * 255])
def test_the_longest_names(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, b"new")
    assert names(tmp_path) == [name]


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="文件名太长"):
        write(tmp_path / ("长" * 100), b"new")
    assert names(tmp_path) == []


def test_the_folder_is_missing(tmp_path: Path) -> None:
    target = tmp_path / "none" / "表.pdf"
    with pytest.raises(Refused) as caught:
        write(target, b"new")
    assert str(caught.value).startswith(f"{target}：无法写入，")
    assert names(tmp_path) == []


def test_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(Refused, match="无法写入"):
        write(tmp_path / "file" / "表.pdf", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_the_target_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "表.pdf").mkdir()
    with pytest.raises(Refused, match="无法写入，这是一个文件夹"):
        write(tmp_path / "表.pdf", b"new")
    assert names(tmp_path) == ["表.pdf"]
    assert names(tmp_path / "表.pdf") == []


def test_a_full_disk_leaves_the_old_file(disk: Path) -> None:
    target = disk / "表.pdf"
    target.write_bytes(b"old")
    with pytest.raises(Refused, match="磁盘空间不足"):
        write(target, b"x" * 200_000)
    assert target.read_bytes() == b"old"
    assert names(disk) == ["表.pdf"]


def test_a_full_disk_leaves_no_new_file(disk: Path) -> None:
    with pytest.raises(Refused, match="磁盘空间不足"):
        write(disk / "表.pdf", b"x" * 200_000)
    assert names(disk) == []


def test_a_read_only_disk(disk: Path) -> None:
    (disk / "表.pdf").write_bytes(b"old")
    if not mount(disk, "remount,ro"):
        pytest.skip("the small disk cannot be made read-only here")
    with pytest.raises(Refused, match="所在磁盘是只读的"):
        write(disk / "表.pdf", b"new")
    assert (disk / "表.pdf").read_bytes() == b"old"
    assert names(disk) == ["表.pdf"]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's right to write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with as_nobody(), pytest.raises(Refused, match="没有权限"):
            write(tmp_path / "表.pdf", b"new")
        assert names(tmp_path) == []
    finally:
        tmp_path.chmod(0o700)


def test_a_cause_without_a_chinese_sentence_is_named_all_the_same() -> None:
    assert reason(OSError(9999, "something odd")) == "something odd"
    assert reason(OSError("no number")) == "no number"


def test_many_files_get_their_names_together(tmp_path: Path) -> None:
    targets = [tmp_path / f"{'长' * 50}{end}" for end in "甲乙"]
    targets[0].write_bytes(b"before")
    with whole_files(targets) as drafts:
        for number, draft in enumerate(drafts):
            draft.write_bytes(bytes([number]))
        assert [path.exists() for path in targets] == [True, False]
        assert targets[0].read_bytes() == b"before"
    assert [path.read_bytes() for path in targets] == [b"\0", b"\1"]
    assert sorted(tmp_path.iterdir()) == sorted(targets)


def test_of_many_files_none_is_touched_when_one_cannot_be(tmp_path: Path) -> None:
    targets = [tmp_path / "a", tmp_path / "b"]
    targets[1].mkdir()
    with pytest.raises(Refused, match="这是一个文件夹"), whole_files(targets) as drafts:
        pytest.fail(f"began to write {drafts}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b"]
