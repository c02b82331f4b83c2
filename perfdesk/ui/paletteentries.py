"""What the command palette offers: commands, years, forms, the indicators of the form shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused
from perfdesk.search.ranking import AS_TYPED, Candidate, Rank, words_of
from perfdesk.ui.actions import ACTIONS
from perfdesk.ui.dialogparts import one_line
from perfdesk.ui.forms import shown_name
from perfdesk.ui.keynames import shown_keys, typed_keys
from perfdesk.ui.yeartabs import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from perfdesk.store.records import Listed
    from perfdesk.ui.window import MainWindow

#: So many answers of a group are shown.
MOST = 8
#: What only an explanation answers, or a form's year and unit, comes after all names.
_BY_TIP = 10
#: A shortcut typed out answers before everything else.
_BY_KEYS: Rank = (-1, 0, 0)
#: It would only open itself.
_ITSELF = "palette"


class Group(Enum):
    """What an entry is."""

    RECENT = "最近使用"
    COMMANDS = "命令"
    YEARS = "年度"
    FORMS = "表单"
    INDICATORS = "指标"


@dataclass(frozen=True)
class Entry:
    """One line. `detail` says where it belongs, `keys` is its shortcut, `key` a command's name."""

    group: Group
    text: str
    detail: str
    act: Callable[[], object]
    keys: str = ""
    tip: str = ""
    enabled: bool = True
    key: str = ""

    def rank(self, words: tuple[str, ...]) -> Rank | None:
        """How well it answers; lower is better."""
        if self.keys and _plain(self.keys) == _plain(" ".join(words)):
            return _BY_KEYS
        by_name = Candidate(self.text, gaps=self.group is Group.COMMANDS).rank(words)
        if by_name is not None or not self.tip:
            return by_name
        by_tip = Candidate(self.tip, gaps=False).rank(words)
        if by_tip is None or by_tip[0] > AS_TYPED:
            return None
        return by_tip[0] + _BY_TIP, *by_tip[1:]


class Entries:
    """Everything there is to find at this moment; the forms are read when first asked for."""

    def __init__(self, window: MainWindow, recent: Sequence[str]) -> None:
        """`recent` names the commands last used, the latest first."""
        self._window = window
        self._recent = recent
        self._commands = [*_commands(window)]
        self._others: list[Entry] | None = None

    def answer(self, typed: str) -> list[Entry]:
        """The entries for what was typed, group by group, the group with the best answer first.

        Commands that cannot be run now are shown last, so that a person sees that they exist.
        """
        words = words_of(typed)
        if not words:
            return self._at_first()
        found: dict[Group, list[tuple[Rank, int, Entry]]] = {}
        for number, entry in enumerate((*self._commands, *self._all_others())):
            if rank := entry.rank(words):
                found.setdefault(entry.group, []).append((rank, number, entry))
        return [
            entry
            for answers in sorted(
                (sorted(one, key=_best_first) for one in found.values()),
                key=lambda answers: _best_first(answers[0]),
            )
            for _, _, entry in answers[:MOST]
        ]

    def _at_first(self) -> list[Entry]:
        """What was used last, then all that can be done now."""
        able = {entry.key: entry for entry in self._commands if entry.enabled}
        recent = [able.pop(key) for key in self._recent if key in able]
        return [_as_recent(entry) for entry in recent] + [*able.values()]

    def _all_others(self) -> list[Entry]:
        if self._others is None:
            window = self._window
            self._others = [*_years(window), *_forms(window), *_indicators(window)]
        return self._others


def _plain(keys: str) -> str:
    """A shortcut however it is typed: Ctrl+P, ctrl p, Alt+↑, alt up."""
    return "".join(typed_keys(keys).lower().replace("+", " ").split())


def _best_first(answer: tuple[Rank, int, Entry]) -> tuple[bool, Rank, int]:
    rank, number, entry = answer
    return not entry.enabled, rank, number


def _as_recent(entry: Entry) -> Entry:
    return Entry(
        Group.RECENT, entry.text, entry.detail, entry.act, entry.keys, entry.tip, key=entry.key
    )


def _commands(window: MainWindow) -> Iterable[Entry]:
    for spec in ACTIONS:
        if spec.key == _ITSELF:
            continue
        action = window.actions_by_key[spec.key]
        yield Entry(
            Group.COMMANDS,
            action.text().rstrip("…"),
            spec.menu.value.partition("(")[0],
            action.trigger,
            shown_keys(spec.shortcut),
            spec.tip,
            action.isEnabled(),
            spec.key,
        )


def _years(window: MainWindow) -> Iterable[Entry]:
    """What the list on the left can turn to."""
    panel = window.panel
    for year in panel.tabs.years:
        act = partial(panel.tabs.choose, year)
        yield Entry(Group.YEARS, name_of(year), "列在左边", act)


def _forms(window: MainWindow) -> Iterable[Entry]:
    """All forms of the store; a store that does not answer offers none."""
    try:
        listed = window.desk.forms()
    except Refused as refused:
        window.say(str(refused))
        return
    for item in listed:
        act = partial(_show_form, window, item.id)
        name, place = shown_name(item.project_name), _place_of(item)
        yield Entry(Group.FORMS, name, place, act, tip=f"{name} {place}")


def _place_of(item: Listed) -> str:
    year = f"{item.year} 年度" if item.year else "未填年度"
    return f"{year}　{one_line(item.unit)}".rstrip("　")


def _show_form(window: MainWindow, form_id: str) -> None:
    """In the list as it is filtered now, where it is listed there."""
    row = window.panel.model.row_of(form_id)
    if row >= 0:
        window.panel.list.choose(row)
    else:
        window.show_forms([form_id])


def _indicators(window: MainWindow) -> Iterable[Entry]:
    document = window.document
    for number, row in enumerate(document.form.indicators if document else ()):
        levels = " › ".join(one_line(level) for level in (row.level1, row.level2) if level.strip())
        text = one_line(row.level3) or "（未填三级指标）"
        act = partial(window.view.go_to, f"indicators[{number}].level3")
        yield Entry(Group.INDICATORS, text, f"第 {number + 1} 行　{levels}".rstrip("　"), act)
