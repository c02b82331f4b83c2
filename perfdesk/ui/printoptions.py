"""The left side of the print dialog: every option, as a PrintChoice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from perfdesk.files.templates import library
from perfdesk.ui.dialogparts import Notice
from perfdesk.ui.palette import Tone
from perfdesk.ui.printchoice import BUNDLED, MOST_COPIES, NO_FONTS, PDF, PrintChoice
from perfdesk.ui.printscopes import Scope, Scopes
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNATURES = (("按模板", None), ("都印", True), ("都不印", False))


class PrintOptions(QWidget):
    """The options.

    Signals:
        changed: Something else is chosen.
    """

    changed = Signal()

    def __init__(
        self,
        printers: Sequence[str],
        fonts: Sequence[str],
        scopes: Scopes,
        scope: Scope,
        choice: PrintChoice,
    ) -> None:
        """A printer that is gone is not shown; where there is no other font, it says so."""
        super().__init__()
        self._scopes = scopes
        self.printer, self.typeface, self.template = QComboBox(), QComboBox(), QComboBox()
        self.signature, self.copies = QComboBox(), QSpinBox()
        self.no_fonts = Notice("" if fonts else NO_FONTS, Tone.MUTED)
        self.collate = QCheckBox("逐份打印(&O)")
        self.draft = QCheckBox("加“草稿”水印(&W)")
        self.continuing = QCheckBox("各表页码连续(&N)")
        self.of = {one: QRadioButton(self._named(one)) for one in Scope}
        self._group = QButtonGroup(self)
        self._fill(printers, fonts)
        self._lay_out(bool(fonts))
        self._choose(scope)
        self._show(choice)
        self._connect()
        self._refresh()

    @property
    def scope(self) -> Scope:
        """The forms chosen."""
        return next(one for one, made in self.of.items() if made.isChecked())

    @property
    def choice(self) -> PrintChoice:
        """All the rest."""
        return PrintChoice(
            printer=self.printer.currentData(),
            draft=self.draft.isChecked(),
            signature=self.signature.currentData(),
            font=self.typeface.currentData(),
            continuing=self.continuing.isChecked(),
            template=self.template.currentData(),
            copies=self.copies.value() if self.printer.currentData() else 1,
            collate=self.collate.isChecked(),
        )

    def _named(self, scope: Scope) -> str:
        count = len(self._scopes.ids[scope])
        return scope.value if scope is Scope.SHOWN else f"{scope.value}（{count} 张）"

    def _fill(self, printers: Sequence[str], fonts: Sequence[str]) -> None:
        self.printer.addItem("PDF 文件", PDF)
        for name in printers:
            self.printer.addItem(name, name)
        self.typeface.addItem(BUNDLED, "")
        for name in fonts:
            self.typeface.addItem(f"本机的{name}", name)
        self.template.addItem("各表自己的模板", "")
        for template in library().all():
            self.template.addItem(template.name, template.id)
        for words, wanted in _SIGNATURES:
            self.signature.addItem(words, wanted)
        self.copies.setRange(1, MOST_COPIES)

    def _choose(self, scope: Scope) -> None:
        """That one, or the first with forms; choices without any are not offered."""
        for one, made in self.of.items():
            made.setVisible(bool(self._scopes.ids[one]))
            self._group.addButton(made)
        wanted = [scope, *Scope]
        self.of[next(one for one in wanted if self._scopes.ids[one])].setChecked(True)

    def _show(self, choice: PrintChoice) -> None:
        for box, value in (
            (self.printer, choice.printer),
            (self.typeface, choice.font),
            (self.signature, choice.signature),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.draft.setChecked(choice.draft)
        self.continuing.setChecked(choice.continuing)
        self.collate.setChecked(choice.collate)

    def _connect(self) -> None:
        for box in (self.printer, self.typeface, self.template, self.signature):
            box.currentIndexChanged.connect(self._tell)
        for check in (self.draft, self.continuing, self.collate):
            check.toggled.connect(self._tell)
        self._group.buttonToggled.connect(lambda _button, on: self._tell() if on else None)
        self.copies.valueChanged.connect(self._tell)

    def _tell(self) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        """Only what has a meaning for this choice is shown."""
        on_paper, many = bool(self.printer.currentData()), self.copies.value() > 1
        self._form.setRowVisible(self._copies_row, on_paper)
        self.collate.setVisible(many)
        self.continuing.setVisible(len(self._scopes.ids[self.scope]) > 1)

    def _lay_out(self, has_fonts: bool) -> None:
        space, column = self.fontMetrics().height(), QVBoxLayout(self)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(space // 2)
        self._copies_row = self._copies()
        self._fill_form(has_fonts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space // 3)
        column.addWidget(Caption("打印哪些表", bold=True))
        for made in self.of.values():
            column.addWidget(made)
        column.addSpacing(space // 2)
        column.addWidget(Caption("怎样打印", bold=True))
        column.addLayout(self._form)
        for check in (self.draft, self.continuing):
            column.addWidget(check)

    def _copies(self) -> QWidget:
        """How many, and in which order."""
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.copies)
        row.addWidget(self.collate)
        row.addStretch(1)
        return beside

    def _fill_form(self, has_fonts: bool) -> None:
        rows = [("打印到(&R)", self.printer), ("份数(&S)", self.copies)]
        rows += [("模板(&T)", self.template), ("签字栏(&G)", self.signature)]
        rows += [("字体(&F)", self.typeface)] if has_fonts else []
        for label, field in rows:
            self._form.addRow(label, self._copies_row if field is self.copies else field)
            field.setAccessibleName(label.partition("(")[0])
            if isinstance(field, QComboBox):
                field.setMinimumContentsLength(8)
                policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                field.setSizeAdjustPolicy(policy)
        if not has_fonts:
            self._form.addRow("字体", self.no_fonts)
