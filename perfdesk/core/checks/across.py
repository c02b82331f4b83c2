"""Rule 60 and the like: what the forms of one unit say of each other (跨表审核)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, text_at
from perfdesk.core.checks.case import Spot, UnitRule
from perfdesk.core.form import UNNAMED
from perfdesk.core.number import half_width

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from perfdesk.core.checks.case import UnitCase
    from perfdesk.core.form import Form, Indicator
    from perfdesk.core.ruleset import Setting

Found = tuple[int, Spot]

_MOST_NAMED = 3
_PUNCTUATION = str.maketrans(dict.fromkeys("，。、；：！？“”‘’《》（）()\"',.;:!?-—_·…", None))


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """The text without blanks, punctuation and differences of width and case."""
    return half_width(text).translate(_PUNCTUATION).casefold()


def same_project(unit: UnitCase, _setting: Setting) -> Iterator[Found]:
    """Rule 60: one form a project, unit and year (同一项目两张表)."""
    for same in _alike(unit, _project):
        for place in same[1:]:
            first = unit.cases[same[0]].form
            yield (
                place,
                Spot(
                    "project_name",
                    f"“{shown(first)}”{_year(first)}有 {len(same)} 张表，"
                    f"这是其中第 {same.index(place) + 1} 张，请删去重复的，或改正项目名称。",
                    ("year", "unit"),
                ),
            )


def same_form(unit: UnitCase, setting: Setting) -> Iterator[Found]:
    """Rule 60: forms of different names whose figures are all the same (整张表相同)."""

    def content(form: Form) -> Hashable | None:
        if len(form.indicators) < setting.limits["rows"]:
            return None
        rows = tuple(tuple(map(folded, _texts(row))) for row in form.indicators)
        return (*_whose(form), rows, _amounts(form))

    for place, first in _others_named(unit, content):
        yield (
            place,
            Spot(
                "form",
                f"金额、指标、完成值都与“{shown(first)}”相同，只有项目名称不同，"
                "请核对是否复制后没有改。",
                ("project_name",),
            ),
        )


def same_goals(unit: UnitCase, setting: Setting) -> Iterator[Found]:
    """Rule 60: another project's goals (目标文字相同)."""
    whole = unit.cases[0].template.checks.setting("60-form")
    told = {place for place, _ in same_form(unit, whole)} if whole.severity else set()
    for key, name in (("goal_expected", "预期目标"), ("goal_actual", "实际完成情况")):

        def content(form: Form, key: str = key) -> Hashable | None:
            text = folded(text_at(form, key))
            return (*_whose(form), text) if len(text) >= setting.limits["letters"] else None

        for place, first in _others_named(unit, content):
            if place not in told:
                told.add(place)
                yield (
                    place,
                    Spot(key, f"{name}与“{shown(first)}”的完全相同，请写本项目的{name}。"),
                )


def same_notes(unit: UnitCase, setting: Setting) -> Iterator[Found]:
    """Rule 60: one reason pasted into the forms of many projects (偏差原因相同)."""
    seen: dict[Hashable, tuple[int, int]] = {}
    for place, case in enumerate(unit.cases):
        for number, row in enumerate(case.form.indicators):
            text = folded(row.note)
            if len(text) < setting.limits["letters"]:
                continue
            first, there = seen.setdefault((*_whose(case.form), text), (place, number))
            other = unit.cases[first].form
            if first != place and _project(other) != _project(case.form):
                yield (
                    place,
                    Spot(
                        indicator_cell(number, "note"),
                        f"第 {number + 1} 行的偏差原因与“{shown(other)}”第 {there + 1} 行的相同，"
                        "请写本项目的原因和措施。",
                    ),
                )


def same_rows(unit: UnitCase, setting: Setting) -> Iterator[Found]:
    """Rule 60: names and targets that stand in many projects; one line a unit and year."""
    users: dict[Hashable, dict[tuple[str, str], dict[int, int]]] = {}
    for place, case in enumerate(unit.cases):
        rows = users.setdefault(_whose(case.form), {})
        for number, row in enumerate(case.form.indicators):
            if key := (folded(row.level3), folded(row.target.text)):
                rows.setdefault(key, {}).setdefault(place, number)
    for rows in users.values():
        least = setting.limits["projects"]
        many = [where for key, where in rows.items() if len(where) >= least and all(key)]
        told = [where for where in many if max(where) >= unit.beside]
        if told:
            yield _rows_spot(unit, sorted(told, key=len, reverse=True))


def _rows_spot(unit: UnitCase, many: Sequence[dict[int, int]]) -> Found:
    """The line stands in the first told form that has the most frequent row."""
    place, number = next(found for found in many[0].items() if found[0] >= unit.beside)
    named = []
    for where in many[:_MOST_NAMED]:
        at, row_number = next(iter(where.items()))
        row = unit.cases[at].form.indicators[row_number]
        named.append(f"“{row.level3.strip()}”（{row.target.text.strip()}）{len(where)} 个项目")
    more = f"等 {len(many)} 个指标" if len(many) > _MOST_NAMED else ""
    own = [where[place] for where in many if place in where]
    return (
        place,
        Spot(
            indicator_cell(number, "level3"),
            f"多个项目用了同样的指标和指标值：{'、'.join(named)}{more}，请看是否体现各项目的特点。",
            tuple(
                dict.fromkeys(
                    indicator_cell(row, key) for row in own for key in ("level3", "target")
                )
            )[1:],
        ),
    )


def _alike(unit: UnitCase, content: Callable[[Form], Hashable | None]) -> Iterator[list[int]]:
    """The forms (by index) that have one content, where more than one has it."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place, case in enumerate(unit.cases):
        if (key := content(case.form)) is not None:
            groups[key].append(place)
    return (same for same in groups.values() if len(same) > 1)


def _others_named(
    unit: UnitCase, content: Callable[[Form], Hashable | None]
) -> Iterator[tuple[int, Form]]:
    """Forms that repeat the content of an earlier one of another name, with that one."""
    for same in _alike(unit, content):
        first = unit.cases[same[0]].form
        for place in same[1:]:
            if _project(unit.cases[place].form) != _project(first):
                yield place, first


def _whose(form: Form) -> tuple[str, int | None]:
    return folded(form.unit), form.year


def _project(form: Form) -> Hashable | None:
    """2024年宣传经费 and 宣传经费项目 are 宣传经费 in a form of 2024."""
    name = folded(form.project_name)
    plain = name.removeprefix(f"{form.year}年").removeprefix("度").removesuffix("项目")
    return (*_whose(form), plain or name) if name else None


def _texts(row: Indicator) -> Iterable[str]:
    return (row.level3, row.target.text, row.actual.text, row.weight.text)


def _amounts(form: Form) -> Hashable:
    """What the amounts say; 12.00 and 12 are one."""
    rows = (form.funding.total, *form.funding.sources)
    return tuple((row.initial.value, row.adjusted.value, row.executed.value) for row in rows)


def _year(form: Form) -> str:
    return f"{form.year} 年" if form.year else ""


def shown(form: Form) -> str:
    """The project's name in a sentence."""
    return form.project_name.strip() or UNNAMED


UNIT_RULES = (
    UnitRule("60", same_project),
    UnitRule("60-form", same_form),
    UnitRule("60-goals", same_goals),
    UnitRule("60-notes", same_notes),
    UnitRule("60-rows", same_rows),
)
