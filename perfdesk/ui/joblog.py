"""The window's jobs with their durations in the log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.log import noted

if TYPE_CHECKING:
    from perfdesk.ui.jobs import Jobs


def logged(jobs: Jobs) -> Jobs:
    """The same jobs; what they are given and what they return is not noted."""
    return replace(
        jobs,
        print_forms=noted("print", jobs.print_forms),
        booklet=noted("booklet", jobs.booklet),
        export_forms=noted("export", jobs.export_forms),
        export_each=noted("export each", jobs.export_each),
        export_documents=noted("export documents", jobs.export_documents),
        export_summary=noted("export summary", jobs.export_summary),
        hand_out=noted("hand out", jobs.hand_out),
        hand_out_each=noted("hand out each", jobs.hand_out_each),
        copied_table=noted("copy table", jobs.copied_table),
        check_forms=noted("check", jobs.check_forms),
        audit_report=noted("audit report", jobs.audit_report),
        read_files=noted("read files", jobs.read_files),
    )
