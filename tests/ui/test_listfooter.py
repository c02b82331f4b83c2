"""The sums below the list: made once the window is seen, for the templates in use alone."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.files.templates import library
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, filled, make_form

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def test_the_sums_come_when_the_window_is_seen(
    qtbot: QtBot, person: Person, store_file: Path
) -> None:
    window = MainWindow(filled(store_file, [make_form()]), person.jobs)
    qtbot.addWidget(window)
    footer = window.panel.footer
    assert (footer.count.text(), footer.money.text()) == ("1 个项目", "")
    assert not footer.timer.isActive()
    window.show()
    qtbot.waitUntil(lambda: footer.money.text() == "· 1,000.00 万元")
    assert footer.mean.text() == "平均 95.00"


def test_a_list_that_is_seen_has_its_sums_at_once(opener: Opener, store_file: Path) -> None:
    window = opener(filled(store_file, [make_form(), make_form("劳动保护", 2023)]))
    window.panel.tabs.setCurrentIndex(1)
    assert window.panel.footer.money.text() == "· 1,000.00 万元"


def test_templates_that_no_form_uses_are_not_read_for_it(
    opener: Opener, store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opener(filled(store_file, [make_form()]))
    asked: list[str] = []
    get = library().get

    def watched(template_id: str) -> object:
        asked.append(template_id)
        return get(template_id)

    monkeypatch.setattr(library(), "get", watched)
    window.panel.footer.show_listed(window.desk.forms())
    assert set(asked) == {"shanghai-district-2024"}
