"""About the program (关于): versions, places, licences, and the self-test."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from perfdesk import log
from perfdesk.files.errors import Refused
from perfdesk.ui import dialogparts
from perfdesk.ui.dialogparts import Notice, Reading, button, em, fit
from perfdesk.ui.longwork import Cancelled
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from perfdesk.runner import Progress
    from perfdesk.ui.longwork import LongWork

_WHAT = (
    "财政项目支出绩效自评表：填报、计分、审核、打印、导出。"
    "离线使用，数据只在您自己的电脑或服务器上。"
)
_ABOUT_TEST = "用示例单位走一遍：计分、存储、打印、导出。您的数据不受影响。"
_BROKEN = "这个许可的文件不在，请重新安装程序。"
_RUNNING = "正在自检"
_STOPPED = "自检没有做完。"
_FINE = "自检完成，全部正常。"
_WRONG = "自检完成，有不正常的项目；请复制后转给维护人员。"


class Part(Protocol):
    """A component of the program."""

    @property
    def name(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def text(self) -> str: ...


class Check(Protocol):
    """A step of the self-test; `run` says what is wrong, '' where it is sound."""

    @property
    def name(self) -> str: ...
    def run(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Inside:
    """What the program can tell of itself: its parts, and the steps of its self-test.

    The steps are made when they are asked for: what they load is slow.
    """

    parts: Sequence[Part] = ()
    checks: Callable[[], Sequence[Check]] = tuple


class AboutDialog(QDialog):
    """Four pages; everything can be copied at once."""

    def __init__(
        self,
        inside: Inside,
        places: Sequence[tuple[str, Path]],
        work: LongWork,
        parent: QWidget | None = None,
    ) -> None:
        """`places` are folders or files by what they hold; `work` runs the self-test."""
        super().__init__(parent)
        self.setWindowTitle("关于")
        self._inside, self._places, self._work = inside, places, work
        self._results: list[str] = []
        self.pages = QTabWidget()
        self.versions = Reading("版本")
        self.versions.show_text(_versions(inside.parts))
        self.parts = QListWidget()
        self.licence = Reading("许可")
        self.results = Reading("自检结果")
        self.state = Notice(_ABOUT_TEST, Tone.MUTED)
        self.test = button("开始自检", self.start_test)
        self.copying = button("复制全部", self.copy)
        self.leave = button("关闭(&C)", self.accept, default=True)
        self._lay_out()
        self._list_parts()
        self.leave.setFocus()

    @property
    def whole(self) -> str:
        """What is copied."""
        places = [f"{name}：{place}" for name, place in self._places]
        blocks = [self.versions.toPlainText(), "\n".join(places), "\n".join(self._results)]
        return "\n\n".join(block for block in blocks if block)

    def copy(self) -> None:
        """Versions, places and results to the clipboard."""
        QApplication.clipboard().setText(self.whole)
        self.copying.setText("已复制")

    def start_test(self) -> None:
        """Runs every step, one after the other, beside the window; it can be given up."""
        self._results = []
        self.state.say("")
        self.test.setEnabled(False)
        try:
            sound = self._work.run(_RUNNING, self._run, over=self)
        except Cancelled:
            self.state.say(_STOPPED, Tone.MUTED)
        else:
            self.state.say(*((_FINE, Tone.GOOD) if all(sound) else (_WRONG, Tone.WRONG)))
        self.test.setEnabled(True)
        self.results.show_text("\n".join(self._results))

    def _run(self, progress: Progress) -> list[bool]:
        """Which steps are sound; in a thread of its own."""
        checks, sound = self._inside.checks(), list[bool]()
        for number, check in enumerate(checks):
            progress(number, len(checks))
            wrong = _wrong(check)
            sound.append(not wrong)
            log.note("self-test step", number=number, sound=not wrong)
            self._results.append(f"{check.name}：{f'不正常。{wrong}' if wrong else '正常'}")
        return sound

    def _list_parts(self) -> None:
        for part in self._inside.parts:
            self.parts.addItem(f"{part.name} {part.version}".strip() + f"　{part.licence}")
        self.parts.currentRowChanged.connect(self._show_licence)
        self.parts.setCurrentRow(0 if self._inside.parts else -1)

    def _show_licence(self, row: int) -> None:
        try:
            self.licence.show_text(self._inside.parts[row].text)
        except OSError:
            self.licence.show_text(_BROKEN)

    def _open(self, place: Path) -> None:
        folder = place if place.is_dir() else place.parent
        if not dialogparts.open_folder(folder):
            self.state.say(f"打不开文件夹：{folder}", Tone.DIFFERS)

    def _lay_out(self) -> None:
        space = em(self)
        name = QGuiApplication.applicationDisplayName() or "PerfDesk"
        title = Caption(name, scale=1.4, bold=True)
        about = Notice(_WHAT, Tone.MUTED)
        self.pages.setDocumentMode(True)
        self.pages.addTab(self.versions, "版本")
        self.pages.addTab(self._place_page(space), "文件位置")
        self.pages.addTab(self._licence_page(), "许可")
        self.pages.addTab(self._test_page(space), "自检")
        buttons, column = QHBoxLayout(), QVBoxLayout(self)
        buttons.addWidget(self.copying)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        column.setSpacing(space // 2)
        for part in (title, about):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)
        fit(self, 52, 34)

    def _place_page(self, space: int) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space)
        for name, place in self._places:
            row = QHBoxLayout()
            said = Notice(str(place))
            label = Caption(name, Tone.MUTED)
            label.setFixedWidth(5 * space)
            row.addWidget(label)
            row.addWidget(said, 1)
            opener = button("打开文件夹", partial(self._open, place))
            opener.setAccessibleName(f"打开文件夹：{name}")
            row.addWidget(opener)
            column.addLayout(row)
        column.addStretch(1)
        return page

    def _licence_page(self) -> QWidget:
        self.parts.setAccessibleName("组成部分")
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.parts)
        split.addWidget(self.licence)
        split.setSizes([22 * em(self), 30 * em(self)])
        return split

    def _test_page(self, space: int) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.test)
        column.addLayout(row)
        column.addWidget(self.results, 1)
        return page


def _wrong(check: Check) -> str:
    """What is wrong with a step, '' where it is sound."""
    try:
        return check.run()
    except Refused as refused:
        return str(refused)


def _versions(parts: Sequence[Part]) -> str:
    head = [
        f"PerfDesk {QGuiApplication.applicationVersion()}".strip(),
        f"Qt {qVersion()}",
        f"系统 {platform.platform()}",
    ]
    return "\n".join([*head, *(f"{part.name} {part.version}" for part in parts if part.version)])
