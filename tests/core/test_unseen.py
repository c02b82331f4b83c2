"""What prints nothing is named where a sentence repeats it."""

import pytest

from perfdesk.core.unseen import unseen_named


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("12 万\n元　𠮷", "12 万\n元　𠮷"),
        ("\x00\x01", "（看不见的字符）"),
        ("1\u200b\ufeff2\x7f", "1（看不见的字符）2（看不见的字符）"),
        ("\ud800", "（看不见的字符）"),
    ],
)
def test_each_run_of_characters_that_print_nothing_has_a_name(text: str, told: str) -> None:
    assert unseen_named(text) == told
