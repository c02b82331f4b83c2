"""`import`: forms from files into the store, all of them or none; what differs is named."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.console import line, say
from perfdesk.cli.opened import looked_at, writer
from perfdesk.cli.records import place_record
from perfdesk.cli.storerecords import changes_of
from perfdesk.core.telling import told
from perfdesk.files.errors import Refused, reason
from perfdesk.files.templates import library
from perfdesk.store.backingup import back_up_if_changed
from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.importing import Imported, Verdict, carry_out, plan, take_back
from perfdesk.store.opening import Outcome
from perfdesk.store.place import FilePlace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from perfdesk.cli.inputs import Entry
    from perfdesk.store.importing import Planned
    from perfdesk.store.opening import Opening
    from perfdesk.store.place import Place
    from perfdesk.store.store import Store

_FINE = {Verdict.NEW, Verdict.SAME}


def run_import(entries: Sequence[Entry], place: Place, update: bool, dry_run: bool) -> int:
    """Imports the entries; how many were not taken in. `update` writes changed forms, too."""
    wanted = {Verdict.NEW, Verdict.CHANGED} if update else {Verdict.NEW}
    forms = [entry.form for entry in entries]
    if dry_run:
        with _store_to_plan(place) as store:
            planned = plan(store, forms)
        _tell(entries, planned, wanted, Imported("", ()))
    else:
        with writer(place) as opening:
            store = opening.needed()
            planned = plan(store, forms)
            if any(item.verdict in wanted for item in planned):
                _back_up(opening, Reason.IMPORT)
            _tell(entries, planned, wanted, carry_out(store, planned, wanted))
            with suppress(StoreTrouble):  # lists make figures themselves where this one cannot
                store.freshen()
    return sum(item.verdict not in _FINE | wanted for item in planned)


def run_undo_import(place: Place, batch: str) -> int:
    """Takes one import back; the number of forms that it touched. Raises Refused."""
    with looked_at(place) as seen:
        if seen.outcome is Outcome.MISSING:
            raise Refused(seen.sentence)
    with writer(place) as opening:
        store = opening.needed()
        if not store.steps_of(batch):
            raise Refused(f"{place}：没有“{batch}”这批导入。")
        _back_up(opening, Reason.BULK)
        return take_back(store, batch)


@contextmanager
def _store_to_plan(place: Place) -> Iterator[Store]:
    """The store to compare with; an empty one where there is none yet."""
    with ExitStack() as opened:
        seen = opened.enter_context(looked_at(place))
        if seen.outcome is Outcome.MISSING:
            folder = opened.enter_context(_scratch())
            seen = opened.enter_context(writer(FilePlace(Path(folder) / "perfdesk.db")))
        yield seen.needed()


def _scratch() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory()
    except OSError as error:
        raise Refused(f"没有能写入的临时文件夹：{reason(error)}；请检查磁盘空间和权限。") from error


def _back_up(opening: Opening, why: Reason) -> None:
    """A backup of what the store holds before many forms change."""
    if warning := back_up_if_changed(opening, why):
        say(warning)


def _tell(
    entries: Sequence[Entry],
    planned: Sequence[Planned],
    wanted: Collection[Verdict],
    done: Imported,
) -> None:
    ids = iter(done.ids)
    for entry, item in zip(entries, planned, strict=True):
        taken = item.verdict in wanted
        form_id = next(ids, "") if taken else ""
        for sentence in _sentences(item, taken):
            say(f"{entry.place}：{sentence}")
        line(
            place_record(entry)
            | {
                "id": form_id or (item.stored.form.id if item.stored else item.form.id) or None,
                "result": "updated" if taken and item.stored else item.verdict.value,
                "batch": done.batch if taken and done.batch else None,
                "changes": changes_of(item.delta),
            }
        )


def _sentences(item: Planned, taken: bool) -> list[str]:
    """What a person must know of a form that is not just new or the same."""
    differences = told(item.delta, item.form, library().name)
    if item.namesake:
        differences.append("库里有同年度、同单位、同名而编号不同的表，这张算另一张。")
    if item.stored and item.stored.removed:
        differences.insert(0, "这张表在库里已删除" + ("，导入后恢复。" if taken else "。"))
    reason = "" if taken else _reason(item)
    return [*differences, reason] if reason else differences


def _reason(item: Planned) -> str:
    """Why it was not written."""
    if item.verdict is Verdict.CHANGED:
        return "库里的这张表与文件不同，没有写入；要按文件写入请加 --update。"
    return item.left_because
