"""Names of indicators as rules understand them, and rows as sentences tell them."""

import pytest

from perfdesk.core.checks.names import (
    about_one_thing,
    any_in,
    any_whole,
    bare_name,
    prefix_of,
    thing_of,
    told_rows,
)

GENERIC = ("完成", "及时率", "册数", "数", "率")
VAGUE = ("项目", "工作")


def test_any_word_in_a_text() -> None:
    assert any_in("培训人数", ("次", "人"))
    assert not any_in("培训人数", ("次", "率"))
    assert not any_in("培训人数", ())


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("培训人数（人）。", "培训人数"),
        ("培训人数指标；", "培训人数"),
        ("培训（线上）人数", "培训(线上)人数"),
        ("（人）", "(人)"),
        ("指标", "指标"),
    ],
)
def test_a_name_without_remark_and_stop(typed: str, name: str) -> None:
    assert bare_name(typed) == name


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("福保-研讨会次数", "福保"),
        ("福保——研讨会次数", "福保"),
        ("研讨会次数", ""),
        ("研讨会-", ""),
        ("社会福利和社会救助处-次数", ""),
    ],
)
def test_the_department_in_front_of_a_name(name: str, prefix: str) -> None:
    assert prefix_of(name) == prefix


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("课题汇编册数", "课题汇编"),
        ("福保-资料汇编完成及时率", "资料汇编"),
        ("率先示范率", "率先示范"),
        ("培训人数", "培训人"),
    ],
)
def test_what_a_name_is_about(name: str, thing: str) -> None:
    assert thing_of(name, GENERIC) == thing


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("汇编", "课题汇编", True),
        ("课题汇编", "汇编", True),
        ("汇编", "汇编", True),
        ("汇", "课题汇编", False),
        ("课题汇编", "汇", False),
        ("项目", "帮扶项目", False),
        ("帮扶项目", "项目", False),
        ("项目", "项目", True),
        ("帮扶项目", "救助项目", False),
        ("课题汇编", "资料汇编", True),
        ("课题汇编", "资料编", False),
        ("课题", "资料", False),
        ("课题", "课题汇编", True),
        ("课题甲", "课题乙", False),
        ("新课题汇编", "本课题汇编", True),
        ("甲项目", "乙项目", False),
        ("甲大项目", "乙大项目", False),
        ("甲重大项目", "乙重大项目", True),
    ],
)
def test_whether_two_cores_name_one_thing(left: str, right: str, same: bool) -> None:
    assert about_one_thing(left, right, VAGUE) is same


@pytest.mark.parametrize(
    ("text", "whole"),
    [("项目", True), ("各项目", True), ("帮扶项目", False), ("项目组", False), ("", False)],
)
def test_a_text_that_is_hardly_more_than_a_word(text: str, whole: bool) -> None:
    assert any_whole(text, VAGUE) is whole


def test_rows_are_told_by_number_the_first_eight_of_many() -> None:
    assert told_rows([0]) == "第 1 行"
    assert told_rows([2, 6]) == "第 3、7 行"
    assert told_rows(range(8)) == "第 1、2、3、4、5、6、7、8 行"
    assert told_rows(range(9)) == "第 1、2、3、4、5、6、7、8 行等 9 行"
