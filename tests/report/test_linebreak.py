"""Chinese line breaking, by a table of lines and by laws for any text."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfdesk.files.templates import library
from perfdesk.report.linebreak import (
    UNSEEN,
    break_balanced,
    break_label,
    break_paragraph,
    on_one_line,
    paragraphs,
    split_pieces,
)

NO_START = "，。、；：！？》）〉」』】〕］｝”’%％‰℃,.;:!?)]}…·"
NO_END = "（《〈「『【〔［｛“‘([{"
WORDS = library().get("shanghai-district-2024").words


def width(text: str) -> float:
    """A wide character is 1000 wide, others 500."""
    return sum(1000 if ord(char) > 0x2E7F or char in "“”‘’—…" else 500 for char in text)


def paragraph(text: str, chars: int) -> list[str]:
    return break_paragraph(text, chars * 1000, width)


def balanced(text: str, chars: int) -> list[str]:
    return break_balanced(text, chars * 1000, width)


def label(text: str, chars: float) -> list[str]:
    return break_label(text, chars * 1000, width, WORDS)


@pytest.mark.parametrize(
    ("text", "chars", "lines"),
    [
        ("", 5, [""]),
        ("一二三四五", 5, ["一二三四五"]),
        ("一二三四五六七八", 5, ["一二三四五", "六七八"]),
        # no line begins with a closing mark …
        ("一二三四五，六七", 5, ["一二三四", "五，六七"]),
        ("一二三四五；六七", 5, ["一二三四", "五；六七"]),
        ("一二三四五：六七", 5, ["一二三四", "五：六七"]),
        ("一二三四五！六七", 5, ["一二三四", "五！六七"]),
        ("一二三四五？六七", 5, ["一二三四", "五？六七"]),
        ("一二三四五、六七", 5, ["一二三四", "五、六七"]),
        ("一二三四五）六七", 5, ["一二三四", "五）六七"]),
        ("一二三四五》六七", 5, ["一二三四", "五》六七"]),
        ("一二三四五”。六七", 5, ["一二三四", "五”。六七"]),
        ("一二三四五）。》，六七", 7, ["一二三四", "五）。》，六七"]),
        # … or ends with an opening one
        ("一二三四（五六七八）", 5, ["一二三四", "（五六", "七八）"]),
        ("一二三四《五六》七", 5, ["一二三四", "《五六》七"]),
        ("一二三四“五六”七", 5, ["一二三四", "“五六”七"]),
        ("一二三（《五六》七", 5, ["一二三", "（《五", "六》七"]),
        # numbers with their signs, and words, stay whole
        ("一二三四1,234.56元整", 5, ["一二三四", "1,234.56", "元整"]),
        ("满意率为≥100.00%以上", 6, ["满意率为", "≥100.00%以上"]),
        ("一二三四>=40000份", 5, ["一二三四", ">=40000份"]),
        ("一二三-12.5℃以下", 5, ["一二三", "-12.5℃以下"]),
        ("一二三四2024-01-15前", 6, ["一二三四", "2024-01-15前"]),
        ("一二三Windows系统", 5, ["一二三", "Windows", "系统"]),
        ("一二三“COVID-19”疫苗", 6, ["一二三", "“COVID-19”", "疫苗"]),
        ("约100-200人/场次", 6, ["约100-200人/", "场次"]),
        # dashes and dots come in pairs
        ("一二三四——六七", 5, ["一二三", "四——六七"]),
        ("一二三四五……六七", 5, ["一二三四", "五……六七"]),
        # blanks may hang over the end, and begin no line
        ("一二三四五 六七八", 5, ["一二三四五", "六七八"]),
        ("一二三四五　　六七八", 5, ["一二三四五", "六七八"]),
        ("one two three", 5, ["one two", "three"]),
        # but an indent typed before the first word stays
        ("　　一二三四五六七", 5, ["　　一二三", "四五六七"]),
        # no lone last character
        ("一二三四五六", 5, ["一二三四", "五六"]),
        ("一二三四五六。", 5, ["一二三四", "五六。"]),
        ("一二三四五六七八九十甲", 5, ["一二三四五", "六七八九", "十甲"]),
        # what fits no line is cut
        ("一http://example.gov.cn/index二三", 5, ["一http://", "example.go", "v.cn/index", "二三"]),
        ("，，，，，，，", 3, ["，，，", "，，，", "，"]),
    ],
)
def test_paragraphs(text: str, chars: int, lines: list[str]) -> None:
    assert paragraph(text, chars) == lines


@pytest.mark.parametrize(
    ("text", "chars", "lines"),
    [
        ("完成技师奖励发放", 8, ["完成技师奖励发放"]),
        ("完成工匠培育奖励发放工作", 11, ["完成工匠培育", "奖励发放工作"]),
        ("申报审核、补贴发放准确性", 11, ["申报审核、补", "贴发放准确性"]),
        ("一二三四五六七八九十甲", 10, ["一二三四五六", "七八九十甲"]),
        ("46028.00(人次)", 6, ["46028.00", "(人次)"]),
        ("≥40000.00(份)", 5, ["≥40000.00", "(份)"]),
    ],
)
def test_centred_cells(text: str, chars: int, lines: list[str]) -> None:
    assert balanced(text, chars) == lines


@pytest.mark.parametrize(
    ("text", "chars", "lines"),
    [
        ("年度总体目标", 3, ["年度", "总体", "目标"]),
        ("满意度指标", 3, ["满意度", "指标"]),
        ("满意度指标", 4.2, ["满意度", "指标"]),
        ("服务对象满意度指标", 4.2, ["服务对象", "满意度", "指标"]),
        ("一级指标", 3, ["一级", "指标"]),
        ("产出指标", 3, ["产出", "指标"]),
        ("产出指标（续）", 3, ["产出", "指标", "（续）"]),
        ("数量指标（续）", 4.2, ["数量指标", "（续）"]),
        ("可持续影响指标", 4.2, ["可持续", "影响指标"]),
        ("经济成本指标", 4.2, ["经济", "成本指标"]),
        ("偏差原因分析及改进措施", 8, ["偏差原因分析", "及改进措施"]),
        ("执行率(%)", 3.2, ["执行率", "(%)"]),
        ("项目资金 (元)", 3, ["项目", "资金", "(元)"]),
        ("全年预算数", 3, ["全年", "预算数"]),
    ],
)
def test_labels(text: str, chars: float, lines: list[str]) -> None:
    assert label(text, chars) == lines


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一\n二", ["一", "二"]),
        ("一\r\n二", ["一", "二"]),
        ("一\r二", ["一", "二"]),
        ("一\v二\f三", ["一", "二", "三"]),
        ("一\u2028二\u2029三\x85四", ["一", "二", "三", "四"]),
        ("一\r\n\r\n二", ["一", "", "二"]),
        ("一\t二\u2009三", ["一 二 三"]),
        ("一\u200b\ufeff二\u00ad三\ufe0f", ["一二三"]),
        ("", [""]),
    ],
)
def test_typed_line_breaks_and_unprintable_signs(text: str, parts: list[str]) -> None:
    assert paragraphs(text) == parts


def test_one_line_of_many() -> None:
    assert on_one_line(" 甲\r\n乙 \n\t丙\u200b") == "甲 乙 丙"


ANY = st.text(st.characters(), max_size=60)
USUAL = st.text(
    st.sampled_from("一二三四五，。；：（）《》“”、1234.%≥-—… aBc\u3000\t\n"), max_size=80
)
ROOM = st.integers(1, 12).map(lambda chars: chars * 1000)
BREAKERS: dict[str, Callable[[str, float, Callable[[str], float]], list[str]]] = {
    "paragraph": break_paragraph,
    "balanced": break_balanced,
    "label": lambda text, room, measure: break_label(text, room, measure, WORDS),
}


@pytest.mark.parametrize("kind", BREAKERS)
@given(text=st.one_of(ANY, USUAL), room=ROOM)
@example(text="\ud800\udfff\U0010ffff", room=1000)
@example(text=" " * 60, room=1000)
@example(text="（" * 60, room=2000)
@example(text="——" * 30, room=1000)
def test_lines_give_the_text_back_and_fit(kind: str, text: str, room: int) -> None:
    lines = [line for part in paragraphs(text) for line in BREAKERS[kind](part, room, width)]
    assert "".join("".join(lines).split()) == squeezed(text)
    assert all(width(line) <= room or len(line) == 1 for line in lines)


@given(text=USUAL, room=st.integers(6, 20).map(lambda chars: chars * 1000))
def test_no_line_begins_or_ends_with_the_wrong_mark(text: str, room: int) -> None:
    for part in paragraphs(text):
        whole = all(width(piece) <= room for piece in split_pieces(part))
        lines = break_paragraph(part, room, width)
        for line, following in pairwise(lines) if whole else ():
            assert following[:1] not in set(NO_START) or not line
            assert line[-1:] not in set(NO_END) or not following


@given(text=st.text(st.sampled_from("一二三四五六七八九十"), min_size=7, max_size=90), room=ROOM)
def test_no_lone_last_character(text: str, room: int) -> None:
    if room >= 4000:
        assert len(break_paragraph(text, room, width)[-1]) >= 2
        assert len(break_balanced(text, room, width)[-1]) >= 2


@given(text=ANY)
def test_pieces_give_the_text_back(text: str) -> None:
    assert "".join(split_pieces(text)) == text


@pytest.mark.parametrize("char", ["=", "-", "~", "（", "，", "1", "a", ".", " ", "一", "…", "—"])
def test_twenty_thousand_of_one_character_are_measured_a_few_times_only(char: str) -> None:
    measured = 0

    def counting(text: str) -> float:
        nonlocal measured
        measured += len(text)
        return width(text)

    lines = break_paragraph(char * 20_000, 20_000, counting)
    assert measured <= 10 * 20_000
    assert char.isspace() or "".join(lines) == char * 20_000


def squeezed(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in UNSEEN)
