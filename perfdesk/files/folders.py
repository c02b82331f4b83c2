"""A person's own folders: for data, settings, log; all in one place for a portable program."""

from __future__ import annotations

import sys
from pathlib import Path

#: A folder of this name beside the program makes it portable: all that is the person's lies in it.
PORTABLE_FOLDER = "PerfDeskData"
_NAME = "PerfDesk"


def program_folder() -> Path | None:
    """The folder a person sees the program in; None for a wheel, which lies among libraries."""
    if getattr(sys, "frozen", False):  # set by PyInstaller
        return Path(sys.executable).resolve().parent
    package = Path(__file__).resolve().parent.parent
    return None if (package / "_data").is_dir() else package.parent


def portable_folder() -> Path | None:
    """The folder that makes the program portable, where there is one."""
    beside = program_folder()
    folder = beside / PORTABLE_FOLDER if beside else None
    return folder if folder and folder.is_dir() else None


def data_folder() -> Path:
    """Where the store lies if nothing is said; it need not exist."""
    return portable_folder() or _of_system("data")


def settings_file() -> Path:
    """The file of the person's settings; neither it nor its folder need exist."""
    return (portable_folder() or _of_system("config")) / "settings.ini"


def rules_file() -> Path:
    """The file of the person's changes to the audit rules; it need not exist."""
    return settings_file().with_name("checks.toml")


def log_folder() -> Path:
    """Where the log lies; it need not exist."""
    portable = portable_folder()
    return portable / "log" if portable else _of_system("log")


def _of_system(kind: str) -> Path:
    import platformdirs  # only needed here; its import costs start-up time

    return Path(getattr(platformdirs, f"user_{kind}_dir")(_NAME, appauthor=False))
