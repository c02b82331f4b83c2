"""A change carries what the change log needs; every kind of step has a name."""

from perfdesk.core.change import Change, Kind
from perfdesk.core.form import Form
from perfdesk.core.state import State


def test_every_kind_has_a_name_of_its_own() -> None:
    labels = [kind.label for kind in Kind]
    assert len(set(labels)) == len(labels)
    assert all(labels)


def test_a_plain_change_is_an_edit_of_a_draft() -> None:
    change = Change(Form("t"), Form("t", "培训"), "修改项目名称")
    assert (change.kind, change.state_before, change.state_after) == (
        Kind.EDITED,
        State.DRAFT,
        State.DRAFT,
    )
