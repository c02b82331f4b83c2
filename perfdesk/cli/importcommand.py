"""`import`: forms from files into the store, all of them or none; what differs is named."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.console import line, progress, say
from perfdesk.cli.opened import looked_at, writer
from perfdesk.cli.records import place_record
from perfdesk.cli.storerecords import changes_of
from perfdesk.core.telling import change_told, told
from perfdesk.files.errors import Refused, reason
from perfdesk.files.templates import library
from perfdesk.store.backingup import back_up_if_changed
from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.importing import (
    WRITABLE,
    Imported,
    Verdict,
    carry_out,
    plan,
    take_back,
    with_taken,
)
from perfdesk.store.opening import Outcome
from perfdesk.store.place import FilePlace
from perfdesk.store.updating import update_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.cli.inputs import Entry
    from perfdesk.core.merging import Choice
    from perfdesk.store.importing import Planned
    from perfdesk.store.opening import Opening
    from perfdesk.store.place import Place
    from perfdesk.store.store import Store

_BY_FILE = "库里的这张表与文件不同，没有写入；要按文件写入请加 --update。"
_KEPT = "上面标明没有写入的，是年初目标、分值、指标行，或者会清空库里的内容；要写入请加 --targets。"
_CHOOSE = "请在窗口里导入并选定是哪一张，或在表单文件里写上它的 id："
_WHOLE = "没有写入；要整张按文件写入请加 --targets。"

_LACKING = "，认不出是哪一张表，没有写入；请在表里补上再导入，或者在窗口里导入以后补填。"


class Existing(Enum):
    """What is written to forms that the store has already and that differ."""

    NOTHING = "nothing"
    RESULTS = "results"  # not what was agreed on before the year, nothing that empties a cell
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry, what it is to the store, what is written of it, and what is kept as it was."""

    entry: Entry
    planned: Planned
    chosen: Planned | None
    kept: tuple[Choice, ...] = ()
    why_kept: str = ""
    lacking: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing of it stays out."""
        written = self.chosen is not None and not self.kept
        return written or self.planned.verdict is Verdict.SAME


def run_import(entries: Sequence[Entry], place: Place, existing: Existing, dry_run: bool) -> int:
    """Imports the entries; how many were not taken in, or not in full."""
    forms = [entry.form for entry in entries]
    if dry_run:
        with _store_to_plan(place) as store:
            items = _chosen(entries, plan(store, forms), existing)
        _tell(items, Imported("", ()))
    else:
        with writer(place) as opening:
            store = opening.needed()
            items = _chosen(entries, plan(store, forms), existing)
            wanted = [item.chosen for item in items if item.chosen]
            if wanted:
                _back_up(opening, Reason.IMPORT)
            _tell(items, carry_out(store, wanted, WRITABLE, progress("正在存入")))
            with suppress(StoreTrouble):  # lists make figures themselves where this one cannot
                store.freshen()
    return sum(not item.is_done for item in items)


def _chosen(
    entries: Sequence[Entry], planned: Sequence[Planned], existing: Existing
) -> list[_Item]:
    pairs = zip(entries, planned, strict=True)
    return [_item(entry, item, existing) for entry, item in pairs]


def _item(entry: Entry, planned: Planned, existing: Existing) -> _Item:
    """What is written of one form."""
    if planned.verdict is Verdict.NEW:
        lacking = _lacking(entry)
        return _Item(entry, planned, None if lacking else planned, lacking=lacking)
    if planned.verdict is not Verdict.CHANGED or existing is Existing.NOTHING:
        return _Item(entry, planned, None)
    update = update_of(planned)
    if existing is Existing.EVERYTHING:
        return _Item(entry, planned, planned)
    taken = set() if update.whole else update.usual
    kept = tuple(choice for choice in update.differences if choice.key not in taken)
    chosen = with_taken(planned, taken)
    written = chosen if chosen.verdict in WRITABLE and not update.whole else None
    return _Item(entry, planned, written, kept, update.whole)


def _lacking(entry: Entry) -> str:
    """What a form read from a sheet does not say, without which it would come in again each time.

    Form files are taken as they are.
    """
    if entry.report is None or entry.form.id:
        return ""
    said = (("项目名称", entry.form.project_name.strip()), ("年度", entry.form.year))
    return "和".join(name for name, text in said if not text)


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


def _tell(items: Sequence[_Item], done: Imported) -> None:
    ids = iter(done.ids)
    for item in items:
        form_id = next(ids, "") if item.chosen else ""
        for sentence in _sentences(item):
            say(f"{item.entry.place}：{sentence}")
        line(place_record(item.entry) | _result(item, form_id, done.batch))


def _result(item: _Item, form_id: str, batch: str) -> dict[str, object]:
    """What became of a form; `kept` are differences that an update left as they were."""
    planned, chosen = item.planned, item.chosen
    known = planned.stored.form.id if planned.stored else planned.form.id
    return {
        "id": form_id or known or None,
        "result": _outcome(item),
        "batch": batch if chosen and batch else None,
        "changes": changes_of((chosen or planned).delta),
        "kept": [
            {"where": choice.key, "before": choice.before, "after": choice.after}
            for choice in item.kept
        ],
    }


def _outcome(item: _Item) -> str:
    if item.lacking:
        return Verdict.UNCLEAR.value
    updated = item.chosen is not None and item.planned.stored is not None
    return "updated" if updated else item.planned.verdict.value


def _sentences(item: _Item) -> list[str]:
    """What a person must know of a form that is not just new or the same."""
    planned, chosen = item.planned, item.chosen
    if item.lacking:
        return [f"表中没有写明{item.lacking}{_LACKING}"]
    known = [] if item.kept and not chosen else _differences(chosen or planned)
    if planned.stored and planned.stored.removed:
        known.insert(0, "这张表在库里已删除" + ("，导入后恢复。" if chosen else "。"))
    known += [f"没有写入：{_kept(choice)}" for choice in item.kept]
    if item.kept:
        known.append(f"{item.why_kept}{_WHOLE}" if item.why_kept else _KEPT)
    return known if chosen or item.kept else [*known, *filter(None, [_reason(planned)])]


def _kept(choice: Choice) -> str:
    texts = [choice.before, choice.after]
    if choice.key == "template":
        texts = [library().name(text) for text in texts]
    return change_told(choice.name, *texts)


def _differences(planned: Planned) -> list[str]:
    found = told(planned.delta, planned.form, library().name)
    if planned.namesake:
        found.append("库里有同年度、同单位、同名而编号不同的表，这张算另一张。")
    return found


def _reason(planned: Planned) -> str:
    """Why it was not written, and what can be done about it."""
    if planned.verdict is Verdict.CHANGED:
        return _BY_FILE
    alike = [one.item.id for one in planned.rivals if one.named_alike]
    if planned.verdict is not Verdict.UNCLEAR or len(alike) < 2:
        return planned.left_because
    return f"{planned.left_because}{_CHOOSE}{'、'.join(alike)}。"
