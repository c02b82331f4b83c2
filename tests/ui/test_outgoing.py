"""Forms leave: to files, a folder, a printer, the clipboard; cancelled, all is as it was."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pypdfium2
import pytest
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.app import window_jobs
from perfdesk.cli.windows import read_files
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.runner import Progress
from perfdesk.ui import printing
from perfdesk.ui.handoutdialog import HandOut, Way
from perfdesk.ui.printchoice import PrintChoice
from perfdesk.ui.printscopes import Scope, Scopes
from perfdesk.ui.progressdialog import ProgressDialog
from perfdesk.ui.window import MainWindow
from tests.support.disks import small_disk
from tests.ui.conftest import Person, filled, make_form
from tests.ui.test_longwork import Watch
from tests.ui.test_printing import paper
from tests.ui.test_window import trigger

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

MANY, FEW = 300, 12
STAGES = (3, 6, 9)
#: Seconds after which a window that shows nothing counts as frozen.
PATIENCE = 60
SLOW = ("print_all", "export_all", "export_each")
OTHERS = ("document_one", "summary_all", "hand_out")


@pytest.fixture
def real(
    qtbot: QtBot,
    application: QApplication,  # noqa: ARG001 - its fonts
    person: Person,  # noqa: ARG001 - answers
    store_file: Path,
) -> Callable[[int], MainWindow]:
    """A window with so many forms, which really prints and exports."""

    def open_window(count: int) -> MainWindow:
        desk = filled(store_file, [make_form(f"项目{number}") for number in range(count)])
        window = MainWindow(desk, window_jobs(read_files))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        return window

    return open_window


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_written_pdf_can_be_opened_from_the_line_below(
    window: MainWindow, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return len(opened) < 3

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    person.target = tmp_path / "表.pdf"
    trigger(window, "print_one")
    bar = window.outgoing.bar
    assert bar.isVisible()
    assert bar.said.text() == f"已写入 {person.target}"
    bar.open.click()
    bar.folder.click()
    assert opened == [str(person.target), str(tmp_path)]
    bar.open.click()
    assert bar.said.text() == f"本机没有程序能打开它，文件在 {person.target}"
    bar.close_button.click()
    assert not bar.isVisible()


def test_a_workbook_for_each_form_goes_into_a_folder(
    real: Callable[[int], MainWindow], person: Person, tmp_path: Path
) -> None:
    window, folder = real(3), tmp_path / "out"
    folder.mkdir()
    person.folder = folder
    trigger(window, "export_each")
    assert len(left_in(folder)) == 3
    assert window.outgoing.bar.said.text() == f"已导出 3 个工作簿到 {folder}"
    assert not window.outgoing.bar.open.isVisible()
    assert person.asked == []
    person.agrees = False
    for path in folder.iterdir():
        path.write_bytes(b"before")
    trigger(window, "export_each")
    assert person.asked == ["文件夹里已有 3 个同名的文件。要替换吗？"]
    assert {path.read_bytes() for path in folder.iterdir()} == {b"before"}


@pytest.mark.parametrize("gone", [None, "away"])
def test_without_a_folder_nothing_is_exported(
    window: MainWindow, person: Person, gone: str | None
) -> None:
    person.folder = Path(gone) if gone else None
    person.agrees = False
    if gone:
        window.panel.search.setText("没有这样的表")
        window.panel.refresh()
    trigger(window, "export_each")
    assert person.written == []


def test_the_print_dialog_is_put_away_without_printing(window: MainWindow, person: Person) -> None:
    person.prints = False
    trigger(window, "print_all")
    assert (person.written, person.suggested) == ([], [])


def test_how_it_was_printed_last_is_offered_again(window: MainWindow, person: Person) -> None:
    person.choice = PrintChoice(signature=True)
    trigger(window, "print_one")
    assert window.outgoing.choice == PrintChoice(signature=True)


def test_with_no_form_there_is_nothing_to_print(window: MainWindow, person: Person) -> None:
    window.panel.search.setText("没有这样的表")
    window.panel.refresh()
    window.view.show_document(None)
    trigger(window, "print_all")
    assert person.scopes == []


def test_pages_go_to_the_printer_and_the_status_bar_says_so(
    real: Callable[[int], MainWindow],
    person: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, target = real(3), tmp_path / "paper.pdf"
    asked: list[str] = []

    def device_of(name: str) -> QPrinter:
        asked.append(name)
        return paper(target, 150)

    monkeypatch.setattr(printing, "device_of", device_of)
    person.choice = PrintChoice("财务室", copies=2)
    trigger(window, "print_all")
    assert asked == ["财务室"]
    assert window.statusBar().currentMessage() == "已送到打印机“财务室”：3 页，2 份"
    with pypdfium2.PdfDocument(target) as document:
        assert len(document) == 6


def test_a_printer_that_vanished_is_told(real: Callable[[int], MainWindow], person: Person) -> None:
    window = real(1)
    person.choice = PrintChoice("财务室")
    trigger(window, "print_one")
    assert person.told == [
        "打印机“财务室”现在找不到，没有打印。请检查它是否接好、打开，或者换一台打印机。"
    ]


@pytest.mark.parametrize("key", [*SLOW, *OTHERS])
def test_a_target_folder_that_is_gone_is_told(
    real: Callable[[int], MainWindow], person: Person, tmp_path: Path, key: str
) -> None:
    blocking = tmp_path / "file"
    blocking.write_bytes(b"")
    person.target, person.folder = blocking / "a.out", blocking / "folder"
    trigger(real(1), key)
    assert len(person.told) == 1
    assert str(blocking) in person.told[0]


@pytest.mark.parametrize("key", [*SLOW, "summary_all", "hand_out"])
def test_a_full_disk_is_told_and_keeps_what_it_has(
    real: Callable[[int], MainWindow], person: Person, tmp_path: Path, key: str
) -> None:
    window = real(2)
    with small_disk(tmp_path / "disk", "1m") as disk:
        person.target, person.folder = disk.folder / "a.out", disk.folder
        person.target.write_bytes(b"before")
        disk.leave(1)
        trigger(window, key)
        assert disk.contents() == {"a.out": b"before"}
    assert len(person.told) == 1
    assert "磁盘空间不足" in person.told[0]


@pytest.mark.parametrize("key", SLOW)
def test_cancelled_work_leaves_every_file_as_it_was(
    real: Callable[[int], MainWindow], person: Person, tmp_path: Path, key: str
) -> None:
    window, folder = real(MANY), tmp_path / "out"
    folder.mkdir()
    person.target, person.folder = folder / "a.out", folder
    person.target.write_bytes(b"before")
    watch = Watch(lambda dialog: dialog.reject())
    trigger(window, key)
    watch.stop()
    assert watch.acted
    assert window.statusBar().currentMessage() == "已取消"
    assert left_in(folder) == ["a.out"]
    assert person.target.read_bytes() == b"before"
    assert person.told == []


def test_the_window_lives_while_many_forms_are_printed(
    real: Callable[[int], MainWindow],
    person: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The printing waits at each of the STAGES until the window has shown and painted it."""
    window, painted = real(FEW), dict[int, int]()
    person.target = tmp_path / "a.pdf"
    shown = {stage: Event() for stage in STAGES}
    run = window.work.run

    def staged(progress: Progress) -> Progress:
        def tell(done: int, total: int) -> None:
            progress(done, total)
            if done in shown and not shown[done].wait(PATIENCE):
                raise TimeoutError(f"the window shows nothing of form {done}")

        return tell

    def paint(dialog: ProgressDialog) -> None:
        stage = dialog.bar.value()
        if stage in shown:
            window.panel.list.viewport().repaint()
            painted[stage] = dialog.bar.maximum()
            shown[stage].set()

    def look(dialog: ProgressDialog) -> None:
        timer = QTimer(dialog, interval=5)
        timer.timeout.connect(lambda: paint(dialog))
        timer.start()

    monkeypatch.setattr(
        window.work, "run", lambda words, work: run(words, lambda told: work(staged(told)))
    )
    watch = Watch(look)
    trigger(window, "print_all")
    watch.stop()
    assert painted == dict.fromkeys(STAGES, FEW)
    assert person.told == []
    with pypdfium2.PdfDocument(person.target) as document:
        assert len(document) == FEW


def test_a_choice_of_forms_is_printed_in_the_lists_order(
    window: MainWindow, person: Person
) -> None:
    window.outgoing.print_from(
        replace(window.sending.scopes(), ids={Scope.LISTED: ["id-2", "id-1"]}), Scope.LISTED
    )
    assert [form.project_name for form in person.written[0][1]] == ["党建经费", "职工培训"]


def test_the_pages_beside_the_form_are_in_the_font_of_the_last_print(
    window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts: list[str] = []
    monkeypatch.setattr(window.side.preview, "print_in", fonts.append)
    person.choice = PrintChoice(font="仿宋")
    trigger(window, "print_one")
    assert fonts == ["仿宋"]


@pytest.mark.parametrize(
    ("key", "kind", "names", "suggested"),
    [
        ("document_one", "document", ["职工培训"], "2024_区总工会本级_职工培训.docx"),
        ("summary_all", "summary", ["职工培训", "党建经费"], "绩效自评汇总表2张.xlsx"),
        ("hand_out", "hand out", ["职工培训"], "填报_2024_区总工会本级_职工培训.xlsx"),
        ("document_chosen", "document", ["职工培训"], "2024_区总工会本级_职工培训.docx"),
        ("document_all", "document", ["职工培训", "党建经费"], "绩效自评表2张.docx"),
    ],
)
def test_each_kind_of_file_is_asked_for_under_its_own_name(
    window: MainWindow, person: Person, key: str, kind: str, names: list[str], suggested: str
) -> None:
    trigger(window, key)
    [(written, forms, target)] = person.written
    assert (written, [form.project_name for form in forms]) == (kind, names)
    assert person.suggested[0].name == suggested
    assert window.outgoing.bar.said.text() == f"已写入 {target}"


def test_the_summary_gets_the_states_of_the_store(window: MainWindow, person: Person) -> None:
    window.desk.store.load("id-2")
    window.desk.move_to("id-2", State.CHECKED)
    window.panel.refresh()
    trigger(window, "summary_all")
    assert person.states == [State.DRAFT, State.CHECKED]


@pytest.mark.parametrize(("key", "ending"), [("export_each", ".xlsx"), ("document_each", ".docx")])
def test_a_file_for_each_form_ends_as_asked_for(
    real: Callable[[int], MainWindow], person: Person, tmp_path: Path, key: str, ending: str
) -> None:
    person.folder = tmp_path / "out"
    person.folder.mkdir()
    trigger(real(2), key)
    assert [Path(name).suffix for name in left_in(person.folder)] == [ending] * 2


def test_workbooks_for_each_unit_go_into_a_folder(
    real: Callable[[int], MainWindow], person: Person, tmp_path: Path
) -> None:
    window, person.folder = real(3), tmp_path / "out"
    person.folder.mkdir()

    def two_units(scopes: Scopes) -> HandOut:
        one, *others = scopes.forms(Scope.LISTED)
        return HandOut(Way.UNIT, ((one,), tuple(others)))

    person.hands_out = two_units
    trigger(window, "hand_out")
    names = [name.removesuffix(".xlsx") for name in left_in(person.folder)]
    assert names == ["01 2024_区总工会本级_项目0", "02 2024_区总工会本级_2张"]
    assert window.outgoing.bar.said.text() == f"已导出 2 个填报工作簿到 {person.folder}"
    person.agrees = False
    trigger(window, "hand_out")
    assert person.asked[-1] == "文件夹里已有 2 个同名的文件。要替换吗？"


def test_nothing_is_handed_out_where_the_person_thought_better_of_it(
    window: MainWindow, person: Person
) -> None:
    person.hands_out = lambda _scopes: None
    trigger(window, "hand_out")
    assert (person.written, person.suggested) == ([], [])


def test_blank_workbooks_can_be_handed_out_before_there_is_a_form(
    window: MainWindow, person: Person
) -> None:
    window.panel.search.setText("没有这样的表")
    window.panel.refresh()
    window.view.show_document(None)
    blank = Form("shanghai-district-2024")
    person.hands_out = lambda _scopes: HandOut(Way.ONE, ((blank,),))
    trigger(window, "hand_out")
    assert person.written == [("hand out", [blank], person.target)]
    assert person.asked == [library().newest_first()[0].id, ""]


@pytest.mark.parametrize("key", OTHERS)
def test_without_a_name_for_the_file_nothing_is_written(
    window: MainWindow, person: Person, key: str
) -> None:
    person.target = None
    trigger(window, key)
    assert person.written == []


@pytest.mark.parametrize("key", OTHERS)
def test_the_other_kinds_of_files_are_really_written(
    real: Callable[[int], MainWindow], person: Person, tmp_path: Path, key: str
) -> None:
    person.target = tmp_path / "a.out"
    trigger(real(2), key)
    assert person.target.read_bytes().startswith(b"PK")
    assert person.told == []


def test_the_form_goes_to_the_clipboard_as_a_table_and_as_text(
    real: Callable[[int], MainWindow],
) -> None:
    window = real(1)
    trigger(window, "copy_table")
    data = QGuiApplication.clipboard().mimeData()
    assert "<table" in data.html()
    assert "项目0" in data.html()
    assert "项目0" in data.text()
    assert window.statusBar().currentMessage() == "本表已复制，可以粘贴到 Word、WPS"


def test_a_form_that_cannot_be_copied_is_told_and_leaves_the_clipboard(
    window: MainWindow, person: Person
) -> None:
    QGuiApplication.clipboard().setText("别的内容")
    person.refusal = Refused("没有这个模板。")
    trigger(window, "copy_table")
    assert person.told == ["没有这个模板。"]
    assert QGuiApplication.clipboard().text() == "别的内容"
