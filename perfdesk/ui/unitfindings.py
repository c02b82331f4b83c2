"""What a check of many forms found (审核整个单位): finding by finding, by form, by rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from perfdesk.core.digest import GROUP_NAMES, SILENCED_NAME, SOUND, counted, unit_digest
from perfdesk.core.finding import Severity
from perfdesk.core.ruleset import RuleSet
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.ui.findinglines import place_of
from perfdesk.ui.forms import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perfdesk.core.digest import FormCount, RuleCount
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form

#: What stands for 已忽略 where severities are chosen.
SILENCED = "silenced"
_WEIGHTS = tuple(Severity)
_NO_YEAR = "未填年度"


@dataclass(frozen=True)
class Checked:
    """One form and what was found; `trouble` says why it could not be checked."""

    form: Form
    findings: tuple[Finding, ...] = ()
    trouble: str = ""
    rules: RuleSet = field(default_factory=RuleSet)

    @property
    def name(self) -> str:
        """The project's name."""
        return shown_name(self.form.project_name)

    @property
    def year(self) -> str:
        """The form's year."""
        return str(self.form.year) if self.form.year is not None else _NO_YEAR

    @property
    def told(self) -> str:
        """Name, year and unit: what tells forms of one name apart."""
        return "\n".join(filter(None, (self.name, self.year, self.form.unit.strip())))

    @cached_property
    def count(self) -> FormCount:
        """What the findings come to."""
        return counted(self.findings)

    @property
    def gravity(self) -> tuple[int, ...]:
        """The larger, the more there is to do."""
        return (bool(self.trouble), *(self.count.counts[severity] for severity in Severity))


@dataclass(frozen=True, slots=True)
class Told:
    """One finding on one form."""

    checked: Checked
    finding: Finding

    @property
    def weight(self) -> str:
        """必须改, 要看, 提示 or 已忽略."""
        one = self.finding
        return SILENCED_NAME if one.silenced else GROUP_NAMES[one.severity]

    @property
    def title(self) -> str:
        """What people call the rule."""
        return self.checked.rules.title(self.finding.rule)

    @property
    def place(self) -> str:
        """The cell in few words."""
        return place_of(self.finding.where, self.checked.form)

    @property
    def text(self) -> str:
        """The sentence, with the reason where it was set aside."""
        reason = self.finding.silenced
        return f"{self.finding.message}（忽略的理由：{reason}）" if reason else self.finding.message


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule that speaks, and the names of the forms it speaks of."""

    count: RuleCount
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be seen; a field that says nothing narrows nothing.

    `weight` is a severity's value or SILENCED; without it what is set aside is not seen.
    """

    weight: str = ""
    rule: str = ""
    form_id: str = ""
    text: str = ""

    def takes(self, told: Told) -> bool:
        """Whether a finding is to be seen."""
        one = told.finding
        weight = SILENCED if one.silenced else one.severity.value
        if weight != self.weight and (self.weight or weight == SILENCED):
            return False
        if self.rule not in ("", one.rule) or self.form_id not in ("", told.checked.form.id):
            return False
        words = (told.checked.name, told.title, told.place, told.text)
        return not self.text or any(self.text in word for word in words)


def checked(forms: Sequence[Form], found: Sequence[tuple[Finding, ...] | Refused]) -> list[Checked]:
    """The lines for forms and what was found of each, the worst first."""
    lines = []
    for form, findings in zip(forms, found, strict=True):
        if isinstance(findings, Refused):
            lines.append(Checked(form, trouble=str(findings)))
        else:
            lines.append(Checked(form, findings, rules=library().get(form.template).checks))
    return sorted(lines, key=lambda line: line.gravity, reverse=True)


def told_by(lines: Iterable[Checked], wanted: Wanted) -> list[Told]:
    """The findings to be seen, form by form, on each the gravest first."""
    found = []
    for line in lines:
        own = sorted(line.findings, key=lambda one: _WEIGHTS.index(one.severity))
        found += [told for one in own if wanted.takes(told := Told(line, one))]
    return found


def counted_by_form(lines: Iterable[Checked], told: Iterable[Told]) -> list[Checked]:
    """The forms that have findings to be seen, with no others."""
    seen: dict[str, list[Finding]] = {}
    for one in told:
        seen.setdefault(one.checked.form.id, []).append(one.finding)
    return [
        Checked(line.form, tuple(seen[line.form.id]), line.trouble, line.rules)
        for line in lines
        if line.form.id in seen
    ]


def counted_by_rule(told: Sequence[Told]) -> list[RuleLine]:
    """The rules that speak, the gravest first."""
    forms = {one.checked.form.id: one.checked for one in told}
    found: dict[str, list[Finding]] = {key: [] for key in forms}
    for one in told:
        found[one.checked.form.id].append(one.finding)
    lines = list(forms.values())
    made = unit_digest(list(found.values()), [line.rules for line in lines])
    return [RuleLine(one, tuple(lines[number].name for number in one.forms)) for one in made.rules]


def summed_up(lines: Sequence[Checked]) -> str:
    """审核了 30 张表：3 张有必须改的，5 张有要看的或提示，22 张没有问题。"""
    wrong = sum(bool(line.trouble or line.count.counts[Severity.ERROR]) for line in lines)
    sound = sum(not line.trouble and not line.count.first for line in lines)
    rest = len(lines) - wrong - sound
    counts = ((wrong, "有必须改的"), (rest, "有要看的或提示"), (sound, SOUND))
    parts = [f"{count} 张{words}" for count, words in counts if count]
    return f"审核了 {len(lines)} 张表：{'，'.join(parts)}。"
