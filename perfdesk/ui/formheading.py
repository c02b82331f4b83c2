"""Above the form: its name, state, template and year, and the button that folds its header away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from perfdesk.core.state import State
from perfdesk.ui.forms import shown_name
from perfdesk.ui.menubutton import ArrowButton
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import ElidedCaption, Pill

if TYPE_CHECKING:
    from perfdesk.core.document import Document

_STATE_TONES = {
    State.DRAFT: (Tone.MUTED, Tone.HOVER),
    State.CHECKED: (Tone.ACCENT, Tone.SELECTED),
    State.REPORTED: (Tone.GOOD, Tone.GOOD_TINT),
    State.ARCHIVED: (Tone.GOOD, Tone.GOOD_TINT),
}


class FormHeading(QWidget):
    """One line; the name gives way."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ElidedCaption("", scale=1.3, bold=True)
        self.state = Pill()
        self.about = ElidedCaption("", Tone.MUTED, grows=False)
        self.fold_button = ArrowButton()
        line = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(line * 2 // 3, 0, line * 2 // 3, 0)
        row.setSpacing(line)
        row.addWidget(self.name, 1)
        for part in (self.state, self.about, self.fold_button):
            row.addWidget(part)

    def show_document(self, document: Document) -> None:
        """A document as it is now."""
        form = document.form
        self.name.setText(shown_name(form.project_name))
        self.state.say(document.state.label, *_STATE_TONES[document.state])
        self.about.setText(_about(document.template.name, form.year))

    def show_folded(self, folded: bool) -> None:
        """What the button would do."""
        word = "展开" if folded else "收起"
        self.fold_button.setText(word)
        self.fold_button.setToolTip(f"{word}表头和目标（Ctrl+Shift+B）")
        self.fold_button.setAccessibleName(f"{word}表头和目标")
        arrow = Qt.ArrowType.DownArrow if folded else Qt.ArrowType.UpArrow
        self.fold_button.setArrowType(arrow)


def _about(template: str, year: int | None) -> str:
    """The template and the year, which most templates have in their name."""
    if year is None:
        return f"{template}　未填年度"
    return template if str(year) in template else f"{template}　{year} 年度"
