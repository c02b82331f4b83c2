"""Blank forms: the one to hand out, and how to know one that came back without contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.form import Form, Indicator

if TYPE_CHECKING:
    from perfdesk.core.template import Template


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
    """True if nobody has filled in anything: all there is, is what the program gave.

    What is handed out bears an id, and says already whose it is.
    """
    rows = tuple(Indicator(level1=row.level1, level2=row.level2) for row in form.indicators)
    given = Form(
        template=form.template,
        year=form.year,
        id=form.id,
        supervisor=form.supervisor if form.id else "",
        unit=form.unit if form.id else "",
        printed=form.printed,
        indicators=rows,
    )
    return form == given
