"""Level labels (一级、二级指标的名称): what they mean apart from how they are written."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.number import half_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.template import Level, Template

_POINTS = re.compile(r"(?:\((?=.*\)$)|(?<![(\d.])(?=[^()]*分$))(\d+(?:\.\d+)?)分?\)?$", re.ASCII)
_NUMBERED = re.compile(r"^\(?[一二三四五六七八九十\d]{1,2}[)、.]", re.ASCII)


@lru_cache(maxsize=4096)
def core_of(label: str) -> str:
    """产出 for 产出指标, 一、产出指标（50分）and the like; '' for an empty label."""
    plain = _NUMBERED.sub("", _POINTS.sub("", half_width(label)))
    return plain.removesuffix("指标")


@lru_cache(maxsize=4096)
def points_in(label: str) -> Decimal | None:
    """The points written behind a label, 50 of 产出指标（50分）; None where there are none."""
    found = _POINTS.search(half_width(label))
    return Decimal(found[1]) if found else None


def level_of(label: str, template: Template) -> Level | None:
    """The level-1 entry of the template's vocabulary that the label names, if any."""
    core = core_of(label)
    return next((level for level in template.levels if core and core_of(level.name) == core), None)


def homes_of(label: str, template: Template) -> list[Level]:
    """The level-1 entries under which the vocabulary has the level-2 label."""
    core = core_of(label)
    return [level for level in template.levels if core and core in cores(level.level2)]


def cores(labels: Iterable[str]) -> set[str]:
    """The labels' meanings."""
    return {core_of(label) for label in labels}
