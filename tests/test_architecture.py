"""Who may import whom: the form's rules know no files, only the window knows Qt.

Every import counts, also inside a function and for types only. A layer's row holds what it uses and
no more.
"""

import ast
import sys
from pathlib import Path

import pytest

from tests.support.imports import Package
from tests.support.tools import ROOT

# A layer and the layers it may import. A module belongs to the layer of its name's first part.
LAYERS: dict[str, set[str]] = {
    "core": set(),
    "files": {"core"},
    "report": {"core", "files"},
    "arrivals": {"core"},  # what reading files brought, as plain values
    "processes": {"files"},  # worker processes: what breaks there is not the program
    "exchange": {"core", "files", "arrivals", "processes"},
    "search": set(),  # pinyin, queries
    "store": {"core", "files", "search", "about"},
    "about": set(),  # the version
    "sample": {"core", "files"},  # the sample unit
    "desksteps": {"core", "files", "store"},  # undo over the list and the forms
    "runner": set(),  # how long work is handed out
    "deskforms": {  # documents, and steps over several
        *("core", "files", "store", "desksteps", "runner"),
    },
    "desk": {  # an open store with its documents, for the window
        *("core", "files", "store", "deskforms", "runner"),
    },
    "auditing": {*("core", "files", "service", "runner")},  # forms checked together, and reported
    "dryrun": {*("core", "files", "store", "arrivals")},  # an import before it is carried out
    "service": {
        "core",
        "files",
        "report",
        "runner",
    },  # the main jobs, for window and command line alike
    "preview": {"core", "report"},  # pages as pictures
    "press": {*("core", "files", "preview", "processes")},  # the same in a process of its own
    "log": {"about", "files"},  # what the program did, without what forms hold
    "licences": {"files"},  # what the program is made of
    "selftest": {*("core", "files", "exchange", "sample", "service", "store")},
    "ui": {
        *("core", "files", "search", "store", "desk", "desksteps", "runner", "log"),
        *("arrivals", "dryrun"),
    },
    "app": {
        *("core", "files", "report", "sample", "ui", "about", "service", "preview", "runner"),
        *("licences", "selftest", "arrivals", "auditing", "press"),
    },
    "cli": {
        *("core", "files", "report", "exchange", "store"),
        *("app", "about", "sample", "service", "runner", "log", "selftest", "arrivals"),
        *("auditing",),
    },
    "__main__": {"cli"},
}

OPENS_THE_WINDOW = {"ui", "app", "cli", "__main__"}

# Other people's libraries, and the layers that may import them.
LIBRARIES: dict[str, set[str]] = {
    "PySide6": {"ui"},
    "reportlab": {"report"},
    "openpyxl": {"report"},
    "xlrd": {"exchange"},
    "pypdfium2": {"preview"},
    "platformdirs": {"files"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "filelock": {"store"},
}

# Reading, writing and asking the machine: the core gets what it needs handed in.
NOT_IN_CORE = {
    *("os", "pathlib", "io", "shutil", "tempfile", "glob", "fileinput", "mmap", "sys", "platform"),
    *("json", "csv", "pickle", "shelve", "sqlite3", "dbm", "zipfile", "tarfile", "gzip", "xml"),
    *("socket", "ssl", "urllib", "http", "subprocess", "multiprocessing", "threading", "asyncio"),
    *("logging", "locale", "random", "time", "getpass", "importlib"),
}
CALLS_NOT_IN_CORE = {"open", "print", "input", "exec", "eval", "__import__"}


def layer_of(module: str) -> str:
    """`perfdesk.core.number` → `core`; the package itself has no layer."""
    return module.split(".")[1] if "." in module else ""


def breaches(package: Package) -> list[str]:
    """Every import against the table above, as a sentence."""
    found = []
    for module in package.trees:
        layer = layer_of(module)
        if layer and layer not in LAYERS:
            found.append(f"{module}: no layer of this name; add it to LAYERS with a reason")
            continue
        for imported in package.imports(module):
            top = imported.target.split(".")[0]
            if top == "perfdesk":
                target = layer_of(package.module_of(imported.target) or "")
                allowed = not target or target == layer or target in LAYERS.get(layer, ())
            elif top in sys.stdlib_module_names:
                allowed = not (layer == "core" and top in NOT_IN_CORE)
            else:
                allowed = layer in LIBRARIES.get(top, ())
            if not allowed:
                found.append(f"{module}:{imported.line} imports {imported.target}")
    return found


@pytest.fixture(scope="module")
def perfdesk() -> Package:
    return Package.read(ROOT, "perfdesk")


def test_every_import_follows_the_layers(perfdesk: Package) -> None:
    assert not breaches(perfdesk)


def reached_from(layer: str) -> set[str]:
    """The layers that a layer may import, and those that they may import, and so on."""
    found: set[str] = set()
    queue = set(LAYERS[layer])
    while queue - found:
        found |= queue
        queue = {lower for reached in queue for lower in LAYERS[reached]}
    return found


def test_the_layers_form_no_circle_and_leave_no_detour_to_the_window() -> None:
    for layer in LAYERS:
        assert layer not in reached_from(layer)
        if layer not in OPENS_THE_WINDOW:
            assert "ui" not in reached_from(layer)


def test_no_layer_may_import_what_it_does_not_use(perfdesk: Package) -> None:
    used: dict[str, set[str]] = {layer: set() for layer in LAYERS}
    libraries: dict[str, set[str]] = {library: set() for library in LIBRARIES}
    for module in perfdesk.trees:
        for imported in perfdesk.imports(module):
            top, inside = imported.target.split(".")[0], perfdesk.module_of(imported.target)
            if top in libraries:
                libraries[top].add(layer_of(module))
            elif inside and layer_of(inside) not in ("", layer_of(module)):
                used[layer_of(module)].add(layer_of(inside))
    assert used == LAYERS
    assert libraries == LIBRARIES


def test_the_core_reads_and_writes_nothing(perfdesk: Package) -> None:
    calls = [
        f"{module}:{node.lineno} calls {node.func.id}"
        for module, tree in perfdesk.trees.items()
        if layer_of(module) == "core"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in CALLS_NOT_IN_CORE
    ]
    assert not calls


def test_only_opening_the_window_loads_qt(perfdesk: Package) -> None:
    for module in perfdesk.trees:
        if layer_of(module) in {"ui", "app"}:
            continue
        loaded = perfdesk.loaded_by(module)
        assert not [f"{name} by {by}" for name, by in loaded.items() if name.startswith("PySide6")]
        assert not [f"{name} by {by}" for name, by in loaded.items() if layer_of(name) == "ui"]


@pytest.mark.parametrize(
    ("path", "source", "breach"),
    [
        ("core/a.py", "from pathlib import Path", "perfdesk.core.a:1 imports pathlib.Path"),
        ("core/a.py", "def f():\n    import os", "perfdesk.core.a:2 imports os"),
        ("core/a.py", "import perfdesk.files.a", "perfdesk.core.a:1 imports perfdesk.files.a"),
        ("core/a.py", "from perfdesk import files", "perfdesk.core.a:1 imports perfdesk.files"),
        ("core/a.py", "import numpy", "perfdesk.core.a:1 imports numpy"),
        (
            "report/a.py",
            "if TYPE_CHECKING:\n    from PySide6.QtGui import QFont",
            "perfdesk.report.a:2 imports PySide6.QtGui.QFont",
        ),
        ("cli/a.py", "from perfdesk.ui import x", "perfdesk.cli.a:1 imports perfdesk.ui.x"),
        ("shop/a.py", "", "perfdesk.shop.a: no layer of this name; add it to LAYERS with a reason"),
    ],
)
def test_a_breach_is_seen(tmp_path: Path, path: str, source: str, breach: str) -> None:
    for name in ("__init__.py", "files/__init__.py", "ui/__init__.py", path):
        (tmp_path / "perfdesk" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "perfdesk" / name).touch()
    (tmp_path / "perfdesk" / path).write_text(source, encoding="utf-8")
    assert breaches(Package.read(tmp_path, "perfdesk")) == [breach]
