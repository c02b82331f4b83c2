"""Every model of the window is watched by Qt's own tester in some test."""

import importlib
import inspect
import pkgutil
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel

import perfdesk.ui

_TESTERS = ("QAbstractItemModelTester", "qtmodeltester")


def models() -> set[str]:
    """The names of the model classes that can be made."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(perfdesk.ui.__path__, "perfdesk.ui."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            own = kind.__module__ == module.name and issubclass(kind, QAbstractItemModel)
            if own and not kind.__subclasses__():
                found.add(name)
    return found


def test_every_model_is_watched_by_the_tester() -> None:
    texts = [file.read_text(encoding="utf-8") for file in Path(__file__).parent.rglob("test_*.py")]
    watching = [text for text in texts if any(tester in text for tester in _TESTERS)]
    assert len(models()) > 8
    assert not {name for name in models() if not any(name in text for text in watching)}
