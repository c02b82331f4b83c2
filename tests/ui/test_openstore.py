"""Opening outcomes in the window, with real files."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from perfdesk.core.state import State
from perfdesk.desk import Desk
from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import Opening, Surroundings, open_store
from perfdesk.store.place import FilePlace
from perfdesk.ui import dialogs, openstore, start
from perfdesk.ui.openstore import open_desk
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, filled, make_form
from tests.ui.test_window import trigger

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]

_OTHER = "选择其他数据文件…"


def opened(where: Path) -> Desk:
    desk = open_desk(str(where))
    assert desk is not None
    return desk


def test_a_new_store_opens_without_a_question(store_file: Path, person: Person) -> None:
    desk = opened(store_file)
    assert (desk.years(), person.asked, person.told) == ([], [], [])
    desk.close()


def test_a_store_that_another_window_writes_is_shown_to_look_at(
    opener: Opener, store_file: Path, person: Person
) -> None:
    writer = filled(store_file, [make_form()])
    try:
        window = opener(opened(store_file))
        assert window.layout_.strip.isVisible()
        assert "这里只能查看，不能修改" in window.layout_.strip.said.text()
        assert window.saving.label.text() == "只读"
        QTest.keyClicks(window.view.indicators, "5")
        assert "不能修改" in window.statusBar().currentMessage()
        trigger(window, "check")
        trigger(window, "remove")
        trigger(window, "sample")
        assert window.panel.ids == ["id-1"]
        assert "这里只能查看，不能修改" in person.told[0]
        assert not window.actions_by_key["check"].isEnabled()
        writer.document("id-1").move_to(State.CHECKED)
        window.panel.refresh()
        assert window.desk.forms()[0].state is State.CHECKED
        assert window.close()
    finally:
        writer.close()


def test_a_store_on_a_network_warns_and_works(opener: Opener, store_file: Path) -> None:
    around = Surroundings(network=lambda _file: "cifs")
    desk = Desk(open_store(FilePlace(store_file), surroundings=around))
    desk.add([make_form(form_id="a")])
    window = opener(desk)
    assert "网络" in window.layout_.strip.said.text()
    QTest.keyClicks(window.view.indicators, "5")
    assert window.view.editing


def test_a_sound_store_shows_no_strip(window: MainWindow) -> None:
    assert not window.layout_.strip.isVisible()


def test_what_is_no_store_is_told_and_left_alone(tmp_path: Path, person: Person) -> None:
    file = tmp_path / "perfdesk.db"
    file.write_bytes(b"%PDF-1.7 something")
    person.answers = ["退出"]
    assert start.run(str(file), person.jobs, [], "1.0") == 1
    assert "不是 PerfDesk 的数据文件" in person.asked[0]
    assert file.read_bytes() == b"%PDF-1.7 something"


def test_another_store_can_be_chosen_instead(
    store_file: Path, tmp_path: Path, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_text("x", encoding="utf-8")
    person.answers = [_OTHER, _OTHER]
    chosen = iter(["", str(store_file)])  # at first the person thinks better of it
    monkeypatch.setattr(dialogs, "ask_store", lambda _parent: next(chosen))
    desk = opened(wrong)
    assert desk.opening.file == store_file
    assert len(person.asked) == 4  # sentence and details, twice
    desk.close()


def test_a_place_that_is_none_is_told(person: Person) -> None:
    person.answers = ["退出"]
    assert open_desk("oracle://x/y") is None
    assert person.asked[0].startswith("不认识以 oracle:// 开头的地址")


def damaged(file: Path, backup: bool) -> bytes:
    """A store whose pages are overwritten, with or without a backup of what it held."""
    desk = filled(file, [make_form()])
    if backup:
        desk.back_up(Reason.MANUAL)
    desk.opening.close()
    content = bytearray(file.read_bytes())
    content[4096 : 3 * 4096] = b"\xff" * (2 * 4096)
    file.write_bytes(content)
    return bytes(content)


def test_a_damaged_store_comes_back_from_its_backup(store_file: Path, person: Person) -> None:
    content = damaged(store_file, backup=True)
    person.answers = ["用这个备份恢复"]
    desk = opened(store_file)
    assert "已损坏" in person.asked[0]
    assert "手动" in person.asked[1]  # which backup it is
    assert [item.project_name for item in desk.forms()] == ["职工培训"]
    assert (store_file.parent / "perfdesk.damaged-1.db").read_bytes() == content
    desk.close()


def test_a_damaged_store_stays_as_it_is_where_nobody_restores_it(
    store_file: Path, person: Person
) -> None:
    content = damaged(store_file, backup=True)
    person.answers = ["退出"]
    assert open_desk(str(store_file)) is None
    assert store_file.read_bytes() == content


def test_without_a_backup_none_is_offered(store_file: Path, person: Person) -> None:
    damaged(store_file, backup=False)
    person.answers = ["用这个备份恢复"]
    with pytest.raises(ValueError, match="not in"):
        open_desk(str(store_file))


def test_a_backup_that_fails_at_the_last_moment_is_told(
    store_file: Path, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(store_file, backup=True)
    [backup] = (store_file.parent / "perfdesk-backups").glob("*.db")

    def spoil(parent: object, sentence: str, details: str, answers: Sequence[str]) -> int:
        backup.write_bytes(b"x")
        return person.choose(parent, sentence, details, answers)

    monkeypatch.setattr(dialogs, "choose", spoil)
    person.answers = ["用这个备份恢复", "退出"]
    assert open_desk(str(store_file)) is None
    assert len(person.told) == 1


@pytest.mark.parametrize("from_backup", [False, True])
def test_a_store_lost_just_after_opening_is_told_and_given_back(
    store_file: Path, person: Person, monkeypatch: pytest.MonkeyPatch, from_backup: bool
) -> None:
    if from_backup:
        damaged(store_file, backup=True)
    else:
        filled(store_file, [make_form()]).close()

    def lost(_opening: Opening) -> Desk:
        raise StoreTrouble("连不上数据库服务器。")

    monkeypatch.setattr(openstore, "Desk", lost)
    person.answers = [*(["用这个备份恢复"] if from_backup else []), "退出"]
    assert open_desk(str(store_file)) is None
    assert "连不上数据库服务器。" in [*person.asked, *person.told]
    monkeypatch.undo()
    desk = opened(store_file)
    assert not desk.read_only  # the lock was given back
    desk.close()
