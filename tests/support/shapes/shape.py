"""How a form may be drawn: words, places, merges, kinds of cells."""

from dataclasses import dataclass, field

LABELS = {
    "name": "项目名称",
    "supervisor": "主管部门",
    "unit": "实施单位",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "score": "得分",
    "total": "年度资金总额",
    "fiscal": "其中：当年财政拨款",
    "carryover": "上年结转资金",
    "other": "其他资金",
    "money": "项目资金",
    "goals": "年度总体目标",
    "goal_expected": "预期目标",
    "goal_actual": "实际完成情况",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "points": "分值",
    "own_score": "得分",
    "spine": "绩效指标",
    "all": "总分",
    "grade": "评分等级",
}
OTHER_WORDS = LABELS | {
    "name": "项 目 名 称：",
    "supervisor": "主管部门\n及代码",
    "unit": "项目单位（盖章）",
    "initial": "年初预算数（A）",
    "adjusted": "调整后\n预算数(B)",
    "executed": "实际支出数（C）",
    "score": "自评得分",
    "total": "资金总额：",
    "fiscal": "其中:本年财政拨款",
    "carryover": "上年结转结余",
    "other": "其它资金",
    "goal_expected": "年初设定目标",
    "goal_actual": "全年实际\n完成情况",
    "target": "年度目标值(A)",
    "actual": "全年完成值（B）",
    "points": "权重(分)",
    "own_score": "自评得分",
    "all": "合计",
    "grade": "自评等级",
}
WIDE_WORDS = {key: "　".join(word) + "：" for key, word in LABELS.items()} | {
    "fiscal": "其 中 ： 当年 财政 拨款",
    "money": "项 目\n资 金",
    "level3": "三级\n指标",
    "target": "年度\n指标值",
    "actual": "实际\n完成值",
    "points": "分　值",
    "own_score": "得　分",
}
SHORT_WORDS = LABELS | {
    "name": "项目",
    "supervisor": "主管单位",
    "unit": "预算单位",
    "initial": "年初预算",
    "adjusted": "预算数",
    "executed": "执行数",
    "total": "合计",
    "fiscal": "财政拨款",
    "carryover": "上年结转",
    "other": "其他",
    "money": "预算执行情况",
    "goals": "绩效目标",
    "goal_expected": "年初目标",
    "goal_actual": "完成情况",
    "level3": "指标名称",
    "target": "目标值",
    "actual": "完成值",
    "points": "满分",
    "own_score": "自评分",
    "spine": "年度绩效指标",
    "all": "总计",
    "grade": "等级",
}
NUMBERED_WORDS = LABELS | {
    "name": "一、项目名称",
    "supervisor": "二、【主管部门】",
    "unit": "三、*实施单位",
    "initial": "年初部门预算数",
    "adjusted": "年中调整预算数",
    "executed": "全年累计支出数",
    "total": "年度总资金",
    "fiscal": "①其中：财政性资金",
    "carryover": "②以前年度结转结余资金",
    "other": "③其他渠道资金",
    "money": "四、项目资金",
    "goal_expected": "（一）年初预期目标",
    "goal_actual": "（二）目标实现情况",
    "target": "年初批复指标值",
    "actual": "年末实际完成情况",
    "points": "指标满分",
    "own_score": "单位自评得分",
    "all": "自评得分合计",
    "grade": "综合评价等级",
}
#: Words that say little: their place must tell what they mean.
PLACED_WORDS = LABELS | {
    "name": "子项目名称",
    "supervisor": "归口管理部门",
    "unit": "项目实施主体",
    "adjusted": "实际到位资金",
    "executed": "已支付",
    "total": "",
    "carryover": "年初结转和结余",
    "other": "其他资金来源",
    "goal_expected": "计划目标",
    "goal_actual": "达成情况说明",
    "level3": "末级指标及分值",
    "target": "年度目标",
    "actual": "实现值",
    "points": "应得分",
    "own_score": "实得分",
    "all": "得分总计",
    "grade": "绩效自评等级",
}
MONEY = ("initial", "adjusted", "executed")


@dataclass(frozen=True)
class Shape:
    """How one form is drawn.

    last is the block below all others (names, money, goals), sums what each level's sum is called.
    levels: merged, repeated, blank, half (the second level blank), continued, points, bare points,
    breaks, vertical (a break after each letter), letters (one letter in each row), rows (the first
    level in a row of its own), joined (both in one cell), path (all three in one cell), no heads,
    one head (绩效指标 over all three), own tables (one below each first level).
    target: one, three (columns), two (value and unit), sub heads (three under one head), wide head
    (three under one without heads of their own), four (the actual value's unit too).
    numbers: text, plain, noisy, money, full width, formulas, units (元 and 分 behind them).
    goals: beside, below, split, rows (one a line), same cell, under spine.
    """

    labels: dict[str, str] = field(default_factory=lambda: LABELS)
    top: int = 0
    left: int = 0
    step: int = 1
    merging: bool = True
    levels: str = "merged"
    target: str = "one"
    weight_first: bool = False
    numbers: str = "text"
    goals: str = "beside"
    names: str = "pairs"  # inline, apart, spaced, labels above
    #: one cell, with year, labelled year, date, spelled, whole year, spaced (a cell each), none
    title: str = "lines"
    last: str = ""
    money: tuple[str, ...] = MONEY
    execution: str = "columns"  # row, indicator, pairs (only of the total), cells (likewise)
    turned: bool = False
    cover: bool = False
    two_rows: bool = False
    index: bool = False
    more_columns: bool = False
    codes: bool = False
    more_sources: bool = False
    among_apart: bool = False
    signature: str = ""  # line, cells, above, twice (above all, another's phone)
    notes: bool = False
    unit_line: bool = False
    unit_in_heads: bool = False
    subtotals: bool = False
    sums: str = "小计"
    bare_total: bool = False
    grade_beside: bool = False
    ticks: bool = False
    hidden: bool = False
    broken: bool = False
    gaps: bool = False
    blank_rows: bool = False
    total_inline: bool = False
