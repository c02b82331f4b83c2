"""An audit rule in words: what it is called, how serious it is, its limits, where it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.checks.wordlists import lists_of
from perfdesk.core.finding import Severity
from perfdesk.core.number import trimmed

if TYPE_CHECKING:
    from perfdesk.core.ruleset import Setting

#: How serious a rule is, in the words of the lists of findings; None: it is off.
SEVERITY_NAMES = {
    Severity.ERROR: "必须改（错误）",
    Severity.WARNING: "要看（警告）",
    Severity.HINT: "提示",
    None: "关闭",
}
#: What people call a rule's limits; the same name says the same in every rule.
LIMIT_NAMES = {
    "about": "“约”“余”允许相差（%）",
    "alike": "文字相同达到（%）",
    "all": "完成值达到（%）",
    "benefits": "效益指标的分值",
    "characters": "至少几个字",
    "early": "次年前几个月不提示",
    "factor": "相差几倍起",
    "fewest": "至少几个指标才看",
    "first": "最早年度",
    "from_year": "从哪一年起",
    "full": "及时率达到（%）",
    "last": "最晚年度",
    "least": "最小分值",
    "least_yuan": "金额至少（元）",
    "letters": "至少几个字才比较",
    "listed": "一句话里提到几个往年就不提示",
    "most": "最多",
    "most_hundred_million": "金额最多（亿元）",
    "named": "一句话里最多列几处",
    "near": "前后看几个字",
    "old": "往前几年算旧年度",
    "ahead": "往后几年以外算有误",
    "outputs": "产出指标的分值",
    "part": "每个分项的容差（占一个单位的比例）",
    "percent": "百分比（%）",
    "projects": "至少几个项目",
    "rate": "执行率（%）",
    "rows": "至少几行",
    "share": "占比（%）",
    "slack": "容差（金额）",
    "times": "相差几倍起",
    "tolerance": "容差",
    "weight": "分值",
}


def rule_name(setting: Setting) -> str:
    """规则 46-plans：…, by the name that a file of rules (checks.toml) calls it."""
    return f"规则 {setting.id}：{setting.title}"


def limit_name(key: str) -> str:
    """What people call a limit."""
    return LIMIT_NAMES.get(key, key)


def limits_told(setting: Setting) -> str:
    """容差 0.02，… ; '' for a rule without limits."""
    return "，".join(f"{limit_name(key)} {trimmed(at)}" for key, at in setting.limits.items())


def rule_told(setting: Setting) -> list[str]:
    """A heading and sentences on one rule."""
    told = [rule_name(setting), f"级别：{SEVERITY_NAMES[setting.severity]}"]
    told += [f"依据：{setting.basis}"] if setting.basis else []
    told += [f"界限：{limits_told(setting)}"] if setting.limits else []
    lists = lists_of(setting.id)
    named = [(lists[key].name if key in lists else "用词", at) for key, at in setting.words.items()]
    told += [f"{name}：{'、'.join(words)}" for name, words in named if words]
    own = "级别、界限可以在“审核规则”里改，也可以加自己的词。"
    return [*told, own if lists else "级别和界限可以在“审核规则”里改。"]
