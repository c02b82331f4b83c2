"""Where a text tells an indicator's figure: behind its name, before it, behind its stem."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from perfdesk.core.checks.mentions import (
    Mention,
    Named,
    is_part,
    named,
    searchable,
    told,
    told_once,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTED = ("总人数", "人数", "次数", "个数")
VERBS = ("完成", "组织")
PARTIAL = ("其中", "人均")
ABOUT = Decimal(20)


def tell(
    text: str,
    level3: str = "培训人数",
    unit: str = "人",
    others: Mapping[str, str] | None = None,
) -> list[Mention]:
    """What the text tells of an indicator beside these others."""
    called = named(level3, COUNTED, VERBS)
    return list(told(searchable(text), called, unit, others or {}, PARTIAL))


def once(text: str, level3: str = "培训人数", unit: str = "人") -> list[Mention]:
    """What the text tells where no other indicator counts in the unit."""
    return list(told_once(searchable(text), named(level3, COUNTED, VERBS), unit, PARTIAL))


def said(mentions: list[Mention]) -> list[str]:
    """The places as told."""
    return [mention.text for mention in mentions]


# names


def test_a_name_is_also_said_without_department_verb_and_word_for_counting() -> None:
    assert named("养保-组织培训会次数", COUNTED, VERBS) == Named(
        ("养保-组织培训会次数", "组织培训会次数"), ("养保-组织培训会", "组织培训会", "培训会")
    )
    assert named("组织培训人数指标", COUNTED, VERBS) == Named(
        ("组织培训人数指标", "组织培训人数"), ("组织培训", "培训")
    )
    assert named("人数", COUNTED, VERBS) == Named((), ())


@pytest.mark.parametrize(
    ("text", "stands"), [("开展培训", True), ("组织培训人数", True), ("人数众多", False)]
)
def test_a_text_that_holds_name_or_stem(text: str, stands: bool) -> None:
    assert named("组织培训人数", COUNTED, VERBS).stands_in(text) is stands
    assert Named(("满意度",), ()).stands_in("满意度") is True
    assert Named((), ("培训",)).stands_in("满意度") is False


# figures


@pytest.mark.parametrize(
    ("figure", "value", "step"),
    [
        ("100人", "100", "1"),
        ("1,234.50人", "1234.50", "0.01"),
        ("１００名", "100", "1"),
        ("12位", "12", "1"),
        ("0.5万人", "5000", "1000"),
        ("2亿人", "200000000", "100000000"),
    ],
)
def test_a_figure_is_told_in_the_base_unit_with_its_last_digit(
    figure: str, value: str, step: str
) -> None:
    for mentions in (tell(f"培训人数{figure}。"), once(f"培训职工{figure}。")):
        (mention,) = mentions
        assert (mention.value, mention.step) == (Decimal(value), Decimal(step))
        assert not mention.soft
        assert mention.bound == ""


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("培训人数不低于100人", "least"),
        ("培训人数超过100人", "least"),
        ("培训人数≥100人", "least"),
        ("培训人数100人以上", "least"),
        ("培训人数100人及以上", "least"),
        ("培训人数100人（含）", "least"),
        ("培训人数低于100人", "most"),
        ("培训人数不超过100人", "most"),
        ("培训人数控制在100人", "most"),
        ("培训人数＜100人", "most"),
        ("培训人数100人以内", "most"),
        ("培训人数100人以下", "most"),
        ("培训人数100人及以下", "most"),
        ("培训人数100人之内", "most"),
        ("培训人数达到100人", "reached"),
        ("培训人数为100人", ""),
        ("培训人数100人，以上各项", ""),
    ],
)
def test_bounds_stand_before_the_figure_or_behind_it(text: str, bound: str) -> None:
    (mention,) = tell(text)
    assert mention.bound == bound
    assert not mention.soft


@pytest.mark.parametrize(
    "text",
    ["约100人", "近100人", "100余人", "100多人", "100人左右", "100人上下", "1余万人", "1万多人"],
)
def test_figures_told_roughly(text: str) -> None:
    (mention,) = tell(f"培训人数{text}")
    assert mention.soft
    assert once(f"培训职工{text}")[0].soft


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("全年培训人数达到100人次数不详", []),
        ("培训人数达到100人。", ["培训人数达到100人"]),
        ("培训人数（100人）", ["培训人数(100人"]),
        ("培训、慰问人数均达到100人", ["培训、慰问人数均达到100人"]),
        ("培训人数、慰问人数均为100名。", ["培训人数、慰问人数均为100名"]),
        ("培训的人数 100 人", ["培训人数100人"]),
        ("培训人数100人员", []),
        ("培训人数100人次", []),
        ("培训人数100", []),
        ("培训人数有所增加，共100人", []),
        ("完成培训100人", ["培训100人"]),
        ("100人培训", ["100人培训"]),
        ("100人大培训", []),
        ("组织约1,234,567.89万人的培训", ["约1,234,567.89万人培训"]),
        ("200人培训100人", ["培训100人", "200人培训"]),
        ("培训100人，培训人数90人", ["培训人数90人"]),
        ("培训人数9人，培训人数8人，培训人数7人", [f"培训人数{n}人" for n in (9, 8, 7)]),
        ("培训", []),
        ("", []),
    ],
)
def test_places_where_a_figure_is_told(text: str, place: list[str]) -> None:
    assert said(tell(text)) == place


def test_a_name_that_overlaps_itself_is_found_at_each_place() -> None:
    assert said(tell("种种种100人", "种种人数")) == ["种种100人"]


def test_units_go_by_their_other_names() -> None:
    assert said(tell("满意度90百分点", "满意度", "%")) == ["满意度90百分点"]
    assert said(tell("绿化面积30平方米", "绿化面积", "㎡")) == ["绿化面积30平方米"]
    assert said(tell("培训会12个", "培训会个数", "个")) == ["培训会12个"]
    for text in ("培训会12个月", "培训会12个小时", "培训会12个工作日", "培训会12个百分点"):
        assert not tell(text, "培训会个数", "个")
    assert not tell("培训会12次序", "培训会次数", "次")


def test_a_figure_in_another_unit_is_not_this_one() -> None:
    assert not tell("培训人数达到90%")
    assert not tell("90%培训")
    assert not tell("满意度95人", "满意度", "%")


def test_rates_go_by_their_whole_names() -> None:
    assert not tell("培训90%", "培训人数", "%")
    assert said(tell("培训人数90%", "培训人数", "%")) == ["培训人数90%"]


# what tells of something else


@pytest.mark.parametrize(
    "text",
    ["其中培训人数100人", "上年培训人数100人其中包括", "培训人数100人其中半数为女性"],
)
def test_a_clause_about_a_part_is_not_told(text: str) -> None:
    assert not tell(text)


def test_a_part_in_another_clause_hides_nothing() -> None:
    assert said(tell("其中：培训人数100人，人均3次")) == ["培训人数100人"]
    assert said(tell("其中培训人数9人，培训人数100人")) == ["培训人数100人"]


def test_a_name_within_another_indicator_s_name_is_not_told() -> None:
    others = {"人才政策知晓率": "%", "政策知晓率提升": "%"}
    for text in ("人才政策知晓率80%", "在区人才政策知晓率80%"):
        assert not tell(text, "政策知晓率", "%", others)
    assert said(tell("人才政策知晓率80%，政策知晓率90%", "政策知晓率", "%", others)) == [
        "政策知晓率90%"
    ]
    assert said(tell("政策知晓率80%", "政策知晓率", "%", {"政策知晓率": "%"})) == ["政策知晓率80%"]


def test_a_short_name_that_others_share_counts_only_alone() -> None:
    shared = {"补贴及时性": "%"}
    assert said(tell("补贴100人", "补贴人数", others=shared)) == ["补贴100人"]
    assert not tell("补贴100人，慰问90人", "补贴人数", others=shared)
    assert not tell("补贴100人", "补贴人数", others={"补贴金额": "人"})
    assert said(tell("补贴100人，慰问90次", "补贴人数", others=shared)) == ["补贴100人"]


def test_a_long_name_that_others_share_counts_beside_others() -> None:
    others = {"补贴款及时性": "人"}
    assert said(tell("补贴款100人，慰问90人", "补贴款人数", others=others)) == ["补贴款100人"]
    longer = {"满意度调查人数": "%"}
    assert not tell("满意度90%", "满意度", "%", longer)


def test_where_the_name_is_shared_the_stem_may_tell() -> None:
    others = {"总人数统计": "人"}
    called = Named(("总人数", "培训总人数"), ("培训班",))
    found = told("总人数90人，培训班100人", called, "人", others, PARTIAL)
    assert said(list(found)) == ["培训班100人"]


# one figure in the text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("培训职工100人", ["培训职工100人"]),
        ("全年培训职工约100名，均合格", ["培训职工约100名"]),
        ("先培训骨干，后培训职工100人", ["培训职工100人"]),
        ("培训职工100人，另有5人", []),
        ("培训职工多人，另有5人", []),
        ("培训各级职工群众代表100人", []),
        ("其中培训职工100人", []),
        ("其中培训骨干，培训职工100人", ["培训职工100人"]),
        ("培训职工100人次", []),
        ("培训职工12次，受益100人", []),
        ("慰问职工100人", []),
        ("培训职工", []),
        ("慰问、培训职工100人", []),
        ("慰问和培训职工100人", []),
        ("慰问一次，培训职工100人", ["培训职工100人"]),
        ("慰问3次、培训职工100人", ["培训职工100人"]),
        ("慰问、走访，培训职工100人", ["培训职工100人"]),
    ],
)
def test_the_one_figure_of_a_text_that_follows_a_stem(text: str, place: list[str]) -> None:
    assert said(once(text)) == place


def test_every_stem_is_tried_for_the_one_figure() -> None:
    assert said(once("举办会议，培训职工100人", "组织培训人数")) == ["培训职工100人"]
    assert said(once("组织培训职工100人", "组织培训人数")) == ["组织培训职工100人"]


def test_bounds_behind_the_one_figure() -> None:
    assert once("培训职工100人以上")[0].bound == "least"
    assert once("培训职工100人左右")[0].soft


# agreement


def mention(value: str, step: str = "1", soft: bool = False) -> Mention:
    return Mention(Decimal(value), Decimal(step), "", soft, "")


@pytest.mark.parametrize(
    ("told_as", "number", "agrees"),
    [
        (mention("100"), "100", True),
        (mention("100"), "100.4", True),
        (mention("100"), "100.5", False),
        (mention("100"), "99.5", False),
        (mention("0.5", "0"), "0.5", True),
        (mention("5000", "1000"), "5499", True),
        (mention("5000", "1000"), "5500", False),
        (mention("80", soft=True), "100", True),
        (mention("79.9", soft=True), "100", False),
        (mention("120", soft=True), "100", True),
        (mention("-80", soft=True), "-100", True),
        (mention("101"), "100", False),
    ],
)
def test_a_number_that_a_text_may_mean(told_as: Mention, number: str, agrees: bool) -> None:
    assert told_as.agrees(Decimal(number), ABOUT) is agrees


# parts that make up a whole


@pytest.mark.parametrize(
    ("text", "first", "whole", "part"),
    [
        ("线上培训6场、线下2场。", "培训6场", 8, True),
        ("线上培训6场、线下2场。", "培训6场", 9, False),
        ("线上培训6场、线下2场、外地1,000场。", "培训6场", 8, True),
        ("线上培训6场、线下2场、外地1,000场。", "培训6场", 1008, True),
        ("线上培训6场、线下0.1万场。", "培训6场", 1006, True),
        ("线上培训6场、职工2人。", "培训6场", 8, False),
        ("线上培训6场。线下2场。", "培训6场", 8, False),
        ("举办活动。线上培训6场、线下2场。", "培训6场", 8, True),
        ("线上培训6场。", "培训6场", 6, False),
        ("线上1场、培训6场、线下2场。", "培训6场", 8, True),
        ("线下2场。", "培训6场", 8, False),
    ],
)
def test_figures_that_make_up_a_whole(text: str, first: str, whole: int, part: bool) -> None:
    mention = Mention(Decimal(6), Decimal(1), "", False, first)
    assert is_part(text, mention, "场", Decimal(whole)) is part
    assert not is_part(text, Mention(Decimal(7), Decimal(1), "", False, first), "场", Decimal(8))
