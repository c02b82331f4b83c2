"""What a unit's forms have spent in a year, in 元, beside the figure entered."""

from decimal import Decimal

from perfdesk.core.accounts import Account, unit_years
from perfdesk.core.form import Form
from perfdesk.core.number import Number
from perfdesk.core.template import Template
from tests.support.forms import clean_form, template

UNIT = clean_form().unit


def items(*forms: Form) -> list[tuple[Form, Template]]:
    return [(form, template(form.template)) for form in forms]


def test_amounts_of_both_units_are_summed_in_yuan() -> None:
    yuan = clean_form(funding__total__executed="100.5")
    wan = clean_form(funding__total__executed="1.5")
    assert template(yuan.template).money_unit.value == "万元"
    found = unit_years(
        [*items(wan), (yuan, template("hubei-2020"))],
        {(UNIT, 2024)},
        {(UNIT, 2024): Number.of("15,100.50")},
    )
    hubei = template("hubei-2020").money_unit.yuan
    spent = Decimal(15000) + Decimal("100.5") * hubei
    assert found == [Account(UNIT, 2024, 2, spent, "15,100.50")]


def test_a_year_without_amounts_has_no_sum_and_others_are_left_out() -> None:
    empty = {f"funding__{row}__executed": "" for row in ("total", "fiscal", "other")}
    form, other = clean_form(**empty), clean_form(unit="别的局")
    undated = clean_form(year="")
    found = unit_years(items(form, other, undated), {(UNIT, 2024)}, {})
    assert found == [Account(UNIT, 2024, 1)]


def test_spellings_of_a_unit_s_name_are_one_unit() -> None:
    other = f" {UNIT[:2]} {UNIT[2:]}。"
    forms = [clean_form(), clean_form(unit=other)]
    wanted = {(form.unit, 2024) for form in forms}
    (found,) = unit_years(items(*forms), wanted, {(other, 2024): Number.of("5")})
    assert (found.unit, found.forms, found.figure) == (UNIT, 2, "5")


def test_the_newest_year_comes_first() -> None:
    wanted = {("乙", 2023), ("甲", 2024), ("甲", 2023)}
    found = unit_years([], wanted, {})
    assert [(one.unit, one.year) for one in found] == [("甲", 2024), ("乙", 2023), ("甲", 2023)]
