"""Another template: amounts change only with the money unit, then exactly; all else stays."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.cells import text_at, with_text
from perfdesk.core.convert import Conversion, TooLong, to_template
from perfdesk.core.form import AMOUNT_KEYS, SOURCE_KEYS, Form
from perfdesk.core.number import parse_decimal
from tests.support.forms import clean_form, template

YUAN, WAN = "shanghai-2022", "shanghai-district-2024"


def amount_after(text: str, old: str, new: str) -> str:
    """One typed amount on the other template."""
    form = with_text(Form(template=old), "funding.other.executed", text)
    moved, _ = to_template(form, template(old), template(new))
    return text_at(moved, "funding.other.executed")


def test_the_same_unit_changes_no_amount() -> None:
    form = clean_form()
    moved, changes = to_template(form, template(WAN), template("national-2020"))
    assert moved == replace(form, template="national-2020")
    assert changes == ()


def test_the_same_template_changes_nothing() -> None:
    form = clean_form()
    assert to_template(form, template(WAN), template(WAN)) == (form, ())


@pytest.mark.parametrize(
    ("wan", "yuan"),
    [
        ("6.44", "64400"),
        ("0", "0"),
        ("-1.5", "-15000"),
        ("0.00001", "0.1"),
        ("1,200.50", "12005000"),
        ("１２", "120000"),
        ("9" * 36, "9" * 36 + "0000"),
        ("0." + "1" * 38, "1111." + "1" * 34),
    ],
)
def test_ten_thousand_yuan_to_yuan(wan: str, yuan: str) -> None:
    assert amount_after(wan, WAN, YUAN) == yuan


@pytest.mark.parametrize(
    ("yuan", "wan"),
    [
        ("64400", "6.44"),
        ("0.00", "0"),
        ("1", "0.0001"),
        ("0.01", "0.000001"),
        ("123,456.78", "12.345678"),
        ("9" * 36, "9" * 32 + ".9999"),
    ],
)
def test_yuan_to_ten_thousand_yuan(yuan: str, wan: str) -> None:
    assert amount_after(yuan, YUAN, WAN) == wan


@pytest.mark.parametrize("text", ["", " ", "十二", "1.2.3", "12万元"])
def test_what_is_no_number_stays_as_typed(text: str) -> None:
    assert amount_after(text, WAN, YUAN) == text


def test_every_amount_is_shown_in_the_order_of_the_paper() -> None:
    _, changes = to_template(clean_form(), template(WAN), template(YUAN))
    assert changes[:3] == (
        Conversion("funding.total.initial", "12.00", "120000"),
        Conversion("funding.total.adjusted", "10.00", "100000"),
        Conversion("funding.total.executed", "9.00", "90000"),
    )
    assert len(changes) == 9


def test_only_amounts_change() -> None:
    form = clean_form(execution_weight="10")
    moved, _ = to_template(form, template(WAN), template(YUAN))
    assert replace(moved, template=WAN, funding=form.funding) == form


def test_there_and_back_gives_the_same_values() -> None:
    form = clean_form()
    there, _ = to_template(form, template(WAN), template(YUAN))
    back, _ = to_template(there, template(YUAN), template(WAN))
    for source in SOURCE_KEYS:
        for key in AMOUNT_KEYS:
            address = f"funding.{source}.{key}"
            value = parse_decimal(text_at(back, address))
            assert value == parse_decimal(text_at(form, address))
            assert value is None or isinstance(value, Decimal)


@pytest.mark.parametrize("text", ["12.00", "1,200.50", "１２", " 6.44 ", "0.00", "-1.50"])
def test_there_and_back_gives_the_text_as_it_was_typed(text: str) -> None:
    form = with_text(Form(template=WAN), "funding.other.executed", text)
    there, _ = to_template(form, template(WAN), template(YUAN), (form,))
    back, _ = to_template(there, template(YUAN), template(WAN), (form, there))
    assert back == form


def test_an_amount_changed_meanwhile_does_not_come_back() -> None:
    form = with_text(Form(template=WAN), "funding.other.executed", "12.00")
    there, _ = to_template(form, template(WAN), template(YUAN))
    changed = with_text(there, "funding.other.executed", "130,000")
    back, _ = to_template(changed, template(YUAN), template(WAN), (form, there, changed))
    assert text_at(back, "funding.other.executed") == "13"


def test_of_several_spellings_the_latest_on_another_template_comes_back() -> None:
    texts = ("12", "12.00", "12.0")
    earlier = tuple(with_text(Form(template=WAN), "funding.other.executed", text) for text in texts)
    there = with_text(Form(template=YUAN), "funding.other.executed", "120000")
    back, _ = to_template(there, template(YUAN), template(WAN), (*earlier, there))
    assert text_at(back, "funding.other.executed") == "12.0"


def test_an_amount_with_too_many_digits_in_the_other_unit_is_refused() -> None:
    with pytest.raises(TooLong, match="其他资金的全年执行数的位数太多，不能换算成元"):
        amount_after("9" * 40, WAN, YUAN)
