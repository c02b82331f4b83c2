"""The lines of the findings' list: the digest of a form, unfolded where a person wants more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from perfdesk.core.cells import INDICATOR_NAMES, indicator_of, name_of
from perfdesk.core.finding import Severity
from perfdesk.core.remedies import remedy_of
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from perfdesk.core.digest import Digest, DigestGroup, DigestLine
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form

#: What tells a heading or a folded line from others, whatever it shows.
Key = tuple[str, ...]

TONES = {
    Severity.ERROR: Tone.WRONG,
    Severity.WARNING: Tone.DIFFERS,
    Severity.HINT: Tone.SUGGESTED,
    None: Tone.MUTED,
}


class Deed(Enum):
    """What can be done about a finding beside going to its cell."""

    MEND = "按建议改"
    SILENCE = "忽略…"
    HEAR = "恢复"
    EXPLAIN = "说明"


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A row of the list: a group's heading, a finding, or several of one rule in one line.

    `opened` says whether what unfolds is unfolded, None where nothing does. `place` names the
    finding's cell, or the reason for which it was set aside. `offer` is the label of its remedy.
    """

    text: str
    tone: Tone
    findings: tuple[Finding, ...]
    key: Key = ()
    place: str = ""
    offer: str = ""
    depth: int = 0
    opened: bool | None = None
    heading: bool = False
    silenced: bool = False

    @property
    def where(self) -> str:
        """The cell to go to; '' for headings and for what unfolds."""
        return self.findings[0].where if self.single else ""

    @property
    def single(self) -> bool:
        """Whether it is one finding."""
        return len(self.findings) == 1 and not self.heading

    @property
    def deeds(self) -> tuple[tuple[Deed, str], ...]:
        """What can be done here, with the words for it."""
        if self.heading or not self.findings:
            return ()
        mend = ((Deed.MEND, self.offer),) if self.offer else ()
        aside = Deed.HEAR if self.silenced else Deed.SILENCE
        about = ((Deed.EXPLAIN, Deed.EXPLAIN.value),) if self._one_rule else ()
        return (*mend, (aside, aside.value), *about)

    @property
    def _one_rule(self) -> bool:
        return len({finding.rule for finding in self.findings}) == 1


def digest_lines(digest: Digest, form: Form, turned: Collection[Key] = ()) -> list[FindingLine]:
    """The rows for a digest; those of `turned` are not as they are at first.

    At first groups are unfolded, but for 已忽略, and lines of several findings folded.
    """
    return [row for group in digest.groups for row in _group(group, form, turned)]


def path_to(digest: Digest, finding: Finding) -> tuple[Key, ...]:
    """The keys of what has to be unfolded for a finding's own line to be seen."""
    for group in digest.groups:
        head = _group_key(group)
        for line in group.lines:
            if finding in line.findings:
                return (head, *_way(line, finding, head))
    return ()


def walk(digest: Digest) -> list[Finding]:
    """The findings to go through one by one, gravest first; not those set aside."""
    heard = (group for group in digest.groups if group.severity)
    return [one for group in heard for line in group.lines for one in line.findings]


def begins_open(key: Key) -> bool:
    """Whether it is unfolded until a person folds it."""
    return len(key) == 1 and key != (_SILENCED,)


_SILENCED = "silenced"


def _group_key(group: DigestGroup) -> Key:
    return (group.severity.value if group.severity else _SILENCED,)


def _key(line: DigestLine, above: Key) -> Key:
    return (*above, line.rule, line.reason)


def _way(line: DigestLine, finding: Finding, above: Key) -> Iterator[Key]:
    if not line.folded:
        return
    own = _key(line, above)
    yield own
    for inner in line.rest:
        if finding in inner.findings:
            yield from _way(inner, finding, own)


def _is_open(key: Key, turned: Collection[Key]) -> bool:
    return begins_open(key) != (key in turned)


def _group(group: DigestGroup, form: Form, turned: Collection[Key]) -> Iterator[FindingLine]:
    key, tone = _group_key(group), TONES[group.severity]
    opened = _is_open(key, turned)
    text = f"{group.title} {group.count}"
    yield FindingLine(text, tone, (), key, opened=opened, heading=True)
    if opened:
        for line in group.lines:
            yield from _lines(line, form, turned, key, 0)


def _lines(
    line: DigestLine, form: Form, turned: Collection[Key], above: Key, depth: int
) -> Iterator[FindingLine]:
    if not line.folded:
        yield _finding(line.findings[0], form, depth, above)
        return
    key = _key(line, above)
    opened = _is_open(key, turned)
    yield _several(line, key, depth, opened)
    if not opened:
        return
    if line.rest:
        for inner in line.rest:
            yield from _lines(inner, form, turned, key, depth + 1)
    else:
        for finding in line.findings:
            yield _finding(finding, form, depth + 1, key)


def _several(line: DigestLine, key: Key, depth: int, opened: bool) -> FindingLine:
    remedy = remedy_of(line.findings) if line.rule and not line.reason else None
    return FindingLine(
        line.text,
        _tone(line.findings[0]),
        line.findings,
        key,
        _because(line.reason) or (f"单击{'收起' if opened else f'展开 {len(line.findings)} 条'}"),
        remedy.label if remedy else "",
        depth,
        opened,
        silenced=bool(line.reason),
    )


def _finding(finding: Finding, form: Form, depth: int, above: Key) -> FindingLine:
    silenced, remedy = finding.silenced, finding.remedy
    return FindingLine(
        finding.message,
        _tone(finding),
        (finding,),
        (*above, finding.rule, finding.where, finding.message),
        _because(silenced) or place_of(finding.where, form),
        remedy.label if remedy and not silenced else "",
        depth,
        silenced=bool(silenced),
    )


def _tone(finding: Finding) -> Tone:
    return TONES[None if finding.silenced else finding.severity]


def _because(reason: str) -> str:
    return f"理由：{' '.join(reason.split())}" if reason else ""


def place_of(address: str, form: Form) -> str:
    """A cell in few words: 第 3 行 · 得分."""
    spot = indicator_of(address)
    if spot is None:
        return name_of(address, form)
    row, key = spot
    return f"第 {row + 1} 行 · {INDICATOR_NAMES.get(key, name_of(address))}"
