"""Forms of all kinds, recognised by what their labels say."""

from decimal import Decimal

import pytest

from perfdesk.core.form import Indicator
from perfdesk.exchange.evidence import known_templates
from perfdesk.exchange.reading import Sure
from perfdesk.exchange.recognise import recognise, recognise_sheet
from perfdesk.exchange.sheet import Book, Cell, Kind, Origin, Sheet
from tests.exchange.recognised import HEAD, form_in, only, read, rows, under_head
from tests.support.textart import sheet_of

SPLIT = (
    "绩效指标（90分） | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值"
    " | 权重 | 得分 | 未完成原因分析"
)
METHODS = (
    "一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值（A） | 全年实际值（B） | 计分方法"
    " | 得分 | 未完成原因分析"
)
PLAIN = f"""
财政项目支出绩效自评表
（2024年度）
项目名称 | 甲项目
主管部门 | 甲局 | 实施单位 | 甲所
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
 | 年度资金总额 | 10 | 10 | 5 | 10 | 50.00 | 5
 | 其中：当年财政拨款 | 10 | 10 | 5 | - | 50.00 | -
{HEAD}
产出指标 | 数量指标 | 次数 | ≥3(次) | 3(次) | 90 | 90 |
总分 | | | | | 100 | 95 |
评分等级 | 优
"""


def test_a_plain_form_is_read_whole_and_nothing_is_left_over() -> None:
    slot = only(PLAIN)
    form = slot.form
    assert form is not None
    assert (form.project_name, form.supervisor, form.unit, form.year) == (
        *("甲项目", "甲局", "甲所"),
        2024,
    )
    assert form.funding.total.executed.text == "5"
    assert form.funding.fiscal.adjusted.text == "10"
    assert form.execution_weight.text == "10"
    assert rows(form) == [("产出指标", "数量指标", "次数", "90", "90")]
    assert not form.extra
    printed = form.printed
    assert (printed.rate, printed.funding_score, printed.total_weight) == ("50.00", "5", "100")
    assert (printed.title, printed.total_score, printed.grade) == (
        "财政项目支出绩效自评表",
        "95",
        "优",
    )
    sources = {source.address: source.cell for source in slot.report.sources}
    assert sources["project_name"] == "B3"
    assert sources["indicators[0].target"] == "D9"
    assert {left.text for left in slot.report.left_over} == {"-", "50.00"}


def test_a_form_of_sichuan_with_split_targets_and_texts_of_its_own() -> None:
    form = form_in(
        f"""
        报表编号：510000_0013zp
        部门预算项目支出绩效自评表（2023年度） |<|<|<|<|<|<|<|<|<
        项目名称 |<| 51000021Y-办案 |<|<|<|<|<|<
        项目基本情况 | 项目年度目标 | 保障办案 |<|<| 年度目标完成情况 | 已完成 |<|<
        ^ | 项目实施内容及过程概述 | 按进度实施 |<|<|<|<|<|<
        执行（10分） | （万元） | 年初预算 | 调整后预算数 | 执行数 | 执行率 | 权重 | 得分 | 原因
        ^ | 总额 | 100 | 90 | 80 | 88.89% | 10 | 8.89 | 节约
        ^ | 其中：财政资金 | 100 | 90 | 80 | 88.89% | / | / | /
        ^ | 单位资金 | 7 | 0 | 0 | | / | / | /
        ^ | 其他资金 | 0 | 0 | 0 | | / | / | /
        {SPLIT}
        ^ | 产出指标 | 数量指标 | 办案数 | ≥ | 350 | 件 | 400 | 60 | 60 |
        ^ | ^ | 质量指标 | 结案率 | ＝ | 95 | % | 94 | 20 | 19 | 疫情
        ^ | 效益指标 | 社会效益指标 | 公正 | 定性 | 优 | | 优 | 10 | 10 |
        合计 |<|<|<|<|<|<|<| 100 | 97.89 |
        评价结论 | 总体较好 |<|<|<|<|<|<|<|<|<
        项目负责人：张三 |<|<|<|<| 财务负责人：李四 |<|<|<|<|<
        """
    )
    assert [item.target.text for item in form.indicators] == ["≥350(件)", "=95(%)", "优"]
    assert (form.goal_expected, form.goal_actual) == ("保障办案", "已完成")
    assert form.funding.other.initial.text == "0"
    assert form.signature.finance_head == "李四"
    extra = dict(form.extra)
    assert extra["评价结论"] == "总体较好"
    assert extra["项目负责人"] == "张三"
    assert extra["单位资金年初预算"] == "7"
    assert extra["原因：年度资金总额"] == "节约"
    assert form.printed.total_score == "97.89"


def test_two_money_columns_and_a_column_of_methods() -> None:
    slot = only(
        f"""
        项目支出绩效自评表
        项目名称 | 某项目
        资金(万元) | | 年初预算数(A) | 全年执行数(B) | 分值(10分) | 执行率(B/A) | 得分 | 计分方法
        ^ | 年度资金总额： | 100 | 90 | 10 | 90% | 9 | 按执行率
        ^ | 其中：本年一般公共预算拨款 | 100 | 90 | - | 90% | - | -
        {METHODS}
        产出指标（50分） | 数量指标 | 培训 | 50 | 100 | 90 | 按比例 | 45 | 迟
        """
    )
    form = slot.form
    assert form is not None
    assert (form.funding.fiscal.initial.text, form.funding.fiscal.executed.text) == ("100", "90")
    assert form.funding.total.adjusted.text == ""
    assert any("全年预算数" in note for note in slot.report.notes)
    assert rows(form) == [("产出指标", "数量指标", "培训", "50", "45")]
    assert form.indicators[0].note == "迟"
    assert dict(form.extra)["计分方法：培训"] == "按比例"


def test_several_goals_with_tables_of_their_own_are_one_form() -> None:
    form = form_in(
        """
        2020年度项目支出自评表
        单位名称：某学校 |<| 填报日期：2021.3.10 |<| 总分：98
        项目名称 | 科研经费 |<|<|<|<
        预算执行（万元）（20分） | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
        ^ | 年度财政资金总额 | 100 | 90 | 90% | 18
        绩效目标1（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值 | 得分
        ^ | 产出指标 | 数量指标 | 论文 | ≥10篇 | 12篇 | 40
        绩效目标2（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值 | 得分
        ^ | 产出指标 | 数量指标 | 专利 | ≥2项 | 2项 | 40
        备注：1.口径见通知。
        """
    )
    assert [item.level3 for item in form.indicators] == ["论文", "专利"]
    assert form.template == "hubei-2020"
    assert form.execution_weight.text == "20"
    assert (form.unit, form.signature.date) == ("某学校", "2021.3.10")
    assert form.printed.total_score == "98"
    assert dict(form.extra) == {"备注": "1.口径见通知。"}


def test_vertical_labels_and_blank_levels() -> None:
    form = form_in(
        """
        项目支出绩效自评表
        项 目\\n名 称 | 甲项目
        年度 | 预期目标 |<|<| 实际完成情况 |<|<|<
        总体 | 目标一\\n目标二 |<|<| 完成一 |<|<|<
        目标 | | | | | | |
        绩 | 一级\\n指标 | 二级\\n指标 | 三级指标 | 年度\\n指标值 | 实际\\n完成值 | 分值 | 得分
        效 | 产出指标(50分) | 数量指标 | 甲 | ≥5 | 5 | 20 | 20
        指 | | | 乙 | ≥6 | 6 | 10 | 10
        标 | 效益指标 | | 丙 | 好 | 好 | 30 | 30
         | 满意\\n度指标\\n（10分） | 服务对象\\n满意度指标 | 丁 | ≥90% | 95% | 10 | 10
        小计 | | | | | | 70 | 70
        总分 | | | | | | 80 | 79
        """
    )
    assert (form.goal_expected, form.goal_actual) == ("目标一\n目标二", "完成一")
    assert [(one, two) for one, two, *_ in rows(form)] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("效益指标", ""),
        ("满意度指标", "服务对象满意度指标"),
    ]
    assert form.printed.total_score == "79"
    assert not form.extra


def test_the_rate_among_the_indicators_and_points_beside_levels() -> None:
    form = form_in(
        """
        某市2024年度项目支出绩效自评表
        项目名称：培训  主管部门：某局　实施单位：某中心
        单位：元
        资金情况 | 资金来源 | 预算数 | 执行数 | 执行率
         | 合计 | 1000 | 900 | 90%
        总体目标 | 把培训做好
        完成情况 | 做好了
        序号 | 一级指标 | 权重 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 自评得分 | 核查得分
        1 | 预算执行率 | 10 | 预算执行率 | 预算执行率 | 100% | 90% | 10 | 9 | 9
        2 | 产出指标 | 90 | 数量指标 | 次数 | ≥3次 | 3次 | 90 | 90 | 88
         | 合计 | | | | | | 100 | 99 | 97
        """
    )
    assert (form.project_name, form.supervisor, form.unit) == ("培训", "某局", "某中心")
    assert (form.goal_expected, form.goal_actual) == ("把培训做好", "做好了")
    assert rows(form) == [("产出指标", "数量指标", "次数", "90", "90")]
    assert (form.execution_weight.text, form.printed.funding_score) == ("10", "9")
    assert dict(form.extra)["核查得分：次数"] == "88"
    assert form.template == "shanghai-2022"  # the one in 元


def test_an_indicator_called_like_the_rate_stays_where_the_funding_has_points() -> None:
    art = PLAIN.replace("总分", "产出指标 | 质量指标 | 预算执行率 | 100% | 50% | 0 | 0 |\n总分")
    assert [item.level3 for item in form_in(art).indicators] == ["次数", "预算执行率"]


def test_sources_side_by_side() -> None:
    form = form_in(
        f"""
        项目名称 | 甲项目
        项目资金（万元） | 年度资金总额 | 财政拨款 | 上年结转 | 其他资金
        年初预算数 | 10 | 9 | 1 | 0
        全年预算数 | 11 | 10 | 1 | 0
        全年执行数 | 5 | 4 | 1 | 0
        执行率 | 45.45% | | |
        {HEAD}
        产出指标 | 数量指标 | 甲 | 3 | 3 | 90 | 90 |
        """
    )
    assert (form.funding.total.adjusted.text, form.funding.carryover.executed.text) == ("11", "1")
    assert form.printed.rate == "45.45%"


def test_rows_with_the_points_of_a_level_are_no_indicators() -> None:
    form = under_head(
        "产出指标 | | | | | 50 | 48",
        " | 数量指标 | 甲 | 3 | 3 | 50 | 48",
        "效益指标 | | | | | 40 | 40",
        " | 社会效益指标 | 乙 | 3 | 3 | 40 | 40",
        "总计 | | | | | 90 | 88",
    )
    assert [row[2] for row in rows(form)] == ["甲", "乙"]
    assert [row[1] for row in rows(form)] == ["数量指标", "社会效益指标"]


def test_a_label_in_parts_down_the_rows_is_one() -> None:
    form = under_head(
        "产出 | 数量 | 甲 | 3 | 3 | 20 | 20",
        "指标 | 指标 | 乙 | 3 | 3 | 20 | 20",
        " | 质量指标 | 丙 | 3 | 3 | 20 | 20",
    )
    assert [row[:2] for row in rows(form)] == [
        *[("产出指标", "数量指标")] * 2,
        ("产出指标", "质量指标"),
    ]


def test_a_page_break_continues_the_form() -> None:
    page = PLAIN[: PLAIN.index("总分")]
    again = f"""财政项目支出绩效自评表
（2024年度）
项目名称 | 甲项目
{HEAD}
产出指标（续） | 数量指标（续） | 人数 | 3 | 3 | 0 | 0 |
总分 | | | | | 100 | 95 |
"""
    slot = only(page + again)
    assert slot.form is not None
    assert [row[:3] for row in rows(slot.form)] == [
        ("产出指标", "数量指标", "次数"),
        ("产出指标", "数量指标", "人数"),
    ]
    assert not slot.form.extra


def test_forms_one_below_the_other_and_what_stands_between() -> None:
    art = PLAIN + "\n\n第二张表见下\n" + PLAIN.replace("甲项目", "乙项目")
    reading = read(art)
    assert [slot.form.project_name for slot in reading.slots if slot.form] == ["甲项目", "乙项目"]
    assert all(not slot.form.extra for slot in reading.slots if slot.form)
    left = [item.text for slot in reading.slots for item in slot.report.left_over]
    assert left.count("第二张表见下") == 1


def test_a_cover_is_left_over_once_and_fills_only_gaps() -> None:
    slot = only("某局部门决算\n联系电话：123\n\n" + PLAIN)
    assert slot.form is not None
    assert slot.form.signature.phone == "123"
    assert [x.text for x in slot.report.left_over].count("某局部门决算") == 1


def test_a_second_text_for_a_field_is_kept_and_told() -> None:
    slot = only(PLAIN.replace("评分等级", "项目名称 | 另一个\n评分等级"))
    assert slot.form is not None
    assert slot.form.project_name == "甲项目"
    assert ("项目名称", "另一个") in slot.form.extra
    assert any("又写了一次" in note for note in slot.report.notes)


def test_signatures_in_one_cell_or_several() -> None:
    art = PLAIN + "填报人：王五　　联系电话：123\n填报日期： | 2024-1-1 | 单位（盖章）：甲所财务科"
    form = form_in(art)
    assert (form.signature.preparer, form.signature.phone) == ("王五", "123")
    assert form.signature.date == "2024-1-1"
    assert ("单位（盖章）", "甲所财务科") in form.extra


def test_a_heading_with_its_year_in_one_cell() -> None:
    form = form_in(PLAIN.replace("自评表\n（2024年度）", "自评表\\n（ 2023 年度）"))
    assert form.year == 2023
    assert form.printed.title == "财政项目支出绩效自评表"


def test_cells_with_numbers_percents_and_faults() -> None:
    sheet = sheet_of(PLAIN)
    sheet.cells[(6, 3)] = Cell("35.6", Kind.NUMBER, Decimal("35.6"))
    sheet.cells[(6, 4)] = Cell("１２３４．５")
    sheet.cells[(6, 5)] = Cell("1,234.57", Kind.NUMBER, Decimal("1234.567"))
    sheet.cells[(7, 3)] = Cell("-", Kind.NUMBER, Decimal(0))
    sheet.cells[(9, 5)] = Cell("90%", Kind.PERCENT, Decimal("0.9"))
    sheet.cells[(9, 6)] = Cell("90%", Kind.PERCENT, Decimal("0.9"))
    sheet.cells[(9, 7)] = Cell("", Kind.UNCOMPUTED, None, "=F9*2")
    (slot,) = recognise_sheet(sheet, known_templates()).slots
    assert slot.form is not None
    total = slot.form.funding.total
    assert (total.initial.text, total.adjusted.text) == ("35.6", "1234.5")
    assert total.executed.text == "1,234.57"
    assert slot.form.funding.fiscal.initial.text == "0"
    row = slot.form.indicators[0]
    assert (row.actual.text, row.weight.text, row.score.text) == ("90%", "90", "")
    tidied = {source.address: source.tidied for source in slot.report.sources if source.tidied}
    assert "1234.567" in tidied["funding.total.executed"][0]
    assert any("公式" in note for note in slot.report.notes)


def test_hidden_rows_are_read_and_told() -> None:
    slot = only(PLAIN, hidden_rows=frozenset({9}))
    assert slot.form is not None
    assert len(slot.form.indicators) == 1
    assert any("隐藏的第 9 行" in note for note in slot.report.notes)


def test_what_a_merge_hides_is_told() -> None:
    slot = only(PLAIN.replace("项目名称 | 甲项目", "项目名称 | 甲项目 |<"))
    assert not any("盖住" in left.why for left in slot.report.left_over)
    sheet = sheet_of("项目名称 | 甲项目 |<\n" + HEAD + "\n产出指标 | 数量指标 | 甲 | 3 | 3 | 9 | 9")
    covered = Sheet("表", sheet.cells | {(1, 3): Cell("旧名")}, sheet.merges)
    (slot,) = recognise_sheet(covered, known_templates()).slots
    assert [x.text for x in slot.report.left_over if "盖住" in x.why] == ["旧名"]


def test_a_sheet_without_a_form_says_what_is_nearest() -> None:
    reading = read("职工名册\n序号 | 姓名 | 得分\n1 | 张三 | 90")
    assert not reading.slots
    (note,) = reading.notes
    assert "三级指标" in note
    assert "第 2 行" in note


@pytest.mark.parametrize("filled", ["", " | | | | 10 |", "0"])
def test_a_blank_form_is_named_and_not_read(filled: str) -> None:
    art = f"""
        财政项目支出绩效自评表
        项目名称 |
        项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数
         | 年度资金总额 | {filled if filled == "0" else ""} | |
        {HEAD}
        产出指标 | 数量指标 {filled if filled != "0" else ""}
        总分
        """
    reading = read(art)
    assert not reading.slots
    assert "没有填写" in reading.notes[0]


def test_hidden_sheets_are_read_only_where_there_are_no_others() -> None:
    shown, hidden = sheet_of(PLAIN), sheet_of(PLAIN, "存档")
    hidden.hidden = True
    both = recognise(Book(Origin.XLSX, (shown, hidden)))
    assert len(both.slots) == 1
    assert both.notes == ["工作表“存档”是隐藏的，没有读入。"]
    assert len(recognise(Book(Origin.XLSX, (hidden,))).slots) == 1


def test_the_template_is_proposed_and_a_guess_is_called_one() -> None:
    sources = {source.address: source for source in only(PLAIN).report.sources}
    assert sources["template"].why.startswith("依据：")
    bare = only(f"项目名称 | 甲\n{HEAD}\n产出指标 | 数量指标 | 甲 | 3 | 3 | 9 | 9")
    (template,) = [s for s in bare.report.sources if s.address == "template"]
    assert template.sure is Sure.GUESS
    assert bare.report.money_unit == "万元"
    assert any("金额单位" in note for note in bare.report.notes)


def test_a_form_in_yuan_never_becomes_one_in_wan() -> None:
    slot = only(PLAIN.replace("（万元）", "（元）"))
    assert slot.form is not None
    assert (slot.form.template, slot.report.money_unit) == ("shanghai-2022", "元")
    assert slot.form.funding.total.initial.text == "10"


def test_a_year_is_taken_from_the_name_of_the_file_as_a_guess() -> None:
    sheet = sheet_of(PLAIN.replace("（2024年度）", ""))
    (slot,) = recognise(Book(Origin.XLSX, (sheet,)), "甲所2022自评").slots
    assert slot.form is not None
    assert slot.form.year == 2022
    (year,) = [source for source in slot.report.sources if source.address == "year"]
    assert year.sure is Sure.GUESS


def test_unfinished_rows_stay_and_printed_ones_go() -> None:
    form = under_head(
        "产出指标 | 数量指标 | 甲 | ≥3 | | |",
        " | 质量指标 | 指标1： | | | |",
        " | 时效指标 | | | | |",
        "效益指标 | 社会效益指标 | 乙 | | | |",
        "总分 | | | | | |",
    )
    assert form.indicators[0] == Indicator("产出指标", "数量指标", "甲", form.indicators[0].target)
    assert [row[:3] for row in rows(form)] == [
        ("产出指标", "数量指标", "甲"),
        ("效益指标", "社会效益指标", "乙"),
    ]


def test_reasons_and_measures_in_two_columns_are_one_note() -> None:
    head = "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因 | 改进措施"
    form = under_head("产出指标 | 数量指标 | 甲 | 3 | 2 | 9 | 6 | 迟了 | 早办", head=head)
    assert form.indicators[0].note == "迟了\n早办"


def test_amounts_right_beside_their_labels() -> None:
    form = form_in(
        f"""
        项目支出绩效自评表（2023年度）
        项目名称 | 甲项目 | 项目编码 | 310101
        预算数 | 100 | 执行数 | 90 | 执行率 | 90%
        {HEAD}
        产出指标 | 数量指标 | 甲 | 3 | 3 | 90 | 80 | 迟
        自评得分 | 95 | 自评等级 | 优
        """
    )
    assert (form.funding.total.adjusted.text, form.funding.total.executed.text) == ("100", "90")
    assert (form.printed.rate, form.printed.total_score, form.printed.grade) == ("90%", "95", "优")
    assert dict(form.extra) == {"项目编码": "310101"}


@pytest.mark.parametrize("value", ["TRUE", "A", "(5)", "90"])
def test_a_value_below_a_head_is_no_part_of_its_label(value: str) -> None:
    form = under_head(
        f"产出指标 | 数量指标 | 甲 | 3 | {value} | 50 | 50",
        "效益指标 | 社会效益指标 | 乙 | 3 | 3 | 40 | 40",
    )
    assert [item.actual.text for item in form.indicators] == [value, "3"]


def test_the_money_of_one_level_is_the_fiscal_row_only_where_there_is_no_other() -> None:
    art = PLAIN.replace("其中：当年财政拨款", "其中：区级财政资金")
    slot = only(art)
    assert slot.form is not None
    assert slot.form.funding.fiscal.executed.text == "5"
    assert any("“区级财政资金”读作当年财政拨款" in note for note in slot.report.notes)
    two = art.replace("产出指标", "产出指标", 1).replace(
        "区级财政资金", "市级财政资金 | 1 | 1 | 1\n | 其中：区级财政资金"
    )
    form = form_in(two)
    assert not form.funding.fiscal.executed.text
    assert dict(form.extra)["市级财政资金全年执行数"] == "1"


def test_formulas_without_results_are_told_in_one_sentence() -> None:
    sheet = sheet_of(PLAIN)
    for place in ((6, 3), (6, 4), (6, 5), (7, 3), (9, 7)):
        sheet.cells[place] = Cell("", Kind.UNCOMPUTED, None, "=1+1")
    (slot,) = recognise_sheet(sheet, known_templates()).slots
    told = [note for note in slot.report.notes if "公式" in note]
    assert told == [
        "C6、D6、E6 等 5 格的公式没有可用的结果，按未填处理；请用 Excel 或 WPS 打开、保存后再读。"
    ]
    assert len([left for left in slot.report.left_over if "公式" in left.why]) == 5


@pytest.mark.parametrize("last", ["项目名称", "主管部门", "项目资金"])
def test_forms_one_below_the_other_whose_first_blocks_stand_last(last: str) -> None:
    lines = PLAIN.strip().split("\n")
    blocks = {
        "项目名称": lines[2:4],
        "主管部门": lines[2:4],
        "项目资金": lines[4:7],
        "rest": lines[7:],
    }
    behind = blocks.pop(last)
    kept = [line for key in ("项目名称", "项目资金", "rest") for line in blocks.get(key, [])]
    one = "\n".join([*lines[:2], *kept, *behind])
    slots = read(f"{one}\n{one.replace('甲', '乙')}").slots
    assert [slot.form.project_name for slot in slots if slot.form] == ["甲项目", "乙项目"]
    assert [slot.form.funding.total.executed.text for slot in slots if slot.form] == ["5", "5"]
    assert not any(slot.form.extra for slot in slots if slot.form)


def test_rows_of_formulas_without_results_are_no_indicators() -> None:
    sheet = sheet_of(PLAIN.replace("总分", " | | | | | | |\n" * 2 + "总分"))
    for row in (10, 11):
        sheet.cells[(row, 7)] = Cell("", Kind.UNCOMPUTED, None, "=F9*2")
    (slot,) = recognise_sheet(sheet, known_templates()).slots
    assert slot.form is not None
    assert len(slot.form.indicators) == 1
    assert slot.form.printed.total_score == "95"
