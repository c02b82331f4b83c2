"""Documents, stores, and a window whose dialogs answer by themselves."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.arrivals import Arrival
from perfdesk.auditing import check_beside
from perfdesk.core.accounts import Account
from perfdesk.core.document import Document
from perfdesk.core.form import Amounts, Form, Funding, Indicator
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.core.state import State
from perfdesk.core.template import Template
from perfdesk.desk import Desk
from perfdesk.dryrun import DryRun
from perfdesk.files.templates import library
from perfdesk.preview import Band, Picture
from perfdesk.runner import Progress
from perfdesk.service import each_target, handed_out_target
from perfdesk.store.keeping import Clash
from perfdesk.store.opening import open_store
from perfdesk.store.records import Listed
from perfdesk.ui import (
    addingactions,
    checking,
    clashes,
    dialogs,
    findingactions,
    formactions,
    incoming,
    outgoing,
    recovery,
    templateactions,
)
from perfdesk.ui.clashdialog import Choice
from perfdesk.ui.handoutdialog import HandOut, Way
from perfdesk.ui.jobs import Jobs
from perfdesk.ui.previewpane import PreviewPane
from perfdesk.ui.previewworker import InPlace, Size
from perfdesk.ui.printchoice import PrintChoice, PrintOrder
from perfdesk.ui.printscopes import Scope, Scopes
from perfdesk.ui.recoverydialog import Offer
from perfdesk.ui.start import dress
from perfdesk.ui.templatedialog import Chosen
from perfdesk.ui.theme import Scheme, appearance
from perfdesk.ui.window import MainWindow
from tests.support.newstores import new_store
from tests.support.previews import FakePrinter

_dressed: list[QApplication] = []


def indicator(level1: str, level2: str, name: str, score: str = "") -> Indicator:
    """An indicator of 30 points with the target reached."""
    target, actual = Measure.of("≥10(个)"), Measure.of("10(个)")
    return Indicator(level1, level2, name, target, actual, Number.of("30"), Number.of(score))


def make_form(name: str = "职工培训", year: int | None = 2024, form_id: str = "") -> Form:
    """A form with 50 % spent: 5.00 + 3 × 30 = 95.00, 优."""
    spent = Amounts(Number.of("2000"), Number.of("1000"), Number.of("500"))
    rows = (
        indicator("产出指标", "数量指标", "培训人数"),
        indicator("产出指标", "数量指标", "培训班次"),
        indicator("效益指标", "社会效益指标", "就业率"),
    )
    return Form(
        template="shanghai-district-2024",
        id=form_id,
        project_name=name,
        year=year,
        supervisor="区总工会",
        unit="区总工会本级",
        funding=Funding(fiscal=spent),
        indicators=rows,
    )


def make_document(name: str = "职工培训") -> Document:
    """The same as a document."""
    form = make_form(name)
    return Document(form, library().get)


def compose(widget: QWidget, text: str) -> None:
    """Types as an input method does: QTest's keys know no Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


class BlankPage:
    """One white page, rendered at once."""

    sizes: tuple[Size, ...] = ((595.0, 842.0),)
    notes: tuple[str, ...] = ()

    def bands(self, page: int, dpi: int, height: int) -> list[Band]:  # noqa: ARG002 - one band
        return [Band(dpi, dpi, dpi, b"\xff" * (dpi * dpi))]

    def picture(self, page: int, scale: float) -> Picture:  # noqa: ARG002 - the only one
        width, height = round(595 * scale), round(842 * scale)
        return Picture(width, height, 4 * width, b"\xff" * (4 * width * height))


def blank_page(form: Form, template: Template, font: str) -> BlankPage:  # noqa: ARG001 - all alike
    return BlankPage()


def shown_form(scopes: Scopes) -> HandOut:
    """The form shown, in a workbook."""
    return HandOut(Way.ONE, (tuple(scopes.forms(Scope.SHOWN)),))


class Person:
    """What the window said and asked, what the person answers, and what was written."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        self.suggested: list[Path] = []
        self.target: Path | None = Path("/somewhere/表.pdf")
        self.agrees = True
        self.files: list[Path] = []
        self.started: list[str] = []
        self.read: list[Arrival] = []
        self.runs: list[DryRun] = []
        self.considers: Callable[[DryRun], bool] = lambda _run: True
        self.table: list[Sequence[str]] = []
        self.states: list[State] = []
        self.hands_out: Callable[[Scopes], HandOut | None] = shown_form
        self.reason: str | None = "数字写错了"
        self.figure = ""
        self.clash: Choice | None = None
        self.answers: list[str] = []
        self.other_store = ""
        self.new: Form | None = None
        self.template = ""
        self.recovers: bool | None = True
        self.prints = True
        self.scopes: list[Scope] = []
        self.choice: PrintChoice | None = None  # None: the one that is offered
        self.folder: Path | None = Path("/somewhere")
        self.written: list[tuple[str, list[Form], Path]] = []
        self.warnings: list[str] = []
        self.refusal: Exception | None = None
        self.closes = False

    @property
    def jobs(self) -> Jobs:
        """Printing, exporting and reading by this person's leave."""
        sample = [make_form("示例一"), make_form("示例二", 2023)]
        return Jobs(
            print_forms=self.print_forms,
            booklet=lambda _order, _progress: BlankPage(),
            press=lambda: InPlace(blank_page),
            fonts=list,
            export_forms=self.export_forms,
            export_each=self.export_each,
            each_target=each_target,
            export_table=self.export_table,
            export_documents=self.export_documents,
            export_summary=self.export_summary,
            hand_out=self.hand_out,
            hand_out_each=self.hand_out_each,
            handed_out_target=handed_out_target,
            copied_table=self.copied_table,
            read_files=lambda _files, _progress: self.read,
            check_forms=check_beside,
            audit_report=self.audit_report,
            sample_forms=lambda: sample,
        )

    def print_forms(self, order: PrintOrder, target: Path, _progress: Progress) -> list[str]:
        return self._write("print", order.forms, target)

    def export_forms(self, forms: Sequence[Form], target: Path, _progress: Progress) -> list[str]:
        return self._write("export", forms, target)

    def export_each(
        self, forms: Sequence[Form], folder: Path, _progress: Progress, ending: str
    ) -> list[str]:
        return self._write(f"each {ending}", forms, folder)

    def export_documents(self, forms: Sequence[Form], target: Path, _done: Progress) -> list[str]:
        return self._write("document", forms, target)

    def export_summary(
        self, forms: Sequence[Form], target: Path, _done: Progress, states: Sequence[State]
    ) -> list[str]:
        self.states = list(states)
        return self._write("summary", forms, target)

    def hand_out(self, forms: Sequence[Form], target: Path, _done: Progress) -> list[str]:
        return self._write("hand out", forms, target)

    def hand_out_each(
        self, groups: Sequence[Sequence[Form]], folder: Path, _done: Progress
    ) -> list[str]:
        return self._write("hand out each", [form for group in groups for form in group], folder)

    def ask_hand_out(
        self, _parent: object, templates: Sequence[Template], scopes: Scopes, like: Form | None
    ) -> HandOut | None:
        self.asked += [templates[0].id, like.project_name if like else ""]
        return self.hands_out(scopes)

    def audit_report(
        self,
        forms: Sequence[Form],
        _beside: Sequence[Form],
        _accounts: Mapping[tuple[str, int], Decimal],
        target: Path,
        _done: Progress,
    ) -> list[str]:
        return self._write("audit", forms, target)

    def copied_table(self, form: Form) -> tuple[str, str]:
        if self.refusal is not None:
            raise self.refusal
        return f"<table><tr><td>{form.project_name}</td></tr></table>", "表\r\n"

    def _write(self, kind: str, forms: Sequence[Form], target: Path) -> list[str]:
        if self.refusal is not None:
            raise self.refusal
        self.written.append((kind, list(forms), target))
        return self.warnings

    def tell(self, _parent: object, sentence: str) -> None:
        self.told.append(sentence)

    def inform(self, _parent: object, heading: str, sentences: Sequence[str] = ()) -> None:
        self.told += [heading, *sentences]

    def confirm(
        self,
        _parent: object,
        question: str,
        _yes: str,
        _no: str,
        undoable: bool = False,  # noqa: ARG002 - named as in dialogs.confirm
    ) -> bool:
        self.asked.append(question)
        return self.agrees

    def choose(self, _parent: object, sentence: str, details: str, answers: Sequence[str]) -> int:
        self.asked += [sentence, details]
        return answers.index(self.answers.pop(0))

    def ask_target(self, _parent: object, _title: str, suggested: Path, _kinds: str) -> Path | None:
        self.suggested.append(suggested)
        return self.target

    def ask_print(
        self, _parent: object, _jobs: Jobs, scopes: Scopes, scope: Scope, choice: PrintChoice
    ) -> PrintOrder | None:
        self.scopes.append(scope)
        order = PrintOrder(tuple(scopes.forms(scope)), self.choice or choice)
        return order if self.prints else None

    def ask_folder(self, _parent: object, _title: str, start: Path) -> Path | None:
        self.suggested.append(start)
        return self.folder

    def ask_files(self, _parent: object, _title: str, _kinds: str, start: str = "") -> list[Path]:
        self.started.append(start)
        return self.files

    def ask_store(self, _parent: object) -> str:
        return self.other_store

    def ask_import(
        self, _parent: object, run: DryRun, _planner: object, _export: object, _closed: str
    ) -> bool:
        self.runs.append(run)
        return self.considers(run)

    def export_table(self, rows: Sequence[Sequence[str]], _title: str, target: Path) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.table = list(rows)
        self.written.append(("table", [], target))

    def ask_reason(self, _parent: object, _title: str, question: str) -> str | None:
        self.asked.append(question)
        return self.reason

    def ask_accounts(self, _parent: object, rows: Sequence[Account]) -> list[Account] | None:
        self.asked += [one.unit for one in rows]
        return [replace(one, figure=self.figure) for one in rows] if self.agrees else None

    def ask_rules(self, _parent: object) -> bool:
        return False

    def ask_new_forms(
        self, _parent: object, templates: Sequence[Template], like: Form | None
    ) -> list[Form]:
        self.asked += [templates[0].id, like.project_name if like else ""]
        return [self.new] if self.new else []

    def ask_template(
        self, _parent: object, templates: Sequence[Template], chosen: Sequence[Chosen]
    ) -> Template | None:
        self.asked += [one.name for one in chosen]
        return next((one for one in templates if one.id == self.template), None)

    def ask_removed(self, _parent: object, removed: Sequence[Listed]) -> list[str]:
        self.asked += [item.project_name for item in removed]
        return [item.id for item in removed] if self.agrees else []

    def ask_clash(self, _parent: object, clash: Clash) -> Choice | None:
        self.asked += sorted(clash.cells)
        return self.clash

    def ask_recovery(self, _parent: object, offers: Sequence[Offer]) -> list[bool] | None:
        self.asked += [f"{offer.name}：{offer.note.text}" for offer in offers]
        return None if self.recovers is None else [self.recovers] * len(offers)

    def show_fault(self, _parent: object, details: str) -> bool:
        self.told.append(details)
        return self.closes


@pytest.fixture
def document() -> Document:
    return make_document()


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    person = Person()
    shown = ("tell", "inform", "confirm", "choose", "ask_target", "ask_files", "ask_store")
    for name in (*shown, "show_fault"):
        monkeypatch.setattr(dialogs, name, getattr(person, name))
    monkeypatch.setattr(incoming, "ask_import", person.ask_import)
    monkeypatch.setattr(incoming, "ask_folder", person.ask_folder)
    monkeypatch.setattr(outgoing, "ask_print", person.ask_print)
    monkeypatch.setattr(outgoing, "ask_folder", person.ask_folder)
    monkeypatch.setattr(outgoing, "ask_hand_out", person.ask_hand_out)
    monkeypatch.setattr(formactions, "ask_reason", person.ask_reason)
    monkeypatch.setattr(findingactions, "ask_reason", person.ask_reason)
    monkeypatch.setattr(checking, "ask_accounts", person.ask_accounts)
    monkeypatch.setattr(checking, "ask_rules", person.ask_rules)
    monkeypatch.setattr(addingactions, "ask_new_forms", person.ask_new_forms)
    monkeypatch.setattr(templateactions, "ask_template", person.ask_template)
    monkeypatch.setattr(formactions, "ask_removed", person.ask_removed)
    monkeypatch.setattr(clashes, "ask_clash", person.ask_clash)
    monkeypatch.setattr(recovery, "ask_recovery", person.ask_recovery)
    return person


@pytest.fixture
def application(qapp: QApplication) -> QApplication:
    """The application with our fonts and colours, put on once."""
    if qapp not in _dressed:
        dress(qapp)
        _dressed.append(qapp)
    appearance().want(Scheme.SYSTEM)
    return qapp


@pytest.fixture
def store_file(tmp_path: Path) -> Path:
    """Where the window's store lies."""
    return tmp_path / "perfdesk.db"


def filled(file: Path, forms: Collection[Form]) -> Desk:
    """An open desk on a new store with these forms, in their order."""
    desk = Desk(open_store(new_store(file)))
    if forms:
        desk.store.add_all([replace(form, id=f"id-{n}") for n, form in enumerate(forms, 1)])
    return desk


Opener = Callable[..., MainWindow]


@pytest.fixture
def opener(qtbot: QtBot, person: Person, application: QApplication) -> Opener:  # noqa: ARG001
    """Opens a window on a desk."""

    def open_window(desk: Desk) -> MainWindow:
        window = MainWindow(desk, person.jobs)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        return window

    return open_window


@pytest.fixture
def window(opener: Opener, store_file: Path) -> MainWindow:
    """Two forms of one year, the first shown."""
    return opener(filled(store_file, [make_form(), make_form("党建经费")]))


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    """Prints for the preview when a test lets it."""
    printer = FakePrinter()
    yield printer
    printer.may_go_on.set()


@pytest.fixture
def preview(qtbot: QtBot, application: QApplication, printer: FakePrinter) -> PreviewPane:  # noqa: ARG001
    """The preview pane alone, drawn by `printer`."""
    preview = PreviewPane(printer.open)
    qtbot.addWidget(preview)
    preview.resize(400, 500)
    with qtbot.waitExposed(preview):
        preview.show()
    return preview
