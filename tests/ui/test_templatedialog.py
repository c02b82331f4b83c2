"""The dialog for another template: what would change is seen, and nothing changes by looking."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from perfdesk.core.form import Form
from perfdesk.core.switching import Switch, Topic, switch
from perfdesk.core.template import Template
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.ui.lines import LINE_ROLE
from perfdesk.ui.templatedialog import SAME, Chosen, TemplateDialog
from tests.support.forms import clean_form

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

LOCKED = "这张表已上报，不能再改。"
TOO_LONG = "其他资金的年初预算数的位数太多，不能换算成元。"


def chosen(form: Form, closed: str = "", refused: str = "") -> Chosen:
    """A form to choose a template for."""
    old = library().get(form.template)

    def look(new: Template) -> Switch:
        if refused:
            raise Refused(refused)
        return switch(form, old, new)

    return Chosen("id", form.project_name, old, closed, look)


@pytest.fixture
def dialog(qtbot: QtBot, application: QApplication) -> TemplateDialog:  # noqa: ARG001
    return opened(qtbot, chosen(clean_form()))


def opened(qtbot: QtBot, *forms: Chosen) -> TemplateDialog:
    dialog = TemplateDialog(library().all(), forms)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def choose(dialog: TemplateDialog, template_id: str) -> None:
    dialog.list.choose(list(library().ids()).index(template_id))


def groups(dialog: TemplateDialog) -> list[QTreeWidgetItem]:
    found = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
    return [item for item in found if item is not None]


def below(item: QTreeWidgetItem) -> list[str]:
    children = [item.child(row) for row in range(item.childCount())]
    return [child.text(0) for child in children if child is not None]


def test_it_begins_with_another_template_than_the_forms_own(dialog: TemplateDialog) -> None:
    assert dialog.template.id == next(i for i in library().ids() if i != "shanghai-district-2024")


def test_the_forms_own_template_has_nothing_to_do(dialog: TemplateDialog) -> None:
    choose(dialog, "shanghai-district-2024")
    assert not dialog.go.isEnabled()
    assert (dialog.heading.text(), dialog.about.text()) == ("职工培训", SAME)
    assert groups(dialog) == []
    assert "以前什么也不改" in dialog.notice.text()


def test_every_template_shows_what_tells_it_from_others(dialog: TemplateDialog) -> None:
    QAbstractItemModelTester(dialog.model)
    row = list(library().ids()).index("shanghai-2022")
    line = dialog.model.index(row).data(LINE_ROLE)
    assert (line.title, line.figure) == ("上海 2022", "上海市　2022 年")
    assert (line.below, line.mark) == ("元，执行率进位", "")
    own = dialog.model.index(list(library().ids()).index("shanghai-district-2024"))
    assert own.data(LINE_ROLE).mark == "现在用的"


def test_the_weightiest_changes_come_first_and_are_open(dialog: TemplateDialog) -> None:
    choose(dialog, "shanghai-2022")
    first, *_, labels, last = groups(dialog)
    assert first.text(0) == f"{Topic.AMOUNTS.value} 9"
    assert below(first)[0] == "年度资金总额的年初预算数：12.00 万元 → 120000 元"
    assert first.isExpanded()
    assert labels.text(0).startswith(Topic.LABELS.value)
    assert last.text(0) == f"{Topic.GONE.value} 1"  # no 成本指标 is asked for in 2022
    assert not labels.isExpanded()
    assert not last.isExpanded()
    assert dialog.about.text() == "上海区级 2024 → 上海 2022　总分 89.00 良"
    assert dialog.go.isEnabled()
    choose(dialog, "shanghai-district-2024")
    assert not dialog.go.isEnabled()


def test_a_long_sentence_is_shown_whole(qtbot: QtBot, dialog: TemplateDialog) -> None:
    form = clean_form(indicators_0__note="原因" * 40)
    dialog = opened(qtbot, chosen(form))
    choose(dialog, "hubei-2020")
    [hidden] = [item for item in groups(dialog) if item.text(0).startswith(Topic.HIDDEN.value)]
    rows = [hidden.child(row) for row in range(hidden.childCount())]
    high = [dialog.tree.visualItemRect(row).height() for row in rows if row is not None]
    assert max(high) > 1.8 * min(high)


def test_enter_takes_the_template_and_esc_nothing(dialog: TemplateDialog) -> None:
    choose(dialog, "national-2020")
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.result() == TemplateDialog.DialogCode.Accepted
    assert dialog.template.id == "national-2020"


def test_enter_on_the_own_template_does_nothing(dialog: TemplateDialog) -> None:
    choose(dialog, "shanghai-district-2024")
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert dialog.result() == TemplateDialog.DialogCode.Rejected


def test_an_amount_that_cannot_be_converted_is_said(qtbot: QtBot, dialog: TemplateDialog) -> None:
    dialog = opened(qtbot, chosen(clean_form(), refused=TOO_LONG))
    choose(dialog, "shanghai-2022")
    assert dialog.about.text() == TOO_LONG
    assert not dialog.go.isEnabled()


def test_many_forms_are_told_one_by_one_with_their_counts(
    qtbot: QtBot, dialog: TemplateDialog
) -> None:
    forms = [
        chosen(clean_form()),
        chosen(replace(clean_form(project_name="绿化养护"), template="shanghai-2022")),
        chosen(clean_form(project_name="河道整治"), closed=LOCKED),
        chosen(clean_form(project_name="党建经费"), refused=TOO_LONG),
    ]
    dialog = opened(qtbot, *forms)
    assert dialog.go.isEnabled()  # one of them is on another template
    choose(dialog, "shanghai-2022")
    assert dialog.heading.text() == "4 张表"
    assert dialog.about.text() == "1 张换用“上海 2022”，3 张不变。"
    assert [item.text(0) for item in groups(dialog)] == [
        "职工培训：总分 89.00 良；换算金额 9 处",
        f"绿化养护：{SAME}",
        f"河道整治：{LOCKED}",
        f"党建经费：{TOO_LONG}",
    ]
    assert below(groups(dialog)[0])[0] == f"{Topic.AMOUNTS.value} 9"
    own = dialog.model.index(list(library().ids()).index("shanghai-district-2024"))
    assert own.data(LINE_ROLE).mark == "3 张在用"
