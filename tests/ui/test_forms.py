"""The model of the list: lines by id, live where a form is open, changes announced run by run."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from perfdesk.core.document import Document
from perfdesk.core.edits import SetCell, SetCells
from perfdesk.core.state import State
from perfdesk.store.records import Listed
from perfdesk.ui.forms import LINE_ROLE, FormLine, FormsModel, Standing, form_line
from tests.ui.conftest import filled, make_document, make_form

pytestmark = pytest.mark.usefixtures("qapp")


def listed(form_id: str, name: str = "职工培训", **changes: Any) -> Listed:
    """A line of the store's list."""
    line = Listed(
        id=form_id,
        version=1,
        state=State.DRAFT,
        year=2024,
        unit="区总工会本级",
        project_name=name,
        template="shanghai-district-2024",
        total="95.00",
        rate="50.00",
        grade="优",
        errors=0,
        warnings=0,
        hints=0,
    )
    return replace(line, **changes)


def model_of(*lines: Listed, opened: Callable[[str], Document | None] | None = None) -> FormsModel:
    """A model watched by Qt's tester, which sees every signal from here on."""
    model = FormsModel(opened or (lambda _form_id: None))
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, fatal, model)
    model.show(lines)
    return model


def test_a_line_shows_what_was_listed() -> None:
    model = model_of(
        listed("a", errors=1, warnings=2, hints=4, state=State.REPORTED), listed("b", "  ")
    )
    assert [model.index(row).data() for row in range(2)] == ["职工培训", "未命名"]
    line = model.index(0).data(LINE_ROLE)
    assert isinstance(line, FormLine)
    assert (line.total, line.grade, line.standing) == ("95.00", "优", Standing.BEST)
    assert (line.findings, line.errors, line.state) == (3, 1, State.REPORTED)
    assert line.spoken == "职工培训，总分 95.00，等级 优，已上报，审核发现 3 条"
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == line.spoken


def test_a_form_whose_template_is_gone_is_listed_all_the_same() -> None:
    line = model_of(listed("a", template="nowhere", total="", grade="")).line(0)
    assert (line.template, line.total, line.grade) == ("nowhere", "–", "–")
    assert line.standing is Standing.NONE


def test_forms_of_several_years_tell_theirs(store_file: Path) -> None:
    model = model_of(listed("a"), listed("b", year=2023), listed("c", year=None))
    template = model.line(2).below
    assert [model.line(row).below for row in range(2)] == [
        template,
        f"2023 年度 · {template}",
    ]
    assert "2024" in template
    assert "，2023 年度，" in model.line(1).spoken
    model.show([listed("b", year=2023)])
    assert model.line(0).below == template
    desk = filled(store_file, [make_form(), make_form(year=2023)])
    opened = {"id-1": desk.document("id-1")}
    model = model_of(*desk.forms(), opened=opened.get)
    assert model.line(model.row_of("id-1")).year == "2024"
    desk.close()


def test_the_lines_of_store_and_document_say_the_same(store_file: Path) -> None:
    desk = filled(store_file, [make_form()])
    [stored] = desk.forms()
    from_store = model_of(stored).line(0)
    assert from_store == form_line(desk.document("id-1"))
    desk.close()


def test_an_open_form_is_shown_live_and_tells_only_what_it_shows(qtbot: QtBot) -> None:
    document = make_document()
    model = model_of(listed("a", total="1.00"), opened={"a": document}.get)
    heard: list[int] = []
    model.dataChanged.connect(lambda first: heard.append(first.row()))
    assert model.line(0).total == "95.00"
    document.apply(SetCell("supervisor", "某局"))
    model.refresh("a")
    qtbot.waitUntil(lambda: not model.timer.isActive())
    assert heard == []
    document.apply(SetCells(tuple((f"indicators[{n}].score", "0") for n in range(3))))
    model.refresh("a")
    model.refresh("unknown")
    assert (heard, model.line(0).standing) == ([], Standing.LOWEST)
    qtbot.waitUntil(lambda: not model.timer.isActive())
    assert heard == [0]
    document.apply(SetCell("indicators[0].actual", ""))
    document.apply(SetCell("indicators[0].score", ""))
    model.refresh("a")
    qtbot.waitUntil(lambda: not model.timer.isActive())
    assert (model.line(0).grade, model.line(0).standing) == ("–", Standing.NONE)


def test_rows_keep_their_place_in_views_while_others_come_and_go() -> None:
    model = model_of(*map(listed, "abcdef"))
    kept = QPersistentModelIndex(model.index(3))
    heard: list[tuple[str, int, int]] = []
    model.rowsRemoved.connect(lambda _p, a, b: heard.append(("out", a, b)))
    model.rowsInserted.connect(lambda _p, a, b: heard.append(("in", a, b)))
    model.modelReset.connect(lambda: heard.append(("reset", 0, 0)))
    model.show([listed(name) for name in "dxyz"])
    assert heard == [("out", 4, 5), ("out", 0, 2), ("in", 1, 3)]
    assert (model.ids, kept.row(), model.row_of("z")) == (list("dxyz"), 0, 3)
    assert (model.row_of("a"), model.id_at(9), model.id_at(-1)) == (-1, "", "")


def test_in_another_order_every_form_stays_the_one_it_was() -> None:
    model = model_of(*map(listed, "abc"))
    QAbstractItemModelTester(model)
    kept = {name: QPersistentModelIndex(model.index(row, 0)) for row, name in enumerate("abc")}
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.show([listed(name) for name in "cab"])
    assert (model.ids, resets) == (list("cab"), [])
    assert {name: index.row() for name, index in kept.items()} == {"a": 1, "b": 2, "c": 0}


def test_another_order_with_other_forms_is_a_new_list() -> None:
    model = model_of(*map(listed, "abc"))
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.show([listed(name) for name in "dba"])
    assert (model.ids, len(resets)) == (list("dba"), 1)


def test_any_list_may_follow_any_other() -> None:
    dice = random.Random(3)
    model = model_of()
    names = [f"{number:03}" for number in range(300)]
    for _ in range(60):
        some = sorted(dice.sample(names, dice.choice((0, 1, 5, 290, 300))))
        model.show([listed(name, dice.choice("甲乙")) for name in some])
        assert model.ids == some
        assert model.rowCount() == len(some)
        assert all(model.row_of(name) == row for row, name in enumerate(some))
