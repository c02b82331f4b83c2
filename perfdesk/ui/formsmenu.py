"""The menu at a right click in the list: what can be done with the forms selected there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from perfdesk.ui.window import MainWindow

#: The actions in their order; '' is a line.
_KEYS = (
    *("duplicate", "carry_over", "", "check", "report", "archive", "send_back", ""),
    *(
        "print_chosen",
        "export_chosen",
        "document_chosen",
        "",
        "form_up",
        "form_down",
        "",
        "history",
        "",
        "remove",
    ),
)


class FormsMenu(QMenu):
    """The window's own actions, below a line that says how many forms they are for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.panel.list)
        self._window = window
        self.head = self.addAction("")
        self.head.setEnabled(False)
        self.addSeparator()
        for key in _KEYS:
            if key:
                self.addAction(window.actions_by_key[key])
            else:
                self.addSeparator()
        self.aboutToShow.connect(self._count)

    def _count(self) -> None:
        many = len(self._window.panel.list.chosen_ids)
        self.head.setText(f"选中 {many} 张表")
        self.head.setVisible(many > 1)
