"""Folding: what people see as the same is the same, and parts stay parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.search.folding import folded

# Every kind of character, lone surrogates and NUL too.
ANY_TEXT = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "C")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＡＢＣ１２３（％）", "abc123(%)"),
        ("公共 文化\r\n体育\t活动", "公共文化体育活动"),
        ("张　三", "张三"),
        ("建筑面积 300㎡", "建筑面积300m2"),
        ("①⼀㈠", "1一(一)"),
        ("ǙÉ e\u0301 STRAẞE", "ueestrasse"),
        ("补\u200b贴\ufeff发\u00ad放", "补贴发放"),
        ("乱码\x00\ud800", "乱码"),
        ("葛\U000e0100", "葛"),
        ("", ""),
        (" \u3000\n", ""),
    ],
)
def test_width_case_accents_and_hidden_signs_play_no_part(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(("one", "other"), [("一", "二"), ("1", "2"), ("、", "，"), ("a", "b")])
def test_what_people_see_as_different_stays_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(ANY_TEXT)
def test_a_folded_text_folds_to_itself_and_can_be_stored_anywhere(text: str) -> None:
    plain = folded(text)
    assert folded(plain) == plain
    assert not any(sign.isspace() or sign == "\0" for sign in plain)
    assert plain.encode("utf-8").decode("utf-8") == plain


@given(ANY_TEXT, ANY_TEXT)
def test_the_parts_of_a_text_fold_as_the_whole_does(start: str, end: str) -> None:
    assert folded(start) + folded(end) == folded(start + end)
