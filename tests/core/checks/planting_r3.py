"""Faults of targets and results, and across forms, planted in sound forms.

A plant turns a form into one with a single fault; None where the form gives no place for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from perfdesk.core.cells import with_text
from perfdesk.core.edits import InsertIndicators
from perfdesk.core.form import Form, Indicator
from perfdesk.core.measure import Measure, Operator, scaled
from perfdesk.core.number import ZERO, half_width, trimmed

Plant = Callable[[Form, Random], Form | None]
#: The forms of a unit with a fault among them.
UnitPlant = Callable[[Form, Random], Sequence[Form] | None]

_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789%()<>="}


def rows_where(form: Form, wanted: Callable[[Indicator], bool]) -> list[int]:
    return [number for number, row in enumerate(form.indicators) if wanted(row)]


def one_of(form: Form, rng: Random, wanted: Callable[[Indicator], bool]) -> int | None:
    rows = rows_where(form, wanted)
    return rng.choice(rows) if rows else None


def in_row(form: Form, row: int, **texts: str) -> Form:
    for key, text in texts.items():
        form = with_text(form, f"indicators[{row}].{key}", text)
    return form


def wide(text: str, rng: Random) -> str:
    """Now and then in full width, or with a blank."""
    way = rng.randrange(4)
    return text.translate(_WIDE) if way == 0 else f" {text}" if way == 1 else text


def percent(row: Indicator) -> bool:
    found = scaled(row.target)
    return found is not None and found[1] == "%"


def counted(row: Indicator) -> bool:
    """A target with a number and a unit that is no percentage."""
    found = scaled(row.target)
    return found is not None and found[0] > 0 and found[1] not in ("", "%")


# 23


def row_twice(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda one: bool(one.level3.strip()))
    if row is None:
        return None
    at = rng.choice([row + 1, row])
    return InsertIndicators(at, (form.indicators[row],)).apply(form)


def name_twice(form: Form, rng: Random) -> Form | None:
    pairs = [
        (a, b)
        for a, left in enumerate(form.indicators)
        for b, right in enumerate(form.indicators)
        if a != b
        and (left.level1, left.level2) == (right.level1, right.level2)
        and half_width(left.level3) != half_width(right.level3)
        and left.level3.strip()
    ]
    if not pairs:
        return None
    first, second = rng.choice(pairs)
    return in_row(form, second, level3=wide(form.indicators[first].level3, rng))


# 49, 50, 51


def result_in_words(form: Form, rng: Random) -> Form | None:
    row = one_of(
        form,
        rng,
        lambda one: one.target.quantitative and one.target.number != 0 and one.actual.quantitative,
    )
    words = ("达成指标", "完成", "已达成", "良好", "达成年度指标", "按计划完成")
    return None if row is None else in_row(form, row, actual=rng.choice(words))


def target_copied(form: Form, rng: Random) -> Form | None:
    def fit(one: Indicator) -> bool:
        return one.target.operator is not None and one.target.text != one.actual.text

    row = one_of(form, rng, fit)
    return None if row is None else in_row(form, row, actual=form.indicators[row].target.text)


def result_as_range(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda one: one.actual.quantitative and one.actual.operator is None)
    if row is None:
        return None
    text = half_width(form.indicators[row].actual.text)
    if text[0] not in "0123456789":
        return None
    unit = "%" if "%" in text else ""
    number = trimmed(form.indicators[row].actual.number or ZERO)
    sign = rng.choice(["≥", ">", "=", "≥ ", "＞", "不低于", "不少于", "大于"])
    behind = rng.random() < 0.2
    return in_row(form, row, actual=f"{number}{unit}以上" if behind else sign + text)


def operator_lost(form: Form, rng: Random) -> Form | None:
    if form.template in ("shanghai-2022", "national-2020", "hubei-2020"):
        return None
    row = one_of(form, rng, lambda one: one.target.operator is not None and bool(one.target.number))
    if row is None:
        return None
    target = form.indicators[row].target
    unit = f"({target.unit})" if target.unit else ""
    return in_row(form, row, target=wide(f"{trimmed(target.number)}{unit}", rng))  # type: ignore[arg-type]  # a number


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


# 53, 54

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


def satisfied(one: Indicator) -> bool:
    return "满意" in one.level3 and percent(one)


def all_content(form: Form, rng: Random) -> Form | None:
    def fit(one: Indicator) -> bool:
        found = scaled(one.actual)
        return satisfied(one) and (found is None or found[0] != 100)

    row = one_of(form, rng, fit)
    if row is None:
        return None
    ways = ["100%", "100.00(%)", "100.0（%）", "100(百分比)", "100.00"]
    return in_row(form, row, actual=wide(rng.choice(ways), rng))


def content_in_words(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, satisfied)
    words = ["满意", "较高", "良好", "达到满意", "无投诉"]
    return None if row is None else in_row(form, row, target=rng.choice(words))


# 55, 56


def targets_in_words(form: Form, rng: Random) -> Form | None:
    figures = rows_where(form, lambda one: one.target.quantitative)
    rows = len([one for one in form.indicators if one.target.text.strip()])
    if rows < 4 or 2 * len(figures) < rows:
        return None
    words = ("健全", "提升", "有效", "达到要求", "良好")
    for row in rng.sample(figures, len(figures) - (rows - 1) // 2):
        form = in_row(form, row, target=rng.choice(words))
    return form


def vague_target(form: Form, rng: Random) -> Form | None:
    row = one_of(form, rng, lambda one: counted(one) and one.target.operator is Operator.EQUAL)
    if row is None:
        return None
    number, unit = trimmed(form.indicators[row].target.number), form.indicators[row].target.unit  # type: ignore[arg-type]  # counted
    ways = [
        f"={number}({unit}左右)",
        f"{number}{unit}左右",
        f"约{number}{unit}",
        f"{number}余{unit}",
    ]
    return in_row(form, row, target=rng.choice(ways))


def vague_result(form: Form, rng: Random) -> Form | None:
    row = one_of(
        form, rng, lambda one: one.target.quantitative and not one.target.softened and counted(one)
    )
    if row is None:
        return None
    unit = form.indicators[row].target.unit
    ways = [f"约95{unit}", f"95{unit}左右", f"大约95{unit}", f"95余{unit}", f"95({unit}左右)"]
    return in_row(form, row, actual=rng.choice(ways))


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


PLANTS: dict[str, Plant] = {
    "23/row": row_twice,
    "23/name": name_twice,
    "49": result_in_words,
    "50/copied": target_copied,
    "50/range": result_as_range,
    "51": operator_lost,
    "52-kind/percent": percent_for_count,
    "52-kind/count": count_for_percent,
    "52": another_unit,
    "53/result": result_above_all,
    "53/target": target_above_all,
    "54": all_content,
    "54-words": content_in_words,
    "55": targets_in_words,
    "56/target": vague_target,
    "56/result": vague_result,
    "57/row": dear_cost,
    "57/turned": cost_turned,
    "unit-name/rate": rate_in_pieces,
    "unit-name/people": people_in_percent,
    "unit-name/money": money_in_people,
    "zero-output": nothing_in_time,
}


# across forms


def renamed(form: Form) -> Form:
    return replace(form, project_name=form.project_name + "（二期）", id="")


def filed_twice(form: Form, rng: Random) -> Sequence[Form]:
    name = wide(form.project_name, rng)
    other = replace(form, project_name=name, goal_actual="另写的完成情况", id="")
    return [form, other]


def copied(form: Form, _rng: Random) -> Sequence[Form] | None:
    return [form, renamed(form)] if len(form.indicators) >= 3 else None


def goals_copied(form: Form, rng: Random) -> Sequence[Form] | None:
    key = rng.choice(["goal_expected", "goal_actual"])
    goal = "完成年度全部工作任务，服务对象满意，资金使用规范有效。"
    other = in_row(renamed(form), 0, target="≥7(次)")
    return [with_text(form, key, goal), with_text(other, key, goal.replace("，", ","))]


def reason_copied(form: Form, rng: Random) -> Sequence[Form]:
    note = "受客观因素影响，部分活动推迟到下一年度举办，今后将提前安排。"
    first = rng.randrange(len(form.indicators))
    second = rng.randrange(len(form.indicators))
    other = in_row(renamed(form), second, target="≥7(次)", note=note)
    return [in_row(form, first, note=note), other]


def rows_in_many(form: Form, _rng: Random) -> Sequence[Form]:
    return [replace(form, project_name=f"{form.project_name}{n}") for n in range(5)]


def yuan_in_a_form_of_ten_thousands(form: Form, _rng: Random) -> Sequence[Form] | None:
    total = form.funding.total.adjusted.value
    if form.year is None or not total or total <= 0:
        return None
    last = replace(form, year=form.year - 1)
    return [last, with_text(form, "funding.total.adjusted", trimmed(total * 10000))]


UNIT_PLANTS: dict[str, UnitPlant] = {
    "60": filed_twice,
    "60-form": copied,
    "60-goals": goals_copied,
    "60-notes": reason_copied,
    "60-rows": rows_in_many,
    "15-year": yuan_in_a_form_of_ten_thousands,
}
