"""Which part of the window does what each action of the table asks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from perfdesk.ui.window import MainWindow

Handlers = dict[str, "Callable[[], object]"]
#: Only with a form on the screen; the steps and states have their own switch.
_ON_A_FORM = (
    *("print_one", "export_one", "clear", "insert_row", "delete_rows", "move_up", "move_down"),
    *("cut", "copy", "paste", "fill_down", "fill_right", "spread_equal", "spread_proportional"),
    *("result_met", "result_partly", "result_missed", "duplicate", "carry_over"),
    *("document_one", "document_chosen", "copy_table"),
    *("switch_template", "print_chosen", "export_chosen", "form_up", "form_down"),
    *("previous", "next", "history", "remove", "fold", "side", "next_finding", "previous_finding"),
    *("mend", "silence", "explain", "audit_pdf", "audit_book"),
)


def handlers_of(window: MainWindow) -> Handlers:
    """Action → what does it; what it refuses is told."""
    parts = (
        *(window.rows, window.blocks, window.quick, window.adding, window.templates, window.steps),
        *(
            window.checking,
            window.on_form,
            window.sending,
            window.ways,
            window.appearance,
            window.program,
        ),
    )
    handlers = {key: act for part in parts for key, act in part.handlers.items()} | _own(window)
    return {key: partial(window.attempt, act) for key, act in handlers.items()}


def enable(actions: dict[str, QAction], on_a_form: bool) -> None:
    """What can be done with a form on the screen, or without one."""
    for key in _ON_A_FORM:
        actions[key].setEnabled(on_a_form)


def _own(window: MainWindow) -> Handlers:
    """What a part does as a whole."""
    return {
        "open": window.incoming.ask,
        "open_folder": window.incoming.ask_folder,
        "waiting": window.incoming.show_waiting,
        "sample": lambda: window.incoming.take(window.jobs.sample_forms()),
        "save": window.clashes.save,
        "quit": window.close,
        "take_offer": window.offer.take,
        "form_up": partial(window.panel.shift, -1),
        "form_down": partial(window.panel.shift, 1),
    }
