"""Quick entry over the selected indicator rows: missing points shared out, results by one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perfdesk.core.document import Closed
from perfdesk.core.quickentry import band_words, enter_results
from perfdesk.core.spread import Share, spread
from perfdesk.ui.accounts import tell_account

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.document import Document
    from perfdesk.ui.window import MainWindow

#: Action → which of the template's bands of results, the best first.
_BANDS = {"result_met": 0, "result_partly": 1, "result_missed": -1}


class QuickActions:
    """Acts on the form shown. Raises Closed, which the window tells."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        results = {key: partial(self._enter, band) for key, band in _BANDS.items()}
        return results | {
            "spread_equal": lambda: self._spread(Share.EQUAL),
            "spread_proportional": lambda: self._spread(Share.PROPORTIONAL),
        }

    def _spread(self, share: Share) -> None:
        document = self._open_document()
        if document is None:
            return
        rows = self._window.view.indicators.selected_rows()
        done = spread(document.form, document.template.rules, rows, share)
        if done.edit is not None:
            document.apply(done.edit)
        self._window.say(done.sentence)

    def _enter(self, band: int) -> None:
        document = self._open_document()
        rows = self._window.view.indicators.selected_rows()
        words = band_words(document.template.rules) if document else ()
        if document is None or not rows or len(words) < len(_BANDS):
            return
        placed = enter_results(document.form, rows, words[band])
        if placed.edit is not None:
            document.apply(placed.edit)
        tell_account(self._window, placed, f"填入“{words[band]}”")

    def _open_document(self) -> Document | None:
        """The document shown. Raises Closed where it takes nothing."""
        document = self._window.ready()
        if document is not None and document.closed_because:
            raise Closed(document.closed_because)
        return document
