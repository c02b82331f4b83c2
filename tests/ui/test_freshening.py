"""Figures made anew: off the window's thread, without a way out that would leave the list empty."""

from collections.abc import Callable
from pathlib import Path
from threading import current_thread, main_thread

import pytest

from perfdesk.store.errors import StoreTrouble
from perfdesk.ui.freshening import freshen
from perfdesk.ui.longwork import LongWork
from tests.ui.conftest import filled, make_form

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]


def test_what_is_stale_is_made_anew_beside_the_window(
    store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = filled(store_file, [make_form()])
    freshen_store, threads = desk.store.freshen, list[bool]()

    def watched(progress: Callable[[int, int], None]) -> int:
        threads.append(current_thread() is main_thread())
        return freshen_store(progress)

    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "freshen", watched)
        freshen(desk, LongWork())
    assert threads == [False]
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
        freshen(desk, LongWork())
    desk.close()
