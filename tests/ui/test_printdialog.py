"""The print dialog: what is chosen is what is ordered, and what is seen is what will come."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.app import window_jobs
from perfdesk.cli.windows import read_files
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.runner import Progress
from perfdesk.ui import printing
from perfdesk.ui.dialogparts import em
from perfdesk.ui.jobs import Booklet, Jobs
from perfdesk.ui.longwork import Cancelled
from perfdesk.ui.printchoice import PrintChoice, PrintOrder
from perfdesk.ui.printdialog import PrintDialog, ask_print
from perfdesk.ui.printscopes import Scope, Scopes, scopes_of
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import BlankPage, Person, make_form
from tests.ui.test_window import shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

FORMS = {key: make_form(f"项目{key}", form_id=key) for key in "abc"}


def scopes(
    shown_id: str = "a", chosen: str = "ab", listed: str = "abc", checked: str = "c"
) -> Scopes:
    ids = dict(zip(Scope, (shown_id, chosen, listed, checked), strict=True))
    return Scopes(
        {scope: list(text) for scope, text in ids.items()},
        lambda wanted: [FORMS[key] for key in wanted],
    )


class Press:
    """Makes booklets at once, with these notes; knows the orders."""

    def __init__(self) -> None:
        self.orders: list[PrintOrder] = []
        self.notes: tuple[str, ...] = ()
        self.refusal: Exception | None = None

    def __call__(self, order: PrintOrder, _progress: Progress) -> Booklet:
        self.orders.append(order)
        if self.refusal is not None:
            raise self.refusal
        page = BlankPage()
        page.sizes = ((595.0, 842.0),) * len(order.forms)
        page.notes = self.notes
        return page


@pytest.fixture
def press() -> Press:
    return Press()


Asker = Callable[..., PrintDialog]


@pytest.fixture
def asker(
    qtbot: QtBot,
    application: QApplication,  # noqa: ARG001 - its fonts
    press: Press,
    person: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> Asker:
    """Opens the dialog on a machine with two printers and a font of its own."""

    def open_dialog(
        scope: Scope = Scope.SHOWN,
        choice: PrintChoice | None = None,
        of: Scopes | None = None,
        machine: Sequence[str] = ("HP", "Canon"),
        fonts: Sequence[str] = ("仿宋",),
    ) -> PrintDialog:
        monkeypatch.setattr(printing, "printers", lambda: list(machine))
        jobs = replace(person.jobs, booklet=press, fonts=lambda: list(fonts))
        dialog = PrintDialog(jobs, of or scopes(), scope, choice or PrintChoice())
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return open_dialog


def pick(dialog: PrintDialog, field: str, value: object) -> None:
    box = getattr(dialog.options, field)
    box.setCurrentIndex(box.findData(value))


def names(order: PrintOrder) -> list[str]:
    return [form.project_name for form in order.forms]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [(Scope.SHOWN, "a"), (Scope.CHOSEN, "ab"), (Scope.LISTED, "abc"), (Scope.CHECKED, "c")],
)
def test_each_choice_of_forms_is_ordered_as_listed(
    asker: Asker, scope: Scope, expected: str
) -> None:
    dialog = asker()
    dialog.options.of[scope].setChecked(True)
    assert names(dialog.order) == [f"项目{key}" for key in expected]


def test_the_choice_asked_for_is_the_first_and_counts_are_named(asker: Asker) -> None:
    dialog = asker(Scope.LISTED)
    assert dialog.options.scope is Scope.LISTED
    assert [made.text() for made in dialog.options.of.values()] == [
        "当前的表",
        "左边选中的表（2 张）",
        "左边列出的表（3 张）",
        "列出的表中已审核、已上报、已归档的（1 张）",
    ]


def test_a_choice_without_forms_is_not_offered(asker: Asker) -> None:
    dialog = asker(Scope.SHOWN, of=scopes(shown_id="", checked=""))
    visible = [scope for scope, made in dialog.options.of.items() if made.isVisible()]
    assert visible == [Scope.CHOSEN, Scope.LISTED]
    assert dialog.options.scope is Scope.CHOSEN


def test_every_option_reaches_the_order(asker: Asker) -> None:
    dialog = asker(Scope.LISTED)
    options = dialog.options
    assert dialog.order.choice == PrintChoice()
    for field, value in (
        ("printer", "Canon"),
        ("signature", False),
        ("typeface", "仿宋"),
        ("template", "shanghai-2022"),
    ):
        pick(dialog, field, value)
    options.copies.setValue(3)
    for check in (options.draft, options.continuing, options.collate):
        check.click()
    assert dialog.order.choice == PrintChoice(
        "Canon", True, False, "仿宋", False, "shanghai-2022", 3, False
    )


def test_the_last_choice_is_offered_and_a_printer_that_is_gone_is_not(asker: Asker) -> None:
    last = PrintChoice("HP", draft=True, signature=True, font="仿宋", continuing=False)
    assert asker(choice=last).order.choice == last
    gone = replace(last, printer="旧打印机", font="楷体")
    assert asker(choice=gone).order.choice == replace(last, printer="", font="")


def test_nothing_dead_is_shown(asker: Asker) -> None:
    dialog = asker(machine=(), fonts=())
    options = dialog.options
    assert [options.printer.itemText(n) for n in range(options.printer.count())] == ["PDF 文件"]
    assert not options.typeface.isVisible()
    assert "本机没有可以另选的宋体、仿宋" in options.no_fonts.text()
    assert options.no_fonts.isVisible()
    assert not options.copies.isVisible()
    assert not options.continuing.isVisible()  # a single form
    assert dialog.ok.text() == "生成 PDF…(&P)"
    options.of[Scope.LISTED].setChecked(True)
    assert options.continuing.isVisible()


def test_fonts_to_choose_from_are_enough_said(asker: Asker) -> None:
    assert not asker(fonts=("仿宋",)).options.no_fonts.isVisible()


def test_copies_belong_to_a_printer(asker: Asker) -> None:
    dialog = asker(choice=PrintChoice("HP"))
    dialog.options.copies.setValue(2)
    assert dialog.options.collate.isVisible()
    assert (dialog.ok.text(), dialog.order.choice.copies) == ("打印(&P)", 2)
    pick(dialog, "printer", "")
    assert (dialog.options.copies.isVisible(), dialog.order.choice.copies) == (False, 1)


def test_the_preview_shows_what_is_ordered_and_counts_its_pages(
    asker: Asker, press: Press, qtbot: QtBot
) -> None:
    dialog = asker(Scope.LISTED)
    qtbot.waitUntil(lambda: dialog.preview.count.text() == "第 1 / 3 页")
    assert press.orders[-1] is dialog.order
    dialog.options.draft.setChecked(True)
    assert dialog.preview.count.text() == "正在排版…"
    qtbot.waitUntil(lambda: press.orders[-1] is dialog.order)
    assert press.orders[-1].choice.draft
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)


def test_choices_that_change_no_page_neither_read_the_forms_nor_lay_them_out_anew(
    asker: Asker, press: Press, qtbot: QtBot
) -> None:
    read: list[list[str]] = []
    of = scopes()

    def forms(wanted: Sequence[str]) -> list[Form]:
        read.append(list(wanted))
        return [FORMS[key] for key in wanted]

    dialog = asker(Scope.LISTED, of=replace(of, forms_of=forms))
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    pick(dialog, "printer", "HP")
    dialog.options.copies.setValue(3)
    dialog.options.collate.click()
    assert dialog.preview.up_to_date
    assert dialog.preview.count.text() == "第 1 / 3 页"
    assert (dialog.order.choice.printer, dialog.order.choice.copies) == ("HP", 3)
    assert dialog.ok.text() == "打印(&P)"
    dialog.options.draft.click()
    assert dialog.preview.count.text() == "正在排版…"
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    assert (len(press.orders), read) == (2, [["a", "b", "c"]])
    dialog.options.of[Scope.CHOSEN].setChecked(True)
    assert read[1:] == [["a", "b"]]


def test_converted_sums_not_yet_seen_keep_a_printer_waiting(asker: Asker) -> None:
    dialog = asker()
    pick(dialog, "template", "shanghai-2022")
    pick(dialog, "printer", "HP")
    assert not dialog.ok.isEnabled()


def test_an_order_that_is_given_up_stops_being_made(
    asker: Asker, press: Press, qtbot: QtBot
) -> None:
    begun, go_on, given_up = Event(), Event(), list[PrintOrder]()

    def slowly(order: PrintOrder, progress: Progress) -> Booklet:
        if order.choice.draft:
            return press(order, progress)
        begun.set()
        assert go_on.wait(10)
        try:
            progress(1, 2)
        except Cancelled:
            given_up.append(order)
            raise
        return press(order, progress)

    dialog = asker()
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    dialog.preview._press = slowly
    pick(dialog, "signature", True)
    qtbot.waitUntil(begun.is_set)
    dialog.options.draft.setChecked(True)
    go_on.set()
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    assert [order.choice.draft for order in given_up] == [False]
    assert press.orders[-1].choice.draft


def test_converted_sums_are_seen_before_they_can_be_printed(
    asker: Asker, press: Press, qtbot: QtBot
) -> None:
    press.notes = ("项目a：年度资金总额的年初预算数 1.5 万元 → 15000 元",)
    dialog = asker()
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    pick(dialog, "template", "shanghai-2022")
    assert not dialog.ok.isEnabled()
    qtbot.waitUntil(dialog.ok.isEnabled)
    assert dialog.notes.isVisible()
    assert dialog.notes.toPlainText() == press.notes[0]
    press.notes = ()
    pick(dialog, "template", "")
    assert dialog.ok.isEnabled()
    qtbot.waitUntil(lambda: not dialog.notes.isVisible())


def test_why_there_is_no_preview_is_said(asker: Asker, press: Press, qtbot: QtBot) -> None:
    press.refusal = Refused("没有模板“mars”。")
    dialog = asker()
    qtbot.waitUntil(lambda: dialog.preview.view._said == "没有模板“mars”。")
    assert dialog.preview.count.text() == ""


def test_the_dialog_fits_a_small_screen(asker: Asker, press: Press, qtbot: QtBot) -> None:
    press.notes = tuple(f"第 {n} 行" for n in range(40))
    dialog = asker(Scope.LISTED, PrintChoice("HP"))
    qtbot.waitUntil(dialog.notes.isVisible)
    least = dialog.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 680
    assert dialog.options.width() <= 26 * em(dialog)


def test_the_true_pages_are_shown(
    qtbot: QtBot,
    application: QApplication,  # noqa: ARG001 - its fonts
) -> None:
    jobs: Jobs = replace(window_jobs(read_files), fonts=list)
    dialog = PrintDialog(jobs, scopes(), Scope.LISTED, PrintChoice())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview.view.pages == 3 and not dialog.preview.view.lacking())
    dialog.reject()


@pytest.mark.parametrize("answer", [0, 1])
def test_asking_gives_the_order_or_nothing(
    application: QApplication,  # noqa: ARG001 - its fonts
    person: Person,
    monkeypatch: pytest.MonkeyPatch,
    answer: int,
) -> None:
    monkeypatch.setattr(PrintDialog, "exec", lambda _self: answer)
    order = ask_print(None, person.jobs, scopes(), Scope.CHOSEN, PrintChoice())
    assert (names(order) if order else []) == (["项目a", "项目b"] if answer else [])


def test_the_window_offers_what_it_shows_chose_and_lists(
    window: MainWindow, person: Person
) -> None:
    window.desk.document("id-2").move_to(State.CHECKED)
    window.panel.refresh()
    assert scopes_of(window.panel, "id-1", window.desk.current).ids[Scope.CHOSEN] == []
    window.panel.list.selectAll()
    found = scopes_of(window.panel, "id-1", window.desk.current)
    assert found.ids == {
        Scope.SHOWN: ["id-1"],
        Scope.CHOSEN: ["id-1", "id-2"],
        Scope.LISTED: ["id-1", "id-2"],
        Scope.CHECKED: ["id-2"],
    }
    type_into(window, 0, "21")
    trigger(window, "print_all")
    trigger(window, "print_one")
    assert person.scopes == [Scope.LISTED, Scope.SHOWN]
    forms: list[Form] = person.written[0][1]
    assert forms == window.desk.current(["id-1", "id-2"])
    assert shown(window).form.indicators[0].score.text == "21"
