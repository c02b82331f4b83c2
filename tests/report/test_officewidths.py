"""Column widths of Word tables: labels end well, and the table is as wide as the page's."""

from dataclasses import replace

import pytest

from perfdesk.files.templates import library
from perfdesk.report.layout import lay_out
from perfdesk.report.officewidths import sheet_widths, table_widths
from tests.support.forms import clean_form

PADDING = 2.0


@pytest.mark.parametrize("template_id", library().ids())
def test_a_word_table_is_as_wide_as_that_on_paper(template_id: str) -> None:
    sheet = lay_out(replace(clean_form(), template=template_id), library().get(template_id))
    widths = table_widths(sheet, PADDING)
    assert sum(widths) == pytest.approx(sum(sheet.widths))
    roomy = sheet_widths(sheet, PADDING)
    narrower = [col for col, width in enumerate(widths) if width < sheet.widths[col]]
    assert len(narrower) <= 2
    assert all(widths[col] > 15 for col in narrower)
    others = set(range(len(widths))) - set(narrower)
    assert all(widths[col] == roomy[col] for col in others)


def test_what_needs_no_more_room_stays_as_it_is() -> None:
    sheet = lay_out(clean_form(), library().get("shanghai-district-2024"))
    sheet.grid.cells = []
    assert table_widths(sheet, PADDING) == list(sheet.widths)
