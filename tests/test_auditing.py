"""Forms audited together with those beside them, and the report of it as a file."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.auditing import check_beside, report_on
from perfdesk.core.checks import check_form
from perfdesk.core.form import Form
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from tests.support.forms import clean_form
from tests.support.pdftext import pages

LAST_YEAR = replace(clean_form(year="2023"), id="b")
#: 10 000 times last year's: most likely another unit of money.
GROWN = replace(
    clean_form(
        **{
            f"funding__{row}__{key}": str(number * 10_000)
            for row, amounts in {
                "total": (12, 10, 9),
                "fiscal": (8, 7, 6),
                "other": (4, 3, 3),
            }.items()
            for key, number in zip(("initial", "adjusted", "executed"), amounts, strict=True)
        }
    ),
    id="a",
)


def test_forms_are_compared_with_those_beside_them_who_are_not_reported() -> None:
    [alone] = check_beside([GROWN], [], {})
    [beside] = check_beside([GROWN], [LAST_YEAR, Form("mars")], {})
    assert isinstance(alone, tuple)
    assert isinstance(beside, tuple)
    assert alone == check_form(GROWN, library().get(GROWN.template))
    more = beside[len(alone) :]
    assert "15-year" in {one.rule for one in more}


def test_the_final_accounts_are_compared_with_the_sum() -> None:
    key = (GROWN.unit, 2024)
    same, other = (
        check_beside([GROWN], [], {key: figure})[0] for figure in (Decimal(900_000_000), Decimal(1))
    )
    assert isinstance(same, tuple)
    assert isinstance(other, tuple)
    assert len(other) == len(same) + 1


def test_a_form_without_a_template_says_so_and_the_others_are_checked() -> None:
    steps: list[tuple[int, int]] = []
    unknown, known = check_beside(
        [Form("mars"), GROWN], [LAST_YEAR], {}, lambda *step: steps.append(step)
    )
    assert "没有模板“mars”" in str(unknown)
    assert known == check_beside([GROWN], [LAST_YEAR], {})[0]
    assert steps == [(1, 2), (2, 2)]


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_the_report_is_written_and_says_what_is_not_in_it(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"报告{ending}"
    forms = [GROWN, Form("mars", project_name="火星培训"), Form("mars")]
    left = report_on(forms, [LAST_YEAR], {}, target, "2026-11-21")
    assert len(left) == 2
    assert left[0].startswith("“火星培训”没有写进报告：没有模板“mars”")
    assert left[1].startswith("“未命名”没有写进报告：")
    assert target.stat().st_size > 1000


def test_the_report_bears_the_date_and_the_sentences(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    report_on([clean_form(indicators_1__score="99")], [], {}, target, "2026-11-21")
    text = "".join(glyph.char for page in pages(target) for glyph in page)
    assert "2026-11-21" in text
    assert "超过分值" in text


class Stopped(Exception):
    """What a person who cancels raises in the progress."""


def test_the_report_tells_of_the_checks_too_and_stops_there(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    target = tmp_path / "a.pdf"
    report_on([GROWN, LAST_YEAR], [], {}, target, "", lambda *step: steps.append(step))
    assert steps == [(1, 2), (2, 2), (0, 1), (1, 1)]

    def stop(_done: int, total: int) -> None:
        if total == 2:
            raise Stopped

    with pytest.raises(Stopped):
        report_on([GROWN, LAST_YEAR], [], {}, tmp_path / "b.pdf", "", stop)
    assert list(tmp_path.iterdir()) == [target]


def test_a_report_on_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有模板“mars”"):
        report_on([Form("mars")], [], {}, tmp_path / "a.pdf", "")
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_repeats_one_beside_it_says_so() -> None:
    again = replace(GROWN, id="c")
    [alone] = check_beside([GROWN], [], {})
    [found] = check_beside([again], [GROWN], {})
    assert isinstance(alone, tuple)
    assert isinstance(found, tuple)
    assert [one.rule for one in found[len(alone) :]] == ["60"]


def test_the_sum_with_forms_beside_is_told_on_a_form_that_was_asked_for() -> None:
    other = replace(GROWN, id="c", project_name="别的项目", goal_expected="", goal_actual="")
    key = (GROWN.unit, 2024)
    [alone] = check_beside([GROWN], [other], {key: Decimal(1_800_000_000)})
    [found] = check_beside([GROWN], [other], {key: Decimal(900_000_000)})
    assert isinstance(alone, tuple)
    assert isinstance(found, tuple)
    assert [one.rule for one in found if one not in alone] == ["60-accounts"]
    assert check_beside([LAST_YEAR], [GROWN], {key: Decimal(1)}) == check_beside(
        [LAST_YEAR], [GROWN], {}
    )
