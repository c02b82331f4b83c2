"""The goals (年度总体目标): expected and actual side by side, growing with what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from perfdesk.core.cells import FORM_NAMES
from perfdesk.core.template import GoalsBlock
from perfdesk.ui.cellfields import CellFields
from perfdesk.ui.editors import GrowingEditor, draw_frame
from perfdesk.ui.following import Following
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption, Card, ElidedCaption

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from perfdesk.core.document import Document
    from perfdesk.core.template import Template

_EXPECTED, _ACTUAL = "goal_expected", "goal_actual"
#: Said of goals that a form brought along to a template without them.
_NOT_PRINTED = "（本模板不打印）"


class GoalsView(QWidget):
    """Both goals. It hides where the template has none and none is filled.

    Signals:
        hinted: What the status bar is to say about the current goal, or why it takes no text.
        typing: The address of a goal whose typed text is not in the document yet.
        settled: The address of a goal whose typed text was taken over or given up.
    """

    hinted = Signal(str)
    typing = Signal(str)
    settled = Signal(str)

    def __init__(
        self, least_lines: int = 3, most_lines: int = 8, parent: QWidget | None = None
    ) -> None:
        """Each goal is `least_lines` to `most_lines` high; longer ones scroll."""
        super().__init__(parent)
        self.fields = CellFields(self)
        self.fields.hinted.connect(self.hinted)
        self.fields.typing.connect(self.typing)
        self.fields.settled.connect(self.settled)
        self._following = Following(self._follow)
        self._template: Template | None = None
        self._folded = False
        self.expected = _GoalCard(FORM_NAMES[_EXPECTED], least_lines, most_lines)
        self.actual = _GoalCard(FORM_NAMES[_ACTUAL], least_lines, most_lines)
        self.fields.add(self.expected.editor, _EXPECTED, FORM_NAMES[_EXPECTED])
        self.fields.add(self.actual.editor, _ACTUAL, FORM_NAMES[_ACTUAL])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().height() * 2 // 3)
        for card in (self.expected, self.actual):
            row.addWidget(card, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_document(None)

    @property
    def address(self) -> str:
        """The goal with the focus, '' where it is elsewhere."""
        return self.fields.address

    @property
    def half_typed(self) -> tuple[str, str] | None:
        """(address, text) of a goal whose typed text is not in the document yet."""
        return self.fields.half_typed

    @property
    def present(self) -> bool:
        """Whether there are any goals to show, folded or not."""
        document = self._following.document
        return document is not None and _shown(document)

    def show_document(self, document: Document | None) -> None:
        """Shows another document, or none."""
        self.finish_editing()
        self._following.show(document)
        self.fields.show(document)
        self._name()

    def finish_editing(self) -> None:
        """Takes over what stands in an open editor."""
        self.fields.finish_editing()

    def fold(self, folded: bool) -> None:
        """Hides the goals, or shows them again where there are any to show."""
        self._folded = folded
        self.setVisible(self.present and not folded)

    def let_grow(self, most_lines: int) -> None:
        """Each goal becomes at most so many lines high from now on."""
        for card in (self.expected, self.actual):
            card.editor.let_grow(most_lines)

    def go_to(self, address: str) -> bool:
        """Puts the focus into a goal; False where it is not here."""
        return self.fields.go_to(address)

    def _follow(self) -> None:
        """The form may have been moved to another template, here or by somebody else."""
        document = self._following.document
        if document is not None and document.template is not self._template:
            self._name()

    def _name(self) -> None:
        document = self._following.document
        self._template = document.template if document else None
        if document is not None:
            expected, actual = _labels(document.template)
            self.expected.name(expected)
            self.actual.name(actual)
        self.fold(self._folded)


class _GoalCard(Card):
    """A label, the number of characters, and the text."""

    def __init__(self, label: str, least: int, most: int) -> None:
        super().__init__()
        self.editor = GrowingEditor(least, most)
        self._label = ElidedCaption("", Tone.MUTED)
        self.name(label)
        self._count = Caption("", Tone.MUTED, 0.9)
        height = self.fontMetrics().height()
        head = QHBoxLayout()
        head.setContentsMargins(height * 2 // 3, height // 4, height // 2, 0)
        head.addWidget(self._label, 1)
        head.addWidget(self._count)
        self.column.addLayout(head)
        body = QVBoxLayout()
        left = height * 2 // 3 - round(self.editor.document().documentMargin())
        body.setContentsMargins(left, 0, 2, height // 6)  # room for the frame of the focus
        body.addWidget(self.editor)
        body.addStretch(1)
        self.column.addLayout(body)
        self.editor.textChanged.connect(self._count_characters)
        self._count_characters()

    def name(self, label: str) -> None:
        """The label as the template words it."""
        self._label.setText(label)
        self.editor.setAccessibleName(label)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The panel, framed where its text has the focus."""
        super().paintEvent(event)
        if self.editor.isReadOnly():
            painter = QPainter(self)
            painter.fillRect(self.rect().adjusted(2, 2, -2, -2), Tone.COMPUTED.color)
            painter.end()
        if self.editor.hasFocus():
            draw_frame(self, Tone.ACCENT, strong=True)

    def _count_characters(self) -> None:
        self._count.setText(f"{self.editor.characters} 字")


def _labels(template: Template) -> tuple[str, str]:
    block = template.block(GoalsBlock)
    if block is None:
        return FORM_NAMES[_EXPECTED] + _NOT_PRINTED, FORM_NAMES[_ACTUAL] + _NOT_PRINTED
    return block.expected.label, block.actual.label


def _shown(document: Document) -> bool:
    printed = document.template.block(GoalsBlock) is not None
    return printed or bool(document.form.goal_expected or document.form.goal_actual)
