#!/usr/bin/env python3
"""Makes the pictures of README and manual from the sample unit: `make pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from perfdesk.app import documents_of, export_forms, print_forms  # noqa: E402 - path set above
from perfdesk.sample import sample_forms  # noqa: E402
from perfdesk.ui.start import make_application  # noqa: E402
from perfdesk.ui.window import MainWindow  # noqa: E402

PICTURES = ROOT / "docs" / "manual" / "pictures"
#: The form with a missed target: it shows a reduced score and its reason.
SHOWN = 2


def main() -> None:
    """Writes window.png and page.png."""
    forms = sample_forms()
    application = make_application(sys.argv)
    window = MainWindow(documents_of(forms)[0], print_forms, export_forms)
    window.resize(1440, 900)
    window.forms.choose(SHOWN)
    window.show()
    application.processEvents()
    window.grab().save(str(PICTURES / "window.png"))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page.pdf"
        print_forms([forms[SHOWN]], target)
        document = pypdfium2.PdfDocument(target)
        document[0].render(scale=1.4).to_pil().save(PICTURES / "page.png")
        document.close()


if __name__ == "__main__":
    main()
