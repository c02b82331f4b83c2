"""Cells by address: reading, typing, names."""

import pytest

from perfdesk.core.cells import (
    PRINTED_NAMES,
    UnknownCell,
    indicator_of,
    name_of,
    number_cells,
    text_at,
    with_text,
)
from perfdesk.core.form import PRINTED_KEYS, Form
from tests.support.forms import clean_form

WRONG = [
    "",
    "colour",
    "funding",
    "funding.total",
    "funding.total.rate",
    "funding.nobody.initial",
    "indicators[2].score",
    "indicators[0].colour",
    "indicators[0]",
    "indicators[-1].score",
    "indicators[１].score",
    "signature.colour",
    "extra.",
    "grade",
    "rate",
    "funding_score",
    "funding.fiscal.rate",
    "indicators[0].target.number",
    "indicators[0].target.colour",
]


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("project_name", "新名称"),
        ("year", "2025"),
        ("funding.total.executed", "1,068.30"),
        ("funding.carryover.initial", "十二"),
        ("execution_weight", "20"),
        ("goal_actual", "第一行\n第二行"),
        ("indicators[0].target", "≥ 90 ％"),
        ("indicators[1].score", "1.2.3"),
        ("indicators[1].note", "<p>原因</p>"),
        ("signature.date", "2025年3月1日"),
        ("extra.评价结论", "较好"),
    ],
)
def test_what_is_typed_is_read_back(address: str, text: str) -> None:
    form = with_text(clean_form(), address, text)
    assert text_at(form, address) == text
    assert with_text(form, address, "") == with_text(clean_form(), address, "")
    assert text_at(with_text(form, address, ""), address) == ""


@pytest.mark.parametrize("address", WRONG)
def test_an_unknown_cell_is_refused(address: str) -> None:
    with pytest.raises(UnknownCell):
        text_at(clean_form(), address)
    with pytest.raises(UnknownCell):
        with_text(clean_form(), address, "1")


@pytest.mark.parametrize(
    "text",
    ["二〇二四", "2024年", "20.5", "2_024", "٢٠٢٤", "+2024", "-5", "0", "0999", "20 24", "20245"],
)
def test_a_year_has_four_digits(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        with_text(clean_form(), "year", text)


def test_a_year_in_full_width_digits() -> None:
    assert with_text(clean_form(), "year", " ２０２５ ").year == 2025
    assert with_text(clean_form(), "year", " ").year is None


def test_typing_leaves_the_other_form_alone() -> None:
    form = clean_form()
    with_text(form, "indicators[0].score", "1")
    assert form == clean_form()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("project_name", "项目名称"),
        ("funding.total.executed", "年度资金总额的全年执行数"),
        ("funding.total.rate", "执行率"),
        ("indicators", "指标分值合计"),
        ("indicators[1].score", "第 2 行得分"),
        ("signature.preparer", "填报人"),
        ("extra.评价结论", "评价结论"),
        ("total_score", "总分"),
        ("funding.fiscal.rate", "当年财政拨款的执行率"),
        ("indicators[1].target.number", "第 2 行年度指标值"),
        ("title", "title"),
    ],
)
def test_names(address: str, name: str) -> None:
    assert name_of(address) == name


def test_a_name_says_which_indicator() -> None:
    assert name_of("indicators[0].score", clean_form()) == "第 1 行得分（培训人数）"
    assert name_of("indicators[9].score", clean_form()) == "第 10 行得分"


def test_an_indicators_address() -> None:
    assert indicator_of("indicators[12].note") == (12, "note")
    assert indicator_of("funding.total.initial") is None


def test_number_cells_in_the_order_of_the_paper() -> None:
    addresses = [address for address, _ in number_cells(clean_form())]
    assert addresses[:2] == ["funding.total.initial", "funding.total.adjusted"]
    assert addresses[11:] == [
        "funding.other.executed",
        "execution_weight",
        "indicators[0].weight",
        "indicators[0].score",
        "indicators[1].weight",
        "indicators[1].score",
    ]
    assert len(number_cells(Form("x"))) == 13


def test_every_figure_that_a_source_printed_has_a_name() -> None:
    assert {f"printed.{key}" for key in PRINTED_KEYS} == PRINTED_NAMES.keys()
    assert name_of("printed.total_score") == "原表总分"
