"""What the program is made of: every part with its version and its licence."""

from __future__ import annotations

import platform
import sqlite3
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from perfdesk.files.locate import resource


@dataclass(frozen=True, slots=True)
class Component:
    """A part that comes with the program. `name` is that of its package, if it is one."""

    name: str
    licence: str

    @property
    def version(self) -> str:
        """Its version here; '' where it is not installed as a package."""
        if self.name in _OWN_VERSIONS:
            return _OWN_VERSIONS[self.name]
        try:
            return version(self.name)
        except PackageNotFoundError:
            return ""

    @property
    def text(self) -> str:
        """The whole licence. Raises OSError if the installation is incomplete."""
        return resource("licences", f"{self.name}.txt").read_text(encoding="utf-8")


_OWN_VERSIONS = {
    "Python": platform.python_version(),
    "SQLite": sqlite3.sqlite_version,
    "Noto-CJK": "",
}

COMPONENTS = (
    Component("Python", "PSF-2.0"),
    Component("PySide6_Essentials", "LGPL-3.0"),
    Component("shiboken6", "LGPL-3.0"),
    Component("SQLite", "public domain"),
    Component("Noto-CJK", "OFL-1.1"),
    Component("alembic", "MIT"),
    Component("charset-normalizer", "MIT"),
    Component("et_xmlfile", "MIT"),
    Component("filelock", "MIT"),
    Component("Mako", "MIT"),
    Component("MarkupSafe", "BSD-3-Clause"),
    Component("openpyxl", "MIT"),
    Component("pillow", "MIT-CMU"),
    Component("platformdirs", "MIT"),
    Component("psycopg", "LGPL-3.0"),
    Component("psycopg-binary", "LGPL-3.0"),
    Component("pypdfium2", "BSD-3-Clause, Apache-2.0"),
    Component("pypinyin", "MIT"),
    Component("reportlab", "BSD-3-Clause"),
    Component("rl_accel", "BSD-3-Clause"),
    Component("SQLAlchemy", "MIT"),
    Component("typing_extensions", "PSF-2.0"),
    Component("xlrd", "BSD-3-Clause"),
)
