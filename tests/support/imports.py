"""Which module imports which, read from the source and without running it."""

import ast
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Import:
    """One name imported somewhere in a module."""

    target: str  # dotted; for `from a import b` it is `a.b`, whether b is a module or not
    line: int
    at_start: bool  # run when the module is loaded, not inside a function or for types only


@dataclass(frozen=True, slots=True)
class Package:
    """All modules under one top-level package, by dotted name."""

    trees: dict[str, ast.Module]
    _found: dict[str, list[Import]] = field(default_factory=dict)  # each module is walked once

    @classmethod
    def read(cls, root: Path, name: str) -> "Package":
        trees = {}
        for path in sorted((root / name).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            trees[module] = ast.parse(path.read_text(encoding="utf-8"), str(path))
        return cls(trees)

    def imports(self, module: str) -> list[Import]:
        if module not in self._found:
            self._found[module] = list(_walk(self.trees[module].body, at_start=True))
        return self._found[module]

    def module_of(self, target: str) -> str | None:
        """The module of this package that an imported name means or lies in."""
        while target and target not in self.trees:
            target = target.rpartition(".")[0]
        return target or None

    def loaded_by(self, module: str) -> dict[str, str]:
        """Everything that loading a module loads, with the module that asks for it."""
        asked_by = {module: ""}
        queue = deque([module])
        while queue:
            current = queue.popleft()
            wanted = [found.target for found in self.imports(current) if found.at_start]
            for target in wanted:
                inside = self.module_of(target)
                names = [inside] if inside else [target]
                if inside:  # loading a.b.c loads a and a.b first
                    parts = inside.split(".")
                    names += [".".join(parts[:end]) for end in range(1, len(parts))]
                for name in names:
                    if name not in asked_by:
                        asked_by[name] = current
                        if inside:
                            queue.append(name)
        return asked_by


def _walk(body: list[ast.stmt], *, at_start: bool) -> Iterator[Import]:
    for node in body:
        yield from _visit(node, at_start=at_start)


def _visit(node: ast.AST, *, at_start: bool) -> Iterator[Import]:
    match node:
        case ast.Import(names=names):
            for name in names:
                yield Import(name.name, node.lineno, at_start)
        case ast.ImportFrom(module=module, names=names, level=level):
            if level:
                raise ValueError(f"relative import in line {node.lineno}")
            for name in names:
                yield Import(f"{module}.{name.name}", node.lineno, at_start)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            for child in ast.iter_child_nodes(node):
                yield from _visit(child, at_start=False)
        case ast.If(test=test, body=body, orelse=orelse) if _for_types(test):
            yield from _walk(body, at_start=False)
            yield from _walk(orelse, at_start=at_start)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _visit(child, at_start=at_start)


def _for_types(test: ast.expr) -> bool:
    return ast.unparse(test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
