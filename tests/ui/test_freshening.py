"""Figures made anew: counted where there are many, without a word where there are few."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QProgressDialog

from perfdesk.store.errors import StoreTrouble
from perfdesk.ui.freshening import freshen
from tests.ui.conftest import filled, make_form

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]


@pytest.mark.parametrize(
    ("counts", "labels"),
    [([6], []), ([200, 400, 550], ["已完成 400 张", "已完成 550 张"])],
)
def test_many_forms_are_counted(
    store_file: Path, monkeypatch: pytest.MonkeyPatch, counts: list[int], labels: list[str]
) -> None:
    desk = filled(store_file, [])
    seen: list[str] = []

    def slowly(progress: Callable[[int], None]) -> int:
        for count in counts:
            progress(count)
            dialogs = QApplication.topLevelWidgets()
            seen.extend(
                item.labelText()
                for item in dialogs
                if isinstance(item, QProgressDialog) and item.isVisible()
            )
        return counts[-1]

    monkeypatch.setattr(desk.store, "freshen", slowly)
    freshen(desk)
    assert [label.partition("，")[2].rstrip("…") for label in seen] == labels
    widgets = QApplication.topLevelWidgets()
    assert not [item for item in widgets if isinstance(item, QProgressDialog) and item.isVisible()]
    monkeypatch.undo()
    desk.close()


def test_what_is_stale_is_made_anew(store_file: Path) -> None:
    desk = filled(store_file, [make_form()])
    freshen(desk)
    assert desk.store.freshen() == 0
    desk.close()


def test_a_store_that_cannot_be_written_is_no_matter_here(
    store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = filled(store_file, [make_form()])

    def fails(_progress: object) -> int:
        raise StoreTrouble("磁盘空间不足。")

    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "freshen", fails)
        freshen(desk)
    desk.close()
