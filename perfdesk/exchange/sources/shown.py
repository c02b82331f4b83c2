"""What a spreadsheet shows of a value: the figures and literals of its number format (数字格式).

A figure always stays a figure: a negative one keeps its minus sign, a zero that its format shows as
a dash or not at all reads `0.00`, a currency sign is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from perfdesk.core.number import trimmed
from perfdesk.core.rounding import round_to
from perfdesk.exchange.sheet import Cell, Kind

#: Day 0 of serial numbers; the other one is of workbooks made on old Macs.
EPOCH = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
_FALSE_LEAP_DAY = 60  # 1900-02-29: counted, though there was none
_LAST_DAY = 2_958_466
_GENERAL = ("general", "g/通用格式", "@", "")
#: Beyond this a format has no meaning for figures, and takes time.
_LONGEST_FORMAT = 255
_MOST_PLACES = 15
_LARGEST = Decimal("1e30")
#: A quoted text, an escaped sign, a gap, a filler, a bracket, a run of digits, any other sign.
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<gap>.?)|\*(?P<filler>.?)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+,*)|(?P<general>general|G/通用格式)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'((?:"[^"]*"?|\\.|\[[^\]]*\]?|[^;"\\\[])*)', re.DOTALL)
_CURRENCIES = ("¥", "￥", "$")
#: The beginning of a format like `[$-804]yyyy/mm/dd`.
_FIGURES = re.compile(r"(?:\[[^\]]*\])*yyyy([-/.])(mm?)(?!\w)", re.IGNORECASE)
_QUOTES = str.maketrans("", "", '"\\')
_DATE_SIGNS = frozenset("ymdhs")


@dataclass(frozen=True, slots=True)
class Shape:
    """A number format taken apart; `places` None: as many decimals as the number has."""

    before: str = ""
    after: str = ""
    places: int | None = None
    whole: int = 1  # digits before the point that show even where they are zeros
    least: int = 0  # decimals that show even where they are zeros
    grouped: bool = False
    thousands: int = 0
    percent: bool = False
    date: str = ""  # the signs y m d h s that a date shows
    between: str = ""  # - / or . where a date's figures, the year first, stand between such signs
    two_digits: bool = False  # of that date's month
    elapsed: bool = False  # hours that go beyond a day: 30:00

    def text(self, value: Decimal) -> str:
        """A number as shown."""
        shown = value.scaleb((2 if self.percent else 0) - 3 * self.thousands)
        digits = trimmed(shown) if self.places is None else self._fixed(shown, self.places)
        minus = "-" if digits.startswith("-") and digits.strip("-0.") else ""
        return f"{minus}{self.before}{self._grouped(digits.lstrip('-'))}{self.after}".strip()

    def _fixed(self, value: Decimal, places: int) -> str:
        digits = f"{round_to(value, places=places):f}"
        for _ in range(places - self.least):
            digits = digits.removesuffix("0")
        return digits.removesuffix(".")

    def _grouped(self, digits: str) -> str:
        whole, point, rest = digits.partition(".")
        whole = whole.zfill(self.whole)
        return f"{int(whole):,}{point}{rest}" if self.grouped else f"{whole}{point}{rest}"


PLAIN = Shape()


@lru_cache(maxsize=1024)
def shape_of(code: str) -> Shape:
    """The shape behind a number format's code; PLAIN where it says nothing understood."""
    if len(code) > _LONGEST_FORMAT or code.strip().lower() in _GENERAL:
        return PLAIN
    found = _SECTION.match(code)
    return _Pieces(found[1] if found else "").shape()


class _Pieces:
    """Reads the first section of a code: what it shows for numbers above zero."""

    def __init__(self, section: str) -> None:
        self.before, self.after, self.digits, self.date = "", "", "", ""
        self.seen = self.percent = self.odd = self.elapsed = False
        self.figures = _FIGURES.match(section.translate(_QUOTES))
        for piece in _PIECE.finditer(section):
            kind = piece.lastgroup or "gap"
            self._take(kind, piece[kind] or "")

    def _take(self, kind: str, text: str) -> None:
        if kind in ("quoted", "escaped"):
            self._literal(text)
        elif kind == "bracket":
            self._bracket(text)
        elif kind in ("digits", "general"):
            self.odd |= self.seen  # `000-0000`, `# ?/?`
            self.seen, self.digits = True, text if kind == "digits" else ""
        elif kind == "other":
            self._other(text)

    def _bracket(self, text: str) -> None:
        """A condition or elapsed hours; currencies, colours and languages change no figure."""
        self.odd |= text[:1] in ("<", ">", "=")
        if text and set(text.lower()) <= {*"hms"}:
            self.date += text.lower()
            self.elapsed = "h" in text.lower()

    def _other(self, sign: str) -> None:
        if not self.seen and sign.lower() in _DATE_SIGNS:
            self.date += sign.lower()
        elif self.seen and sign in "Ee":
            self.odd = True
        elif sign not in "()":
            self.percent |= sign == "%"
            self._literal(sign)

    def _literal(self, text: str) -> None:
        if text.strip() in _CURRENCIES:
            return
        if self.seen:
            self.after += text
        else:
            self.before += text

    def _date_shape(self) -> Shape:
        signs = "".join(sign for sign in "ymdhs" if sign in self.date)
        between, month = self.figures.groups() if self.figures else ("", "")
        two_digits = len(month) > 1
        return Shape(date=signs, between=between, two_digits=two_digits, elapsed=self.elapsed)

    def shape(self) -> Shape:
        """What was found; PLAIN for fractions, powers and conditions."""
        if self.date:
            return self._date_shape()
        if self.odd or not self.seen:
            return PLAIN
        if not self.digits:
            return Shape(self.before, self.after)
        unscaled = self.digits.rstrip(",")
        whole, _, decimals = unscaled.partition(".")
        places = min(len(decimals), _MOST_PLACES)
        return Shape(
            *(self.before, self.after, places),
            whole=max(1, whole.count("0")),
            least=min(decimals.count("0"), places),
            grouped="," in whole,
            thousands=len(self.digits) - len(unscaled),
            percent=self.percent,
        )


def number_cell(value: float, code: str, formula: str = "", epoch: date = EPOCH) -> Cell:
    """A number or a date as its format shows it. Raises ValueError for what is no number."""
    number = Decimal(f"{value:.15g}")  # 35.6 for 35.599999999999994
    if not number.is_finite():
        raise ValueError(value)
    shape = shape_of(code) if abs(number) < _LARGEST else PLAIN
    if shape.elapsed and 0 <= value < _LAST_DAY:
        hours, minutes = divmod(round(value * 24 * 60), 60)
        return Cell(f"{hours}:{minutes:02}", Kind.DATE, None, formula)
    if shape.date and 0 <= value < _LAST_DAY:
        return Cell(moment_text(_moment(value, epoch), shape), Kind.DATE, None, formula)
    kind = Kind.PERCENT if shape.percent else Kind.NUMBER
    return Cell(shape.text(number), kind, number, formula)


def _moment(value: float, epoch: date) -> datetime:
    """The moment behind a serial number: days since `epoch`, to the second."""
    lost = epoch == EPOCH and value < _FALSE_LEAP_DAY
    day = datetime.combine(epoch, time()) + timedelta(days=1 if lost else 0)
    return day + timedelta(seconds=round(value * 86400))


#: For cells whose format says nothing of how a date is shown.
DAY, DAY_AND_CLOCK = Shape(date="ymd"), Shape(date="ymdh")


def moment_text(moment: datetime, shape: Shape = DAY) -> str:
    """A date as its format shows it where the year comes first, else as Chinese accountants do.

    A clock is shown where the format has one; midnight beside a day is not meant.
    """
    clock = f"{moment:%H:%M:%S}" if "s" in shape.date else f"{moment:%H:%M}"
    day = _day_text(moment, shape)
    if not {"h", "s"} & set(shape.date):
        return day
    if not {"y", "d"} & set(shape.date):
        return clock
    return f"{day} {clock}" if moment.hour or moment.minute or moment.second else day


def _day_text(moment: datetime, shape: Shape) -> str:
    parts = (("y", moment.year, "年"), ("m", moment.month, "月"), ("d", moment.day, "日"))
    shown = [(number, word) for sign, number, word in parts if sign in shape.date]
    if not shape.between:
        return "".join(f"{number}{word}" for number, word in shown)
    return shape.between.join(f"{number:0{1 + shape.two_digits}}" for number, _ in shown)
