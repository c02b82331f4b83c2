"""What the window needs done and does not do itself: it is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from perfdesk.core.form import Form
from perfdesk.ui.incoming import Reader
from perfdesk.ui.outgoing import Copier, Writer
from perfdesk.ui.previewworker import Printer


@dataclass(frozen=True, slots=True)
class Jobs:
    """Printing, exporting, copying and reading; the sample unit's forms; pages to look at."""

    print_forms: Writer
    export_forms: Writer
    read_files: Reader
    sample_forms: Callable[[], list[Form]]
    printout: Printer
    export_documents: Writer
    export_summary: Writer
    copied_table: Copier
    hand_out: Writer
