"""Where the program's own files lie: alike from source, from a wheel and from a frozen build."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_root() -> Path:
    """The folder that holds `forms/` and `resources/`.

    Raises FileNotFoundError if the installation is incomplete.
    """
    for root in _candidates():
        if (root / "forms").is_dir() and (root / "resources").is_dir():
            return root
    raise FileNotFoundError("forms/ and resources/ are missing from the installation")


def forms_folder() -> Path:
    """The folder of the built-in templates."""
    return data_root() / "forms"


def resource(*parts: str) -> Path:
    """A file under resources/."""
    return data_root().joinpath("resources", *parts)


def manual_folder() -> Path:
    """The folder of the manual's chapters. Raises FileNotFoundError like `data_root`."""
    for root in _candidates():
        for folder in (root / "manual", root / "docs" / "manual"):
            if (folder / "README.md").is_file():
                return folder
    raise FileNotFoundError("the manual is missing from the installation")


def user_forms_folder() -> Path:
    """The folder of a person's own templates; it need not exist. PERFDESK_FORMS names another."""
    named = os.environ.get("PERFDESK_FORMS")
    if named:
        return Path(named)
    import platformdirs  # only needed without the variable; its import costs start-up time

    return Path(platformdirs.user_data_dir("PerfDesk", appauthor=False)) / "forms"


def _candidates() -> list[Path]:
    frozen = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    roots = [Path(frozen)] if frozen else []
    return [*roots, _PACKAGE / "_data", _PACKAGE.parent]
