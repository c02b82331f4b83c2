"""About: versions, places, licences, and the self-test beside the window."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.files.errors import Refused
from perfdesk.licences import COMPONENTS
from perfdesk.ui import dialogparts
from perfdesk.ui.aboutdialog import AboutDialog, Inside
from perfdesk.ui.longwork import LongWork
from perfdesk.ui.window import MainWindow

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]


@dataclass
class Step:
    """A step of a self-test, and the thread it ran in."""

    name: str
    wrong: str = ""
    where: threading.Thread | None = None

    def run(self) -> str:
        self.where = threading.current_thread()
        return self.wrong


@dataclass
class Cancelling(Step):
    """The person gives up while it runs."""

    work: LongWork = field(default_factory=LongWork)

    def run(self) -> str:
        self.work.cancel()
        return ""


class Refusing(Step):
    """A step that the machine does not allow."""

    def run(self) -> str:
        raise Refused("磁盘已满。")


@dataclass
class Missing:
    name: str = "gone"
    licence: str = "MIT"
    version: str = ""

    @property
    def text(self) -> str:
        raise FileNotFoundError(self.name)


def about(qtbot: QtBot, *steps: Step, work: LongWork | None = None) -> AboutDialog:
    places = [("数据", Path("/data/perfdesk.db"))]
    dialog = AboutDialog(
        Inside([*COMPONENTS, Missing()], lambda: steps), places, work or LongWork()
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_versions_places_and_results_are_copied(qtbot: QtBot, application: QApplication) -> None:
    dialog = about(qtbot, Step("打印"))
    dialog.test.click()
    qtbot.waitUntil(dialog.test.isEnabled)
    dialog.copying.click()
    copied = application.clipboard().text()
    for part in ("Qt ", "SQLite ", "reportlab ", "数据：/data/perfdesk.db", "打印：正常"):
        assert part in copied


def test_every_step_is_run_beside_the_window_and_told(qtbot: QtBot) -> None:
    steps = [Step("模板"), Step("打印", "没有字体。"), Step("导出")]
    dialog = about(qtbot, *steps)
    dialog.test.click()
    qtbot.waitUntil(dialog.test.isEnabled)
    told = dialog.results.toPlainText().splitlines()
    assert told == ["模板：正常", "打印：不正常。没有字体。", "导出：正常"]
    assert "有不正常的项目" in dialog.state.text()
    assert all(step.where is not threading.main_thread() for step in steps)
    steps[1].wrong = ""
    dialog.test.click()
    qtbot.waitUntil(dialog.test.isEnabled)
    assert dialog.state.text() == "自检完成，全部正常。"


def test_a_self_test_given_up_tells_what_it_has_done(qtbot: QtBot) -> None:
    work = LongWork()
    steps = [Step("一"), Cancelling("二", work=work), Step("三")]
    dialog = about(qtbot, *steps, work=work)
    dialog.test.click()
    assert dialog.results.toPlainText().splitlines() == ["一：正常", "二：正常"]
    assert (dialog.state.text(), dialog.test.isEnabled()) == ("自检没有做完。", True)
    assert steps[2].where is None


def test_a_step_that_is_refused_is_not_sound(qtbot: QtBot) -> None:
    dialog = about(qtbot, Refusing("存储"))
    dialog.test.click()
    assert dialog.results.toPlainText() == "存储：不正常。磁盘已满。"


def test_each_part_shows_its_licence(qtbot: QtBot) -> None:
    dialog = about(qtbot)
    for row, part in enumerate(COMPONENTS):
        dialog.parts.setCurrentRow(row)
        assert dialog.licence.toPlainText().strip() == part.text.strip()
    dialog.parts.setCurrentRow(len(COMPONENTS))
    assert "请重新安装" in dialog.licence.toPlainText()


def test_the_window_tells_where_its_files_lie(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def open_folder(folder: Path) -> bool:
        opened.append(folder)
        return True

    monkeypatch.setattr(dialogparts, "open_folder", open_folder)
    window.actions_by_key["about"].trigger()
    [dialog] = window.findChildren(AboutDialog)
    assert str(window.desk.opening.file) in dialog.whole
    for name in ("数据：", "备份：", "设置：", "日志："):
        assert name in dialog.whole
    dialog._open(window.desk.opening.file)
    assert opened == [window.desk.opening.file.parent]
    monkeypatch.setattr(dialogparts, "open_folder", lambda _: False)
    dialog._open(window.desk.opening.file)
    assert "打不开文件夹" in dialog.state.text()
