"""Any workbook: our own by its record, the sheets that people add by their labels."""

from pathlib import Path

import openpyxl
import pytest

from perfdesk.exchange.reader import read_workbook
from perfdesk.files.errors import Refused
from tests.exchange.books import rows_form, written
from tests.exchange.hands import Hands

HEAD = ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分")
ROW = ("产出指标", "数量指标", "次数", "3次", "3次", 90, 90)


def test_a_sheet_that_people_added_to_our_book_is_recognised(tmp_path: Path) -> None:
    path = written(tmp_path, rows_form())
    with Hands(path) as hands:
        added = hands.book.create_sheet("补充")
        for line in (("项目名称", "补充项目"), HEAD, ROW):
            added.append(line)
        hands.book.create_sheet("汇总")["A1"] = "合计"
    reading = read_workbook(path)
    assert [slot.form.project_name for slot in reading.slots if slot.form] == [
        rows_form().project_name,
        "补充项目",
    ]
    assert reading.notes == ["工作表“汇总”里没有自评表，没有读入。"]


def test_a_book_without_a_form_is_refused_with_what_was_looked_for(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["序号", "姓名"])
    book.save(tmp_path / "roll.xlsx")
    with pytest.raises(Refused, match="三级指标"):
        read_workbook(tmp_path / "roll.xlsx")


def test_an_empty_book_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    with pytest.raises(Refused, match="没有内容"):
        read_workbook(tmp_path / "empty.xlsx")
