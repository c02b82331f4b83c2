"""Years as headings write them."""

import pytest

from perfdesk.exchange.yearwords import first_year_in, is_year_line, plain_years, year_in


@pytest.mark.parametrize(
    "line",
    [
        *("2024", "（2024年度）", "( 2024 年 度 )", "2024年", "２０２４年度"),
        *("二〇二四年度", "（二零二四年度）", "二○二四年"),
        *("2024-01-01", "2024年1月1日", "2024/1/1", "2024.01.01"),
        *(
            "2024年1月1日至2024年12月31日",
            "2024年1月-12月",
            "2024年1-12月",
            "2024.01.01-2024.12.31",
        ),
    ],
)
def test_lines_that_say_one_year(line: str) -> None:
    assert is_year_line(line)
    assert year_in(line) == first_year_in(line) == "2024"


@pytest.mark.parametrize(
    "line",
    [
        *("", "年度", "2024年3月1日", "2024-06-30", "2023-2024年度", "12024", "2024年工作"),
        *("2023年1月1日至2024年12月31日", "二〇二四", "1824年度"),
    ],
)
def test_lines_that_do_not(line: str) -> None:
    assert not is_year_line(line)


def test_several_years_are_none() -> None:
    assert year_in("2023年至2024年") == ""
    assert first_year_in("2023年至2024年") == "2023"
    assert first_year_in("去年") == ""


def test_years_spelled_out_become_figures_and_other_words_stay() -> None:
    assert plain_years("二〇二四 年 二〇一 班") == "2024年二〇一班"
