"""The document: every edit can be undone exactly, no-ops leave no step, listeners hear all."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.cells import UnknownCell
from perfdesk.core.change import Change, Kind
from perfdesk.core.checks import check_form
from perfdesk.core.document import Closed, Document
from perfdesk.core.edits import (
    Become,
    DeleteIndicators,
    Edit,
    InsertIndicators,
    MoveIndicators,
    SetCell,
    SetCells,
    SwitchTemplate,
    set_group,
)
from perfdesk.core.form import Amounts, Form, Funding, Indicator
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.core.scoring import score_form
from perfdesk.core.state import State, WrongMove
from perfdesk.core.template import Template
from tests.support.forms import template

TEMPLATE = template()
HALF = Amounts(Number.of("100"), Number.of("100"), Number.of("50"))


def indicator(name: str, actual: str = "10个") -> Indicator:
    target = Measure.of("≥10个")
    return Indicator(
        "产出指标", "数量指标", name, target, Measure.of(actual), weight=Number.of("30")
    )


FORM = Form(
    template=TEMPLATE.id,
    project_name="培训",
    funding=Funding(fiscal=HALF),
    indicators=(indicator("a"), indicator("b"), indicator("c")),
)
EVERY_KIND: list[Edit] = [
    SetCell("project_name", "别的"),
    SetCell("indicators[1].score", "12"),
    SetCell("indicators[1].score", "1.2.3"),
    SetCell("funding.total.executed", "80"),
    SetCell("extra.评价结论", "好"),
    SetCells((("indicators[0].weight", "5"), ("goal_actual", "完成"))),
    set_group(FORM.indicators, 0, "level1", "效益指标"),
    InsertIndicators(1, (Indicator(level3="x"), indicator("y"))),
    DeleteIndicators((0, 2)),
    MoveIndicators((2,), 0),
    Become(
        Form(template=TEMPLATE.id, id="other", unit="某局", extra=(("甲", ""),)), "恢复到第 1 步"
    ),
    SwitchTemplate(TEMPLATE, template("shanghai-2022")),
    Become(Form(template="national-2020", unit="某局"), "恢复到第 2 步"),
]


@pytest.fixture
def document() -> Document:
    return Document(FORM, template)


@pytest.mark.parametrize("edit", EVERY_KIND, ids=lambda edit: edit.text(FORM))
def test_the_undo_law(document: Document, edit: Edit) -> None:
    before, figures = document.form, document.scores
    assert document.apply(edit)
    after, new_figures = document.form, document.scores
    assert after != before
    assert (document.undo_text, document.redo_text) == (edit.text(FORM), "")
    assert document.undo()
    assert (document.form, document.scores) == (before, figures)
    assert (document.undo_text, document.redo_text) == ("", edit.text(FORM))
    assert document.redo()
    assert (document.form, document.scores) == (after, new_figures)


@pytest.mark.parametrize(
    "edit",
    [
        SetCell("project_name", "培训"),
        SetCells(()),
        MoveIndicators((1,), 2),
        Become(FORM, "恢复到第 1 步"),
        SwitchTemplate(TEMPLATE, TEMPLATE),
        InsertIndicators(0, ()),
        DeleteIndicators(()),
    ],
)
def test_an_edit_that_changes_nothing_leaves_no_step(document: Document, edit: Edit) -> None:
    heard: list[Change] = []
    document.listen(heard.append)
    assert not document.apply(edit)
    assert (document.undo_text, heard) == ("", [])


def test_a_no_op_keeps_what_can_be_redone(document: Document) -> None:
    document.apply(SetCell("unit", "某局"))
    document.undo()
    document.apply(SetCell("unit", ""))
    assert document.redo_text == "修改实施单位"


def test_a_new_edit_forgets_what_was_undone(document: Document) -> None:
    document.apply(SetCell("unit", "甲"))
    document.undo()
    document.apply(SetCell("unit", "乙"))
    assert not document.redo()
    assert document.form.unit == "乙"


def test_consecutive_edits_of_a_cell_are_steps_of_their_own(document: Document) -> None:
    for text in ("1", "12", "123"):
        document.apply(SetCell("indicators[0].note", text))
    document.undo()
    assert document.form.indicators[0].note == "12"


def test_nothing_to_undo_or_redo(document: Document) -> None:
    assert not document.undo()
    assert not document.redo()
    assert document.form is FORM


def test_a_refused_edit_leaves_everything_as_it_was(document: Document) -> None:
    heard: list[Change] = []
    document.listen(heard.append)
    with pytest.raises(UnknownCell):
        document.apply(SetCells((("unit", "x"), ("indicators[9].note", "y"))))
    assert (document.form, document.undo_text, heard) == (FORM, "", [])


def test_scores_are_cooked_once_a_state(document: Document) -> None:
    first = document.scores
    assert document.scores is first
    assert first.total_score == Decimal("95.00")  # 10 × 50 % + 3 × 30
    document.apply(SetCell("indicators[0].actual", "5个"))
    assert document.scores.total_score == Decimal("80.00")
    assert (document.scores.grade, first.grade) == ("良", "优")


def test_listeners_hear_edit_undo_and_redo(document: Document) -> None:
    heard: list[Change] = []
    document.listen(heard.append)
    document.apply(SetCell("unit", "甲"))
    after = document.form
    document.undo()
    document.redo()
    assert [(change.before, change.after) for change in heard] == [
        (FORM, after),
        (after, FORM),
        (FORM, after),
    ]
    assert {change.text for change in heard} == {"修改实施单位"}


def test_findings_are_made_once_a_state_and_anew_after_a_change(document: Document) -> None:
    before = document.findings
    assert document.findings is before
    document.apply(SetCell("indicators[0].score", "99"))
    added = [item.where for item in document.findings if item not in before]
    assert "indicators[0].score" in added
    document.undo()
    assert document.findings == before == check_form(document.form, document.template)


def test_a_listener_finds_the_new_scores(document: Document) -> None:
    totals: list[Decimal] = []
    document.listen(lambda _change: totals.append(document.scores.total_score))
    document.apply(SetCell("indicators[0].score", "0"))
    assert totals == [Decimal("65.00")]


def test_a_listener_can_be_removed_even_while_listening(document: Document) -> None:
    heard: list[str] = []

    def once(change: Change) -> None:
        heard.append(change.text)
        stop()

    stop = document.listen(once)
    document.listen(lambda change: heard.append(f"也{change.text}"))
    document.apply(SetCell("unit", "甲"))
    document.apply(SetCell("unit", "乙"))
    stop()
    assert heard == ["修改实施单位", "也修改实施单位", "也修改实施单位"]


ROWS = st.integers(0, 5)
TEXTS = st.sampled_from(["", "5", "1.2.3", "１２", "达成指标", "≥10个"])
CELLS = st.sampled_from(
    [f"indicators[{row}].{key}" for row in range(4) for key in ("level1", "actual", "score")]
    + ["funding.total.executed", "funding.other.adjusted", "execution_weight", "extra.x"]
)
ROW_SETS = st.lists(ROWS, max_size=3).map(tuple)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetCell, CELLS, TEXTS),
    st.builds(SetCells, st.lists(st.tuples(CELLS, TEXTS), max_size=4).map(tuple)),
    st.builds(InsertIndicators, ROWS, st.just((indicator("x"),))),
    st.builds(DeleteIndicators, ROW_SETS),
    st.builds(MoveIndicators, ROW_SETS, ROWS),
)


@given(st.lists(st.one_of(EDITS, st.sampled_from(["undo", "redo"])), max_size=12))
def test_any_sequence_goes_back_to_the_start_and_forth_again(
    steps: list[Edit | str],
) -> None:
    document = Document(FORM, template)
    for step in steps:
        if step == "undo":
            document.undo()
        elif step == "redo":
            document.redo()
        elif not isinstance(step, str):
            try:
                document.apply(step)
            except UnknownCell:
                continue
        assert document.scores == Document(document.form, template).scores
    seen = [document.form]
    while document.undo():
        seen.append(document.form)
    assert document.form == FORM
    for expected in reversed(seen[:-1]):
        assert document.redo()
        assert document.form == expected
    while document.undo():
        pass
    assert document.form == FORM


DRAFT, CHECKED, REPORTED, ARCHIVED = State
REASON = "发现一处填错"


def moved(*states: State) -> Document:
    """A document with one step done and one undone, moved from state to state."""
    document = Document(FORM, template)
    document.apply(SetCell("unit", "甲"))
    document.apply(SetCell("unit", "乙"))
    document.undo()
    for state in states:
        document.move_to(state, REASON)
    return document


def test_a_form_brought_back_keeps_its_own_identity(document: Document) -> None:
    document.apply(Become(Form(template=TEMPLATE.id, id="other", unit="某局"), "恢复"))
    assert (document.form.id, document.form.unit) == (FORM.id, "某局")


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda document: document.apply(SetCell("unit", "丙")), Kind.EDITED),
        (lambda document: document.undo(), Kind.UNDONE),
        (lambda document: document.redo(), Kind.REDONE),
    ],
)
def test_what_was_checked_is_a_draft_again_after_any_step(
    act: Callable[[Document], bool], kind: Kind
) -> None:
    document = moved(CHECKED)
    heard: list[Change] = []
    document.listen(heard.append)
    assert act(document)
    (change,) = heard
    assert (change.kind, change.state_before, change.state_after) == (kind, CHECKED, DRAFT)
    assert document.state is DRAFT


def test_an_edit_that_changes_nothing_leaves_the_check() -> None:
    document = moved(CHECKED)
    document.apply(SetCell("unit", "甲"))
    assert document.state is CHECKED


@pytest.mark.parametrize("states", [(CHECKED, REPORTED), (CHECKED, REPORTED, ARCHIVED)])
def test_a_locked_form_takes_nothing_and_says_why(states: tuple[State, ...]) -> None:
    document = moved(*states)
    before, heard = document.form, list[Change]()
    document.listen(heard.append)
    acts: list[Callable[[], object]] = [
        lambda: document.apply(SetCell("unit", "丙")),
        document.undo,
        document.redo,
    ]
    for act in acts:
        with pytest.raises(Closed, match="退回修改"):
            act()
    assert (document.form, document.undo_text, document.redo_text, heard) == (before, "", "", [])
    assert document.closed_because == states[-1].closed_because
    assert not document.read_only


def test_a_reopened_form_can_be_undone_to_the_start() -> None:
    document = moved(CHECKED, REPORTED, ARCHIVED, DRAFT)
    assert (document.undo_text, document.redo_text) == ("修改实施单位", "修改实施单位")
    assert document.undo()
    assert document.form == FORM


def test_a_move_is_told_with_its_reason_and_is_no_step_of_undo() -> None:
    document = moved(CHECKED, REPORTED)
    heard: list[Change] = []
    document.listen(heard.append)
    document.move_to(DRAFT, f" {REASON} ")
    (change,) = heard
    assert (change.kind, change.text, change.reason) == (Kind.MOVED, "已上报 → 草稿", REASON)
    assert change.before == change.after == document.form
    assert document.undo_text == "修改实施单位"


@pytest.mark.parametrize(("state", "reason"), [(ARCHIVED, REASON), (DRAFT, " "), (REPORTED, "")])
def test_a_wrong_move_changes_nothing(state: State, reason: str) -> None:
    document = moved(CHECKED, REPORTED)
    if state is ARCHIVED:
        document.move_to(DRAFT, REASON)
    before, heard = document.state, list[Change]()
    document.listen(heard.append)
    with pytest.raises(WrongMove):
        document.move_to(state, reason)
    assert (document.state, heard) == (before, [])


def test_in_a_read_only_store_nothing_can_be_changed_at_all() -> None:
    document = Document(FORM, template, CHECKED, closed="正由 张三 打开，只能查看。")
    acts: list[Callable[[], object]] = [
        lambda: document.apply(SetCell("unit", "丙")),
        document.undo,
        lambda: document.move_to(REPORTED),
    ]
    for act in acts:
        with pytest.raises(Closed, match="张三"):
            act()
    assert (document.form, document.state) == (FORM, CHECKED)
    assert document.read_only == document.closed_because == "正由 张三 打开，只能查看。"


def test_what_others_stored_is_taken_over_and_ends_the_steps_of_undo() -> None:
    document = moved()
    heard: list[Change] = []
    document.listen(heard.append)
    theirs = Form(template=TEMPLATE.id, unit="别人")
    assert document.scores.total_score
    document.take_over(theirs, REPORTED)
    assert (document.form, document.state) == (theirs, REPORTED)
    assert document.scores.total_score == 0
    assert document.template is template(TEMPLATE.id)
    document.take_over(theirs, DRAFT)
    assert not document.undo()
    assert not document.redo()
    assert [change.kind for change in heard] == [Kind.TAKEN, Kind.TAKEN]


def test_a_form_taken_over_brings_its_template() -> None:
    document = moved()
    document.take_over(Form(template="national-2020"), DRAFT)
    assert document.template is template("national-2020")


def test_the_template_is_always_that_of_the_form(document: Document) -> None:
    yuan = template("shanghai-2022")
    heard: list[str] = []
    document.listen(lambda _change: heard.append(document.template.id))
    document.apply(SwitchTemplate(TEMPLATE, yuan))
    assert document.undo_text == "换用模板“上海 2022”"
    document.undo()
    document.redo()
    assert heard == [yuan.id, TEMPLATE.id, yuan.id]
    assert document.template is yuan
    assert document.scores == score_form(document.form, yuan.rules)
    assert document.findings == check_form(document.form, yuan)


class Gone(Exception):
    """There is no such template."""


def test_a_template_that_is_missing_leaves_everything_as_it_was() -> None:
    known = {TEMPLATE.id: TEMPLATE, "shanghai-2022": template("shanghai-2022")}

    def find(template_id: str) -> Template:
        if template_id not in known:
            raise Gone(template_id)
        return known[template_id]

    document = Document(FORM, find)
    document.apply(SwitchTemplate(TEMPLATE, known["shanghai-2022"]))
    after = document.form
    heard: list[Change] = []
    document.listen(heard.append)
    del known[TEMPLATE.id]
    acts: list[Callable[[], object]] = [
        lambda: document.apply(Become(FORM, "恢复")),
        document.undo,
        lambda: document.take_over(FORM, DRAFT),
    ]
    for act in acts:
        with pytest.raises(Gone):
            act()
    assert (document.form, document.undo_text, heard) == (after, "换用模板“上海 2022”", [])
    with pytest.raises(Gone):
        Document(FORM, find)
