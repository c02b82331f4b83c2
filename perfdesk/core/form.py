"""One project's form (一张自评表) as immutable values; every typed string survives as typed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from perfdesk.core.measure import Measure
from perfdesk.core.number import EMPTY, Number

if TYPE_CHECKING:
    from perfdesk.core.silence import Silence

#: What stands for a name that nobody has filled in.
UNNAMED = "未命名"


@dataclass(frozen=True, slots=True)
class Amounts:
    """A row of the funding table: 年初预算数, 全年预算数 and 全年执行数."""

    initial: Number = EMPTY
    adjusted: Number = EMPTY
    executed: Number = EMPTY

    @property
    def filled(self) -> bool:
        """True if any of the three holds a number."""
        return any(
            number.value is not None for number in (self.initial, self.adjusted, self.executed)
        )


@dataclass(frozen=True, slots=True)
class Funding:
    """The funding table: total, fiscal (当年财政拨款), carryover (上年结转), other (其他)."""

    total: Amounts = field(default_factory=Amounts)
    fiscal: Amounts = field(default_factory=Amounts)
    carryover: Amounts = field(default_factory=Amounts)
    other: Amounts = field(default_factory=Amounts)

    @property
    def sources(self) -> tuple[Amounts, ...]:
        """The rows that the total sums up."""
        return tuple(getattr(self, key) for key in PART_KEYS)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the indicator table: levels, target, actual, weight (分值), score (得分), note."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    target: Measure = Measure.of("")
    actual: Measure = Measure.of("")
    weight: Number = EMPTY
    score: Number = EMPTY
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The optional lines under the table (填报人、财务负责人、单位负责人、联系电话、填报日期)."""

    preparer: str = ""
    finance_head: str = ""
    unit_head: str = ""
    phone: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a source printed, as text: compared by checks, never used to compute or print."""

    title: str = ""
    rate: str = ""
    funding_score: str = ""
    total_weight: str = ""
    total_score: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One project in one year. Amounts are in the money unit of the form's own template.

    `silenced` are the findings that a person has set aside on it, with the reasons.
    """

    template: str
    project_name: str = ""
    year: int | None = None
    id: str = ""
    supervisor: str = ""
    unit: str = ""
    funding: Funding = field(default_factory=Funding)
    execution_weight: Number = EMPTY
    goal_expected: str = ""
    goal_actual: str = ""
    indicators: tuple[Indicator, ...] = ()
    signature: Signature = field(default_factory=Signature)
    extra: tuple[tuple[str, str], ...] = ()
    printed: Printed = field(default_factory=Printed)
    silenced: tuple[Silence, ...] = ()

    def extra_text(self, label: str) -> str:
        """The labelled extra text (其他栏目), '' where the form has none."""
        return next((text for name, text in self.extra if name == label), "")


SOURCE_KEYS = tuple(item.name for item in fields(Funding))
#: The sources that the total sums up.
PART_KEYS = tuple(key for key in SOURCE_KEYS if key != "total")
AMOUNT_KEYS = tuple(item.name for item in fields(Amounts))
INDICATOR_KEYS = tuple(item.name for item in fields(Indicator))
#: The columns whose neighbouring rows of one label make a group (groups.py).
LEVEL_KEYS = ("level1", "level2")
#: The columns of numbers.
POINT_KEYS = ("weight", "score")
#: The columns in which some templates split the target (指标性质、指标值、度量单位).
TARGET_KEYS = ("target.operator", "target.number", "target.unit")
SIGNATURE_KEYS = tuple(item.name for item in fields(Signature))
PRINTED_KEYS = tuple(item.name for item in fields(Printed))
