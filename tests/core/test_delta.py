"""Deltas: exact for any two forms, both ways, and refused by any other form."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.delta import SILENCED, CellChange, Delta, NotApplicable, delta_between
from perfdesk.core.edits import DeleteIndicators, Edit, InsertIndicators, MoveIndicators, SetCell
from perfdesk.core.form import Form, Indicator, Printed
from perfdesk.core.silence import Silence
from tests.support import strategies
from tests.support.forms import clean_form

labels = st.sampled_from(["", "甲", "乙", "a.b", "extra.x", "评价 结论", "\x00"])
extras = st.dictionaries(labels, st.sampled_from(["", "1", "2", "\ud800"]), max_size=4)
printed = st.builds(Printed, rate=st.sampled_from(["", "90.00"]), grade=st.sampled_from(["", "优"]))
years = st.one_of(st.none(), st.sampled_from([-44, 0, 2024, 99999, 10**30]))


silenced = st.lists(
    st.builds(
        Silence, st.sampled_from(["3", "4"]), st.sampled_from("ab"), st.sampled_from(["已核", "\n"])
    ),
    max_size=2,
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    form = draw(strategies.forms(most=12))
    return replace(
        form,
        year=draw(years),
        extra=tuple(draw(st.permutations(list(draw(extras).items())))),
        printed=draw(printed),
        silenced=tuple(draw(silenced)),
    )


def assert_both_ways(before: Form, after: Form) -> Delta:
    delta = delta_between(before, after)
    assert delta.apply(before) == after
    assert delta.inverse.apply(after) == before
    assert delta.inverse.inverse == delta
    return delta


@given(forms(), forms())
def test_any_form_becomes_any_other_and_back(before: Form, after: Form) -> None:
    delta = assert_both_ways(before, after)
    assert bool(delta) == (before != after)


rows = strategies.indicators()
at = st.integers(0, 3)
edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetCell, st.sampled_from(["indicators[0].note", "unit"]), strategies.short_text),
    st.builds(InsertIndicators, at, st.tuples(rows, rows)),
    st.builds(DeleteIndicators, st.lists(at, max_size=2).map(tuple)),
    st.builds(MoveIndicators, st.tuples(at), at),
)
FOUR_ROWS = replace(
    clean_form(), indicators=tuple(Indicator(level3=name) for name in ("甲", "乙", "乙", "丙"))
)


@given(st.lists(edits, max_size=4))
def test_what_edits_made_is_told_both_ways(made: list[Edit]) -> None:
    form = FOUR_ROWS
    for edit in made:
        if len(form.indicators) >= 4:
            form = edit.apply(form)
    assert_both_ways(FOUR_ROWS, form)


def test_a_form_from_nothing_is_all_in_its_delta() -> None:
    form = replace(clean_form(), id="x")
    assert_both_ways(Form("", id="x"), form)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((("甲", "1"), ("乙", "2")), (("乙", "2"), ("甲", "1"))),
        ((("乙", "2"), ("甲", "1")), (("甲", "1"),)),
        ((("甲", "1"),), (("乙", "2"), ("甲", "1"))),
        ((("甲", ""), ("乙", "2")), (("甲", ""), ("乙", "3"))),
        ((("甲", ""),), (("甲", "1"),)),
        ((), (("", "无名"),)),
        ((("a.b", "1"),), (("a.b", "2"), ("a", "3"))),
    ],
)
def test_extra_labels_keep_their_order_both_ways(
    before: tuple[tuple[str, str], ...], after: tuple[tuple[str, str], ...]
) -> None:
    assert_both_ways(Form("t", extra=before), Form("t", extra=after))


def test_one_typed_cell_is_one_cell() -> None:
    before = clean_form()
    delta = delta_between(before, SetCell("indicators[1].score", "39").apply(before))
    assert delta == Delta((CellChange("indicators[1].score", "40", "39"),))
    assert delta.addresses == {"indicators[1].score"}


def test_only_the_rows_that_came_are_kept() -> None:
    row = Indicator(level3="新")
    delta = delta_between(FOUR_ROWS, InsertIndicators(2, (row,)).apply(FOUR_ROWS))
    assert delta.splice
    assert (delta.splice.at, delta.splice.removed, delta.splice.added) == (2, (), (row,))
    assert not delta.cells


def test_swapped_rows_are_a_splice_not_sixteen_cells() -> None:
    delta = delta_between(FOUR_ROWS, MoveIndicators((3,), 0).apply(FOUR_ROWS))
    assert delta.splice
    assert not delta.cells


def test_a_row_that_moved_is_a_splice_though_another_changed() -> None:
    moved = MoveIndicators((3,), 0).apply(FOUR_ROWS)
    delta = delta_between(FOUR_ROWS, SetCell("indicators[1].note", "天气").apply(moved))
    assert delta.splice
    assert not delta.cells


@pytest.mark.parametrize(
    "other",
    [
        clean_form(indicators_0__score="41"),
        replace(clean_form(), indicators=()),
        replace(clean_form(), indicators=clean_form().indicators[:1]),
    ],
)
def test_a_delta_fits_no_other_form(other: Form) -> None:
    both = clean_form(indicators_0__score="1", indicators_1__score="2")
    with pytest.raises(NotApplicable, match="indicators"):
        delta_between(clean_form(), both).apply(other)
    longer = InsertIndicators(1, (Indicator(level3="新"),)).apply(clean_form())
    shorter = delta_between(longer, clean_form())
    with pytest.raises(NotApplicable, match="indicators"):
        shorter.apply(other)


def test_cells_are_put_on_a_form_whatever_stood_there() -> None:
    mine = replace(clean_form(unit="某局", supervisor="甲"), printed=Printed(grade="优"))
    delta = delta_between(clean_form(), mine)
    theirs = clean_form(unit="别的局", project_name="改名")
    put = delta.put_on(theirs, but={"supervisor"})
    assert (put.unit, put.supervisor, put.project_name, put.printed.grade) == (
        "某局",
        "区总工会",
        "改名",
        "优",
    )


def aside(*rules: str, reason: str = "已核") -> tuple[Silence, ...]:
    return tuple(Silence(rule, "m", reason) for rule in rules)


def test_what_is_set_aside_is_neither_cell_nor_row() -> None:
    before = replace(clean_form(), silenced=aside("3"))
    delta = delta_between(before, replace(before, silenced=aside("3", "4")))
    assert delta == Delta(silenced=(aside("3"), aside("3", "4")))
    assert delta.addresses == {SILENCED}
    with pytest.raises(NotApplicable, match=SILENCED):
        delta.apply(clean_form())


def test_what_both_set_aside_is_kept_and_what_one_takes_back_goes() -> None:
    base = replace(clean_form(), silenced=aside("3"))
    mine = delta_between(base, replace(base, silenced=aside("4")))
    theirs = replace(base, silenced=aside("3", "5"))
    assert mine.put_on(theirs).silenced == aside("5", "4")
    assert mine.put_on(theirs, but={SILENCED}) == theirs
    more = delta_between(base, replace(base, silenced=aside("3", "4")))
    taken_back = replace(base, silenced=aside("5"))
    assert more.put_on(taken_back).silenced == aside("5", "4")
    other_words = replace(base, silenced=aside("3", reason="另有文件"))
    assert more.put_on(other_words).silenced == (*other_words.silenced, *aside("4"))
    again = delta_between(base, replace(base, silenced=aside("3", reason="另有文件")))
    assert again.put_on(theirs).silenced == (*aside("5"), *aside("3", reason="另有文件"))
