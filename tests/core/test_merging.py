"""Cell by cell between a stored form and one that came for it: all, nothing, or some of it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.cells import with_text
from perfdesk.core.form import Form, Indicator
from perfdesk.core.measure import Measure
from perfdesk.core.merging import Choice, choices, merged
from perfdesk.core.number import Number
from perfdesk.core.silence import Silence
from tests.support.forms import clean_form
from tests.support.strategies import forms

STORED = clean_form()


def keys(stored: Form, incoming: Form) -> list[str]:
    return [choice.key for choice in choices(stored, incoming)]


def choice(stored: Form, incoming: Form) -> Choice:
    [found] = choices(stored, incoming)
    return found


def row(name: str, level2: str = "数量指标", score: str = "") -> Indicator:
    target = Measure.of("≥1(个)")
    weight, points = Number.of("5"), Number.of(score)
    return Indicator("产出指标", level2, name, target, weight=weight, score=points)


def form_of(*rows: Indicator) -> Form:
    return replace(STORED, indicators=rows)


def names(form: Form) -> list[str]:
    return [item.level3 for item in form.indicators]


@given(forms(most=8), forms(most=8))
def test_nothing_taken_is_the_stored_form_and_all_taken_the_other(one: Form, other: Form) -> None:
    everything = set(keys(one, other))
    assert merged(one, other, everything) == replace(other, id=one.id)
    if everything:
        assert merged(one, other, ()) == one


@given(forms(most=6), forms(most=6), st.data())
def test_what_was_taken_differs_no_more(one: Form, other: Form, data: st.DataObject) -> None:
    everything = choices(one, other)
    cells = [item for item in everything if not item.key.startswith(("added", "removed", "order"))]
    if not cells:
        return
    taken = data.draw(st.sampled_from(cells))
    left = choices(merged(one, other, {taken.key}), other)
    names_left = {(item.name, item.before, item.after) for item in left}
    assert (taken.name, taken.before, taken.after) not in names_left


def test_a_cell_is_named_as_the_history_names_it() -> None:
    changed = with_text(STORED, "indicators[0].actual", "9")
    found = choice(STORED, changed)
    assert found.name.startswith("第 1 行实际完成值")
    assert (found.after, found.agreed, found.usual) == ("9", False, True)


def test_targets_weights_and_goals_are_kept_unless_they_were_empty() -> None:
    for address in ("indicators[0].target", "indicators[0].weight", "goal_expected"):
        found = choice(with_text(STORED, address, "1"), with_text(STORED, address, "2"))
        assert (found.agreed, found.usual) == (True, False)
        found = choice(with_text(STORED, address, ""), with_text(STORED, address, "2"))
        assert (found.agreed, found.usual) == (True, True)


def test_a_result_that_the_other_form_lacks_is_not_emptied_by_itself() -> None:
    filled = with_text(STORED, "indicators[0].note", "原因")
    assert not choice(filled, with_text(STORED, "indicators[0].note", "")).usual


def test_rows_meet_by_level_and_name_wherever_they_stand() -> None:
    stored = form_of(row("甲"), row("乙"), row("丙"))
    other = form_of(row("乙", score="4"), row("新"), row("甲"))
    assert keys(stored, other) == ["indicators[1].score", "added[1]", "removed[2]", "order"]
    taken = merged(stored, other, {"indicators[1].score"})
    assert names(taken) == ["甲", "乙", "丙"]
    assert [item.score.text for item in taken.indicators] == ["", "4", ""]


def test_of_rows_alike_the_nth_meets_the_nth() -> None:
    stored = form_of(row("甲"), row("甲"))
    other = form_of(row("甲"), row("甲", score="3"))
    assert keys(stored, other) == ["indicators[1].score"]


def test_a_row_under_another_level_is_met_by_its_name() -> None:
    stored, other = form_of(row("甲")), form_of(row("甲", "质量指标", "2"))
    assert keys(stored, other) == ["indicators[0].level2", "indicators[0].score"]


def test_spaces_make_no_other_row() -> None:
    assert keys(form_of(row("培训人数")), form_of(row("培训 人数"))) == ["indicators[0].level3"]


def test_a_row_taken_in_stands_after_the_row_that_it_follows() -> None:
    stored, other = form_of(row("甲"), row("乙")), form_of(row("甲"), row("新"), row("乙"))
    assert names(merged(stored, other, {"added[1]", "anything"})) == ["甲", "新", "乙"]
    first = form_of(row("新"), row("乙"))
    assert names(merged(stored, first, {"added[0]"})) == ["新", "甲", "乙"]


def test_the_order_of_the_file_keeps_rows_that_it_lacks_behind_their_neighbour() -> None:
    stored = form_of(row("甲"), row("旁"), row("乙"))
    other = form_of(row("乙"), row("甲"))
    assert names(merged(stored, other, {"order"})) == ["乙", "甲", "旁"]


def test_rows_come_by_themselves_only_where_there_are_none() -> None:
    assert choice(form_of(), form_of(row("甲"))).usual
    assert not any(item.usual for item in choices(form_of(row("甲")), form_of(row("乙"))))


def test_extra_texts_may_only_stand_in_another_order() -> None:
    one, other = (replace(STORED, extra=pairs) for pairs in (A_B, A_B[::-1]))
    assert keys(one, other) == ["labels"]
    changed = with_text(other, "supervisor", "别人")
    assert merged(one, changed, {"labels"}).extra == other.extra
    assert merged(one, changed, {"labels"}).supervisor == one.supervisor


A_B = (("甲", "1"), ("乙", "2"))


def test_what_a_file_sets_aside_may_be_taken_and_what_is_so_here_stays() -> None:
    here = replace(STORED, silenced=(Silence("3", "a", "上级核定"),))
    there = replace(STORED, silenced=(Silence("4", "b", "已核"),))
    found = choice(here, there)
    assert (found.name, found.before) == ("忽略审核意见的理由", "上级核定")
    assert (found.after, found.usual) == ("上级核定；已核", True)
    assert merged(here, there, [found.key]).silenced == (*here.silenced, *there.silenced)
    assert merged(here, with_text(there, "unit", "某局"), ["unit"]).silenced == here.silenced
    assert keys(here, STORED) == []
