"""Files taken into the store: new, known, changed, locked ones; nothing changes unasked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.arrivals import Arrival, Picture, Welcome
from perfdesk.core.cells import with_text
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.dryrun import DryRun, Sort
from perfdesk.files.errors import Refused
from perfdesk.runner import Progress
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.ui import longwork
from perfdesk.ui.longwork import Cancelled
from perfdesk.ui.progressdialog import ProgressDialog
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person, make_form
from tests.ui.test_longwork import Watch
from tests.ui.test_window import enter, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

#: Taking in so many takes longer than anybody waits without a word.
MANY = 400
SCORE = "indicators[0].score"
CHANGED = with_text(make_form(), SCORE, "11")


def arrivals(*forms: Form) -> list[Arrival]:
    return [Arrival(f"{number}.json", form) for number, form in enumerate(forms, 1)]


def names(window: MainWindow) -> list[str]:
    model = window.panel.model
    return [model.line(row).name for row in range(model.rowCount())]


def first_wanted(run: DryRun) -> bool:
    run.lines[0].wanted = True
    return True


def waiting(window: MainWindow) -> str:
    return window.actions_by_key["waiting"].text()


def test_new_forms_come_in_and_the_first_is_shown(window: MainWindow, person: Person) -> None:
    person.files = [Path("a.json")]
    person.read = arrivals(make_form("养老服务", 2023), make_form("助餐", 2023))
    trigger(window, "open")
    assert names(window) == ["养老服务", "助餐"]
    assert (window.panel.tabs.year, window.view.name.text()) == (2023, "养老服务")
    assert person.told == []
    assert len(window.desk.backups()) == 1  # before anything came in


def test_an_import_is_one_step_to_undo(window: MainWindow, person: Person) -> None:
    person.files = [Path("a.json")]
    person.read = arrivals(make_form("助餐"), CHANGED)
    trigger(window, "open")
    assert window.desk.store.load("id-1").form.indicators[0].score.text == "11"
    assert len(window.desk.forms()) == 3
    trigger(window, "undo")
    assert window.desk.store.load("id-1").form.indicators[0].score.text == ""
    assert len(window.desk.forms()) == 2


def test_no_file_no_change(window: MainWindow, person: Person) -> None:
    person.read = arrivals(make_form("养老服务", 2023))
    trigger(window, "open")
    assert len(window.desk.forms()) == 2
    assert person.runs == []


def test_a_folder_is_asked_for_and_remembered(
    window: MainWindow, person: Person, tmp_path: Path
) -> None:
    person.folder = tmp_path
    person.read = arrivals(make_form("助餐"))
    trigger(window, "open_folder")
    assert "助餐" in names(window)
    assert window.incoming.folder == tmp_path


def test_what_is_not_wanted_stays_out_and_waits(window: MainWindow, person: Person) -> None:
    def nothing(run: DryRun) -> bool:
        run.lines[0].wanted = False
        return True

    person.considers = nothing
    window.incoming.consider(arrivals(make_form("助餐"), make_form("党建经费")))
    assert names(window) == ["职工培训", "党建经费"]
    assert waiting(window) == "待处理的导入（1）…"
    person.considers = first_wanted
    trigger(window, "waiting")
    assert names(window)[-1] == "助餐"
    assert waiting(window) == "待处理的导入…"
    assert not window.actions_by_key["waiting"].isEnabled()


def test_a_file_read_again_waits_once(window: MainWindow) -> None:
    picture = Picture({(1, 1): "甲"}, (), (1, 1, 1, 1))
    asked = Arrival("a.xlsx", make_form("助餐"), questions=("请核对。",), picture=picture)
    for _ in range(2):
        window.incoming.consider([asked])
    assert window.incoming.waiting == [asked]
    window.incoming.consider([replace(asked, questions=())])  # mended by its unit meanwhile
    assert window.incoming.waiting == []
    assert "助餐" in names(window)


def test_an_import_given_up_leaves_nothing_behind(window: MainWindow, person: Person) -> None:
    person.considers = lambda _run: False
    window.incoming.consider(arrivals(make_form("助餐")))
    assert (len(names(window)), window.incoming.waiting) == (2, [])


def test_what_is_dismissed_waits_no_more(window: MainWindow, person: Person) -> None:
    window.incoming.consider([Arrival("坏.xlsx", None, "坏.xlsx：文件不完整。")])
    assert len(window.incoming.waiting) == 1

    def dismiss(run: DryRun) -> bool:
        run.dismiss(run.lines)
        return False

    person.considers = dismiss
    trigger(window, "waiting")
    assert window.incoming.waiting == []


def test_only_the_cells_chosen_are_taken(window: MainWindow, person: Person) -> None:
    changed = with_text(with_text(CHANGED, "indicators[0].target", "≥99"), "supervisor", "别人")

    def choose(run: DryRun) -> bool:
        [line] = run.lines
        assert line.taken == {SCORE, "supervisor"}  # the target is kept unless it is ticked
        line.taken = {SCORE}
        return True

    person.considers = choose
    window.incoming.consider(arrivals(changed))
    stored = window.desk.store.load("id-1").form
    assert (stored.indicators[0].score.text, stored.supervisor) == ("11", "区总工会")
    assert stored.indicators[0].target.text == "≥10(个)"
    assert shown(window).form == stored
    type_into(window, 0, "3")  # the document follows the store
    enter(window)
    assert window.saving.label.text() == "已保存"


def test_a_removed_form_waits_until_it_is_wanted_back(window: MainWindow, person: Person) -> None:
    trigger(window, "remove")
    window.incoming.consider(arrivals(make_form()))
    assert person.runs[0].lines[0].sort is Sort.QUESTION
    assert names(window) == ["党建经费"]
    person.considers = first_wanted
    trigger(window, "waiting")
    assert window.view.name.text() == "职工培训"


def test_what_cannot_be_taken_is_said(window: MainWindow, person: Person) -> None:
    window.desk.document("id-1").move_to(State.CHECKED)
    window.desk.document("id-1").move_to(State.REPORTED)
    twice = replace(make_form("助餐"), id="x")
    window.incoming.consider(arrivals(with_text(make_form(), SCORE, "1"), twice, twice))
    closed, _, repeated = person.runs[0].lines
    assert closed.remarks == ("没有写入：这张表已上报，不能修改；要改请先“退回修改”并写明原因。",)
    assert (closed.sort, repeated.verdict) == (Sort.CLOSED, "重复")
    assert names(window) == ["职工培训", "党建经费", "助餐"]


def test_a_store_changed_meanwhile_is_compared_anew(
    window: MainWindow, person: Person, store_file: Path
) -> None:
    answers: list[str] = []

    def meanwhile(run: DryRun) -> bool:
        [line] = run.lines
        answers.append(line.verdict)
        if len(answers) == 1:
            other = with_text(window.desk.store.load("id-1").form, "supervisor", "刚改的")
            keeper = window.desk.document("id-1")
            assert keeper.form.supervisor != other.supervisor
            window.desk.take_in(window.desk.plan([other]), {line.planned.verdict})  # type: ignore[union-attr]  # planned before it is asked
        return True

    person.considers = meanwhile
    window.incoming.consider(arrivals(CHANGED))
    assert len(person.told) == 1
    assert answers == ["有改动 1 处", "有改动 2 处"]
    assert window.desk.store.load("id-1").form.indicators[0].score.text == "11"
    assert store_file.exists()


def test_forms_given_up_on_the_way_into_the_store_stay_out_altogether(
    window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(longwork, "PATIENCE", 0)
    forms = [make_form(f"助餐{number}") for number in range(MANY)]
    words: list[str] = []

    def give_up(dialog: ProgressDialog) -> None:
        words.append(dialog.words.text())
        dialog.reject()

    watch = Watch(give_up)
    window.attempt(partial(window.incoming.take, forms))
    watch.stop()
    assert len(words) == 1
    assert words[0] in ("正在与已有的表核对", f"正在存入 {MANY} 张表")
    assert window.statusBar().currentMessage() == "已取消"
    assert len(window.desk.forms()) == 2
    assert person.told == []


def test_reading_tells_of_each_file_and_can_be_given_up(
    window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.files = [Path("a.json"), Path("b.json")]

    def give_up(files: Sequence[Path], progress: Progress) -> list[Arrival]:
        progress(1, len(files))
        raise Cancelled

    monkeypatch.setattr(window, "jobs", replace(window.jobs, read_files=give_up))
    trigger(window, "open")
    assert window.statusBar().currentMessage() == "已取消"
    assert len(window.desk.forms()) == 2


def test_a_store_that_refuses_is_told(
    window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreTrouble("磁盘空间不足。")

    monkeypatch.setattr(window.desk.store, "write", fails)
    window.incoming.consider(arrivals(make_form("助餐")))
    assert person.told == ["磁盘空间不足。"]
    assert len(names(window)) == 2


def test_the_sample_comes_in_once(window: MainWindow, person: Person) -> None:
    for _ in range(2):
        trigger(window, "sample")
        assert len(window.desk.forms()) == 4
    assert person.runs == []
    assert person.told == []


def test_a_window_opened_with_files_shows_them_first(window: MainWindow, person: Person) -> None:
    window.greet(Welcome((make_form("示例"),), tuple(arrivals(make_form("助餐"))), ("留意。",)))
    assert names(window) == ["职工培训", "党建经费", "示例", "助餐"]
    assert person.told == ["打开时请留意：", "留意。"]
    assert len(person.runs) == 1


def drag(target: QWidget, event: Callable[..., QDropEvent], *paths: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where = QPoint(3, 3)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    made = event(where, Qt.DropAction.CopyAction, data, left, none)
    made.ignore()
    QApplication.sendEvent(target, made)
    return made


@pytest.mark.parametrize("where", ["window", "field"])
def test_files_dropped_anywhere_on_the_window_are_read(
    window: MainWindow, person: Person, qtbot: QtBot, tmp_path: Path, where: str
) -> None:
    person.read = arrivals(make_form("助餐"))
    target: QWidget = window if where == "window" else window.view.name
    name = window.view.name.text()
    for event in (QDragEnterEvent, QDropEvent):
        assert drag(target, event, tmp_path / "a.xlsx").isAccepted()
    qtbot.waitUntil(lambda: len(person.runs) == 1)
    assert "助餐" in names(window)
    assert window.view.name.text() in (name, "助餐")


def test_dragged_text_is_no_file(window: MainWindow) -> None:
    assert not drag(window, QDragEnterEvent).isAccepted()


def test_a_store_that_cannot_be_written_says_so_and_takes_nothing(
    window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(window.desk), "read_only", property(lambda _self: "只能查看。"))
    window.incoming.consider(arrivals(make_form("助餐")))
    assert person.told == ["只能查看。"]
    assert len(window.desk.forms()) == 2


def test_the_table_of_results_is_written_or_why_not_is_said(
    window: MainWindow, person: Person, tmp_path: Path
) -> None:
    person.target = tmp_path / "结果.xlsx"
    rows = [("文件", "结果"), ("a.json", "新表")]
    window.incoming._export(window, rows)
    assert person.table == rows
    assert person.told == [f"结果表已写到 {person.target}"]
    person.refusal = Refused("磁盘满了。")
    window.incoming._export(window, rows)
    assert person.told[-1] == "磁盘满了。"


def test_the_store_of_the_window_is_the_one_that_is_filled(
    window: MainWindow, person: Person, store_file: Path
) -> None:
    window.incoming.consider(arrivals(make_form("助餐")))
    window.close()
    opening = open_store(FilePlace(store_file))
    try:
        assert len(opening.needed().forms()) == 3
    finally:
        opening.close()
    assert person.told == []
