"""Reading free texts: places, years, numbers, likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.number import HUNDRED, narrow
from perfdesk.core.wording import (
    YearMention,
    bare,
    clause_before,
    clause_behind,
    excerpt,
    listed,
    quantities,
    sentence_at,
    sentences,
    shortened,
    similarity,
    unquoted,
    with_years,
    without,
    years,
)


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(narrow(text)) == len(text)
    assert len(without(text, ("计划", "a"))) == len(text)


def test_bare_texts_compare_without_blanks_and_punctuation() -> None:
    assert bare("（１）培训 ABC，完成。") == bare("(1)培训abc完成") == "1培训abc完成"


def test_sentences_with_their_places() -> None:
    assert sentences("一；二。\n三") == ((0, "一"), (2, "二"), (5, "三"))
    assert sentence_at("一；二。\n三", 2) == (2, "二")
    assert sentence_at("一；二", 1) == (1, "")
    assert sentence_at("一；二", 0) == (0, "一")
    assert sentence_at("。一", 0) == (0, "")
    assert sentence_at("", 0) == (0, "")


def test_a_clause_ends_at_a_comma() -> None:
    assert clause_before("开展培训，其中教师20人", 7) == "其中"
    assert clause_before("其中", 2) == "其中"
    assert clause_before("一，二，三：四", 6) == ""
    assert clause_before("一，二，三", 5) == "三"


def test_a_clause_goes_on_to_its_end() -> None:
    assert clause_behind("培训教师20人，另有", 2) == "教师20人"
    assert clause_behind("培训教师20人", 2) == "教师20人"
    assert clause_behind("培训，教师", 2) == ""
    assert clause_behind("培训", 2) == ""


def test_of_a_clause_without_an_end_some_hundred_characters_are_read() -> None:
    text = "测" * 900
    assert clause_before(text, 800) == clause_behind(text, 100) == "测" * 300


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("培训8万人次，合格率93.75%", ("8", "93.75")),
        ("发放1,268,066元", ("1268066",)),
        ("1、2024年5月培训，〔2020〕10号", ()),
        ("第24期，共３场", ("3",)),
    ],
)
def test_numbers_of_things(text: str, numbers: tuple[str, ...]) -> None:
    assert quantities(text) == numbers


def test_likeness() -> None:
    assert similarity("完成培训，合格。", "完成 培训,合格") == 1
    assert similarity("", "") == 0
    assert similarity("甲乙丙丁", "子丑寅卯") == 0
    assert 0.8 < similarity("全年完成培训任务十场", "全年完成培训任务九场") < 1


def test_long_texts_are_compared_clause_by_clause() -> None:
    text = "".join(f"第{number}批学员完成培训，" for number in range(500))
    assert similarity(text, text.replace("学员", "职工")) == 0
    assert 0.98 < similarity(text, text.replace("第499批", "末批")) < 1
    assert similarity("测试，" * 900, "测试，" * 900) == 1
    assert similarity("测试，" * 900, "测试，" * 300) == 0.5
    assert similarity("测" * 5000, "测" * 4999 + "末") == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年完成", [2023]),
        ("２０２３ 年", [2023]),
        ("二〇二三年、二零二二年、二○二一年", [2023, 2022, 2021]),
        ("23年度，24年5月", [2023, 2024]),
        ("2023.12.31前，2024-6", [2023, 2024]),
        ("连续15年，第24期，12023年", []),
        ("《2021年规划》“2022年度先进”〔2020〕10号 [2021]28号 (2020年三期)", []),
        ("2021-2025年，2023年1月至2024年12月，2023/2024学年", []),
        ("没有", []),
    ],
)
def test_years_of_a_text(text: str, found: list[int]) -> None:
    assert [mention.year for mention in years(text)] == found


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("2021年完成", "2024年完成"),
        ("二〇二一年完成", "二〇二四年完成"),
        ("21年度完成", "24年度完成"),
        ("2021.12.31前", "2024.12.31前"),
        ("２０２１年", "2024年"),
    ],
)
def test_a_year_written_anew_keeps_its_spelling(text: str, changed: str) -> None:
    assert with_years(text, [(mention, 2024) for mention in years(text)]) == changed


def test_several_years_are_changed_at_their_places() -> None:
    text = "较2020年提升，2021年完成"
    first, second = years(text)
    assert first == YearMention(2020, 1, 6)
    assert with_years(text, [(first, 2023), (second, 2024)]) == "较2023年提升，2024年完成"


@pytest.mark.parametrize(
    "before", ["《2021年规划》", "2021-2025年，", "〔2020〕10号，", "二〇二一至二〇二五年，"]
)
def test_what_is_no_year_keeps_the_places_of_those_behind(before: str) -> None:
    start = len(before)
    assert years(before + "2022年")[-1] == YearMention(2022, start, start + 5)


def test_words_are_blotted_out_wherever_they_stand() -> None:
    assert without("按计划，ＡB计划外", ("计划", "AB", "没有")) == "按□□,□□□□外"


def test_what_a_message_shows() -> None:
    assert excerpt("一二三四五六七八九十", 4, 5, around=1) == "…四五六…"
    assert excerpt("一二三四五六七八九十", 4, 5, around=2) == "一二三四五六七…"
    assert excerpt("一\n 二", 0, 1) == "一"
    assert excerpt("一二，三四五；六七", 4, 5, around=2) == "三四五"
    assert excerpt("一二，三四五；六七", 1, 4, around=2) == "一二，三四五"
    assert excerpt("一二三四", 1, 2, around=3) == "一二三四"
    assert excerpt("一二三四", 1, 2, around=0) == "…二…"


def test_a_long_text_is_cut_visibly() -> None:
    assert shortened("一\n二三", 4) == "一 二三"
    assert shortened("一二三四五", 4) == "一二三四…"


def test_places_are_listed() -> None:
    assert listed(["甲", "乙"], HUNDRED) == "“甲”、“乙”"
    assert listed(["甲"], HUNDRED / HUNDRED) == "“甲”"
    assert listed(["甲", "乙"], HUNDRED / HUNDRED) == "“甲”等 2 处"


def test_titles_and_quotes_are_blotted_out_in_their_places() -> None:
    assert (
        unquoted("按《２０２１年规划》“先进”单位〔2020〕10号")
        == "按" + "□" * 9 + "□□□□单位□□□□□□10号"
    )
