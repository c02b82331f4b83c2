"""`python -m benchmarks [NAME…]`: measures and prints the table; all of them without a name."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from benchmarks.forms import sample
from benchmarks.table import Row, shown

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES = (
    *("booklet", "workbooks", "libreoffice", "process", "thousand", "window", "store", "keystroke"),
    *("reading", "checks"),
)


def main() -> None:
    """Runs the benchmarks named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(_NAMES))
    names = parser.parse_args().names or list(_NAMES)
    if unknown := [name for name in names if name not in _NAMES]:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(_NAMES)}")
    print(f"{len(sample().forms)} {sample().source}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.platform()}")
    rows: list[Row] = []
    for name in names:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        measure: Callable[[], list[Row]] = import_module(f"benchmarks.{name}").measure
        rows += measure()
    print(shown(rows))


if __name__ == "__main__":
    main()
