"""Labels that are put together from the usual parts: 年初批复指标值, 全年累计支出数.

They tell what the column or row of a table is. No word is a label by them alone: people fill in
words like 完成目标值 too.
"""

from __future__ import annotations

import re

_WHEN = "年末|年底|年度|全年|本年度?|当年|截至年底"
_PLANNED = f"{_WHEN}|年初|预期|计划|设定|批复|申报|下达|考核|项目|绩效|目标|调整后|标准|指标|预算"
_DONE = f"{_WHEN}|指标|自评|项目|绩效|目标|实际|完成|达成|达到|实现"
_BUDGET = f"{_WHEN}|年中|调整|调剂|追加后|后|总|最终|可用|可执行"
_SPENT = f"{_WHEN}|累计|实际|已|预算|资金|项目|决算"
_PAST = "上年度?|以前年度|往年|历年|年初|期初"
_POINTS = (
    "(?:指标|标准|设定|设置|设计|权重|总)*(?:分值|分数|权重值?|满分值?)"
    "|(?:基准|基础|应得|设定|赋)分值?"
)
_EARNED = (
    "(?:单位|部门|指标|项目|自评价?|评价|评定|核定|实际|最终|最后)+(?:得分|评分|分|打分)值?"
    "|(?:自评价?|评价|评定|核定|实际|最终)分值|自评|打分|得分值"
)

_PART_OF_FISCAL = (
    "(?:中央|省级|市级|区级|县级|本级|地方|上级)(?:财政|补助)?(?:资金|拨款|安排|预算资金|补助)"
    "|政府性基金(?:预算)?(?:拨款|资金)?"
)

_Patterns = tuple[tuple[str, re.Pattern[str]], ...]


def _patterns(**by_key: str) -> _Patterns:
    return tuple((key, re.compile(pattern)) for key, pattern in by_key.items())


INDICATOR = _patterns(
    level1="(?:绩效|指标)?一级(?:绩效)?(?:指标)?(?:名称)?",
    level2="(?:绩效|指标)?二级(?:绩效)?(?:指标)?(?:名称)?",
    level3="(?:绩效|指标)?(?:[三末]|III)级(?:绩效)?指标(?:名称|内容|及|说明|分值|和)*|绩效指标内容",
    target=f"(?:{_PLANNED})*(?:指标|目标|预期|计划|设定|标准|标杆|考核)值",
    actual=f"(?=.*(?:实际|完成|达成|达到|实现))(?:{_DONE})+(?:数?值|情况|结果)",
    weight=_POINTS,
    score=_EARNED,
    operator="(?:比较|指标|目标|数学|运算|计算)?(?:关系|符号|关系符号?|方向|判断符)",
    unit="(?:指标|目标)*(?:计量|度量)?单位(?:名称)?",
    note="(?:得分|扣分|失分|自评|情况)说明",
)
GOALS = _patterns(
    goal_expected="(?=.*(?:预期|预定|计划|设定|申报|批复|年初|确定|主要))"
    "(?:年初|年度|全年|项目|预期|预定|计划|设定|申报|批复|绩效|总体|主要|确定|达到|的)*"
    "(?:目标|绩效|预期|产出[和及]效[果益])",
    goal_actual="(?=.*(?:实际|完成|达成|实现))(?=.{4})"
    "(?:年末|年度|全年|实际|目标|总体|绩效|项目|的)*(?:完成|达成|实现|产出[和及]效[果益])+"
    "(?:目标|的|情况|结果|说明)*",
)
FUNDING = _patterns(
    initial="(?:当年|本年度?)?(?:年初|初始|期初)(?:部门|核定|财政)*"
    "(?:预算|安排|批复|下达|核定|计划|资金)+(?:数|额|金额|资金)?|批复预算(?:数|额|金额)?",
    adjusted=f"(?:{_BUDGET})+预算(?:安排|批复|合计|指标)?(?:总?[数额]|金额|资金)?"
    "|预算(?:安排|批复)?(?:总?[数额]|金额)",
    executed=f"(?:{_SPENT})*(?:执行|支出|使用|支付)(?:决算)?(?:总?[数额]|金额|资金)"
    "|(?:全年|累计|实际|决算|已)+(?:执行|支出|使用|支付)",
    rate=f"(?:{_SPENT})*(?:执行|支出|使用|支付|完成)(?:率|进度|比例|比率)",
    weight=_POINTS,
    score=f"(?:预算|资金)?执行得分|{_EARNED}",
)
SOURCE = _patterns(
    total="(?:年度|本年度?|项目|全年|预算|资金|金额)*(?:总资金|合计|总计|总额|总投资)+"
    "|全部资金|年度预算资金",
    fiscal="(?:本年度?|当年度?|年度|年初)?(?:一般公共预算)?财政(?:性|预算内?)?"
    "(?:拨款|资金|安排|拨款收入|拨款资金)|(?:当年|本年度?)预算安排|一般公共预算拨款收入"
    f"|{_PART_OF_FISCAL}",
    carryover=f"(?:{_PAST})(?:财政)?(?:拨款)?(?:结转|结余|[和及、])+(?:资金)?|结余结转(?:资金)?",
    other="其[他它](?:渠道|来源|自有|自筹|社会|非财政)*(?:资金|收入|来源)+|非财政性资金",
)


#: Sources that mean the fiscal one only where it has no row of its own and they are alone.
PART_OF_FISCAL = re.compile(_PART_OF_FISCAL)
_LONGEST = 16


def composed(word: str, patterns: _Patterns) -> str:
    """The key of the first pattern that a folded label fits as a whole, '' for none."""
    if len(word) > _LONGEST:
        return ""
    return next((key for key, pattern in patterns if pattern.fullmatch(word)), "")
