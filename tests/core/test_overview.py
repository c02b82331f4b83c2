"""The table of all forms: figures of the program, amounts in one unit, sums exact."""

from dataclasses import replace
from decimal import Decimal

from perfdesk.core.form import Form
from perfdesk.core.overview import NO_LEVEL, Overview, Value, overview
from perfdesk.core.scoring import score_form
from perfdesk.core.state import State
from perfdesk.core.template import MoneyUnit
from perfdesk.files.templates import library
from tests.support.forms import clean_form


def table(*forms: Form) -> Overview:
    return overview([(form, library().get(form.template)) for form in forms])


def column(made: Overview, head: str) -> list[Value]:
    place = made.heads.index(head)
    return [line[place] for line in (*made.lines, made.sums)]


def test_each_form_has_a_line_with_its_figures_and_findings() -> None:
    form = clean_form()
    made = table(form, replace(form, project_name="乙", indicators=()))
    scores = score_form(form, library().get(form.template).rules)
    assert column(made, "项目名称")[:2] == ["职工培训", "乙"]
    assert column(made, "总分")[0] == scores.total_score == Decimal("89.00")
    assert column(made, "产出指标") == [Decimal(40), None, None]
    assert column(made, "等级")[0] == "良"
    errors = column(made, "错误")
    assert errors[0] == 0
    assert isinstance(errors[1], int)
    assert errors[1] > 0
    assert errors[2] == errors[1]


def test_forms_from_a_store_have_their_states_beside_the_grade() -> None:
    form = clean_form()
    items = [(form, library().get(form.template))] * 2
    made = overview(items, states=[State.DRAFT, State.REPORTED])
    assert column(made, "状态") == ["草稿", "已上报", None]
    assert made.heads.index("状态") == made.heads.index("等级") + 1
    assert column(made, "总分") == column(table(form, form), "总分")
    assert "状态" not in table(form).heads


def test_the_sums_are_exact_and_the_rate_is_that_of_the_sums() -> None:
    form = clean_form(funding__total__executed="0.1", funding__total__adjusted="0.3")
    made = table(form, form, form)
    assert column(made, "全年执行数")[-1] == Decimal("0.3")
    assert column(made, "执行率(%)")[-1] == Decimal("33.33")
    assert column(made, "总分")[-1] == column(made, "总分")[0]


def test_amounts_of_two_units_stand_in_wan_exactly() -> None:
    yuan = replace(clean_form(funding__total__adjusted="12345.67"), template="shanghai-2022")
    assert table(yuan).unit is MoneyUnit.YUAN
    made = table(yuan, clean_form())
    assert made.unit is MoneyUnit.WAN
    assert column(made, "全年预算数") == [
        Decimal("1.234567"),
        Decimal("10.00"),
        Decimal("11.234567"),
    ]


def test_what_is_not_filled_is_no_zero() -> None:
    form = Form(template="shanghai-district-2024", indicators=clean_form().indicators)
    made = table(form)
    assert column(made, "全年执行数") == [None, None]
    assert column(made, "执行率(%)") == [None, None]


def test_rows_without_a_level_are_counted_too() -> None:
    rows = tuple(replace(row, level1="") for row in clean_form().indicators)
    made = table(replace(clean_form(), indicators=rows))
    assert column(made, NO_LEVEL)[0] == Decimal(80)
