"""What Excel and WPS put on the clipboard as text, read cell by cell, and written for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.clipboard import Block, block_text, parse_block


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", ()),
        ("甲", (("甲",),)),
        ("甲\t乙\r\n丙\t丁\r\n", (("甲", "乙"), ("丙", "丁"))),
        ("甲\t乙\n丙\t丁", (("甲", "乙"), ("丙", "丁"))),
        ("甲\r乙\r", (("甲",), ("乙",))),
        ("\r\n", (("",),)),
        ("甲\r\n\r\n", (("甲",), ("",))),
        ("\t\r\n", (("", ""),)),
        ("甲\t", (("甲", ""),)),
        ("甲\t乙\t丙\r\n丁\r\n", (("甲", "乙", "丙"), ("丁",))),
        ('"第一行\n第二行"\r\n', (("第一行\n第二行",),)),
        ('甲\t"乙\r\n丙"\t丁', (("甲", "乙\r\n丙", "丁"),)),
        ('"甲\t乙"\t丙', (("甲\t乙", "丙"),)),
        ('"他说""好""\n就走了"', (('他说"好"\n就走了',),)),
        ('"""十四五""规划"', (('"十四五"规划',),)),
    ],
)
def test_cells_are_parted_by_tabs_and_line_ends(text: str, rows: Block) -> None:
    assert parse_block(text) == rows


@pytest.mark.parametrize(
    "text", ['"十四五"规划', '"甲"', '""', '"', '"没有完', '甲"乙"丙', 'a"', '"甲"乙"', "“甲”"]
)
def test_a_text_with_quotes_that_is_no_quoted_cell_stays_as_typed(text: str) -> None:
    assert parse_block(text) == ((text,),)
    assert parse_block(f"左\t{text}\t右\r\n") == (("左", text, "右"),)


def test_an_open_quote_swallows_nothing() -> None:
    assert parse_block('"甲\t乙\r\n丙\t丁\r\n') == (('"甲', "乙"), ("丙", "丁"))


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ((), ""),
        ((("甲",),), "甲"),
        ((("",),), "\r\n"),
        ((("甲", "乙"), ("丙", "")), "甲\t乙\r\n丙\t\r\n"),
        ((("甲\n乙",),), '"甲\n乙"'),
        ((('"甲"', '乙"丙"'),), '"""甲"""\t乙"丙"\r\n'),
        ((('甲"\n',),), '"甲""\n"'),
    ],
)
def test_cells_are_quoted_only_where_needed(rows: Block, text: str) -> None:
    assert block_text(rows) == text


CELLS = st.text(st.sampled_from('甲1"\t\r\n ，'), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4).map(tuple), max_size=5).map(tuple))
def test_what_is_written_is_read_again(rows: Block) -> None:
    assert parse_block(block_text(rows)) == rows


@given(st.text(st.sampled_from('甲"\t\r\n')))
def test_any_text_is_read_and_no_sign_but_quotes_and_separators_is_lost(text: str) -> None:
    read = "".join(cell for row in parse_block(text) for cell in row)
    assert read.count("甲") == text.count("甲")


def test_many_open_quotes_take_no_time_to_speak_of() -> None:
    assert len(parse_block('"甲\t' * 50_000)[0]) == 50_001
