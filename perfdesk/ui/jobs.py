"""What the window needs done and does not do itself: it is handed in.

All but the samples and the fonts may be called in a thread of their own; they raise Refused, and
whatever the progress they are given raises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from perfdesk.arrivals import Arrival
from perfdesk.core.finding import Finding
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.runner import Progress
from perfdesk.ui.aboutdialog import Inside
from perfdesk.ui.previewworker import Press
from perfdesk.ui.previewworker import Printout as Pages
from perfdesk.ui.printchoice import PrintOrder
from perfdesk.ui.printing import Booklet as Bands


class Booklet(Pages, Bands, Protocol):
    """Printed forms, to look at and to send to a printer."""


#: Writes forms to a file; returns warning sentences.
Writer = Callable[[Sequence[Form], Path, Progress], list[str]]
Groups = Sequence[Sequence[Form]]
#: Checks forms, also against others beside them and the figures of the final accounts (决算数).
Check = Callable[
    [Sequence[Form], Sequence[Form], Mapping[tuple[str, int], Decimal], Progress],
    list[tuple[Finding, ...] | Refused],
]
#: The same with others beside them and the figures of the final accounts, into a report.
Audit = Callable[
    [Sequence[Form], Sequence[Form], Mapping[tuple[str, int], Decimal], Path, Progress],
    list[str],
]
#: Reads files and folders: each form with the account of its reading, and what stayed out.
Reader = Callable[[Sequence[Path], Progress], list[Arrival]]


@dataclass(frozen=True, slots=True)
class Jobs:
    """Printing, exporting, copying, reading files, checking; the sample unit; pages to look at.

    `press` opens what draws the pages of one form, given its template and a font by its name. The
    booklet's notes begin with every amount that the template chosen converts. `each_target` names
    the files that `export_each` writes into a folder, workbooks (.xlsx) or documents (.docx) as
    their ending says; so does `handed_out_target` of `hand_out_each`, which writes a workbook for
    each group of forms. `export_summary` gets the forms' states. `export_table` writes rows of
    texts under a title as a workbook, `copied_table` gives a form's table as HTML and as text.
    `inside` is what the program tells of itself.
    """

    print_forms: Callable[[PrintOrder, Path, Progress], list[str]]
    booklet: Callable[[PrintOrder, Progress], Booklet]
    press: Callable[[], Press]
    fonts: Callable[[], list[str]]
    export_forms: Writer
    export_each: Callable[[Sequence[Form], Path, Progress, str], list[str]]
    each_target: Callable[[Sequence[Form], Path, str], list[Path]]
    export_table: Callable[[Sequence[Sequence[str]], str, Path], None]
    export_documents: Writer
    export_summary: Callable[[Sequence[Form], Path, Progress, Sequence[State]], list[str]]
    hand_out: Writer
    hand_out_each: Callable[[Groups, Path, Progress], list[str]]
    handed_out_target: Callable[[Groups, Path], list[Path]]
    copied_table: Callable[[Form], tuple[str, str]]
    read_files: Reader
    check_forms: Check
    audit_report: Audit
    sample_forms: Callable[[], list[Form]]
    inside: Inside = field(default_factory=Inside)
