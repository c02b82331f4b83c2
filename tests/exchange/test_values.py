"""What cells bring into fields: amounts with units, points with words, dashes."""

from decimal import Decimal

import pytest

from perfdesk.exchange.sheet import Cell, Kind
from perfdesk.exchange.values import is_figure, named_amount, printed_points, typed_points
from tests.exchange.recognised import HEAD, only


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,234.50元", ("1,234.50", "元")),
        ("12.3 万元", ("12.3", "万元")),
        ("12.3万", ("12.3", "万元")),
        ("￥1234", ("1234", "")),
        ("人民币５０元整", ("50", "元")),
        ("-3元", ("-3", "元")),
        ("1.2.3元", None),
        ("元", None),
        ("12美元", None),
        ("约12元", None),
    ],
)
def test_an_amount_with_its_unit(text: str, found: tuple[str, str] | None) -> None:
    assert named_amount(text) == found


@pytest.mark.parametrize(("text", "is_one"), [("98.5%", True), ("5元", True), ("优", False)])
def test_figures(text: str, is_one: bool) -> None:
    assert is_figure(text) is is_one


@pytest.mark.parametrize(("text", "shown"), [("96.5分", "96.5"), ("分", "分"), ("满分", "满分")])
def test_printed_points(text: str, shown: str) -> None:
    assert printed_points(text)[0] == shown


def test_points_as_a_share_of_a_hundred() -> None:
    assert typed_points(Cell("12%", Kind.PERCENT, Decimal("0.12")))[0] == "12"


def table(amount: str, unit: str = "（万元）") -> str:
    return f"""
        项目名称 | 甲
        项目资金{unit} | | 年初预算数 | 全年预算数
         | 年度资金总额 | {amount} | 10
        {HEAD}
         | | 次数 | 3 | 3
    """


@pytest.mark.parametrize("amount", ["12.3万元", "￥12.3", "12.3 万"])
def test_the_tables_own_unit_behind_an_amount_is_taken_off_and_told(amount: str) -> None:
    slot = only(table(amount))
    assert slot.form is not None
    assert slot.form.funding.total.initial.text == "12.3"
    tidied = {source.address: source.tidied for source in slot.report.sources}
    assert tidied["funding.total.initial"] == ("去掉金额单位和货币符号",)


def test_another_unit_behind_an_amount_is_kept_and_told() -> None:
    slot = only(table("123000元"))
    assert slot.form is not None
    assert slot.form.funding.total.initial.text == "123000元"
    assert slot.form.funding.total.initial.unreadable
    assert any("C3 格的金额写明是元" in note for note in slot.report.notes)


def test_units_behind_amounts_say_the_tables_unit_where_nothing_else_does() -> None:
    slot = only(table("12.3元", unit=""))
    assert slot.form is not None
    assert slot.report.money_unit == "元"
    assert slot.form.template == "shanghai-2022"
