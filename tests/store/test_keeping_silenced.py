"""Findings set aside: stored step by step as all else, and put together where two write."""

from perfdesk.core.finding import Finding, Severity
from perfdesk.core.silence import SetAside
from perfdesk.store.keeping import Keeper
from tests.store.test_keeping import stored


def test_what_is_set_aside_is_stored_told_and_taken_back(mine: Keeper) -> None:
    wrong = Finding("3", Severity.ERROR, "indicators[0].score", "不对。", ("indicators[0].score",))
    before = mine.document.form
    mine.document.apply(SetAside(wrong, "上级核定"))
    assert stored(mine).silenced == mine.document.form.silenced != ()
    [step] = mine.store.history(before.id)[1:]
    assert (step.text, step.sentences) == (
        "忽略审核意见",
        ["忽略审核意见，理由：上级核定"],
    )
    mine.document.undo()
    assert stored(mine) == before
    assert mine.store.form_at(before.id, 2).silenced != ()


def test_findings_that_two_set_aside_at_once_are_both_kept(mine: Keeper, theirs: Keeper) -> None:
    one, other = (Finding(rule, Severity.ERROR, "unit", "不对。", ("unit",)) for rule in ("3", "4"))
    theirs.document.apply(SetAside(one, "他的理由"))
    mine.document.apply(SetAside(other, "我的理由"))
    assert mine.clash
    assert mine.clash.cells == frozenset()
    assert mine.keep_mine()
    assert [each.reason for each in stored(mine).silenced] == ["他的理由", "我的理由"]
