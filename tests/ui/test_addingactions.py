"""New forms from the menus: by the assistant, as a copy, carried over to the next year."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.form import Form
from perfdesk.core.silence import SetAside
from perfdesk.core.state import State
from perfdesk.desk import Desk
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.ui import addingactions
from perfdesk.ui.addingactions import model_form, model_text
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, filled, make_form
from tests.ui.test_formactions import lock, message
from tests.ui.test_window import SCORE, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def stored(window: MainWindow) -> list[tuple[int | None, str]]:
    return sorted((item.year, item.project_name) for item in window.desk.forms())


def choose_all(window: MainWindow) -> None:
    listed = window.panel.list
    for row in range(listed.forms.rowCount()):
        select = QItemSelectionModel.SelectionFlag.Select
        listed.selectionModel().select(listed.forms.index(row, 0), select)


def test_a_new_form_is_shown_and_like_the_one_before(window: MainWindow, person: Person) -> None:
    person.new = Form("national-2020", project_name="绿化养护", year=2025)
    type_into(window, 0, "9")
    trigger(window, "new")
    assert person.asked[1] == "职工培训"
    assert (window.view.name.text(), shown(window).state) == ("绿化养护", State.DRAFT)
    assert message(window) == "已新建“绿化养护”"
    assert window.desk.store.load("id-1").form.indicators[0].score.text == "9"
    assert window.desk.history(shown(window).form.id)[0].text == "新建"


def test_who_thinks_better_of_it_gets_no_form(window: MainWindow) -> None:
    trigger(window, "new")
    assert len(window.desk.forms()) == 2


def test_the_first_form_of_all_has_no_model(
    opener: Opener, store_file: Path, person: Person
) -> None:
    window = opener(filled(store_file, []))
    person.new = make_form("第一张")
    QTest.mouseClick(window.layout_.empty.buttons[0], Qt.MouseButton.LeftButton)
    assert person.asked[1] == ""
    assert window.view.name.text() == "第一张"
    assert window.layout_.middle.currentWidget() is window.view


def test_a_copy_is_a_draft_with_all_contents(window: MainWindow) -> None:
    lock(window)
    before = shown(window).form
    trigger(window, "duplicate")
    copy = shown(window).form
    assert copy == replace(before, id=copy.id, project_name="职工培训（副本）")
    assert copy.id != before.id
    assert (shown(window).state, window.view.name.text()) == (State.DRAFT, "职工培训（副本）")


def test_the_chosen_forms_go_over_to_the_next_year_as_one_batch(
    window: MainWindow, person: Person
) -> None:
    choose_all(window)
    trigger(window, "carry_over")
    assert person.asked == [
        (
            "把 2 张表结转到 2025 年度？\n模板：上海区级 2024。\n"
            "计划保留；金额、结果、得分和原因清空。原来的表不变。"
        )
    ]
    assert window.panel.tabs.year == 2025
    assert [window.panel.model.line(row).name for row in range(2)] == ["职工培训", "党建经费"]
    form = shown(window).form
    assert (form.year, form.indicators[0].target.text) == (2025, "≥10(个)")
    assert (form.indicators[0].actual.text, form.funding.fiscal.filled) == ("", False)
    assert message(window) == "已结转 2 张表，请填写金额和结果"
    assert window.desk.history(form.id)[0].text == "结转"


def test_only_the_form_shown_goes_over_where_no_other_is_chosen(window: MainWindow) -> None:
    trigger(window, "next")
    trigger(window, "carry_over")
    assert (2025, "党建经费") in stored(window)
    assert len(window.desk.forms()) == 3


@pytest.mark.parametrize(
    ("answer", "count"), [("只结转其余 1 张", 1), ("全部结转", 2), ("取消", 0)]
)
def test_what_is_there_already_is_told_and_can_be_left_out(
    window: MainWindow, person: Person, answer: str, count: int
) -> None:
    window.desk.add([make_form("党建经费", 2025)])
    person.answers = [answer]
    choose_all(window)
    trigger(window, "carry_over")
    assert person.asked[0] == "要结转的 2 张表里，1 张在下一年已经有了。"
    assert person.asked[1].startswith("2025　党建经费\n")
    assert len(window.desk.forms()) == 3 + count


def test_where_all_are_there_nothing_is_left_to_carry_over(
    window: MainWindow, person: Person
) -> None:
    window.desk.add([make_form(f"项目{n}", 2024) for n in range(10)])
    window.panel.refresh()
    window.desk.add([make_form(f"项目{n}", 2025) for n in range(10)])
    rows = [row for row in range(12) if window.panel.model.line(row).name.startswith("项目")]
    window.panel.list.choose(rows[0])
    for row in rows[1:]:
        select = QItemSelectionModel.SelectionFlag.Select
        index = window.panel.model.index(row, 0)
        window.panel.list.selectionModel().select(index, select)
    person.answers = ["取消"]
    trigger(window, "carry_over")
    assert "……另有 2 张。" in person.asked[1]
    assert len(window.desk.forms()) == 22


def test_a_no_carries_nothing_over(window: MainWindow, person: Person) -> None:
    person.agrees = False
    trigger(window, "carry_over")
    assert len(window.desk.forms()) == 2


@pytest.mark.parametrize("name", ["new", "duplicate", "carry_over"])
def test_a_store_that_cannot_be_written_says_so(
    opener: Opener, store_file: Path, person: Person, name: str
) -> None:
    first = filled(store_file, [make_form()])
    person.new = make_form("新的")
    window = opener(Desk(open_store(FilePlace(store_file))))
    assert window.desk.read_only
    trigger(window, name)
    assert message(window) == window.desk.read_only
    assert len(window.desk.forms()) == 1
    window.close()
    first.close()


def test_several_forms_are_chosen_with_ctrl_and_one_again_without(window: MainWindow) -> None:
    listed = window.panel.list
    second = listed.visualRect(listed.forms.index(1, 0)).center()
    left, control = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(listed.viewport(), left, control, second)
    assert listed.chosen_ids == ["id-1", "id-2"]
    assert shown(window).form.id == "id-2"
    type_into(window, 0, "3", SCORE)
    shown(window).apply(SetCell("unit", "别的"))
    assert listed.chosen_ids == ["id-1", "id-2"]
    trigger(window, "previous")
    assert listed.chosen_ids == ["id-1"]


def test_the_templates_they_go_over_to_are_named(window: MainWindow, person: Person) -> None:
    window.desk.add([replace(make_form("别的"), template="national-2020")])
    window.panel.refresh()
    choose_all(window)
    trigger(window, "carry_over")
    assert "模板：上海区级 2024（2 张）、全国通用 2020（1 张）。" in person.asked[0]


def test_the_first_form_is_the_model_of_the_next_also_when_none_is_shown(
    opener: Opener, store_file: Path, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opener(filled(store_file, []))
    person.new = make_form("第一张", 2025)
    trigger(window, "new")
    trigger(window, "remove")
    models: list[Form | None] = []

    def listens(_parent: object, _templates: object, like: Form | None) -> list[Form]:
        models.append(like)
        return []

    monkeypatch.setattr(addingactions, "ask_new_forms", listens)
    trigger(window, "new")
    [model] = models
    assert model == Form(
        "shanghai-district-2024", year=2025, unit="区总工会本级", supervisor="区总工会"
    )


@pytest.mark.parametrize("text", ["", "{", "[]", '{"template": 3}', "null", '{"unit": ""}'])
def test_a_model_that_makes_no_sense_is_none(text: str) -> None:
    assert model_form(text) is None


def test_a_model_is_kept_without_figures() -> None:
    kept = model_form(model_text(make_form(year=None)))
    assert kept == Form("shanghai-district-2024", unit="区总工会本级", supervisor="区总工会")


def test_the_form_shown_is_carried_over_though_the_list_leaves_it_out(
    window: MainWindow, person: Person
) -> None:
    window.panel.search.setText("党建")
    window.panel.refresh()
    assert (window.panel.ids, window.chosen_ids()) == (["id-2"], ["id-1"])
    trigger(window, "carry_over")
    assert "把 1 张表结转到 2025 年度" in person.asked[0]
    assert shown(window).form.year == 2025


def test_where_the_model_cannot_be_kept_no_form_is_made(
    window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreTrouble("磁盘空间不足。")

    person.new = make_form("新的")
    monkeypatch.setattr(window.desk.store, "set_setting", fails)
    trigger(window, "new")
    assert (person.told, len(window.panel.ids)) == (["磁盘空间不足。"], 2)


def test_a_copy_takes_no_reasons_along(window: MainWindow) -> None:
    wrong = Finding("3", Severity.ERROR, "unit", "不对。", ("unit",))
    shown(window).apply(SetAside(wrong, "上级核定"))
    trigger(window, "duplicate")
    assert shown(window).form.project_name == "职工培训（副本）"
    assert shown(window).form.silenced == ()
