"""Lists of indicators with the project's name in every row."""

import pytest

from tests.exchange.recognised import HEAD, only, read, rows

LIST = f"序号 | 项目名称 | 实施单位 | {HEAD}"


def test_the_list_of_one_project_is_its_form() -> None:
    slot = only(
        f"""
        {LIST}
        1 | 甲 | 甲所 | 产出指标 | 数量指标 | 次数 | 3 | 3 | 50 | 50
        2 | 甲 | 甲所 | 效益指标 | 社会效益指标 | 好评 | 好 | 好 | 40 | 40
        """
    )
    assert slot.form is not None
    assert (slot.form.project_name, slot.form.unit) == ("甲", "甲所")
    assert [row[2] for row in rows(slot.form)] == ["次数", "好评"]
    assert not slot.form.extra


@pytest.mark.parametrize("again", ["甲", ""])
def test_a_list_of_several_projects_is_refused_and_told(again: str) -> None:
    reading = read(
        f"""
        {LIST}
        1 | 甲 | 甲所 | 产出指标 | 数量指标 | 次数 | 3 | 3 | 50 | 50
        2 | {again} | | 效益指标 | 社会效益指标 | 好评 | 好 | 好 | 40 | 40
        3 | 乙 | 乙所 | 产出指标 | 数量指标 | 人数 | 3 | 3 | 90 | 90
        """
    )
    assert not reading.slots
    assert "第 1 行起是几个项目的指标清单" in reading.notes[0]


def test_a_column_of_units_alone_makes_no_list() -> None:
    slot = only(
        f"""
        项目名称 | 甲 | 实施单位 | 甲所
        {HEAD.replace("备注", "责任单位")}
        产出指标 | 数量指标 | 次数 | 3 | 3 | 50 | 50 | 一科
        效益指标 | 社会效益指标 | 好评 | 好 | 好 | 40 | 40 | 一科
        """
    )
    assert slot.form is not None
    assert slot.form.unit == "甲所"
    assert ("责任单位：次数", "一科") in slot.form.extra
