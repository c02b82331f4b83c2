"""Queries: every word is found, plainly or by initials, within one text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.search.query import LONGEST, Haystack, Query

FORM = ["公共文化体育活动", "浦东新区文化局", "群众满意度（≥90%）\n100%_\\", "Ｐerformance 1.5"]
FEW = "长重公共"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "　 ",
        "\u200b",
        "文化体育",
        "文化 满意",
        "　满意　ggwh ",
        "GGWHTYHD",
        "ｇｇｗｈ",
        "pdxqwhj",
        "pdxowhj",
        "满意度(",
        "≥90",
        "100%_\\",
        "PERF",
        "1.5",
        "文化 文化",
    ],
)
def test_a_form_is_found_by_name_unit_text_and_initials(typed: str) -> None:
    assert Query.parse(typed).matches(FORM)


@pytest.mark.parametrize(
    "typed",
    [
        "体育文化",
        "文化 道路",
        "活动浦东",
        "hdpd",
        "公gwh",
        "15",
        "0_",
        ".*",
        "[gG]",
        "ggwhx",
    ],
)
def test_a_form_without_one_of_the_words_is_not_found(typed: str) -> None:
    assert not Query.parse(typed).matches(FORM)


@pytest.mark.parametrize("typed", ["文化", "x-m", "x.m", "2024", "é文", "_", "\\d", "か"])
def test_only_letters_and_digits_are_read_as_initials(typed: str) -> None:
    (word,) = Query.parse(typed).words
    assert not word.pattern


def test_a_query_is_split_at_every_white_space_and_a_word_counts_once() -> None:
    words = Query.parse("文化　xm\t2024年\n文化 ＸＭ").words
    assert [word.plain for word in words] == ["文化", "xm", "2024年"]
    assert [bool(word.pattern) for word in words] == [False, True, False]


def test_a_pasted_page_is_cut_off() -> None:
    query = Query.parse("a" * LONGEST + "b")
    assert query == Query.parse("a" * LONGEST)
    assert query.matches(["a" * LONGEST])


def test_no_texts_hold_no_word_but_answer_an_empty_query() -> None:
    assert not Query.parse("a").matches([])
    assert Query.parse("").matches([])


@settings(deadline=None)  # the first example loads the dictionary
@given(st.text(), st.data())
def test_any_part_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Query.parse(text[start:end]).matches(["别的", text, "还有"])


@settings(deadline=None)  # the first example loads the dictionary
@given(st.lists(st.text(FEW, max_size=5), max_size=4), st.text(FEW + "cztg ", max_size=5))
def test_every_word_is_found_within_one_of_the_texts(texts: list[str], typed: str) -> None:
    query, each = Query.parse(typed), [Haystack.of([text]) for text in texts]
    expected = all(any(word.found_in(one) for one in each) for word in query.words)
    assert query.matches(texts) == query.finds(Haystack.of(texts)) == expected
