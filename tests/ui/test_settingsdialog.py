"""The settings dialog: what is chosen holds at once, is written, and can be put back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from perfdesk.ui import dialogparts
from perfdesk.ui.dialogparts import Notice
from perfdesk.ui.printchoice import PrintChoice
from perfdesk.ui.settings import Settings, TextSize
from perfdesk.ui.settingsdialog import SettingsDialog
from perfdesk.ui.theme import Scheme, appearance
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import compose

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def settings(window: MainWindow) -> Settings:
    return window.settings


@pytest.fixture
def dialog(window: MainWindow) -> SettingsDialog:
    window.actions_by_key["settings"].trigger()
    [dialog] = window.findChildren(SettingsDialog)
    assert dialog.isVisible()
    return dialog


def choose(box: QComboBox, number: int) -> None:
    box.setCurrentIndex(number)
    box.activated.emit(number)


def test_choices_hold_at_once_and_can_be_put_back(
    dialog: SettingsDialog, settings: Settings
) -> None:
    choose(dialog.appearance, 2)
    choose(dialog.size_, 1)
    dialog.operators.click()
    assert settings.appearance is appearance().wanted is Scheme.DARK
    assert settings.text_size is TextSize.LARGER
    assert (settings.offers_operators, settings.completes) == (False, True)
    assert "关闭设置后" in dialog.notice.text()
    dialog.back.click()
    assert Settings.appearance.default is Scheme.SYSTEM
    assert settings.text("appearance") is None
    assert settings.text("offers_operators") is None
    assert dialog.operators.isChecked()
    assert dialog.appearance.currentData() is Scheme.SYSTEM
    assert appearance().wanted is Scheme.SYSTEM


def test_a_scheme_chosen_in_the_menu_is_remembered(window: MainWindow, settings: Settings) -> None:
    window.actions_by_key["scheme_dark"].trigger()
    assert settings.appearance is Scheme.DARK
    settings.appearance = Scheme.LIGHT
    assert appearance().wanted is Scheme.LIGHT
    assert window.actions_by_key["scheme_light"].isChecked()


def test_it_is_written_when_it_is_closed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    dialog = SettingsDialog(Settings(file), window.desk)
    qtbot.addWidget(dialog)
    dialog.show()
    choose(dialog.size_, 2)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert Settings(file).text_size is TextSize.LARGEST


def test_completion_is_turned_off_and_on(
    window: MainWindow, dialog: SettingsDialog, settings: Settings
) -> None:
    dialog.completes.click()
    dialog.accept()
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, 0)
    for wanted in (False, True):
        settings.completes = wanted
        grid.edit(grid.currentIndex())
        editor = grid.indexWidget(grid.currentIndex())
        compose(editor, "产出")
        assert window.completing.list.isVisible() is wanted
        QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_the_offer_of_operators_is_turned_off(window: MainWindow, settings: Settings) -> None:
    settings.offers_operators = False
    window.view.indicator_model.committed.emit("indicators[0].target", ">=95%")
    assert not window.offer.isVisible()
    settings.offers_operators = True
    window.view.indicator_model.committed.emit("indicators[0].target", ">=95%")
    assert window.offer.isVisible()
    settings.offers_operators = False
    assert not window.offer.isVisible()


def test_the_font_of_the_print_dialog_is_chosen_and_put_back(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    settings.print_choice = PrintChoice(signature=True, font="仿宋").kept
    dialog = SettingsDialog(settings, window.desk, ["宋体", "仿宋"])
    qtbot.addWidget(dialog)
    names = [dialog.font_.itemData(number) for number in range(dialog.font_.count())]
    assert (names, dialog.font_.currentData()) == (["", "宋体", "仿宋"], "仿宋")
    choose(dialog.font_, 1)
    assert window.outgoing.choice == PrintChoice(signature=True, font="宋体")
    dialog.back.click()
    assert window.outgoing.choice == PrintChoice(signature=True)
    assert dialog.font_.currentData() == ""


def test_without_a_font_to_choose_it_says_why(dialog: SettingsDialog) -> None:
    said = [notice.text() for notice in dialog.findChildren(Notice)]
    assert any("本机没有可以另选的宋体、仿宋" in text for text in said)
    assert not dialog.font_.isVisible()


def test_a_second_folder_is_tried_kept_and_forgotten(
    dialog: SettingsDialog, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    answers = [tmp_path / "nowhere", None, stick]
    monkeypatch.setattr(dialogparts, "ask_folder", lambda *_: answers.pop(0))

    def second() -> Path | None:
        backups = window.desk.opening.backups
        return backups.second.folder if backups is not None else None

    dialog.second.choose.click()
    assert "没有这个文件夹" in dialog.notice.text()
    assert second() is None
    stick.mkdir()
    dialog.second.choose.click()
    dialog.second.choose.click()
    assert second() == stick
    assert str(stick) in dialog.second.said.text()
    assert not dialog.notice.isVisible()
    dialog.second.forget.click()
    assert second() is None
    assert dialog.second.forget.isHidden()


def test_a_folder_that_cannot_be_shown_is_named(
    dialog: SettingsDialog, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogparts, "open_folder", lambda _: False)
    dialog.folder.click()
    assert str(window.desk.opening.file.parent) in dialog.notice.text()
