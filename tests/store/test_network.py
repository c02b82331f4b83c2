"""Does a path lie on another computer? The tables of mounts and the drive types are made up."""

from pathlib import Path

import pytest

from perfdesk.store.network import MOUNTS, on_network, windows_network

TABLE = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/home {here}/home nfs4 rw,vers=4.2 0 0
/dev/sdb1 {here}/home/local ext4 rw 0 0
//pc-3/数据 {here}/share\\040one cifs rw 0 0
li@host: {here}/ssh fuse.sshfs rw 0 0
/dev/fuse {here}/stick fuseblk rw 0 0
systemd-1 {here}/auto autofs rw 0 0
server:/auto {here}/auto nfs rw 0 0
server:/under {here}/over nfs rw 0 0
/dev/sdc1 {here}/over xfs rw 0 0
a line that
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    """A table of mounted disks below `tmp_path`."""
    table = tmp_path / "mounts"
    table.write_text(TABLE.format(here=tmp_path), encoding="utf-8")
    return table


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("home/li/perfdesk.db", "nfs4"),
        ("home", "nfs4"),
        ("home/local/perfdesk.db", ""),
        ("homework/perfdesk.db", ""),
        ("share one/perfdesk.db", "cifs"),
        ("share/perfdesk.db", ""),
        ("ssh/perfdesk.db", "fuse.sshfs"),
        ("stick/perfdesk.db", ""),
        ("auto/perfdesk.db", "nfs"),
        ("over/perfdesk.db", ""),
        ("perfdesk.db", ""),
    ],
)
def test_the_disk_that_holds_the_file_counts(
    tmp_path: Path, mounts: Path, name: str, kind: str
) -> None:
    assert on_network(tmp_path / name, mounts) == kind


def test_a_link_is_followed(tmp_path: Path, mounts: Path) -> None:
    (tmp_path / "here.db").symlink_to(tmp_path / "home" / "there.db")
    assert on_network(tmp_path / "here.db", mounts) == "nfs4"


def test_a_relative_path(tmp_path: Path, mounts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ssh").mkdir()
    monkeypatch.chdir(tmp_path / "ssh")
    assert on_network(Path("perfdesk.db"), mounts) == "fuse.sshfs"


def test_circular_links_are_left_to_opening(tmp_path: Path, mounts: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert not on_network(tmp_path / "a", mounts)


def test_without_a_table_nothing_is_known(tmp_path: Path) -> None:
    assert not on_network(tmp_path / "home" / "x.db", tmp_path / "none")


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    table.write_bytes(b"server:/x " + bytes(tmp_path) + b"/\xff\xfe nfs rw 0 0\n")
    assert on_network(tmp_path / "\udcff\udcfe" / "x.db", table) == "nfs"


@pytest.mark.skipif(not MOUNTS.is_file(), reason="only Linux has this table")
def test_this_machines_own_table_can_be_read() -> None:
    assert not on_network(Path("/proc/version"))  # procfs is no network


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"C:\Users\li\perfdesk.db", ""),
        (r"z:\perfdesk.db", "网络驱动器"),
        (r"\\pc-3\data\perfdesk.db", "UNC"),
        (r"//pc-3/data/perfdesk.db", "UNC"),
        (r"\\?\UNC\pc-3\data\perfdesk.db", "UNC"),
        (r"\\?\unc\pc-3\data\perfdesk.db", "UNC"),
        (r"\\?\C:\Users\li\perfdesk.db", ""),
        (r"\\?\Z:\perfdesk.db", "网络驱动器"),
        (r"\\.\Z:\perfdesk.db", "网络驱动器"),
        (r"\\?\Volume{b75e2c83-0000}\perfdesk.db", ""),
    ],
)
def test_paths_of_windows(path: str, kind: str) -> None:
    types = {"C:\\": 3, "Z:\\": 4}
    assert windows_network(path, lambda root: types[root.upper()]) == kind
