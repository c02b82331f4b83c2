"""Whatever a person does in whatever order: the store holds what the window shows, step by step."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from perfdesk.core.cells import UnknownCell
from perfdesk.core.change import Change
from perfdesk.core.edits import (
    Become,
    DeleteIndicators,
    Edit,
    InsertIndicators,
    MoveIndicators,
    SetCell,
    SetCells,
    set_group,
)
from perfdesk.core.form import Form, Indicator
from perfdesk.core.state import MOVES, State
from perfdesk.store.importing import Verdict, carry_out, plan
from perfdesk.store.keeping import Keeper
from perfdesk.store.listing import Wanted
from perfdesk.store.place import FilePlace
from tests.support.forms import clean_form
from tests.support.stores import Stores, kept

START = replace(clean_form(), id="the-form")
ROWS = st.integers(0, 4)
TEXTS = st.sampled_from(["", "5", "1.2.3", "１２", "达成", "≥10个", "𠮷\n'", "长" * 500])
CELLS = st.sampled_from(
    [f"indicators[{row}].{key}" for row in range(3) for key in ("level1", "actual", "score")]
    + ["funding.total.executed", "goal_actual", "unit", "extra.a.b", "extra.乙", "signature.phone"]
)
YEARS = st.sampled_from(["", "2024", "２０２５"])
NEW_ROWS = st.lists(st.builds(Indicator, level3=TEXTS), min_size=1, max_size=3).map(tuple)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetCell, CELLS, TEXTS),
    st.builds(SetCell, st.just("year"), YEARS),
    st.builds(SetCells, st.lists(st.tuples(CELLS, TEXTS), min_size=2, max_size=6).map(tuple)),
    st.builds(InsertIndicators, ROWS, NEW_ROWS),
    st.builds(DeleteIndicators, st.lists(ROWS, max_size=2).map(tuple)),
    st.builds(MoveIndicators, st.lists(ROWS, max_size=2).map(tuple), ROWS),
)


class Machine(RuleBasedStateMachine):
    """One form in a window; `forms` is what memory had after each version."""

    @initialize()
    def open_store(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="perfdesk-machine-"))
        self.stores = Stores(FilePlace(self.folder / "perfdesk.db"))
        self.store = self.stores.open()
        self.store.add(START)
        self.forms: list[tuple[Form, State]] = []
        self.removed = False
        self.show()

    def show(self) -> None:
        """Takes the form into a window, as after opening it."""
        self.keeper: Keeper = kept(self.store, START.id)
        self.first = self.keeper.document.form
        self.hear(None)

    def hear(self, change: Change | None) -> None:
        """Remembers what memory has after each step."""
        document = self.keeper.document
        if change is None:
            document.listen(self.hear)
        if self.keeper.version > len(self.forms):
            self.forms.append((document.form, document.state))

    @property
    def is_open(self) -> bool:
        return not self.removed and not self.keeper.document.closed_because

    @precondition(lambda self: self.is_open)
    @rule(edit=EDITS)
    def edit(self, edit: Edit) -> None:
        with suppress(UnknownCell):
            self.keeper.document.apply(edit)

    @precondition(lambda self: self.is_open)
    @rule(row=ROWS, text=TEXTS)
    def rename_group(self, row: int, text: str) -> None:
        rows = self.keeper.document.form.indicators
        if row < len(rows):
            self.keeper.document.apply(set_group(rows, row, "level1", text))

    @precondition(lambda self: self.is_open)
    @rule()
    def undo(self) -> None:
        self.keeper.document.undo()

    @precondition(lambda self: self.is_open)
    @rule()
    def redo(self) -> None:
        self.keeper.document.redo()

    @precondition(lambda self: not self.removed)
    @rule(choice=st.integers(0, 1))
    def move(self, choice: int) -> None:
        states = MOVES[self.keeper.document.state]
        self.keeper.document.move_to(states[choice % len(states)], "发现填错")

    @precondition(lambda self: self.is_open and len(self.forms) > 1)
    @rule(data=st.data())
    def return_to_an_earlier_version(self, data: st.DataObject) -> None:
        version = data.draw(st.integers(1, len(self.forms)))
        earlier = self.store.form_at(START.id, version)
        assert earlier == self.forms[version - 1][0]
        self.keeper.document.apply(Become(earlier, f"恢复到第 {version} 步"))

    @precondition(lambda self: self.is_open)
    @rule(text=TEXTS)
    def import_a_changed_form(self, text: str) -> None:
        form = replace(self.keeper.document.form, goal_expected=text)
        planned = plan(self.store, [form])
        if carry_out(self.store, planned, {Verdict.CHANGED}).ids:
            self.removed = False
            self.take_over()

    @rule()
    def remove_or_bring_back(self) -> None:
        act = self.store.bring_back if self.removed else self.store.remove
        act(START.id)
        self.removed = not self.removed
        self.take_over()

    def take_over(self) -> None:
        assert self.keeper.look_again()
        self.first = self.keeper.document.form

    @rule()
    def open_again(self) -> None:
        self.stores.close()
        self.store = self.stores.open()
        self.show()

    @invariant()
    def the_store_holds_what_is_shown(self) -> None:
        document = self.keeper.document
        stored = self.store.load(START.id)
        assert self.keeper.saved, self.keeper.trouble
        assert (stored.form, stored.state) == (document.form, document.state)
        assert (stored.version, stored.removed) == (len(self.forms), self.removed)

    @invariant()
    def the_history_replays_to_it(self) -> None:
        history = self.store.history(START.id)
        replayed = [(step.form, step.state_after) for step in history]
        assert replayed == self.forms
        assert [step.version for step in history] == list(range(1, len(history) + 1))
        assert all(all(step.sentences) for step in history)
        reopened = (step for step in history if step.state_before.closed_because)
        assert all(step.reason for step in reopened if not step.state_after.closed_because)

    @invariant()
    def the_list_agrees(self) -> None:
        (item,) = self.store.forms(Wanted(removed=self.removed))
        document = self.keeper.document
        assert (item.version, item.state) == (self.keeper.version, document.state)
        assert (item.unit, item.year) == (document.form.unit, document.form.year)

    def teardown(self) -> None:
        """At the end undo leads to the state in which the window took the form."""
        if self.removed:
            self.store.bring_back(START.id)
            self.take_over()
        if self.keeper.document.closed_because:
            self.keeper.document.move_to(State.DRAFT, "退回")
        while self.keeper.document.undo():
            pass
        assert self.keeper.document.form == self.first
        assert self.store.load(START.id).form == self.first
        assert self.store.form_at(START.id, 1) == START
        self.stores.close()
        shutil.rmtree(self.folder)


def test_any_sequence_of_steps_keeps_store_and_window_one() -> None:
    chosen = settings(max_examples=12, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(Machine, settings=chosen)
