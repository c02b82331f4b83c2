"""The one grade of several that is ticked: ☑优 □良 or 优（√）良（ ）."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.exchange.values import Typed

#: What a grade is called.
GRADES = ("优", "良", "中", "差", "优秀", "良好", "合格", "不合格", "一般", "较差")
TICKED = "取打勾的一项"
NO_TICK = "没有打勾，按未填处理"
_TICKS, _BOXES = "☑☒√✓✔■", "□☐○◯"
_MARK = re.compile(rf"[{_TICKS}{_BOXES}]|[（(【\[]\s*[）)】\]]")
_PART = re.compile(
    rf"(?P<tick>[{_TICKS}]|[（(【\[]\s*[{_TICKS}]\s*[）)】\]])"
    rf"|(?P<box>{_MARK.pattern})|(?P<word>\w+)"
)
_INSIDE = rf"[^（()）【】\[\]{_TICKS}{_BOXES}]*"
#: Points of a grade, （90-100分）, and its number, 1. or A、.
_RANGE = re.compile(rf"[（(【\[](?={_INSIDE}[）)】\]])[^）)】\]]*\d[^）)】\]]*[）)】\]]")
_NUMBERING = re.compile(r"[①-⑳]|(?<!\w)[（(]?(?:\d{1,2}|[A-Ea-e]|[一二三四五])[）).．、]")
_LONGEST = 200  # far longer than any list of grades


def ticked(text: str) -> Typed:
    """The grade that is ticked among several; '' where none is.

    A text without boxes, with several ticks, with other words than grades among them or of which it
    is not clear what grade a tick belongs to stays as it is.
    """
    if len(text) > _LONGEST or not _MARK.search(text):
        return text, ()
    plain = _NUMBERING.sub("", _RANGE.sub("", text))
    parts = _without_label([*_PART.finditer(plain)])
    kinds = [part.lastgroup for part in parts]
    words = [part[0] for part in parts if part.lastgroup == "word"]
    if len(words) < 2 or not {*words} <= {*GRADES} or kinds.count("tick") > 1:
        return text, ()
    if "tick" not in kinds:
        return "", (NO_TICK,)
    grade = _beside(parts, kinds.index("tick"))
    return (grade, (TICKED,)) if grade else (text, ())


def _without_label(parts: list[re.Match[str]]) -> list[re.Match[str]]:
    """The parts from the first mark or grade on: 等级 ☑优 □良 begins with the tick."""
    begins = (at for at, p in enumerate(parts) if p.lastgroup != "word" or p[0] in GRADES)
    return parts[next(begins, len(parts)) :]


def _beside(parts: list[re.Match[str]], tick: int) -> str:
    """The grade before or behind a tick, by what touches it and by where the marks stand.

    '' where these say nothing, or not the same.
    """
    layout = _side(parts[0].lastgroup != "word", parts[-1].lastgroup != "word")
    touching = _side(_touch(parts[tick : tick + 2]), _touch(parts[max(tick - 1, 0) : tick + 1]))
    if layout == touching == 0 or layout * touching < 0:
        return ""
    grade = parts[tick + (layout or touching)]
    return grade[0] if grade.lastgroup == "word" else ""


def _side(behind: bool, before: bool) -> int:
    """1 for the grade behind the tick, -1 for the one before it, 0 for no answer."""
    return behind - before


def _touch(parts: list[re.Match[str]]) -> bool:
    """True for two parts with no blank between."""
    return len(parts) == 2 and parts[0].end() == parts[1].start()
