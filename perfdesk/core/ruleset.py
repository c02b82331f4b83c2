"""The rule set (审核规则设置): how serious each rule is, its limits and its words, as plain values.

It comes from `forms/_checks.toml`, over it the template's own `[checks]`, over that a person's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from perfdesk.core.finding import Severity

#: The severity of a rule that is switched off, as files name it.
OFF = "off"
#: Every severity as files name it.
SEVERITIES = (*(each.value for each in Severity), OFF)
#: A rule whose file does not rank it.
USUAL_RANK = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """One rule's settings. `severity` None switches it off; `basis` says where the rule is from.

    `limits` are figures by name, in the unit that the data file states; `words` are lists of texts.
    `rank` orders hints where not all can be shown: 1 first, 9 last.
    """

    id: str
    title: str
    severity: Severity | None
    basis: str = ""
    limits: Mapping[str, Decimal] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rank: int = USUAL_RANK


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What a person sets otherwise in one rule; '' and missing names leave it as it is.

    `words` take the place of whole lists, `more` are words added to what then stands in a list.
    """

    severity: str = ""
    limits: Mapping[str, Decimal] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def over(self, setting: Setting) -> Setting:
        """The setting with what is changed."""
        severity = setting.severity if not self.severity else severity_of(self.severity)
        return replace(
            setting,
            severity=severity,
            limits={**setting.limits, **self.limits},
            words=_added({**setting.words, **self.words}, self.more),
        )

    def joined(self, later: RuleChange) -> RuleChange:
        """This change with a later one laid over."""
        return RuleChange(
            later.severity or self.severity,
            {**self.limits, **later.limits},
            {**self.words, **later.words},
            _added(self.more, later.more),
        )


def _added(
    lists: Mapping[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The lists with more words behind, each word once."""
    behind = {key: (*lists.get(key, ()), *words) for key, words in more.items()}
    return {**lists, **{key: tuple(dict.fromkeys(words)) for key, words in behind.items()}}


#: A person's own settings by rule id.
RuleChanges = Mapping[str, RuleChange]


def join_changes(first: RuleChanges, later: RuleChanges) -> dict[str, RuleChange]:
    """The changes of both, `later` laid over `first`."""
    nothing = RuleChange()
    return {
        rule_id: first.get(rule_id, nothing).joined(later.get(rule_id, nothing))
        for rule_id in {**first, **later}
    }


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

    def rank(self, rule_id: str) -> int:
        """How early the rule's hints are told; the usual rank where the set does not know it."""
        known = self.settings.get(rule_id)
        return known.rank if known else USUAL_RANK

    def changed(self, changes: RuleChanges) -> RuleSet:
        """The set with a person's changes laid over."""
        if not changes:
            return self
        nothing = RuleChange()
        return RuleSet(
            {key: changes.get(key, nothing).over(one) for key, one in self.settings.items()}
        )


def severity_of(name: str) -> Severity | None:
    """The severity that files call so; None for off. Raises ValueError for any other name."""
    return None if name == OFF else Severity(name)
