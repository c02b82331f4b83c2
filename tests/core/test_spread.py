"""The missing points are spread over the chosen rows, and then the total is exact."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from perfdesk.core.document import Document
from perfdesk.core.form import Form, Indicator
from perfdesk.core.number import Number
from perfdesk.core.rounding import add
from perfdesk.core.spread import Share, equal_shares, missing_points, spread
from tests.support.forms import rules, template

RULES = rules()
EQUAL, PROPORTIONAL = Share.EQUAL, Share.PROPORTIONAL


def form_of(*weights: str) -> Form:
    rows = tuple(Indicator(weight=Number.of(text)) for text in weights)
    return Form(template().id, indicators=rows)


def spread_weights(form: Form, rows: list[int], share: Share) -> list[str]:
    done = spread(form, RULES, rows, share)
    assert done.edit is not None
    return [row.weight.text for row in done.edit.apply(form).indicators]


@pytest.mark.parametrize(
    ("weights", "rows", "share", "after"),
    [
        (("", "", ""), [0, 1, 2], EQUAL, ["30", "30", "30"]),
        (("20", "10", ""), [0, 1, 2], EQUAL, ["40", "30", "20"]),
        (("", "", "5", "", "", "", ""), [0, 1, 3, 4, 5, 6], EQUAL, None),
        (("20", "10"), [0, 1], PROPORTIONAL, ["60", "30"]),
        (("20", "10", ""), [0, 1, 2], PROPORTIONAL, ["60", "30", ""]),
        (("1", "1", "1", "87.01"), [2, 0, 1], PROPORTIONAL, None),
        (("", ""), [1], PROPORTIONAL, ["", "90"]),
        (("60", "40"), [0, 1], PROPORTIONAL, ["54", "36"]),
        (("33.333", "33.333"), [0, 1], EQUAL, ["45.007", "44.993"]),
        (("33.34", "33.33"), [0, 1], EQUAL, ["45.01", "44.99"]),
    ],
)
def test_shares(
    weights: tuple[str, ...], rows: list[int], share: Share, after: list[str] | None
) -> None:
    found = spread_weights(form_of(*weights), rows, share)
    assert add(*(Number.of(text).value or Decimal(0) for text in found)) == 90
    if after is not None:
        assert found == after


def test_what_is_left_over_goes_to_the_first_rows() -> None:
    assert spread_weights(form_of("89.95", "", "", ""), [1, 2, 3], EQUAL) == [
        *("89.95", "0.02", "0.02", "0.01"),
    ]


def test_the_typed_weight_of_the_execution_rate_counts() -> None:
    form = replace(form_of("", ""), execution_weight=Number.of("20"))
    assert missing_points(form, RULES) == 80
    assert spread_weights(form, [0, 1], EQUAL) == ["40", "40"]


def test_it_is_told_in_a_sentence_and_named_in_the_menu() -> None:
    form = form_of("60", "", "")
    done = spread(form, RULES, [1, 2], EQUAL)
    assert done.sentence == "已把缺少的 30 分分摊到 2 行。"
    assert done.edit is not None
    assert done.edit.text(form) == "分摊第 2–3 行分值"
    done = spread(form_of("50", "50"), RULES, [0, 1], PROPORTIONAL)
    assert done.sentence == "已从 2 行减去多出的 10 分。"


def test_weights_that_are_none_stay_and_are_named() -> None:
    form = form_of("十", "-5", "")
    done = spread(form, RULES, [0, 1, 2], EQUAL)
    assert done.edit is not None
    assert [row.weight.text for row in done.edit.apply(form).indicators] == ["十", "-5", "95"]
    assert done.sentence == (
        "已把缺少的 95 分分摊到 1 行。不能计算，没有分摊：第 1 行分值“十”、第 2 行分值“-5”。"
    )


@pytest.mark.parametrize(
    ("weights", "rows", "share", "sentence"),
    [
        (("90",), [0], EQUAL, "分值合计已是 100 分，不用分摊。"),
        (("80",), [], EQUAL, "请先选中要分摊的行。"),
        (("十",), [0], EQUAL, "没有可以分摊的行。不能计算，没有分摊：第 1 行分值“十”。"),
        (("95",), [0], EQUAL, "分值合计多出 5 分，不能再平均分摊；可以按比例减下来。"),
        (("95", "2"), [1], PROPORTIONAL, "分值合计多出 7 分，选中的行不够减，请多选几行。"),
    ],
)
def test_where_there_is_nothing_to_spread_the_reason_is_told(
    weights: tuple[str, ...], rows: list[int], share: Share, sentence: str
) -> None:
    done = spread(form_of(*weights), RULES, rows, share)
    assert (done.edit, done.sentence) == (None, sentence)


def test_shares_of_nothing() -> None:
    assert equal_shares(Decimal(5), 0) == []


WEIGHTS = st.one_of(
    st.sampled_from(["", "十", "0", "0.01", "12.345", "1" * 40, "-3"]),
    st.decimals(0, 40, places=2).map(str),
)


@given(st.lists(WEIGHTS, min_size=1, max_size=50), st.sampled_from(Share), st.data())
def test_afterwards_the_total_is_exact_and_no_weight_is_negative(
    weights: list[str], share: Share, data: st.DataObject
) -> None:
    form = form_of(*weights)
    rows = data.draw(st.sets(st.integers(0, len(weights) - 1)))
    done = spread(form, RULES, rows, share)
    assume(done.edit is not None)
    assert done.edit is not None
    document = Document(form, template)
    assert document.apply(done.edit)
    assert document.scores.total_weight == RULES.total
    for row, (before, after) in enumerate(
        zip(form.indicators, document.form.indicators, strict=True)
    ):
        assert before == after or (row in rows and (after.weight.value or Decimal(0)) >= 0)
    document.undo()
    assert document.form == form
