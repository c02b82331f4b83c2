"""`check`: the findings of all forms given, across them too; the digest; the report as a file."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.auditing import write_report
from perfdesk.cli.console import line, progress, say
from perfdesk.cli.finalaccounts import final_accounts
from perfdesk.cli.records import finding_record
from perfdesk.core.checks import Case, UnitCase, check_together
from perfdesk.core.digest import digest
from perfdesk.core.form import UNNAMED
from perfdesk.files.rulesets import read_rule_changes
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from perfdesk.cli.inputs import Entry
    from perfdesk.core.digest import DigestLine
    from perfdesk.core.finding import Finding

Found = list[tuple["Finding", ...]]


@contextmanager
def rules_of(arguments: Namespace) -> Iterator[None]:
    """The rule set of `--rules` lies over the person's meanwhile. Raises Refused."""
    if arguments.rules is None:
        yield
        return
    known = library()
    changes = read_rule_changes(Path(arguments.rules), known.rule_settings())
    try:
        known.lay_over(changes)
        yield
    finally:
        known.read_rules()


def run_check(entries: Sequence[Entry], arguments: Namespace) -> int:
    """Prints every finding; returns how many block. Raises Refused."""
    cases = [Case.of(entry.form, entry.template) for entry in entries]
    accounts, unused = final_accounts(arguments.account or (), [entry.form for entry in entries])
    for sentence in unused:
        say(sentence)
    found = check_together(UnitCase(cases, accounts))
    for entry, findings in zip(entries, found, strict=True):
        for finding in findings:
            line(finding_record(entry, finding))
    if arguments.digest:
        _tell(entries, found)
    if arguments.report is not None:
        _report(cases, found, arguments)
    return sum(finding.blocks for findings in found for finding in findings)


def report_target(arguments: Namespace) -> list[Path]:
    """The file that `--report` names, none without it."""
    return [] if arguments.report is None else [Path(arguments.report)]


def _report(cases: Sequence[Case], found: Found, arguments: Namespace) -> None:
    (target,) = report_target(arguments)
    named = Path(arguments.rules).name if arguments.rules else ""
    write_report(cases, found, target, arguments.date or "", progress("正在写审核报告"), named)


def _tell(entries: Sequence[Entry], found: Found) -> None:
    """The digest of each form for a person, one line each on stderr."""
    for entry, findings in zip(entries, found, strict=True):
        name = entry.form.project_name.strip() or UNNAMED
        made = digest(findings, entry.template.checks)
        say(f"{entry.place}（{name}）：{made.told}。")
        for group in made.groups:
            for each in group.lines:
                say(f"  {group.title}：{_told(each)}")


def _told(each: DigestLine) -> str:
    return f"{each.text}忽略原因：{each.reason}" if each.reason else each.text
