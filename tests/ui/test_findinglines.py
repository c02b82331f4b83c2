"""The lines of the findings' list: groups, lines of several, what a person unfolds."""

from dataclasses import replace

from perfdesk.core.digest import Digest, digest
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Finding, Remedy, Severity
from perfdesk.core.ruleset import RuleSet, Setting
from perfdesk.ui.findinglines import Deed, FindingLine, Key, digest_lines, path_to, walk
from perfdesk.ui.palette import Tone
from tests.support.forms import clean_form

FORM = clean_form()
RULES = RuleSet({key: Setting(key, f"规则{key}", Severity.HINT) for key in "abcdefg"})


def finding(
    where: str,
    severity: Severity = Severity.ERROR,
    rule: str = "a",
    silenced: str = "",
    remedy: Remedy | None = None,
) -> Finding:
    return Finding(rule, severity, where, f"{where}不对。", (where,), remedy, silenced)


ERROR = finding("indicators[0].score", remedy=Remedy("改为 3", SetCell("unit", "3")))
ASIDE = finding("year", rule="b", silenced="上级\n核定")
MANY = [finding(f"indicators[{row}].note", Severity.WARNING, "c") for row in (0, 1)]
MANY += [finding("unit", Severity.WARNING, "c")]
HINTS = [finding("unit", Severity.HINT, key) for key in "defg"]
HINTS += [finding("year", Severity.HINT, key) for key in "dab"]
FOUND = [ASIDE, *HINTS, *MANY, ERROR]


def lines(*turned: Key, found: list[Finding] = FOUND) -> list[FindingLine]:
    return digest_lines(digest(found, RULES), FORM, turned)


def line(text: str, *turned: Key) -> FindingLine:
    return next(one for one in lines(*turned) if text in one.text)


def test_groups_come_gravest_first_and_what_is_set_aside_is_folded() -> None:
    heads = [(one.text, one.tone, one.opened) for one in lines() if one.heading]
    assert heads == [
        ("必须改 1", Tone.WRONG, True),
        ("要看 3", Tone.DIFFERS, True),
        ("提示 7", Tone.SUGGESTED, True),
        ("已忽略 1", Tone.MUTED, False),
    ]
    assert not lines(found=[])


def test_a_finding_says_its_cell_and_what_can_be_done() -> None:
    found = line("indicators[0].score不对。")
    assert (found.place, found.where, found.offer) == (
        "第 1 行 · 得分",
        "indicators[0].score",
        "改为 3",
    )
    assert found.deeds == (
        (Deed.MEND, "改为 3"),
        (Deed.SILENCE, "忽略…"),
        (Deed.EXPLAIN, "说明"),
    )


def test_what_is_set_aside_says_why_and_can_be_heard_again() -> None:
    found = line("year不对。", ("silenced",), ("hint",))
    assert (found.place, found.silenced, found.tone) == ("理由：上级 核定", True, Tone.MUTED)
    assert [deed for deed, _ in found.deeds] == [Deed.HEAR, Deed.EXPLAIN]


def test_a_line_of_several_unfolds_into_its_findings() -> None:
    folded = line("规则c")
    assert (folded.opened, folded.place, folded.where) == (False, "单击展开 3 条", "")
    assert [deed for deed, _ in folded.deeds] == [Deed.SILENCE, Deed.EXPLAIN]
    opened = lines(folded.key)
    at = next(number for number, one in enumerate(opened) if one.key == folded.key)
    assert opened[at].opened
    inner = opened[at + 1 : at + 4]
    assert [(one.where, one.depth) for one in inner] == [(one.where, 1) for one in MANY]


def test_more_hints_than_can_be_read_unfold_rule_by_rule() -> None:
    rest = line("另有")
    assert rest.opened is False
    assert rest.deeds == ((Deed.SILENCE, "忽略…"),)  # of several rules
    more = [one for one in lines(rest.key) if one.depth == 1]
    assert sum(len(one.findings) for one in more) == len(rest.findings)


def test_all_ways_lead_to_a_finding_that_is_folded_away() -> None:
    told = digest(FOUND, RULES)
    for one in FOUND:
        keys = path_to(told, one)
        turned = {key for key in keys if len(key) > 1 or key == ("silenced",)}
        shown = [own for own in digest_lines(told, FORM, turned) if own.findings == (one,)]
        assert len(shown) == 1, one
    assert path_to(Digest(()), ERROR) == ()


def test_one_walks_through_all_that_is_not_set_aside_gravest_first() -> None:
    found = walk(digest(FOUND, RULES))
    assert found[:4] == [ERROR, *MANY]
    assert len(found) == len(FOUND) - 1
    assert ASIDE not in found


def test_several_with_remedies_are_mended_together() -> None:
    both = [replace(one, remedy=Remedy("改", SetCell(one.where, "1"))) for one in MANY]
    [found] = [one for one in lines(found=both) if not one.heading]
    assert found.offer == "3 处一起改"
