"""Faults in what targets and results can mean: units, shares, costs, for rules 52, 53, 57."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from perfdesk.core.edits import InsertIndicators
from perfdesk.core.form import Form, Indicator
from perfdesk.core.measure import Measure, scaled
from perfdesk.core.number import half_width
from tests.core.checks.planting.tools import Plant, counted, in_row, one_of, percent, wide

# 52


def percent_for_count(form: Form, rng: Random) -> Form | None:
    known = {"人", "名", "次", "场", "家", "份", "册", "元", "人次", "件", "个", "张", "条"}
    row = one_of(form, rng, lambda one: counted(one) and scaled(one.target)[1] in known)  # type: ignore[index]  # counted
    if row is None:
        return None
    texts = ["100%", "100.00(%)", "100(百分比)", "１００％", "95 %"]
    return in_row(form, row, actual=rng.choice(texts))


def count_for_percent(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda one: percent(one) and scaled(one.target)[0] > 0)  # type: ignore[index]  # percent
    if row is None:
        return None
    unit = rng.choice(["人", "元", "次", "个", "场", "家", "天", "万元"])
    texts = [f"12{unit}", f"12.00({unit})", f"1,200（{unit}）"]
    return in_row(form, row, actual=wide(rng.choice(texts), rng))


def another_unit(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, counted)
    if row is None:
        return None
    unit = rng.choice(["课时", "学时", "公里", "平方米", "吨"])
    return in_row(form, row, actual=wide(f"12.00({unit})", rng))


def share_for_percent(form: Form, rng: Random) -> Form | None:
    """The format of a percentage was lost on the way from a worksheet: 0.95."""
    row = one_of(form, rng, lambda one: percent(one) and scaled(one.target)[0] > 1)  # type: ignore[index]  # percent
    if row is None:
        return None
    return in_row(form, row, actual=wide(rng.choice(["0.95", "1", "1.00", "0.885"]), rng))


# 53

_PARTS = ("合格率", "完成率", "覆盖率", "满意", "及时率", "准确率", "达标率", "通过率", "知晓率")


def of_a_part(one: Indicator) -> bool:
    growing = any(word in one.level3 for word in ("增长", "提高", "提升", "下降", "降低"))
    named = any(word in one.level3 for word in _PARTS)
    return named and not growing and percent(one)


def result_above_all(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda one: of_a_part(one) and percent(one))
    if row is None:
        return None
    number = rng.choice(["101", "100.01", "105.00", "120", "998.5", "1000"])
    ways = [f"{number}%", f"{number}(%)", f"{number}(百分比)", f"{number} %", f"百分之{number}"]
    ways.append(number if percent(form.indicators[row]) else f"{number}%")
    return in_row(form, row, actual=wide(rng.choice(ways), rng))


def target_above_all(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, of_a_part)
    if row is None:
        return None
    way = rng.choice(["≥110.00(%)", "=120%", "≥100.5%", "110%以上", "不低于150%", ">=1000%"])
    return in_row(form, row, target=wide(way, rng))


# 57


def dear_cost(form: Form, rng: Random) -> Form | None:
    """An own cost row: few forms have one in figures."""
    name = rng.choice(["培训费用", "场地租赁经费", "资料印制成本", "设备购置金额", "专家劳务支出"])
    ways = ["≥50000.00(元)", "≥5万元", "＞5（万元）", ">=5万元", "不低于50000元", "5万元以上"]
    level1, level2 = rng.choice([("成本指标", "经济成本指标"), ("产出指标", "成本指标")])
    row = Indicator(level1, level2, name, Measure.of(rng.choice(ways)), Measure.of("5万元"))
    return InsertIndicators(len(form.indicators), (row,)).apply(form)


def cost_turned(form: Form, rng: Random) -> Form | None:
    def fit(one: Indicator) -> bool:
        low = one.target.operator is not None and one.target.operator.reverse
        return "成本" in one.level1 + one.level2 and "元" in one.target.unit and low

    row = one_of(form, rng, fit)
    if row is None:
        return None
    text = form.indicators[row].target.text.replace("≤", rng.choice("≥>"))
    return in_row(form, row, target=text)


def faults_wanted(form: Form, rng: Random) -> Form | None:
    """An own row: few forms ask for faults in figures."""
    name = rng.choice(["编目差错率", "群众投诉率", "设备故障率", "骨干人员流失率"])
    sign = rng.choice(["≥", "＞", ">=", "不低于"])
    target, actual = Measure.of(f"{sign}2.00(%)"), Measure.of("1.50(%)")
    row = Indicator("产出指标", "质量指标", name, target, actual)
    return InsertIndicators(len(form.indicators), (row,)).apply(form)


# units and names


def rate_in_pieces(form: Form, rng: Random) -> Form | None:
    row = one_of(
        form,
        rng,
        lambda one: (
            percent(one)
            and half_width(one.level3).endswith("率")
            and not half_width(one.level3).endswith(("效率", "频率", "投诉率", "发生率"))
        ),
    )
    if row is None:
        return None
    unit = rng.choice(["块", "人", "次", "个", "条", "家", "份", "元", "场"])
    texts = [f"=360.00({unit})", f"≥20{unit}", f"300（{unit}）"]
    return in_row(form, row, target=wide(rng.choice(texts), rng), actual=f"360{unit}")


def people_in_percent(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda one: half_width(one.level3).endswith(("人数", "次数", "数量")))
    if row is None:
        row = len(form.indicators)
        name = rng.choice(["培训人数", "走访慰问人数", "举办场次", "参训人次", "窗口数量"])
        form = InsertIndicators(row, (Indicator("产出指标", "数量指标", name),)).apply(form)
    texts = ["=100.00(%)", "≥90%", "100(百分比)", "≥ 95 %"]
    return in_row(form, row, target=wide(rng.choice(texts), rng), actual="100%")


def money_in_people(form: Form, rng: Random) -> Form | None:
    row, unit = len(form.indicators), rng.choice(["人", "次", "个", "家"])
    name = rng.choice(["补贴发放金额", "培训费用", "项目支出总额", "慰问经费(全年)"])
    form = InsertIndicators(row, (Indicator("产出指标", "数量指标", name),)).apply(form)
    return in_row(form, row, target=f"=500({unit})", actual=f"500({unit})")


def time_and_area_in_people(form: Form, rng: Random) -> Form | None:
    row, unit = len(form.indicators), rng.choice(["人", "家", "户"])
    name = rng.choice(["办结时间", "平均响应时间", "修缮面积", "绿化养护面积"])
    form = InsertIndicators(row, (Indicator("产出指标", "数量指标", name),)).apply(form)
    return in_row(form, row, target=f"≤5({unit})", actual=f"4{unit}")


# nothing done, all in time


def nothing_in_time(form: Form, rng: Random) -> Form | None:
    thing = rng.choice(["技能培训", "资料汇编", "走访慰问", "课题研究", "法律讲座"])
    how_many = rng.choice(["次数", "完成数", "举办场次", "数量", "开展次数"])
    how_well = rng.choice(["及时率", "完成及时率", "按时完成率", "开展及时率", "验收合格率"])
    zero = rng.choice(["0(次)", "0.00(次)", "0次", "０次", "0"])
    rows = (
        Indicator("产出指标", "数量指标", thing + how_many, Measure.of("=3(次)"), Measure.of(zero)),
        Indicator(
            "产出指标",
            "时效指标",
            thing + how_well,
            Measure.of("=100.00(%)"),
            Measure.of(rng.choice(["100.00(%)", "100%", "１００％"])),
        ),
    )
    return InsertIndicators(rng.randrange(len(form.indicators) + 1), rows).apply(form)


PLANTS: Mapping[str, Plant] = {
    "52-kind/percent": percent_for_count,
    "52-kind/count": count_for_percent,
    "52": another_unit,
    "52/share": share_for_percent,
    "53/result": result_above_all,
    "53/target": target_above_all,
    "57/row": dear_cost,
    "57/turned": cost_turned,
    "57-less/row": faults_wanted,
    "unit-name/rate": rate_in_pieces,
    "unit-name/people": people_in_percent,
    "unit-name/money": money_in_people,
    "unit-name/time and area": time_and_area_in_people,
    "zero-output": nothing_in_time,
}
