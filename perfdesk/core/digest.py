"""The digest (审核摘要): a form's findings as few lines as one can read, a unit's as two tables.

Findings of one rule on many cells become one line, hints at most five lines in all; what a person
has set aside stands in a group of its own with the reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_of, name_of
from perfdesk.core.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from perfdesk.core.finding import Finding
    from perfdesk.core.ruleset import RuleSet

#: What people call the severities, gravest first.
GROUP_NAMES = {Severity.ERROR: "必须改", Severity.WARNING: "要看", Severity.HINT: "提示"}
SILENCED_NAME = "已忽略"
SOUND = "没有问题"
#: So many lines of hints are read, the last one saying how many more there are.
MOST_HINT_LINES = 5
#: From so many findings on, a rule's become one line.
_FOLDED_FROM = {Severity.ERROR: 3, Severity.WARNING: 3, Severity.HINT: 2}
_MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One line of the digest: `text` to read, the findings that it stands for, first one first.

    `rule` is '' in the line 另有 n 条提示, whose own lines are `rest`. `reason` is that of a person
    who set the findings aside.
    """

    rule: str
    text: str
    findings: tuple[Finding, ...]
    rest: tuple[DigestLine, ...] = ()
    reason: str = ""

    @property
    def folded(self) -> bool:
        """Whether it unfolds: into `rest`, else into the findings' own sentences."""
        return len(self.findings) > 1


@dataclass(frozen=True, slots=True)
class DigestGroup:
    """必须改, 要看, 提示, or with `severity` None 已忽略: its lines and the number of findings."""

    severity: Severity | None
    lines: tuple[DigestLine, ...]
    count: int

    @property
    def title(self) -> str:
        """What people call the group."""
        return GROUP_NAMES[self.severity] if self.severity else SILENCED_NAME


@dataclass(frozen=True, slots=True)
class Digest:
    """A form's findings to read: the groups that have something, gravest first."""

    groups: tuple[DigestGroup, ...]

    @property
    def told(self) -> str:
        """3 必须改，5 要看，9 提示；没有问题 where there is nothing to do."""
        counts = [f"{group.count} {group.title}" for group in self.groups]
        open_ones = any(group.severity for group in self.groups)
        return "，".join(counts if open_ones else [SOUND, *counts])

    def group(self, severity: Severity | None) -> DigestGroup:
        """The group of a severity, None for 已忽略; an empty one where it has nothing."""
        empty = DigestGroup(severity, (), 0)
        return next((group for group in self.groups if group.severity is severity), empty)


def digest(findings: Sequence[Finding], rules: RuleSet) -> Digest:
    """The digest of a form's findings; `rules` name the rules and rank the hints."""
    groups = [_group(severity, findings, rules) for severity in Severity]
    groups.append(_silenced(findings, rules))
    return Digest(tuple(group for group in groups if group.count))


def _group(severity: Severity, findings: Iterable[Finding], rules: RuleSet) -> DigestGroup:
    own = [one for one in findings if one.severity is severity and not one.silenced]
    lines = [
        line
        for same in _by(own, lambda one: one.rule)
        for line in _lines(same, rules, _FOLDED_FROM[severity])
    ]
    if severity is Severity.HINT:
        lines = _few(sorted(lines, key=lambda line: rules.rank(line.rule)))
    return DigestGroup(severity, tuple(lines), len(own))


def _silenced(findings: Iterable[Finding], rules: RuleSet) -> DigestGroup:
    own = [one for one in findings if one.silenced]
    lines = [
        DigestLine(line.rule, line.text, line.findings, reason=same[0].silenced)
        for same in _by(own, lambda one: (one.rule, one.silenced))
        for line in _lines(same, rules, _FOLDED_FROM[Severity.HINT])
    ]
    return DigestGroup(None, tuple(lines), len(own))


def _by(findings: Iterable[Finding], key: Callable[[Finding], object]) -> list[list[Finding]]:
    """The findings in groups of one key, in the order in which the keys come."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return list(groups.values())


def _lines(same: Sequence[Finding], rules: RuleSet, folded_from: int) -> list[DigestLine]:
    """The lines of one rule: its sentences, or one line where there are too many."""
    if len(same) < folded_from:
        return [DigestLine(one.rule, one.message, (one,)) for one in same]
    rule = same[0].rule
    text = f"{rules.title(rule)}：{_places(same)}。"
    return [DigestLine(rule, text, tuple(same))]


def _places(same: Sequence[Finding]) -> str:
    """第 2、5、7、9 行等 12 处; cells that stand in no row by their names."""
    rows = [place[0] + 1 for one in same if (place := indicator_of(one.where))]
    in_rows = len(rows) == len(same)
    named = [str(row) for row in rows] if in_rows else [name_of(one.where) for one in same]
    names = list(dict.fromkeys(named))
    shown = "、".join(names[:_MOST_PLACES])
    shown = f"第 {shown} 行" if in_rows else shown
    if len(names) > _MOST_PLACES:
        return f"{shown}等 {len(same)} 处"
    return shown if len(names) == len(same) else f"{shown}，共 {len(same)} 处"


def _few(lines: Sequence[DigestLine]) -> list[DigestLine]:
    """At most five lines of hints: the last stands for all that have no line of their own."""
    if len(lines) <= MOST_HINT_LINES:
        return list(lines)
    shown, rest = lines[: MOST_HINT_LINES - 1], tuple(lines[MOST_HINT_LINES - 1 :])
    findings = tuple(one for line in rest for one in line.findings)
    return [*shown, DigestLine("", f"另有 {len(findings)} 条提示。", findings, rest)]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A line of a unit's table by rule: how often it speaks, and on which forms (by index)."""

    rule: str
    title: str
    severity: Severity
    findings: int
    forms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FormCount:
    """What one form's findings come to: how many of each weight, and the gravest of all."""

    counts: Mapping[Severity, int]
    silenced: int
    first: Finding | None


@dataclass(frozen=True, slots=True)
class UnitDigest:
    """A unit's findings as two tables, `forms` in the order given.

    Those set aside count only in `FormCount.silenced`.
    """

    rules: tuple[RuleCount, ...]
    forms: tuple[FormCount, ...]

    @property
    def told(self) -> str:
        """30 张表：12 必须改，40 要看，95 提示。"""
        sums = {each: sum(form.counts[each] for form in self.forms) for each in Severity}
        parts = [f"{sums[each]} {name}" for each, name in GROUP_NAMES.items() if sums[each]]
        return f"{len(self.forms)} 张表：{'，'.join(parts) or SOUND}。"


def unit_digest(found: Sequence[Sequence[Finding]], rules: Sequence[RuleSet]) -> UnitDigest:
    """The tables of many forms: the findings of each, and the rule set of each.

    Rules: gravest first, then in their own order. Forms: in the order given.
    """
    spoken: dict[tuple[Severity, str], list[int]] = {}
    for index, findings in enumerate(found):
        for one in findings:
            if not one.silenced:
                spoken.setdefault((one.severity, one.rule), []).append(index)
    lines = [
        RuleCount(rule, rules[at[0]].title(rule), severity, len(at), tuple(dict.fromkeys(at)))
        for (severity, rule), at in spoken.items()
    ]
    weights, places = list(Severity), _places_of(rules)
    lines.sort(key=lambda line: (weights.index(line.severity), places.get(line.rule, len(places))))
    return UnitDigest(tuple(lines), tuple(counted(one) for one in found))


def _places_of(rules: Sequence[RuleSet]) -> dict[str, int]:
    known = dict.fromkeys(rule for each in rules for rule in each.settings)
    return {rule: place for place, rule in enumerate(known)}


def counted(findings: Sequence[Finding]) -> FormCount:
    """What a form's findings come to."""
    spoken = [one for one in findings if not one.silenced]
    counts = {each: sum(one.severity is each for one in spoken) for each in Severity}
    weights = list(Severity)
    first = min(spoken, key=lambda one: weights.index(one.severity), default=None)
    return FormCount(counts, len(findings) - len(spoken), first)
