#!/usr/bin/env python3
"""Makes the pictures of README and manual from the sample unit: `make screenshots`.

With the name of a set it makes only those, in the scale that QT_SCALE_FACTOR says.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.picture_stage import (  # noqa: E402 - path set above
    SHOWN,
    pause,
    picture,
    picture_dialog,
    save,
    settle,
    stage,
    take_sample,
)
from perfdesk.sample import sample_forms  # noqa: E402
from perfdesk.service import print_forms  # noqa: E402
from perfdesk.ui.theme import Scheme  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.ui.window import MainWindow

PICTURES = ROOT / "docs" / "manual" / "pictures"
#: Offscreen has a small one, on which dialogs cannot take the room they want.
SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 2880, "height": 1800, "dpr": 1}
SCREEN |= {"logicalDpi": 96, "logicalBaseDpi": 96}
#: Picture → the action whose modal dialog it shows.
DIALOGS = {
    "new-form": "new",
    "template": "switch_template",
    "history": "history",
    "backups": "backups",
    "settings": "settings",
    "rules": "rules",
}
_PREVIEWS = 4000  # milliseconds for the print dialog's pages


def main(names: list[str]) -> None:
    """Makes the set named; without a name all, each in a process of its own for its scale."""
    if names:
        SETS[names[0]]()
        return
    with tempfile.TemporaryDirectory() as folder:
        screen = Path(folder) / "screen.json"
        screen.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
        for name in SETS:
            scale = "2" if name.endswith("200") else "1"
            around = {
                "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
                "QT_SCALE_FACTOR": scale,
                "LOGNAME": "zhang",  # who the history says it was
            }
            command = [sys.executable, __file__, name]
            subprocess.run(command, env=os.environ | around, check=True)  # noqa: S603 - this file
    _page()


def _light() -> None:
    with stage(Scheme.LIGHT, 1440, 900) as window:
        save(window, _file("first"))
        take_sample(window)
        save(window, _file("window"))
        save(window.side, _file("findings"))
        for name, key in DIALOGS.items():
            picture_dialog(window, key, _file(name))
        picture_dialog(window, "print_one", _file("print"), _PREVIEWS)
        _beside(window)
        _palette(window)


def _dark() -> None:
    with stage(Scheme.DARK, 1440, 900) as window:
        take_sample(window)
        save(window, _file("window-dark"))
        picture_dialog(window, "print_one", _file("print-dark"), _PREVIEWS)
        window.actions_by_key["help"].trigger()
        picture(window.program.manual, _file("help-dark"))


def _double() -> None:
    with stage(Scheme.LIGHT, 1366, 768) as window:
        take_sample(window)
        settle(window)
        save(window, _file("window-200"))


def _beside(window: MainWindow) -> None:
    """What stays open beside the window."""
    window.actions_by_key["check_all"].trigger()
    picture(window.checking.dialog, _file("check"))
    window.actions_by_key["help"].trigger()
    picture(window.program.manual, _file("help"))


def _palette(window: MainWindow) -> None:
    """The search of commands, over the window."""
    palette = window.program.palette
    palette.open()
    palette.line.setText("dy")
    pause(300)
    save(window, _file("palette"))
    palette.close()


def _page() -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page.pdf"
        print_forms([form for form in sample_forms() if form.project_name == SHOWN], target)
        document = pypdfium2.PdfDocument(target)
        document[0].render(scale=1.4).to_pil().save(PICTURES / "page.png")
        document.close()


def _file(name: str) -> Path:
    return PICTURES / f"{name}.png"


SETS: dict[str, Callable[[], None]] = {"light": _light, "dark": _dark, "light-200": _double}

if __name__ == "__main__":
    main(sys.argv[1:])
