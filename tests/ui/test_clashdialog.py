"""Two people's changes of one form: shown side by side, settled by a person."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.modeltest import ModelTester

from perfdesk.core.change import Change, Kind
from perfdesk.core.edits import DeleteIndicators, SwitchTemplate
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.store.keeping import Clash
from perfdesk.store.records import Stored
from perfdesk.ui.clashdialog import Choice, ClashDialog, ask_clash
from perfdesk.ui.clashmodel import COLUMNS, ClashColumn, ClashModel, sides_of
from tests.support.desks import clean, when_open
from tests.support.forms import template, typed

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("qapp"),
]

MINE, THEIRS = COLUMNS.index(ClashColumn.MINE), COLUMNS.index(ClashColumn.THEIRS)
SCORE, UNIT, GOAL = "indicators[0].score", "unit", "goal_actual"


def theirs_is(form: Form, state: State = State.DRAFT, removed: bool = False) -> Stored:
    return Stored(form, state, 5, removed)


def contested() -> Clash:
    """Score and goal changed by both, the unit by me, the supervisor by them."""
    mine = typed(clean(), {SCORE: "30", GOAL: "我写的", UNIT: "我的单位"})
    theirs = typed(clean(), {SCORE: "20", GOAL: "他写的", "supervisor": "市总工会"})
    return Clash(clean(), mine, theirs_is(theirs))


def told(dialog: ClashDialog) -> list[list[str]]:
    model = dialog.model
    columns = range(model.columnCount())
    return [
        [model.index(row, column).data() for column in columns] for row in range(model.rowCount())
    ]


def answered(clash: Clash, *keys: Qt.Key, button: str = "") -> Choice | None:
    """What `ask_clash` answers after these keys in the table, or that button."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, ClashDialog)
        for key in keys:
            QTest.keyClick(dialog.table, key)
        if button:
            getattr(dialog, button).click()

    when_open(act)
    return ask_clash(None, clash)


def test_both_sides_are_shown_contested_cells_first() -> None:
    dialog = ClashDialog(contested())
    rows = told(dialog)
    assert rows[0] == ["实际完成情况", "（空）", "○ 我写的", "○ 他写的"]
    assert rows[1] == ["第 1 行得分（培训人数）", "40", "○ 30", "○ 20"]
    assert ["主管部门", "区总工会", "", "市总工会"] in rows[2:]
    assert ["实施单位", "区总工会本级", "我的单位", ""] in rows[2:]
    assert not dialog.merge.isEnabled()
    assert dialog.notice.text() == "还有 2 处没有选。"


def test_the_keyboard_chooses_a_side_for_each_cell_and_merges() -> None:
    space, enter = Qt.Key.Key_Space, Qt.Key.Key_Return
    keys = (space, Qt.Key.Key_Down, Qt.Key.Key_Right, space, enter)
    assert answered(contested(), *keys) == frozenset({GOAL})


def test_a_second_choice_replaces_the_first() -> None:
    dialog = ClashDialog(contested())
    for row, column in ((0, MINE), (0, THEIRS), (1, THEIRS), (1, MINE)):
        dialog.table.clicked.emit(dialog.model.index(row, column))
    assert dialog.model.mine == frozenset({SCORE})
    assert told(dialog)[1][2:] == ["● 30", "○ 20"]
    assert dialog.merge.isEnabled()
    assert dialog.notice.text() == ""


def test_a_click_beside_the_sides_or_on_an_uncontested_row_chooses_nothing() -> None:
    dialog = ClashDialog(contested())
    for row, column in ((0, 0), (0, 1), (2, MINE), (3, THEIRS)):
        dialog.table.clicked.emit(dialog.model.index(row, column))
    assert dialog.model.open_places == 2
    assert dialog.model.mine == frozenset()


def test_merging_waits_until_everything_is_chosen() -> None:
    assert answered(contested(), Qt.Key.Key_Space, Qt.Key.Key_Return) is None


def test_a_whole_side_can_be_taken() -> None:
    assert answered(contested(), button="mine") == "mine"
    assert answered(contested(), button="theirs") == "theirs"


def test_esc_decides_nothing() -> None:
    assert answered(contested(), Qt.Key.Key_Space, Qt.Key.Key_Escape) is None


def test_changes_of_different_cells_merge_at_once() -> None:
    mine, theirs = typed(clean(), {UNIT: "甲"}), typed(clean(), {SCORE: "20"})
    clash = Clash(clean(), mine, theirs_is(theirs))
    assert answered(clash, Qt.Key.Key_Return) == frozenset()


def test_of_two_templates_only_a_whole_side_can_be_taken() -> None:
    mine = SwitchTemplate(template(), template("shanghai-2022")).apply(clean())
    theirs = typed(clean(), {"funding.carryover.initial": "5"})
    dialog = ClashDialog(Clash(clean(), mine, theirs_is(theirs)))
    assert "两边的模板不同" in dialog.question.text()
    assert ["模板", "上海区级 2024", "上海 2022", ""] in told(dialog)
    assert dialog.merge.isHidden()


def test_where_rows_went_only_whole_sides_can_be_taken() -> None:
    theirs = DeleteIndicators((0,)).apply(clean())
    clash = Clash(clean(), typed(clean(), {SCORE: "30"}), theirs_is(theirs))
    dialog = ClashDialog(clash)
    assert dialog.merge.isHidden()
    assert not dialog.mine.isHidden()
    assert ["其他", "", "", "删除第 1 行（培训人数）"] in told(dialog)
    assert dialog.model.open_places == 0
    assert "整张" in dialog.question.text()
    assert answered(clash, Qt.Key.Key_Space, Qt.Key.Key_Return) is None
    assert answered(clash, button="mine") == "mine"


def test_a_form_they_have_locked_can_only_be_theirs() -> None:
    mine, theirs = typed(clean(), {SCORE: "30"}), typed(clean(), {SCORE: "20"})
    clash = Clash(clean(), mine, theirs_is(theirs, State.REPORTED))
    dialog = ClashDialog(clash)
    assert dialog.mine.isHidden()
    assert dialog.merge.isHidden()
    assert "已上报" in dialog.question.text()
    assert answered(clash, Qt.Key.Key_Return) == "theirs"


def test_my_move_of_state_is_named() -> None:
    mine, theirs = typed(clean(), {SCORE: "30"}), typed(clean(), {UNIT: "他"})
    moved = Change(mine, mine, "", Kind.MOVED, State.DRAFT, State.CHECKED)
    clash = Clash(clean(), mine, theirs_is(theirs), (moved,))
    assert "你还把状态改成了“已审核”" in ClashDialog(clash).question.text()
    assert "状态" not in ClashDialog(replace(clash, moves=())).question.text()


def test_what_i_have_opened_again_is_not_locked() -> None:
    mine, theirs = typed(clean(), {SCORE: "30"}), typed(clean(), {SCORE: "20"})
    opened = Change(mine, mine, "", Kind.MOVED, State.REPORTED, State.DRAFT, "填错")
    clash = Clash(clean(), mine, theirs_is(theirs, State.ARCHIVED), (opened,))
    assert answered(clash, button="mine") == "mine"


def test_a_form_they_have_removed_comes_back_with_mine_or_goes() -> None:
    clash = Clash(clean(), typed(clean(), {SCORE: "30"}), theirs_is(clean(), removed=True))
    dialog = ClashDialog(clash)
    assert "删除" in dialog.question.text()
    assert dialog.merge.isHidden()
    assert answered(clash, button="mine") == "mine"


def test_who_the_other_person_is_is_said() -> None:
    clash = contested()
    assert "对方也修改了它" in ClashDialog(clash).question.text()
    named = ClashDialog(replace(clash, who="李科长"))
    assert named.question.text().startswith("你修改这张表的同时，李科长（对方）也修改了它。")


def test_long_texts_are_shown_whole_below() -> None:
    mine = typed(clean(), {GOAL: "一段长文字\n第二行" * 50})
    dialog = ClashDialog(Clash(clean(), mine, theirs_is(typed(clean(), {GOAL: "短"}))))
    assert dialog.details[ClashColumn.MINE].toPlainText() == mine.goal_actual
    assert dialog.details[ClashColumn.THEIRS].toPlainText() == "短"
    assert dialog.details[ClashColumn.BASE].toPlainText() == "（空）"
    assert "\n" not in told(dialog)[0][MINE]


def test_a_move_of_states_alone_has_no_cells_and_still_asks() -> None:
    clash = Clash(clean(), clean(), theirs_is(clean()))
    assert told(ClashDialog(clash)) == []
    assert answered(clash, button="theirs") == "theirs"


def test_the_model_is_sound(qtmodeltester: ModelTester) -> None:
    model = ClashModel(sides_of(contested()))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.choose(model.index(0, MINE))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert not model.index(0, MINE).flags() & Qt.ItemFlag.ItemIsEditable
