#!/usr/bin/env python3
"""Collects the licences of what the program is made of, from the installed packages.

Run it after an update of requirements.txt. What a package does not bring itself is named in OTHERS.
"""

from __future__ import annotations

import sys
from importlib.metadata import distribution
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from perfdesk.licences import COMPONENTS  # noqa: E402 - path set above

COMMON = Path("/usr/share/common-licenses")
LGPL = (COMMON / "LGPL-3", COMMON / "GPL-3")
SQLITE = "The author disclaims copyright to this source code: SQLite is in the public domain.\n"
WORDS = ("LICEN", "COPYING", "NOTICE")
#: Licences of files that reportlab brings and the program does not use.
UNUSED = ("DarkGarden", "bitstream")


def main() -> None:
    """Writes a text for each part."""
    for part in COMPONENTS:
        (HERE / f"{part.name}.txt").write_text(_text(part.name), encoding="utf-8")
        print(part.name)


def _text(name: str) -> str:
    if name == "SQLite":
        return SQLITE
    if name == "Noto-CJK":
        return _joined([ROOT / "resources" / "fonts" / "OFL.txt"])
    if name == "Python":
        return _joined([next(Path(sys.base_prefix).rglob("LICENSE.txt"))])
    return _joined(_of_package(name) or list(LGPL))


def _of_package(name: str) -> list[Path]:
    package = distribution(name)
    named = [file for file in package.files or () if any(w in str(file).upper() for w in WORDS)]
    texts = [file for file in named if not file.suffix.startswith(".py")]
    wanted = [file for file in texts if not any(word in file.name for word in UNUSED)]
    return [Path(str(package.locate_file(file))) for file in wanted]


def _joined(files: list[Path]) -> str:
    texts = dict.fromkeys(file.read_text(encoding="utf-8", errors="replace") for file in files)
    return f"\n{'-' * 79}\n\n".join(text.rstrip() + "\n" for text in texts)


if __name__ == "__main__":
    main()
