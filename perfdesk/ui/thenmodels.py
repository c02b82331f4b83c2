"""The two tables of an earlier form, read-only, with the cells marked that are otherwise today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem

from perfdesk.core.cells import indicator_of
from perfdesk.core.delta import Delta
from perfdesk.core.form import SIGNATURE_KEYS
from perfdesk.core.telling import told
from perfdesk.files.templates import library
from perfdesk.ui.cellmodel import CellModel, Index
from perfdesk.ui.delegates import CellDelegate
from perfdesk.ui.funding import FundingModel
from perfdesk.ui.indicators import IndicatorModel
from perfdesk.ui.palette import Tone

#: What stands in a marked cell today, as a sentence; '' where nothing differs.
NOW_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_EMPTY = "（空）"
_GONE = "这一行现在没有了，或与现在不同"
#: What the view of an earlier form does not show in a place of its own.
_ELSEWHERE = ("template", "extra.", "printed.", *(f"signature.{key}" for key in SIGNATURE_KEYS))


@dataclass(frozen=True, slots=True)
class Marks:
    """What is otherwise today: cells (address → today's text), rows, and the rest as sentences."""

    cells: dict[str, str]
    rows: frozenset[int]
    others: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many places."""
        hidden = sum(address.startswith(_ELSEWHERE) for address in self.cells)
        return len(self.cells) - hidden + len(self.others)

    def sentence(self, address: str) -> str:
        """现在：… for a cell or field that differs, else ''."""
        if address in self.cells:
            return f"现在：{self.cells[address] or _EMPTY}"
        place = indicator_of(address)
        return _GONE if place and place[0] in self.rows else ""


def marks_of(delta: Delta) -> Marks:
    """The marks for a form from which `delta` leads to today's."""
    hidden = tuple(cell for cell in delta.cells if cell.address.startswith(_ELSEWHERE))
    return Marks(
        {cell.address: cell.after for cell in delta.cells},
        _rows_gone(delta),
        tuple(told(replace(delta, cells=hidden), None, library().name)),
    )


def _rows_gone(delta: Delta) -> frozenset[int]:
    """The rows that are not found today, wherever they might have moved."""
    splice = delta.splice
    if splice is None:
        return frozenset()
    gone = (n for n, row in enumerate(splice.removed, splice.at) if row not in splice.added)
    return frozenset(gone)


class _ThenModel(CellModel):
    """What both have in common: cells may be marked."""

    marks = Marks({}, frozenset(), ())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Marked cells say what stands there today."""
        if role in _MARKED_ROLES and index.isValid() and self.document is not None:
            sentence = self._sentence(index.row(), index.column())
            if sentence or role == NOW_ROLE:
                return sentence
        return super().data(index, role)

    def ground(self, row: int, column: int) -> Tone:
        """Marked cells have a tint."""
        return Tone.SELECTED if self._sentence(row, column) else super().ground(row, column)

    def _plain_ground(self) -> Tone:
        """An earlier form is only looked at: marks stand out better on paper."""
        return Tone.PAPER

    def _sentence(self, row: int, column: int) -> str:
        address = self.shown(row, column).address
        return self.marks.sentence(address) if address else ""


class ThenFunding(_ThenModel, FundingModel):
    """The funding table of an earlier form."""


class ThenIndicators(_ThenModel, IndicatorModel):
    """The indicator table of an earlier form."""


class MarkDelegate(CellDelegate):
    """Gives marked cells a corner, for those who cannot tell the tint."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and the corner above it."""
        super().paint(painter, option, index)
        if index.data(NOW_ROLE):
            side = option.fontMetrics.height() * 0.4
            top, right = float(option.rect.top()), float(option.rect.right())
            corner = [QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)]
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Tone.ACCENT.color)
            painter.drawPolygon(QPolygonF(corner))
            painter.restore()


_MARKED_ROLES = (
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    NOW_ROLE,
)
