"""Printers for a press's process: draw, hang, crash, eat memory, by the project's name."""

import os
import sys
import time
from dataclasses import dataclass

from perfdesk.core.form import Form
from perfdesk.core.template import Template
from perfdesk.files.errors import Refused
from perfdesk.preview import Picture


@dataclass(frozen=True)
class Leaf:
    """A page that tells of the process that made it."""

    name: str
    sizes: tuple[tuple[float, float], ...] = ((595.0, 842.0),)

    @property
    def notes(self) -> tuple[str, ...]:
        loaded = any(name.startswith(("PySide6", "perfdesk.ui")) for name in sys.modules)
        return (self.name, str(os.getpid()), "Qt" if loaded else "")

    def picture(self, page: int, scale: float) -> Picture:
        width, height = page + 1, max(1, round(scale))
        return Picture(width, height, 4 * width, self.name.encode().ljust(4 * width * height))


def by_name(form: Form, _template: Template, font: str) -> Leaf:
    """Does what the project's name says."""
    name = form.project_name
    if name == "hang":
        while True:
            time.sleep(0.01)
    if name == "crash":
        os._exit(3)
    if name == "eat":
        return Leaf(str(len([bytes(1_000_000) for _ in range(1_000_000)])))
    if name == "refuse":
        raise Refused("不行。")
    return Leaf(name + font)


class Unready:
    """A printer that cannot even be loaded."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (4,)

    def __call__(self, form: Form, template: Template, font: str) -> Leaf:
        return by_name(form, template, font)
