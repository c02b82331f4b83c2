"""A printed figure of the source is dropped: the finding goes, the difference is told and kept."""

from dataclasses import replace

import pytest

from perfdesk.core.delta import delta_between
from perfdesk.core.document import Document
from perfdesk.core.form import Printed
from perfdesk.core.printedfigures import DropPrinted
from perfdesk.core.telling import told
from tests.support.forms import found, printed_as, template
from tests.support.sound import sound_form

WRONG = {
    "1-printed": ("total_weight", "99"),
    "2": ("total_score", "88"),
    "5": ("rate", "12.00"),
    "6": ("funding_score", "1.23"),
    "11": ("grade", "差"),
}


@pytest.mark.parametrize(("rule", "figure"), WRONG.items())
def test_one_click_lets_the_forms_own_figure_count(rule: str, figure: tuple[str, str]) -> None:
    key, text = figure
    form = printed_as(sound_form(), title="自评表", **{key: text})
    (finding,) = found(form, rule)
    assert finding.remedy is not None
    assert finding.remedy.label == "以本表计算为准"
    document = Document(form, template)
    assert document.apply(finding.remedy.edit)
    assert not found(document.form, rule)
    assert document.form == replace(form, printed=Printed(title="自评表"))
    assert document.undo()
    assert document.form == form


def test_the_step_is_named_and_its_difference_leads_both_ways() -> None:
    form = printed_as(sound_form(), rate="12.00", grade="优")
    edit = DropPrinted("rate")
    after = edit.apply(form)
    assert edit.text(form) == "以本表计算为准，不再核对来源表的执行率"
    delta = delta_between(form, after)
    assert told(delta) == ["来源表的执行率：12.00 → （空）"]
    assert delta.apply(form) == after
    assert delta.inverse.apply(after) == form
    assert after.printed == Printed(grade="优")
