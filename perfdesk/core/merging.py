"""A stored form and one that came for it, told apart cell by cell, put together as chosen (导入).

Rows are the same where level 1, level 2 and name agree, the n-th of several alike with the n-th;
then where the name alone agrees.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, with_indicator_text
from perfdesk.core.delta import SILENCED, delta_between
from perfdesk.core.form import INDICATOR_KEYS
from perfdesk.core.silence import joined
from perfdesk.core.telling import cell_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from perfdesk.core.delta import Delta
    from perfdesk.core.form import Form, Indicator

    _Rows = tuple[Indicator, ...]
    _Name = tuple[str, ...]

#: What was agreed on before the year: it is not overwritten unless a person says so.
_AGREED = {"template", "project_name", "year", "unit", "execution_weight", "goal_expected"}
_AGREED_COLUMNS = {"level1", "level2", "level3", "target", "weight"}
_ORDER = "order"
_LABELS = "labels"


@dataclass(frozen=True, slots=True)
class Choice:
    """One difference that may be taken over or not; `key` tells it from the others.

    `agreed` marks targets, weights and whole rows; `usual` what is taken over unless a person
    says otherwise.
    """

    key: str
    name: str
    before: str
    after: str
    agreed: bool
    usual: bool


@dataclass(frozen=True, slots=True)
class _Slot:
    """A row by its number in the stored form and in the other; None where one has it not."""

    old: int | None
    new: int | None


def choices(stored: Form, incoming: Form) -> tuple[Choice, ...]:
    """Every difference of two forms of one identity, in the order of the paper.

    What the stored form sets aside (忽略) stays aside whatever is taken.
    """
    outside = _outside(stored, incoming)
    found = [_cell_choice(cell.address, stored, cell.before, cell.after) for cell in outside.cells]
    if _labels_moved(outside):
        before, after = ("、".join(labels) for labels in outside.labels or ())
        found.append(Choice(_LABELS, "其他栏目的次序", before, after, False, True))
    if outside.silenced:
        before, after = ("；".join(each.reason for each in one) for one in outside.silenced)
        found.append(Choice(SILENCED, "忽略审核意见的理由", before, after, False, True))
    return (*found, *_row_choices(stored, incoming))


def merged(stored: Form, incoming: Form, taken: Collection[str]) -> Form:
    """The stored form with the differences of these keys taken over from the other one."""
    known = {choice.key for choice in choices(stored, incoming)}
    if known.issubset(taken):
        return joined(stored, replace(incoming, id=stored.id))
    outside = _outside(stored, incoming)
    form = outside.put_on(stored, but=outside.addresses - set(taken))
    if _LABELS in taken and outside.labels:
        texts = dict(form.extra)
        form = replace(form, extra=tuple((key, texts[key]) for key in outside.labels[1]))
    return replace(form, indicators=_rows(stored.indicators, incoming.indicators, taken))


def _outside(stored: Form, incoming: Form) -> Delta:
    """What differs outside the indicator rows."""
    bare = joined(stored, replace(incoming, id=stored.id, indicators=()))
    return delta_between(replace(stored, indicators=()), bare)


def _labels_moved(outside: Delta) -> bool:
    """Whether the same extra labels stand in another order."""
    if outside.labels is None:
        return False
    before, after = outside.labels
    return before != after and sorted(before) == sorted(after)


def _cell_choice(key: str, stored: Form, before: str, after: str) -> Choice:
    column = key.rpartition(".")[2]
    agreed = key in _AGREED or (key.startswith("indicators[") and column in _AGREED_COLUMNS)
    usual = bool(after) and not (agreed and before)
    return Choice(key, cell_name(key, stored), before, after, agreed, usual)


def _row_choices(stored: Form, incoming: Form) -> list[Choice]:
    old, new = stored.indicators, incoming.indicators
    slots = _slots(old, new)
    found: list[Choice] = []
    for slot in _woven(slots, led_by_new=False):
        if slot.old is None and slot.new is not None:
            name = f"增加第 {slot.new + 1} 行"
            found.append(Choice(_added(slot.new), name, "", _told(new[slot.new]), True, not old))
        elif slot.new is None and slot.old is not None:
            name, text = f"删除第 {slot.old + 1} 行", _told(old[slot.old])
            found.append(Choice(_removed(slot.old), name, text, "", True, False))
        elif slot.old is not None and slot.new is not None:
            found += _row_cells(stored, slot.old, new[slot.new])
    if _turned(slots):
        found.append(Choice(_ORDER, "指标行的次序", "原来的次序", "文件里的次序", True, False))
    return found


def _row_cells(stored: Form, row: int, new: Indicator) -> list[Choice]:
    """The differing cells of a row that both forms have."""
    pairs = zip(_texts(stored.indicators[row]), _texts(new), strict=True)
    return [
        _cell_choice(indicator_cell(row, key), stored, before, after)
        for key, (before, after) in zip(INDICATOR_KEYS, pairs, strict=True)
        if before != after
    ]


def _rows(old: _Rows, new: _Rows, taken: Collection[str]) -> _Rows:
    found = []
    for slot in _woven(_slots(old, new), led_by_new=_ORDER in taken):
        if slot.old is None and slot.new is not None:
            found += [new[slot.new]] if _added(slot.new) in taken else []
        elif slot.new is None and slot.old is not None:
            found += [] if _removed(slot.old) in taken else [old[slot.old]]
        elif slot.old is not None and slot.new is not None:
            found.append(_row(old[slot.old], slot.old, new[slot.new], taken))
    return tuple(found)


def _row(old: Indicator, at: int, new: Indicator, taken: Collection[str]) -> Indicator:
    for key, text in zip(INDICATOR_KEYS, _texts(new), strict=True):
        if indicator_cell(at, key) in taken:
            old = with_indicator_text(old, key, text)
    return old


def _slots(old: Sequence[Indicator], new: Sequence[Indicator]) -> list[_Slot]:
    """Both forms' rows, each once; the rows of the new one first, in its order."""
    pairs: dict[int, int] = {}  # of new numbers to old ones
    for name in (_whole_name, _own_name):
        known = _numbered(old, name, pairs.values())
        wanted = _numbered(new, name, pairs)
        pairs |= {row: known[key] for key, row in wanted.items() if key in known}
    slots = [_Slot(pairs.get(row), row) for row in range(len(new))]
    return slots + [_Slot(row, None) for row in range(len(old)) if row not in pairs.values()]


def _numbered(
    rows: Sequence[Indicator], name: Callable[[Indicator], _Name], but: Collection[int]
) -> dict[tuple[_Name, int], int]:
    """The rows that have a name, but for some: by name and how many of this name came before."""
    found: dict[tuple[_Name, int], int] = {}
    count: Counter[_Name] = Counter()
    for number, row in enumerate(rows):
        if number not in but and (key := name(row)):
            found[key, count[key]] = number
            count[key] += 1
    return found


def _whole_name(row: Indicator) -> _Name:
    return tuple("".join(text.split()) for text in (row.level1, row.level2, row.level3))


def _own_name(row: Indicator) -> _Name:
    own = "".join(row.level3.split())
    return (own,) if own else ()


def _woven(slots: Sequence[_Slot], *, led_by_new: bool) -> list[_Slot]:
    """All rows in one form's order; those it has not come after what they follow in the other."""
    lead, follow = _by_new if led_by_new else _by_old, _by_old if led_by_new else _by_new
    woven = sorted((slot for slot in slots if lead(slot) is not None), key=lambda s: lead(s) or 0)
    before: _Slot | None = None
    others = (slot for slot in slots if follow(slot) is not None)
    for slot in sorted(others, key=lambda slot: follow(slot) or 0):
        if lead(slot) is None:
            woven.insert(0 if before is None else woven.index(before) + 1, slot)
        before = slot
    return woven


def _by_old(slot: _Slot) -> int | None:
    return slot.old


def _by_new(slot: _Slot) -> int | None:
    return slot.new


def _turned(slots: Sequence[_Slot]) -> bool:
    """Whether rows that both forms have stand in another order; `slots` in the new order."""
    kept = [slot.old for slot in slots if slot.old is not None and slot.new is not None]
    return kept != sorted(kept)


def _added(row: int) -> str:
    return f"added[{row}]"


def _removed(row: int) -> str:
    return f"removed[{row}]"


def _texts(row: Indicator) -> tuple[str, ...]:
    values = (getattr(row, key) for key in INDICATOR_KEYS)
    return tuple(value if isinstance(value, str) else value.text for value in values)


def _told(row: Indicator) -> str:
    """数量指标，培训人数，≥10(个)，30 分."""
    weight = f"{row.weight.text} 分" if row.weight.text else ""
    return "，".join(filter(None, (row.level2, row.level3, row.target.text, weight)))
