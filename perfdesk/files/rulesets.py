"""The settings of the audit rules (审核规则设置) from TOML tables to a `RuleSet`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.finding import Severity
from perfdesk.core.ruleset import RuleSet, Setting

if TYPE_CHECKING:
    from perfdesk.files.tomltable import Table

_OFF = "off"


def build_rule_set(table: Table) -> RuleSet:
    """The rule set of a [checks] table. Raises TemplateError for any mistake."""
    return RuleSet({key: _setting(key, inner) for key, inner in table.named_tables().items()})


def _setting(rule_id: str, table: Table) -> Setting:
    """A rule that the program does not have lacks its title, and so is refused."""
    severity = table.one_of("severity", (*(each.value for each in Severity), _OFF))
    setting = Setting(
        id=rule_id,
        title=table.text("title"),
        severity=None if severity == _OFF else Severity(severity),
        basis=table.text("basis"),
        limits=table.decimals("limits"),
        words=table.lists("words"),
    )
    table.close()
    return setting
