"""A template (模板): everything that differs between years and authorities, as plain values.

The values come from `forms/*.toml`; `perfdesk.files.templates` reads and checks them. Lengths are
in millimetres, font sizes in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from perfdesk.core.cells import Part, Place, UnknownCell, parse
from perfdesk.core.form import AMOUNT_KEYS, POINT_KEYS
from perfdesk.core.number import ZERO
from perfdesk.core.ruleset import RuleSet

if TYPE_CHECKING:
    from perfdesk.core.formats import NumberFormat
    from perfdesk.core.rounding import Rounding
    from perfdesk.core.scoring import FundingFigures


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

    rate_rounding: Rounding
    score_rounding: Rounding
    suggestion_rounding: Rounding
    execution_weight: Decimal
    total: Decimal
    reverse: Reverse
    over_limit: Decimal | None
    over_deduction: Decimal
    bands: tuple[Band, ...]
    grades: tuple[Grade, ...]
    caps: tuple[Cap, ...]


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


#: What a funding row's cell may hold: the figure; the figure unless it is one of nothing.
VALUE, NONZERO = "value", "nonzero"


@dataclass(frozen=True, slots=True)
class FundingRow:
    """A row of the funding table.

    `weight`, `rate`, `score` say what those cells hold: "value" for the figure, for the rate also
    "nonzero" (none where budget and spending are 0 or not filled), else the text itself (a dash or
    nothing). `empty` is what an unfilled amount prints; where it is not blank, so is the rate of a
    row without amounts.
    """

    source: str
    label: str
    weight: str
    rate: str
    score: str
    empty: str = ""

    @property
    def shows_rate(self) -> bool:
        """True if the rate's cell holds a figure."""
        return self.rate in (VALUE, NONZERO)

    def rate_of(self, figures: FundingFigures) -> Decimal | None:
        """The rate that the row shows for its figures; None where it shows none."""
        unfilled = figures.adjusted is None and figures.executed is None
        if self.rate == NONZERO and not (figures.adjusted or figures.executed):
            return None
        if self.shows_rate and self.empty and unfilled:
            return ZERO  # the paper shows 0.00 of 0.00 there
        return figures.rate if self.shows_rate else None


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


@dataclass(frozen=True, slots=True)
class IndicatorsBlock:
    """The indicator table (绩效指标). `points` prints a level-1 group's points behind its label."""

    columns: tuple[IndicatorColumn, ...]
    spine: CellSpec | None = None
    points: str = ""


Block = FieldsBlock | FundingBlock | GoalsBlock | IndicatorsBlock
_B = TypeVar("_B", bound=Block)


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet ([page] of the file): size and margins in mm, type sizes in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    body_size: float
    least_size: float
    title_size: float
    year_size: float
    leading: float
    padding_x: float
    padding_y: float
    rule: float

    @property
    def text_width(self) -> float:
        """Between the left and the right margin."""
        return self.width - self.left - self.right


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
    """One printed form. `words` are the pieces that narrow labels break between.

    `checks` are the settings of the audit rules for its forms.

    `authority` and `default_year` are declared for the coming assistant for new forms: no blank
    form takes its year from here.
    """

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
    paper: Paper
    signature: SignatureSpec = field(default_factory=SignatureSpec)
    levels: tuple[Level, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    checks: RuleSet = field(default_factory=RuleSet)

    def block(self, kind: type[_B]) -> _B | None:
        """The first block of a kind, None where the template has none."""
        return next((block for block in self.blocks if isinstance(block, kind)), None)

    def format_of(self, address: str) -> NumberFormat:
        """How the number in a cell of the form prints. Raises UnknownCell where none belongs."""
        return self.formats[_format_key(address)]

    def funding_row(self, source: str) -> FundingRow | None:
        """The funding table's row of a source, None where the template has none."""
        block = self.block(FundingBlock)
        return next((row for row in block.rows if row.source == source), None) if block else None

    def column_labels(self) -> dict[str, str]:
        """The heads of the indicator table's columns by key."""
        block = self.block(IndicatorsBlock)
        return {column.key: column.label for column in block.columns} if block else {}

    def funding_labels(self) -> dict[str, str]:
        """The heads of the funding table's columns by key."""
        block = self.block(FundingBlock)
        return {column.key: column.label for column in block.columns} if block else {}


@lru_cache(maxsize=8192)
def _format_key(address: str) -> str:
    """The key in [formats] for a cell. Raises UnknownCell for a cell that holds no number."""
    place = parse(address)
    if place.part is Part.INDICATOR and place.key in POINT_KEYS:
        return f"indicator_{place.key}"
    if place.source:
        return _funding_format_key(place)
    if address == "execution_weight":
        return "funding_weight"
    if address in ("total_weight", "total_score"):
        return address
    raise UnknownCell(address)


def _funding_format_key(place: Place) -> str:
    total = place.source == "total"
    if place.key in AMOUNT_KEYS:
        return f"total_{place.key}" if total else "source_amount"
    if place.key == "rate":
        return "rate" if total else "source_rate"
    return f"funding_{place.key}"
