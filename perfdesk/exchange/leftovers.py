"""What stands on one of our worksheets and is no cell of the form: kept, and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.exchange.reading import LeftOver
from perfdesk.exchange.sameness import same
from perfdesk.exchange.sheet import Kind, coordinate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from perfdesk.exchange.ourplaces import Places
    from perfdesk.exchange.reading import SheetReport
    from perfdesk.exchange.sheet import Sheet
    from perfdesk.files.bookrecord import Place

Extra = tuple[tuple[str, str], ...]

_OUTSIDE = "不属于任何一栏，放在附加内容里。"
_UNCOMPUTED = "公式没有保存计算结果，按未填处理；请用 Excel 或 WPS 打开并保存一次再读。"


def keep_outside(
    sheet: Sheet, places: Places, placed: Iterable[Place], report: SheetReport, extra: Extra
) -> Extra:
    """`extra` with every text of the sheet that is neither in `placed` nor the paper's own."""
    ours, known = set(placed), _known_words(places)
    ours |= {place for place, text in places.words() if same(sheet.text(*place), text)}
    for place, cell in sheet.everything():
        text = cell.text
        if text and place not in ours and not any(same(text, word) for word in known):
            extra = set_aside(report, extra, coordinate(place), text, _OUTSIDE)
    return extra


def set_aside(report: SheetReport, extra: Extra, cell: str, text: str, why: str) -> Extra:
    """A text that has no field goes to the form's extra texts, under a label of its own."""
    report.left_over.append(LeftOver(cell, text, why))
    report.notes.append(f"{cell} 格的文字不属于任何一栏，已放在附加内容“表外 {cell}”里。")
    if text in (kept for label, kept in extra if label.startswith(f"表外 {cell}")):
        return extra
    label, n, taken = f"表外 {cell}", 2, {label for label, _ in extra}
    while label in taken:
        label, n = f"表外 {cell}（{n}）", n + 1
    return (*extra, (label, text))


def name_uncomputed(sheet: Sheet, report: SheetReport, ours: Collection[Place] = ()) -> None:
    """Formulas without a result: what they would show is not known to the file.

    Those of our own, in `ours`, are computed anew anyway.
    """
    for place, cell in sheet.everything():
        if cell.kind is Kind.UNCOMPUTED and place not in ours:
            where = coordinate(place)
            report.left_over.append(LeftOver(where, cell.formula, _UNCOMPUTED))
            report.notes.append(f"{where} 格的公式 {cell.formula} 没有计算结果，按未填处理。")


def _known_words(places: Places) -> set[str]:
    """Words of the paper that it may show anywhere: no figures, which people type too."""
    return {text for text in places.record.words.values() if any(map(str.isalpha, text))}
