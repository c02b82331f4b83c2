"""What moves forms to another template (换用模板): asks with a preview, then all go at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perfdesk.core.document import Closed
from perfdesk.files.templates import library
from perfdesk.ui.dialogparts import busy
from perfdesk.ui.forms import shown_name
from perfdesk.ui.templatedialog import Chosen, ask_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.switching import Switch
    from perfdesk.core.template import Template
    from perfdesk.ui.window import MainWindow


class TemplateActions:
    """Acts on the forms chosen in the list. Raises Closed and Refused, which the window tells."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        return {"switch_template": self.switch}

    def switch(self) -> None:
        """Asks for the template, showing what it changes; all go over in one step."""
        document = self._window.settled()
        if document is None:
            return
        chosen = [self._chosen(form_id) for form_id in self._window.chosen_ids()]
        if all(one.closed for one in chosen):
            raise Closed(chosen[0].closed)
        templates = library().newest_first()
        asked = ask_template(self._window, templates, chosen)
        if asked is not None:
            self._go([one for one in chosen if one.moves(asked)], asked)

    def _chosen(self, form_id: str) -> Chosen:
        document = self._window.keeper(form_id).document
        name = shown_name(document.form.project_name)

        def look(template: Template) -> Switch:
            return self._desk.what_switches(form_id, template)

        return Chosen(form_id, name, document.template, document.closed_because, look)

    def _go(self, chosen: list[Chosen], template: Template) -> None:
        if not chosen:
            return
        try:
            with busy():
                self._switch([one.id for one in chosen], template)
        finally:
            self._window.show_forms(())
        one_of_many = f"{len(chosen)} 张表" if len(chosen) > 1 else f"“{chosen[0].name}”"
        self._window.say(f"{one_of_many}已换用模板“{template.name}”，可以撤销")

    def _switch(self, ids: list[str], template: Template) -> None:
        if len(ids) == 1:
            self._desk.switch_template(ids[0], template)
        else:
            back_up = partial(self._window.work.run, "正在备份", can_cancel=False)
            self._desk.switch_all(ids, template, back_up)
