"""Puts a worker process behind the program that waits for it: whoever types comes first."""

from __future__ import annotations

import os
import sys

#: Steps of politeness between 0 and 19.
NICE = 5
_BELOW_NORMAL = 0x4000


def give_way() -> None:
    """From now on this process has the processors that others leave to it."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetPriorityClass.argtypes = (wintypes.HANDLE, wintypes.DWORD)
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(NICE)
