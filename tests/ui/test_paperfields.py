"""Which fields stand above and below the tables, for every built-in template."""

from dataclasses import replace

import pytest

from perfdesk.core.form import Form, Signature
from perfdesk.core.template import FieldsBlock
from perfdesk.files.templates import library
from perfdesk.ui.paperfields import Field, closing_rows, header_rows
from tests.support.forms import template

BLANK = Form(template="shanghai-district-2024")


def addresses(rows: tuple[tuple[Field, ...], ...]) -> list[list[str]]:
    return [[field.address for field in row] for row in rows]


def test_the_header_has_the_rows_of_the_paper_and_begins_with_the_year() -> None:
    assert addresses(header_rows(template())) == [["year", "project_name"], ["supervisor", "unit"]]


def test_labels_are_worded_as_the_template_words_them() -> None:
    labels = [field.label for row in header_rows(template("hubei-2020")) for field in row]
    assert labels[:6] == ["年度", "单位名称", "填报日期", "项目名称", "主管部门", "项目实施单位"]


def test_computed_cells_are_no_fields() -> None:
    found = [field.address for row in header_rows(template("hubei-2020")) for field in row]
    assert "total_score" not in found
    assert "signature.date" in found


def test_a_choice_to_tick_shows_its_choices_while_it_is_empty() -> None:
    fields = [field for row in header_rows(template("hubei-2020")) for field in row]
    kind = next(field for field in fields if field.address == "extra.项目属性")
    assert kind.blank == "1.持续性项目 □　2.新增性项目 □"


def test_explanations_below_the_indicators_have_room_for_several_lines() -> None:
    rows = closing_rows(template("hubei-2020"), BLANK)
    assert addresses(rows) == [
        ["extra.偏差大或目标未完成原因分析"],
        ["extra.改进措施及结果应用方案"],
    ]
    assert all(field.tall for row in rows for field in row)


def test_signatures_are_fields_where_the_paper_shows_them() -> None:
    rows = closing_rows(template("national-2020"), BLANK)
    assert [[field.label for field in row] for row in rows] == [
        ["填报人", "财务负责人", "单位负责人"],
        ["联系电话", "填报日期"],
    ]
    assert closing_rows(template(), BLANK) == ()


def test_signatures_that_a_form_brought_along_are_shown_anyway() -> None:
    signed = replace(BLANK, signature=Signature(phone="021-1234"))
    assert addresses(closing_rows(template(), signed))[1] == ["signature.phone", "signature.date"]


def test_what_every_form_must_have_is_a_field_though_the_paper_lacks_it() -> None:
    bare = replace(
        template(),
        blocks=tuple(block for block in template().blocks if not isinstance(block, FieldsBlock)),
    )
    assert addresses(header_rows(bare)) == [["year", "project_name"], ["supervisor"], ["unit"]]


@pytest.mark.parametrize("template_id", library().ids())
def test_no_field_stands_twice_and_each_has_a_label(template_id: str) -> None:
    spec = template(template_id)
    fields = [field for row in (*header_rows(spec), *closing_rows(spec, BLANK)) for field in row]
    assert len({field.address for field in fields}) == len(fields)
    assert all(field.label for field in fields)
    assert {"project_name", "year", "supervisor", "unit"} <= {field.address for field in fields}
