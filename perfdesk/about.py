"""The program's version, from the one place that holds it."""

from __future__ import annotations

import tomllib
from pathlib import Path


def version() -> str:
    """The version of the installed package, or of the source tree it runs from."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    if project.is_file():
        with project.open("rb") as stream:
            return str(tomllib.load(stream)["project"]["version"])
    import importlib.metadata  # slow to load, and not needed in the source tree

    return importlib.metadata.version("perfdesk")
