"""The message boxes themselves: what they say and which answer is the harmless one."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from perfdesk.ui import dialogs

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]


def answer(monkeypatch: pytest.MonkeyPatch, how: str | Qt.Key) -> list[str]:
    """Presses a button by its text, or a key; the texts of the boxes shown."""
    shown: list[str] = []

    def press(box: QMessageBox) -> int:
        shown.extend([box.text(), box.informativeText()])
        box.show()
        if isinstance(how, Qt.Key):
            QTest.keyClick(box, how)
        else:
            next(button for button in box.buttons() if button.text() == how).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return shown


@pytest.mark.parametrize(
    ("how", "number"),
    [("恢复", 0), ("其他…", 1), ("退出", 2), (Qt.Key.Key_Return, 2), (Qt.Key.Key_Escape, 2)],
)
def test_one_of_several_answers(
    monkeypatch: pytest.MonkeyPatch, how: str | Qt.Key, number: int
) -> None:
    shown = answer(monkeypatch, how)
    assert dialogs.choose(None, "已损坏<b>。", "备份", ["恢复", "其他…", "退出"]) == number
    assert shown == ["已损坏<b>。", "备份"]


@pytest.mark.parametrize(
    ("how", "yes"),
    [("仍然关闭", True), ("回去", False), (Qt.Key.Key_Return, False), (Qt.Key.Key_Escape, False)],
)
def test_enter_and_escape_are_harmless(
    monkeypatch: pytest.MonkeyPatch, how: str | Qt.Key, yes: bool
) -> None:
    answer(monkeypatch, how)
    assert dialogs.confirm(None, "关闭？", "仍然关闭", "回去") is yes


@pytest.mark.parametrize(("key", "yes"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)])
def test_enter_does_what_can_be_undone(
    monkeypatch: pytest.MonkeyPatch, key: Qt.Key, yes: bool
) -> None:
    answer(monkeypatch, key)
    assert dialogs.confirm(None, "结转？", "结转", "取消", undoable=True) is yes


def test_what_is_told_is_shown_and_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch, application: QApplication
) -> None:
    shown: list[str] = []

    def read(dialog: QDialog) -> int:
        shown.append(getattr(dialog, "whole", "") or getattr(dialog, "details", ""))
        return 0

    monkeypatch.setattr(QDialog, "exec", read)
    before = set(application.topLevelWidgets())
    dialogs.inform(None, "请留意：", ["一", "二"])
    dialogs.tell(None, "满了。\n甲：再试")
    assert dialogs.show_fault(None, "细节") is False
    assert shown == ["请留意：\n一\n二", "满了。\n甲：再试", "细节"]
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert set(application.topLevelWidgets()) <= before


def test_files_and_stores_are_paths_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for names in (["/a/甲.json", "/a/乙.xlsx"], []):
        found = (names, "")
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, found=found: found)
        assert dialogs.ask_files(None, "打开", "*") == [Path(name) for name in names]
    for name in ("/a/perfdesk.db", ""):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, name=name: (name, ""))
        assert dialogs.ask_store(None) == name


PDF = "PDF 文件 (*.pdf)"
TABLE, CSV = "Excel 工作簿 (*.xlsx)", "CSV 文件 (*.csv)"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/a/表", Path("/a/表.pdf")),
        ("/a/表.PDF", Path("/a/表.PDF")),
        ("/a/表.txt", Path("/a/表.txt.pdf")),
        ("/a/2024.12月", Path("/a/2024.12月.pdf")),
        ("", None),
    ],
)
def test_a_target_gets_its_ending(
    monkeypatch: pytest.MonkeyPatch, typed: str, expected: Path | None
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, PDF))
    assert dialogs.ask_target(None, "打印", Path("/x/建议.pdf"), PDF) == expected


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("/a/表.xlsx", CSV, "/a/表.csv"),  # the kind changed, the suggested name stayed
        ("/a/表.csv", TABLE, "/a/表.csv"),  # the name was typed, the kind stayed
        ("/a/表", CSV, "/a/表.csv"),
        ("/a/表", TABLE, "/a/表.xlsx"),
        ("/a/2024.12月", CSV, "/a/2024.12月.csv"),
        ("/a/表.CSV", CSV, "/a/表.CSV"),
        ("/a/表.csv", "", "/a/表.csv"),  # a dialog of the system that tells no kind
        ("/a/表", "", "/a/表.xlsx"),
        ("/a/表.txt", CSV, "/a/表.txt.csv"),
    ],
)
def test_the_kind_chosen_below_the_name_counts(
    monkeypatch: pytest.MonkeyPatch, typed: str, kind: str, expected: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, kind))
    found = dialogs.ask_target(None, "导出", Path("/x/建议.xlsx"), f"{TABLE};;{CSV}")
    assert found == Path(expected)


@pytest.mark.parametrize("replaces", [True, False])
def test_a_file_that_only_the_added_ending_names_is_asked_about(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, replaces: bool
) -> None:
    there = tmp_path / "2024.12月.pdf"
    there.write_bytes(b"before")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(there.with_suffix("")), PDF)
    )
    shown = answer(monkeypatch, "替换" if replaces else "取消")
    target = dialogs.ask_target(None, "打印", Path("/x/建议.pdf"), PDF)
    assert target == (there if replaces else None)
    assert shown[0] == "“2024.12月.pdf”已经有了。要替换吗？"
