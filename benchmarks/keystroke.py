"""From Enter in a cell's editor until the new score is painted, in the real window on a real store.

Beside it a bare QTableView with as many rows, typed into in the same way on this machine.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTableView

from benchmarks.child import run
from benchmarks.invented import invented_forms
from benchmarks.table import Row
from perfdesk.app import window_jobs
from perfdesk.core.measure import Measure
from perfdesk.core.number import EMPTY
from perfdesk.desk import Desk
from perfdesk.store.opening import open_store
from perfdesk.store.place import FILE_NAME, FilePlace
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.start import make_application, stay_quick
from perfdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form

_EDITS, _FORMS, _EARLY = 300, 200, 50
_USUAL, _WORST, _GROWTH = 4.0, 1000 / 60, 1.05
_ACTUAL = INDICATOR_COLUMNS.index(IndicatorColumn.ACTUAL)
_SCORE = INDICATOR_COLUMNS.index(IndicatorColumn.SCORE)
_PAUSE = 0.03  # seconds between two edits: nobody is quicker
_PATIENCE = 10.0
#: Never reached, so that each number typed gives its row another score.
_TARGET = Measure.of(f"≥{5 * _EDITS}(个)")


def measure() -> list[Row]:
    """Both sizes, and the memory after many forms; each in a process of its own."""
    rows = [line for count in (47, 200) for line in _lines(count, _job("typing", count))]
    memory = _job("memory", _FORMS)
    growth = memory["late"] / memory["early"]
    figure = f"{memory['early']:.0f} MB after {_EARLY}, {memory['late']:.0f} MB after {_FORMS}"
    aim = f"<= {_GROWTH}"
    return [*rows, Row("forms opened in turn", figure, f"{growth:.2f}", aim, growth <= _GROWTH)]


def _lines(count: int, taken: dict[str, Any]) -> list[Row]:
    table = [wall for wall, _ in taken["bare"]]
    bare = median(table)
    lines = [Row(f"{count} rows: bare QTableView, {_EDITS} edits", _figure(table), "1")]
    for name in ("alone", "preview"):
        ours = [wall for wall, _ in taken[name]]
        ratio = f"{median(ours) / bare:.1f}"
        met = median(ours) < _USUAL and max(ours) < _WORST
        what = "the window" if name == "alone" else "the window, preview and store at work"
        lines.append(Row(f"  {what}", _figure(ours), ratio, "< 4, < 16.7 ms", met))
        worked = [work for _, work in taken[name]]
        met = median(worked) < _USUAL and max(worked) < _WORST
        lines.append(Row("    processor time of it", _figure(worked), "", "< 4, < 16.7 ms", met))
    return lines


def _figure(milliseconds: Sequence[float]) -> str:
    slow = sorted(milliseconds)[-len(milliseconds) // 100]
    return f"{median(milliseconds):.1f} ms, 99% {slow:.1f}, worst {max(milliseconds):.1f}"


def _job(kind: str, count: int) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.keystroke", kind, str(count)]
        found: dict[str, Any] = json.loads(run(command, Path(folder)).splitlines()[-1])
    return found


@dataclass
class _Painted(QObject):
    """Whether a view was painted where a cell stands."""

    view: QAbstractItemView

    def __post_init__(self) -> None:
        super().__init__()
        self.row, self.column, self.done = 0, 0, False
        self.view.viewport().installEventFilter(self)

    def watch(self, row: int, column: int) -> None:
        """From now on this cell is waited for."""
        self.row, self.column, self.done = row, column, False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Looks at what is painted."""
        if event.type() == QEvent.Type.Paint:
            cell = self.view.model().index(self.row, self.column)
            region = event.region()  # type: ignore[attr-defined]  # a QPaintEvent
            self.done = self.done or region.intersects(self.view.visualRect(cell))
        return False


def _typing(rows: int) -> dict[str, Any]:
    """The bare table, the window with the preview hidden, and with the preview drawing."""
    application = make_application(["keystroke"])
    bare = _bare(rows)
    taken = {"bare": _typed(application, bare, (_ACTUAL, _ACTUAL))}
    bare.close()
    [form] = invented_forms(1, [(rows, 300, 300)])
    with TemporaryDirectory() as folder:
        window = _window(Path(folder), [_scored(form)])
        stay_quick()  # as the program does
        cells = (_ACTUAL, _SCORE)
        for name in ("preview", "alone"):
            window.side.setVisible(name == "preview")
            _rest(application, 1.0)
            first = _EDITS * len(taken)
            taken[name] = _typed(application, window.view.indicators, cells, first)
        window.close()
    return taken


def _typed(
    application: QApplication, view: QAbstractItemView, cells: tuple[int, int], first: int = 0
) -> list[tuple[float, float]]:
    """From Enter to the painted cell, for each edit; `first` is the first number."""
    painted, taken = _Painted(view), []
    typed, seen = cells
    count = view.model().rowCount()
    view.setFocus()
    for number in range(_EDITS):
        row = number % count
        view.setCurrentIndex(view.model().index(row, typed))
        _rest(application, _PAUSE)
        QTest.keyClick(view, Qt.Key.Key_1)
        [editor] = [one for one in view.findChildren(QLineEdit) if one.isVisible()]
        editor.setText(str(first + number))
        application.processEvents()
        painted.watch(row, seen)
        taken.append(_until_painted(application, painted, editor))
    view.viewport().removeEventFilter(painted)
    return taken


def _until_painted(
    application: QApplication, painted: _Painted, editor: QLineEdit
) -> tuple[float, float]:
    """Enter: milliseconds of the clock on the wall, and of this thread at work."""
    start, begun = time.perf_counter(), time.thread_time()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    while not painted.done:
        application.processEvents()
        if time.perf_counter() - start > _PATIENCE:
            raise RuntimeError(f"row {painted.row} is not painted")
    return (time.perf_counter() - start) * 1000, (time.thread_time() - begun) * 1000


def _rest(application: QApplication, seconds: float) -> None:
    """The time between two keys, in which the window does what it does by itself."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        application.processEvents()
        time.sleep(0.001)


def _bare(rows: int) -> QTableView:
    model = QStandardItemModel(rows, len(INDICATOR_COLUMNS))
    for row in range(rows):
        for column in range(len(INDICATOR_COLUMNS)):
            model.setItem(row, column, QStandardItem(f"{row}"))
    view = QTableView()
    view.setModel(model)
    view.resize(900, 500)
    view.show()
    return view


def _window(folder: Path, forms: Sequence[Form]) -> MainWindow:
    desk = Desk(open_store(FilePlace(folder / FILE_NAME)))
    desk.add(forms)
    window = MainWindow(desk, window_jobs(lambda _files, _progress: []))
    window.resize(1440, 900)
    window.show()
    return window


def _scored(form: Form) -> Form:
    """Each result typed gives another score."""
    rows = (replace(row, target=_TARGET, score=EMPTY) for row in form.indicators)
    return replace(form, indicators=tuple(rows))


def _memory(forms: int) -> dict[str, Any]:
    """Resident megabytes after the first forms shown and after all of them."""
    application, found = make_application(["keystroke"]), {}
    with TemporaryDirectory() as folder:
        window = _window(Path(folder), invented_forms(forms))
        for number, form_id in enumerate(window.panel.ids, 1):
            window.show_form(form_id)
            _rest(application, 0.1)
            if number in (_EARLY, forms):
                found["early" if number == _EARLY else "late"] = _resident()
        window.close()
    return found


def _resident() -> float:
    """Linux: the resident set of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1_000_000


if __name__ == "__main__":
    job = {"typing": _typing, "memory": _memory}[sys.argv[1]]
    print(json.dumps(job(int(sys.argv[2]))))
