"""Number formats that workbooks name by a number only; 27–36 and 50–58 as in Chinese programs."""

from __future__ import annotations

_NUMBERS: dict[str, tuple[int, ...]] = {
    "0": (1,),
    "0.00": (2,),
    "#,##0": (3, 5, 6, 37, 38, 41, 42),
    "#,##0.00": (4, 7, 8, 39, 40, 43, 44),
    "0%": (9,),
    "0.00%": (10,),
    "0.00E+00": (11, 48),
    "# ?/?": (12, 13),
    "yyyy/m/d": (14, 15),
    'yyyy"年"m"月"d"日"': (31,),
    "yyyy/m/d h:mm": (22,),
    'yyyy"年"m"月"': (17, 27, 36, 50, 52, 57),
    'm"月"d"日"': (16, 28, 29, 30, 51, 53, 54, 58),
    "h:mm": (18, 20, 32, 34, 55),
    "h:mm:ss": (19, 21, 33, 35, 45, 46, 47, 56),
    "@": (49,),
}

#: The code of every format that has a number of its own.
CODES = {number: code for code, numbers in _NUMBERS.items() for number in numbers}
