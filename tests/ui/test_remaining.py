"""The time left: nothing too early, calm while it goes on, honest where the work gets slower."""

import pytest

from perfdesk.ui.remaining import Remaining, told


def run(steps: list[tuple[int, float]], total: int = 100) -> list[int | None]:
    remaining = Remaining()
    return [remaining.seconds(done, total, elapsed) for done, elapsed in steps]


def test_nothing_is_said_before_anybody_can_know() -> None:
    assert run([(0, 0.2), (0, 9.0), (1, 0.5)]) == [None, None, None]
    assert Remaining().seconds(0, 0, 5.0) is None


def test_even_work_counts_down_in_steps_and_never_up() -> None:
    found = run([(n, n * 0.3) for n in range(10, 101)])
    seconds = [second for second in found if second is not None]
    assert seconds[0] == 30
    assert seconds == sorted(seconds, reverse=True)
    assert set(seconds) <= set(range(5, 31, 5))
    assert seconds[-1] == 5


def test_one_slow_form_does_not_make_it_jump() -> None:
    found = run([(40, 12.0), (41, 14.0), (42, 14.3)])
    assert found == [20, 20, 20]


def test_work_that_gets_much_slower_is_told() -> None:
    found = run([(20, 2.0), *((20 + n, 2.0 + 3 * n) for n in range(1, 9))])
    assert found[0] == 10
    assert (found[-1] or 0) > 30


def test_time_passes_while_nothing_is_told() -> None:
    assert run([(50, 10.0), (50, 14.0), (50, 40.0)]) == [10, 10, 5]


def test_another_part_counted_anew_begins_anew() -> None:
    found = run([(99, 20.0), (1, 20.2), (2, 20.4), (11, 22.2)])
    assert found == [5, None, None, 20]
    found = run([(50, 200.0), (0, 200.1), (0, 201.0), (1, 201.1), (51, 206.1)])
    assert found == [200, None, None, None, 5]


def test_what_passes_before_the_first_part_is_done_does_not_count() -> None:
    found = run([(0, 0.5), (0, 7.0), (1, 7.1), (2, 7.2), (31, 9.1), (51, 10.1)])
    assert found == [None, None, None, None, 10, 10]


def test_a_slow_first_part_is_no_measure_of_the_others() -> None:
    found = run([(0, 9.9), (2, 10.0), (2, 19.0), (4, 20.0), (6, 30.0)])
    assert found[:3] == [None, None, None]
    assert (found[3] or 0) > 400


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (None, ""),
        (5, "还剩约 5 秒"),
        (85, "还剩约 85 秒"),
        (90, "还剩约 2 分钟"),
        (600, "还剩约 10 分钟"),
    ],
)
def test_it_is_told_in_seconds_or_minutes(seconds: int | None, sentence: str) -> None:
    assert told(seconds) == sentence
