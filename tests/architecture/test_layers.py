"""Who may import what, beyond the layers that import-linter checks."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

from tests.architecture.source import PACKAGES, Function, Module, product_modules, tree_of

OPEN_TO_OTHER_ROOMS = {"services", "selectors", "rules", "signals", "errors"}
# What Django offers that is a value or a word: a module that uses no more of it is pure.
HARMLESS = {"django.utils.translation", "django.utils.functional"}
HARMLESS_NAMES = {"TextChoices", "IntegerChoices"}
# Every room stands on these two: no tables, and the abstract page with its blocks.
FOUNDATIONS = {"campus.kit", "campus.pages"}


def is_type_checking(node: ast.AST) -> bool:
    """Tell the block that only the type checker reads."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def run_time_imports(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports that happen when the program runs."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif not is_type_checking(child):
            yield from run_time_imports(child)


def imported_modules(module: Module, known: dict[str, Module]) -> Iterator[str]:
    """Yield the dotted names of our own modules that a module imports."""
    for node in run_time_imports(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
            continue
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            yield whole if whole in known else str(node.module)


def is_pure(module: Module) -> bool:
    """Tell a module that computes with values and knows neither tables nor requests."""
    for node in run_time_imports(tree_of(module)):
        names = {alias.name for alias in node.names}
        origin = node.module or "" if isinstance(node, ast.ImportFrom) else min(names)
        if origin.split(".")[0] not in ("django", "wagtail", "allauth"):
            continue
        if origin not in HARMLESS and not names <= HARMLESS_NAMES:
            return False
    return True


def may_be_imported(name: str, known: dict[str, Module]) -> bool:
    """Tell whether another room may import this module."""
    parts = name.split(".")
    if ".".join(parts[:2]) in FOUNDATIONS or len(parts) < 3:
        return True
    return parts[2] in OPEN_TO_OTHER_ROOMS or (name in known and is_pure(known[name]))


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        f"{module.name}:{node.lineno}"
        for module in product_modules()
        for function in ast.walk(tree_of(module))
        if isinstance(function, Function)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_rooms_use_each_other_by_services_selectors_and_values_only() -> None:
    known = {module.dotted: module for module in product_modules()}
    reached = [
        f"{module.name} imports {name}"
        for module in product_modules()
        if module.room not in ("campus.urls", "campus.settings")
        for name in imported_modules(module, known)
        if name.split(".")[0] in PACKAGES
        and not name.startswith(module.room + ".")
        and name != module.room
        and not may_be_imported(name, known)
    ]
    assert reached == []


def test_modules_form_no_cycle() -> None:
    graph = grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)
    imports = {
        name: graph.find_modules_directly_imported_by(name) - {name} for name in graph.modules
    }
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import a.b", ["a.b"]),
        ("from a import b", ["a.b"]),
        ("from a.b import C", ["a.b"]),
        ("if TYPE_CHECKING:\n    from a.b import C", []),
        ("def f():\n    from a.b import C", ["a.b"]),
    ],
)
def test_run_time_imports_are_found(source: str, names: list[str], tmp_path) -> None:
    path = tmp_path / "module.py"
    path.write_text(source)
    module = Module(path, "module.py")
    assert list(imported_modules(module, {"a.b": module})) == names
