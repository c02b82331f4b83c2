"""Labels that are put together from the usual parts: 年初批复指标值, 全年累计支出数.

They tell what the column or row of a table is. No word is a label by them alone: people fill in
words like 完成目标值 too.
"""

from __future__ import annotations

import re

_WHEN = "年末|年底|年度|全年|本年度?|当年|截至年底"
_PLANNED = f"{_WHEN}|年初|预期|计划|设定|批复|申报|下达|考核|项目|绩效|目标|调整后|标准"
_DONE = f"{_WHEN}|指标|自评|项目|绩效|目标|实际|完成|达成|达到|实现"
_BUDGET = f"{_WHEN}|年中|调整|追加|后|总"
_SPENT = f"{_WHEN}|累计|实际|已|预算|资金|项目"
_PAST = "上年度?|以前年度|往年|历年"

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
    level3="(?:绩效|指标)?[三末]级(?:绩效)?指标(?:名称|内容|及说明)?",
    target=f"(?:{_PLANNED})*(?:指标|目标|预期|计划|设定|标准|标杆|考核)值",
    actual=f"(?=.*(?:实际|完成|达成|达到))(?:{_DONE})+(?:数?值|情况|结果)",
    weight="(?:指标|标准|设定|设置|设计|权重|总)*(?:分值|分数|权重值?|满分值?)|赋分",
    score="(?:单位|部门|指标|项目|自评价?|评价|实际|最终)+(?:得分|评分|分)|自评",
    operator="(?:比较|指标|目标|数学|运算|计算)?(?:关系|符号|关系符号?|方向|判断符)",
    unit="(?:指标|目标)*(?:计量|度量)?单位(?:名称)?",
    note="(?:得分|扣分|失分|自评|情况)说明",
)
FUNDING = _patterns(
    initial="(?:年初|初始|期初)(?:部门)?(?:预算|安排|批复|下达)+(?:数|额|金额|资金)?",
    adjusted=f"(?:{_BUDGET})+预算(?:安排|批复)?(?:总?[数额]|金额|资金)?"
    "|预算(?:安排|批复)?(?:总?[数额]|金额)",
    executed=f"(?:{_SPENT})*(?:执行|支出|使用|支付)(?:决算)?(?:总?[数额]|金额|资金)",
    rate=f"(?:{_SPENT})*(?:执行|支出|使用|支付)(?:率|进度|比例)",
    score="(?:预算|资金)?执行得分",
)
SOURCE = _patterns(
    total="(?:年度|项目|全年|预算)*(?:总资金|资金(?:总额|总计|合计|总额合计))|全部资金",
    fiscal="(?:本年度?|当年|年度|年初)?财政(?:性|预算)?(?:拨款|资金|拨款收入|拨款资金)"
    f"|{_PART_OF_FISCAL}",
    carryover=f"(?:{_PAST})(?:财政)?(?:拨款)?(?:结转|结余|[和及、])+(?:资金)?|结余结转(?:资金)?",
    other="其[他它](?:渠道|来源|自有)?(?:资金|收入)+",
)


#: Sources that mean the fiscal one only where it has no row of its own and they are alone.
PART_OF_FISCAL = re.compile(_PART_OF_FISCAL)
_LONGEST = 16


def composed(word: str, patterns: _Patterns) -> str:
    """The key of the first pattern that a folded label fits as a whole, '' for none."""
    if len(word) > _LONGEST:
        return ""
    return next((key for key, pattern in patterns if pattern.fullmatch(word)), "")
