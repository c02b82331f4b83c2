"""Targets and results as people write them; most of the texts stand in published forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.measure import Kind, Measure, Operator, scaled

# each a text, its operator, its number and its unit
NUMBERS = [
    # as the systems print them
    ("=100.00(%)", "=", "100.00", "%"),
    ("≥90.00(%)", "≥", "90.00", "%"),
    ("≥90%", "≥", "90", "%"),
    ("=100(百分比)", "=", "100", "百分比"),
    ("≤50000.00(元)", "≤", "50000.00", "元"),
    ("≤2.75(万人)", "≤", "2.75", "万人"),
    ("=0.00(起)", "=", "0.00", "起"),
    ("=0", "=", "0", ""),
    (">1(次)", ">", "1", "次"),
    ("<100.00(人)", "<", "100.00", "人"),
    ("≥3.00(前三)", "≥", "3.00", "前三"),
    ("≥3.00(次/人均)", "≥", "3.00", "次/人均"),
    ("=1.00(名/天)", "=", "1.00", "名/天"),
    ("≥200.00(月人次)", "≥", "200.00", "月人次"),
    ("≥250", "≥", "250", ""),
    (">=40000份", "≥", "40000", "份"),
    (">=90%", "≥", "90", "%"),
    ("0例", None, "0", "例"),
    ("9", None, "9", ""),
    ("120人次", None, "120", "人次"),
    ("100%", None, "100", "%"),
    ("42467份", None, "42467", "份"),
    ("76970.87(元)", None, "76970.87", "元"),
    # with remarks and in words
    ("100%(19人)", None, "100", "%"),
    ("100%(按实际要求完成)", None, "100", "%"),
    ("100％（按协议要求全部完成）", None, "100", "%"),
    ("≥95%（其中A≥90%）", "≥", "95", "%"),
    ("5(其中女3)", None, "5", ""),
    ("95%以上", "≥", "95", "%"),
    ("98%以上", "≥", "98", "%"),
    ("95%以上（含95%）", "≥", "95", "%"),
    ("95%(含)以上", "≥", "95", "%"),
    ("3次以上", "≥", "3", "次"),
    ("3个以上课题", "≥", "3", "个"),
    ("90分及以上", "≥", "90", "分"),
    ("5%以内", "≤", "5", "%"),
    ("10人以下", "≤", "10", "人"),
    ("大于10个", ">", "10", "个"),
    ("不低于95%", "≥", "95", "%"),
    ("不得低于95%", "≥", "95", "%"),
    ("不应超过3次", "≤", "3", "次"),
    ("原则上不低于95%", "≥", "95", "%"),
    ("延期不超过2个月", "≤", "2", "个月"),
    ("帮扶家庭不少于80户次", "≥", "80", "户次"),
    ("年内不少于4篇", "≥", "4", "篇"),
    ("满意度≥95%", "≥", "95", "%"),
    ("受资助人员及所在单位满意度超过80%", ">", "80", "%"),
    ("满意度98.5%", None, "98.5", "%"),
    ("投诉率为0", None, "0", ""),
    ("覆盖率达到100%", "≥", "100", "%"),
    ("控制在100万元以内", "≤", "100", "万元"),
    ("同比增长≥5%", "≥", "5", "%"),
    ("100%完成", None, "100", "%"),
    ("已完成45%", None, "45", "%"),
    ("实际完成：1,200人次", None, "1200", "人次"),
    ("共120人", None, "120", "人"),
    ("全年累计完成了3场", None, "3", "场"),
    ("已达到95%", "≥", "95", "%"),
    ("发生1起", None, "1", "起"),
    ("培训120人", None, "120", "人"),
    ("至少举办10场", "≥", "10", "场"),
    ("三次", None, "3", "次"),
    ("不少于十二场次", "≥", "12", "场次"),
    ("两家以上", "≥", "2", "家"),
    ("大于等于百分之九十", "≥", "90", "%"),
    ("百分之九十五以上", "≥", "95", "%"),
    ("不高于200月人次", "≤", "200", "月人次"),
    ("100%。", None, "100", "%"),
    ("“100%”", None, "100", "%"),
    ("（100%）", None, "100", "%"),
    ("百分之90", None, "90", "%"),
    ("至少2次", "≥", "2", "次"),
    ("零投诉", None, "0", "投诉"),
    ("零", None, "0", ""),
    # full-width signs, blanks, commas, signs of numbers
    ("≥ 90 ％", "≥", "90", "%"),
    ("＞=５", "≥", "5", ""),
    (">＝90%", "≥", "90", "%"),
    ("≧90%", "≥", "90", "%"),
    ("⩽5%", "≤", "5", "%"),
    ("=>5", "≥", "5", ""),
    ("＝１００．００（％）", "=", "100.00", "%"),
    ("1,000人", None, "1000", "人"),
    ("1，000人", None, "1000", "人"),
    ("12,345,678元", None, "12345678", "元"),
    ("=100.00(%)\n", "=", "100.00", "%"),
    ("0.5%", None, "0.5", "%"),
    ("-5%", None, "-5", "%"),
    ("≥-5%", "≥", "-5", "%"),
    ("+5%", None, "5", "%"),
    # units that look like dates or contain digits
    ("5年", None, "5", "年"),
    ("3年", None, "3", "年"),
    ("3年以上", "≥", "3", "年"),
    ("1年内", "≤", "1", "年"),
    ("12个月", None, "12", "个月"),
    ("3个月内", "≤", "3", "个月"),
    ("10天内", "≤", "10", "天"),
    ("15日以内", "≤", "15", "日"),
    ("3个工作日内", "≤", "3", "个工作日"),
    ("24小时", None, "24", "小时"),
    ("24小时内", "≤", "24", "小时"),
    ("2小时内响应", "≤", "2", "小时"),
    ("10项内容", None, "10", "项内容"),
    ("100人/次", None, "100", "人/次"),
    ("100人(次)", None, "100", "人次"),
    ("20场次", None, "20", "场次"),
    ("12次/年", None, "12", "次/年"),
    ("10点/天", None, "10", "点/天"),
    ("4.5星", None, "4.5", "星"),
    ("100㎡", None, "100", "㎡"),
    ("100m2", None, "100", "m2"),
    ("1台（套）", None, "1", "台"),
]

WORDS = [
    # of published forms
    *("及时", "健全", "达成指标", "未超项目预算", "建立健全、执行有效", "满意度", "零距离服务"),
    *(
        "二小时内响应",
        "每月5号",
        "每月1-2次",
        "每季度",
        "第三季度前",
        "年底前",
        "12月31日",
        "12月底前",
    ),
    *("11月底", "11月前", "9月", "7-8月", "10-11月", "7-8月和年底前", "当年度11月底前完成全年招录"),
    *("2023年12月31日前完成使用", "不高于前3年最高值", "不低于前3年平均值", "与2021年持平"),
    *("24小时内响应/年故障影响使用<5天", "2万元慰问金，200份实物(每家)", "约100-200人/场"),
    *("覆盖党支部100%", "宣传品经济实用，且发挥宣传作用"),
    # a number that the words behind it take back
    *("95%，目标未完成", "5个，其中两个未完成", "10场，两场取消", "12次，仅部分到位"),
    *("95%以上，目标未完成", "5个（其中两个未完成）", "100(%)（没有达标）", "10场（两场取消）"),
    *("95%，未完成，已整改", "3项；延期", "100%，没有验收"),
    # dates and times
    *("2024年", "2024年底", "2024年12月", "2024年内", "24年底", "2024-12-31", "2024.12.31"),
    *("5月", "5号前", "20日前", "10点", "2时", "8:30", "9：00前", "2季度"),
    # ranges, enumerations, products, ratios, ranks
    *(
        "1-2次",
        "50%-60%",
        "50～60%",
        "50-60%以上",
        "10至20人",
        "≥95%、≥90%",
        "1场（6月）、2场（9月）",
    ),
    *(
        "1、完成2次以上",
        "1.完成",
        "三方协议",
        "一次性补贴",
        "两年一次",
        "培训3期120人",
        "发放2023年补贴",
        "百分之一百",
        "①100%",
        "2926元*12月",
        "7×24小时",
        "1:3",
        "1/4",
        "3/4以上",
        "5,6",
    ),
    *("第1名", "前3名", "1级", "1等奖", "A级"),
    # neither a bound nor a number that was reached
    *("未达到90%", "增长5%", "较上年下降5%", "±5%", "1.2.3", "十二", "≥", "%", "1e5", "PM2.5≤35"),
    "9" * 41,
    "≥90%" + "很" * 300,
]


@pytest.mark.parametrize(("text", "operator", "number", "unit"), NUMBERS)
def test_a_number_with_its_operator_and_unit(
    text: str, operator: str | None, number: str, unit: str
) -> None:
    measure = Measure.of(text)
    assert (measure.text, measure.kind) == (text, Kind.QUANTITATIVE)
    assert measure.operator == (Operator(operator) if operator else None)
    assert (str(measure.number), measure.unit) == (number, unit)
    assert measure.quantitative
    assert not measure.softened


@pytest.mark.parametrize("text", WORDS)
def test_anything_else_is_words(text: str) -> None:
    assert Measure.of(text) == Measure(text, Kind.QUALITATIVE)


@pytest.mark.parametrize("text", ["", " ", "　\n"])
def test_blank_is_empty(text: str) -> None:
    assert Measure.of(text) == Measure(text, Kind.EMPTY)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("=3500.00(户左右)", "户"),
        ("30人左右", "人"),
        ("约30人", "人"),
        ("大约30人", "人"),
        ("30余人", "人"),
        ("30多人", "人"),
        ("300多人", "人"),
    ],
)
def test_a_softened_number_is_a_number(text: str, unit: str) -> None:
    measure = Measure.of(text)
    assert measure.softened
    assert scaled(measure) == (measure.number, unit)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2.75(万人)", "27500人"),
        ("1.5亿元", "15000万元"),
        ("1万亿元", "10000亿元"),
        ("95.00(百分比)", "95%"),
        ("5个百分点", "5%"),
        ("100平方米", "100㎡"),
        ("10工作日", "10个工作日"),
        ("5.2万余人", "52000人"),
        ("4份/年", "4份"),
        ("1.2万元/人/年", "12000元/人"),
        ("12次，全部到位", "12次"),
        ("100%，全部完成", "100%"),
        ("100%；按期完成", "100%"),
    ],
)
def test_units_of_one_meaning(text: str, same: str) -> None:
    assert scaled(Measure.of(text)) == scaled(Measure.of(same))


@pytest.mark.parametrize(
    "text",
    [
        *("95%，目标未完成", "5个，其中两个未完成", "10场，两场取消", "10场，两场延期举办"),
        *("100%；没有全部到位", "3次，不及时", "4次，仅线上举办", "4次，部分到位", "8次，推迟举办"),
    ],
)
def test_words_behind_a_comma_that_take_from_the_number_leave_it_in_doubt(text: str) -> None:
    assert not Measure.of(text).quantitative


def test_a_softened_multiple() -> None:
    assert Measure.of("5.2万余人").softened
    assert not Measure.of("5.2万人").softened


def test_words_have_no_scale() -> None:
    assert scaled(Measure.of("及时")) is None


_PIECES = st.sampled_from(
    [
        *"=≥≤><＞()（）%％-—~,，。.年月日内上下约百分之率零",
        "以上",
        "不低于",
        "达到",
        "万人",
        "１",
        "9",
        "２０２４",
    ]
)


@given(st.text() | st.lists(_PIECES, max_size=12).map("".join))
def test_any_text_is_taken_and_kept(text: str) -> None:
    measure = Measure.of(text)
    assert measure.text == text
    assert measure.quantitative == (measure.number is not None)
    assert (measure.kind is Kind.EMPTY) <= (measure.number is None)
    assert (scaled(measure) is None) == (measure.number is None)
