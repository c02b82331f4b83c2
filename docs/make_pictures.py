#!/usr/bin/env python3
"""Makes the pictures of README and manual from the sample unit: `make screenshots`.

With the name of a picture it makes only that one, in the scale that QT_SCALE_FACTOR says.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from perfdesk.app import window_jobs  # noqa: E402 - path set above
from perfdesk.cli.windows import read_files  # noqa: E402
from perfdesk.desk import Desk  # noqa: E402
from perfdesk.sample import sample_forms  # noqa: E402
from perfdesk.service import print_forms  # noqa: E402
from perfdesk.store.opening import open_store  # noqa: E402
from perfdesk.store.place import FilePlace  # noqa: E402
from perfdesk.ui.start import make_application  # noqa: E402
from perfdesk.ui.theme import Scheme, appearance  # noqa: E402
from perfdesk.ui.window import MainWindow  # noqa: E402

PICTURES = ROOT / "docs" / "manual" / "pictures"
#: The form with a missed target: it shows a reduced score and its reason.
SHOWN = "使用地方教育附加专项资金开展职工职业培训工作"


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the window: its colours, its scale, its size in the scale's own pixels."""

    scheme: Scheme
    scale: float = 1
    wide: int = 1440
    high: int = 900


WINDOWS = {
    "window": Picture(Scheme.LIGHT),
    "window-dark": Picture(Scheme.DARK),
    "window-200": Picture(Scheme.LIGHT, 2, 1366, 768),
}


def main(names: list[str]) -> None:
    """Makes the picture named; without a name all, each in a process of its own for its scale."""
    if names:
        _picture_window(names[0], WINDOWS[names[0]])
        return
    for name, picture in WINDOWS.items():
        scaled = os.environ | {"QT_SCALE_FACTOR": str(picture.scale)}
        command = [sys.executable, __file__, name]
        subprocess.run(command, env=scaled, check=True)  # noqa: S603 - this file
    _picture_page()


def _picture_window(name: str, picture: Picture) -> None:
    make_application(sys.argv)
    appearance().want(picture.scheme)
    jobs = window_jobs(read_files)
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Desk(open_store(FilePlace(Path(folder) / "perfdesk.db"))), jobs)
        window.resize(picture.wide, picture.high)
        window.show()
        window.incoming.take(sample_forms())
        [shown] = [item.id for item in window.desk.forms() if item.project_name == SHOWN]
        window.panel.list.choose(window.panel.model.row_of(shown))
        _wait_for_page(window)
        window.grab().save(str(PICTURES / f"{name}.png"))
        window.close()


def _picture_page() -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page.pdf"
        print_forms([form for form in sample_forms() if form.project_name == SHOWN], target)
        document = pypdfium2.PdfDocument(target)
        document[0].render(scale=1.4).to_pil().save(PICTURES / "page.png")
        document.close()


def _wait_for_page(window: MainWindow) -> None:
    """Until the preview shows the page, or ten seconds are over."""
    patience = QElapsedTimer()
    patience.start()
    loop = QEventLoop()
    while patience.elapsed() < 10_000:
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        preview = window.side.preview
        done = not preview.updating.text() and not preview.view.lacking()
        if patience.elapsed() > 1000 and done:
            return


if __name__ == "__main__":
    main(sys.argv[1:])
