"""Whether there is a display to open a window on; Qt itself ends the program where there is none.

Only Linux can be without; a platform named in QT_QPA_PLATFORM (offscreen, vnc …) is Qt's affair.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

NO_DISPLAY = "没有图形界面，打不开窗口；可用命令行，见 perfdesk --help。"
_SOCKETS = "/tmp/.X11-unix"  # noqa: S108 – where every X server listens
_LOCAL = re.compile(r":(\d+)(?:\.\d+)?")
_PATIENCE = 5  # seconds that a busy server gets


def lacks_display() -> bool:
    """True where a window surely cannot open."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (_has_wayland() or _has_x())


def _has_wayland() -> bool:
    named = any(os.environ.get(key) for key in ("WAYLAND_DISPLAY", "WAYLAND_SOCKET"))
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return named or (folder is not None and Path(folder, "wayland-0").exists())


def _has_x() -> bool:
    """Of a display on another machine only that it is named."""
    name = os.environ.get("DISPLAY", "")
    local = _LOCAL.fullmatch(name)
    if local is None:
        return bool(name)
    place = f"{_SOCKETS}/X{local[1]}"
    return _answers(place) or _answers(f"\0{place}")  # by the file, or by Linux' own name


def _answers(place: str) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_PATIENCE)
        try:
            line.connect(place)
        except OSError:
            return False
    return True
