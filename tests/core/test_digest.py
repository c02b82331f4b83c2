"""The digest: few lines to read, what was set aside in a group of its own, a unit's tables."""

import pytest

from perfdesk.core.digest import SOUND, DigestGroup, digest, unit_digest
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.ruleset import RuleSet, Setting

E, W, H = Severity.ERROR, Severity.WARNING, Severity.HINT
RULES = RuleSet(
    {
        rule: Setting(rule, title, severity, rank=rank)
        for rule, title, severity, rank in (
            ("1", "合计", E, 5),
            ("26", "得分与比例不符", W, 5),
            *((f"h{n}", f"提示{n}", H, n) for n in range(9, 0, -1)),
        )
    }
)


def one(rule: str, severity: Severity, where: str = "form", silenced: str = "") -> Finding:
    return Finding(rule, severity, where, f"{rule} 在 {where}。", (where,), silenced=silenced)


def rows(rule: str, severity: Severity, *numbers: int) -> list[Finding]:
    return [one(rule, severity, f"indicators[{number}].score") for number in numbers]


def test_nothing_found() -> None:
    assert digest((), RULES).groups == ()
    assert digest((), RULES).told == SOUND


def test_groups_stand_gravest_first_and_are_counted() -> None:
    found = [*rows("h1", H, 0), *rows("26", W, 1, 2), one("1", E)]
    made = digest(found, RULES)
    assert [group.title for group in made.groups] == ["必须改", "要看", "提示"]
    assert made.told == "1 必须改，2 要看，1 提示"
    assert made.group(W).count == 2
    assert made.group(None) == DigestGroup(None, (), 0)


def test_a_group_that_has_nothing_is_empty() -> None:
    assert digest((), RULES).group(E) == DigestGroup(E, (), 0)


def test_a_rule_with_few_findings_speaks_in_its_sentences() -> None:
    (group,) = digest(rows("26", W, 0, 3), RULES).groups
    assert [line.text for line in group.lines] == [
        "26 在 indicators[0].score。",
        "26 在 indicators[3].score。",
    ]
    assert not any(line.folded for line in group.lines)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (rows("26", W, 0, 3, 4), "得分与比例不符：第 1、4、5 行。"),
        (rows("26", W, 0, 3, 4, 4), "得分与比例不符：第 1、4、5 行，共 4 处。"),
        (rows("26", W, 0, 3, 4, 6), "得分与比例不符：第 1、4、5、7 行。"),
        (rows("26", W, *range(7)), "得分与比例不符：第 1、2、3、4 行等 7 处。"),
        (rows("h1", H, 0, 1), "提示1：第 1、2 行。"),
        (
            [one("26", W, cell) for cell in ("goal_expected", "goal_actual", "project_name")],
            "得分与比例不符：预期目标、实际完成情况、项目名称。",
        ),
        (
            [*rows("26", W, 2), one("26", W, "goal_actual"), one("26", W, "goal_actual")],
            "得分与比例不符：第 3 行得分、实际完成情况，共 3 处。",
        ),
    ],
)
def test_a_rule_with_many_is_one_line(found: list[Finding], text: str) -> None:
    (line,) = digest(found, RULES).groups[0].lines
    assert line.text == text
    assert line.folded
    assert line.findings == tuple(found)


def test_an_unknown_rule_goes_by_its_id() -> None:
    (group,) = digest(rows("later", H, 0, 1), RULES).groups
    assert group.lines[0].text == "later：第 1、2 行。"


def test_five_lines_of_hints_are_all_shown_by_rank() -> None:
    found = [one(f"h{n}", H) for n in (9, 3, 5, 1, 7)]
    (group,) = digest(found, RULES).groups
    assert [line.rule for line in group.lines] == ["h1", "h3", "h5", "h7", "h9"]


def test_more_hints_than_five_lines_stand_in_the_last() -> None:
    found = [*rows("h9", H, 0, 1, 2), *(one(f"h{n}", H) for n in (8, 2, 4, 1, 6))]
    (group,) = digest(found, RULES).groups
    assert [line.rule for line in group.lines] == ["h1", "h2", "h4", "h6", ""]
    last = group.lines[-1]
    assert last.text == "另有 4 条提示。"
    assert [line.rule for line in last.rest] == ["h8", "h9"]
    assert len(last.findings) == 4
    assert group.count == 8


def test_what_was_set_aside_stands_apart_with_its_reason() -> None:
    found = [one("1", E, silenced="已核对"), *rows("26", W, 1)]
    found += [one("26", W, f"indicators[{n}].score", "另有批复") for n in (2, 3)]
    made = digest(found, RULES)
    assert made.told == "1 要看，3 已忽略"
    group = made.group(None)
    assert group.title == "已忽略"
    assert [(line.rule, line.text, line.reason, line.findings) for line in group.lines] == [
        ("1", "1 在 form。", "已核对", tuple(found[:1])),
        ("26", "得分与比例不符：第 3、4 行。", "另有批复", tuple(found[2:])),
    ]


def test_only_what_was_set_aside_is_nothing_to_do() -> None:
    assert digest([one("1", E, silenced="已核对")], RULES).told == f"{SOUND}，1 已忽略"


def test_a_unit_by_rule_and_by_form() -> None:
    found = [
        [*rows("h2", H, 0, 1), *rows("26", W, 0)],
        [],
        [one("1", E), *rows("26", W, 4), one("26", W, "form", "已核对")],
    ]
    made = unit_digest(found, [RULES] * 3)
    assert [(line.rule, line.title, line.findings, line.forms) for line in made.rules] == [
        ("1", "合计", 1, (2,)),
        ("26", "得分与比例不符", 2, (0, 2)),
        ("h2", "提示2", 2, (0,)),
    ]
    assert [tuple(line.counts.values()) for line in made.forms] == [(0, 1, 2), (0, 0, 0), (1, 1, 0)]
    assert [line.silenced for line in made.forms] == [0, 0, 1]
    assert [line.first.rule if line.first else "" for line in made.forms] == ["26", "", "1"]
    assert made.told == "3 张表：1 必须改，2 要看，2 提示。"


def test_rules_of_one_weight_stand_in_the_order_of_the_settings_unknown_ones_last() -> None:
    found = [[one("later", W), *rows("h1", W, 0), *rows("26", W, 0), *rows("h9", W, 1)]]
    made = unit_digest(found, [RULES])
    assert [line.rule for line in made.rules] == ["26", "h9", "h1", "later"]


def test_a_unit_without_findings() -> None:
    made = unit_digest([[], []], [RULES] * 2)
    assert made.rules == ()
    assert made.told == "2 张表：没有问题。"
    assert unit_digest([], []).told == "0 张表：没有问题。"


def test_a_rule_weighed_otherwise_in_another_template_is_a_line_of_its_own() -> None:
    made = unit_digest([rows("26", W, 0), rows("26", E, 0)], [RULES] * 2)
    assert [(line.severity, line.forms) for line in made.rules] == [(E, (1,)), (W, (0,))]
