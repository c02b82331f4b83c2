"""The settings (设置): every choice is in force at once, and can be put back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
)

from perfdesk.ui import dialogparts
from perfdesk.ui.dialogparts import Notice, button, em
from perfdesk.ui.palette import Tone
from perfdesk.ui.printchoice import BUNDLED, NO_FONTS, remembered
from perfdesk.ui.secondfolderrow import SecondFolderRow
from perfdesk.ui.settings import CHOSEN, TextSize
from perfdesk.ui.theme import Scheme
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from perfdesk.desk import Desk
    from perfdesk.ui.settings import Settings

T = TypeVar("T")

_APPEARANCES = {
    Scheme.SYSTEM: "跟随系统",
    Scheme.LIGHT: "浅色",
    Scheme.DARK: "深色",
}
_SIZES = {
    TextSize.USUAL: "标准（100%）",
    TextSize.LARGER: "大（110%）",
    TextSize.LARGEST: "特大（125%）",
}
_WHEN_CLOSED = "关闭设置后，文字换成这个大小。"


class SettingsDialog(QDialog):
    """Shows the settings of a person and the places of an open store."""

    def __init__(
        self,
        settings: Settings,
        desk: Desk,
        fonts: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`fonts` are the names of those of this machine that one may print in."""
        super().__init__(parent)
        self.setWindowTitle("设置")
        self._settings, self._desk = settings, desk
        self._size_before = settings.text_size
        self.appearance = _choice("外观", _APPEARANCES)
        self.size_ = _choice("文字大小", _SIZES)
        named = {name: f"本机的{name}" for name in fonts}
        self.font_ = _choice("打印字体", {"": BUNDLED, **named})
        self.operators = QCheckBox("打了 >=、<= 时，提示改成 ≥、≤")
        self.completes = QCheckBox("打字时列出可选的内容")
        self.second = SecondFolderRow(desk.opening)
        self.notice = Notice()
        self.folder = button("打开文件夹(&O)", self.open_folder)
        self.back = button("恢复默认(&D)", self.put_back)
        self.leave = button("关闭(&C)", self.accept, default=True)
        self._lay_out()
        self._show()
        self._connect()

    def open_folder(self) -> None:
        """Shows where the store lies."""
        folder = self._desk.opening.file.parent
        if not dialogparts.open_folder(folder):
            self.notice.say(f"打不开文件夹，数据在这里：{folder}", Tone.DIFFERS)

    def put_back(self) -> None:
        """The defaults of all that this dialog shows, but for the folders."""
        for key in CHOSEN:
            self._settings.forget(key)
        self._print_in("")
        self._show()

    def done(self, result: int) -> None:
        """What was chosen is written."""
        self._settings.save()
        super().done(result)

    def _show(self) -> None:
        """The settings as they are."""
        chosen = self._settings
        _turn(self.appearance, chosen.appearance)
        _turn(self.size_, chosen.text_size)
        _turn(self.font_, remembered(chosen.print_choice).font)
        self.operators.setChecked(chosen.offers_operators)
        self.completes.setChecked(chosen.completes)
        self.folder.setVisible(self._desk.opening.backups is not None)

    def _connect(self) -> None:
        self.appearance.activated.connect(self._take)
        self.size_.activated.connect(self._take)
        self.font_.activated.connect(self._take)
        self.second.kept.connect(lambda: self.notice.say(""))
        self.second.refused.connect(lambda why: self.notice.say(why, Tone.WRONG))
        self.operators.clicked.connect(self._take)
        self.completes.clicked.connect(self._take)

    def _take(self, _which: object) -> None:
        """What is chosen holds from now on."""
        kept = self._settings
        kept.appearance = self.appearance.currentData()
        kept.text_size = self.size_.currentData()
        self._print_in(self.font_.currentData())
        kept.offers_operators = self.operators.isChecked()
        kept.completes = self.completes.isChecked()
        waits = kept.text_size is not self._size_before
        self.notice.say(_WHEN_CLOSED if waits else "", Tone.MUTED)

    def _print_in(self, font: str) -> None:
        """Another font for paper; what else is remembered of the last print stays."""
        last = remembered(self._settings.print_choice)
        if font != last.font:
            self._settings.print_choice = replace(last, font=font).kept

    def _lay_out(self) -> None:
        space = em(self)
        buttons, column = QHBoxLayout(), QVBoxLayout(self)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        column.setSpacing(space)
        column.addLayout(self._rows(space))
        column.addWidget(self.notice)
        column.addStretch(1)
        column.addLayout(buttons)
        self.setMinimumWidth(36 * space)

    def _rows(self, space: int) -> QFormLayout:
        rows = QFormLayout()
        rows.setHorizontalSpacing(space)
        rows.setVerticalSpacing(space * 2 // 3)
        _head(rows, "外观")
        rows.addRow("颜色", self.appearance)
        rows.addRow("文字大小", self.size_)
        _head(rows, "打印")
        has_fonts = self.font_.count() > 1
        rows.addRow("纸上的字体", self.font_ if has_fonts else Notice(NO_FONTS, Tone.MUTED))
        _head(rows, "填写")
        rows.addRow("", self.operators)
        rows.addRow("", self.completes)
        _head(rows, "数据")
        rows.addRow("数据文件", _beside(Notice(str(self._desk.opening.place)), self.folder))
        rows.addRow("第二备份", self.second)
        return rows


def _choice(name: str, labels: dict[T, str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, label in labels.items():
        box.addItem(label, value)
    return box


def _turn(box: QComboBox, value: object) -> None:
    """To a value; the first where it is not offered here."""
    values = [box.itemData(number) for number in range(box.count())]
    box.setCurrentIndex(values.index(value) if value in values else 0)


def _head(rows: QFormLayout, text: str) -> None:
    """A heading, farther from what stands above it than from its own rows."""
    head = Caption(text, Tone.ACCENT, bold=True)
    head.setContentsMargins(0, em(head) * 2 // 3 if rows.rowCount() else 0, 0, 0)
    rows.addRow(head)


def _beside(said: QWidget, *buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(said, 1)
    for made in buttons:
        row.addWidget(made)
    return row
