"""Names in the order of their pinyin."""

from random import Random

from perfdesk.search.spelling import sort_key

ORDERED = [
    "2023年",
    "2024年",
    "A座",
    "残疾人",
    "党建经费",
    "法律援助",
    "乐清",
    "路灯",
    "绿化",
    "女工",
]


def test_names_stand_in_the_order_of_their_pinyin() -> None:
    mixed = ORDERED.copy()
    Random(3).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == ORDERED


def test_tones_count_after_letters_and_a_shorter_name_comes_first() -> None:
    assert sorted(["骂", "马", "麻", "妈"], key=sort_key) == ["妈", "麻", "马", "骂"]
    assert sorted(["党建经费", "党建"], key=sort_key) == ["党建", "党建经费"]


def test_wide_and_large_letters_sort_as_plain_ones() -> None:
    assert sort_key("Ａ座") == sort_key("a座")
    assert sort_key("") == ()
