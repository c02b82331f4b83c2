"""A table without rows says what to do next."""

import pytest

from perfdesk.core.edits import DeleteIndicators
from perfdesk.ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def test_the_sentence_is_seen_only_while_there_is_no_row(window: MainWindow) -> None:
    said, document = window.layout_.no_rows, window.document
    assert document is not None
    assert said.isHidden()
    rows = tuple(range(len(document.form.indicators)))
    document.apply(DeleteIndicators(rows))
    assert said.isVisible()
    assert "Ctrl+=" in said.text()
    assert said.size() == window.view.indicators.viewport().size()
    document.undo()
    assert said.isHidden()
