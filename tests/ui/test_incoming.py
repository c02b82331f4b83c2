"""Files opened into the store: new, known, changed, locked ones; nothing changes unasked."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from perfdesk.core.cells import with_text
from perfdesk.core.form import Form
from perfdesk.core.measure import Measure
from perfdesk.core.state import State
from perfdesk.runner import Progress
from perfdesk.store.errors import StoreTrouble
from perfdesk.ui import incoming, longwork
from perfdesk.ui.longwork import Cancelled
from perfdesk.ui.progressdialog import ProgressDialog
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person, make_form
from tests.ui.test_longwork import Watch
from tests.ui.test_window import enter, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

#: Taking in so many takes longer than anybody waits without a word.
MANY = 400


def names(window: MainWindow) -> list[str]:
    model = window.panel.model
    return [model.line(row).name for row in range(model.rowCount())]


def test_new_forms_come_in_and_the_first_is_shown(window: MainWindow, person: Person) -> None:
    person.files = [Path("a.json")]
    person.read = ([make_form("养老服务", 2023), make_form("助餐", 2023)], [])
    trigger(window, "open")
    assert names(window) == ["养老服务", "助餐"]
    assert (window.panel.tabs.year, window.view.name.text()) == (2023, "养老服务")
    assert person.told == []
    assert len(window.desk.backups()) == 1  # before anything came in


def test_no_file_no_change(window: MainWindow, person: Person) -> None:
    person.read = ([make_form("养老服务", 2023)], [])
    trigger(window, "open")
    assert len(window.desk.forms()) == 2


def test_a_known_form_is_only_shown(window: MainWindow, person: Person) -> None:
    window.incoming.take([make_form("党建经费")])
    assert (window.view.name.text(), len(names(window))) == ("党建经费", 2)
    assert person.asked == person.told == []


@pytest.mark.parametrize(("takes", "score"), [(True, "11"), (False, "")])
def test_a_changed_form_is_taken_or_kept_as_the_person_says(
    window: MainWindow, person: Person, takes: bool, score: str
) -> None:
    person.takes = takes
    window.incoming.take([with_text(make_form(), "indicators[0].score", "11")])
    assert person.asked == ["职工培训", "第 1 行得分（培训人数）：（空） → 11"]
    assert shown(window).form.indicators[0].score.text == score
    assert window.desk.store.load("id-1").form.indicators[0].score.text == score
    type_into(window, 0, "3")  # the document follows the store
    enter(window)
    assert window.saving.label.text() == "已保存"


def test_a_removed_form_comes_back_when_it_is_taken(window: MainWindow, person: Person) -> None:
    trigger(window, "remove")
    window.incoming.take([make_form()])
    assert person.asked[0] == "职工培训"
    assert "放回" in person.asked[1]
    assert window.view.name.text() == "职工培训"


def test_what_cannot_be_taken_is_said(window: MainWindow, person: Person) -> None:
    window.desk.document("id-1").move_to(State.CHECKED)
    window.desk.document("id-1").move_to(State.REPORTED)
    changed = with_text(make_form(), "unit", "区总工会本级")
    changed = with_text(changed, "indicators[0].score", "1")
    twice = replace(make_form("助餐"), id="x")
    window.incoming.take([changed, twice, twice], ["b.xlsx：没有填写过的表。"])
    assert person.told == [
        "读入时请留意：",
        "b.xlsx：没有填写过的表。",
        "职工培训：没有写入：这张表已上报，不能修改；要改请先“退回修改”并写明原因。",
        "　　第 1 行得分（培训人数）：（空） → 1",
        "助餐：与前面的一张表完全相同，没有导入。",
    ]
    assert names(window) == ["职工培训", "党建经费", "助餐"]


def test_a_namesake_is_told_and_many_cells_are_counted(window: MainWindow, person: Person) -> None:
    other = replace(make_form(), id="another", goal_expected="办好")
    window.incoming.take([other])
    assert person.told[1:] == [f"职工培训：{incoming._NAMESAKE}"]
    person.told.clear()
    twice = replace(make_form("助餐"), id="x")
    changed = replace(
        twice,
        indicators=tuple(
            replace(row, target=Measure.of("1"), actual=Measure.of("2"), level3="甲")
            for row in twice.indicators
        ),
    )
    window.incoming.take([twice, changed])
    [_, first, *cells] = person.told
    assert "分不清哪张作数" in first
    assert (len(cells), cells[-1]) == (incoming._MOST_CELLS + 1, "　　……另有 3 处。")


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

    def give_up(files: Sequence[Path], progress: Progress) -> tuple[list[Form], list[str]]:
        progress(1, len(files))
        raise Cancelled

    monkeypatch.setattr(window.incoming, "_read_files", give_up)
    trigger(window, "open")
    assert window.statusBar().currentMessage() == "已取消"
    assert len(window.desk.forms()) == 2


def test_a_store_that_refuses_is_told(
    window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreTrouble("磁盘空间不足。")

    monkeypatch.setattr(window.desk.store, "write", fails)
    window.incoming.take([make_form("助餐")])
    assert person.told == ["磁盘空间不足。"]
    assert len(names(window)) == 2


def test_the_sample_comes_in_once(window: MainWindow, person: Person) -> None:
    for _ in range(2):
        trigger(window, "sample")
        assert len(window.desk.forms()) == 4
    assert person.asked == person.told == []
