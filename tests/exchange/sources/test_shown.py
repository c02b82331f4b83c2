"""What a cell shows: figures in their formats, dates with the year first as they are shown."""

from decimal import Decimal

import pytest

from perfdesk.exchange.sheet import Kind
from perfdesk.exchange.sources.shown import EPOCH_1904, number_cell, shape_of

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (35.599999999999994, "General", "35.6"),
        (100.0, "", "100"),
        (1e20, "General", "100000000000000000000"),
        (5, 'G/通用格式"分"', "5分"),
        (0.9, "0%", "90%"),
        (0.8447, "0.##%", "84.47%"),
        (10, "0.##", "10"),
        (1234.5, "#,##0.00_ ", "1,234.50"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (0, ACCOUNTING, "0.00"),
        (-1234.5, ACCOUNTING, "-1,234.50"),
        (-5, "0.00_);[Red]\\(0.00\\)", "-5.00"),
        (-0.001, "0.00", "0.00"),
        (5, ";;;", "5"),
        (95, '"≥"0"%"', "≥95%"),
        (12, '0"万元"', "12万元"),
        (5, "[$¥-804]#,##0.00", "5.00"),
        (5, "￥#,##0.00", "5.00"),
        (12345678, "0.00,", "12345.68"),
        (3, "000", "003"),
        (1.5, "# ?/?", "1.5"),
        (1234, "0.00E+00", "1234"),
        (12345678901, "000-0000", "12345678901"),
        (7, '[>=10000]0.0,"万";0', "7"),
        (7, "0" * 300, "7"),
    ],
)
def test_a_number_in_its_format(value: float, code: str, shown: str) -> None:
    cell = number_cell(value, code)
    assert cell.text == shown
    assert cell.kind is (Kind.PERCENT if code.endswith("0%") or "#%" in code else Kind.NUMBER)
    assert cell.number == Decimal(f"{value:.15g}")


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (45356, 'yyyy"年"m"月"d"日";@', "2024年3月5日"),
        (45356, "yyyy年m月d日", "2024年3月5日"),
        (45356, "[$-804]yyyy/m/d", "2024/3/5"),
        (45356, "yyyy\\-mm\\-dd;@", "2024-03-05"),
        (45356, 'yyyy"."mm"."dd', "2024.03.05"),
        (45356, "yyyy/mm", "2024/03"),
        (45356, "yyyy-mm月", "2024年3月"),
        (45356, "d/m/yyyy", "2024年3月5日"),
        (45356, "mm-dd-yy", "2024年3月5日"),
        (45356, 'yyyy"年"m"月"', "2024年3月"),
        (45356, 'm"月"d"日"', "3月5日"),
        (45356.5, "yyyy/m/d h:mm", "2024/3/5 12:00"),
        (45356, "yyyy/m/d h:mm", "2024/3/5"),
        (45356.5, 'yyyy"年"m"月"d"日" h:mm', "2024年3月5日 12:00"),
        (0.5, "h:mm", "12:00"),
        (0.5, "mm:ss", "12:00:00"),
        (1.25, "[h]:mm", "30:00"),
        (1, "yyyy/m/d", "1900/1/1"),
    ],
)
def test_a_date(value: float, code: str, shown: str) -> None:
    cell = number_cell(value, code)
    assert (cell.text, cell.kind, cell.number) == (shown, Kind.DATE, None)


def test_a_date_of_an_old_mac() -> None:
    assert number_cell(1, "yyyy/m/d", epoch=EPOCH_1904).text == "1904/1/2"


@pytest.mark.parametrize("value", [-1, 3e6, 1e300])
def test_a_number_that_is_no_date_stays_a_number(value: float) -> None:
    assert number_cell(value, "yyyy/m/d").kind is Kind.NUMBER


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_an_error(value: float) -> None:
    with pytest.raises(ValueError, match=str(value)):
        number_cell(value, "0.00")


def test_a_huge_number_is_shown_without_format() -> None:
    assert number_cell(1e300, "0.00").text == "1" + "0" * 300


@pytest.mark.parametrize(
    "code", ['"', "\\", "_", "*", "[", "[$", "0.", ".", ",", '"a', "[red", ";"]
)
def test_broken_formats_still_show_the_figure(code: str) -> None:
    assert "5" in shape_of(code).text(Decimal(5))
