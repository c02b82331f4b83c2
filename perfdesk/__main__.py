"""`perfdesk`: with no arguments the window, with a command the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Runs the program. Returns the exit status: 0 done, 1 something refused, 2 wrong usage."""
    if getattr(sys, "frozen", False):  # there our worker processes are this program, too
        from multiprocessing import freeze_support

        freeze_support()
    if len(sys.argv) == 1:
        return window()
    from perfdesk.cli.main import run

    return run(sys.argv[1:])


def window() -> int:
    """Opens the window on the person's own store."""
    from perfdesk.cli.windows import open_window

    return open_window()


if __name__ == "__main__":
    sys.exit(main())
