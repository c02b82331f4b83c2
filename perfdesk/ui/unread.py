"""What is refused while a cell holds a text that it does not take: a year that is none."""

from __future__ import annotations

from perfdesk.core.cells import name_of
from perfdesk.files.errors import Refused


class Unread(Refused):
    """A typed text stands in a cell that does not take it; nothing may pass over it silently."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{name_of(address)}没有保存：{why}请改正，或按 Esc 还原。")
        self.address = address
