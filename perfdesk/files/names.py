"""Names of files, made from forms and from texts that people typed (文件名)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from perfdesk.core.form import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form

LONGEST = 120
#: ext4 and most file systems count bytes: 255, with room for `.NNNN.part` while it is written.
_MOST_BYTES = 230
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
#: Windows keeps these for devices, with any ending.
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
_SPACES = re.compile(r"\s+")
REPLACEMENT = "_"


def file_name(form: Form, ending: str) -> str:
    """年度_单位_项目 and the ending, legal on Windows and Linux."""
    stem = _fitting(_stem(form), ending)
    return (REPLACEMENT + stem if _RESERVED.fullmatch(stem) else stem) + ending


def file_names(forms: Sequence[Form], ending: str) -> list[str]:
    """`NN 年度_单位_项目` and the ending for each form, none twice."""
    return [_fitting(stem, ending) + ending for stem in numbered([_stem(form) for form in forms])]


def group_names(groups: Sequence[Sequence[Form]], ending: str) -> list[str]:
    """The same for files of several forms: `NN 年度_单位_3张`, none twice."""
    stems = numbered([_group_stem(group) for group in groups])
    return [_fitting(stem, ending) + ending for stem in stems]


def one_line(name: str) -> str:
    """A name without line ends, control characters and other signs that nobody sees."""
    spaced = _SPACES.sub(" ", name)
    return "".join(char for char in spaced if not _unseen(char)).strip()


def numbered(names: Sequence[str]) -> list[str]:
    """Each name behind its number, which makes it unique whatever is cut from its end."""
    digits = max(2, len(str(len(names))))
    return [f"{n:0{digits}d} {name}" for n, name in enumerate(names, 1)]


def _stem(form: Form) -> str:
    """年度_单位_项目, without the parts that are not filled."""
    return _joined(str(form.year) if form.year else "", form.unit, form.project_name)


def _group_stem(forms: Sequence[Form]) -> str:
    """年度_单位_3张, without year or unit where the forms differ in it."""
    if len(forms) == 1:
        return _stem(forms[0])
    years, units = {form.year for form in forms}, {form.unit for form in forms}
    year = years.pop() if len(years) == 1 else None
    return _joined(str(year or ""), units.pop() if len(units) == 1 else "", f"{len(forms)}张")


def _joined(*parts: str) -> str:
    plain = [one_line(_FORBIDDEN.sub(REPLACEMENT, part)).strip("._ ") for part in parts]
    return "_".join(part for part in plain if part) or UNNAMED


def _fitting(stem: str, ending: str) -> str:
    cut = stem[: LONGEST - len(ending)]
    while len((cut + ending).encode()) > _MOST_BYTES:
        cut = cut[:-1]
    return cut.rstrip("._ ")


def _unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") or char in "\ufffe\uffff"
