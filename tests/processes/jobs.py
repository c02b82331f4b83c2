"""Jobs for worker processes."""

import os


def niceness(_question: str) -> int:
    """How far this process stands behind others."""
    return os.nice(0)
