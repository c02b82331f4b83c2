"""Documents, and a window whose dialogs answer by themselves."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.document import Document
from perfdesk.core.form import Amounts, Form, Funding, Indicator
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.files.templates import library
from perfdesk.ui import dialogs
from perfdesk.ui.start import dress
from perfdesk.ui.window import MainWindow

_dressed: list[QApplication] = []


def indicator(level1: str, level2: str, name: str, score: str = "") -> Indicator:
    """An indicator of 30 points with the target reached."""
    target, actual = Measure.of("≥10(个)"), Measure.of("10(个)")
    return Indicator(level1, level2, name, target, actual, Number.of("30"), Number.of(score))


def make_document(name: str = "职工培训") -> Document:
    """A form with 50 % spent: 5.00 + 3 × 30 = 95.00, 优."""
    spent = Amounts(Number.of("2000"), Number.of("1000"), Number.of("500"))
    rows = (
        indicator("产出指标", "数量指标", "培训人数"),
        indicator("产出指标", "数量指标", "培训班次"),
        indicator("效益指标", "社会效益指标", "就业率"),
    )
    form = Form(
        template="shanghai-district-2024",
        project_name=name,
        year=2024,
        supervisor="区总工会",
        unit="区总工会本级",
        funding=Funding(fiscal=spent),
        indicators=rows,
    )
    return Document(form, library().get(form.template))


class Desk:
    """What the window said, and what was written."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        self.suggested: list[Path] = []
        self.target: Path | None = Path("/somewhere/表.pdf")
        self.may_close = True
        self.written: list[tuple[str, list[Form], Path]] = []
        self.warnings: list[str] = []
        self.refusal: Exception | None = None

    def print_forms(self, forms: Sequence[Form], target: Path) -> list[str]:
        return self._write("print", forms, target)

    def export_forms(self, forms: Sequence[Form], target: Path) -> list[str]:
        return self._write("export", forms, target)

    def _write(self, kind: str, forms: Sequence[Form], target: Path) -> list[str]:
        if self.refusal is not None:
            raise self.refusal
        self.written.append((kind, list(forms), target))
        return self.warnings

    def tell(self, _parent: object, sentence: str) -> None:
        self.told.append(sentence)

    def inform(self, _parent: object, heading: str, sentences: Sequence[str] = ()) -> None:
        self.told += [heading, *sentences]

    def confirm(self, _parent: object, question: str, _yes: str, _no: str) -> bool:
        self.asked.append(question)
        return self.may_close

    def ask_target(self, _parent: object, _title: str, suggested: Path, _kinds: str) -> Path | None:
        self.suggested.append(suggested)
        return self.target

    def show_fault(self, _parent: object, details: str) -> None:
        self.told.append(details)


@pytest.fixture
def document() -> Document:
    return make_document()


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk()
    for name in ("tell", "inform", "confirm", "ask_target", "show_fault"):
        monkeypatch.setattr(dialogs, name, getattr(desk, name))
    return desk


@pytest.fixture
def application(qapp: QApplication) -> QApplication:
    """The application with our fonts and colours, put on once."""
    if qapp not in _dressed:
        dress(qapp)
        _dressed.append(qapp)
    return qapp


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, application: QApplication) -> MainWindow:  # noqa: ARG001
    """Two forms, the first shown."""
    documents = [make_document(), make_document("党建经费")]
    window = MainWindow(documents, desk.print_forms, desk.export_forms)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    return window
