"""The window (PySide6): models show a document and send it edits; no score is computed here."""
