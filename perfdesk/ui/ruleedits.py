"""A person's changes to the audit rules while they are made: the rules, and what is laid over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.checks.wordlists import lists_of
from perfdesk.core.number import parse_decimal, trimmed
from perfdesk.core.ruleset import OFF, RuleChange
from perfdesk.ui.ruletexts import limit_name

if TYPE_CHECKING:
    from perfdesk.core.finding import Severity
    from perfdesk.core.ruleset import RuleChanges, RuleSet, Setting

_NOTHING = RuleChange()
#: What a limit may be at most.
_MOST = 1_000_000
_NO_LIMIT = "“{text}”不是界限能用的数字（0 到 1000000），“{name}”仍是 {before}。"


class RuleEdits:
    """`known` are the built-in rules, `changes` what a person has set otherwise."""

    def __init__(self, known: RuleSet, changes: RuleChanges) -> None:
        self.known = known
        self.changes = {key: one for key, one in changes.items() if one != _NOTHING}
        self._before = dict(self.changes)

    @property
    def are_others(self) -> bool:
        """Whether anything is set otherwise than at the beginning."""
        return self.changes != self._before

    def setting(self, rule: str) -> Setting:
        """A rule as it counts now."""
        return self._change(rule).over(self.known.setting(rule))

    def is_changed(self, rule: str) -> bool:
        """Whether a person has set anything in it otherwise."""
        return rule in self.changes

    def set_severity(self, rule: str, severity: Severity | None) -> None:
        """Another severity, None for off.

        The built-in one counts as well: a template may have another, over which the person's lies.
        """
        name = severity.value if severity else OFF
        self._keep(rule, replace(self._change(rule), severity=name))

    def set_limit(self, rule: str, key: str, text: str) -> str:
        """Another limit; why it cannot be, as a sentence, '' where it is taken."""
        value, before = parse_decimal(text), self.setting(rule).limits[key]
        if value is None or not 0 <= value <= _MOST:
            return _NO_LIMIT.format(text=text, name=limit_name(key), before=trimmed(before))
        limits = {name: at for name, at in self._change(rule).limits.items() if name != key}
        if value != self.known.setting(rule).limits[key]:
            limits[key] = value
        self._keep(rule, replace(self._change(rule), limits=limits))
        return ""

    def own_words(self, rule: str, key: str) -> tuple[str, ...]:
        """What a person has added to a list of words."""
        return self._change(rule).more.get(key, ())

    def set_words(self, rule: str, key: str, text: str) -> str:
        """Other words of a person's own; why they cannot be, '' where they are taken."""
        try:
            typed = lists_of(rule)[key].words_of(text)
        except ValueError as wrong:
            return str(wrong)
        known = self.known.setting(rule).words[key]
        own = tuple(word for word in typed if word not in known)
        more = {name: words for name, words in self._change(rule).more.items() if name != key}
        if own:
            more[key] = own
        self._keep(rule, replace(self._change(rule), more=more))
        return ""

    def put_back(self, rule: str) -> None:
        """The rule as it came."""
        self.changes.pop(rule, None)

    def put_all_back(self) -> None:
        """All rules as they came."""
        self.changes.clear()

    def _change(self, rule: str) -> RuleChange:
        return self.changes.get(rule, _NOTHING)

    def _keep(self, rule: str, change: RuleChange) -> None:
        if change == _NOTHING:
            self.changes.pop(rule, None)
        else:
            self.changes[rule] = change
