"""The Python source as the architecture tests read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("campus", "courses", "members")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path
    name: str

    @property
    def text(self) -> str:
        """Return the source."""
        return self.path.read_text(encoding="utf-8")

    @property
    def lines(self) -> int:
        """Return how long it is."""
        return self.text.count("\n")

    @property
    def code_lines(self) -> int:
        """Return how many lines are not blank."""
        return sum(1 for line in self.text.splitlines() if line.strip())

    @property
    def dotted(self) -> str:
        """Return the name by which it is imported."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def room(self) -> str:
        """Return the room, as in `members.people`."""
        return ".".join(self.dotted.split(".")[:2])


@cache
def tree_of(module: Module) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(module.text)


@cache
def product_modules() -> tuple[Module, ...]:
    """Return every module of the product; migrations are generated and count nowhere."""
    return tuple(
        module
        for package in PACKAGES
        for module in modules_in(package)
        if "/migrations/" not in module.name
    )


@cache
def modules_in(folder: str) -> tuple[Module, ...]:
    """Return the Python files below a folder, without vendored ones."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    modules = (Module(path, path.relative_to(ROOT).as_posix()) for path in paths)
    return tuple(module for module in modules if "/static/" not in module.name)


def functions_of(module: Module) -> Iterator[Function]:
    """Yield every function and method."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Return the lines of a function without its decorators."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def parameters(function: Function) -> int:
    """Return how many parameters a caller deals with."""
    own = function.args
    names = [arg.arg for arg in (*own.posonlyargs, *own.args, *own.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)


def nesting(function: Function) -> int:
    """Return how deep blocks stand inside one another; `elif` stays on its level."""
    return max((_depth(child) for child in function.body), default=0)


def _depth(node: ast.AST) -> int:
    if isinstance(node, (*Function.__args__, ast.ClassDef)):
        return 0
    own = 1 if isinstance(node, BLOCKS) else 0
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        chained = node.orelse[0]
        rest = [child for child in children if child is not chained]
        return max(_depth(chained), own + max(map(_depth, rest), default=0))
    return own + max(map(_depth, children), default=0)
