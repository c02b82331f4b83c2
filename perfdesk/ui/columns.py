"""The columns of the window's tables, each declared once.

The labels stand where the template's own table has no such column.
"""

from __future__ import annotations

from enum import Enum

from perfdesk.core.cells import AMOUNT_NAMES, INDICATOR_NAMES, SOURCE_NAMES
from perfdesk.core.form import LEVEL_KEYS

#: The rows of the funding table as on paper: source → label.
FUNDING_ROWS = {
    "total": SOURCE_NAMES["total"],
    "fiscal": f"其中：{SOURCE_NAMES['fiscal']}",
    "carryover": f"　　　{SOURCE_NAMES['carryover']}",
    "other": f"　　　{SOURCE_NAMES['other']}",
}


class LabelledColumn(Enum):
    """A column of a table to look at: label and width in characters."""

    def __init__(self, label: str, width: float) -> None:
        self.label = label
        self.width = width


class IndicatorColumn(Enum):
    """Of the indicator table: key, label, least and good width in characters, shares the rest,
    numeric.
    """

    LEVEL1 = ("level1", INDICATOR_NAMES["level1"], 5.0, 6.0, False, False)
    LEVEL2 = ("level2", INDICATOR_NAMES["level2"], 5.0, 8.5, False, False)
    LEVEL3 = ("level3", INDICATOR_NAMES["level3"], 10.0, 14.0, True, False)
    TARGET = ("target", INDICATOR_NAMES["target"], 6.0, 9.0, False, False)
    ACTUAL = ("actual", INDICATOR_NAMES["actual"], 5.5, 7.5, False, False)
    WEIGHT = ("weight", INDICATOR_NAMES["weight"], 3.5, 4.0, False, True)
    SCORE = ("score", INDICATOR_NAMES["score"], 3.5, 4.5, False, True)
    NOTE = ("note", INDICATOR_NAMES["note"], 6.0, 11.0, True, False)

    def __init__(
        self, key: str, label: str, least: float, width: float, shares: bool, numeric: bool
    ) -> None:
        self.key = key
        self.label = label
        self.least = least
        self.width = width
        self.shares = shares
        self.numeric = numeric

    @property
    def grouped(self) -> bool:
        """True where neighbouring rows with the same label show it once."""
        return self.key in LEVEL_KEYS

    @property
    def long(self) -> bool:
        """True where people write sentences: the editor grows with them."""
        return self is IndicatorColumn.NOTE


class FundingColumn(Enum):
    """Of the funding table: key, label, least width in characters, shares the rest."""

    SOURCE = ("source", "项目资金", 9.5, False)
    INITIAL = ("initial", AMOUNT_NAMES["initial"], 5.5, True)
    ADJUSTED = ("adjusted", AMOUNT_NAMES["adjusted"], 5.5, True)
    EXECUTED = ("executed", AMOUNT_NAMES["executed"], 5.5, True)
    RATE = ("rate", "执行率", 5.5, False)
    WEIGHT = ("weight", "分值", 4.0, False)
    SCORE = ("score", "得分", 4.0, False)

    def __init__(self, key: str, label: str, width: float, shares: bool) -> None:
        self.key = key
        self.label = label
        self.least = self.width = width
        self.shares = shares

    @property
    def numeric(self) -> bool:
        """All but the row's name hold figures."""
        return self is not FundingColumn.SOURCE

    @property
    def grouped(self) -> bool:
        """Every row has its own name."""
        return False

    @property
    def long(self) -> bool:
        """Figures are short."""
        return False


Column = IndicatorColumn | FundingColumn
INDICATOR_COLUMNS = tuple(IndicatorColumn)
FUNDING_COLUMNS = tuple(FundingColumn)
