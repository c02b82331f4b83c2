"""Names of worksheets: legal everywhere, none twice."""

import pytest

from perfdesk.files.celltext import utf16_length
from perfdesk.report.xlsxnames import sheet_name, sheet_names


def test_sheets_are_numbered() -> None:
    assert sheet_names(["职工培训", "宣传经费"]) == ["01 职工培训", "02 宣传经费"]


def test_equal_names_differ_by_their_number() -> None:
    names = sheet_names(["政策宣传"] * 120)
    assert names[0] == "001 政策宣传"
    assert len({name.casefold() for name in names}) == 120


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a/b\\c?d*e[f]g:h", "a_b_c_d_e_f_g_h"),
        ("'引号'", "引号"),
        ("  两端  空白\n换行 ", "两端 空白 换行"),
        ("控\x00制\x02符\u200b\uffff", "控制符"),
        ("", "未命名"),
        ("'", "未命名"),
    ],
)
def test_what_a_sheet_may_not_be_called_is_replaced(name: str, plain: str) -> None:
    assert sheet_name(name) == plain


@pytest.mark.parametrize("name", ["长" * 60, "𠮷" * 60, "a" * 27 + "'" + "b" * 9, "字" * 27 + " x"])
def test_sheets_have_at_most_31_characters_as_excel_counts(name: str) -> None:
    (cut,) = sheet_names([name])
    assert utf16_length(cut) <= 31
    assert not cut.endswith(("'", " "))
    cut.encode("utf-16")  # no half of a surrogate pair
