"""Sheets in disorder: cells moved, merged and overwritten; nothing breaks and no text is lost."""

import json
from random import Random

import pytest

from perfdesk.exchange.reading import BookReading
from perfdesk.exchange.recognise import recognise
from perfdesk.exchange.sheet import Book, Cell, Kind, Origin, Range, Sheet
from perfdesk.files.formfile import form_to_json
from tests.support.corpus import Record
from tests.support.shapedforms import shaped_canvas, shaped_record
from tests.support.shapes.canvas import Canvas
from tests.support.shapes.mixtures import mixture

_WORDS = (
    *("项目名称", "三级指标", "一级指标", "合计", "小计", "年度", "项目资金", "全年预算数"),
    *("预期目标", "实际完成情况", "得分", "（万元）", "单位：元", "2024年度", "备注：", "其中"),
    *("产出指标", "绩效指标", "填报人：甲", "序号", "二〇二四年", "5分", "￥5", "90%", "TRUE"),
    *("-", "0", "①", "="),
)


def disordered(canvas: Canvas, chance: Random, strays: list[str]) -> Sheet:
    """The canvas as a sheet after some accidents, with texts that belong nowhere."""
    cells = {place: Cell(str(ink.value)) for place, ink in canvas.cells.items()}
    merges = [Range(*block) for block in canvas.merges]
    for _ in range(chance.choice((1, 3, 10, 30))):
        one, other = (chance.choice([*cells]) for _ in range(2))
        accident = chance.randrange(6)
        if accident == 0:
            del cells[one]
        elif accident == 1:
            cells[one], cells[other] = cells[other], cells[one]
        elif accident == 2:
            cells[one] = Cell(chance.choice(_WORDS))
        elif accident == 3:
            rows, cols = sorted((one[0], other[0])), sorted((one[1], other[1]))
            merges.append(Range(rows[0], cols[0], rows[1], cols[1]))
        elif accident == 4:
            cells[one] = Cell("", Kind.UNCOMPUTED, None, "=A1")
        else:
            cells = {place: cell for place, cell in cells.items() if place[0] != one[0]}
    for stray in strays:
        cells[chance.randrange(1, 60), chance.randrange(1, 14)] = Cell(stray)
    return Sheet("表", cells, tuple(merges))


def everything_told(reading: BookReading) -> str:
    """All fields, extra texts, left-overs and notes."""
    told = [*reading.notes]
    for slot in reading.slots:
        assert slot.form is not None
        told.append(json.dumps(form_to_json(slot.form), ensure_ascii=False))
        told += [left.text for left in slot.report.left_over]
        told += slot.report.notes
    return "".join(told)


@pytest.mark.parametrize("seed", range(60))
def test_a_stray_text_is_never_lost(seed: int) -> None:
    chance = Random(seed)
    record: Record = shaped_record()
    canvas = shaped_canvas(record, mixture(seed).shape)
    strays = [f"零散文字{number}号" for number in range(3)]
    sheet = disordered(canvas, chance, strays)
    reading = recognise(Book(Origin.XLSX, (sheet,)))
    if not reading.slots:
        assert reading.notes
        return
    there = {cell.text for _, cell in sheet.everything()}
    told = everything_told(reading)
    assert not [stray for stray in strays if stray in there and stray not in told]
