"""The settings of the audit rules (审核规则设置): from TOML tables, to and from a person's file.

A person's file looks as a template's own settings do:

    [checks.7]
    severity = "warning"        # error, warning, hint or off
    limits = { part = "0.02" }

    [checks.58]
    more = { alone = ["待补充说明"] }      # words added to a list; `words` would replace it
"""

from __future__ import annotations

import json
import tomllib
from itertools import count
from typing import TYPE_CHECKING

from perfdesk.core.checks.wordlists import lists_of
from perfdesk.core.number import trimmed
from perfdesk.core.ruleset import SEVERITIES, USUAL_RANK, RuleChange, RuleSet, Setting, severity_of
from perfdesk.files.atomic import make_folder, whole_file
from perfdesk.files.errors import Refused, reason
from perfdesk.files.tomltable import Table, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from perfdesk.core.ruleset import RuleChanges

_WHAT = "审核规则设置"
_RANKS = (1, 9)
_HEAD = "# PerfDesk 审核规则设置，盖在内置设置之上。severity 只能是 error、warning、hint 或 off。\n"


def build_rule_set(table: Table) -> RuleSet:
    """The rule set of a [checks] table. Raises TemplateError for any mistake."""
    return RuleSet({key: _setting(key, inner) for key, inner in table.named_tables().items()})


def _setting(rule_id: str, table: Table) -> Setting:
    """A rule that the program does not have lacks its title, and so is refused."""
    setting = Setting(
        id=rule_id,
        title=table.text("title"),
        severity=severity_of(table.one_of("severity", SEVERITIES)),
        basis=table.text("basis"),
        limits=table.decimals("limits"),
        words=table.lists("words"),
        rank=_rank(table),
    )
    table.close()
    return setting


def check_names(table: Table, known: RuleSet) -> None:
    """Refuses rules, limits and words of a template's [checks] that the program does not have.

    Raises TemplateError naming the key.
    """
    for rule_id, inner in table.named_tables().items():
        setting = _known(table, rule_id, known)
        for names, allowed in (("limits", setting.limits), ("words", setting.words)):
            given = inner.table(names)
            _only(given, given.data, allowed)


def _known(table: Table, rule_id: str, known: RuleSet) -> Setting:
    setting = known.settings.get(rule_id)
    if setting is None:
        raise table.error(rule_id, "不是本程序的审核规则。")
    return setting


def _rank(table: Table) -> int:
    if not table.has("rank"):
        return USUAL_RANK
    rank = table.whole("rank")
    if not _RANKS[0] <= rank <= _RANKS[1]:
        raise table.error("rank", f"应当在 {_RANKS[0]} 与 {_RANKS[1]} 之间。")
    return rank


def load_rule_changes(file: Path, known: RuleSet) -> dict[str, RuleChange]:
    """A person's changes to the `known` rules, by rule id; none where there is no such file.

    Raises TemplateError naming file and key for a mistake, Refused where it cannot be read.
    """
    try:
        data = read_toml(file, _WHAT)
    except Refused as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return {}
        raise
    return _changes(Table(data, file), known)


def read_rule_changes(file: Path, known: RuleSet) -> dict[str, RuleChange]:
    """The same of a file that somebody named: Refused also where it is missing."""
    return _changes(Table(read_toml(file, _WHAT), file), known)


def save_rule_changes(changes: RuleChanges, file: Path, known: RuleSet) -> None:
    """Writes a person's changes, whole or not at all. Rules without any are left out.

    Raises TemplateError for a value that could not be read again, Refused where it cannot be
    written.
    """
    text = _text(changes, known)
    _changes(Table(tomllib.loads(text), file), known)
    make_folder(file.parent)
    with whole_file(file) as draft:
        draft.write_text(text, encoding="utf-8", newline="\n")


def keep_aside(file: Path) -> None:
    """Gives a person's file that has a mistake another name beside it. Refused where it cannot."""
    names = (file.with_name(f"{file.stem}-{number}{file.suffix}") for number in count(1))
    try:
        file.rename(next(name for name in names if not name.exists()))
    except OSError as error:
        raise Refused(f"{file}：无法改名，{reason(error)}。请先改正或移走这个文件。") from error


def _text(changes: RuleChanges, known: RuleSet) -> str:
    """The TOML text of the changes, in the order of the `known` rules, unknown ones last."""
    order = {rule_id: place for place, rule_id in enumerate(known.settings)}
    ids = sorted(changes, key=lambda rule_id: order.get(rule_id, len(order)))
    return _HEAD + "".join(_lines(rule_id, changes[rule_id]) for rule_id in ids)


def _changes(table: Table, known: RuleSet) -> dict[str, RuleChange]:
    rules = table.table("checks")
    table.has("checks")
    table.close()
    return {key: _change(rules, key, known) for key in rules.data}


def _change(rules: Table, rule_id: str, known: RuleSet) -> RuleChange:
    setting = _known(rules, rule_id, known)
    table = rules.table(rule_id)
    severity = table.one_of("severity", SEVERITIES) if table.has("severity") else ""
    limits = table.decimals("limits")
    _only(table.table("limits"), limits, setting.limits)
    words, more = table.lists("words"), table.lists("more")
    for name, given in (("words", words), ("more", more)):
        _only(table.table(name), given, setting.words)
    table.close()
    return RuleChange(severity, limits, _folded(rule_id, words), _folded(rule_id, more))


def _folded(rule_id: str, lists: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The lists of words as the rule compares them: ＴＢＣ is tbc in a whole cell."""
    known = lists_of(rule_id)
    return {
        name: tuple(map(known[name].fold, words)) if name in known else words
        for name, words in lists.items()
    }


def _only(table: Table, given: Iterable[str], known: Mapping[str, object]) -> None:
    for name in given:
        if name not in known:
            allowed = "、".join(known) or "没有"
            raise table.error(name, f"这条规则没有这一项，可以改的有：{allowed}。")


def _lines(rule_id: str, change: RuleChange) -> str:
    """One rule's section, '' where it changes nothing."""
    lines = [f"severity = {_quoted(change.severity)}"] if change.severity else []
    lines += _inner("limits", {key: _quoted(trimmed(v)) for key, v in change.limits.items()})
    for name, lists in (("words", change.words), ("more", change.more)):
        texts = {key: ", ".join(map(_quoted, words)) for key, words in lists.items()}
        lines += _inner(name, {key: f"[{each}]" for key, each in texts.items()})
    return "\n".join(["", f"[checks.{_quoted(rule_id)}]", *lines, ""]) if lines else ""


def _inner(name: str, values: Mapping[str, str]) -> list[str]:
    """A table on one line, none where it is empty."""
    inside = ", ".join(f"{_quoted(key)} = {value}" for key, value in values.items())
    return [f"{name} = {{ {inside} }}"] if inside else []


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, but for one sign that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
