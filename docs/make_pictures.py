#!/usr/bin/env python3
"""Makes the pictures of README and manual from the sample unit: `make pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from perfdesk.app import (  # noqa: E402 - path set above
    copied_table,
    export_documents,
    export_forms,
    export_summary,
    hand_out,
    print_forms,
    printout,
)
from perfdesk.cli.windows import read_files  # noqa: E402
from perfdesk.desk import Desk  # noqa: E402
from perfdesk.sample import sample_forms  # noqa: E402
from perfdesk.store.opening import open_store  # noqa: E402
from perfdesk.store.place import FilePlace  # noqa: E402
from perfdesk.ui.jobs import Jobs  # noqa: E402
from perfdesk.ui.start import make_application  # noqa: E402
from perfdesk.ui.window import MainWindow  # noqa: E402

PICTURES = ROOT / "docs" / "manual" / "pictures"
#: The form with a missed target: it shows a reduced score and its reason.
SHOWN = "使用地方教育附加专项资金开展职工职业培训工作"


def main() -> None:
    """Writes window.png and page.png."""
    forms = sample_forms()
    make_application(sys.argv)
    jobs = Jobs(
        print_forms=print_forms,
        export_forms=export_forms,
        read_files=read_files,
        sample_forms=sample_forms,
        printout=printout,
        export_documents=export_documents,
        export_summary=export_summary,
        copied_table=copied_table,
        hand_out=hand_out,
    )
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Desk(open_store(FilePlace(Path(folder) / "perfdesk.db"))), jobs)
        window.resize(1440, 900)
        window.show()
        window.incoming.take(forms)
        [shown] = [item.id for item in window.desk.forms() if item.project_name == SHOWN]
        window.panel.list.choose(window.panel.model.row_of(shown))
        _wait_for_page(window)
        window.grab().save(str(PICTURES / "window.png"))
        window.close()
        target = Path(folder) / "page.pdf"
        print_forms([form for form in forms if form.project_name == SHOWN], target)
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
        if patience.elapsed() > 500 and not window.side.preview.updating.text():
            return


if __name__ == "__main__":
    main()
