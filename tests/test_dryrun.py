"""What an import would do, decided without a window: sorts, what is wanted, what waits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.arrivals import Arrival
from perfdesk.core.cells import with_text
from perfdesk.core.form import Form
from perfdesk.desk import Desk
from perfdesk.dryrun import HEAD, DryRun, Line, Sort
from perfdesk.store.importing import WRITABLE, Planned
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from tests.support.forms import clean_form

STORED = clean_form(project_name="甲")
TARGET, SCORE = "indicators[0].target", "indicators[0].score"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(open_store(FilePlace(tmp_path / "perfdesk.db")))
    desk.add([STORED])
    yield desk
    desk.close()


def arrival(form: Form, *questions: str, file: str = "a.xlsx", proposed: bool = False) -> Arrival:
    return Arrival(file, form, questions=questions, proposed=proposed)


def run_of(desk: Desk, *arrivals: Arrival) -> DryRun:
    run = DryRun(arrivals)
    run.plan(desk.plan)
    return run


def line_of(desk: Desk, one: Arrival) -> Line:
    [line] = run_of(desk, one).lines
    return line


def stored(desk: Desk) -> Form:
    [item] = desk.forms()
    return desk.store.load(item.id).form


def test_a_sound_new_form_goes_in(desk: Desk) -> None:
    line = line_of(desk, arrival(clean_form(project_name="乙")))
    assert (line.sort, line.goes_in, line.remarks) == (Sort.NEW, True, ())


def test_a_questionable_one_waits_with_its_questions(desk: Desk) -> None:
    run = run_of(desk, arrival(clean_form(project_name="乙"), "没有写明年度，请补填。"))
    [line] = run.lines
    assert (line.sort, line.goes_in) == (Sort.QUESTION, False)
    assert line.remarks == ("没有写明年度，请补填。",)
    assert run.left == [line.arrival]
    line.wanted = True
    assert (run.wanted, run.left) == ([line], [])


def test_what_is_known_already_needs_nothing(desk: Desk) -> None:
    run = run_of(desk, arrival(STORED))
    assert (run.lines[0].sort, run.lines[0].verdict) == (Sort.SAME, "相同")
    assert (run.wanted, run.left) == ([], [])


def test_a_refused_file_says_why_and_waits(desk: Desk) -> None:
    run = run_of(desk, Arrival("b.xlsx", None, "文件不完整。"))
    [line] = run.lines
    assert (line.sort, line.remarks, line.goes_in) == (Sort.UNREADABLE, ("文件不完整。",), False)
    assert len(run.left) == 1


def test_another_identity_under_the_same_name_is_asked_about(desk: Desk) -> None:
    line = line_of(desk, arrival(replace(STORED, id="别的")))
    assert (line.sort, line.goes_in) == (Sort.NAMESAKE, False)
    assert "会有两张" in line.remarks[0]


def test_a_changed_form_takes_results_and_keeps_the_target(desk: Desk) -> None:
    changed = with_text(with_text(STORED, SCORE, "1"), TARGET, "≥99")
    line = line_of(desk, arrival(changed))
    assert (line.sort, line.verdict, line.taken) == (Sort.CHANGED, "有改动 2 处", {SCORE})
    assert line.chosen is not None
    desk.take_in([line.chosen], WRITABLE)
    assert stored(desk) == with_text(stored(desk), SCORE, "1")
    assert stored(desk).indicators[0].target == STORED.indicators[0].target


def test_a_changed_form_of_which_nothing_is_taken_stays_out(desk: Desk) -> None:
    run = run_of(desk, arrival(with_text(STORED, SCORE, "1")))
    run.lines[0].taken = set()
    assert (run.wanted, len(run.left)) == ([], 1)


def test_planning_again_keeps_what_a_person_chose(desk: Desk) -> None:
    run = run_of(
        desk, arrival(with_text(STORED, SCORE, "1")), arrival(clean_form(project_name="乙"))
    )
    run.lines[0].taken, run.lines[1].wanted = set(), False
    run.plan(desk.plan)
    assert (run.lines[0].taken, run.lines[1].wanted) == (set(), False)


def test_another_difference_than_was_shown_is_chosen_anew(desk: Desk) -> None:
    run = run_of(desk, arrival(with_text(STORED, SCORE, "1")))
    run.lines[0].taken = set()
    desk.take_in(desk.plan([with_text(STORED, "supervisor", "刚改的")]), WRITABLE)
    run.plan(desk.plan)
    assert run.lines[0].taken == {SCORE, "supervisor"}


def test_amounts_in_another_unit_are_taken_whole_or_not_at_all(desk: Desk) -> None:
    other = replace(with_text(STORED, SCORE, "1"), template="shanghai-2022")
    line = line_of(desk, arrival(other))
    assert "金额单位不同" in line.remarks[0]
    assert line.taken == {choice.key for choice in line.differences}
    assert not line.wanted


def test_a_template_chosen_by_hand_is_compared_at_once(desk: Desk) -> None:
    run = run_of(desk, arrival(replace(STORED, template="shanghai-2022"), proposed=True))
    assert [line.sort for line in run.lines] == [Sort.CHANGED]
    run.use_template(run.lines[0], STORED.template, desk.plan)
    assert [line.sort for line in run.lines] == [Sort.SAME]


def test_dismissing_one_of_two_claimants_makes_the_other_clear(desk: Desk) -> None:
    first, second = with_text(STORED, SCORE, "1"), with_text(STORED, SCORE, "2")
    run = run_of(desk, arrival(first), arrival(second, file="b.xlsx"))
    assert [line.sort for line in run.lines] == [Sort.CHANGED, Sort.NAMESAKE]
    run.dismiss([run.lines[0]])
    run.plan(desk.plan)
    assert [line.sort for line in run.lines] == [Sort.CHANGED]


def test_of_several_namesakes_the_one_named_by_a_person_is_updated(desk: Desk) -> None:
    desk.add([STORED])
    run = run_of(desk, arrival(with_text(STORED, SCORE, "1")))
    [line] = run.lines
    assert (line.sort, line.identity, line.goes_in) == (Sort.NAMESAKE, None, False)
    assert line.remarks[-1] == "请选定它是库里的哪一张，或者作为新表。"
    assert line.planned is not None
    ids = [one.item.id for one in line.planned.rivals]
    assert sorted(ids) == sorted(item.id for item in desk.forms())
    run.identify(line, ids[1], desk.plan)
    assert (line.sort, line.identity, line.goes_in) == (Sort.CHANGED, ids[1], True)
    assert line.taken == {SCORE}


def test_a_person_may_say_that_a_namesake_is_a_new_form_after_all(desk: Desk) -> None:
    run = run_of(desk, arrival(with_text(STORED, SCORE, "1")))
    [line] = run.lines
    assert line.may_be_another
    run.identify(line, "", desk.plan)
    assert (line.identity, line.goes_in) == ("", True)
    assert "会有两张" in line.remarks[0]
    [known] = desk.forms()
    run.identify(line, known.id, desk.plan)
    assert (line.sort, line.identity) == (Sort.CHANGED, known.id)


def test_a_form_under_another_name_may_be_one_of_its_unit_and_year(desk: Desk) -> None:
    run = run_of(desk, arrival(with_text(STORED, "project_name", "甲项目")))
    [line] = run.lines
    assert (line.sort, line.identity) == (Sort.NEW, "")
    assert line.planned is not None
    [rival] = line.planned.rivals
    assert not rival.named_alike
    run.identify(line, rival.item.id, desk.plan)
    assert [choice.key for choice in line.differences] == ["project_name"]
    assert line.taken == set()


def test_two_files_for_one_form_can_be_told_apart(desk: Desk) -> None:
    first, second = with_text(STORED, SCORE, "1"), with_text(STORED, SCORE, "2")
    run = run_of(desk, arrival(first), arrival(second, file="b.xlsx"))
    assert run.lines[1].remarks[-1] == "请把其中一张移出列表，或者把这张作为新表。"
    run.identify(run.lines[1], "", desk.plan)
    assert [line.goes_in for line in run.lines] == [True, True]
    run.identify(run.lines[0], "", desk.plan)
    assert [line.identity for line in run.lines] == ["", ""]


def test_a_questionable_form_is_not_ticked_for_being_identified(desk: Desk) -> None:
    run = run_of(desk, arrival(with_text(STORED, SCORE, "1"), "没有写明年度，请补填。"))
    [item] = desk.forms()
    run.identify(run.lines[0], item.id, desk.plan)
    assert not run.lines[0].wanted


def test_what_a_person_identified_stays_so_in_the_tray(desk: Desk) -> None:
    desk.add([STORED])
    run = run_of(desk, arrival(with_text(STORED, SCORE, "1")))
    chosen = desk.forms()[0].id
    run.identify(run.lines[0], chosen, desk.plan)
    run.lines[0].wanted = False
    again = run_of(desk, *run.left)
    assert again.lines[0].identity == chosen


def test_what_cannot_be_read_or_is_the_same_asks_for_no_identity(desk: Desk) -> None:
    run = run_of(desk, arrival(STORED), Arrival("b.xlsx", None, "文件不完整。"))
    assert [line.may_be_another for line in run.lines] == [False, False]
    run.identify(run.lines[1], "", desk.plan)
    assert run.lines[1].form is None


def test_the_table_has_a_row_for_each_line(desk: Desk) -> None:
    run = run_of(desk, arrival(STORED), Arrival("b.xlsx", None, "文件不完整。"))
    head, same, bad = run.table()
    assert head == HEAD
    assert same[:4] == ("a.xlsx", "", "甲", str(STORED.year))
    assert bad == ("b.xlsx", *[""] * 5, "不能读", "", "文件不完整。")


def test_a_refused_line_is_never_planned() -> None:
    asked: list[Sequence[Form]] = []

    def planner(forms: Sequence[Form]) -> list[Planned]:
        asked.append(forms)
        return []

    DryRun([Arrival("b.xlsx", None, "坏")]).plan(planner)
    assert asked == [[]]
