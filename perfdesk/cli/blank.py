"""Blank forms: the one to hand out, and how to know one that came back without contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.form import Form, Indicator
from perfdesk.files.formfile import form_to_json

if TYPE_CHECKING:
    from perfdesk.core.template import Template

#: What a form holds before anyone fills it in.
_GIVEN = ("schema", "template", "year", "id", "indicators", "printed")
_GIVEN_IN_ROWS = ("level1", "level2")


def blank_form(template: Template) -> Form:
    """A form without contents: one row for each usual level-2 indicator."""
    rows = tuple(
        Indicator(level1=level.name, level2=name)
        for level in template.levels
        if not level.optional
        for name in level.level2
    )
    return Form(template=template.id, indicators=rows)


def is_blank(form: Form) -> bool:
    """True if nobody has filled in anything."""
    record = form_to_json(form)
    rows = record["indicators"]
    return not any(value for key, value in record.items() if key not in _GIVEN) and not any(
        value for row in rows for key, value in row.items() if key not in _GIVEN_IN_ROWS
    )
