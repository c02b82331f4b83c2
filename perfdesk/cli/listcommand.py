"""`list` and `history`: what the store holds, to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.cli.console import line, put
from perfdesk.cli.storerecords import listed_record, step_record
from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.files.formfile import form_line
from perfdesk.store.listing import Findings, Wanted

if TYPE_CHECKING:
    from argparse import Namespace

    from perfdesk.store.records import Listed
    from perfdesk.store.store import Store

_AT_ONCE = 500  # forms held in memory


def wanted_by(arguments: Namespace) -> Wanted:
    """What the options of `list` ask for."""
    return Wanted(
        text=arguments.find or "",
        year=arguments.year,
        unit=arguments.unit,
        state=State(arguments.state) if arguments.state else None,
        grade=arguments.grade,
        findings=Findings(arguments.findings) if arguments.findings else None,
        removed=arguments.removed,
    )


def run_list(store: Store, wanted: Wanted, full: bool) -> None:
    """A line per form: its figures, or the form itself as a form file's line."""
    found = store.forms(wanted)
    if full:
        _put_forms(store, found)
        return
    for item in found:
        line(listed_record(item))


def run_history(store: Store, form_id: str) -> None:
    """A line per step of the form, oldest first. Raises Refused where there is no such form."""
    steps = store.history(form_id)
    if not steps:
        raise Refused(f"{store.place}：没有编号为“{form_id}”的表。")
    for step in steps:
        line(step_record(step))


def _put_forms(store: Store, found: list[Listed]) -> None:
    for start in range(0, len(found), _AT_ONCE):
        for stored in store.load_all([item.id for item in found[start : start + _AT_ONCE]]):
            put(form_line(stored.form))
