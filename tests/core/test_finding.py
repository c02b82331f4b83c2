"""Which findings count, and which keep a form from being 已审核."""

from dataclasses import replace

from perfdesk.core.finding import Finding, Severity, heard_weights, hindrance


def finding(severity: Severity, silenced: str = "", number: int = 1) -> Finding:
    return Finding("1", severity, "unit", f"第 {number} 条不对。", ("unit",), silenced=silenced)


ERROR, WARNING, HINT = map(finding, Severity)


def test_what_is_set_aside_is_not_counted() -> None:
    aside = replace(ERROR, silenced="已核")
    assert heard_weights([ERROR, aside, HINT]) == [Severity.ERROR, Severity.HINT]


def test_only_errors_that_nobody_set_aside_hinder() -> None:
    assert hindrance([WARNING, HINT, replace(ERROR, silenced="已核")]) == ""
    assert hindrance([]) == ""
    assert hindrance([HINT, ERROR]) == (
        "还有 1 处必须改，改正或写明理由忽略以后才能审核通过：\n1．第 1 条不对。"
    )


def test_of_many_the_first_are_told() -> None:
    told = hindrance([finding(Severity.ERROR, number=number) for number in range(1, 6)])
    assert told.split("\n")[0].startswith("还有 5 处必须改")
    assert told.split("\n")[1:] == [
        "1．第 1 条不对。",
        "2．第 2 条不对。",
        "3．第 3 条不对。",
        "另有 2 处，见“审核”。",
    ]
