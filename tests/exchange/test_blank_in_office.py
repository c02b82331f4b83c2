"""The workbook handed out as LibreOffice opens it: locks, dropdowns, hints, cells that turn red."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from perfdesk.core.blank import blank_form
from perfdesk.core.form import AMOUNT_KEYS, LEVEL_KEYS, PART_KEYS, Form
from perfdesk.core.template import Template
from perfdesk.files.templates import library
from perfdesk.report.blankgrid import ROOM
from perfdesk.service import hand_out
from tests.exchange.hands import Hands
from tests.exchange.office import Coloured, coloured_by_office
from tests.support.forms import clean_form
from tests.support.officeapi import Filling, filled_by_office, seen_by_office

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow, pytest.mark.timeout(300)]

RED, WAITING = "#FFC7CE", "#FFF9E0"
COMPUTED = ("title", "funding_total_rate", "funding_total_score", "total_weight", "total_score")

Seen = tuple[Hands, dict[str, Any]]


def given(template: Template) -> Form:
    return replace(blank_form(template), id="known", year=2025)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Seen]:
    """A template's blank workbook, and what LibreOffice knows of it."""

    @cache
    def look(template_id: str) -> Seen:
        folder = tmp_path_factory.mktemp("seen")
        book = folder / "out.xlsx"
        hand_out([given(library().get(template_id))], book)
        return Hands(book), seen_by_office(book)

    return look


def indicators(hands: Hands, template: Template, key: str) -> list[str]:
    """The cells of an indicator column, from the first row to the last there is room for."""
    if key not in template.column_labels():
        return []
    return [hands.indicator(row, key).coordinate for row in range(ROOM)]


def inputs(hands: Hands, template: Template) -> set[str]:
    """Every cell that a person fills in; of a merge its first."""
    names = hands.sheet().defined_names
    plain = ["project_name", "unit", "supervisor", "goal_expected", "goal_actual", "year"]
    parts = [source for source in PART_KEYS if template.funding_row(source)]
    plain += [f"funding_{source}_{key}" for source in parts for key in AMOUNT_KEYS]
    found = {hands.cell(f"pd_{name}").coordinate for name in plain if f"pd_{name}" in names}
    columns = template.column_labels()
    return found | {cell for key in columns for cell in indicators(hands, template, key)}


@pytest.mark.parametrize("template_id", library().ids())
def test_inputs_are_open_and_the_rest_is_locked_without_a_password(
    seen: Callable[[str], Seen], template_id: str
) -> None:
    hands, found = seen(template_id)
    template = library().get(template_id)
    assert found["protected"]
    assert found["opens"]
    is_open = set(found["open"])
    assert inputs(hands, template) <= is_open
    labels = [cell.coordinate for row in hands.sheet().iter_rows() for cell in row if cell.value]
    titled = {f"pd_{name}" for name in COMPUTED} & set(hands.sheet().defined_names)
    assert not {hands.cell(name).coordinate for name in titled} & is_open
    heads = [hands.cell(f"pd_head_{key}").coordinate for key in template.column_labels()]
    assert not set(heads) & is_open
    formulas = [name for name in labels if str(hands.sheet()[name].value).startswith("=")]
    assert len(formulas) >= 3
    assert not set(formulas) & is_open
    below, beside = hands.sheet().max_row + 1, get_column_letter(hands.sheet().max_column + 1)
    assert not {f"A{below}", f"{beside}1"} & is_open


@pytest.mark.parametrize("template_id", library().ids())
def test_whatever_is_open_says_what_to_write(seen: Callable[[str], Seen], template_id: str) -> None:
    hands, found = seen(template_id)
    under = {
        f"{get_column_letter(col)}{row}"
        for block in hands.sheet().merged_cells.ranges
        for row, col in block.cells
        if (row, col) != (block.min_row, block.min_col)
    }
    wanting = [
        name
        for name in set(found["open"]) - under
        if not found["rules"].get(name, {}).get("hint", "").endswith("。")
    ]
    assert wanting == []


@pytest.mark.parametrize("template_id", library().ids())
def test_levels_and_results_are_chosen_from_the_templates_lists(
    seen: Callable[[str], Seen], template_id: str
) -> None:
    hands, found = seen(template_id)
    template, rules = library().get(template_id), found["rules"]
    names = [level.name for level in template.levels]
    below = list(dict.fromkeys(name for level in template.levels for name in level.level2))
    results = [band.words[0] for band in template.rules.bands]
    for key, words in (*zip(LEVEL_KEYS, (names, below), strict=True), ("actual", results)):
        for cell in indicators(hands, template, key):
            assert rules[cell]["type"] == "LIST", cell
            assert rules[cell]["one"] == ";".join(f'"{word}"' for word in words)
            assert not rules[cell]["strict"], "other words may be typed, too"


def test_numbers_have_limits(seen: Callable[[str], Seen]) -> None:
    hands, found = seen("shanghai-district-2024")
    rules = found["rules"]
    first = hands.indicator(0, "weight").coordinate  # the rule is told as it stands there
    for row in (0, ROOM - 1):
        weight, score = (rules[hands.indicator(row, key).coordinate] for key in ("weight", "score"))
        assert (weight["type"], weight["two"], weight["strict"]) == ("DECIMAL", "100", True)
        assert (score["type"], score["two"], score["strict"]) == ("DECIMAL", first, True)
    amount = rules[hands.cell("pd_funding_fiscal_executed").coordinate]
    assert (amount["type"], amount["hint"]) == ("DECIMAL", "不小于 0 的数。单位：万元。")


class Sheet:
    """A sheet handed out, filled in by LibreOffice, with the colours that it shows."""

    def __init__(self, folder: Path, form: Form, texts: dict[str, str | float]) -> None:
        book, saved = folder / "out.xlsx", folder / "answer.xlsx"
        hand_out([form], book)
        self.hands = Hands(book)
        filling: Filling = {self.place(address): text for address, text in texts.items()}
        filled_by_office(book, saved, [filling], [])
        self.rows = coloured_by_office(saved, folder / "html")

    def place(self, address: str) -> str:
        """The name of the cell with an address such as `funding.total.executed` or `0.note`."""
        row, _, key = address.partition(".")
        if row.isdigit():
            return str(self.hands.indicator(int(row), key).coordinate)
        return str(self.hands.cell(f"pd_{address.replace('.', '_')}").coordinate)

    def ground(self, address: str) -> str:
        """The ground of a cell above the rows that are hidden."""
        cell = self.hands.sheet()[self.place(address)]
        shown: Coloured = self.rows[cell.row - 1][cell.column]
        return shown.ground

    def total(self, key: str) -> Coloured:
        """A cell of the row of totals, which stands below hidden ones."""
        column = self.hands.cell(f"pd_{key}").column
        [row] = [cells for cells in self.rows if cells.get(1, Coloured("", "")).text == "总分"]
        return row[column]


SPENT = {f"funding.fiscal.{key}": 100.0 for key in AMOUNT_KEYS}


def filled(weight: float, score: float, note: str = "") -> dict[str, str | float]:
    """One indicator beside the execution rate, which has 10 points."""
    texts = {"level3": "培训人数", "target": "=100(人)", "actual": "90(人)", "note": note}
    return (
        SPENT
        | {f"0.{key}": text for key, text in texts.items()}
        | {
            "0.weight": weight,
            "0.score": score,
        }
    )


@pytest.mark.parametrize(("weight", "ground"), [(90, ""), (80, RED), (90.01, RED)])
def test_weights_that_miss_100_turn_red(tmp_path: Path, weight: float, ground: str) -> None:
    form = replace(given(library().get("shanghai-district-2024")), indicators=())
    sheet = Sheet(tmp_path, form, filled(weight, weight))
    assert sheet.total("total_weight") == Coloured(f"{weight + 10:.2f}", ground)


def test_weights_that_nobody_has_filled_in_are_no_mistake(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, given(library().get("shanghai-district-2024")), {})
    assert sheet.total("total_weight").ground == ""
    assert sheet.ground("project_name") == WAITING
    assert sheet.ground("0.score") == ""


@pytest.mark.parametrize(
    ("score", "note", "ground"),
    [(80, "", RED), (80, "天气原因", ""), (90, "", ""), (90, "超额", "")],
)
def test_a_missing_reason_turns_red(tmp_path: Path, score: float, note: str, ground: str) -> None:
    form = replace(given(library().get("shanghai-2022")), indicators=())
    sheet = Sheet(tmp_path, form, filled(90, score, note))
    assert sheet.ground("0.note") == ground


def test_a_score_above_its_weight_and_spending_above_the_budget_turn_red(tmp_path: Path) -> None:
    form = replace(given(library().get("shanghai-district-2024")), indicators=())
    sheet = Sheet(tmp_path, form, filled(90, 91) | {"funding.fiscal.executed": 100.01})
    assert sheet.ground("0.score") == RED
    assert sheet.ground("funding.fiscal.executed") == RED
    assert sheet.ground("funding.fiscal.adjusted") == ""


def test_what_is_still_to_be_filled_in_waits_in_yellow(tmp_path: Path) -> None:
    form = replace(clean_form(indicators_0__actual="", indicators_0__score=""), id="7")
    sheet = Sheet(tmp_path, form, {})
    assert sheet.ground("0.actual") == sheet.ground("0.score") == WAITING
    assert sheet.ground("1.actual") == ""
