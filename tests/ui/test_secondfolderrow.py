"""The line of the second folder: alike in the settings and beside the backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.desk import Desk
from perfdesk.ui.secondfolderrow import SecondFolderRow
from tests.support.desks import opened_desk

pytestmark = pytest.mark.usefixtures("application")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened_desk(tmp_path) as desk:
        yield desk


def shown(qtbot: QtBot, desk: Desk) -> SecondFolderRow:
    row = SecondFolderRow(desk.opening)
    qtbot.addWidget(row)
    return row


def test_a_stick_that_is_pulled_out_is_named_and_may_be_given_up(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert desk.opening.backups
    desk.opening.backups.choose_second(stick)
    stick.rmdir()
    row = shown(qtbot, desk)
    assert f"第二个备份文件夹现在不在：{stick}" in row.said.text()
    with qtbot.waitSignal(row.kept):
        row.forget.click()
    assert "没有设第二个备份文件夹" in row.said.text()
    assert row.forget.isHidden()


def test_on_a_server_it_says_who_makes_the_backups(qtbot: QtBot, desk: Desk) -> None:
    desk.opening.backups = None
    row = shown(qtbot, desk)
    assert "pg_dump" in row.said.text()
    assert not row.choose.isEnabled()
    assert row.forget.isHidden()
