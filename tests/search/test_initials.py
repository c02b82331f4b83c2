"""Initials and their patterns: every choice of readings is found, nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.search import readings
from perfdesk.search.initials import BREAK, basis, initials, pattern
from tests.search.answers import letters_of

# Characters with one and with several initials, so that short queries match often and miss often.
FEW = "长重行区女单广公共文化体育活动"
# The common block: over 20,000 characters.
KNOWN = [chr(code) for code in readings.first_letters() if 0x4E00 <= code <= 0x9FA5]
LETTERS = {character: letters_of(character) for character in FEW}


def matches(letters: str, text: str) -> bool:
    return re.search(pattern(letters), initials(text)) is not None


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("ggwhtyhd", "公共文化体育活动"),
        ("ggwhtyhd", "开展公共文化、\n体育 活动的经费"),
        ("xmzc", "项目（支出）"),
        ("xmzc", "“项目”支出"),
        ("czq", "长治区"),
        ("zzo", "长重区"),
        ("zxs", "执行数"),
        ("cs", "城市"),
        ("aer", "安二如"),
        ("n", "女"),
        ("l", "吕"),
        ("ppp2024nxm", "ＰＰＰ2024年项目"),
        ("m2", "㎡"),
    ],
)
def test_initials_are_found(letters: str, text: str) -> None:
    assert matches(letters, text)


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("ggwhhd", "公共文化体育活动"),
        ("xmzc", "项目。支出"),
        ("xmzc", "项目；支出"),
        ("xmzc", "项目! 支出"),
        ("xm", "项か目"),
        ("hx", "行"),
        ("zh", "执"),
        ("v", "女"),
        ("i", "一"),
        ("a", ""),
        ("z", "\ue000\ue123\uf8ff"),
    ],
)
def test_other_letters_are_not_found(letters: str, text: str) -> None:
    assert not matches(letters, text)


def test_what_reads_one_way_is_its_letter_and_else_one_symbol_stands_for_the_set() -> None:
    assert initials("公文 PPP 3.5") == "gwppp35"
    assert initials("单。") == initials("单") + BREAK
    assert len(initials("长重行区")) == 4
    assert initials("长") not in "abcdefghijklmnopqrstuvwxyz"
    alike = [character for character in KNOWN if initials(character) == initials("长")]
    assert {letters_of(character) for character in alike} == {"cz"}


def test_the_basis_changes_with_the_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    before = basis.__wrapped__()
    monkeypatch.setattr(readings, "checksum", lambda: "00000000")
    assert basis.__wrapped__() != before


@given(st.text())
def test_initials_hold_only_letters_digits_symbols_and_breaks(text: str) -> None:
    assert re.fullmatch("[a-z0-9\n\ue000-\uf8ff]*", initials(text))


@given(st.text(), st.text())
def test_the_parts_of_a_text_have_the_initials_of_the_whole(start: str, end: str) -> None:
    assert initials(start) + initials(end) == initials(start + end)


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789"))
def test_a_pattern_is_made_of_literals_and_plain_classes(letters: str) -> None:
    assert re.fullmatch("(?:[a-z0-9]|\\[[a-z][\ue000-\uf8ff]+\\])*", pattern(letters))


@given(st.data(), st.text(), st.text())
def test_any_choice_of_one_reading_per_character_is_found(
    data: st.DataObject, before: str, after: str
) -> None:
    text = data.draw(st.text(KNOWN, min_size=1, max_size=12))
    chosen = [data.draw(st.sampled_from(letters_of(character))) for character in text]
    assert matches("".join(chosen), before + text + after)


@given(st.text(FEW, max_size=8), st.text("czthxoqngdsyabw", min_size=1, max_size=3))
def test_letters_are_found_exactly_where_some_choice_of_readings_spells_them(
    text: str, letters: str
) -> None:
    spelled = any(
        all(letter in LETTERS[sign] for letter, sign in zip(letters, text[start:], strict=False))
        for start in range(len(text) - len(letters) + 1)
    )
    assert matches(letters, text) == spelled
