"""`python -m tests.proofs.mutation`: small faults are put into the core, one after the other.

A fault that no test sees survives. Every mutant (tests.proofs.mutants) is run in a process of its
own, a copy of one that has collected the tests, with those that call its function: first the
module's own test file, then the quickest, up to the first that fails.
"""

from __future__ import annotations

import argparse
import functools
import json
import math
import os
import resource
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, Phase, settings
from mutmut.configuration import config

from tests.proofs.mutants import ACTIVE, Loader, Mutated, all_mutated
from tests.support.leftovers import running

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: A mutant's process ends with the place of the test that saw it, counted from 1, or with these.
_SURVIVED, _SEEN_LATE = 0, 255
#: A mutant that loops is stopped after this many times the tests' own processor time, and some.
_PATIENCE, _MORE_SECONDS = 10, 10
_MORE_BYTES = 2 << 30


class Proof:
    """A pytest plugin: in the place of the ordinary run, the run over all mutants."""

    def __init__(self, modules: Sequence[Mutated], jobs: int) -> None:
        self.modules, self.jobs = modules, jobs
        self.survivors: dict[str, list[str]] = defaultdict(list)
        self.running: dict[int, tuple[Mutated, str, list[pytest.Item]]] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        """Nobody reads how tests fail, so it is not written."""
        config.option.tbstyle = "value"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Finds out who calls what, then runs mutant by mutant."""
        tests = _needed(session.items, self.modules)
        _warm_up()
        calls = _calls(tests)
        for module in self.modules:
            for function, mutants in groupby(module.mutants, key=_function_of):
                chosen, seconds = _chosen(calls[f"{module.name}.{function}"], tests, module)
                for mutant in mutants:
                    self._start(module, mutant, chosen, seconds)
        while self.running:
            self._wait()
        return True

    def _start(
        self, module: Mutated, mutant: str, tests: list[pytest.Item], seconds: float
    ) -> None:
        while len(self.running) >= self.jobs:
            self._wait()
        limit = math.ceil(seconds * _PATIENCE + _MORE_SECONDS)
        job = functools.partial(_run, module.name, mutant, tests, limit)
        self.running[_forked(job)] = (module, mutant, tests)

    def _wait(self) -> None:
        child, status = os.wait()
        module, mutant, tests = self.running.pop(child)
        ending = os.waitstatus_to_exitcode(status)
        if ending == _SURVIVED:
            self.survivors[module.name].append(mutant)
            _tell(f"\n{module.name}.{mutant}\n{module.change(mutant)}")
        elif 0 < ending < min(len(tests), _SEEN_LATE):  # this test will see the next ones, too
            tests.insert(0, tests.pop(ending - 1))

    def told(self) -> str:
        """The figures by module, for people."""
        made = {module.name: len(module.mutants) for module in self.modules}
        left = Counter({name: len(found) for name, found in self.survivors.items()})
        rows = [(name, count, count - left[name]) for name, count in made.items()]
        rows.append(("together", sum(made.values()), sum(made.values()) - left.total()))
        return "\n".join(
            f"{name:40} {killed:5} of {count:5} killed, {100 * killed / count:5.1f} %"
            for name, count, killed in rows
        )


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _function_of(mutant: str) -> str:
    return mutant.partition("__mutmut_")[0]


def _own(module: Mutated) -> str:
    return f"test_{module.path.stem}"


def _needed(tests: list[pytest.Item], modules: Sequence[Mutated]) -> list[pytest.Item]:
    """The modules' own tests; all where a module has none of its own."""
    own, files = set(map(_own, modules)), {test.path.stem for test in tests}
    return [test for test in tests if test.path.stem in own or not own <= files]


def _chosen(
    calls: list[tuple[int, float]], tests: list[pytest.Item], module: Mutated
) -> tuple[list[pytest.Item], float]:
    """The tests that are to see a function's faults, the quickest first, and their seconds.

    They are those of the module's own test file; where it has none, all that call the function.
    """
    own = _own(module)
    has_own = any(test.path.stem == own for test in tests)
    kept = [call for call in calls if not has_own or tests[call[0]].path.stem == own]
    kept.sort(key=lambda call: call[1])
    return [tests[number] for number, _ in kept], sum(seconds for _, seconds in kept)


def _forked(job: Callable[[], int]) -> int:
    """Starts a job in a copy of this process, silent; its number. The job's result is its exit."""
    child = os.fork()
    if child:
        return child
    exit_code = _SEEN_LATE
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            sys.stdout = sys.stderr = nowhere
            exit_code = job()
    finally:
        os._exit(exit_code)


def _passes(test: pytest.Item, following: pytest.Item | None) -> bool:
    return not any(report.failed for report in runtestprotocol(test, log=False, nextitem=following))


def _run(module: str, mutant: str, tests: Sequence[pytest.Item], seconds: int) -> int:
    """Runs the tests with a mutant, up to the first that fails."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * 4096
    resource.setrlimit(resource.RLIMIT_AS, (used + _MORE_BYTES, used + _MORE_BYTES))
    ACTIVE.module, ACTIVE.mutant = module, mutant
    for place, test in enumerate(tests, 1):
        if not _passes(test, tests[place] if place < len(tests) else None):
            return min(place, _SEEN_LATE)
    return _SURVIVED


def _calls(tests: list[pytest.Item]) -> dict[str, list[tuple[int, float]]]:
    """For each function the tests (by number, with their seconds) that call it.

    Found out in a copy of this process, so that nothing is remembered here when mutants start.
    """
    reading, writing = os.pipe()

    def write_down() -> int:
        os.close(reading)
        ACTIVE.recording = True
        with os.fdopen(writing, "w", encoding="utf-8") as answer:
            for number, test in enumerate(tests):
                _forget()
                ACTIVE.called.clear()
                begun = time.process_time()
                passed = _passes(test, tests[number + 1] if number + 1 < len(tests) else None)
                seconds = time.process_time() - begun
                line = (number, seconds, passed, sorted(ACTIVE.called))
                print(json.dumps(line), file=answer)
        return 0

    child = _forked(write_down)
    os.close(writing)
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    with os.fdopen(reading, encoding="utf-8") as answer:
        for line in answer:
            number, seconds, passed, functions = json.loads(line)
            if not passed:
                _tell(f"left out, it fails without any fault: {tests[number].nodeid}")
                continue
            for function in functions:
                found[function].append((number, seconds))
    os.waitpid(child, 0)
    return found


def _warm_up() -> None:
    """Once for all: templates, in which no mutant has a part, and what the tests' watch loads."""
    from perfdesk.files.templates import library

    for name in library().ids():
        library().get(name)
    running()


def _forget() -> None:
    """Empties what functions of the core remember, so that each test calls them itself."""
    for name, module in list(sys.modules.items()):
        if name.startswith("perfdesk.core"):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


def main() -> int:
    """Runs the proof over the modules named, or all; 1 if less than `--least` percent is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="as funding, scoring; all without")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--least", type=float, default=90.0)
    parser.add_argument("--every", type=int, default=1, help="a sample: each so-manieth mutant")
    wanted = parser.parse_args()
    modules = [
        replace(module, mutants=module.mutants[:: wanted.every])
        for module in all_mutated(wanted.modules)
    ]
    Loader(modules).install()
    settings.register_profile(
        "mutation",
        database=None,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=tuple(HealthCheck),
    )
    settings.load_profile("mutation")
    proof = Proof(modules, wanted.jobs)
    selection = config().pytest_add_cli_args_test_selection
    options = ["-q", "-s", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist"]
    if pytest.main([*options, *selection], plugins=[proof]) != pytest.ExitCode.OK:
        return 1
    _tell(proof.told())
    left = sum(map(len, proof.survivors.values()))
    made = sum(len(module.mutants) for module in modules)
    return int(left > made * (1 - wanted.least / 100))


if __name__ == "__main__":
    sys.exit(main())
