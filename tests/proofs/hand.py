"""A hand that works on a form as a person does: cells, pastes, rows, undo, states. Seeded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell
from perfdesk.core.edits import (
    DeleteIndicators,
    InsertIndicators,
    MoveIndicators,
    SetCell,
    SetCells,
    set_group,
)
from perfdesk.core.form import AMOUNT_KEYS, SOURCE_KEYS, Indicator
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.core.state import MOVES

if TYPE_CHECKING:
    from random import Random

    from perfdesk.core.document import Document
    from perfdesk.core.edits import Edit

_MOST_ROWS = 24
_NUMBERS = ("10", "9.5", "0.30", "１２", "1,234,567.89", "", "五", "100.00", "-3", "007")
_MEASURES = ("=100.00(%)", "≥90", "及时", "12月31日", "≤50000.00(元)", "95.5(%)", "")
_TEXTS = (
    "职工职业培训补贴",
    "完成企业自行开展职工职业培训并申报，由总工会进行审核；",
    "受天气影响，第三季度的活动推迟到第四季度。\n已全部完成。",
    "张𠮷生",
    " 前后空格 ",
    "",
)
_COLUMNS = {
    "level3": _TEXTS,
    "target": _MEASURES,
    "actual": _MEASURES,
    "weight": _NUMBERS,
    "score": _NUMBERS,
    "note": _TEXTS,
}


class Hand:
    """Does one step after the other on a document; every step is one that a person could do."""

    def __init__(self, document: Document, random: Random) -> None:
        self._document = document
        self._random = random

    def step(self) -> None:
        """One step. It may turn out to change nothing, as a person's may."""
        if self._document.closed_because:
            self._move()
            return
        kind = self._random.random()
        if kind < 0.12:
            self._document.undo()
        elif kind < 0.20:
            self._document.redo()
        elif kind < 0.23:
            self._move()
        else:
            self._document.apply(self.edit())

    def edit(self) -> Edit:
        """Something to type, paste, insert, delete or move."""
        rows = len(self._document.form.indicators)
        if not rows:
            return self._insert(0)
        makers = [self._cell] * 6 + [self._amount] * 2 + [self._goal, self._paste, self._group]
        if rows < _MOST_ROWS:
            makers.append(lambda: self._insert(rows))
        if rows > 2:
            makers += [lambda: self._delete(rows), lambda: self._shift(rows)]
        return self._random.choice(makers)()

    def typing(self) -> tuple[str, str]:
        """The address of a cell of prose and what to type into it, letter by letter."""
        row = self._random.randrange(max(1, len(self._document.form.indicators)))
        return indicator_cell(row, "note"), f"{self._random.choice(_TEXTS)}第 {row} 行的原因"

    def _cell(self) -> Edit:
        key, texts = self._random.choice(tuple(_COLUMNS.items()))
        row = self._random.randrange(len(self._document.form.indicators))
        return SetCell(indicator_cell(row, key), self._words(texts))

    def _amount(self) -> Edit:
        source, key = self._random.choice(SOURCE_KEYS), self._random.choice(AMOUNT_KEYS)
        return SetCell(f"funding.{source}.{key}", self._words(_NUMBERS))

    def _goal(self) -> Edit:
        cell = self._random.choice(("goal_expected", "goal_actual", "project_name", "unit"))
        return SetCell(cell, self._words(_TEXTS) * self._random.randint(1, 20))

    def _paste(self) -> Edit:
        rows = range(self._random.randint(1, len(self._document.form.indicators)))
        return SetCells(
            tuple(
                (indicator_cell(row, key), self._words(_COLUMNS[key]))
                for row in rows
                for key in ("actual", "score", "note")
            )
        )

    def _group(self) -> Edit:
        rows = self._document.form.indicators
        label = self._random.choice(("产出指标", "效益指标", "满意度指标"))
        return set_group(rows, self._random.randrange(len(rows)), "level1", label)

    def _insert(self, rows: int) -> Edit:
        new = Indicator(
            level1="产出指标",
            level2="数量指标",
            level3=self._words(_TEXTS),
            target=Measure.of(self._words(_MEASURES)),
            weight=Number.of(self._words(_NUMBERS)),
        )
        count = self._random.randint(1, 3)
        return InsertIndicators(self._random.randint(0, rows), (new,) * count)

    def _delete(self, rows: int) -> Edit:
        return DeleteIndicators(tuple(self._random.sample(range(rows), 2)))

    def _shift(self, rows: int) -> Edit:
        return MoveIndicators((self._random.randrange(rows),), self._random.randint(0, rows))

    def _move(self) -> None:
        state = self._random.choice(MOVES[self._document.state])
        self._document.move_to(state, "发现一处填错")

    def _words(self, texts: tuple[str, ...]) -> str:
        return self._random.choice(texts)
