"""From Enter in a cell's editor until the new score is painted, in the real window on a real store.

Beside it a bare QTableView with as many rows, typed into in the same way on this machine.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
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
_PAUSE = 0.03  # seconds between two keys: nobody is quicker
_NEVER = 1_000_000  # milliseconds
_WAYS = {"alone": "alone", "working": "with preview and store at work"}
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
    table = [edit["wall"] for edit in taken["bare"]]
    bare = median(table)
    lines = [Row(f"{count} rows: bare QTableView, {_EDITS} edits", _figure(table), "1")]
    for name, what in _WAYS.items():
        figures = {key: [edit[key] for edit in taken[name]] for key in taken[name][0]}
        ratio = f"{median(figures['wall']) / bare:.1f}"
        lines += [
            _against(f"  the window, {what}", figures["wall"], ratio),
            _against("    processor time of it", figures["work"]),
            _turns("    longest turn of its loop", figures["turn"]),
        ]
    return lines


def _against(what: str, figures: Sequence[float], ratio: str = "") -> Row:
    met = median(figures) < _USUAL and max(figures) < _WORST
    return Row(what, _figure(figures), ratio, "< 4, < 16.7 ms", met)


def _turns(what: str, figures: Sequence[float]) -> Row:
    """What a key may come too late for: the processor time of one turn, for each edit."""
    return Row(what, _figure(figures), "", "< 16.7 ms", max(figures) < _WORST)


def _figure(milliseconds: Sequence[float]) -> str:
    slow = sorted(milliseconds)[-len(milliseconds) // 100]
    return f"{median(milliseconds):.1f} ms, 99% {slow:.1f}, worst {max(milliseconds):.1f}"


def _job(kind: str, count: int) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.keystroke", kind, str(count)]
        found: dict[str, Any] = json.loads(run(command, Path(folder)).splitlines()[-1])
    return found


class _Watch(QObject):
    """When a cell of a view was on the screen: on the clock, and in this thread's time.

    A window paints all that is to be painted, and shows it, when it is asked for an update.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__()
        self._view, self._cell, self._painted = view, (0, 0), False
        self.at: tuple[float, float] | None = None
        view.viewport().installEventFilter(self)

    def begin(self, row: int, column: int) -> None:
        """From now on this cell is waited for."""
        self._cell, self._painted, self.at = (row, column), False, None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Looks at what is painted."""
        if event.type() == QEvent.Type.Paint:
            cell = self._view.visualRect(self._view.model().index(*self._cell))
            region = event.region()  # type: ignore[attr-defined]  # a QPaintEvent
            self._painted = self._painted or region.intersects(cell)
        return False

    def updated(self) -> None:
        """The window shows what was painted."""
        if self._painted and self.at is None:
            self.at = time.perf_counter(), time.thread_time()


class _Window(MainWindow):
    """The window, watched."""

    watch: _Watch | None = None

    def event(self, event: QEvent) -> bool:
        """Says when it is updated."""
        return _updated(self.watch, event, super().event(event))


class _Table(QTableView):
    """A table as a window of its own, watched."""

    watch: _Watch | None = None

    def event(self, event: QEvent) -> bool:
        """Says when it is updated."""
        return _updated(self.watch, event, super().event(event))


def _updated(watch: _Watch | None, event: QEvent, handled: bool) -> bool:
    if watch is not None and event.type() == QEvent.Type.UpdateRequest:
        watch.updated()
    return handled


def _typing(rows: int) -> dict[str, Any]:
    """The bare table, the window with nothing beside it, and with preview and store at work."""
    application = make_application(["keystroke"])
    bare = _bare(rows)
    taken = {"bare": _typed(application, bare, bare, (_ACTUAL, _ACTUAL))}
    bare.close()
    [form] = invented_forms(1, [(rows, 300, 300)])
    with TemporaryDirectory() as folder:
        window = _window(Path(folder), [_scored(form)])
        stay_quick()  # as the program does
        soon = window.saving.write.interval()
        for name in ("working", "alone"):
            window.side.setVisible(name == "working")
            window.saving.write.setInterval(soon if name == "working" else _NEVER)
            _rest(application, time.perf_counter() + 1.0)
            grid, first = window.view.indicators, _EDITS * len(taken)
            taken[name] = _typed(application, window, grid, (_ACTUAL, _SCORE), first)
        window.close()
    return taken


def _typed(
    application: QApplication,
    window: _Window | _Table,
    view: QAbstractItemView,
    cells: tuple[int, int],
    first: int = 0,
) -> list[dict[str, float]]:
    """Milliseconds of each edit; `first` is the first number typed.

    wall: from the moment when Enter is due until the cell is seen; work: the processor time of
    it; turn: that of the longest turn of the event loop between the keys.
    """
    window.watch, taken = _Watch(view), []
    typed, seen = cells
    count = view.model().rowCount()
    view.setFocus()
    due = time.perf_counter() + _PAUSE
    for number in range(_EDITS):
        row = number % count
        view.setCurrentIndex(view.model().index(row, typed))
        before = _rest(application, due)
        QTest.keyClick(view, Qt.Key.Key_1)
        [editor] = [one for one in view.findChildren(QLineEdit) if one.isVisible()]
        editor.setText(str(first + number))
        due = time.perf_counter() + _PAUSE
        turn = max(before, _rest(application, due))
        window.watch.begin(row, seen)
        wall, work = _until_seen(application, window.watch, editor, due)
        taken.append({"wall": wall, "work": work, "turn": turn})
        due = time.perf_counter() + _PAUSE
    view.viewport().removeEventFilter(window.watch)
    return taken


def _until_seen(
    application: QApplication, watch: _Watch, editor: QLineEdit, due: float
) -> tuple[float, float]:
    """Enter: milliseconds since it was due, and of this thread at work on it."""
    begun = time.thread_time()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    while watch.at is None:
        application.processEvents()
        if time.perf_counter() - due > _PATIENCE:
            raise RuntimeError("the cell is not painted")
    wall, work = watch.at
    return (wall - due) * 1000, (work - begun) * 1000


def _rest(application: QApplication, until: float) -> float:
    """Until the next key is due the window does what it does by itself.

    The processor time of the longest turn of the event loop, in milliseconds.
    """
    longest = 0.0
    while time.perf_counter() < until:
        begun = time.thread_time()
        application.processEvents()
        longest = max(longest, time.thread_time() - begun)
        time.sleep(0.0005)
    return longest * 1000


def _bare(rows: int) -> _Table:
    model = QStandardItemModel(rows, len(INDICATOR_COLUMNS))
    for row in range(rows):
        for column in range(len(INDICATOR_COLUMNS)):
            model.setItem(row, column, QStandardItem(f"{row}"))
    view = _Table()
    view.setModel(model)
    view.resize(900, 500)
    view.show()
    return view


def _window(folder: Path, forms: Sequence[Form]) -> _Window:
    desk = Desk(open_store(FilePlace(folder / FILE_NAME)))
    desk.add(forms)
    window = _Window(desk, window_jobs(lambda _files, _progress: []))
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
            _rest(application, time.perf_counter() + 0.1)
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
