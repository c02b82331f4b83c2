"""Rules that differ are told in words that an accountant knows."""

from dataclasses import replace
from decimal import Decimal

from perfdesk.core.rounding import Rounding
from perfdesk.core.ruletelling import rounding_told, rules_told
from perfdesk.core.template import Cap, Grade
from tests.support.forms import rules


def test_the_same_rules_tell_nothing() -> None:
    assert rules_told(rules(), rules()) == []


def test_every_single_rule_has_its_sentence() -> None:
    old = rules()
    new = replace(
        old,
        score_rounding=Rounding.UP,
        suggestion_rounding=Rounding.DOWN,
        total=Decimal(120),
        over_limit=Decimal(130),
        over_deduction=Decimal("0.5"),
        grades=(Grade("好", Decimal(85)), Grade("差", Decimal(0))),
        caps=(Cap(Decimal(50), Decimal("59.99")),),
    )
    assert rules_told(old, new) == [
        "预算执行得分的尾数：四舍五入 → 进位",
        "建议得分的尾数：四舍五入 → 截去",
        "总分值：100 → 120",
        "超额完成扣分：没有 → 达到目标的 130% 起扣 0.5 分",
        "评分等级：优 90 分起、良 80 分起、中 60 分起、差 0 分起 → 好 85 分起、差 0 分起",
        "执行率过低时总分最高：没有 → 不到 50% 时 59.99 分",
    ]


def test_a_band_is_told_by_its_first_word_that_counts_otherwise() -> None:
    found = rules_told(rules(), rules("hubei-2020"))
    assert "“部分达成指标并具有一定效果”得分值的：60–80% → 50–80%" in found
    bare = replace(rules(), bands=())
    assert "“达成指标”得分值的：80–100% → 不认识这个说法" in rules_told(rules(), bare)


def test_every_rounding_has_a_word() -> None:
    assert [rounding_told(one) for one in Rounding] == ["进位", "截去", "四舍五入"]
