"""The arithmetic of a suggestion in words: for every rule, and true to the figure."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from perfdesk.core.arithmetic import arithmetic
from perfdesk.core.suggestion import suggest
from tests.support.forms import row, rules


@pytest.mark.parametrize(
    ("target", "actual", "weight", "words"),
    [
        ("≥350.00(家)", "223.00(家)", "5.00", "223 ÷ 350 × 5.00"),
        ("=60(个左右)", "50(个左右)", "2", "50 ÷ 60 × 2"),
        ("≥90%", "95%", "10", "达到目标，得全部分值"),
        ("≤83.00(人)", "123.00(人)", "3.00", "(83 × 2 − 123) ÷ 83 × 3.00"),
        ("≤50(本)", "170(本)", "3", "超过目标一倍以上，不得分"),
        ("≤50(本)", "40(本)", "3", "达到目标，得全部分值"),
        ("≤2.75(万人)", "27600人", "8.00", "(27500 × 2 − 27600) ÷ 27500 × 8.00"),
        ("零投诉", "2起", "5", "目标是 0，没有做到不得分"),
        ("零投诉", "0起", "5", "达到目标，得全部分值"),
        ("≥10人", "-3人", "10", "没有完成，不得分"),
        ("=700(家)", "0(家)", "0.50", "没有完成，不得分"),
        ("每月5号", "每月5号", "10", "与指标值一致，得全部分值"),
        ("及时", "达成指标", "10", "“达成指标”得全部分值"),
        ("健全", "部分达成", "10", "“部分达成指标并具有一定效果”低于分值的 80%"),
        ("健全", "", "10", ""),
        ("≥10(个)", "10(家)", "10", ""),
        ("≥10(个)", "10(个)", "", ""),
        ("≥10(个)", "10(个)", "十", ""),
    ],
)
def test_the_words_for_each_rule(target: str, actual: str, weight: str, words: str) -> None:
    assert arithmetic(row(target, actual, weight), rules()) == words


def test_the_other_reverse_formula_and_over_fulfilment() -> None:
    assert arithmetic(row("≤80(人)", "100(人)", "5"), rules("hubei-2020")) == "80 ÷ 100 × 5"
    strict = replace(rules(), over_limit=Decimal(150), over_deduction=Decimal("0.5"))
    assert arithmetic(row("≥10(个)", "20(个)", "5"), strict) == "达到目标的 150% 以上：5 − 0.5"


@given(
    sign=st.sampled_from(["≥", "=", "≤", "<", ""]),
    wanted=st.integers(0, 500),
    result=st.integers(-5, 1500),
    weight=st.decimals(0, 50, places=2),
    template=st.sampled_from(["shanghai-district-2024", "hubei-2020"]),
)
def test_what_is_written_as_a_formula_gives_the_suggestion(
    sign: str, wanted: int, result: int, weight: Decimal, template: str
) -> None:
    indicator = row(f"{sign}{wanted}(个)", f"{result}(个)", str(weight))
    formula = arithmetic(indicator, rules(template))
    assert bool(formula) == (suggest(indicator, rules(template)) is not None)
    assume("÷" in formula)
    python = formula.replace("÷", "/").replace("×", "*").replace("−", "-")
    exact = eval(  # noqa: S307 - our own text
        re.sub(r"[\d.]+", r"Fraction('\g<0>')", python), {"Fraction": Fraction}
    )
    cents = Decimal(exact.numerator) / Decimal(exact.denominator)
    points = cents.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert points == suggest(indicator, rules(template))
