"""Where the tied cells of one of our worksheets stand now: by their names, proved by the labels.

Excel, WPS and LibreOffice move names with the cells; other programs move the cells alone. Names
that contradict the labels on the sheet are not believed; the labels then say where everything is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.exchange.reading import Sure
from perfdesk.exchange.sameness import same
from perfdesk.files.bookrecord import HEADS, STAMPS, TITLE, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perfdesk.exchange.sheet import Sheet
    from perfdesk.files.bookrecord import Place, Record

LOST = "工作表里的定位名称已丢失，按原来的位置读取。"
RENAMED = "工作表改了名，定位名称没有跟着改，按原来的位置读取。"
RELOCATED = "行列有移动而定位名称没有跟着移动，已按栏目文字重新定位，请核对。"
_CONTRADICTED = "表中行列有移动，定位名称与栏目文字对不上，无法确定各栏的位置，没有读入。"


class Untied(ValueError):
    """A sheet whose cells cannot be found any more; `str()` is a sentence."""


class Places:
    """The places of a record's cells on its sheet. Raises Untied where they cannot be known."""

    def __init__(self, sheet: Sheet, record: Record) -> None:
        self.sheet, self.record = sheet, record
        self.sure, self.notes = Sure.CERTAIN, list[str]()
        self.marks = self._marks()
        self.found = self._by_names()
        if not self.found:
            self._doubt(RENAMED if any(map(sheet.references.get, record.anchors)) else LOST)
            self.found = {name: (a.row, a.col) for name, a in record.anchors.items()}
        if self._contradicted():
            self._doubt(RELOCATED)
            self.found = self._by_marks()
        if self.sure is not Sure.CERTAIN:
            self._check_heads()

    def of(self, name: str) -> Place | None:
        """Where a tied cell stands now; None where it was deleted."""
        return self.found.get(name)

    def words(self) -> Iterator[tuple[Place, str]]:
        """The paper's own texts, each where it should stand now."""
        rows, cols = dict(self._pairs(0)), dict(self._pairs(1))
        for place, text in self.record.words.items():
            moved = rows.get(place[0], place[0]), cols.get(place[1], place[1])
            yield self.marks.get(place, moved), text

    def _doubt(self, note: str) -> None:
        self.sure = Sure.LIKELY
        self.notes.append(note)

    def _by_names(self) -> dict[str, Place]:
        named = ((name, self.sheet.names.get(name)) for name in self.record.anchors)
        return {name: block[0] for name, block in named if block}

    # ---- labels --------------------------------------------------------------------------

    def _marks(self) -> dict[Place, Place]:
        """Where texts that the paper bore once are now, by where they were."""
        there = _unique((self._key(cell.text), place) for place, cell in self.sheet.everything())
        written = _unique((self._key(text), place) for place, text in self._written())
        return {place: there[key] for key, place in written.items() if key in there}

    def _written(self) -> Iterator[tuple[Place, str]]:
        yield from self.record.words.items()
        for anchor in self.record.anchors.values():
            address = anchor.address
            if address in (TITLE, YEAR, *self.record.labels) or address.startswith(STAMPS):
                yield (anchor.row, anchor.col), str(self.record.showed(address))

    def _key(self, text: str) -> str:
        """A text without blanks; of a text behind a label only the label."""
        plain = "".join(text.split())
        labels = ("".join(label.split()) for label in self.record.labels.values())
        return next((label for label in labels if label and plain.startswith(label)), plain)

    def _pairs(self, axis: int) -> set[tuple[int, int]]:
        """Rows (0) or columns (1): where they were, where a name or a label says they are."""
        pairs = {(was[axis], now[axis]) for was, now in self.marks.items()}
        for name, now in self.found.items():
            anchor = self.record.anchors[name]
            pairs.add(((anchor.row, anchor.col)[axis], now[axis]))
        return pairs

    def _contradicted(self) -> bool:
        """True if names and labels of one row or column are apart now."""
        for axis in (0, 1):
            marked = {(was[axis], now[axis]) for was, now in self.marks.items()}
            lines = {was for was, _ in marked}
            if any(was in lines and (was, now) not in marked for was, now in self._pairs(axis)):
                return True
        return False

    def _by_marks(self) -> dict[str, Place]:
        """Every cell between labels that moved alike; where they did not, nothing is sure."""
        rows = _Shift({(was[0], now[0]) for was, now in self.marks.items()})
        cols = _Shift({(was[1], now[1]) for was, now in self.marks.items()})
        found = {name: (rows.of(a.row), cols.of(a.col)) for name, a in self.record.anchors.items()}
        if any(self.sheet.first(place) != place for place in found.values()):
            raise Untied(_CONTRADICTED)  # merges that did not move with their cells
        return found

    def _check_heads(self) -> None:
        for name, anchor in self.record.anchors.items():
            shown = self.record.showed(anchor.address)
            if anchor.address.startswith(HEADS) and not same(
                self.sheet.text(*self.found[name]), shown
            ):
                raise Untied(_CONTRADICTED)


class _Shift:
    """How rows or columns moved, by those of which it is known. Raises Untied where unclear."""

    def __init__(self, pairs: set[tuple[int, int]]) -> None:
        self.known = dict(sorted(pairs))
        now = list(self.known.values())
        if len(self.known) < len(pairs) or now != sorted(set(now)):
            raise Untied(_CONTRADICTED)

    def of(self, was: int) -> int:
        before = [line for line in self.known if line <= was][-1:]
        after = [line for line in self.known if line >= was][:1]
        shifts = {self.known[line] - line for line in (*before, *after)}
        if len(shifts) != 1:
            raise Untied(_CONTRADICTED)
        return was + shifts.pop()


def _unique(texts: Iterable[tuple[str, Place]]) -> dict[str, Place]:
    """The places of texts that stand there once; figures and dashes mark nothing."""
    found: dict[str, Place | None] = {}
    for key, place in texts:
        if any(map(str.isalpha, key)):
            found[key] = None if key in found else place
    return {key: place for key, place in found.items() if place is not None}
