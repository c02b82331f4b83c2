"""Who sits at this computer, for the change log and the owner's note."""

from __future__ import annotations

import getpass


def user_name() -> str:
    """The account's name; '' where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no name in the environment, no account either
        return ""
