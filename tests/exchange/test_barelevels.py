"""Levels that no head names: columns told by their labels, several levels in one cell."""

import pytest

from perfdesk.exchange.levelnames import level_path, tidy_level
from tests.exchange.recognised import form_in, rows, under_head

VALUES = "年度指标值 | 实际完成值 | 分值 | 得分"
WANTED = [
    ("产出指标", "数量指标", "次数", "60", "60"),
    ("产出指标", "质量指标", "合格率", "20", "20"),
    ("效益指标", "社会效益指标", "影响", "20", "20"),
]
ROWS = (
    "产出指标 | 数量指标 | 次数 | 3 | 3 | 60 | 60",
    " | 质量指标 | 合格率 | 90% | 90% | 20 | 20",
    "效益指标 | 社会效益指标 | 影响 | 好 | 好 | 20 | 20",
    "总分 | | | | | 100 | 100",
)


@pytest.mark.parametrize(
    "head",
    [
        f"绩效指标 |<|< | {VALUES}",
        f" | | 三级指标 | {VALUES}",
        f"指标类别 | 指标大类 | 指标名称 | {VALUES}",
        f"一级指标 |< | 三级指标 | {VALUES}",
        f"一、二级指标 |< | 三级指标 | {VALUES}",
    ],
)
def test_columns_without_a_head_of_their_own_are_told_by_their_labels(head: str) -> None:
    assert rows(under_head(*ROWS, head=head)) == WANTED


def test_a_column_of_other_words_is_no_level() -> None:
    lines = ("甲类 | 次数 | 3 | 3 | 60 | 60", "乙类 | 影响 | 好 | 好 | 40 | 40")
    form = under_head(*lines, head=f"类别 | 三级指标 | {VALUES}")
    assert [item.level1 for item in form.indicators] == ["", ""]
    assert [item.level3 for item in form.indicators] == ["次数", "影响"]


def test_cost_as_a_second_level_among_outputs_stays_one() -> None:
    lines = ("产出指标 | 成本指标 | 费用 | 3 | 3 | 60 | 60", " | 数量指标 | 次数 | 3 | 3 | 40 | 40")
    form = under_head(*lines, head=f"绩效指标 |<|< | {VALUES}")
    assert [(item.level1, item.level2) for item in form.indicators] == [
        ("产出指标", "成本指标"),
        ("产出指标", "数量指标"),
    ]


@pytest.mark.parametrize("between", ["-", "—", "/", "→", " "])
def test_two_levels_in_one_cell(between: str) -> None:
    lines = [
        f"{level1}{between}{level2} | {name} | 1 | 1 | {weight} | {score}"
        for level1, level2, name, weight, score in WANTED
    ]
    assert rows(under_head(*lines, head=f"指标类型 | 三级指标 | {VALUES}")) == WANTED


def test_three_levels_in_one_cell() -> None:
    lines = [
        f"{level1}-{level2}-{name} | 1 | 1 | {weight} | {score}"
        for level1, level2, name, weight, score in WANTED
    ]
    assert rows(under_head(*lines, head=f"绩效指标 | {VALUES}")) == WANTED


def test_a_table_for_each_first_level() -> None:
    head = f"二级指标 | 三级指标 | {VALUES}"
    form = form_in(
        f"""
        项目名称 | 甲项目
        一、产出指标（80分）
        {head}
        数量指标 | 次数 | 3 | 3 | 60 | 60
        质量指标 | 合格率 | 90% | 90% | 20 | 20
        二、效益指标（20分）
        {head}
        社会效益指标 | 影响 | 好 | 好 | 20 | 20
        总分 | | | | 100 | 100
        """
    )
    assert rows(form) == WANTED


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("产出指标（50分）-数量指标（20分）", ("产出指标", "数量指标")),
        ("一、产出指标—成本指标", ("产出指标", "成本指标")),
        ("产出指标-数量指标-次数-人数", ("产出指标", "数量指标", "次数-人数")),
        ("产出指标", ()),
        ("数量指标-次数", ()),
        ("产出指标、效益指标", ()),
        ("产出-投入比", ()),
    ],
)
def test_the_levels_that_one_text_names(text: str, path: tuple[str, ...]) -> None:
    assert level_path(text) == path


def test_a_label_standing_upright_with_its_points() -> None:
    label, tidied = tidy_level("产\n出\n指\n标\n（\n5\n0\n分\n）")
    assert (label, len(tidied)) == ("产出指标", 2)


def test_what_is_longer_than_any_label_stays_as_it_is() -> None:
    text = "1" * 4_000 + "分"
    assert tidy_level(text) == (text, ())
