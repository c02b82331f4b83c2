"""Differences read as sentences that a person understands."""

from dataclasses import replace

import pytest

from perfdesk.core.cells import with_text
from perfdesk.core.delta import CellChange, Delta, delta_between
from perfdesk.core.edits import DeleteIndicators, Edit, InsertIndicators, MoveIndicators
from perfdesk.core.form import Form, Indicator, Printed
from perfdesk.core.silence import Silence
from perfdesk.core.telling import cell_name, told
from tests.support.forms import clean_form

CLEAN = clean_form()
SIX = replace(CLEAN, indicators=tuple(Indicator(level3=name) for name in "甲乙丙丁戊己"))
NEW = Indicator(level3="新指标")


def sentences(before: Form, after: Form) -> list[str]:
    return told(delta_between(before, after), after)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"indicators_0__score": "38"}, "第 1 行得分（培训人数）：40 → 38"),
        (
            {"indicators_1__note": "天气"},
            "第 2 行偏差原因分析及改进措施（满意度）：（空） → 天气",
        ),
        ({"unit": ""}, "实施单位：区总工会本级 → （空）"),
        ({"year": "2025"}, "年度：2024 → 2025"),
        ({"year": ""}, "年度：2024 → （空）"),
        ({"funding__total__executed": "8"}, "年度资金总额的全年执行数：9.00 → 8"),
        ({"execution_weight": "10"}, "预算执行率分值：（空） → 10"),
        ({"extra__评价结论": "好"}, "评价结论：（空） → 好"),
        ({"signature__phone": "021\n1"}, "联系电话：（空） → 021 1"),
    ],
)
def test_a_cell_is_told_with_its_name_and_both_texts(
    changes: dict[str, str], expected: str
) -> None:
    assert sentences(CLEAN, clean_form(**changes)) == [expected]


def test_what_is_no_cell_is_told_too() -> None:
    after = replace(CLEAN, template="national-2020", printed=Printed(rate="90.00", grade="优"))
    assert sentences(CLEAN, after) == [
        "模板：shanghai-district-2024 → national-2020",
        "来源表的预算执行得分：9.00 → （空）",
        "来源表的等级：（空） → 优",
    ]


FIRST = "完成企业自行开展职工职业培训并申报，由总工会进行审核；" * 20
EDITED = FIRST.replace("总工会", "区总工会", 11).replace("区总工会", "总工会", 10)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            FIRST,
            EDITED,
            "由总工会进行审核；完成…… → ……工职业培训并申报，由区总工会进行审核；完成……",
        ),
        ("", FIRST, "（空） → 完成企业自行开展职工职业培训并申报，由总工会进行审核；完成企……"),
        (FIRST, "", "由总工会进行审核； → （空）"),
        ("旧" + FIRST, "新" + FIRST, "旧完成企业自行开展职工…… → 新完成企业自行开展职工……"),
        (FIRST + "旧", FIRST + "新", "……，由总工会进行审核；旧 → ……，由总工会进行审核；新"),
        ("甲" * 20000, "乙" * 20000, "甲" * 30 + "……" + "甲" * 30 + " → " + "乙" * 30 + "……"),
    ],
)
def test_long_texts_are_told_by_their_difference(before: str, after: str, expected: str) -> None:
    (sentence,) = sentences(
        replace(CLEAN, goal_expected=before), replace(CLEAN, goal_expected=after)
    )
    assert expected in sentence
    assert len(sentence) < 160


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (InsertIndicators(1, (NEW,)), ["插入第 2 行（新指标）"]),
        (InsertIndicators(6, (NEW, Indicator())), ["插入第 7 行（新指标）", "插入第 8 行"]),
        (InsertIndicators(0, (NEW,) * 500), ["插入第 1–500 行，共 500 行"]),
        (DeleteIndicators((2,)), ["删除第 3 行（丙）"]),
        (DeleteIndicators((0, 4)), ["删除第 1 行（甲）", "删除第 5 行（戊）"]),
        (DeleteIndicators((0, 1, 2, 3, 4, 5)), ["删除第 1–6 行，共 6 行"]),
        (MoveIndicators((4,), 1), ["第 5 行（戊）移到第 2 行"]),
        (MoveIndicators((0,), 6), ["第 1 行（甲）移到第 6 行"]),
        (MoveIndicators((0,), 2), ["第 1 行（甲）移到第 2 行"]),
        (MoveIndicators((0, 1), 5), ["第 1–2 行移到第 4 行"]),
        (MoveIndicators((0, 5), 3), ["第 1–6 行换了次序"]),
    ],
)
def test_rows_that_came_went_or_moved_are_told_by_number_and_name(
    edit: Edit, expected: list[str]
) -> None:
    assert sentences(SIX, edit.apply(SIX)) == expected


def test_a_row_that_changed_beside_one_that_came_is_told_by_its_cells() -> None:
    after = InsertIndicators(5, (NEW,)).apply(with_text(SIX, "indicators[1].weight", "5"))
    assert sentences(SIX, after) == ["第 2 行分值（乙）：（空） → 5", "插入第 6 行（新指标）"]


def test_a_row_that_changed_below_one_that_came_has_its_new_number() -> None:
    after = with_text(InsertIndicators(0, (NEW,)).apply(SIX), "indicators[4].weight", "5")
    assert sentences(SIX, after) == ["插入第 1 行（新指标）", "第 5 行分值（丁）：（空） → 5"]


def test_rows_in_the_place_of_others_are_told_one_by_one() -> None:
    after = replace(SIX, indicators=(*SIX.indicators[:2], NEW))
    assert sentences(SIX, after) == [
        "删除第 3 行（丙）",
        "删除第 4 行（丁）",
        "删除第 5 行（戊）",
        "删除第 6 行（己）",
        "插入第 3 行（新指标）",
    ]


def test_the_order_of_other_labels_is_told() -> None:
    before = replace(CLEAN, extra=(("甲", "1"), ("", "2")))
    after = replace(CLEAN, extra=(("", "2"), ("甲", "1")))
    assert sentences(before, after) == [
        "其他栏目的次序：甲、（没有名称的栏目） → （没有名称的栏目）、甲"
    ]


def test_names_stand_on_one_line_and_are_never_empty() -> None:
    form = clean_form(indicators_0__level3="两\n行\x07")
    assert told(delta_between(CLEAN, form), form) == [
        "第 1 行三级指标（两 行 ）：培训人数 → 两 行 "
    ]
    assert cell_name("extra.") == "（没有名称的栏目）"
    assert cell_name("indicators[0].score", CLEAN) == "第 1 行得分（培训人数）"


def test_without_the_form_rows_go_by_number() -> None:
    delta = delta_between(CLEAN, clean_form(indicators_1__score="1"))
    assert told(delta) == ["第 2 行得分：40 → 1"]


def test_a_template_is_told_by_the_name_that_it_has() -> None:
    delta = Delta((CellChange("template", "a", "b"), CellChange("unit", "a", "b")))
    assert told(delta) == ["模板：a → b", "实施单位：a → b"]
    assert told(delta, None, str.upper) == ["模板：A → B", "实施单位：a → b"]


def test_what_is_set_aside_is_told_with_its_reason() -> None:
    one, other = Silence("3", "a", "上级核定"), Silence("4", "b", "已核\n对")
    before, after = replace(CLEAN, silenced=(one,)), replace(CLEAN, silenced=(other,))
    assert sentences(before, after) == [
        "恢复审核意见，原来忽略的理由：上级核定",
        "忽略审核意见，理由：已核 对",
    ]
