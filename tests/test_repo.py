"""The repository itself: tied to no registry, one version number, small modules, a sound Qt."""

import re
import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from PySide6.QtCore import QCoreApplication, QTimer

from tests.support.leftovers import left_behind, running
from tests.support.tools import ROOT, missing, needs_corpus, needs_tool

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# In pieces, so that this file doesn't name them either.
REGISTRIES = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("pypi", "python", "org"),
        ("debian", "org/debian"),
        ("archive", "ubuntu", "com"),
        ("registry", "npmjs", "org"),
        ("conda", "anaconda", "org"),
        ("pkg", "dev"),
        ("tuna", "tsinghua", "edu", "cn"),
        ("mirrors", "aliyun", "com"),
    )
]
LOCKS = {"uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock", "package-lock.json"}
MAX_LINES = 500


@pytest.fixture(scope="module")
def repo_files() -> list[Path]:
    """What is committed, or would be by `git add .`."""
    names = subprocess.run(
        [
            needs_tool("git"),
            *("-c", "safe.directory=*"),
            *("ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=False,
    )
    if names.returncode != 0:
        missing("not a git checkout")
    paths = [ROOT / name for name in names.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def pins(name: str) -> dict[str, str]:
    """Name and exact version of each line of a requirements file; anything looser is an error."""
    found: dict[str, str] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line in ("-r requirements.txt", "-r requirements-dev.txt"):
            continue
        match = re.fullmatch(r"([A-Za-z0-9._-]+)==([0-9][0-9a-z.]*)", line)
        assert match, f"{name}: not an exact pin: {line!r}"
        found[canonicalize_name(match[1])] = match[2]
    return found


def test_no_file_names_a_package_registry(repo_files: list[Path]) -> None:
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in repo_files
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]
    assert not named


def test_no_lock_file(repo_files: list[Path]) -> None:
    assert not [path for path in repo_files if path.name in LOCKS]


def test_python_files_stay_small(repo_files: list[Path]) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in repo_files
        if path.suffix == ".py"
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) >= MAX_LINES
    }
    assert not long


def test_the_version_stands_in_one_place(repo_files: list[Path]) -> None:
    literal = re.compile(
        rf"""(?i)version\w*(: *\w+)? *= *["']{re.escape(PROJECT["version"])}["']"""
    )
    named = [
        str(path.relative_to(ROOT))
        for path in repo_files
        if path.suffix in {".py", ".toml", ".json", ".cfg"}
        and literal.search(path.read_text(encoding="utf-8"))
    ]
    assert named == ["pyproject.toml"]


def test_the_pins_are_within_the_bounds() -> None:
    pinned = pins("requirements.txt")
    for text in PROJECT["dependencies"]:
        wanted = Requirement(text)
        version = pinned[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(version), f"{text}: pinned is {version}"


def test_the_requirement_files_do_not_overlap() -> None:
    run, dev = pins("requirements.txt").keys(), pins("requirements-dev.txt").keys()
    assert not run & dev
    assert not pins("requirements-mutation.txt").keys() & (run | dev)


def test_pyside_stays_below_the_release_that_aborts() -> None:
    (text,) = (text for text in PROJECT["dependencies"] if text.startswith("PySide6"))
    assert not Requirement(text).specifier.contains("6.12.0")


def test_qt_survives_a_million_calls() -> None:
    code = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication([])\n"
        "label = QLabel()\n"
        "for _ in range(1_000_000): label.setText('x')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=100
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_make_venv_asks_for_the_same_python_as_the_project() -> None:
    script = (ROOT / "packaging" / "make-venv").read_text(encoding="utf-8")
    bounds = re.search(r"\((\d+), (\d+)\) <= sys\.version_info < \((\d+), (\d+)\)", script)
    assert bounds
    low, high = (f"{bounds[1]}.{bounds[2]}", f"{bounds[3]}.{bounds[4]}")
    assert SpecifierSet(PROJECT["requires-python"]) == SpecifierSet(f">={low},<{high}")


@pytest.mark.parametrize(("name", "forms"), [("no", 0), (".", 2)])
def test_a_corpus_that_was_named_must_be_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, forms: int
) -> None:
    (tmp_path / "a.json").write_text('{"forms": [{}, {}]}', encoding="utf-8")
    monkeypatch.setenv("PERFDESK_CORPUS", str(tmp_path / name))
    with pytest.raises(pytest.fail.Exception, match=f"holds {forms} published forms"):
        needs_corpus()


def test_what_is_missing_fails_in_ci_and_skips_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFDESK_CI", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-tool is not installed"):
        needs_tool("no-such-tool")
    monkeypatch.delenv("PERFDESK_CI")
    with pytest.raises(pytest.skip.Exception, match="no-such-tool is not installed"):
        needs_tool("no-such-tool")


def test_what_a_test_leaves_running_is_seen(qapp: QCoreApplication) -> None:
    before = running()
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    timer = QTimer(qapp)
    timer.start(60_000)
    left = left_behind(before, patience=0)
    end.set()
    thread.join()
    timer.stop()
    assert len(left) == 2
    assert "QTimer" in left[0]
    assert "forgotten" in left[1]
    assert not left_behind(before)
