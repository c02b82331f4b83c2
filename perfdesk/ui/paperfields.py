"""Which single cells a template prints above and below its tables, decided without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.cells import FORM_NAMES, Part, parse, text_at
from perfdesk.core.template import FieldsBlock

if TYPE_CHECKING:
    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

#: What every form must have, whether its paper shows it or not.
_ALWAYS = ("project_name", "supervisor", "unit")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its label as the template words it, and what an empty one prints.

    `tall` ones have room for several lines on paper.
    """

    label: str
    address: str
    blank: str = ""
    tall: bool = False


Row = tuple[Field, ...]


def header_rows(template: Template) -> tuple[Row, ...]:
    """The rows above the first table, the year first: it stands under the title."""
    blocks = [_row(block) for block in template.blocks[: _first_table(template)]]
    rows = [row for row in blocks if row]
    printed = {field.address for row in (*rows, *_below(template)) for field in row}
    lacking = [address for address in _ALWAYS if address not in printed]
    rows += [(Field(FORM_NAMES[address], address),) for address in lacking]
    if "year" not in printed:
        rows[0] = (Field(FORM_NAMES["year"], "year"), *rows[0])
    return tuple(rows)


def closing_rows(template: Template, form: Form) -> tuple[Row, ...]:
    """The rows below the first table, and the signature lines where the paper shows them.

    Signatures that a form brought along are shown anyway: nothing typed is out of sight.
    """
    return (*_below(template), *_signature_rows(template, form))


def _below(template: Template) -> tuple[Row, ...]:
    rows = (_row(block) for block in template.blocks[_first_table(template) :])
    return tuple(row for row in rows if row)


def _first_table(template: Template) -> int:
    kinds = [isinstance(block, FieldsBlock) for block in template.blocks]
    return kinds.index(False) if False in kinds else len(kinds)


def _row(block: object) -> Row:
    """The fields of a block that a person types into, each with the label before it."""
    if not isinstance(block, FieldsBlock):
        return ()
    fields, label = [], ""
    for cell in block.cells:
        if cell.address and parse(cell.address).part is not Part.COMPUTED:
            fields.append(Field(label, cell.address, cell.blank, block.height > 0))
        label = cell.label
    return tuple(fields)


def _signature_rows(template: Template, form: Form) -> tuple[Row, ...]:
    rows = [
        tuple(Field(label.rstrip("：: "), f"signature.{key}") for label, key in line if key)
        for line in template.signature.lines
    ]
    filled = any(text_at(form, field.address) for row in rows for field in row)
    return tuple(row for row in rows if row) if template.signature.shown or filled else ()
