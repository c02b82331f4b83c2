"""The style: the focus is seen on everything that takes it, the main button is filled."""

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from perfdesk.ui import surfaces
from perfdesk.ui.palette import Tone
from perfdesk.ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def differ(widget: QWidget) -> bool:
    """Whether a widget, or the card that frames it, looks otherwise with the focus."""
    around = widget.parentWidget() or widget
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    with_focus = picture(around)
    widget.clearFocus()
    return with_focus != picture(around)


def test_the_focus_is_seen_wherever_it_goes_in_the_window(window: MainWindow) -> None:
    unseen = [
        widget.accessibleName() or type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not differ(widget)
    ]
    assert not unseen


@pytest.mark.parametrize(
    "make", [QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QSpinBox]
)
@pytest.mark.usefixtures("application")
def test_the_focus_is_seen_in_dialogs(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    dialog, widget = QWidget(), make()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    for part in (widget, QPushButton("另一个")):
        column.addWidget(part)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    assert differ(widget)


@pytest.fixture
def button(qtbot: QtBot, application: QApplication) -> QPushButton:  # noqa: ARG001 - dressed
    made = QPushButton("好")
    qtbot.addWidget(made)
    return made


def middle(widget: QWidget) -> str:
    """The colour of a widget's ground, a little inside its frame."""
    return picture(widget).pixelColor(8, widget.height() // 2).name()


def test_the_button_that_enter_presses_is_filled(button: QPushButton) -> None:
    assert middle(button) == Tone.PAPER.color.name()
    button.setDefault(True)
    assert middle(button) == Tone.ACCENT.color.name()
    button.setEnabled(False)
    assert middle(button) == Tone.WINDOW.color.name()


def test_progress_is_as_long_as_it_says(qtbot: QtBot, application: QApplication) -> None:
    bar = QProgressBar()
    qtbot.addWidget(bar)
    bar.setTextVisible(False)
    bar.setValue(40)
    bar.resize(200, 20)
    image = picture(bar)
    done = [image.pixelColor(x, 10) == Tone.ACCENT.color for x in (10, 70, 90, 190)]
    assert done == [True, True, False, False]
    assert application.palette().color(QPalette.ColorRole.Highlight) == Tone.ACCENT.color


def test_the_chosen_tab_is_underlined(qtbot: QtBot, application: QApplication) -> None:
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    for name in ("一般", "打印"):
        tabs.addTab(QWidget(), name)
    tabs.resize(300, 200)
    tabs.setCurrentIndex(1)
    assert application.style() is not None
    with qtbot.waitExposed(tabs):
        tabs.show()
    image, bar = picture(tabs.tabBar()), tabs.tabBar()
    middles = [bar.tabRect(index).center().x() for index in range(2)]
    lined = [
        any(
            image.pixelColor(x, y) == Tone.ACCENT.color
            for y in range(bar.height() - 5, bar.height())
        )
        for x in middles
    ]
    assert lined == [False, True]


def test_every_dialog_has_the_same_margins(qtbot: QtBot, application: QApplication) -> None:  # noqa: ARG001 - dressed
    dialog, inside = QDialog(), QWidget()
    qtbot.addWidget(dialog)
    column, within = QVBoxLayout(dialog), QVBoxLayout(inside)
    column.addWidget(inside)
    line = dialog.fontMetrics().height()
    assert column.contentsMargins() == QMargins(line, line, line, line)
    assert within.contentsMargins() != column.contentsMargins()


def test_messages_have_our_icons(application: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001 - dressed
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setIcon(QMessageBox.Icon.Question)
    image = box.iconPixmap().toImage()
    places = itertools.product(range(image.width()), range(image.height()))
    inks = {image.pixelColor(*at).name() for at in places if image.pixelColor(*at).alpha() == 255}
    assert inks == {Tone.ACCENT.color.name()}


def test_the_page_of_a_tab_keeps_off_the_line_above_it_and_is_as_wide(
    qtbot: QtBot,
    application: QApplication,  # noqa: ARG001 - dressed
) -> None:
    tabs, page = QTabWidget(), QWidget()
    qtbot.addWidget(tabs)
    tabs.addTab(page, "页")
    tabs.resize(300, 200)
    with qtbot.waitExposed(tabs):
        tabs.show()
    assert page.mapTo(tabs, page.rect().topLeft()).y() > tabs.tabBar().height()
    assert page.width() == tabs.width()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_lines_are_alike_at_every_scale(scale: float, application: QApplication) -> None:  # noqa: ARG001 - dressed
    image = QImage(20, 400, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Tone.PAPER.color)
    painter = QPainter(image)
    painter.setPen(surfaces.hairline(painter, Tone.BORDER))
    rows = range(5, round(400 / scale) - 5, 7)
    for y in rows:
        painter.drawLine(0, y, 19, y)
    painter.end()
    inked = sum(image.pixelColor(3, y) == Tone.BORDER.color for y in range(400))
    assert inked == len(rows) * int(scale)
