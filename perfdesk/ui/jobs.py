"""What the window needs done and does not do itself: it is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from perfdesk.core.form import Form
from perfdesk.ui.aboutdialog import Inside
from perfdesk.ui.incoming import Reader
from perfdesk.ui.outgoing import Writer
from perfdesk.ui.previewworker import Printer


@dataclass(frozen=True, slots=True)
class Jobs:
    """Printing, exporting and reading files; the forms of the sample unit; pages to look at.

    `inside` is what the program tells of itself.
    """

    print_forms: Writer
    export_forms: Writer
    read_files: Reader
    sample_forms: Callable[[], list[Form]]
    printout: Printer
    inside: Inside = field(default_factory=Inside)
