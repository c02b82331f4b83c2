"""Rule 47: another year than the form's."""

from dataclasses import replace

import pytest

from perfdesk.core.finding import Severity
from tests.support.forms import clean_form, found

FINE = [
    "2024年完成培训。",
    "２０２４ 年度。",
    "24年度完成。",
    "二〇二四年。",
    "较2023年增长10%。",
    "与2023年持平。",
    "在2023年基础上提升。",
    "2021-2025年规划的第四年。",
    "服务期限2022年10月至2025年9月。",
    "《2021年行动方案》、“2022年度先进集体”。",
    "根据沪府规〔2020〕10号和嘉人社规[2023]1号文件。",
    "自2019年起实施，2020年以来持续推进。",
    "项目于2021年立项，系统于2019年12月上线。",
    "2023年12月签订合同，2024年执行。",
    "完成2023年度绩效自评和决算。",
    "支付2023年项目尾款。",
    "结合2023年工作情况。",
    "为2025年工作打下基础，计划2025年6月前完成，到2030年达峰。",
    "2022年、2023年两年的毕业生，2022年和2023年招录人员。",
    "2022届毕业生，2023学年与2024学年。",
    "缴纳15年养老保险，档案保存30年，整理2010年档案。",
    "恢复到较2019年的疫情前水平。",
    "标准由2023年的每人每月700元提高到735元。",
    "偿还2017年第三批100万元、2018年第一批80万元、2019年第二批60万元的利息。",
    "受到通报表扬，获评2023年度先进单位。",
    "落实2023年中央经济工作会议精神。",
    "解决2022年遗留的问题，对2023年新入职的100名职工开展培训，更新2019年购置的设备。",
    "兑付2023年度补贴资金，支付2023年度服务费。",
    "寄送2023年度个人权益记录单。",
    "12人入选2025年集训队，征订2025年报刊，预付2025年物业费。",
    "2025年1月通过验收，2025年初转入新班，2025年版教材编写完成。",
    "根据2023年职工代表大会决议，按2020年定额标准执行。",
    "完成2023年12月受理的案件，整理2022年度文书档案，完成2022年审计发现问题的整改。",
    "普查标准时点为2023年12月31日。",
    "根据2020年第七次全国人口普查的数据。",
    "余款由学校自筹，2025年验收合格支付。",
    "剩余32万元于2025年1月支付。",
    "满意度达90%，2023年为88%。",
    "满意度2024年达90%，2023年达88%。",
    "2024年培训100人，2023年培训80人。",
    "2023年开展培训10场，本年开展12场。",
    "2023年培训满意度为85%，今年为95%，提高10个百分点。",
    "当年培训100人，2023年培训80人。",
    "2023年签订合同，本年度执行。",
    "工作23年的老同志，10年建设期，缴纳15年底线。",
    "面向2035年，谋划2035年远景目标。",
    "发放2023年度全区机关事业单位工作人员绩效奖。",
]
WRONG = [
    ("2023年完成培训3场。", "2024年完成培训3场。"),
    ("2021年，全面完成任务。", "2024年，全面完成任务。"),
    ("落实2022年度工作要求。", "落实2024年度工作要求。"),
    ("较2021年增长10%。", "较2023年增长10%。"),
    ("与2020年持平。", "与2023年持平。"),
    ("二〇二三年培训3场。", "二〇二四年培训3场。"),
    ("22年度工作完成。", "24年度工作完成。"),
    ("根据2022年度工作计划，开展培训。", "根据2024年度工作计划，开展培训。"),
    ("2023年12月31日前完成。", "2024年12月31日前完成。"),
    ("2022.12.31前完成。", "2024.12.31前完成。"),
    ("预计2023年需要补充办公经费", "预计2024年需要补充办公经费"),
    ("23年，培训3场。", "24年，培训3场。"),
    ("截至23年底完成培训。", "截至24年底完成培训。"),
    ("2023全年培训3场。", "2024全年培训3场。"),
    ("2023年度通过高校毕业生项目引导就业。", "2024年度通过高校毕业生项目引导就业。"),
    ("2023年内全部完成审计。", "2024年内全部完成审计。"),
    ("2023年度总目标是完成考核指标。", "2024年度总目标是完成考核指标。"),
    ("2023年在确保补贴的基础上扩面。", "2024年在确保补贴的基础上扩面。"),
    ("2022年度以后勤服务为载体。", "2024年度以后勤服务为载体。"),
    ("2023年《农民工工资条例》普及率90%。", "2024年《农民工工资条例》普及率90%。"),
]
SLIPPED = ("20224年完成。", "完成2204年度任务。", "202年底前完成。", "２０２４４年，培训3场。")


@pytest.mark.parametrize("text", FINE)
@pytest.mark.parametrize("where", ["goal_expected", "goal_actual", "indicators_0__target"])
def test_years_that_may_be(text: str, where: str) -> None:
    assert not found(clean_form(**{where: text}), "47")


@pytest.mark.parametrize(("text", "mended"), WRONG)
@pytest.mark.parametrize("where", ["goal_expected", "goal_actual"])
def test_a_year_that_is_not_the_forms(text: str, mended: str, where: str) -> None:
    form = clean_form(**{where: text})
    (finding,) = found(form, "47")
    assert (finding.where, finding.severity) == (where, Severity.WARNING)
    assert finding.cells == (where, "year")
    assert finding.remedy
    after = finding.remedy.edit.apply(form)
    assert getattr(after, where) == mended
    assert not found(after, "47")


def test_the_sentence_names_the_place() -> None:
    (finding,) = found(clean_form(goal_expected="落实2022年度工作要求。"), "47")
    assert finding.message == (
        "预期目标写到 2022 年（“落实2022年度工作要求”），与本表年度 2024 年不一致，"
        "应为 2024 年，请核对。"
    )
    assert finding.remedy
    assert finding.remedy.label == "改为 2024 年"


@pytest.mark.parametrize("key", ["level3", "target", "actual"])
def test_indicators_are_read_too(key: str) -> None:
    (finding,) = found(clean_form(**{f"indicators_1__{key}": "2021年完成"}), "47")
    assert finding.where == f"indicators[1].{key}"


def test_a_later_year_is_wrong_only_where_it_is_told_as_done() -> None:
    done = "2025年培训80人。"
    assert found(clean_form(goal_actual=done), "47")
    assert not found(clean_form(goal_expected=done), "47")
    assert not found(clean_form(goal_actual="2025年将培训80人。"), "47")


def test_a_late_month_of_the_next_year_is_told() -> None:
    assert found(clean_form(goal_actual="2025年6月通过验收。"), "47")
    assert found(clean_form(goal_actual="2026年1月通过验收。"), "47")


def test_without_a_year_nothing_is_said() -> None:
    assert not found(replace(clean_form(goal_actual="2021年"), year=None), "47")


def test_names_and_notes_may_tell_other_years() -> None:
    form = clean_form(project_name="平台(2020年三期)升级", indicators_0__note="2021年人员减少")
    assert not found(form, "47")


@pytest.mark.parametrize(
    "text",
    [
        "经2023年12月政府采购，选定第三方服务单位。",
        "2023年11月公开招标，确定承办单位。",
        "发放对象为2023年12月31日前在册的人员。",
        "筹备2026年世界技能大赛。",
    ],
)
def test_what_was_bought_listed_or_is_prepared_has_its_own_year(text: str) -> None:
    assert not found(clean_form(goal_actual=text), "47")


def test_a_clause_ends_at_a_colon() -> None:
    assert found(clean_form(goal_expected="完成2021年度任务：以后勤保障为重点。"), "47")


@pytest.mark.parametrize(
    "text",
    [
        "2025年培训80人。",
        "2025年1月15日",
        "2024年满意度90%，2021年满意度80%。",
        "2021年培训10场，本年培训12场。",
        "2024年培训5场，2021年培训3场；落实2022年度工作要求。",
    ],
)
def test_a_year_that_may_be_meant_is_for_a_person_to_say(text: str) -> None:
    (finding,) = found(clean_form(goal_actual=text), "47")
    assert finding.remedy is None
    assert "应为" not in finding.message
    assert finding.message.endswith("，与本表年度 2024 年不一致，请核对。")


def test_a_figure_of_an_earlier_year_without_one_beside_it_is_no_comparison() -> None:
    (finding,) = found(clean_form(goal_actual="2023年为80人。培训100人。"), "47")
    assert finding.remedy
    assert not found(clean_form(goal_actual="培训100人，2023年为80人。"), "47")


@pytest.mark.parametrize("text", SLIPPED)
def test_a_year_with_a_slip_in_its_digits(text: str) -> None:
    (finding,) = found(clean_form(goal_expected=text), "47")
    assert "打错了数字" in finding.message
    assert finding.where == "goal_expected"


@pytest.mark.parametrize(
    "text", ["培训202年级学生。", "编号20240年鉴，走访2100家。", "200年老树。"]
)
def test_figures_that_only_look_like_years(text: str) -> None:
    assert not found(clean_form(goal_expected=text), "47")


def test_plans_do_not_speak_of_any_later_year() -> None:
    assert found(clean_form(goal_expected="2042年，完成培训3场。"), "47")
    assert not found(clean_form(goal_expected="2030年，完成培训3场。"), "47")
