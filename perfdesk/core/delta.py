"""The difference between two forms (修改内容): exact, both ways, small enough to keep for ever.

The change log, the history's sentences, conflicts and previews are all made of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perfdesk.core.cells import (
    FORM_NAMES,
    UnknownCell,
    funding_cell,
    indicator_cell,
    text_at,
    with_text,
)
from perfdesk.core.form import (
    AMOUNT_KEYS,
    INDICATOR_KEYS,
    PRINTED_KEYS,
    SIGNATURE_KEYS,
    SOURCE_KEYS,
    Form,
    Indicator,
    Printed,
)
from perfdesk.core.silence import without

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from perfdesk.core.silence import Silence

#: Fields that are no cells, but may differ between two forms.
_TEMPLATE = "template"
_PRINTED = "printed."
_EXTRA = "extra."
#: Stands for the findings set aside among the addresses of a delta.
SILENCED = "silenced"
_HEADER = (*FORM_NAMES, *(f"signature.{key}" for key in SIGNATURE_KEYS))
_FUNDING = tuple(funding_cell(source, key) for source in SOURCE_KEYS for key in AMOUNT_KEYS)


class NotApplicable(ValueError):
    """A delta that does not fit the form it is applied to."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell's text before and after. Beside cells: `template`, `printed.grade` …"""

    address: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Splice:
    """Indicator rows `removed` from index `at` on, with `added` put in their place."""

    at: int
    removed: tuple[Indicator, ...]
    added: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """What makes one form out of another: cells, rows, and the order of extra labels.

    Rows are a splice where their number or order changed, else single cells. `labels` holds the
    extra labels (before, after) only where putting texts in would not give their order, one way
    or the other. `silenced` are the findings set aside (before, after) where they differ.
    """

    cells: tuple[CellChange, ...] = ()
    splice: Splice | None = None
    labels: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    silenced: tuple[tuple[Silence, ...], tuple[Silence, ...]] | None = None

    def __bool__(self) -> bool:
        """True where the two forms differ."""
        return bool(self.cells or self.splice or self.labels or self.silenced)

    @property
    def inverse(self) -> Delta:
        """The way back."""
        cells = tuple(CellChange(cell.address, cell.after, cell.before) for cell in self.cells)
        rows = self.splice
        back = Splice(rows.at, rows.added, rows.removed) if rows else None
        return Delta(
            cells,
            back,
            self.labels[::-1] if self.labels else None,
            self.silenced[::-1] if self.silenced else None,
        )

    @property
    def addresses(self) -> frozenset[str]:
        """The cells it changes, without those of spliced rows; SILENCED among them."""
        aside = {SILENCED} if self.silenced else set()
        return frozenset(cell.address for cell in self.cells) | aside

    def apply(self, form: Form) -> Form:
        """The other form. Raises NotApplicable where `form` is not the one it was made from."""
        if self.splice:
            form = _spliced(form, self.splice)
        for cell in self.cells:
            if not _fits(form, cell):
                raise NotApplicable(cell.address)
            form = _with(form, cell.address, cell.after)
        if self.silenced:
            if form.silenced != self.silenced[0]:
                raise NotApplicable(SILENCED)
            form = replace(form, silenced=self.silenced[1])
        return _ordered(form, self.labels[1]) if self.labels else form

    def put_on(self, form: Form, but: Collection[str] = ()) -> Form:
        """Another form with the changed cells' new texts, whatever stood there, `but` some.

        Rows that came, went or moved play no part. Findings that the form itself sets aside stay
        so, unless this delta takes just these back.
        """
        for cell in self.cells:
            if cell.address not in but:
                form = _with(form, cell.address, cell.after)
        if self.silenced and SILENCED not in but:
            before, after = self.silenced
            gone = tuple(each for each in before if each not in after)
            come = tuple(each for each in after if each not in before)
            kept = without(form.silenced, (*gone, *come))
            form = replace(form, silenced=(*kept, *come))
        return form


def delta_between(before: Form, after: Form) -> Delta:
    """What turns `before` into `after`; both are forms of one identity."""
    cells = [
        CellChange(address, old, new)
        for address in _fields(before, after)
        if (old := _text(before, address)) != (new := _text(after, address))
    ]
    rows = _row_cells(before.indicators, after.indicators)
    if rows is None:
        found = Delta(tuple(cells), _splice(before.indicators, after.indicators))
    else:
        found = Delta((*cells, *rows))
    if before.silenced != after.silenced:
        found = replace(found, silenced=(before.silenced, after.silenced))
    if before.extra == after.extra or _leads_both_ways(found, before, after):
        return found
    return replace(found, labels=(_labels(before), _labels(after)))


def _leads_both_ways(delta: Delta, before: Form, after: Form) -> bool:
    return delta.apply(before) == after and delta.inverse.apply(after) == before


def _fields(before: Form, after: Form) -> tuple[str, ...]:
    """Every place outside the indicator rows where the two forms may differ."""
    fields: tuple[str, ...] = (_TEMPLATE, *_HEADER)
    if before.funding is not after.funding:
        fields += _FUNDING
    if before.extra != after.extra:
        labels = dict.fromkeys((*_labels(before), *_labels(after)))
        fields += tuple(_EXTRA + label for label in labels)
    if before.printed != after.printed:
        fields += tuple(_PRINTED + key for key in PRINTED_KEYS)
    return fields


def _row_cells(
    before: Sequence[Indicator], after: Sequence[Indicator]
) -> tuple[CellChange, ...] | None:
    """The changed cells of the rows; None where whole rows came, went or moved."""
    if len(before) != len(after):
        return None
    changed = [row for row in range(len(after)) if before[row] != after[row]]
    if len(changed) > 1 and _moved(before, after, changed):
        return None
    return tuple(
        CellChange(indicator_cell(row, key), old, new)
        for row in changed
        for key in INDICATOR_KEYS
        if (old := _row_text(before[row], key)) != (new := _row_text(after[row], key))
    )


def _moved(before: Sequence[Indicator], after: Sequence[Indicator], changed: list[int]) -> bool:
    """Whether one of the changed rows stood in the place of another before."""
    return not {before[row] for row in changed}.isdisjoint(after[row] for row in changed)


def _splice(before: tuple[Indicator, ...], after: tuple[Indicator, ...]) -> Splice:
    """The rows between the common beginning and the common end."""
    shorter = min(len(before), len(after))
    start = next((row for row in range(shorter) if before[row] != after[row]), shorter)
    rest = shorter - start
    tail = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    return Splice(start, before[start : len(before) - tail], after[start : len(after) - tail])


def _spliced(form: Form, splice: Splice) -> Form:
    rows, end = form.indicators, splice.at + len(splice.removed)
    if rows[splice.at : end] != splice.removed:
        raise NotApplicable(indicator_cell(splice.at, "level1"))
    return replace(form, indicators=(*rows[: splice.at], *splice.added, *rows[end:]))


def _fits(form: Form, cell: CellChange) -> bool:
    try:
        return _text(form, cell.address) == cell.before
    except UnknownCell:  # a row that the form does not have
        return False


def _text(form: Form, address: str) -> str:
    """Like `text_at`, also for what is no cell, and for labels that no address may have."""
    if address == _TEMPLATE:
        return form.template
    if address.startswith(_PRINTED):
        return str(getattr(form.printed, address.removeprefix(_PRINTED)))
    if address.startswith(_EXTRA):
        return form.extra_text(address.removeprefix(_EXTRA))
    return text_at(form, address)


def _with(form: Form, address: str, text: str) -> Form:
    """Like `with_text`, also for a year that nobody could type but a file may hold."""
    if address == _TEMPLATE:
        return replace(form, template=text)
    if address == "year":
        return replace(form, year=int(text) if text else None)
    if address.startswith(_PRINTED):
        key = address.removeprefix(_PRINTED)
        texts = {name: getattr(form.printed, name) for name in PRINTED_KEYS} | {key: text}
        return replace(form, printed=Printed(**texts))
    if address.startswith(_EXTRA):
        others = dict(form.extra) | {address.removeprefix(_EXTRA): text}
        return replace(form, extra=tuple(item for item in others.items() if item[1]))
    return with_text(form, address, text)


def _row_text(row: Indicator, key: str) -> str:
    value = getattr(row, key)
    return value if isinstance(value, str) else str(value.text)


def _labels(form: Form) -> tuple[str, ...]:
    return tuple(label for label, _ in form.extra)


def _ordered(form: Form, labels: tuple[str, ...]) -> Form:
    texts = dict(form.extra)
    return replace(form, extra=tuple((label, texts.get(label, "")) for label in labels))
