"""The rule set (审核规则设置): how serious each rule is, its limits and its words, as plain values.

It comes from `forms/_checks.toml`, over it the template's own `[checks]`, over that a person's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfdesk.core.finding import Severity


@dataclass(frozen=True, slots=True)
class Setting:
    """One rule's settings. `severity` None switches it off; `basis` says where the rule is from.

    `limits` are figures by name, in the unit that the data file states; `words` are lists of texts.
    """

    id: str
    title: str
    severity: Severity | None
    basis: str = ""
    limits: Mapping[str, Decimal] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules' settings by id, in the order in which findings are told."""

    settings: Mapping[str, Setting] = field(default_factory=dict)

    def setting(self, rule_id: str) -> Setting:
        """The settings of a rule. Raises KeyError: the data file lists every rule."""
        return self.settings[rule_id]

    def title(self, rule_id: str) -> str:
        """What people call the rule; its id where the set does not know it."""
        known = self.settings.get(rule_id)
        return known.title if known else rule_id
