"""The form on the clipboard: HTML with merges, and plain rows."""

from dataclasses import replace
from html.parser import HTMLParser

from perfdesk.core.clipboard import parse_block
from perfdesk.service import copied_table
from tests.exchange.books import rows_form


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.area, self.texts = 0, list[str]()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            spans = dict(attrs)
            self.area += int(spans.get("colspan") or 1) * int(spans.get("rowspan") or 1)
            self.texts.append("")
            self.inside = True
        elif tag == "br":
            self.texts[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def test_the_html_covers_the_whole_table_once() -> None:
    form = replace(rows_form(), goal_actual="一\n<二>")
    html, text = copied_table(form)
    cells = _Cells()
    cells.feed(html)
    rows = parse_block(text)[2:]
    assert cells.area == len(rows) * len(rows[0])
    assert "一\n<二>" in cells.texts
    assert cells.texts.count("产出指标") == 1


def test_the_plain_text_holds_the_same_cells() -> None:
    html, text = copied_table(rows_form())
    cells = _Cells()
    cells.feed(html)
    rows = parse_block(text)
    assert rows[:2] == (("财政项目支出绩效自评表",), ("（2024年度）",))
    flat = [cell for row in rows[2:] for cell in row if cell]
    assert sorted(flat) == sorted(filter(None, cells.texts))
