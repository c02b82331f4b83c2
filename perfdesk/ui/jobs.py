"""What the window needs done and does not do itself: it is handed in.

All but the samples and the fonts may be called in a thread of their own; they raise Refused, and
whatever the progress they are given raises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from perfdesk.arrivals import Arrival
from perfdesk.core.finding import Finding
from perfdesk.core.form import Form
from perfdesk.files.errors import Refused
from perfdesk.runner import Progress
from perfdesk.ui.aboutdialog import Inside
from perfdesk.ui.previewworker import Printer
from perfdesk.ui.previewworker import Printout as Pages
from perfdesk.ui.printchoice import PrintOrder
from perfdesk.ui.printing import Booklet as Bands


class Booklet(Pages, Bands, Protocol):
    """Printed forms, to look at and to send to a printer."""


#: Writes forms to a file or a folder; returns warning sentences.
Writer = Callable[[Sequence[Form], Path, Progress], list[str]]
#: Reads files and folders: each form with the account of its reading, and what stayed out.
Reader = Callable[[Sequence[Path], Progress], list[Arrival]]


@dataclass(frozen=True, slots=True)
class Jobs:
    """Printing, exporting, copying, reading files, checking; the sample unit; pages to look at.

    The booklet's notes begin with every amount that the template chosen converts. `each_target`
    names the files that `export_each` writes into a folder. `export_table` writes rows of texts
    under a title as a workbook, `copied_table` gives a form's table as HTML and as text. `inside`
    is what the program tells of itself.
    """

    print_forms: Callable[[PrintOrder, Path, Progress], list[str]]
    booklet: Callable[[PrintOrder, Progress], Booklet]
    printout: Printer
    fonts: Callable[[], list[str]]
    export_forms: Writer
    export_each: Writer
    each_target: Callable[[Sequence[Form], Path], list[Path]]
    export_table: Callable[[Sequence[Sequence[str]], str, Path], None]
    export_documents: Writer
    export_summary: Writer
    hand_out: Writer
    copied_table: Callable[[Form], tuple[str, str]]
    read_files: Reader
    check_forms: Callable[[Sequence[Form], Progress], list[tuple[Finding, ...] | Refused]]
    sample_forms: Callable[[], list[Form]]
    inside: Inside = field(default_factory=Inside)
