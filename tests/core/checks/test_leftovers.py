"""Rules 58, 59 and empty goals: what was left behind in texts."""

from dataclasses import replace

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.checks.leftovers import cleaned
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.form import Form
from perfdesk.core.template import GoalsBlock
from tests.support.forms import clean_form, found, printed_as, template
from tests.support.sound import sound_form

BLANKS = [
    "完成xx个",
    "完成ＸＸ项",
    "XX单位",
    "X X项目",
    "完成××个项目",
    "完成×个项目",
    "完成*个项目",
    "第×批",
    "共*余个",
    "补助金额×万元",
    "共____人",
    "完成＿＿项",
    "（ ）",
    "( )",
    "【】",
    "《》",
    "数量待定。",
    "内容待补充。",
    "某某单位",
    "完成？？个",
    "完成 ？ 个",
    "□□□",
    "20XX年",
    "X年X月",
    "于  年  月  日",
    "数量：……",
    "1、……；2、……。",
    "未填写",
    "……",
    "达到…%",
    "共……人",
    "完成N项",
    "#REF!",
    "TODO",
    "占比XX%",
    "**",
    "○○单位",
    "【请填写】",
    "{{name}}",
    "（填写项目内容）",
    "培训学员若干人",
    "完成   项任务",
    "请填写内容",
    "…",
    "数量：……，培训、宣传",
    "印发**等文件",
    "李xx项目",
]
PROSE = [
    "2926元*12月*27000人=94802万元",
    "900*27000",
    "3×4网格",
    "单价×数量",
    "人均标准×人数",
    "月薪*人数",
    "100元×次",
    "3x3篮球赛",
    "X光机1台",
    "x86服务器2台",
    "N95口罩",
    "“1+N”政策体系",
    "1+N个方案",
    "XXL号服装",
    "培训、宣传、评估……",
    "宣传、培训等……",
    "“……”",
    "王**等3人",
    "经办人王**等3人",
    "张××同志",
    "138****1234",
    "file__name",
    "www.xx.com",
    "xxxx@qq.com",
    "等待确认",
    "有待完善",
    "接待群众",
    "对待定岗人员",
    "（试行）",
    "(一)完成",
    "二○○八年建成",
    "某市",
    "若干措施",
    "《办法》",
    "完成培训？",
    "第1...3期",
    "软件测试",
    "体检补贴…服务经费",
    "*本项目为延续项目",
    "车牌号沪B*****",
    "未填写情况说明的单位已补报",
    "5G+应用",
    "——完成",
    "满意度 ≥ 90 %",
]


def only(form: Form, rule: str) -> Finding:
    (finding,) = found(form, rule)
    return finding


# 58


@pytest.mark.parametrize("text", BLANKS)
def test_a_blank_is_left(text: str) -> None:
    finding = only(clean_form(goal_expected=text), "58")
    assert (finding.where, finding.severity) == ("goal_expected", Severity.WARNING)


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_blank(text: str) -> None:
    assert not found(clean_form(goal_expected=text), "58")


def test_the_sentence_shows_the_blanks() -> None:
    finding = only(clean_form(goal_actual="购置xx个设备，培训____人。"), "58")
    assert finding.message == (
        "实际完成情况中“购置xx个设备，培训____…”像是没有填完的内容，请改成实际内容。"
    )


def test_blanks_far_apart_are_shown_each() -> None:
    text = "购置设备xx台，年内完成全部的安装与调试工作，培训操作人员____名。"
    message = only(clean_form(goal_actual=text), "58").message
    assert message.count("“") == 2
    assert message.count("xx") == message.count("____") == 1


@pytest.mark.parametrize(
    "text",
    [
        "王××抚养费纠纷案",
        "（含张某某故意伤害案）",
        "李某某家属",
        "张**等三人",
        "申请人王××、李××均已领取",
    ],
)
def test_a_person_whose_name_is_not_told(text: str) -> None:
    assert not found(clean_form(goal_actual=text), "58")


@pytest.mark.parametrize("text", ["发放宣传画20张××份", "资金××下达", "王××", "万××项目", "李××人"])
def test_a_blank_behind_a_character_that_may_be_a_surname(text: str) -> None:
    assert found(clean_form(goal_actual=text), "58")


def test_a_note_may_refer_to_the_one_above() -> None:
    assert not found(clean_form(indicators_1__note="同上"), "58")
    assert found(clean_form(indicators_1__actual="同上"), "58")
    assert found(clean_form(indicators_1__note="待补充"), "58")


def test_what_waits_for_others_is_a_reason_in_a_note() -> None:
    text = "数据待核实，管理制度待完善，方案待明确后实施。"
    assert not found(clean_form(indicators_1__note=text), "58")
    assert found(clean_form(goal_actual="满意度数据待核实。"), "58")
    assert not found(clean_form(goal_actual="管理制度待完善。"), "58")
    assert found(clean_form(goal_actual="待完善"), "58")


@pytest.mark.parametrize("name", ["指标1", "指标2：", "指标1：……", "……", "三级指标", "*", "x"])
def test_an_indicator_without_a_name(name: str) -> None:
    finding = only(clean_form(indicators_0__level3=name), "58")
    assert finding.where == "indicators[0].level3"


@pytest.mark.parametrize("name", ["指标1：培训人数", "服务对象满意度指标", "核心指标达标数"])
def test_a_name_with_the_word_indicator(name: str) -> None:
    assert not found(clean_form(indicators_0__level3=name), "58")


@pytest.mark.parametrize(
    "target",
    ["≥（%）", "=(人)", "≥", "≥xx%", "=()", "合格( )", "5 XX个", "≥*", "xx.xx%", "#", "□", "n(次)"],
)
def test_a_target_without_a_number(target: str) -> None:
    assert only(clean_form(indicators_0__target=target), "58").where == "indicators[0].target"


@pytest.mark.parametrize("target", ["=3.00()", "=合格", "≥90%", "= 5（ ）", "= 5 （ ）"])
def test_a_target_with_one(target: str) -> None:
    assert not found(clean_form(indicators_0__target=target), "58")


def test_a_row_s_cell_is_called_by_its_indicator() -> None:
    assert only(clean_form(indicators_1__note="XX局"), "58").message == (
        "第 2 行偏差原因分析及改进措施（满意度）中“XX局”像是没有填完的内容，请改成实际内容。"
    )
    finding = only(clean_form(indicators_1__note="<p>一&nbsp;二"), "59")
    assert finding.message == (
        "第 2 行偏差原因分析及改进措施（满意度）中夹有网页标记“<p>”、转义符号“&nbsp;”，可一键清除。"
    )
    assert finding.remedy
    assert finding.remedy.label == "清除标记"


def test_what_waits_is_shown_where_it_stands_first() -> None:
    text = "数量待定，其余内容由各部门另行报送后汇总，金额待定。"
    message = only(clean_form(goal_actual=text), "58").message
    assert message.startswith("实际完成情况中“数量待定，其余内容由各部…”像是")


@pytest.mark.parametrize(
    ("text", "clean"),
    [("_x4E2D_国", "中国"), ("一_x0007_二", "一\n二"), ("一_x000A_二", "一\n二")],
)
def test_signs_written_by_their_numbers(text: str, clean: str) -> None:
    assert cleaned(text, lines=True) == clean


@pytest.mark.parametrize("garbled", ["锟斤拷", "烫烫烫", "〓〓", "ï¿½", "å·¥ä½œ"])
def test_text_read_in_a_wrong_encoding(garbled: str) -> None:
    finding = only(clean_form(goal_actual=f"培训{garbled}100人"), "59")
    assert finding.message.endswith("，有的字已丢失，请对照原文补上。")
    assert cleaned(f"一{garbled}二", lines=True) == "一二"


@pytest.mark.parametrize("text", ["“Café”“二期”、Café——5×”、30℃±2°", "“Übung”班", "±5％、①②"])
def test_signs_of_other_languages_are_no_damage(text: str) -> None:
    assert not found(clean_form(goal_actual=text), "59")


@pytest.mark.parametrize(
    "cell",
    [
        "project_name",
        "supervisor",
        "unit",
        "indicators_1__note",
        "signature__preparer",
        "extra__结论",
    ],
)
def test_every_text_is_read(cell: str) -> None:
    where = cell.replace("_1__", "[1].").replace("__", ".")
    assert only(clean_form(**{cell: "XX局"}), "58").where == where


@pytest.mark.parametrize(
    "text",
    ["1.部门预算项目 □　2.省直专项 □　3.省对下转移支付项目 √", "☑是 □否", "138****5678", "无"],
)
def test_what_stands_below_the_table_and_is_no_blank(text: str) -> None:
    form = clean_form(extra__项目类别=text, signature__phone=text)
    assert not found(form, "58")


# 58-printed


@pytest.mark.parametrize(
    ("key", "text", "where"),
    [
        ("rate", "#DIV/0!", "funding.total.rate"),
        ("funding_score", "#REF！", "funding.total.score"),
        ("total_weight", "#VALUE!", "total_weight"),
        ("total_score", " #N/A ", "total_score"),
        ("grade", "#NAME?", "grade"),
        ("title", "#REF!自评表", "form"),
    ],
)
def test_a_printed_figure_that_is_an_error_value(key: str, text: str, where: str) -> None:
    form = printed_as(clean_form(), **{key: text})
    finding = only(form, "58-printed")
    assert (finding.where, finding.severity) == (where, Severity.WARNING)
    assert finding.cells == (where, f"printed.{key}")
    assert text.strip() in finding.message
    assert not found(form, "11")
    assert finding.remedy
    assert not found(finding.remedy.edit.apply(form), "58-printed")


def test_printed_figures_that_are_none() -> None:
    form = printed_as(clean_form(), rate="90.00%", total_score="—", grade="优", title="自评表#1")
    assert not found(form, "58-printed")


@pytest.mark.parametrize(
    "text",
    [
        "培训##人。",
        "走访●●户。",
        "发放0000份。",
        "培训（数量）人。",
        "投入<金额>万元。",
        "因某原因未开展。",
    ],
)
def test_a_field_of_a_template_is_left(text: str) -> None:
    assert only(clean_form(goal_actual=text), "58").where == "goal_actual"


@pytest.mark.parametrize(
    "text",
    [
        "●●重点人群。",
        "支出（金额）与人数（数量）核对。",
        "第007号，12:00人员到齐。",
        "某企业反映的原因。",
    ],
)
def test_signs_that_are_no_fields(text: str) -> None:
    assert not found(clean_form(goal_actual=text), "58")


# 59


@pytest.mark.parametrize(
    ("text", "clean", "named"),
    [
        ("<p>一</p><p>二</p>", "一\n二", "网页标记“<p>”"),
        ('<span style="color:red">一</span>', "一", "网页标记“<span style="),
        ("一<br/>二", "一\n二", "网页标记“<br/>”"),
        ("一&nbsp;二", "一 二", "转义符号“&nbsp;”"),
        ("满意度&ge;90%", "满意度≥90%", "转义符号“&ge;”"),
        ("&lt;p&gt;一&lt;/p&gt;", "一", "转义符号“&lt;”"),
        ("一_x000D_二", "一\n二", "转义符号“_x000D_”"),
        ("一\\n二\\t三", "一\n二 三", "转义符号“\\n”"),
        ("一\x0b二", "一\n二", "看不见的控制字符"),
        ("一\u200b二\ufeff\x01", "一二", "看不见的控制字符"),
        ("一<!-- x -->二", "一二", "网页标记“<!-- x -->”"),
        ("一\ufffd二", "一二", "无法还原的字符“\ufffd”"),
        ("_x0041_座", "A座", "转义符号"),
        ("一</p", "一", "网页标记"),
    ],
)
def test_markup_is_named_and_stripped(text: str, clean: str, named: str) -> None:
    form = clean_form(goal_actual=text)
    finding = only(form, "59")
    assert (finding.where, finding.severity) == ("goal_actual", Severity.HINT)
    assert named in finding.message
    assert finding.remedy
    after = finding.remedy.edit.apply(form)
    assert after.goal_actual == clean
    assert not found(after, "59")


@pytest.mark.parametrize(
    "text",
    [
        "印发<关于保障农民工工资支付的办法>的通知",
        "<<办法>>",
        "3<p值<5",
        "满意度>90%，<95%",
        "R&D经费，AT&T",
        "C:\\new",
        "第一段\n第二段\r\n\t第三段",
    ],
)
def test_titles_and_signs_are_no_markup(text: str) -> None:
    assert not found(clean_form(goal_actual=text), "59")


def test_the_sentence_of_lost_characters_asks_for_them() -> None:
    assert only(clean_form(goal_actual="一\ufffd"), "59").message == (
        "实际完成情况中夹有无法还原的字符“\ufffd”，有的字已丢失，请对照原文补上。"
    )
    assert only(clean_form(goal_actual="<p>一"), "59").message == (
        "实际完成情况中夹有网页标记“<p>”，可一键清除。"
    )


def test_a_name_stays_on_one_line() -> None:
    assert cleaned("<p>平台</p><p>运维</p>", lines=False) == "平台运维"
    form = clean_form(project_name="平台<br>运维")
    remedy = only(form, "59").remedy
    assert remedy
    assert remedy.edit.apply(form).project_name == "平台运维"


def test_extra_texts_are_read_too() -> None:
    form = replace(clean_form(), extra=(("评价结论", "<p>良好</p>"),))
    finding = only(form, "59")
    assert finding.where == "extra.评价结论"
    assert finding.remedy
    assert finding.remedy.edit.apply(form).extra == (("评价结论", "良好"),)


# goals


@pytest.mark.parametrize(
    ("where", "name"), [("goal_expected", "预期目标"), ("goal_actual", "实际完成情况")]
)
def test_an_empty_goal(where: str, name: str) -> None:
    finding = only(sound_form(**{where: " "}), "goals")
    assert (finding.where, finding.severity) == (where, Severity.HINT)
    assert finding.message == f"没有填写{name}。"


@pytest.mark.parametrize("text", ["。", "无", "/", "——", "…", "、", " 。。 "])
def test_a_goal_of_a_sign_or_nothing_is_empty(text: str) -> None:
    assert only(sound_form(goal_actual=text), "goals").where == "goal_actual"


def test_a_short_goal_is_one() -> None:
    assert not found(sound_form(goal_actual="无差错"), "goals")


def test_a_template_without_goals_asks_for_none() -> None:
    blocks = tuple(block for block in template().blocks if not isinstance(block, GoalsBlock))
    without = replace(template(), blocks=blocks)
    findings = check_form(clean_form(goal_actual="", goal_expected=""), without)
    assert "goals" not in [finding.rule for finding in findings]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *(("请填写满意度调查表。", False), ("组织学员请填写问卷，共回收80份。", False)),
        *(
            ("请填写具体情况。", True),
            ("培训人数请填写。", True),
            ("请填写：", True),
            ("成效请填写（", True),
        ),
        *(("（请填写满意度）", True), ("成效如下：请填写", True)),
    ],
)
def test_a_wish_to_fill_in_is_a_blank_only_where_its_clause_ends(text: str, told: bool) -> None:
    assert bool(found(clean_form(goal_actual=text), "58")) is told
