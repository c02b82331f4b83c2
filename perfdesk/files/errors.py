"""What can go wrong with files, as sentences for people (things that can happen to anyone)."""

from __future__ import annotations


class Refused(Exception):
    """An input or output that cannot be used; `str()` is a plain Chinese sentence for people."""
