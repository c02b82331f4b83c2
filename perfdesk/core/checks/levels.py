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
_SUFFIX = "指标"
#: 指标 with a slip; 指数, 目标 and 达标 are words.
_SLIPS = re.compile(r"指[^标数]|[^目达]标|标指|指|指标标|指指标")
_SHORT = 2
_NUMBERED = re.compile(r"^\(?[一二三四五六七八九十\d]{1,2}[)、.]", re.ASCII)


@lru_cache(maxsize=4096)
def core_of(label: str) -> str:
    """产出 for 产出指标, 一、产出指标（50分）and the like; '' for an empty label."""
    return _stripped(label).removesuffix(_SUFFIX)


def _stripped(label: str) -> str:
    """The label without its number and points."""
    return _NUMBERED.sub("", _POINTS.sub("", half_width(label)))


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


def known_label(label: str, template: Template) -> bool:
    """Whether the template's vocabulary has the label, as level 1 or as level 2."""
    core = core_of(label)
    return level_of(label, template) is not None or bool(core and homes_of(label, template))


def meant(label: str, names: Iterable[str]) -> str:
    """The one of `names` that is misspelt as `label`, '' where that is not sure.

    Sure are 产出指示 and 出产指标, and one wrong character in a name of three at least: a shorter
    one is soon another word (效果, 效益).
    """
    written = _stripped(label)
    found = [name for name in names if _slip(written, name)]
    return found[0] if len(found) == 1 else ""


def _slip(written: str, name: str) -> bool:
    core = name.removesuffix(_SUFFIX)
    if written.startswith(core) and written != core:
        return bool(_SLIPS.fullmatch(written.removeprefix(core)))
    if len(written) != len(name) or not written.endswith(_SUFFIX):
        return False
    other = written.removesuffix(_SUFFIX)
    wrong = sum(one != right for one, right in zip(other, core, strict=True))
    turned = sorted(other) == sorted(core)
    return turned or (wrong == 1 and len(core) > _SHORT)


def cores(labels: Iterable[str]) -> set[str]:
    """The labels' meanings."""
    return {core_of(label) for label in labels}
