"""Names of files: legal everywhere, none twice."""

import re

import pytest

from perfdesk.core.form import Form
from perfdesk.files.names import file_name, file_names, group_names


def project(name: str) -> Form:
    return Form("t", name)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (Form("t", "项目", year=2024, unit="单位"), "2024_单位_项目.pdf"),
        (Form("t", "项目", unit=" . "), "项目.pdf"),
        (Form("t"), "未命名.pdf"),
    ],
)
def test_year_unit_and_project(form: Form, name: str) -> None:
    assert file_name(form, ".pdf") == name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("CON", "_CON.xlsx"),
        ("nul", "_nul.xlsx"),
        ("Lpt1.备份", "_Lpt1.备份.xlsx"),
        ("CONTO", "CONTO.xlsx"),
        ('a<b>c:d"e/f\\g|h?i*j', "a_b_c_d_e_f_g_h_i_j.xlsx"),
        ("末尾的点... ", "末尾的点.xlsx"),
        ("../../etc/passwd", "etc_passwd.xlsx"),
        ("一/二：\n“三”*?. ", "一_二： “三”.xlsx"),
        ("", "未命名.xlsx"),
        (" . ", "未命名.xlsx"),
        ("///", "未命名.xlsx"),
    ],
)
def test_what_a_file_may_not_be_called_is_replaced(name: str, plain: str) -> None:
    assert file_name(project(name), ".xlsx") == plain


def test_files_are_numbered_and_short() -> None:
    forms = [project(name) for name in ("长" * 300, "CON", "a. ", "𠮷" * 300, "A" * 300)]
    names = file_names(forms, ".xlsx")
    assert names[1:3] == ["02 CON.xlsx", "03 a.xlsx"]
    for name in names:
        assert len(name) <= 120
        assert len(name.encode()) <= 240
        assert not re.search(r'[<>:"/\\|?*]', name)
    assert len({name.casefold() for name in names}) == len(names)


def test_a_file_of_several_forms_is_named_by_what_they_share() -> None:
    one, other = Form("t", "一", year=2024, unit="甲"), Form("t", "二", year=2024, unit="甲")
    elsewhere, earlier = Form("t", "三", year=2024, unit="乙"), Form("t", "四", unit="甲")
    groups = [(one,), (one, other), (one, elsewhere), (one, earlier), (one, other)]
    assert group_names(groups, ".xlsx") == [
        "01 2024_甲_一.xlsx",
        "02 2024_甲_2张.xlsx",
        "03 2024_2张.xlsx",
        "04 甲_2张.xlsx",
        "05 2024_甲_2张.xlsx",
    ]
