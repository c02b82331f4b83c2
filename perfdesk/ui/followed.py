"""The documents that a window follows: those shown so far, whose steps may be undone from afar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.change import Change
    from perfdesk.core.document import Document


class Followed:
    """Tells of every change of them; the desk lets some go, which are forgotten here, too."""

    def __init__(self, changed: Callable[[str, Change], None]) -> None:
        """`changed` hears the form's id and its change."""
        self._changed = changed
        self._stops: WeakKeyDictionary[Document, Callable[[], None]] = WeakKeyDictionary()

    @property
    def ids(self) -> list[str]:
        """The forms followed."""
        return [document.form.id for document in self._stops]

    def follow(self, document: Document) -> bool:
        """From now on; False where it is followed already."""
        if document in self._stops:
            return False
        heard = partial(self._changed, document.form.id)
        self._stops[document] = document.listen(heard)
        return True

    def stop(self) -> None:
        """Nothing is heard any more."""
        for stop in self._stops.values():
            stop()
        self._stops.clear()
