"""Small faults, made by mutmut, in the modules that `[tool.mutmut]` in pyproject.toml names.

Every mutant of a function stands beside the sound one in the module as it is loaded here; which of
them is called is told by ACTIVE. Nothing is written to disk.
"""

from __future__ import annotations

import ast
import difflib
import importlib.abc
import importlib.util
import sys
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mutmut.configuration import config
from mutmut.mutation.file_mutation import mutate_file_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

#: mutmut's own switch asks the environment at every call.
_ITS_SWITCH = "from mutmut.mutation.trampoline import wrap_in_trampoline as _mutmut_mutated"
_OUR_SWITCH = "from tests.proofs.mutants import switched as _mutmut_mutated"


@dataclass(slots=True)
class Active:
    """The mutant that is called, and what was called where that is written down."""

    module: str = ""
    mutant: str = ""
    recording: bool = False
    called: set[str] = field(default_factory=set)


ACTIVE = Active()
MutantDict = dict[str, Any]


@dataclass(frozen=True)
class Mutated:
    """A module with all its mutants."""

    name: str
    path: Path
    code: str
    #: Short names, as `x_cap__mutmut_3`.
    mutants: Sequence[str]

    @classmethod
    def of(cls, path: Path) -> Mutated:
        """Reads and mutates a module; `path` is relative to the repository."""
        made = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
        name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        return cls(name, path, made.code.replace(_ITS_SWITCH, _OUR_SWITCH), made.mutant_names)

    @cached_property
    def _functions(self) -> dict[str, ast.FunctionDef]:
        found = (node for node in ast.walk(ast.parse(self.code)))
        return {node.name: node for node in found if isinstance(node, ast.FunctionDef)}

    def change(self, mutant: str) -> str:
        """The lines that a mutant changes, old and new."""
        sound, _, _ = mutant.rpartition("_")
        old, new = (
            ast.unparse(self._functions[name]).splitlines()[1:]
            for name in (f"{sound}_orig", mutant)
        )
        lines = difflib.unified_diff(old, new, n=0, lineterm="")
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def all_mutated(stems: Sequence[str]) -> list[Mutated]:
    """Every module that is to be mutated, or those of them that are named, in their order."""
    paths = sorted(path for top in config().source_paths for path in Path(top).rglob("*.py"))
    wanted = [path for path in paths if config().should_mutate(path)]
    if stems:
        wanted = [path for stem in stems for path in wanted if path.stem == stem]
    return [module for module in map(Mutated.of, wanted) if module.mutants]


class Loader(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Loads the mutated modules in the place of the sound ones."""

    def __init__(self, modules: Sequence[Mutated]) -> None:
        self._modules = {module.name: module for module in modules}

    def install(self) -> None:
        """Goes before the ordinary import; the modules may not be loaded yet."""
        loaded = self._modules.keys() & sys.modules.keys()
        if loaded:
            raise RuntimeError(f"loaded too early: {loaded}")
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, *_where: Sequence[str] | ModuleType | None
    ) -> ModuleSpec | None:
        """Speaks for the mutated modules only."""
        module = self._modules.get(fullname)
        if module is None:
            return None
        file = module.path.resolve()
        inside = [str(file.parent)] if file.stem == "__init__" else None
        return importlib.util.spec_from_file_location(
            fullname, file, loader=self, submodule_search_locations=inside
        )

    def get_source(self, fullname: str) -> str:
        """The module with its mutants."""
        return self._modules[fullname].code


def switched(
    mutants: Mapping[str, Callable[..., Any]], is_classmethod: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """What mutmut puts on each function: at every call, the active mutant or the sound one."""

    def on(function: Callable[..., Any]) -> Callable[..., Any]:
        module = function.__module__

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            sound = mutants["_mutmut_orig"]
            if ACTIVE.recording:
                ACTIVE.called.add(f"{module}.{sound.__name__.partition('__mutmut_')[0]}")
            chosen = mutants.get(ACTIVE.mutant, sound) if ACTIVE.module == module else sound
            if is_classmethod:
                return getattr(args[0], chosen.__name__)(*args[1:], **kwargs)
            return chosen(*args, **kwargs)

        return call

    return on
