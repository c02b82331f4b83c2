"""Which backups stay, whatever the clock says."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.store.thinning import DAYS, MONTHS, NEWEST, WEEKS, kept

START = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


class Entry(NamedTuple):
    number: int
    when: datetime


def entries(*moments: datetime) -> list[Entry]:
    """Backups made at these moments, counted from 1."""
    return [Entry(number, when) for number, when in enumerate(moments, start=1)]


# Clocks that stand still, jump 20 years or run backwards: any moment may follow any other.
CLOCKS = st.lists(
    st.builds(
        lambda year, minutes: START.replace(year=year) + timedelta(minutes=minutes),
        st.sampled_from([2006, 2025, 2026, 2046]),
        st.one_of(st.integers(0, 300), st.integers(0, 60 * 24 * 400)),
    ),
    max_size=120,
)


def survivors(moments: list[datetime], every: int = 1) -> list[Entry]:
    """What is left when the backups come one by one and are thinned after each `every`-th."""
    left: list[Entry] = []
    for entry in entries(*moments):
        left.append(entry)
        if entry.number % every == 0:
            keep = kept(left)
            left = [one for one in left if one.number in keep]
    return left


def test_nothing_is_kept_of_nothing() -> None:
    assert kept([]) == set()


def test_five_of_one_day_stay_and_the_sixth_is_too_much() -> None:
    hours = [START + timedelta(hours=hour) for hour in range(6)]
    assert kept(entries(*hours[:5])) == {1, 2, 3, 4, 5}
    assert kept(entries(*hours)) == {2, 3, 4, 5, 6}


def test_the_last_of_each_day_stays_for_fourteen_days() -> None:
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    days = [noon - timedelta(days=29 - day) for day in range(30)]
    twice = [moment + timedelta(hours=hour) for moment in days for hour in (0, 1)]
    assert {number for number in kept(entries(*twice)) if number > 60 - 2 * DAYS} == {
        *(57, 59),  # among the newest five
        *range(60 - 2 * DAYS + 2, 61, 2),
    }


def test_weeks_and_months_reach_further_back() -> None:
    # One backup a day for ten years.
    days = [START + timedelta(days=day) for day in range(3650)]
    keep = kept(entries(*days))
    dates = [days[number - 1] for number in sorted(keep)]
    assert len({(when.year, when.month) for when in dates}) == MONTHS
    assert len({when.isocalendar()[:2] for when in dates[-DAYS - WEEKS :]}) >= WEEKS
    assert dates[0] == datetime(2033, 12, 31, 9, 30, tzinfo=UTC)


def test_weeks_are_those_of_iso_also_at_new_year() -> None:
    # 2025-12-30 lies in week 1 of 2026; week 1 of 2025 is another one. 16 days push the days out.
    days = [datetime(2025, *day, tzinfo=UTC) for day in ((1, 1), (1, 2), (1, 20), (12, 30))]
    later = [datetime(2026, 1, 5 + day, tzinfo=UTC) for day in range(16)]
    keep = kept(entries(*days, *later))
    assert 1 not in keep
    assert {2, 3, 4} <= keep


def test_a_clock_twenty_years_back_loses_nothing_of_before() -> None:
    days = [START + timedelta(days=day) for day in range(10)]
    back = [START.replace(year=2006) + timedelta(minutes=minute) for minute in range(50)]
    keep = kept(entries(*days, *back))
    assert set(range(1, 11)) <= keep
    assert set(range(56, 61)) <= keep


def test_a_clock_twenty_years_ahead_loses_nothing_of_after() -> None:
    ahead = [START.replace(year=2046) + timedelta(days=day) for day in range(3)]
    days = [START + timedelta(days=day) for day in range(10)]
    assert kept(entries(*ahead, *days)) == set(range(1, 14))


@given(CLOCKS)
def test_the_newest_five_always_stay(moments: list[datetime]) -> None:
    numbers = range(1, len(moments) + 1)
    assert set(numbers[-NEWEST:]) <= kept(entries(*moments))


@given(CLOCKS)
def test_thinning_twice_is_thinning_once(moments: list[datetime]) -> None:
    all_of_them = entries(*moments)
    once = kept(all_of_them)
    assert kept([entry for entry in all_of_them if entry.number in once]) == once


@given(CLOCKS, st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(moments: list[datetime], shuffler: Random) -> None:
    mixed = entries(*moments)
    shuffler.shuffle(mixed)
    assert kept(mixed) == kept(entries(*moments))


@given(CLOCKS, st.integers(1, 7))
def test_one_more_backup_removes_none_of_the_newest_five(
    moments: list[datetime], every: int
) -> None:
    before = {entry.number for entry in survivors(moments, every)}
    after = {entry.number for entry in survivors([*moments, START], every)}
    assert set(sorted(before)[-NEWEST + 1 :]) <= after


@given(CLOCKS, st.integers(1, 7))
def test_thinning_often_keeps_what_thinning_once_keeps(moments: list[datetime], every: int) -> None:
    """What the rule keeps at the end was never lost on the way, wherever the clock jumped."""
    assert kept(entries(*moments)) == kept(survivors(moments, every))


@given(CLOCKS)
def test_each_of_the_last_days_weeks_and_months_is_there(moments: list[datetime]) -> None:
    left = survivors(moments)
    newest_first = list(reversed(moments))
    for most, period in (
        (DAYS, lambda when: when.date()),
        (WEEKS, lambda when: when.isocalendar()[:2]),
        (MONTHS, lambda when: (when.year, when.month)),
    ):
        last = list(dict.fromkeys(period(when) for when in newest_first))[:most]
        assert set(last) <= {period(entry.when) for entry in left}


@given(CLOCKS)
def test_the_number_of_files_has_a_bound(moments: list[datetime]) -> None:
    assert len(survivors(moments)) <= NEWEST + DAYS + WEEKS + MONTHS
