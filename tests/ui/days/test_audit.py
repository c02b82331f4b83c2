"""A form came back with mistakes: mended by remedies, set aside with reasons, until it passes."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from perfdesk.core.cells import with_text
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import filled, make_form
from tests.ui.days.conftest import Start
from tests.ui.days.eyes import findings, listed, said, saved, undoes
from tests.ui.days.hands import Answer, click, go_to_part, keys, press, write
from tests.ui.test_window import shown

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

REASON = "上级核定，见批复"
#: Scores above the weight, a name that is missing, a year's figures that do not add up.
WRONG = {
    "indicators[0].score": "99",
    "indicators[1].score": "31",
    "supervisor": "",
    "funding.total.executed": "700",
}


def returned() -> Form:
    form = make_form()
    for address, text in WRONG.items():
        form = with_text(form, address, text)
    return form


@pytest.fixture
def window(start: Start, store_file: Path) -> MainWindow:
    """The form as it came back."""
    filled(store_file, [returned(), make_form("党建经费")]).close()
    return start()


def because(reason: str) -> Answer:
    def answer(_dialog: QDialog) -> None:
        write(reason)
        click("Return")

    return answer


def settle_one(window: MainWindow) -> str:
    """Goes to the next finding, and mends it or sets it aside; what was done."""
    click("F4")
    pane = window.side.findings
    line = pane.list.current
    assert line is not None
    if line.offer:
        click("F8")
        return "mended"
    press("Ctrl+F8", because(REASON))
    return "set aside"


def blocking(window: MainWindow) -> int:
    return sum(one.blocks for one in shown(window).findings)


def test_a_returned_form_is_settled_finding_by_finding_until_it_passes(
    window: MainWindow, start: Start
) -> None:
    before = shown(window).form
    press("Ctrl+Shift+K", keys("Return"))  # what hinders it is told
    assert shown(window).state is State.DRAFT
    assert findings(window)[0] == f"必须改 {blocking(window)}"
    done = []
    while blocking(window):
        count = blocking(window)
        done.append(settle_one(window))
        assert blocking(window) < count
    assert "set aside" in done
    aside = done.count("set aside")
    assert len(shown(window).form.silenced) == aside
    assert f"已忽略 {aside}" in findings(window)

    click("Ctrl+Shift+K")
    assert said(window) == "草稿 → 已审核"
    assert listed(window)[0][3] == "已审核"
    assert saved(window) == "已保存"

    click("Ctrl+Q")
    window = start()
    assert listed(window)[0][3] == "已审核"
    assert {each.reason for each in shown(window).form.silenced} == {REASON}
    told = [sentence for step in window.desk.history("id-1") for sentence in step.sentences]
    assert told.count(f"忽略审核意见，理由：{REASON}") == aside
    assert window.desk.form_at("id-1", 1) == before


def test_all_of_it_can_be_taken_back(window: MainWindow) -> None:
    before = shown(window).form
    steps = 0
    while blocking(window):
        settle_one(window)
        steps += 1
    after = shown(window).form
    click(" ".join(["Ctrl+Z"] * steps))
    assert shown(window).form == before
    assert undoes(window) == "撤销"
    click(" ".join(["Ctrl+Y"] * steps))
    assert shown(window).form == after


def test_what_was_set_aside_speaks_again_once_its_figure_changes(window: MainWindow) -> None:
    while blocking(window):
        settle_one(window)
    go_to_part(window, window.view.header)
    assert blocking(window) == 0
    window.view.go_to("indicators[0].score")
    write("98")
    click("Return")
    assert blocking(window) > 0
