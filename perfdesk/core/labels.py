"""What labels on forms mean (栏目名称): the words in use everywhere, folded alike, as data.

The one table of labels: pasting and reading workbooks both use it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from perfdesk.core.labelpatterns import FUNDING, INDICATOR, PART_OF_FISCAL, SOURCE, composed
from perfdesk.core.number import half_width

_BRACKETS = re.compile(r"\([^()]*\)")
_OTHER_BRACKETS = str.maketrans("【】〔〕［］[]「」﹙﹚", "()()()()()()")
#: 【项目名称】 is a way to print a label; what stands in round brackets only explains one.
_FRAMED = re.compile(r"^[【〔［\[「]([^【】〔〕［］\[\]「」]+)[】〕］\]」]")
_NUMBERING = re.compile(
    r"^(?:\(?[一二三四五六七八九十]{1,3}[、.)]|\(?\d{1,2}[、.)](?!\d)|[①-⒛㈠-㈩])"
)
_LETTER = re.compile(r"(?<=[\u4e00-\u9fff])[A-Z%]+$")
_AROUND = "*★☆#:;,.、。_-—－=＊"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Indicator columns by key; of two columns with one key the first word here wins.
INDICATOR_WORDS: dict[str, tuple[str, ...]] = {
    "level1": ("一级指标", "一级指标名称", "一级"),
    "level2": ("二级指标", "二级指标名称", "二级"),
    "level3": (
        *("三级指标", "三级指标名称", "三级", "绩效指标名称", "指标名称", "具体指标"),
        *("指标内容", "明细指标", "四级指标"),
    ),
    "target": (
        *("年度指标值", "指标值", "目标值", "年初目标值", "年度目标值", "年初指标值"),
        *("全年指标值", "全年目标值", "预期指标值", "预期目标值", "计划指标值", "绩效目标值"),
        *("计划值", "预期值", "年初设定目标值", "年初设定指标值", "年初设定值", "年度绩效指标值"),
        *("计划完成值", "预期完成值", "目标指标值", "设定目标值", "年度计划值", "标准值"),
        *("年度绩效目标值", "调整后指标值", "数值", "目标数值"),
    ),
    "actual": (
        *("实际完成值", "全年实际完成值", "全年完成值", "年度完成值", "完成值", "实际值"),
        *("全年实际值", "实际完成指标值", "指标完成值", "自评完成值", "实际完成数", "完成数"),
        *("年度实际完成值", "年度实际值", "指标实际完成值", "实际完成", "实际完成情况"),
        *("全年实际完成情况", "指标完成情况", "完成情况", "实际完成结果", "实际达成值"),
        *("年末完成值", "全年完成情况", "年度实际完成情况"),
    ),
    "weight": (
        *("分值", "分数", "权重", "指标分值", "指标权重", "权重分值", "分值权重", "标准分值"),
        *("标准分", "满分", "满分值", "设定分值", "权重分", "分值比重", "权重分数", "参考分值"),
    ),
    "score": (
        *("得分", "自评得分", "自评分", "自评分数", "自评分值", "实际得分", "评价得分"),
        *("单位自评得分", "指标得分", "评分", "自评打分", "考核得分", "实得分", "得分情况"),
    ),
    "note": (
        *("偏差原因分析及改进措施", "偏差原因分析与改进措施", "偏差原因分析和改进措施"),
        *("偏差原因分析", "偏差原因及改进措施", "未完成原因分析及改进措施", "偏差分析及改进措施"),
        *("未完成原因及改进措施", "未完成原因和改进措施", "未完成原因分析", "未完成原因"),
        *("偏差原因", "偏差情况说明", "偏差说明", "原因分析", "原因说明", "扣分原因", "偏差分析"),
        *("原因分析及改进措施", "备注", "说明", "备注说明"),
    ),
}
#: Columns of the indicator table that the form does not have as such.
COLUMN_WORDS: dict[str, tuple[str, ...]] = {
    "operator": (
        *("指标性质", "运算符", "运算符号", "比较符", "比较符号", "计算符号", "指标符号"),
        *("符号", "指标方向", "关系符", "性质", "操作符", "目标符号", "指标值类型"),
    ),
    "unit": ("计量单位", "度量单位", "指标单位", "单位", "指标值单位", "计算单位"),
    "measure": ("改进措施", "整改措施", "下一步改进措施", "拟采取的改进措施"),
    "index": ("序号", "编号", "行号", "行次", "指标序号"),
}
FUNDING_WORDS: dict[str, tuple[str, ...]] = {
    "initial": (
        *("年初预算数", "年初预算", "年初预算金额", "年初预算安排", "年初预算安排数"),
        *("年初安排数", "年初批复数", "年初下达数", "年初数", "年初预算额", "年初批复预算数"),
        *("年初预算批复数", "当年年初预算数", "年初部门预算数"),
    ),
    "adjusted": (
        *("全年预算数", "全年预算", "调整后预算数", "预算数", "调整后预算", "调整预算数"),
        *("调整预算", "全年预算金额", "预算金额", "年度预算数", "全年预算安排数", "预算安排数"),
        *("调整后全年预算数", "调整后预算金额", "全年预算额", "当年预算数", "预算总额"),
        *("全年调整预算数", "预算额", "调整后数", "预算安排", "实际预算数", "预算安排资金"),
        *("全年预算总额", "年度预算", "全年预算资金"),
    ),
    "executed": (
        *("全年执行数", "全年执行", "执行数", "预算执行数", "实际支出", "实际支出数"),
        *("实际执行数", "全年支出数", "全年实际支出", "全年实际支出数", "全年实际执行数"),
        *("支出数", "执行金额", "全年执行金额", "实际支出金额", "决算数", "实际使用数"),
        *("年度执行数", "实际支出资金", "实际执行", "资金使用数", "执行额", "支出金额"),
        *("全年支出", "当年执行数", "预算支出数", "实际执行金额", "执行资金", "实际完成数"),
    ),
    "rate": (
        *("执行率", "预算执行率", "资金执行率", "全年执行率", "预算资金执行率", "支出率"),
        *("预算完成率", "全年预算执行率", "执行比例", "执行进度"),
    ),
    "weight": INDICATOR_WORDS["weight"],
    "score": INDICATOR_WORDS["score"],
    "note": INDICATOR_WORDS["note"],
}
#: The rows of the funding table, without 其中.
SOURCE_WORDS: dict[str, tuple[str, ...]] = {
    "total": (
        *("年度资金总额", "资金总额", "年度资金合计", "资金合计", "项目资金总额", "合计", "总计"),
        *("总额", "年度总额", "年度财政资金总额", "预算资金总额", "项目总额", "年度预算总额"),
        *("年度项目资金总额", "年度资金总计", "项目资金合计", "总金额", "年度金额", "预算总额"),
    ),
    "fiscal": (
        *("当年财政拨款", "本年财政拨款", "财政拨款", "财政资金", "当年财政拨款资金"),
        *("本年财政拨款资金", "财政拨款资金", "本年度财政拨款", "当年财政资金", "本年财政资金"),
        *("本年一般公共预算拨款", "当年一般公共预算拨款", "一般公共预算拨款", "年度财政拨款"),
        *("本级财政资金", "本级财政拨款", "财政性资金", "当年拨款", "本年拨款", "财政预算资金"),
        *("一般公共预算资金", "一般公共预算", "年初财政拨款", "同级财政资金"),
    ),
    "carryover": (
        *("上年结转资金", "上年结转", "结转资金", "上年结转结余", "上年结转结余资金"),
        *("结转结余", "结转结余资金", "上年结转和结余", "上年财政拨款结转", "以前年度结转"),
        *("以前年度结转资金", "上年结余", "上年结余资金", "上年度结转资金", "上年度结转"),
        *("上年结转及结余", "财政拨款结转", "上年结转财政拨款", "历年结转", "结余结转资金"),
    ),
    "other": (
        *("其他资金", "其他", "其它资金", "其它", "其他来源资金", "其他来源", "其他收入"),
        *("单位资金", "自有资金", "自筹资金", "单位自筹资金", "单位自筹", "单位自有资金"),
        *("非财政资金", "非财政拨款", "社会资金", "其他财政资金", "事业收入"),
    ),
}
#: Words that stand for 其他资金 only where it has no row of its own.
STAND_INS = _words(
    """单位资金 自有资金 自筹资金 单位自筹资金 单位自筹 单位自有资金 非财政资金 非财政拨款
    社会资金 其他财政资金 事业收入"""
)
#: Labels of single texts. The first words are the field's own, later ones stand in for them.
FIELD_WORDS: dict[str, tuple[str, ...]] = {
    "project_name": (
        "项目名称",
        "项目支出名称",
        "项目全称",
        "支出项目名称",
        "预算项目名称",
        "项目",
        "二级项目名称",
        "评价项目名称",
        "专项名称",
    ),
    "supervisor": (
        *("主管部门", "主管部门及代码", "主管部门名称", "主管部门及编码", "主管单位"),
        *("预算主管部门", "项目主管部门", "主管预算部门", "上级主管部门", "一级预算单位"),
        *("一级预算部门", "主管局", "部门名称", "业务主管部门"),
    ),
    "unit": (
        *("实施单位", "项目实施单位", "项目单位", "预算单位", "实施单位及代码", "执行单位"),
        *("项目承担单位", "实施单位名称", "预算单位名称", "项目单位名称", "承担单位"),
        *("资金使用单位", "项目执行单位", "使用单位", "实施部门", "预算部门", "申报单位"),
        *("填报单位", "单位名称", "编制单位", "自评单位", "填表单位", "责任单位", "用款单位"),
        *("具体实施单位", "项目责任单位"),
    ),
    "year": (
        *("年度", "评价年度", "预算年度", "自评年度", "年份", "项目年度", "填报年度", "所属年度"),
        *("绩效年度", "资金年度", "评价时段", "评价期间", "评价区间", "项目实施年度", "考评年度"),
    ),
    "goal_expected": (
        *("预期目标", "年初设定目标", "年初目标", "年初预期目标", "年初设定的目标"),
        *("年度预期目标", "预期绩效目标", "预期总体目标", "年初设定年度目标", "年初绩效目标"),
        *("项目年度目标", "设定目标", "预期总目标", "年度设定目标", "年初总体目标"),
        *("年初设定绩效目标", "项目预期目标", "年初预定目标", "年度绩效目标设定"),
        *("目标内容", "目标设定情况", "年度总体目标设定"),
    ),
    "goal_actual": (
        *("实际完成情况", "全年实际完成情况", "完成情况", "目标实际完成情况", "目标完成情况"),
        *("年度目标完成情况", "年度总体目标完成情况", "全年完成情况", "年度完成情况"),
        *("总体目标完成情况", "总体完成情况", "目标实际完成", "实际完成", "完成情况综述"),
        *("年度总体目标完成情况综述", "绩效目标完成情况", "绩效目标实际完成情况"),
        *("目标完成情况综述", "年度绩效目标完成情况", "年度实际完成情况", "实际完成目标"),
        *("实际完成目标情况", "绩效目标实现情况", "目标实现情况", "年度目标实际完成情况"),
    ),
    "total_score": (
        *("总分", "总得分", "自评总分", "综合得分", "合计得分", "得分合计", "自评总得分"),
        *("总评分", "最终得分", "自评得分", "自评得分合计", "自评分合计"),
    ),
    "grade": (
        *("评分等级", "自评等级", "评价等级", "等级", "自评结果", "绩效等级", "评价等次"),
        *("绩效评级", "评级", "等次", "评定等级", "自评等次", "评价结果", "自评结果等级"),
        *("自评评级", "绩效评价等级", "等级评定", "综合评价等级", "自评结论等级"),
    ),
    "money": ("单位", "金额单位", "货币单位", "计量单位", "资金单位"),
    "signature.preparer": (
        *("填报人", "填表人", "经办人", "制表人", "填报人员", "编制人", "填写人"),
        *("项目经办人",),
    ),
    "signature.finance_head": (
        *("财务负责人", "财务主管", "财务部门负责人", "财务科长", "财务负责人签字"),
        *("财务科负责人", "会计主管"),
    ),
    "signature.unit_head": (
        *("单位负责人", "项目单位负责人", "单位领导", "单位主要负责人", "负责人", "主要负责人"),
        *("部门负责人", "单位法人", "法定代表人", "法人代表", "主要领导"),
    ),
    "signature.phone": (
        *("联系电话", "电话", "联络电话", "联系方式", "电话号码", "联系人电话", "办公电话"),
    ),
    "signature.date": (
        *("填报日期", "填表日期", "填报时间", "填表时间", "编制日期", "日期", "报告日期"),
        *("报送日期", "报送时间", "自评日期", "自评时间", "制表日期", "评价日期"),
    ),
}
#: Labels of what the form file keeps among its extra texts, under the label.
EXTRA_WORDS = _words(
    """项目编码 项目代码 项目编号 报表编号 项目类别 项目属性 项目类型 项目性质 项目负责人 联系人
    审核人 复核人 单位盖章 盖章 地址 通讯地址 邮编 邮政编码 手机 手机号码 评价结论 存在问题
    存在的问题 主要问题 改进措施 整改措施 下一步改进措施 项目实施内容及过程概述 项目概况
    项目内容 项目实施内容 项目起止时间 项目期限 资金用途 项目基本情况说明
    偏差大或目标未完成原因分析 改进措施及结果应用方案 自评结论 结论 其他需要说明的问题
    其他需说明的问题 需要说明的问题 备注 注 说明 填表说明 填报说明 有关建议 预算编码 部门编码
    单位编码 主要经验 经验做法 项目绩效 分管领导 主管领导 项目科室 科室 归口科室
    主管科室 项目联系人 主管部门意见 财政部门意见 审核意见"""
)
#: Words of the paper over or beside blocks.
SPINES = _words(
    """项目资金 资金来源 绩效指标 年度总体目标 总体目标 年度目标 年度绩效目标 绩效目标
    总体绩效目标 年度总体绩效目标 目标 年度绩效指标 项目绩效指标 预算执行情况 资金情况
    资金投入情况 项目预算执行情况 项目基本情况 基本情况 项目信息 项目资金情况 资金执行情况
    预算资金 资金 预算情况 指标 绩效自评指标 项目年度绩效目标 年度总体绩效目标完成情况
    绩效目标情况 资金构成 资金性质 资金类型 项目预算 预算资金情况 年度资金情况 年度预算
    绩效指标完成情况 指标完成情况 总体目标完成情况 项目支出 自评情况 绩效自评情况 绩效指标自评
    年度目标完成情况及自评 项目总体目标 年度总目标 预算资金执行情况 资金使用情况"""
)
#: Level-1 and level-2 labels of all authorities.
LEVEL_WORDS = _words(
    """成本指标 产出指标 效益指标 满意度指标 绩效指标 数量指标 质量指标 时效指标 经济成本指标
    社会成本指标 生态环境成本指标 经济效益指标 社会效益指标 生态效益指标 可持续影响指标
    可持续发展指标 服务对象满意度指标 服务对象满意度 满意度 社会公众满意度指标 经济效益
    社会效益 生态效益 可持续影响 预算执行率 生态环境效益指标 受益对象满意度指标 管理指标
    过程指标 决策指标 影响力指标 产出 效益 成本 数量 质量 时效 效果指标 服务对象满意指标
    社会成本 经济成本 生态环境成本 绩效 可持续影响效益指标"""
)
TOTALS = _words(
    """总分 合计 总计 总分值 分值合计 合计得分 总得分 自评总分 得分合计 综合得分 自评得分合计
    自评分合计 自评总得分 总评分 总分合计 合计总分 分数合计 总合计 合计分值"""
)
SUBTOTALS = _words("""小计 分项合计 指标小计 本级小计 小计得分""")
GRADES = frozenset(FIELD_WORDS["grade"])
#: Words that the execution rate is called where it stands among the indicators.
EXECUTION_WORDS = frozenset([*FUNDING_WORDS["rate"], "预算执行", "预算执行情况", "资金执行情况"])
_INSIDE = re.compile(r"^其中[:：、,，\-—－]*|^[减加][:：]")


def folded(text: str) -> str:
    """A label without blanks, brackets and what they hold, numbering and signs around it.

    A text too long for a label stays as it is.
    """
    return text if len(text) > _LONGEST_FOLDED else _folded(text)


@lru_cache(maxsize=65536)
def _folded(text: str) -> str:
    plain = _NUMBERING.sub("", half_width(text).strip(_AROUND)).strip(_AROUND)
    plain = _FRAMED.sub(r"\1", plain).translate(_OTHER_BRACKETS)
    while (bare := _BRACKETS.sub("", plain)) != plain:
        plain = bare
    plain = _NUMBERING.sub("", plain.strip(_AROUND))
    return _LETTER.sub("", plain.strip(_AROUND)).strip(_AROUND)


def source_label(text: str) -> str:
    """A row label of the funding table folded, without 其中."""
    return folded(_INSIDE.sub("", folded(text)))


def _by_word(table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, int]]:
    return {word: (key, rank) for key, words in table.items() for rank, word in enumerate(words)}


_INDICATOR, _FUNDING = _by_word(INDICATOR_WORDS | COLUMN_WORDS), _by_word(FUNDING_WORDS)
_SOURCE, _FIELD = _by_word(SOURCE_WORDS), _by_word(FIELD_WORDS)
_BEGINNINGS = {
    word[:end]
    for words in (SPINES, EXTRA_WORDS, _FIELD, _FUNDING, _INDICATOR, _SOURCE)
    for word in words
    for end in range(1, len(word) + 1)
} | {"其", "其中"}
_REASON = re.compile("原因|偏差")
_SENTENCE = re.compile("[:：,，。；;]")
_LONGEST = 24
_LONGEST_FOLDED = 200


@lru_cache(maxsize=65536)
def indicator_column(text: str) -> tuple[str, int]:
    """(key, rank) of an indicator column's head, rank 0 the usual word; ('', 0) for no such."""
    word = folded(text)
    if found := _INDICATOR.get(word):
        return found
    if key := composed(word, INDICATOR):
        return key, len(_INDICATOR)
    reason = len(word) <= _LONGEST and _REASON.search(word) and not _SENTENCE.search(word)
    return ("note", len(_INDICATOR)) if reason else ("", 0)


@lru_cache(maxsize=65536)
def funding_column(text: str) -> tuple[str, int]:
    """The same for a column of the funding table."""
    return _known(folded(text), _FUNDING, FUNDING)


@lru_cache(maxsize=65536)
def funding_source(text: str) -> tuple[str, int]:
    """The same for a row of the funding table."""
    return _known(source_label(text), _SOURCE, SOURCE)


def stands_in(text: str) -> bool:
    """True for a source of money that means another one only where that has no row of its own."""
    word = source_label(text)
    return word in STAND_INS or bool(PART_OF_FISCAL.fullmatch(word) and word not in _SOURCE)


def _known(
    word: str, words: dict[str, tuple[str, int]], patterns: tuple[tuple[str, re.Pattern[str]], ...]
) -> tuple[str, int]:
    if found := words.get(word):
        return found
    key = composed(word, patterns)
    return (key, len(words)) if key else ("", 0)


def field_of(text: str) -> tuple[str, int]:
    """The same for the label of a single text."""
    return _FIELD.get(folded(text), ("", 0))


def begins_label(text: str) -> bool:
    """True for a label, and for the first characters of one."""
    word = folded(text)
    return word in _BEGINNINGS or source_label(text) in _BEGINNINGS


def is_table_word(text: str) -> bool:
    """True for a label of columns and rows only: 其他 may also be a project's name."""
    word = folded(text)
    return is_label(text) and not (word in SPINES or word in EXTRA_WORDS or word in _FIELD)


def is_label(text: str) -> bool:
    """True for a word that only paper says: no text that people fill in."""
    word = folded(text)
    return bool(word) and (
        word in SPINES
        or word in EXTRA_WORDS
        or word in _FIELD
        or word in _FUNDING
        or word in _INDICATOR
        or source_label(text) in _SOURCE
    )
