"""Edits (修改): what a person does to a form, as plain values that turn one form into the next.

An edit knows nothing of undo; the document keeps the forms before and after it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from perfdesk.core.cells import (
    INDICATOR_NAMES,
    UnknownCell,
    indicator_cell,
    indicator_of,
    name_of,
    with_text,
)
from perfdesk.core.convert import to_template
from perfdesk.core.groups import group_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form, Indicator
    from perfdesk.core.template import Template


class Edit(Protocol):
    """One step that a person can undo."""

    def apply(self, form: Form) -> Form:
        """The form after the edit. Raises UnknownCell; ValueError for a year that is none."""
        ...

    def text(self, form: Form) -> str:
        """What it does to `form`, for the menu: 修改第 3 行得分."""
        ...


@dataclass(frozen=True, slots=True)
class SetCell:
    """`text` typed into the cell at `address`."""

    address: str
    typed: str

    def apply(self, form: Form) -> Form:
        """The form with that cell's text."""
        return with_text(form, self.address, self.typed)

    def text(self, form: Form) -> str:  # noqa: ARG002 - the name does not depend on the form
        """修改… or 清空… with the cell's name."""
        return f"{'修改' if self.typed else '清空'}{name_of(self.address)}"


@dataclass(frozen=True, slots=True)
class SetCells:
    """Many cells at once (address, text): one paste, one fill, one clearing. `verb` names it."""

    cells: tuple[tuple[str, str], ...]
    verb: str = "粘贴"

    def apply(self, form: Form) -> Form:
        """The form with all those texts; of two texts for one cell the later wins."""
        for address, text in self.cells:
            form = with_text(form, address, text)
        return form

    def text(self, form: Form) -> str:  # noqa: ARG002 - the name does not depend on the form
        """The verb with the cell's name, the rows of one column, or the number of cells."""
        if len(self.cells) == 1:
            return self.verb + name_of(self.cells[0][0])
        return self.verb + (_column_of(self.cells) or f" {len(self.cells)} 个单元格")


@dataclass(frozen=True, slots=True)
class InsertIndicators:
    """New indicator rows that stand at index `at` and below afterwards."""

    at: int
    rows: tuple[Indicator, ...]

    def apply(self, form: Form) -> Form:
        """The form with the rows in their place."""
        if not 0 <= self.at <= len(form.indicators):
            raise UnknownCell(indicator_cell(self.at, "level1"))
        before, after = form.indicators[: self.at], form.indicators[self.at :]
        return replace(form, indicators=(*before, *self.rows, *after))

    def text(self, form: Form) -> str:  # noqa: ARG002 - the name does not depend on the form
        """插入第 4 行, or how many rows."""
        return f"插入{_rows_text(range(self.at, self.at + len(self.rows)))}"


@dataclass(frozen=True, slots=True)
class DeleteIndicators:
    """Indicator rows taken out, by index."""

    rows: tuple[int, ...]

    def apply(self, form: Form) -> Form:
        """The form without the rows."""
        gone = _existing(self.rows, form)
        kept = (row for index, row in enumerate(form.indicators) if index not in gone)
        return replace(form, indicators=tuple(kept))

    def text(self, form: Form) -> str:
        """删除第 3 行（培训人数）, or how many rows."""
        name = form.indicators[self.rows[0]].level3 if len(set(self.rows)) == 1 else ""
        return f"删除{_rows_text(self.rows)}" + (f"（{name}）" if name else "")


@dataclass(frozen=True, slots=True)
class MoveIndicators:
    """Indicator rows moved, in their order, before the row that is now at index `to`."""

    rows: tuple[int, ...]
    to: int

    def apply(self, form: Form) -> Form:
        """The form with the rows together in their new place."""
        moved = _existing(self.rows, form)
        if not 0 <= self.to <= len(form.indicators):
            raise UnknownCell(indicator_cell(self.to, "level1"))
        old = form.indicators
        above = [old[i] for i in range(self.to) if i not in moved]
        below = [old[i] for i in range(self.to, len(old)) if i not in moved]
        block = [old[i] for i in sorted(moved)]
        return replace(form, indicators=(*above, *block, *below))

    @property
    def lands_at(self) -> int:
        """The index of the first moved row afterwards."""
        return self.to - sum(1 for row in set(self.rows) if row < self.to)

    def text(self, form: Form) -> str:  # noqa: ARG002 - the name does not depend on the form
        """移动第 3 行, or how many rows."""
        return f"移动{_rows_text(self.rows)}"


@dataclass(frozen=True, slots=True)
class Become:
    """The whole content of another form, the identity kept: an earlier state brought back."""

    form: Form
    verb: str

    def apply(self, form: Form) -> Form:
        """That content under the form's own identity."""
        return replace(self.form, id=form.id)

    def text(self, form: Form) -> str:  # noqa: ARG002 - the name does not depend on the form
        """The verb alone: 恢复到第 12 步."""
        return self.verb


@dataclass(frozen=True, slots=True)
class SwitchTemplate:
    """The form moved from its template to another; amounts follow the money unit, exactly.

    Amounts typed in `earlier` forms of this one, oldest first, come back as they were typed.
    """

    old: Template
    new: Template
    earlier: tuple[Form, ...] = ()

    def apply(self, form: Form) -> Form:
        """The form on the new template. Raises TooLong for an amount that cannot be converted."""
        return to_template(form, self.old, self.new, self.earlier)[0]

    def text(self, form: Form) -> str:  # noqa: ARG002 - the name does not depend on the form
        """换用模板“上海 2022”."""
        return f"换用模板“{self.new.name}”"


def set_group(rows: Sequence[Indicator], row: int, key: str, text: str) -> SetCells:
    """The edit that gives all of a group of `rows` their new label."""
    group = group_of(rows, row, key)
    return SetCells(tuple((indicator_cell(index, key), text) for index in group), verb="修改")


def _existing(rows: tuple[int, ...], form: Form) -> frozenset[int]:
    for row in rows:
        if not 0 <= row < len(form.indicators):
            raise UnknownCell(indicator_cell(row, "level1"))
    return frozenset(rows)


def _rows_text(rows: range | tuple[int, ...]) -> str:
    numbers = sorted(set(rows))
    return f"第 {numbers[0] + 1} 行" if len(numbers) == 1 else f" {len(numbers)} 行"


def _column_of(cells: tuple[tuple[str, str], ...]) -> str:
    """第 1–4 行一级指标 where all cells lie in one indicator column, else ''."""
    places = [indicator_of(address) for address, _ in cells]
    rows = [place[0] for place in places if place]
    keys = {place[1] if place else "" for place in places}
    if len(keys) != 1 or not rows:
        return ""
    key = keys.pop()
    return f"第 {min(rows) + 1}–{max(rows) + 1} 行{INDICATOR_NAMES.get(key, key)}"
