"""A template (表样): everything that differs between years and authorities, as plain values.

The values come from `forms/*.toml`; `perfdesk.files.templates` reads and checks them. Lengths are
in millimetres, font sizes in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from perfdesk.core.formats import NumberFormat
from perfdesk.core.rounding import Rounding


class MoneyUnit(Enum):
    """The unit of all amounts of a form (金额单位)."""

    YUAN = "元"
    WAN = "万元"

    @property
    def yuan(self) -> Decimal:
        """How many 元 one of it is."""
        return Decimal(10_000) if self is MoneyUnit.WAN else Decimal(1)


class Reverse(Enum):
    """How an exceeded ≤ target loses points (反向指标算法)."""

    LINEAR = "linear"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Band:
    """A qualitative result (定性结果): its words and the share of the weight that it allows.

    low ≤ share < high, in percent; the top band includes 100.
    """

    words: tuple[str, ...]
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade (评分等级) and the least total that gives it."""

    name: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Cap:
    """An execution rate below `rate_below` percent allows at most `total` points (执行率封顶)."""

    rate_below: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Rules:
    """The scoring rules of an authority (评分规则)."""

    rate_rounding: Rounding = Rounding.HALF_UP
    score_rounding: Rounding = Rounding.HALF_UP
    suggestion_rounding: Rounding = Rounding.HALF_UP
    execution_weight: Decimal = Decimal(10)
    total: Decimal = Decimal(100)
    reverse: Reverse = Reverse.LINEAR
    over_limit: Decimal | None = None
    over_deduction: Decimal = Decimal(0)
    bands: tuple[Band, ...] = ()
    grades: tuple[Grade, ...] = ()
    caps: tuple[Cap, ...] = ()


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of the page grid: its width lies between `least` and `most` mm, near `wish`."""

    id: str
    least: float
    wish: float
    most: float


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring grid columns, by index: first … last, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell of a fixed row: a label or the form's cell at `address`, over `span`.

    `blank` prints where the form's cell is not filled: choices to tick (□), a line to write on.
    """

    span: Span
    label: str = ""
    address: str = ""
    align: str = "center"
    format: NumberFormat | None = None
    blank: str = ""


@dataclass(frozen=True, slots=True)
class FieldsBlock:
    """One row of labels and fields (项目名称 | …)."""

    cells: tuple[CellSpec, ...]
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class FundingColumn:
    """A column of the funding table: key initial, adjusted, executed, weight, rate or score."""

    key: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class FundingRow:
    """A row of the funding table.

    `weight`, `rate`, `score` say what those cells hold: "value" for the figure, else the text
    itself (a dash or nothing). `empty` is what an unfilled amount prints; where it is not blank, so
    is the rate of a row without amounts. `formats` by column key.
    """

    source: str
    label: str
    weight: str
    rate: str
    score: str
    formats: dict[str, NumberFormat]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class FundingBlock:
    """The funding table (项目资金): spine, header row, one row a source."""

    spine: CellSpec
    corner: CellSpec
    columns: tuple[FundingColumn, ...]
    rows: tuple[FundingRow, ...]


@dataclass(frozen=True, slots=True)
class GoalsBlock:
    """The goals (年度总体目标): expected and actual side by side under their headers."""

    spine: CellSpec
    expected: CellSpec
    actual: CellSpec


@dataclass(frozen=True, slots=True)
class IndicatorColumn:
    """A column of the indicator table.

    `key` is an indicator's field, or target.operator, target.number, target.unit where a template
    splits the target.
    """

    key: str
    label: str
    span: Span
    align: str = "center"
    format: NumberFormat | None = None


@dataclass(frozen=True, slots=True)
class IndicatorsBlock:
    """The indicator table (绩效指标). `points` prints a level-1 group's points behind its label."""

    columns: tuple[IndicatorColumn, ...]
    spine: CellSpec | None = None
    points: str = ""


Block = FieldsBlock | FundingBlock | GoalsBlock | IndicatorsBlock


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet: size and margins in mm, type sizes in points."""

    width: float = 210.0
    height: float = 297.0
    left: float = 18.0
    right: float = 18.0
    top: float = 16.0
    bottom: float = 16.0
    body_size: float = 9.0
    least_size: float = 8.0
    title_size: float = 16.0
    year_size: float = 10.5
    leading: float = 1.36
    padding_x: float = 1.2
    padding_y: float = 1.25
    rule: float = 0.5


@dataclass(frozen=True, slots=True)
class SignatureSpec:
    """The lines under the table (签字栏): (label, signature key or '' for a stamp) by line."""

    shown: bool = False
    lines: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A level-1 indicator of the template's vocabulary and its usual level-2 indicators."""

    name: str
    level2: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One printed form. `words` are the pieces that narrow labels break between."""

    id: str
    name: str
    authority: str
    default_year: int
    title: str
    year_line: str
    blank_year_line: str
    money_unit: MoneyUnit
    columns: tuple[GridColumn, ...]
    blocks: tuple[Block, ...]
    rules: Rules
    formats: dict[str, NumberFormat]
    page: Page = field(default_factory=Page)
    signature: SignatureSpec = field(default_factory=SignatureSpec)
    levels: tuple[Level, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def block(self, kind: type[Block]) -> Block | None:
        """The first block of a kind, None where the template has none."""
        return next((block for block in self.blocks if isinstance(block, kind)), None)
