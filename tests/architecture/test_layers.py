"""Who may import what, beyond the layers that import-linter checks."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

from tests.architecture.source import PACKAGES, Function, Module, product_modules, tree_of

OPEN_TO_OTHER_ROOMS = {"services", "selectors", "rules", "signals", "errors"}
# A module that uses none of these computes with values and may be shared.
MACHINERY = ("django.db", "django.http", "django.shortcuts", "django.forms", "django.views")
MACHINERY += ("wagtail", "allauth")
CHOICES = {"TextChoices", "IntegerChoices"}
# Every room stands on these: no tables, the abstract page with its blocks, the account.
FOUNDATIONS = {"campus.kit", "campus.pages", "members.accounts"}


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
    """Tell a module that knows neither tables nor requests."""
    for node in run_time_imports(tree_of(module)):
        names = {alias.name for alias in node.names}
        origin = (node.module or "") if isinstance(node, ast.ImportFrom) else min(names)
        if origin.startswith(MACHINERY) and not names <= CHOICES:
            return False
    return True


def offers_only_abstract_models(module: Module) -> bool:
    """Tell a module of models from which other rooms derive their own."""
    models = [
        node
        for node in tree_of(module).body
        if isinstance(node, ast.ClassDef) and "models.Model" in map(ast.unparse, node.bases)
    ]
    return bool(models) and all("abstract = True" in ast.unparse(model) for model in models)


def may_be_imported(name: str, known: dict[str, Module]) -> bool:
    """Tell whether another room may import this module."""
    parts = name.split(".")
    if ".".join(parts[:2]) in FOUNDATIONS or len(parts) < 3:
        return True
    if parts[2] in OPEN_TO_OTHER_ROOMS:
        return True
    module = known.get(name)
    return module is not None and (is_pure(module) or offers_only_abstract_models(module))


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
