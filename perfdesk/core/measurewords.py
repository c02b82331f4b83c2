"""The words of targets and results (指标值用语): operators, bounds, units of one meaning."""

from __future__ import annotations

AT_LEAST = "≥"
AT_MOST = "≤"
MORE = ">"
LESS = "<"

#: Other shapes of the same signs.
SIGNS = str.maketrans(
    {
        **dict.fromkeys("≧⩾≮", AT_LEAST),
        **dict.fromkeys("≦⩽≯", AT_MOST),
        "﹥": MORE,
        "﹤": LESS,
        "﹦": "=",
    }
)

_ABOVE = ("大于", "超过", "高于", "多于")
_BELOW = ("小于", "低于", "少于")
_NOT = ("不", "不得", "不应", "不能", "不可", "不会", "未")

#: What stands before the number, and the operator that it means.
OPERATORS = {
    "=": "=",
    "==": "=",
    "等于": "=",
    "≥": AT_LEAST,
    ">=": AT_LEAST,
    "=>": AT_LEAST,
    "大于等于": AT_LEAST,
    "大于或等于": AT_LEAST,
    "至少": AT_LEAST,
    "最少": AT_LEAST,
    "达": AT_LEAST,
    "达到": AT_LEAST,
    "≤": AT_MOST,
    "<=": AT_MOST,
    "=<": AT_MOST,
    "小于等于": AT_MOST,
    "小于或等于": AT_MOST,
    "至多": AT_MOST,
    "最多": AT_MOST,
    "不超": AT_MOST,
    "未超": AT_MOST,
    "控制在": AT_MOST,
    MORE: MORE,
    LESS: LESS,
    **dict.fromkeys(_ABOVE, MORE),
    **dict.fromkeys(_BELOW, LESS),
    **{no + word: AT_MOST for no in _NOT for word in _ABOVE},
    **{no + word: AT_LEAST for no in _NOT for word in _BELOW},
}

#: A bound that follows the number: 95%以上.
TRAILING = {
    "及以上": AT_LEAST,
    "以上": AT_LEAST,
    "及以下": AT_MOST,
    "以下": AT_MOST,
    "以内": AT_MOST,
    "之内": AT_MOST,
}

#: What is done with so many: 培训120人, 至少举办10场.
VERBS = (
    *(
        "举办",
        "召开",
        "组织",
        "开展",
        "培训",
        "发放",
        "走访",
        "慰问",
        "购置",
        "采购",
        "购买",
        "服务",
        "印制",
        "制作",
    ),
    *("编制", "新增", "维修", "检查", "资助", "补贴", "招聘", "招录", "改造", "扶持", "完成"),
)

UNIT_NAMES = {
    **dict.fromkeys(("百分比", "百分点", "个百分点"), "%"),
    **dict.fromkeys(("平方米", "m2", "m²"), "㎡"),
    "工作日": "个工作日",
    "个小时": "小时",
}
