"""The single cells of a form, in the order of the paper: above its tables, and below them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from perfdesk.core.cells import name_of
from perfdesk.ui.cellfields import CellFields
from perfdesk.ui.editors import GrowingEditor, LineEditor, draw_frame
from perfdesk.ui.following import Following
from perfdesk.ui.palette import Tone
from perfdesk.ui.paperfields import Field, Row, closing_rows, header_rows
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from perfdesk.core.document import Document
    from perfdesk.core.template import Template

_YEAR_HINT = "年度：四位数的年份，如 2024"
#: A field with room on paper is so many lines high.
_LEAST_LINES, _MOST_LINES = 2, 6
#: Lines of text that a row is high with frames and gaps.
_ROW, _TALL_ROW = 2, 3


class PaperFields(Card):
    """A panel of labels and fields.

    Signals:
        hinted: What the status bar is to say about the current field, or why it takes no text.
        typing: The address of a field whose typed text is not in the document yet.
        settled: The address of a field whose typed text was taken over or given up.
        refused: Why a field does not take its text, which stays there.
    """

    hinted = Signal(str)
    typing = Signal(str)
    settled = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = CellFields(self)
        self.fields.hinted.connect(self.hinted)
        self.fields.typing.connect(self.typing)
        self.fields.settled.connect(self.settled)
        self.fields.refused.connect(self.refused)
        self._following = Following(self._follow)
        self._template: Template | None = None
        self._rows: tuple[Row, ...] = ()
        self._folded = False
        self._body = QWidget()
        self.column.addWidget(self._body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def address(self) -> str:
        """The field with the focus, '' where it is elsewhere."""
        return self.fields.address

    @property
    def half_typed(self) -> tuple[str, str] | None:
        """(address, text) of a field whose typed text is not in the document yet."""
        return self.fields.half_typed

    @property
    def lines(self) -> int:
        """About how many lines of text the panel is high; 0 where it has no fields."""
        tall = [any(field.tall for field in row) for row in self._rows]
        return sum(_TALL_ROW if high else _ROW for high in tall)

    def show_document(self, document: Document | None) -> None:
        """Shows another document, or none; a panel without fields hides."""
        self.finish_editing()
        self._following.show(document)
        self._show(document)

    def finish_editing(self) -> None:
        """Takes over what stands in an open field."""
        self.fields.finish_editing()

    def fold(self, folded: bool) -> None:
        """Hides the panel, or shows it again where it has fields."""
        self._folded = folded
        self.setVisible(bool(self._rows) and not folded)

    def go_to(self, address: str) -> bool:
        """Puts the focus into a field; False where it is not here."""
        return self.fields.go_to(address)

    @abstractmethod
    def _rows_of(self, document: Document) -> tuple[Row, ...]:
        """The fields of the panel, row by row."""

    def _follow(self) -> None:
        """The form may have been moved to another template, here or by somebody else."""
        document = self._following.document
        if document is not None and document.template is not self._template:
            self._show(document)

    def _show(self, document: Document | None) -> None:
        self._template = document.template if document else None
        rows = self._rows_of(document) if document else ()
        if rows != self._rows:
            self._rows = rows
            self._lay_out()
        self.fields.show(document)
        self.fold(self._folded)

    def _lay_out(self) -> None:
        self.fields.drop_all()
        self._body.hide()
        self._body.deleteLater()
        self._body = QWidget()
        column, height = QVBoxLayout(self._body), self.fontMetrics().height()
        column.setContentsMargins(height * 2 // 3, height // 3, height // 3, height // 3)
        column.setSpacing(height // 3)
        firsts = [self.fontMetrics().horizontalAdvance(row[0].label) for row in self._rows]
        for row in self._rows:
            column.addLayout(self._row(row, max(firsts)))
        self.column.addWidget(self._body)

    def _row(self, row: Row, first: int) -> QHBoxLayout:
        line, height = QHBoxLayout(), self.fontMetrics().height()
        line.setSpacing(height // 2)
        for place, field in enumerate(row):
            label = Caption(field.label, Tone.MUTED)
            if place == 0:
                label.setMinimumWidth(first)
            else:
                line.addSpacing(height // 2)
            line.addWidget(label)
            line.addWidget(self._editor(field, label), 0 if field.address == "year" else 1)
        return line

    def _editor(self, field: Field, label: Caption) -> QWidget:
        editor = _TallEditor() if field.tall else LineEditor()
        editor.setAccessibleName(field.label)
        editor.setPlaceholderText(field.blank)
        label.setBuddy(editor)
        if field.address == "year":
            editor.setFixedWidth(5 * self.fontMetrics().horizontalAdvance("国"))
        hint = _YEAR_HINT if field.address == "year" else field.label or name_of(field.address)
        self.fields.add(editor, field.address, hint)
        return editor


class HeaderFields(PaperFields):
    """What stands above the tables, with the year.

    The weight of 预算执行率 is typed in the funding table, where the paper has it.
    """

    def _rows_of(self, document: Document) -> tuple[Row, ...]:
        return header_rows(document.template)


class ClosingFields(PaperFields):
    """What stands below the tables: explanations, and who signs."""

    def _rows_of(self, document: Document) -> tuple[Row, ...]:
        return closing_rows(document.template, document.form)


class _TallEditor(GrowingEditor):
    """Several lines in a thin frame of their own."""

    def __init__(self) -> None:
        super().__init__(_LEAST_LINES, _MOST_LINES)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and a frame that shows the focus."""
        super().paintEvent(event)
        tone = Tone.ACCENT if self.hasFocus() else Tone.BORDER
        draw_frame(self.viewport(), tone, strong=self.hasFocus())
