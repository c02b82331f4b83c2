"""Finds the forms in a book by what their labels mean, wherever they stand, and reads them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.cells import with_indicator_text, with_text
from perfdesk.core.form import PRINTED_KEYS, Form, Indicator, Printed
from perfdesk.core.labels import folded, indicator_column, is_label
from perfdesk.core.number import parse_decimal
from perfdesk.core.template import Template
from perfdesk.core.year import parse_year
from perfdesk.exchange.byplace import tell_by_place
from perfdesk.exchange.draft import Draft
from perfdesk.exchange.evidence import known_templates, propose
from perfdesk.exchange.fields import read_fields, read_stand_ins
from perfdesk.exchange.fundingblock import read_funding
from perfdesk.exchange.goalsblock import read_goals
from perfdesk.exchange.heading import read_heading
from perfdesk.exchange.indicatorblock import IndicatorReader
from perfdesk.exchange.joining import pages_of
from perfdesk.exchange.listing import lists_projects, read_listed_names
from perfdesk.exchange.reading import (
    BookReading,
    How,
    LeftOver,
    SheetReport,
    SheetSlot,
    Source,
    Sure,
)
from perfdesk.exchange.sheet import coordinate
from perfdesk.exchange.yearwords import year_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.exchange.joining import Page
    from perfdesk.exchange.pieces import Board
    from perfdesk.exchange.regions import Region
    from perfdesk.exchange.sheet import Book, Sheet

_NO_FORM = (
    "没有找到自评表：找的是带“三级指标”，并有年度指标值、实际完成值、分值、得分中至少两栏的表头"
)
_UNFILLED = "的表没有填写，没有读入。"
_LISTED = "是几个项目的指标清单，不是自评表，没有读入；请每个项目一张表。"
_EMPTY_COLUMN = "本表没有这一栏，栏下也没有内容。"
_BESIDE = "在表的旁边，不属于任何一张表，没有读入。"
_COVERED = "被合并单元格盖住，看不见，没有读入。"
_LAST = 1 << 20


def recognise(book: Book, name: str = "") -> BookReading:
    """Every form of a book that other programs or people made; `name` is the file's.

    A book without one gives no slots, and says in its notes what is nearest.
    """
    templates = known_templates()
    out = BookReading(notes=list(book.notes))
    for page in pages_of(_seen_sheets(book, out)):
        found = _recognised(page, templates, name)
        out.slots += found.slots
        out.notes += found.notes
    return out


def recognise_sheet(sheet: Sheet, templates: Sequence[Template], name: str = "") -> BookReading:
    """The forms of one sheet."""
    (page,) = pages_of([sheet])
    return _recognised(page, templates, name)


def _recognised(page: Page, templates: Sequence[Template], name: str) -> BookReading:
    out, board, regions = BookReading(), page.board, page.regions
    sheet = board.sheet
    if not regions:
        out.notes.append(f"工作表“{sheet.title}”：{_NO_FORM}；{_nearest(board)}。")
    drafts = [_drafted(board, region) for region in regions]
    for draft in drafts:
        _add_year(draft, drafts[0], f"{' '.join(page.titles)} {name}")
        if problem := _no_form(draft):
            top = _first_row(draft.region)
            out.notes.append(f"工作表“{sheet.title}”第 {top} 行起{problem}")
        else:
            out.slots.append(SheetSlot(_form(draft, templates), draft.report))
    if out.slots:
        _tell_the_rest(board, regions, out.slots[0].report)
        _tell_sheets(page, out.slots[0].report)
    return out


def _no_form(draft: Draft) -> str:
    """Why a region is not read, '' where it is."""
    if lists_projects(draft):
        return _LISTED
    return _UNFILLED if _is_blank(draft) else ""


def _tell_sheets(page: Page, report: SheetReport) -> None:
    if len(page.titles) > 1:
        named = "、".join(f"“{title}”" for title in page.titles)
        report.notes.insert(0, f"这张表分写在工作表{named}上，合在一起读取。")


def _seen_sheets(book: Book, out: BookReading) -> list[Sheet]:
    """The sheets that people see; the hidden ones where there are no others."""
    filled = [sheet for sheet in book.sheets if sheet.cells]
    shown = [sheet for sheet in filled if not sheet.hidden]
    said = "没有读入" if shown else "因为没有别的表，仍然读入"
    out.notes += [f"工作表“{sheet.title}”是隐藏的，{said}。" for sheet in filled if sheet.hidden]
    return shown or filled


def _drafted(board: Board, region: Region) -> Draft:
    draft = Draft(board, region)
    tell_by_place(draft)
    read_heading(draft)
    read_listed_names(draft)
    read_funding(draft)
    IndicatorReader(draft).read()
    read_goals(draft)
    core = region.title.top if region.title else region.area.top
    read_fields(draft, draft.rows(core, _LAST))
    read_fields(draft, draft.rows(region.area.top, core - 1))
    read_stand_ins(draft)
    draft.tell_faults()
    _tell_empty_columns(draft)
    _tell_hidden_rows(draft)
    return draft


def _first_row(region: Region) -> int:
    return region.title.top if region.title else region.heads[0].top


# ---- the form ----------------------------------------------------------------------------


def _form(draft: Draft, templates: Sequence[Template]) -> Form:
    proposal = propose(draft, templates)
    report, template = draft.report, proposal.template
    report.sources.append(
        Source("template", "", How.PROPOSED, proposal.sure, why=f"依据：{proposal.why}")
    )
    if proposal.sure is Sure.GUESS:
        draft.note(f"模板按“{template.name}”读取，依据不足，请核对。")
    if not report.money_unit:
        unit = template.money_unit.value
        draft.note(f"表中没有写明金额单位，按模板作{unit}，请核对。")
        report.money_unit = unit
    elif report.money_unit != template.money_unit.value:
        draft.note(f"没有以{report.money_unit}为单位的模板，金额没有换算，请核对。")
    _year_of_template(draft, template, proposal.sure)
    return _built(draft, template.id)


def _built(draft: Draft, template_id: str) -> Form:
    form, printed = Form(template_id), dict[str, str]()
    rows: dict[int, Indicator] = defaultdict(Indicator)
    for address, text in draft.texts.items():
        if found := _ROW.fullmatch(address):
            number = int(found[1])
            rows[number] = with_indicator_text(rows[number], found[2], text)
        elif address.startswith("printed."):
            printed[address.removeprefix("printed.")] = text
        else:
            form = with_text(form, address, text)
    indicators = tuple(rows[number] for number in range(max(rows, default=-1) + 1))
    known = Printed(**{key: text for key, text in printed.items() if key in PRINTED_KEYS})
    return replace(form, indicators=indicators, printed=known, extra=tuple(draft.extra.items()))


_ROW = re.compile(r"indicators\[(\d+)\]\.(\w+)")


def _add_year(draft: Draft, first: Draft, names: str) -> None:
    """A form without a year of its own takes that of the sheet's first, else that of a name."""
    if "year" in draft.texts:
        return
    year = first.texts.get("year", "")
    if year and draft.region.title is None:
        why = "取自同一工作表上面的表"
    elif year := year_in(names):
        why = "取自工作表或文件的名字"
    else:
        return
    _propose_year(draft, year, why)


def _year_of_template(draft: Draft, template: Template, sure: Sure) -> None:
    if "year" in draft.texts:
        return
    if not template.year_line and sure is not Sure.GUESS and "printed.title" in draft.texts:
        _propose_year(draft, str(template.default_year), "这种表不印年度，取模板的年度")
    else:
        draft.note("表中没有写明年度，请补填。")


def _propose_year(draft: Draft, year: str, why: str) -> None:
    if parse_year(year) is not None:
        draft.texts["year"] = year
        draft.report.sources.append(Source("year", "", How.PROPOSED, Sure.GUESS, why=why))
        draft.note(f"表中没有写明年度，按 {year} 年读取（{why}），请核对。")


def _is_blank(draft: Draft) -> bool:
    """True if nobody has filled in more than points and zeros."""
    paper = (".level1", ".level2", ".weight")
    for address, text in draft.texts.items():
        if address in ("year", "execution_weight") or address.startswith("printed."):
            continue
        zero = parse_decimal(text) == 0 and address.startswith(("funding.", "indicators["))
        if not address.endswith(paper) and not zero and text.strip():
            return False
    return True


# ---- what else stands there --------------------------------------------------------------


def _tell_empty_columns(draft: Draft) -> None:
    """Columns that the form does not have, with nothing in them; others name their texts."""
    named = "".join(draft.extra)
    for head in (*draft.region.heads, *draft.region.funding):
        for column in head.columns:
            text = " ".join(column.head.text.split())
            known = column.key or is_label(text) or text in named or folded(text) in named
            if text and not known:
                draft.left(column.head, _EMPTY_COLUMN)


def _tell_hidden_rows(draft: Draft) -> None:
    area, sheet = draft.region.area, draft.board.sheet
    rows = [row for row in draft.rows(area.top, area.bottom) if row in sheet.hidden_rows]
    if rows:
        draft.note(f"隐藏的第 {'、'.join(map(sheet.row_name, rows))} 行也读入了。")
    columns = {piece.left for piece in draft.claimed} & sheet.hidden_cols
    if columns:
        letters = "、".join(coordinate((1, col))[:-1] for col in sorted(columns))
        draft.note(f"隐藏的 {letters} 列也读入了。")


def _tell_the_rest(board: Board, regions: Sequence[Region], report: SheetReport) -> None:
    """What lies outside every form, and what merges hide: told once a sheet."""
    inside = {piece for region in regions for piece in board.within(region.area)}
    for piece in board.pieces:
        if piece.text.strip() and piece not in inside:
            report.left_over.append(LeftOver(piece.where, piece.text, _BESIDE))
    for place, cell in sorted(board.sheet.covered_cells.items()):
        shown = board.sheet.text(*place)
        if cell.text.strip() and cell.text.strip() != shown.strip():
            where = board.sheet.name_of(place)
            report.left_over.append(LeftOver(where, cell.text, _COVERED))


def _nearest(board: Board) -> str:
    """The row that most looks like a head, as words."""
    best: list[str] = []
    where = 0
    for row in board.rows:
        pieces = board.across(row, 1, _LAST)
        words = [piece.word for piece in pieces if indicator_column(piece.text)[0]]
        if len(words) > len(best):
            best, where = words, row
    if not best:
        return "表中没有这样的栏目"
    return f"最接近的是第 {where} 行，有：{'、'.join(best[:6])}"
