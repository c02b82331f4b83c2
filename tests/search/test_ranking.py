"""What answers a few typed letters, and what comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.search.ranking import Candidate, ranked, words_of
from perfdesk.search.readings import syllables

TEXTS = ["打印本表…", "打印列出的表…", "导出本表 Excel…", "撤销", "修改历史…", "长沙（市级）项目"]


def found(typed: str, texts: list[str] = TEXTS) -> list[str]:
    numbers = ranked(words_of(typed), [Candidate(text) for text in texts])
    return [texts[number] for number in numbers]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("打印", "打印本表…"),
        ("dy", "打印本表…"),
        ("dayin", "打印本表…"),
        ("dayi", "打印本表…"),
        ("dayinlie", "打印列出的表…"),
        ("dylc", "打印列出的表…"),
        ("excel", "导出本表 Excel…"),
        ("EXCEL", "导出本表 Excel…"),
        ("dcexcel", "导出本表 Excel…"),
        ("daochu excel", "导出本表 Excel…"),
        ("excel 导出", "导出本表 Excel…"),
        ("chexiao", "撤销"),
        ("xgls", "修改历史…"),
        ("历史", "修改历史…"),
        ("changsha", "长沙（市级）项目"),
        ("zhangsha", "长沙（市级）项目"),
        ("cssj", "长沙（市级）项目"),
        ("打表", "打印本表…"),
        ("dyb", "打印本表…"),
    ],
)
def test_the_best_answer_comes_first(typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.mark.parametrize("typed", ["zzz", "印打", "dayinx", "打印 zzz", "5", "。"])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert found(typed) == []


def test_nothing_typed_finds_all_in_their_order() -> None:
    assert words_of("  \u3000 ") == ()
    assert ranked((), [Candidate(text) for text in "乙丙甲"]) == [0, 1, 2]


def test_a_beginning_goes_before_the_middle_and_pinyin_after_characters() -> None:
    texts = ["跳过表", "先表后里", "表里", "彪", "b 表"]
    assert found("表", texts) == ["表里", "b 表", "先表后里", "跳过表"]
    assert found("b", texts) == ["b 表", "彪", "表里", "先表后里", "跳过表"]


def test_one_letter_finds_nothing_through_gaps_and_a_list_may_forbid_gaps() -> None:
    close = Candidate("打印本表", gaps=False)
    assert close.rank(words_of("打表")) is None
    assert Candidate("打印本表").rank(words_of("打表")) is not None


def test_syllables_are_those_of_the_keyboard() -> None:
    assert syllables(ord("长")) == {"chang", "zhang"}
    assert syllables(ord("绿")) == {"lv", "lu"}
    assert syllables(ord("a")) == frozenset()


@given(st.text(max_size=30), st.text(max_size=12))
def test_any_text_can_be_asked_for_anything(text: str, typed: str) -> None:
    rank = Candidate(text).rank(words_of(typed))
    assert rank is None or len(rank) == 3


@given(st.text(alphabet="打印本表导出历史ab1（", min_size=1, max_size=8))
def test_a_text_answers_itself_and_each_of_its_beginnings(text: str) -> None:
    for end in range(1, len(text) + 1):
        assert Candidate(text).rank(words_of(text[:end])) is not None
