"""Results in words that say the contrary of their target (改善 and 未改善, 无 and 发生1起)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.checks.direction import less_is_better
from perfdesk.core.checks.names import any_in
from perfdesk.core.number import half_width
from perfdesk.core.wording import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import RowCase
    from perfdesk.core.ruleset import Setting

_REMARK = re.compile(r"\([^()]*\)[。.]?$")
_DEGREES = re.compile(
    "明显|显著|有所|有效|持续|不断|进一步|逐步|稳步|得到|大幅|切实|全面|完全|全部|已经|已"
)
_NO = re.compile("[尚并仍还暂均]?(?:未[能见有曾]?|没有?能?|不[能会]?|无法?)")
_NONE = re.compile(
    r"(?:(?:无|没有|零)(?:发生|出现|存在)?|(?P<happen>(?:不|未|不得|不会)(?:发生|出现)))"
    r"(?P<thing>[\u4e00-\u9fff]{0,12})"
)
_SOME = (
    r"(?:[已曾共]|有|发生|出现|存在)+[过了]?"
    r"(?:(?:[1-9]\d{0,3}|[一二两三四五六七八九十]+)(?:起|例|宗|件|次|处|人次?|名))?"
)
_COUNTED = re.compile(r"[1-9]\d{0,3}\(?[起例宗]\)?", re.ASCII)
_LONGEST = 60


def denies(case: RowCase, setting: Setting) -> bool:
    """Whether the result is a word for failure, or says in words the contrary of its target.

    `setting` is that of rule 30. A word of what is bad (超支) is denied by who did well: 未超支.
    """
    row, words = case.indicator, setting.words
    wanted, said = row.target.text, bare(row.actual.text)
    if said in words["missed"]:
        return True
    if _changed_not(wanted, said, setting):
        return True
    limits = case.template.checks.setting("32").words
    less, more = limits["less"], limits["more"]
    bad = any_in(wanted, words["bad"]) or less_is_better(wanted, less, more)
    named_bad = less_is_better(row.level3, less, more)
    return says_contrary(wanted, row.actual.text, bad=bad, named_bad=named_bad)


def _changed_not(wanted: str, said: str, setting: Setting) -> bool:
    """True for 下降 beside a target that asks for more, 无变化 beside one that asks for change."""
    words = setting.words
    fell = said in words["less"] and any_in(wanted, words["more"])
    if fell and not any_in(wanted, words["less"]):
        return True
    changes = (*words["more"], *words["less"], *words["change"])
    return said in words["same"] and any_in(wanted, changes) and not any_in(wanted, words["keep"])


@lru_cache(maxsize=4096)
def says_contrary(target: str, actual: str, *, bad: bool, named_bad: bool) -> bool:
    """Whether one of the two texts is the other one denied.

    `bad` says that the target names what should not be, `named_bad` that the indicator does.
    """
    if max(len(target), len(actual)) > _LONGEST:
        return False
    wanted, said = half_width(target), half_width(actual)
    if _breaks(wanted, said, sure=bad or named_bad):
        return True
    wanted, said = _REMARK.sub("", wanted), _REMARK.sub("", said)
    wanted, said = bare(wanted), bare(said)
    if {wanted, said} == {"是", "否"} or (wanted == "是" and said == "不是"):
        return True
    if not bad and _denied(wanted, said):
        return True
    return bool(wanted) and said in _denials_lifted(wanted)


def _breaks(wanted: str, said: str, *, sure: bool) -> bool:
    """Whether something happened of which nothing was to be: 无 and 发生1起."""
    found = _NONE.fullmatch(wanted.rstrip("。."))
    if found is None or not (sure or found["happen"] or found["thing"]):
        return False
    if (sure or found["happen"]) and _COUNTED.fullmatch(said):
        return True
    some = re.compile(f"{_SOME}(?:{re.escape(found['thing'])})?")
    return bool(some.fullmatch(_REMARK.sub("", said).rstrip("。.")))


def _denied(wanted: str, said: str) -> bool:
    """Whether the result is the target with a word of denial in it, degrees apart."""
    if not wanted:
        return False
    if "有" in wanted and said in (wanted.replace("有", no, 1) for no in ("无", "没有")):
        return True
    if wanted in _without_denial(said):
        return True
    plain = _DEGREES.sub("", wanted)
    return bool(plain) and plain in _without_denial(_DEGREES.sub("", said))


def _denials_lifted(wanted: str) -> set[str]:
    """What a target that begins with a denial rules out: 超预算, 已超预算 of 不超预算."""
    found = _NO.match(wanted)
    rest = wanted[found.end() :] if found else ""
    return {rest, f"已{rest}", f"有{rest}"} if len(rest) > 1 else set()


def _without_denial(text: str) -> Iterator[str]:
    """`text` without each one of its words of denial."""
    for found in _NO.finditer(text):
        for end in range(found.start() + 1, found.end() + 1):
            yield text[: found.start()] + text[end:]
