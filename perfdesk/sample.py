"""The sample unit that comes with the program: six forms, one per template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.files.formfile import read_form_file
from perfdesk.files.locate import resource

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.core.form import Form


def sample_folder() -> Path:
    """The folder of the sample unit's form files."""
    return resource("sample")


def sample_forms() -> list[Form]:
    """The sample unit's forms in order."""
    files = sorted(sample_folder().glob("*.json"))
    return [slot.form for file in files for slot in read_form_file(file) if slot.form]
