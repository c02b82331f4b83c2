"""Rules 58, 59 and the like: what was left behind in texts, and goals left empty (遗留内容)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.cells import FORM_NAMES, name_of
from perfdesk.core.checks.case import FormRule, Spot
from perfdesk.core.checks.fields import TEXT_PARTS, holds_lines, texts_of
from perfdesk.core.checks.names import any_in
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Remedy
from perfdesk.core.number import narrow
from perfdesk.core.template import GoalsBlock
from perfdesk.core.wording import clause_before, excerpt, listed, says_nothing, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case
    from perfdesk.core.ruleset import Setting

#: What a number would be followed by: 个, 人, 万元 …, where it is not the beginning of a word.
_UNIT = (
    r"[余多]?(?:[万亿]?元(?![旦素])|人次|人(?![员才均社力事口民大工群身生物文]|数(?!据))|个(?!体|性|别)|次(?!数|序|年|日)"
    r"|场(?![地所馆次])|家(?![庭长具属乡园])|项(?!目)|份(?![额数])|名(?![称单录])|户(?![数籍主])|件(?!数)"
    r"|位(?![于置])|[篇册套台辆例起条座盏棵亩株版]|张(?![^\d]{0,2}[市县区])|本(?![市区年级项单部院校局中])|天(?!数)"
    r"|月(?![数份度])|年(?![度限级])|日(?!常)|号|期(?!间)|批(?![准复示])|%|平方米|公里|所(?![有需属])"
    r"|课时|学时|小时|分(?![钟析类])|万)"
)
#: Behind a sign of multiplication these stand for words of a formula: 单价×人数.
_FACTOR = r"[\d)\]元人个次月天%价准数额率费值量均资万]"
_WEAK = r"[一二三四五六七八九十\d]"
#: What a template calls the figure that belongs in its place: （数量）人, <金额>.
_FIELDS = "数量|数字|数值|金额|人数|次数"
#: What a blank looks like, by a sign that it holds: only texts with one of the signs are searched.
_BLANKS = tuple(
    (signs, re.compile(pattern))
    for signs, pattern in (
        ("xX", r"(?<![A-Za-z.@/])\d{0,3}[xX](?:\s?[xX])+(?![A-Za-z@]|\.(?![xX])[A-Za-z])"),
        ("xX", rf"(?<![A-Za-z\d])[xX](?={_UNIT})"),
        ("nN", rf"(?<![A-Za-z\d+/])[nN](?={_UNIT}|\({_UNIT}\))"),
        ("×✕", r"(?<![\d)])[×✕]{2,}|[×✕]{2,}(?!\d)"),
        ("×✕*", rf"(?<!{_FACTOR})\s?[×✕*]\s?(?={_UNIT})|[×✕*](?=\s?(?:[万亿]元|元|%)(?!\d))"),
        ("*", r"(?<![\d*])\*{2,}(?![\d*])"),
        ("*×✕?_#□", r"^\s*[=≥≤<>]*\s*[*×✕?_#□]+\s*$"),
        ("_﹍-—", r"(?<![A-Za-z\d])_{2,}|_{2,}(?![A-Za-z\d])|﹍{2,}|[-—]{5,}"),
        ("○〇◯□■△", rf"(?<!{_WEAK})[○〇◯□■△]{{2,}}(?!{_WEAK})|[□■△](?={_UNIT})"),
        ("●▲◆◎ⅹ", rf"[●▲◆◎]{{2,}}(?={_UNIT})|ⅹ{{2,}}"),
        ("0", rf"(?<![\d.,:])0{{2,}}(?={_UNIT})"),
        ("([【〔《“", r"[(\[]\s*[)\]]|【\s*】|〔\s*〕|《\s*》|“\s*”"),
        ("{", r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{[\u4e00-\u9fff]{1,6}\}"),
        ("(<", rf"<(?:{_FIELDS})>|\((?:{_FIELDS})\)(?={_UNIT})"),
        (
            "([【<",
            r"[(\[【<](?:请|此处|在此|这里)?(?:填写|填入|输入|补充|填报)[^)\]】>]{0,20}[)\]】>]",
        ),
        ("?", rf"[?]{{2,}}|[?]\s?(?={_UNIT})"),
        ("某若", rf"(?<![A-Za-z])某某|某(?=年?某?[月日]|原因)|若干(?={_UNIT})"),
        ("月", r"(?<![\d一二三四五六七八九十零〇\s])\s+年\s+月|(?<=\d年)\s+月\s+日"),
        (" \t\u3000", rf"(?<=[\u4e00-\u9fff≥≤=])\s{{2,}}(?={_UNIT})"),
        ("#", r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|#{3,}"),
        ("#", rf"##(?={_UNIT})"),
        (
            "nNuTt",
            r"^\s*(?:nan|NaN|None|null|NULL|undefined|TBD|TODO|N/?A)\s*$|(?<![A-Za-z])(?:TBD|TODO)(?![A-Za-z])",
        ),
    )
)
#: 张**等, 王××同志 is a person whose name is not told.
_MASKED = re.compile(r"[×✕*]{1,2}(?:等|同志|案|诉|、|,|与|和|\()")
_DOTS = re.compile(r"…+|(?<!\d)\.{3,}(?!\d)|。{3,}|·{3,}|⋯+|﹒{3,}")
_NAMELESS = re.compile(
    r"\s*(?:[一二三四]级)?指标(?:名称|值|内容)?\s*[\dN一二三四五六七八九十]{0,2}\s*[:、.]?\s*(?:…|\.|⋯|。)*\s*",
    re.ASCII,
)
_NO_NUMBER = re.compile(
    r"\s*(?:=|≥|≤|>=|<=|>|<)\s*(?:\(?\s*(?:%|人次|[人个次场家项份名户件元])\s*\)?|\(\s*\))?\s*"
)

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
_MOST_ROUNDS = 3  # &amp;lt;p&amp;gt; was written through three programs


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The words of rule 58: what is a blank by itself, what is one in a text, what is none."""

    alone: frozenset[str]
    pending: tuple[str, ...]
    plain: tuple[str, ...]
    surnames: frozenset[str]


def unfilled_blanks(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 58: no blank of a draft is left in a text: xx个, ____, 待定, 指标1 (未填的空)."""
    words = _words_of(*(setting.words[key] for key in ("alone", "pending", "plain", "surnames")))
    for where, text in texts_of(case):
        blanks = _blanks(text, where.rpartition(".")[2], words)
        if blanks:
            yield Spot(
                where,
                f"{name_of(where, case.form)}中{listed(blanks, setting.limits['named'])}"
                "像是没有填完的内容，请改成实际内容。",
            )


def stray_markup(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 59: no markup of a web page and no control characters in a text (网页标记、控制字符)."""
    texts = [*texts_of(case), *((f"extra.{name}", text) for name, text in case.form.extra)]
    for where, text in texts:
        if strays := _strays(text):
            tidy = cleaned(text, lines=holds_lines(where))
            advice = "，有的字已丢失，请对照原文补上" if _LOST.search(text) else "，可一键清除"
            yield Spot(
                where,
                f"{name_of(where, case.form)}中夹有{'、'.join(strays)}{advice}。",
                remedy=Remedy("清除标记", SetCell(where, tidy)),
            )


def empty_goals(case: Case, _setting: Setting) -> Iterator[Spot]:
    """The goals that the template prints are filled (预期目标、实际完成情况)."""
    if case.template.block(GoalsBlock) is None:
        return
    blank = case.template.checks.setting("13").words["blank"]
    for where in ("goal_expected", "goal_actual"):
        if says_nothing(getattr(case.form, where), blank):
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


@lru_cache(maxsize=64)
def _words_of(
    alone: tuple[str, ...],
    pending: tuple[str, ...],
    plain: tuple[str, ...],
    surnames: tuple[str, ...],
) -> _Words:
    return _Words(frozenset(alone), pending, plain, frozenset("".join(surnames)))


@lru_cache(maxsize=16384)
def _blanks(text: str, key: str, words: _Words) -> tuple[str, ...]:
    """The blanks of a text with what stands around them, in their order, each once."""
    folded = narrow(text)
    measured = key in ("target", "actual")
    if folded.strip().lower() in words.alone:
        return (text.strip(),)
    if (key == "level3" and _NAMELESS.fullmatch(folded)) or (
        measured and _NO_NUMBER.fullmatch(folded)
    ):
        return (text.strip(),)
    signs = (
        place for place in _signs(folded, words) if not measured or not _bare_unit(folded, *place)
    )
    places = sorted({*signs, *_dots(folded), *_waiting(folded, words)})
    return tuple(dict.fromkeys(excerpt(text, *place) for place in sorted(places)))


def _signs(folded: str, words: _Words) -> Iterator[tuple[int, int]]:
    for signs, pattern in _BLANKS:
        if not any(sign in folded for sign in signs):
            continue
        for found in pattern.finditer(folded):
            masked = _MASKED.match(folded, found.start())
            if not (masked and folded[: found.start()][-1:] in words.surnames):
                yield found.span()


def _bare_unit(folded: str, start: int, end: int) -> bool:
    """True for the brackets of =3.00(): a measure whose unit is not told."""
    return folded[start:end].startswith("(") and folded[:start].rstrip()[-1:].isdigit()


def _dots(folded: str) -> Iterator[tuple[int, int]]:
    """Dots that stand for something missing, not for the rest of an enumeration or a pause."""
    for found in _DOTS.finditer(folded):
        counted = re.match(_UNIT, folded[found.end() :])
        alone = not folded.replace(found[0], "").strip()
        if counted or alone or (found[0] != "…" and not _trails_off(folded, found.start())):
            yield found.span()


def _trails_off(folded: str, place: int) -> bool:
    """Whether dots follow an enumeration or a quote that is open: 培训、宣传……"""
    return any(sign in clause_before(folded, place) for sign in '、等“"')


def _waiting(folded: str, words: _Words) -> Iterator[tuple[int, int]]:
    """Words such as 待定 and 待补充, but not 有待完善."""
    if not any_in(folded, words.pending):
        return
    searched = without(folded, words.plain)
    for word in words.pending:
        if (place := searched.find(word)) >= 0:
            yield place, place + len(word)


RULES = (
    FormRule("58", unfilled_blanks, TEXT_PARTS),
    FormRule("59", stray_markup, (*TEXT_PARTS, "extra")),
    FormRule("goals", empty_goals, ("goals",)),
)
