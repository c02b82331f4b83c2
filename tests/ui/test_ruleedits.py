"""Changes to the audit rules while they are made: what a person chose, and what was typed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.finding import Severity
from perfdesk.core.ruleset import RuleChange, RuleSet, Setting
from perfdesk.ui.ruleedits import RuleEdits

KNOWN = RuleSet(
    {
        "1": Setting("1", "合计", Severity.ERROR, limits={"tolerance": Decimal("0.02")}),
        "2": Setting("2", "提示", Severity.HINT),
        "58": Setting("58", "空", Severity.HINT, words={"pending": ("待定",), "plain": ()}),
    }
)


@pytest.fixture
def edits() -> RuleEdits:
    return RuleEdits(KNOWN, {})


def test_a_severity_that_was_chosen_counts_also_where_it_is_the_built_in_one(
    edits: RuleEdits,
) -> None:
    edits.set_severity("1", Severity.WARNING)
    assert edits.setting("1").severity is Severity.WARNING
    assert edits.is_changed("1")
    edits.set_severity("1", None)
    assert edits.changes == {"1": RuleChange("off")}
    assert edits.setting("1").severity is None
    edits.set_severity("1", Severity.ERROR)
    assert edits.changes == {"1": RuleChange("error")}
    off_in_a_template = replace(KNOWN.setting("1"), severity=None)
    assert edits.changes["1"].over(off_in_a_template).severity is Severity.ERROR
    edits.put_back("1")
    assert edits.changes == {}


def test_whether_anything_is_otherwise_than_it_was() -> None:
    edits, seen = RuleEdits(KNOWN, {"2": RuleChange("off")}), list[bool]()
    for severity in (None, Severity.HINT, None):
        edits.set_severity("2", severity)
        seen.append(edits.are_others)
    assert seen == [False, True, False]


def test_a_limit_is_taken_as_a_decimal(edits: RuleEdits) -> None:
    assert edits.set_limit("1", "tolerance", "０.05") == ""
    assert edits.setting("1").limits == {"tolerance": Decimal("0.05")}
    assert edits.set_limit("1", "tolerance", "0.020") == ""
    assert edits.changes == {}


@pytest.mark.parametrize("text", ["", "abc", "-1", "1000001", "1e9", "0.0.1"])
def test_what_is_no_limit_is_refused_in_a_sentence(edits: RuleEdits, text: str) -> None:
    told = edits.set_limit("1", "tolerance", text)
    assert told == (f"“{text}”不是界限能用的数字（0 到 1000000），“容差”仍是 0.02。")
    assert edits.changes == {}


def test_rules_are_put_back_one_by_one_or_all() -> None:
    mine = {"1": RuleChange("off"), "2": RuleChange("error")}
    edits = RuleEdits(KNOWN, mine | {"3": RuleChange()})
    assert edits.changes == mine
    edits.put_back("1")
    edits.put_back("1")
    assert edits.changes == {"2": RuleChange("error")}
    edits.put_all_back()
    assert edits.changes == {}
    assert mine  # those that count are not touched


def test_words_of_ones_own_are_kept_without_the_built_in_ones(edits: RuleEdits) -> None:
    assert edits.set_words("58", "pending", "待报、待定") == ""
    assert edits.own_words("58", "pending") == ("待报",)
    assert edits.setting("58").words["pending"] == ("待定", "待报")
    assert edits.set_words("58", "plain", "待报销") == ""
    assert edits.set_words("58", "pending", "") == ""
    assert edits.changes == {"58": RuleChange(more={"plain": ("待报销",)})}
    edits.put_back("58")
    assert not edits.is_changed("58")


def test_a_word_that_cannot_be_one_changes_nothing(edits: RuleEdits) -> None:
    edits.set_words("58", "pending", "待报")
    assert edits.set_words("58", "pending", "待报、的").startswith("“的”太短")
    assert edits.own_words("58", "pending") == ("待报",)
