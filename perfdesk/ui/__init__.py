"""The window (PySide6): models show a document, delegates send it edits; nothing here computes a score."""
