"""What to leave behind in texts: blanks of a draft, markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

from perfdesk.core.cells import text_at, with_text
from perfdesk.core.form import Form
from tests.core.checks.planting.tools import (
    Plant,
    in_any_row,
    said,
)

_FIGURE = re.compile(r"(?<![\d.〔\[【第])\d+(?:\.\d+)?(?=[\u4e00-\u9fff%])(?![年月日号期])")


def _figure_becomes(where: str, *blanks: str) -> Plant:
    """A number in a goal that was never filled in."""

    def plant(form: Form, rng: Random) -> Form | None:
        text = text_at(form, where)
        places = list(_FIGURE.finditer(text))
        if not places:
            return None
        found = rng.choice(places)
        return with_text(
            form, where, text[: found.start()] + rng.choice(blanks) + text[found.end() :]
        )

    return plant


def _wrapped(where: str, before: str, behind: str) -> Plant:
    def plant(form: Form, _rng: Random) -> Form | None:
        text = text_at(form, where)
        return with_text(form, where, f"{before}{text}{behind}") if text else None

    return plant


def _inserted(where: str, *pieces: str) -> Plant:
    def plant(form: Form, rng: Random) -> Form | None:
        text = text_at(form, where)
        if not text:
            return None
        place = rng.randint(0, len(text))
        return with_text(form, where, text[:place] + rng.choice(pieces) + text[place:])

    return plant


PLANTS: Mapping[str, Plant] = {
    "58/xx": _figure_becomes("goal_expected", "xx", "XX", "ＸＸ", "×", "××", "X"),
    "58/xx in the result": _figure_becomes("goal_actual", "xx", "**", "＊＊", "×", "*", "x"),
    "58/signs": said(
        "goal_actual", "培训##人。", "走访●●户。", "发放0000份。", "服务ⅹⅹ人次。", "举办▲▲场。"
    ),
    "58/field": said("goal_expected", "培训（数量）人。", "投入<金额>万元。", "服务{人数}人次。"),
    "58/measure": in_any_row("target", "≥*", "=？", "N(个)", "≥xx.xx%", "#", "□", "若干"),
    "58/line": _figure_becomes("goal_expected", "____", "＿＿", "__"),
    "58/brackets": _figure_becomes("goal_actual", "（ ）", "()", "（　　）", "【】"),
    "58/dots": _figure_becomes("goal_expected", "……", "...", "…"),
    "58/name": in_any_row(
        "level3", "指标1", "指标2：", "……", "三级指标", "xx数量", "*", "XXX", "新增指标"
    ),
    "58/target": in_any_row("target", "待定", "≥xx%", "=XX(人)", "____", "……", "≥（%）", "*", "×"),
    "58/actual": in_any_row("actual", "待补充", "xx(个)", "……", "XX%", "***", "待定"),
    "58/note": in_any_row(
        "note", "待补充", "偏差原因：……", "（此处填写原因）", "因XX原因未完成", "因某原因"
    ),
    "58/pending": said("goal_expected", "数量待定。", "对象待补充。", "参加人数：待填写。"),
    "58/error value": in_any_row("target", "#REF!", "#N/A", "#DIV/0!"),
    "58/year": said("goal_expected", "20XX年底前完成。", "于   年  月  日完成。", "X月底前完成。"),
    "59/paragraph": _wrapped("goal_expected", "<p>", "</p>"),
    "59/styled": _wrapped("goal_actual", '<span style="font-size:14px">', "</span>"),
    "59/break": _inserted("goal_actual", "<br>", "<br/>", "</p><p>", "<BR />"),
    "59/entity": _inserted("goal_expected", "&nbsp;", "&ldquo;", "&lt;p&gt;", "&#160;"),
    "59/control": _inserted("goal_actual", "\x01", "\x0b", "\u200b", "\ufeff", "\x7f"),
    "59/lost": _inserted("goal_expected", "\ufffd", "\ufffd\ufffd", "锟斤拷", "〓", "å·¥ä½œ"),
    "59/escaped": _inserted("goal_actual", "_x000D_", "_x000a_"),
    "59/name": _wrapped("project_name", "<b>", "</b>"),
    "59/target": in_any_row("target", "<p>≥90%</p>", "&ge;90%", "95%<br>"),
}
