"""Rules 41–44: the notes give a reason and a measure, and agree with the figures (偏差原因)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell
from perfdesk.core.checks.case import FormRule, RowRule, Spot
from perfdesk.core.checks.names import any_in, told_rows
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Remedy
from perfdesk.core.measure import scaled
from perfdesk.core.number import HUNDRED, narrow, parse_decimal
from perfdesk.core.suggestion import band_of, comparable, reached
from perfdesk.core.wording import bare, says_nothing, sentences, shortened, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perfdesk.core.checks.case import Case, RowCase
    from perfdesk.core.measure import Measure
    from perfdesk.core.ruleset import Setting

_CLAIM_WORDS = ("way", "all", "negation", "verb", "object", "whole")
_TOLD = re.compile(
    r"实际(?P<verb>[^\d,。;:、]{0,8}?)(?:为|是|:|约)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>%|[\u4e00-\u9fff/]{0,4})",
    re.ASCII,
)
_CHANGES = re.compile(r"[增减多少差缺退升降]")
_WANTED = re.compile(
    r"(?:目标值?|指标值|计划数)(?:为|是|:|≥|=)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>%|[\u4e00-\u9fff/]{0,4})",
    re.ASCII,
)
_CLAUSE = re.compile(r"[^,。;:!?\n]+")
_LABELLED = re.compile(r"(?:原因|措施|改进|整改)[^,。;]{0,6}[:：]")
_MARKS = "。；;，, \n"


def note_without_measure(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 41: a note on a deduction also says what will be done (没有写改进措施)."""
    note = case.indicator.note
    if not bare(note) or not _deducted(case) or _is_thin(note, case.template.checks.setting("42")):
        return
    if not any_in(without(note, setting.words["plain"]), setting.words["measure"]):
        yield Spot(
            case.at("note"),
            f"{case.name('note')}只写了原因，没有写改进措施，请补上今后怎样改进。",
        )


def thin_note(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 42: a note on a deduction tells the reason, in more than a few words (说明过于简单)."""
    note, reason = case.indicator.note, case.template.checks.setting("40")
    if reason.severity and says_nothing(note, reason.words["blank"]):
        return  # rule 40 asks for a reason
    if note.strip() and _deducted(case) and _is_thin(note, setting):
        ask = "过于简单，请写明为什么没有完成和怎样改进。"
        if _met(case):
            ask = "过于简单；完成值已达到指标值却扣分，请写明为什么扣分。"
        yield Spot(
            case.at("note"), f"{case.name('note')}“{note.strip()}”{ask}", (case.at("score"),)
        )


def needless_note(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 43: full points and no deviation need no note (无偏差而有说明)."""
    note, points = case.indicator.note, case.points
    weight = case.indicator.weight.value
    if not bare(note) or bare(note) in setting.words["nothing"]:
        return
    if weight is None or points.score is None or points.score < weight or _deviates(case):
        return
    yield Spot(
        case.at("note"),
        f"{case.name('note')}已填写，但该指标得满分、完成值与指标值一致，请确认是否需要说明。",
        (case.at("score"),),
    )


def note_against_figures(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 44: a note does not say the contrary of the figures (说明与数字矛盾)."""
    note = case.indicator.note
    if not bare(note):
        return
    row, met, words = case.indicator, _met(case), setting.words
    others = (case.at("target"), case.at("actual"))
    target, actual = row.target.text, row.actual.text
    below, above, ahead = words["below"], words["above"], words["ahead"]
    if row.target.reverse:
        below = above = ()  # of a limit, to be below it is well
    ways = (words[key] for key in _CLAIM_WORDS)
    done, missed = _claim_patterns(*ways, below=below, above=above)
    said = _claims(note, done, _but(words), ahead, row.level3) if met is False else ""
    if said and not any_in(note.partition(said)[2], words["short"]):
        state = f"完成值 {actual} 没有达到指标值 {target}"
    elif met is True and (said := _claims(note, missed, words["but"], ahead, row.level3)):
        state = f"完成值 {actual} 已达到指标值 {target}"
    elif said := _other_figure(case.indicator.actual, _TOLD, note):
        state = f"实际完成值为 {actual}"
    elif said := _other_figure(case.indicator.target, _WANTED, note):
        state = f"年度指标值为 {target}"
    else:
        return
    yield Spot(case.at("note"), f"{case.name('note')}写“{said}”，但{state}，请核对。", others)


def _but(words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What a clause that claims success does not say."""
    return (*words["but"], *words["negation"])


def mixed_note(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """A note that holds reason and measure one behind the other can be labelled (分开填写)."""
    parts = _parted(case.indicator.note, setting.words["begin"])
    if parts and _deducted(case):
        text = f"偏差原因：{parts[0]}。改进措施：{parts[1]}。"
        yield Spot(
            case.at("note"),
            f"{case.name('note')}把原因和改进措施写在一起，可分成“偏差原因”和“改进措施”两段。",
            remedy=Remedy("分开填写", SetCell(case.at("note"), text)),
        )


def same_notes(case: Case, setting: Setting) -> Iterator[Spot]:
    """The same note stands on many rows (多行说明相同): once for each text."""
    rows: dict[str, list[int]] = {}
    nothing = case.template.checks.setting("43").words["nothing"]
    for number, row in enumerate(case.form.indicators):
        if len(text := bare(row.note)) > 1 and text not in nothing:
            rows.setdefault(text, []).append(number)
    for numbers in rows.values():
        if len(numbers) < setting.limits["rows"]:
            continue
        first, *others = (indicator_cell(number, "note") for number in numbers)
        note = shortened(case.form.indicators[numbers[0]].note, _SHOWN)
        yield Spot(
            first,
            f"{told_rows(numbers)}的偏差原因完全相同（“{note}”），请逐项写明各自的原因。",
            tuple(others),
        )


def _deducted(case: RowCase) -> bool:
    weight, score = case.indicator.weight.value, case.points.score
    return weight is not None and score is not None and score < weight


def _is_thin(note: str, setting: Setting) -> bool:
    text = bare(note)
    return len(text) < setting.limits["characters"] or text in setting.words["boilerplate"]


def _met(case: RowCase) -> bool | None:
    """Whether the indicator reached its target, by its figures or by the word for its result."""
    met = reached(case.indicator.target, case.indicator.actual)
    if met is not None:
        return met
    band = band_of(case.indicator.actual.text, case.template.rules)
    return None if band is None else band.high >= HUNDRED


def _deviates(case: RowCase) -> bool:
    """Whether the result is another than the target, above it or below."""
    pair = comparable(case.indicator.target, case.indicator.actual)
    return pair[0] != pair[1] if pair else _met(case) is not True


@lru_cache(maxsize=64)
def _claim_patterns(
    way: tuple[str, ...],
    every: tuple[str, ...],
    negation: tuple[str, ...],
    verb: tuple[str, ...],
    objects: tuple[str, ...],
    whole: tuple[str, ...],
    *,
    below: tuple[str, ...],
    above: tuple[str, ...],
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a clause's end that claims success, and of one that claims the contrary."""
    how, wholly, no, do, what, year = map(_one_of, (way, every, negation, verb, objects, whole))
    thing = r"(?P<thing>[\u4e00-\u9fff]{2,6}?)"
    done = rf"{how}+{do}{what}*$|{do}{what}+$"
    done = rf"{done}|{wholly}{how}*{do}(?:{year}+[\u4e00-\u9fff]{{0,8}}?{what}+|{thing}{what}*)$"
    missed = rf"{no}{how}*{do}{thing}??{what}*$"
    if below and above:
        done = rf"{done}|{_one_of(above)}{what}+$"
        missed = rf"{missed}|{_one_of(below)}{what}+$"
    return re.compile(done), re.compile(missed)


def _one_of(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


@lru_cache(maxsize=1024)
def _claims(
    note: str,
    pattern: re.Pattern[str],
    but: tuple[str, ...],
    ahead: tuple[str, ...],
    name: str,
) -> str:
    """The clause of a note that claims the pattern of the whole indicator, else ''.

    Not behind a word of `ahead` in its sentence: that is a promise. A thing that was done or not
    (未完成走访任务) is the indicator's where its `name` has it.
    """
    for _, sentence in sentences(narrow(note)):
        for found in _CLAUSE.finditer(sentence):
            clause = found[0].strip().removeprefix("因故")
            claim = pattern.search(clause)
            if any_in(clause, ahead):
                break  # 2025年将统筹安排，确保完成计划
            if claim and (claim.groupdict().get("thing") or "") in name and not any_in(clause, but):
                return clause
    return ""


def _other_figure(measure: Measure, telling: re.Pattern[str], note: str) -> str:
    """What a note says was done or wanted, once, where the cell has another figure in the unit."""
    found, told = scaled(measure), list(telling.finditer(narrow(note)))
    if found is None or found[1] in ("", "元") or len(told) != 1:
        return ""
    number, unit = parse_decimal(told[0]["number"]), told[0]["unit"]
    if _CHANGES.search(told[0].groupdict().get("verb") or ""):
        return ""
    return told[0][0] if unit.startswith(found[1]) and number != found[0] else ""


@lru_cache(maxsize=1024)
def _parted(note: str, begin: tuple[str, ...]) -> tuple[str, str] | None:
    """(reason, measure) of a note without labels whose last sentences are all measures."""
    if _LABELLED.search(note):
        return None
    parts = [note[start : start + len(text)].strip(_MARKS) for start, text in sentences(note)]
    parts = [part for part in parts if part]
    measures = [part.startswith(begin) for part in parts]
    if True not in measures or measures[0]:
        return None
    at = measures.index(True)
    if not all(measures[at:]):
        return None
    return "；".join(parts[:at]), "；".join(parts[at:])


_SHOWN = 20

RULES = (
    RowRule("41", note_without_measure),
    RowRule("42", thin_note),
    RowRule("43", needless_note),
    RowRule("44", note_against_figures),
    RowRule("note-parts", mixed_note),
    FormRule("same-notes", same_notes, ("notes",)),
)
