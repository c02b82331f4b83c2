"""From the start of the process until the list of 1,000 forms is shown, against a bare window."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.child import run
from benchmarks.clock import in_turn, milliseconds, timed
from benchmarks.invented import invented_forms
from benchmarks.table import Row
from perfdesk.store.opening import open_store
from perfdesk.store.place import FILE_NAME, FilePlace

if TYPE_CHECKING:
    from benchmarks.clock import Series, Task

_AIM = 1.5
_ROUNDS, _FORMS = 9, 1000

#: Says so on stdout once a window is exposed and what it had to paint is painted, and ends.
_WATCH = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
def look(painted=False):
    handles = [w.windowHandle() for w in application.topLevelWidgets() if w.isVisible()]
    shown = any(handle and handle.isExposed() for handle in handles)
    if shown and painted:
        os.write(1, b"shown")
        os._exit(0)
    QTimer.singleShot(0, lambda: look(shown))
application = QApplication(sys.argv)
QTimer.singleShot(0, look)
"""
_OURS = f"{_WATCH}\nfrom perfdesk.cli.windows import open_window\nopen_window({{store!r}})\n"
#: Names the modules instead of ending at once.
_TELL = """
import os, sys
def tell(status):
    names = [n for n in sys.modules if n.startswith(("PySide6.", "perfdesk."))]
    os.write(1, " ".join(sorted(names)).encode())
    leave(status)
leave, os._exit = os._exit, tell
"""
_SHOWN = """
from PySide6.QtWidgets import QMainWindow
window = QMainWindow()
window.show()
application.exec()
"""


def measure() -> list[Row]:
    """Our window on 1,000 forms, a bare one with our imports, a bare one with Qt alone."""
    with TemporaryDirectory() as folder:
        _fill(Path(folder))
        taken = in_turn(_tasks(Path(folder)), _ROUNDS)
    return [
        Row("bare PySide6 window, our Qt modules imported", milliseconds(taken["bare"])),
        Row("bare PySide6 window, all our imports", milliseconds(taken["imports"]), "1"),
        _verdict(taken["ours"], taken["imports"]),
        Row("  against the one with Qt modules alone", "", str(taken["ours"].times(taken["bare"]))),
    ]


def _tasks(bytecode: Path) -> dict[str, Task]:
    ours = _OURS.format(store=str(bytecode / FILE_NAME))
    modules = _run(_TELL + ours, bytecode).removeprefix("shown").split()
    qt = [name for name in modules if name.startswith("PySide6.")]
    codes = {"ours": ours, "bare": _bare(qt), "imports": _bare(modules)}
    return {name: timed(partial(_run, code, bytecode)) for name, code in codes.items()}


def _verdict(ours: Series, bare: Series) -> Row:
    ratio = ours.times(bare)
    return Row(
        f"  our window, {_FORMS} forms",
        milliseconds(ours),
        str(ratio),
        f"<= {_AIM}",
        ratio.median <= _AIM,
    )


def _bare(modules: list[str]) -> str:
    return "".join(f"import {name}\n" for name in modules) + _WATCH + _SHOWN


def _fill(folder: Path) -> None:
    """The store that the window opens, its list made before."""
    opening = open_store(FilePlace(folder / FILE_NAME))
    try:
        opening.needed().add_all(invented_forms(_FORMS))
        opening.needed().freshen()
    finally:
        opening.close()


def _run(code: str, bytecode: Path) -> str:
    return run([sys.executable, "-c", code], bytecode)
