#!/usr/bin/env python3
"""Writes the manual's page of shortcuts from the window's own tables: `make shortcuts`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from perfdesk.ui.shortcutspage import shortcuts_page  # noqa: E402 - path set above

if __name__ == "__main__":
    (ROOT / "docs" / "manual" / "shortcuts.md").write_text(shortcuts_page(), encoding="utf-8")
