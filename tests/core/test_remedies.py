"""One click for several findings: one step, or none where their edits do not go together."""

from dataclasses import replace

import pytest

from perfdesk.core.edits import DeleteIndicators, Edit, SetCell, SetCells
from perfdesk.core.finding import Finding, Remedy, Severity
from perfdesk.core.remedies import remedy_of, set_aside
from tests.support.forms import clean_form


def finding(where: str, edit: Edit | None = None) -> Finding:
    remedy = Remedy("改", edit) if edit else None
    return Finding("3", Severity.ERROR, where, f"{where}不对。", (where,), remedy)


def test_one_finding_keeps_its_own_remedy() -> None:
    own = finding("unit", DeleteIndicators((0,)))
    assert remedy_of([own]) is own.remedy
    assert remedy_of([finding("unit")]) is None


def test_several_are_mended_in_one_step() -> None:
    both = [
        finding("unit", SetCell("unit", "某局")),
        finding("year", SetCells((("year", "2025"), ("supervisor", "某委")))),
    ]
    remedy = remedy_of(both)
    assert remedy is not None
    assert remedy.label == "2 处一起改"
    after = remedy.edit.apply(clean_form())
    assert (after.unit, after.year, after.supervisor) == ("某局", 2025, "某委")
    assert remedy.edit.text(clean_form()) == "按审核意见改 2 处"


@pytest.mark.parametrize(
    "other",
    [None, DeleteIndicators((0,)), SetCell("unit", "别的局"), SetCells((("unit", "别的局"),))],
)
def test_what_does_not_go_together_is_left_to_the_person(other: Edit | None) -> None:
    assert remedy_of([finding("unit", SetCell("unit", "某局")), finding("year", other)]) is None


def test_remedies_to_be_weighed_one_by_one_are_not_taken_together() -> None:
    both = [finding("unit", SetCell("unit", "某局")), finding("year", SetCell("year", "2025"))]
    weighed = replace(both[0], remedy=Remedy("改", SetCell("unit", "某局"), joint=False))
    assert remedy_of([weighed]) is weighed.remedy
    assert remedy_of([weighed, both[1]]) is None


def test_several_are_set_aside_for_one_reason_and_heard_again_in_one_step() -> None:
    form, both = clean_form(), [finding("unit"), finding("supervisor")]
    aside = set_aside(both, "上级核定")
    after = aside.apply(form)
    assert [each.reason for each in after.silenced] == ["上级核定", "上级核定"]
    assert aside.text(form) == "忽略 2 条审核意见"
    again = set_aside(both, "")
    assert again.apply(after) == form
    assert again.text(form) == "恢复 2 条审核意见"
    assert set_aside(both[:1], "上级核定").text(form) == "忽略审核意见"
