"""Who cannot see the window hears what everything is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, filled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def nameless(window: QWidget) -> list[str]:
    """The widgets that take the focus and have nothing to be called by."""
    found = []
    for widget in window.findChildren(QWidget):
        popup = widget.window() is not window
        takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if popup or not takes:
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def test_all_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    assert not nameless(window)
    window.view.toggle_fold()
    QApplication.processEvents()
    assert not nameless(window)


def test_an_empty_window_has_names_too(opener: Opener, store_file: Path) -> None:
    assert not nameless(opener(filled(store_file, [])))
