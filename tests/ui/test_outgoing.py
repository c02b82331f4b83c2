"""What goes out besides paper and workbooks: Word, the summary, a table on the clipboard."""

import pytest
from PySide6.QtGui import QGuiApplication

from perfdesk.files.errors import Refused
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def trigger(window: MainWindow, key: str) -> None:
    window.actions_by_key[key].trigger()


@pytest.mark.parametrize(
    ("key", "kind", "names", "suggested"),
    [
        ("document_one", "document", ["职工培训"], "2024_区总工会本级_职工培训.docx"),
        ("summary_all", "summary", ["职工培训", "党建经费"], "绩效自评汇总表2张.xlsx"),
        ("hand_out", "hand out", ["职工培训"], "填报_2024_区总工会本级_职工培训.xlsx"),
    ],
)
def test_each_kind_of_file_is_asked_for_under_its_own_name(
    window: MainWindow, person: Person, key: str, kind: str, names: list[str], suggested: str
) -> None:
    trigger(window, key)
    [(written, forms, target)] = person.written
    assert (written, [form.project_name for form in forms]) == (kind, names)
    assert person.suggested[0].name == suggested
    assert window.statusBar().currentMessage() == f"已写入 {target}"


def test_a_refusal_is_told(window: MainWindow, person: Person) -> None:
    person.refusal = Refused("没有写出。")
    trigger(window, "document_one")
    assert person.told == ["没有写出。"]


def test_the_form_goes_to_the_clipboard_as_a_table_and_as_text(window: MainWindow) -> None:
    trigger(window, "copy_table")
    data = QGuiApplication.clipboard().mimeData()
    assert "职工培训" in data.html()
    assert data.text() == "表\r\n"
    assert window.statusBar().currentMessage() == "本表已复制，可以粘贴到 Word、WPS"
