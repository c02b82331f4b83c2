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


class IndicatorColumn(Enum):
    """Of the indicator table: key, label, width in characters (0: shares the rest), numeric."""

    LEVEL1 = ("level1", INDICATOR_NAMES["level1"], 5.5, False)
    LEVEL2 = ("level2", INDICATOR_NAMES["level2"], 9.0, False)
    LEVEL3 = ("level3", INDICATOR_NAMES["level3"], 0.0, False)
    TARGET = ("target", INDICATOR_NAMES["target"], 9.5, False)
    ACTUAL = ("actual", INDICATOR_NAMES["actual"], 8.0, False)
    WEIGHT = ("weight", INDICATOR_NAMES["weight"], 4.0, True)
    SCORE = ("score", INDICATOR_NAMES["score"], 4.5, True)
    NOTE = ("note", INDICATOR_NAMES["note"], 0.0, False)

    def __init__(self, key: str, label: str, width: float, numeric: bool) -> None:
        self.key = key
        self.label = label
        self.width = width
        self.numeric = numeric

    @property
    def grouped(self) -> bool:
        """True where neighbouring rows with the same label show it once."""
        return self.key in LEVEL_KEYS


class FundingColumn(Enum):
    """Of the funding table: key, label, width in characters (0: shares the rest)."""

    SOURCE = ("source", "项目资金", 10.0)
    INITIAL = ("initial", AMOUNT_NAMES["initial"], 0.0)
    ADJUSTED = ("adjusted", AMOUNT_NAMES["adjusted"], 0.0)
    EXECUTED = ("executed", AMOUNT_NAMES["executed"], 0.0)
    RATE = ("rate", "执行率", 7.0)
    WEIGHT = ("weight", "分值", 6.0)
    SCORE = ("score", "得分", 6.0)

    def __init__(self, key: str, label: str, width: float) -> None:
        self.key = key
        self.label = label
        self.width = width

    @property
    def numeric(self) -> bool:
        """All but the row's name hold figures."""
        return self is not FundingColumn.SOURCE

    @property
    def grouped(self) -> bool:
        """Every row has its own name."""
        return False


Column = IndicatorColumn | FundingColumn
INDICATOR_COLUMNS = tuple(IndicatorColumn)
FUNDING_COLUMNS = tuple(FundingColumn)
