"""The window comes back as it was left, on a screen that is there."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter
from pytestqt.qtbot import QtBot

from perfdesk.core.state import State
from perfdesk.ui import arrangement
from perfdesk.ui.arrangement import bring_into_view, place_first, within
from perfdesk.ui.listorder import Order
from perfdesk.ui.settings import Settings
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person, filled, make_form

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


def opened(qtbot: QtBot, person: Person, file: Path, settings: Settings) -> MainWindow:
    window = MainWindow(filled(file, [] if file.exists() else [make_form()]), person.jobs, settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def columns(window: MainWindow) -> list[int]:
    splitter = window.findChild(QSplitter, arrangement.COLUMNS)
    assert splitter is not None
    return splitter.sizes()


def test_place_widths_folds_and_folders_come_back(
    qtbot: QtBot, person: Person, store_file: Path, settings: Settings
) -> None:
    window = opened(qtbot, person, store_file, settings)
    room = window.screen().availableGeometry()
    window.setGeometry(room.left() + 20, room.top() + 30, 760, 500)
    window.actions_by_key["fold"].trigger()
    folded, hidden = window.view.folded, window.side.isHidden()
    window.actions_by_key["side"].trigger()
    splitter = window.findChild(QSplitter, arrangement.COLUMNS)
    assert splitter is not None
    splitter.setSizes([180, 300, 280])
    left = columns(window)
    person.files = [Path("/forms/a.json")]
    window.actions_by_key["open"].trigger()
    window.actions_by_key["print_one"].trigger()
    frame = window.geometry()
    window.close()
    again = opened(qtbot, person, store_file, Settings(settings.file))
    assert (again.size(), again.y()) == (frame.size(), window.y())
    assert columns(again) == pytest.approx(left, abs=1)  # Qt rounds the shares
    assert (again.view.folded, again.side.isHidden()) == (folded, not hidden)
    again.actions_by_key["open"].trigger()
    again.actions_by_key["print_one"].trigger()
    assert person.started == ["", "/forms"]
    assert person.suggested[-1].parent == Path("/somewhere")


def test_what_nobody_chose_is_left_to_the_room(
    qtbot: QtBot, person: Person, store_file: Path, settings: Settings
) -> None:
    opened(qtbot, person, store_file, settings).close()
    again = Settings(settings.file)
    assert (again.folded, again.side_shown) == (None, None)
    assert again.geometry


@pytest.mark.parametrize("state", [b"\x00\x01garbage", b"\xff" * 200])
def test_broken_states_are_passed_over(
    qtbot: QtBot, person: Person, store_file: Path, settings: Settings, state: bytes
) -> None:
    settings.geometry = settings.columns = settings.side_rows = state
    window = opened(qtbot, person, store_file, settings)
    assert all(columns(window)[:2])
    assert window.width() > 400


def test_a_window_on_a_screen_that_is_gone_comes_back(
    qtbot: QtBot, application: QApplication
) -> None:
    room = application.primaryScreen().availableGeometry()
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setGeometry(room.right() + 3000, room.top() - 2000, 500, 400)
    bring_into_view(window)
    assert room.contains(window.geometry())
    seen = QRect(room.left() + 30, room.top() + 30, 500, 400)
    window.setGeometry(seen)
    bring_into_view(window)
    assert window.geometry() == seen


def test_the_first_window_is_no_larger_than_its_screen(
    qtbot: QtBot, application: QApplication
) -> None:
    room = application.primaryScreen().availableGeometry()
    window = QMainWindow()
    qtbot.addWidget(window)
    place_first(window, room.width() + 500, room.height() + 500)
    assert window.width() == room.width()
    assert room.height() - 60 < window.height() < room.height()  # a title bar comes on top
    place_first(window, 500, 400)
    assert (window.width(), window.height()) == (500, 400)


def test_a_window_left_on_a_larger_screen_is_made_smaller(
    qtbot: QtBot, application: QApplication
) -> None:
    room = application.primaryScreen().availableGeometry()
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setGeometry(room.left(), room.top(), room.width() + 500, room.height() + 500)
    bring_into_view(window)
    assert room.contains(window.geometry())


def test_a_window_with_a_form_fits_a_small_screen(
    qtbot: QtBot, person: Person, store_file: Path, settings: Settings
) -> None:
    window = opened(qtbot, person, store_file, settings)
    summary = window.view.summary
    assert window.minimumSizeHint().width() < 960
    window.resize(1300, 500)
    qtbot.waitUntil(lambda: not summary.isVisible())  # the rows need the height
    assert "总分 " in window.layout_.figures.text()
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: summary.rate.isVisible() and summary.earned.isVisible())
    window.side.toggle()
    summary.resize(summary.minimumSizeHint())
    assert not summary.rate.isVisible()
    assert summary.total.isVisible()
    assert summary.grade.isVisible()


def test_a_frame_is_moved_and_made_smaller_as_needed() -> None:
    room = QRect(100, 50, 800, 600)
    assert within(QRect(-500, 5000, 300, 200), room) == QRect(100, 450, 300, 200)
    assert within(QRect(0, 0, 3000, 3000), room) == room
    assert within(QRect(200, 100, 300, 200), room) == QRect(200, 100, 300, 200)


def test_a_folder_for_settings_that_takes_nothing_is_told_and_the_window_closes(
    qtbot: QtBot, person: Person, store_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file" / "settings.ini")
    window = opened(qtbot, person, store_file, settings)
    settings.save()
    assert window.statusBar().currentMessage().startswith("设置存不进去")
    window.close()
    assert not window.isVisible()


def test_the_list_comes_back_as_it_was_left(
    qtbot: QtBot, person: Person, store_file: Path, settings: Settings
) -> None:
    window = opened(qtbot, person, store_file, settings)
    window.panel.tools.narrow("state", State.DRAFT)
    window.panel.tools.sort(Order.NAME)
    left = window.panel.state()
    window.close()
    again = opened(qtbot, person, store_file, Settings(settings.file))
    assert again.panel.state() == left
    assert again.panel.ids


def test_a_filter_that_leaves_nothing_is_forgotten_at_the_start(
    qtbot: QtBot, person: Person, store_file: Path, settings: Settings
) -> None:
    settings.list_choice = {"state": State.ARCHIVED.value, "order": Order.NAME.value}
    window = opened(qtbot, person, store_file, settings)
    assert len(window.panel.ids) == 1
    assert "state" not in window.panel.state()
    assert window.panel.tools.order is Order.NAME


def test_list_and_findings_grow_with_the_window_until_a_person_parts_them_otherwise(
    qtbot: QtBot, person: Person, store_file: Path, settings: Settings
) -> None:
    window = opened(qtbot, person, store_file, settings)
    window.resize(1366, 768)
    QApplication.processEvents()
    small = columns(window)
    assert not window.view.indicators.horizontalScrollBar().maximum()  # all columns are seen
    window.resize(1920, 1080)
    QApplication.processEvents()
    large = columns(window)
    assert all(now > then for now, then in zip(large, small, strict=True))
    assert large[1] > large[0] + large[2]  # the form has most of it
    splitter = window.findChild(QSplitter, arrangement.COLUMNS)
    assert splitter is not None
    splitter.moveSplitter(large[0] + 50, 1)
    moved = columns(window)
    window.resize(1800, 1080)
    QApplication.processEvents()
    assert (columns(window)[0], columns(window)[2]) == (moved[0], moved[2])
