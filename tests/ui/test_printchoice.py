"""What is remembered of a print, and what never is."""

import json

import pytest

from perfdesk.ui.printchoice import PrintChoice, remembered


def test_what_is_kept_comes_back() -> None:
    choice = PrintChoice("HP", signature=False, font="仿宋", collate=False)
    assert remembered(json.loads(json.dumps(choice.kept))) == choice


def test_copies_template_and_watermark_are_for_once() -> None:
    assert remembered(PrintChoice(draft=True, copies=9, template="x").kept) == PrintChoice()


@pytest.mark.parametrize(
    "table",
    [
        {},
        {
            "printer": 3,
            "draft": True,
            "collate": "ja",
            "signature": 1,
            "font": None,
            "copies": 7,
            "other": True,
        },
    ],
)
def test_nonsense_is_as_nothing(table: dict[str, object]) -> None:
    assert remembered(table) == PrintChoice()
