"""Does a file lie on another computer? There SQLite's locks and shared memory cannot be trusted."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOUNTS = Path("/proc/mounts")

_KINDS = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "coda"),
    *("glusterfs", "lustre", "gpfs", "beegfs", "ocfs2", "gfs2", "davfs", "vboxsf", "prl_fs"),
    *("fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.davfs", "fuse.davfs2", "fuse.rclone"),
    *("fuse.s3fs", "fuse.curlftpfs", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.juicefs"),
    *("fuse.vmhgfs-fuse", "fuse.cifs", "fuse.nfs"),
}
_OCTAL = re.compile(rb"\\([0-3][0-7]{2})")
_DRIVE_REMOTE = 4


def on_network(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of network file system that holds `path` (`nfs4`, `UNC`, …), or ''.

    `mounts` is the system's table of mounted disks; without one (not Linux) nothing is known. The
    file need not exist, links are followed.
    """
    try:
        real = path.resolve()
    except (OSError, RuntimeError):  # links that point to each other; opening will say so
        return ""
    if sys.platform == "win32":
        return windows_network(str(real), _drive_type)
    try:
        table = mounts.read_bytes()
    except OSError:
        return ""
    kind = _mounted_kind(real, table)
    return kind if kind in _KINDS else ""


def windows_network(path: str, drive_type: Callable[[str], int]) -> str:
    """The same for an absolute path of Windows; `drive_type` is its GetDriveTypeW."""
    text = path.replace("/", "\\")
    if text.upper().startswith("\\\\?\\UNC\\"):
        return "UNC"
    if text.startswith(("\\\\?\\", "\\\\.\\")):  # written so, a path may be longer
        text = text[4:]
    elif text.startswith("\\\\"):
        return "UNC"
    is_drive = text[1:3] == ":\\"
    return "网络驱动器" if is_drive and drive_type(text[:3]) == _DRIVE_REMOTE else ""


def _drive_type(root: str) -> int:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    raise OSError("only Windows has drive types")


def _mounted_kind(path: Path, table: bytes) -> str:
    """The type of the disk that holds `path`; of two on the same folder the later one counts."""
    best, kind = -1, ""
    rows = (line.split() for line in table.splitlines())
    for _device, mount_point, type_name, *_options in (row for row in rows if len(row) >= 3):
        folder = Path(os.fsdecode(_OCTAL.sub(_byte, mount_point)))
        if path.is_relative_to(folder) and len(folder.parts) >= best:
            best, kind = len(folder.parts), type_name.decode("ascii", "replace")
    return kind


def _byte(octal: re.Match[bytes]) -> bytes:
    return bytes([int(octal[1], 8)])
