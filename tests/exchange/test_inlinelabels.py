"""Labels in one cell with their texts."""

import pytest

from perfdesk.exchange.inlinelabels import labelled_texts, spaced_text, starts_label
from tests.exchange.recognised import HEAD, form_in, only

ROW = f"{HEAD}\n | | 次数 | 3 | 3"


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "项目名称：甲",
            "项 目 名 称 ： 甲",
            "*项目名称:甲",
            "【项目名称】：甲",
            "一、项目名称：甲",
        ),
        *("1.项目名称：：甲", "（一）项目名称：甲", "①项目名称（全称）：甲"),
    ],
)
def test_a_label_however_it_is_printed(cell: str) -> None:
    before, (pair,) = labelled_texts(cell)
    assert (before, pair[1]) == ("", "甲")
    assert starts_label(cell)
    assert form_in(f"{cell}\n{ROW}").project_name == "甲"


def test_several_labels_and_what_stands_before_them() -> None:
    assert labelled_texts("2024年度　填报人：张三，电话：1\n日期：") == (
        "2024年度",
        [("填报人", "张三，"), ("电话", "1"), ("日期", "")],
    )
    assert labelled_texts("完成培训，效果好") == ("完成培训，效果好", [])


@pytest.mark.parametrize("cell", ["项目名称　甲", "项 目 名 称   甲", r"*项目名称\n甲"])
def test_a_label_with_blanks_behind_it(cell: str) -> None:
    slot = only(f"{cell}\n{ROW}")
    assert slot.form is not None
    assert slot.form.project_name == "甲"
    (source,) = [item for item in slot.report.sources if item.address == "project_name"]
    assert "没有冒号" in source.why


@pytest.mark.parametrize("cell", ["主管部门 及代码", "项目名称", "培训 项目名称 甲", "单位 甲所"])
def test_no_label_with_blanks(cell: str) -> None:
    assert spaced_text(cell) is None


@pytest.mark.parametrize("cell", ["项目" + " " * 30_000 + "名", " " * 30_000 + "（" * 30_000])
def test_long_cells_of_blanks_are_texts(cell: str) -> None:
    assert labelled_texts(cell) == (cell, [])
    assert spaced_text(cell) is None
    assert not starts_label(cell)


def test_names_below_their_labels() -> None:
    form = form_in(
        f"""
        项目名称 | 主管部门 | 实施单位
        甲 | 甲局 | 甲所
        {ROW}
        """
    )
    assert (form.project_name, form.supervisor, form.unit) == ("甲", "甲局", "甲所")
    assert not form.extra


def test_names_below_their_labels_behind_the_indicators() -> None:
    form = form_in(f"绩效自评表\n{ROW}\n总分 | | | | | 100 | 90\n项目名称 | 实施单位\n甲 | 甲所")
    assert (form.project_name, form.unit, len(form.indicators)) == ("甲", "甲所", 1)


def test_a_goal_that_begins_with_a_label_is_a_goal() -> None:
    form = form_in(
        f"项目名称 | 甲\n预期目标 | 实际完成情况\n项目概况：办班 | 完成情况：已办\n{ROW}"
    )
    assert (form.goal_expected, form.goal_actual) == ("项目概况：办班", "完成情况：已办")


def test_a_goal_without_text_does_not_take_the_signatures() -> None:
    form = form_in(f"项目名称 | 甲\n{ROW}\n实际完成情况 |\n单位负责人：张三 | 填报人：李四")
    assert (form.goal_actual, form.signature.unit_head) == ("", "张三")


def test_a_name_that_is_a_word_of_tables() -> None:
    form = form_in(f"项目名称 | 其他 |\n实施单位 | 甲所\n{ROW}")
    assert (form.project_name, form.unit) == ("其他", "甲所")
