"""The list: in its order, filtered, and searched as the same words are searched in memory."""

from dataclasses import replace
from random import Random

import pytest

from perfdesk.core.form import Form, Indicator
from perfdesk.core.state import State
from perfdesk.sample import sample_forms
from perfdesk.search.query import Haystack, Query
from perfdesk.store.listing import Findings, Wanted
from perfdesk.store.store import Store
from tests.support.forms import clean_form
from tests.support.sound import sound_form
from tests.support.stores import kept

NAMES = ("职工培训", "重庆长江大桥", "COVID-19 防疫", "50%_补贴", "银行贷款", "Ａ座空调", "曾用名'")
UNITS = ("区总工会", "乐清市/局", "重大办\\一科", "朝阳区教育局", "")
INDICATORS = ("培训人数", "率≥90%", "完成率", "行车里程", "É́tude", "15.5 万", "长\n度", "的地得")
WORDS = (
    *("cq", "CQ", "zc", "培训", "50%", "_", "%", "/", "\\", "'", "19", "covid", "a座", "é", "hd"),
    *("yh hd", "15", "w", "长度", "cd", "职工 区总", "不存在", "　", "zgpx", "cy", "率", "b[c"),
)


def invented(random: Random, number: int) -> Form:
    rows = [Indicator(level3=random.choice(INDICATORS)) for _ in range(random.randrange(4))]
    return Form(
        random.choice(("shanghai-district-2024", "gone")),
        f"{random.choice(NAMES)}{number if random.random() < 0.3 else ''}",
        year=random.choice((None, 2023, 2024)),
        id=f"form-{number}",
        unit=random.choice(UNITS),
        supervisor=random.choice(UNITS),
        indicators=tuple(rows),
    )


def searched(form: Form) -> Haystack:
    rows = [row.level3 for row in form.indicators]
    return Haystack.of(
        text for text in (form.project_name, form.unit, form.supervisor, *rows) if text
    )


def ids(store: Store, wanted: Wanted) -> list[str]:
    return [item.id for item in store.forms(wanted)]


def test_the_database_finds_what_memory_finds(store: Store) -> None:
    random = Random(7)
    forms = [invented(random, number) for number in range(300)]
    store.add_all(forms)
    hays = {form.id: searched(form) for form in forms}
    assert set(ids(store, Wanted())) == set(hays)
    found = 0
    for word in WORDS:
        expected = {key for key, hay in hays.items() if Query.parse(word).finds(hay)}
        assert set(ids(store, Wanted(text=word))) == expected, word
        found += len(expected)
    assert found > 1000


@pytest.fixture
def five(store: Store) -> Store:
    """Forms a–e; b is without a year, c is checked, d has an error, e is removed."""
    store.add_all(
        replace(form, id=key, project_name=key)
        for key, form in {
            "a": clean_form(),
            "b": clean_form(year="", unit="乙局"),
            "c": clean_form(year="2025", indicators_0__score="50"),
            "d": clean_form(indicators_0__score="99"),
            "e": clean_form(),
        }.items()
    )
    kept(store, "c").document.move_to(State.CHECKED)
    store.remove("e")
    return store


FILTERS = [
    (Wanted(), "cadb"),
    (Wanted(year=2024), "ad"),
    (Wanted(year=2025), "c"),
    (Wanted(year=1999), ""),
    (Wanted(year=0), "b"),
    (Wanted(unit="乙局"), "b"),
    (Wanted(unit="没有的局"), ""),
    (Wanted(state=State.CHECKED), "c"),
    (Wanted(state=State.DRAFT), "adb"),
    (Wanted(grade="优"), "cd"),
    (Wanted(grade="良"), "ab"),
    (Wanted(findings=Findings.ERRORS), "db"),
    (Wanted(removed=True), "e"),
    (Wanted(removed=True, year=2025), ""),
    (Wanted(text="yj"), "b"),
    (Wanted(text="培训", year=2024, state=State.DRAFT, grade="良"), "a"),
]


def test_filters_and_words_are_joined(five: Store) -> None:
    found = [(wanted, "".join(ids(five, wanted))) for wanted, _ in FILTERS]
    assert found == FILTERS


def test_every_form_has_some_findings_or_none(five: Store) -> None:
    some, none = (set(ids(five, Wanted(findings=kind))) for kind in (Findings.SOME, Findings.NONE))
    assert some | none == set("abcd")
    assert not some & none
    assert "d" in some
    counts = {item.id: item.findings for item in five.forms()}
    assert {key for key, count in counts.items() if count} == some


def test_a_form_that_nobody_can_check_is_neither_clean_nor_wrong(store: Store) -> None:
    clean, gone = store.add_all([sound_form(), replace(clean_form(), template="gone")])
    assert clean.form.id in ids(store, Wanted())
    assert ids(store, Wanted(findings=Findings.NONE)) == [clean.form.id]
    for kind in (Findings.SOME, Findings.ERRORS):
        assert gone.form.id not in ids(store, Wanted(findings=kind))


def test_years_are_newest_first_and_none_comes_last(store: Store) -> None:
    years = (2023, None, 2025, -1, 0, 2023, 99999)
    store.add_all(replace(clean_form(), year=year) for year in years)
    assert store.years() == [99999, 2025, 2023, -1, None]
    assert [item.year for item in store.forms(Wanted(year=0))] == [0, None]
    assert sum(len(store.forms(Wanted(year=year or 0))) for year in store.years()) == len(years)


def test_years_and_units_without_forms_are_not_offered(store: Store) -> None:
    only = store.add(clean_form(unit="独一局", year="2020"))
    store.add(clean_form())
    assert (store.years(), store.units()) == ([2024, 2020], ["独一局", "区总工会本级"])
    store.remove(only.form.id)
    assert (store.years(), store.units()) == ([2024], ["区总工会本级"])


def test_a_line_shows_what_the_form_is(store: Store) -> None:
    stored = store.add(sample_forms()[0])
    (item,) = store.forms()
    form = stored.form
    assert (item.id, item.version, item.state) == (form.id, 1, State.DRAFT)
    assert (item.year, item.unit, item.project_name) == (form.year, form.unit, form.project_name)
    assert item.total
    assert item.grade


@pytest.mark.parametrize("text", ["a" * 100_000, "（" * 5000, "(?:[", "%" * 99, "_", "'", '"'])
def test_what_no_form_holds_finds_none_however_odd_it_is(store: Store, text: str) -> None:
    store.add_all([clean_form(), clean_form()])
    assert ids(store, Wanted(text=text)) == []


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\x00\ud800"])
def test_what_is_no_character_asks_for_nothing(store: Store, text: str) -> None:
    store.add_all([clean_form(), clean_form()])
    assert len(ids(store, Wanted(text=text))) == 2
    assert len(ids(store, Wanted(text=f"培训{text}"))) == 2
    assert ids(store, Wanted(text=f"没有{text}")) == []


def test_a_year_that_no_database_knows_has_no_forms(store: Store) -> None:
    store.add(clean_form())
    assert ids(store, Wanted(year=9999)) == []
