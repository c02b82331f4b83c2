"""Which template a form was made with, and its money unit: what its labels, title and year say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.form import AMOUNT_KEYS
from perfdesk.core.labels import folded
from perfdesk.core.number import half_width
from perfdesk.core.template import FieldsBlock, FundingBlock, IndicatorsBlock, MoneyUnit, Template
from perfdesk.exchange.reading import Sure
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perfdesk.exchange.draft import Draft

_DISTRICT = re.compile(r"市\w{1,4}区|^\w{2,4}区")
_CLEAR = 2  # so much more evidence than for the next template makes one likely


@dataclass(frozen=True, slots=True)
class Proposal:
    """The template proposed, how sure, and what speaks for it."""

    template: Template
    sure: Sure
    why: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a form shows of its template."""

    title: str
    year: str
    money_unit: str
    weight: str
    rate: str
    note: str
    columns: frozenset[str]
    spine: bool
    grade: bool
    percent: bool | None
    offices: str


def known_templates() -> list[Template]:
    """Every template that can be read; a person's own broken one is left out here."""
    found = []
    for template_id in library().ids():
        try:
            found.append(library().get(template_id))
        except Refused:
            continue  # told of where it is chosen by hand
    return found


def propose(draft: Draft, templates: Sequence[Template]) -> Proposal:
    """The template that most speaks for; the money unit that the form names is binding."""
    seen = _seen(draft)
    fitting = [t for t in templates if seen.money_unit in ("", t.money_unit.value)]
    scored = sorted(
        ((_points(seen, template), template) for template in fitting or templates),
        key=lambda pair: (-sum(points for points, _ in pair[0]), pair[1].id),
    )
    (best, template), *others = scored
    lead = sum(p for p, _ in best) - (sum(p for p, _ in others[0][0]) if others else 0)
    words = [word for points, word in best if points > 0]
    sure = Sure.LIKELY if lead >= _CLEAR and len(words) > _CLEAR else Sure.GUESS
    return Proposal(template, sure, "、".join(words) or "表中没有可供判断的内容")


def _seen(draft: Draft) -> _Seen:
    funding = draft.region.funding[0] if draft.region.funding else None
    heads = {column.key: column.head.text for column in funding.columns} if funding else {}
    notes = [c.head.text for h in draft.region.heads for c in h.columns if c.key == "note"]
    spines = [
        p for p in draft.claimed if p.word == "绩效指标" and p.left < draft.region.heads[0].left
    ]
    rate = draft.texts.get("printed.rate", "")
    offices = (draft.texts.get("supervisor", ""), draft.texts.get("unit", ""))
    return _Seen(
        title="".join(draft.texts.get("printed.title", "").split()),
        year=draft.texts.get("year", ""),
        money_unit=draft.report.money_unit,
        weight=folded(heads.get("weight", "")),
        rate=half_width(heads.get("rate", "")),
        note=folded(notes[0]) if notes else "",
        columns=frozenset(heads) & set(AMOUNT_KEYS),
        spine=bool(spines),
        grade="printed.grade" in draft.texts or any(p.word == "评分等级" for p in draft.claimed),
        percent=rate.endswith(("%", "％")) if rate else None,
        offices=" ".join(offices),
    )


def _points(seen: _Seen, template: Template) -> list[tuple[int, str]]:
    """What speaks for a template: (points, what), also against it with negative points."""
    funding, indicators = template.block(FundingBlock), template.block(IndicatorsBlock)
    labels = template.funding_labels()
    found = [
        _equal(seen.weight, folded(labels.get("weight", "")), 2, f"“{seen.weight}”栏"),
        _equal(seen.rate, half_width(labels.get("rate", "")), 2, f"“{seen.rate}”栏"),
        _equal(seen.note, folded(template.column_labels().get("note", "")), 2, f"“{seen.note}”栏"),
        _equal(seen.title, template.title, 2, f"标题“{seen.title}”"),
        _equal(str(seen.spine), str(bool(indicators and indicators.spine)), 2, "绩效指标一栏"),
        _equal(str(seen.grade), str(_has_grade(template.blocks)), 2, "评分等级一行"),
        _money(seen.money_unit, template),
        _year(seen, template),
        _authority(seen.offices, template.authority),
    ]
    if seen.columns and funding:
        own = frozenset(column.key for column in funding.columns) & set(AMOUNT_KEYS)
        found.append((2, "资金各栏") if own == seen.columns else (-2, ""))
    if seen.percent is not None:
        fits = seen.percent == bool(template.formats["rate"].suffix)
        found.append((1, "执行率的写法") if fits else (0, ""))
    return found


def _equal(seen: str, own: str, points: int, word: str) -> tuple[int, str]:
    return (points, word) if seen and seen == own else (0, "")


def _money(seen: str, template: Template) -> tuple[int, str]:
    """Nearly all forms are in 万元 today; that alone says little."""
    if seen:
        return (2, f"金额单位{seen}")
    return (1, "") if template.money_unit is MoneyUnit.WAN else (0, "")


def _has_grade(blocks: Iterable[object]) -> bool:
    rows = [block for block in blocks if isinstance(block, FieldsBlock)]
    return any(cell.address == "grade" for row in rows for cell in row.cells)


def _year(seen: _Seen, template: Template) -> tuple[int, str]:
    if not seen.year:
        return (2, "没有年度一行") if not template.year_line else (0, "")
    if not template.year_line:
        return (-1, "")
    apart = int(seen.year) - template.default_year
    word = f"{seen.year}年度"
    return {0: (3, word), 1: (1, word)}.get(apart, (0, ""))


def _authority(offices: str, authority: str) -> tuple[int, str]:
    """Points for a template whose authority's place the offices' names bear."""
    place = authority.removesuffix("各区").removesuffix("市级部门").removesuffix("市级")
    name = place.rstrip("省市")
    if name == "财政部":
        return (1, "")
    if not offices.strip() or len(name) < 2:
        return (0, "")
    if name not in offices:
        return (-3, "")
    district = bool(_DISTRICT.search(offices))
    if authority.endswith("各区"):
        return (3, "区级单位") if district else (-1, "")
    if "市级" in authority:
        return (-1, "") if district else (3, "市级单位")
    return 2, f"{place}的单位"
