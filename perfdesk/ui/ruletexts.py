"""An audit rule in words: what it is called, how serious it is, its limits, where it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    "tolerance": "容差",
    "part": "每个分项的容差（占一个单位的比例）",
}


def limit_name(key: str) -> str:
    """What people call a limit."""
    return LIMIT_NAMES.get(key, key)


def limits_told(setting: Setting) -> str:
    """容差 0.02，… ; '' for a rule without limits."""
    return "，".join(f"{limit_name(key)} {trimmed(at)}" for key, at in setting.limits.items())


def rule_told(setting: Setting) -> list[str]:
    """A heading and sentences on one rule."""
    told = [f"规则 {setting.id}：{setting.title}", f"级别：{SEVERITY_NAMES[setting.severity]}"]
    told += [f"依据：{setting.basis}"] if setting.basis else []
    told += [f"界限：{limits_told(setting)}"] if setting.limits else []
    told += [f"用词：{'、'.join(words)}" for words in setting.words.values() if words]
    return [*told, "级别和界限可以在“审核规则”里改。"]
