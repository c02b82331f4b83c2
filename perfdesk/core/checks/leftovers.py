"""Rules 58, 59 and the like: what was left behind in texts, and goals left empty (遗留内容)."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.cells import FORM_NAMES, PRINTED_NAMES, name_of
from perfdesk.core.checks.blanks import blanks, error_value, words_of
from perfdesk.core.checks.case import FormRule, Spot
from perfdesk.core.checks.fields import TEXT_PARTS, holds_lines, texts_of
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Remedy
from perfdesk.core.form import PRINTED_KEYS
from perfdesk.core.printedfigures import own_counts
from perfdesk.core.template import GoalsBlock
from perfdesk.core.wording import listed, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case
    from perfdesk.core.ruleset import Setting

_TAG = re.compile(
    r"</?(?:p|br|div|span|font|b|strong|i|em|u|s|a|table|tbody|thead|tr|td|th|ul|ol|li|dl|dt"
    r"|dd|h[1-6]|img|style|script|sub|sup|hr|pre|code|center|section|article|label|input|button|col"
    r"|colgroup|blockquote|html|head|body|meta|link|title|xml|o:p|v:\w+|w:\w+|st1:\w+|m:\w+)"
    r"(?:\s[^<>]*)?/?>|</?(?:p|br|div|span)\s*$",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(
    r"&(?:nbsp|lt|gt|le|ge|amp|quot|apos|[lr][ds]quo|[mn]dash|hellip|middot|bull|times|e[mn]sp|thinsp|deg"
    r"|permil|yen|copy|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});|&nbsp(?![A-Za-z])",
    re.ASCII,
)
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_|(?<![A-Za-z:\\])\\[nrt](?![A-Za-z])", re.ASCII)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\uffff\ud800-\udfff]"
)
#: What is left of a text that was read in a wrong encoding; 〓 stands for a missing character.
_LOST = re.compile(
    "\ufffd+|锟斤拷|烫烫+|屯屯屯+|〓+|[\u00c2\u00c3][\u0080-\u00bf]"
    "|[\u00e2-\u00ef][\u0080-\u00bf\u0152-\u0192\u20ac]{2}"
)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6]|p|div|li|tr|h[1-6])\b[^<>]*>", re.IGNORECASE)
_BREAKING = frozenset("\x0b\x0c\x1e\x85\u2028\u2029")
#: Where a printed figure belongs.
_FIGURES = {"title": "form", "rate": "funding.total.rate", "funding_score": "funding.total.score"}
_MOST_ROUNDS = 3  # &amp;lt;p&amp;gt; was written through three programs


def unfilled_blanks(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 58: no blank of a draft is left in a text: xx个, ____, 待定, 指标1 (未填的空)."""
    words = words_of(setting.words)
    for where, text in texts_of(case):
        if found := blanks(text, where.rpartition(".")[2], words):
            yield Spot(
                where,
                f"{name_of(where, case.form)}中{listed(found, setting.limits['named'])}"
                "像是没有填完的内容，请改成实际内容。",
            )


def stray_markup(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 59: no markup of a web page and no control characters in a text (网页标记、控制字符)."""
    for where, text in texts_of(case):
        if strays := _strays(text):
            tidy = cleaned(text, lines=holds_lines(where))
            advice = "，有的字已丢失，请对照原文补上" if _LOST.search(text) else "，可一键清除"
            yield Spot(
                where,
                f"{name_of(where, case.form)}中夹有{'、'.join(strays)}{advice}。",
                remedy=Remedy("清除标记", SetCell(where, tidy)),
            )


def error_in_printed(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 58: the source's paper shows no failed formula (#DIV/0!) for a figure (错误值)."""
    for key in PRINTED_KEYS:
        text = getattr(case.form.printed, key)
        if error_value(text):
            yield Spot(
                _FIGURES.get(key, key),
                f"{PRINTED_NAMES[f'printed.{key}']}为“{text.strip()}”，是公式出错的结果，"
                "请对照原表核对。",
                (f"printed.{key}",),
                own_counts(key),
            )


def empty_goals(case: Case, setting: Setting) -> Iterator[Spot]:
    """The goals that the template prints are filled (预期目标、实际完成情况)."""
    if case.template.block(GoalsBlock) is None:
        return
    for where in ("goal_expected", "goal_actual"):
        if says_nothing(getattr(case.form, where), setting.words["blank"]):
            yield Spot(where, f"没有填写{FORM_NAMES[where]}。")


@lru_cache(maxsize=4096)
def cleaned(text: str, *, lines: bool) -> str:
    """`text` without markup, escapes and control characters; its paragraphs become `lines`."""
    for _ in range(_MOST_ROUNDS):
        plain = _TAG.sub("", _BREAKS.sub("\n", _without_comments(text)))
        plain = _ENTITY.sub(lambda found: html.unescape(found[0]), plain)
        plain = _ESCAPE.sub(_unescaped, plain)
        plain = "".join("\n" if sign in _BREAKING else sign for sign in plain)
        plain = _CONTROL.sub("", _LOST.sub("", plain))
        if plain == text:
            break
        text = plain
    parts = (part.replace("\xa0", " ").strip() for part in text.splitlines())
    return ("\n" if lines else "").join(part for part in parts if part)


def _without_comments(text: str) -> str:
    end = _last_comment_end(text)
    return _COMMENT.sub("", text[:end]) + text[end:]


def _last_comment_end(text: str) -> int:
    """Where a comment could end at last: up to there every comment that begins also ends."""
    return text.rfind("-->") + len("-->") if "-->" in text else 0


def _unescaped(found: re.Match[str]) -> str:
    """What _x000D_ or a written-out line break stands for: a new line, or nothing to be seen."""
    if found[0].startswith("\\"):
        return " " if found[0] == "\\t" else "\n"
    sign = chr(int(found[0][2:6], 16))
    return "\n" if sign in "\r\n" or not sign.isprintable() else sign


@lru_cache(maxsize=8192)
def _strays(text: str) -> tuple[str, ...]:
    """What does not belong into a text, in people's words, with an example of each."""
    kinds = []
    if tag := _COMMENT.search(text, 0, _last_comment_end(text)) or _TAG.search(text):
        kinds.append(f"网页标记“{tag[0][:20]}”")
    if code := _ENTITY.search(text) or _ESCAPE.search(text):
        kinds.append(f"转义符号“{code[0]}”")
    if lost := _LOST.search(text):
        kinds.append(f"无法还原的字符“{lost[0]}”")
    elif _CONTROL.search(text):
        kinds.append("看不见的控制字符")
    return tuple(kinds)


RULES = (
    FormRule("58", unfilled_blanks, TEXT_PARTS),
    FormRule("58-printed", error_in_printed, ("printed",)),
    FormRule("59", stray_markup, TEXT_PARTS),
    FormRule("goals", empty_goals, ("goals",)),
)
