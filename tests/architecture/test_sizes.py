"""Budgets: a module, a function and a test stay small enough to be read in one go."""

import ast
import statistics
from collections.abc import Iterable

import pytest

from tests.architecture.source import (
    Function,
    Module,
    functions_of,
    length,
    modules_in,
    nesting,
    parameters,
    product_modules,
    tree_of,
)

LIMITS = {
    "lines per module": 400,
    "lines per settings module": 250,
    "lines per test module": 400,
    "lines per function": 50,
    "lines per test": 60,
    "95th percentile of lines per function": 25,
    "nesting": 3,
    "parameters": 6,
    "test lines per code line": 1.0,
    "mocks per 100 tests": 10,
}


def where(module: Module, function: Function) -> str:
    """Name a function as an editor can jump to it."""
    return f"{module.name}:{function.lineno} {function.name}"


def all_functions(modules: Iterable[Module]) -> list[tuple[Module, Function]]:
    """Return every function with its module."""
    return [(module, function) for module in modules for function in functions_of(module)]


def module_limit(module: Module) -> int:
    """Return how many lines the module may have."""
    kind = "settings module" if "/settings/" in module.name else "module"
    return LIMITS[f"lines per {kind}"]


def test_module_stays_short() -> None:
    long = {
        module.name: module.lines
        for module in product_modules()
        if module.lines > module_limit(module)
    }
    assert long == {}


def test_test_module_stays_short() -> None:
    limit = LIMITS["lines per test module"]
    assert {m.name: m.lines for m in modules_in("tests") if m.lines > limit} == {}


def test_function_stays_short() -> None:
    limit = LIMITS["lines per function"]
    functions = all_functions(product_modules())
    assert {where(m, f): length(f) for m, f in functions if length(f) > limit} == {}


def test_functions_are_mostly_very_short() -> None:
    lengths = [length(function) for _module, function in all_functions(product_modules())]
    percentile = statistics.quantiles(lengths, n=20)[-1]
    assert percentile <= LIMITS["95th percentile of lines per function"]


def test_test_function_stays_short() -> None:
    limit = LIMITS["lines per test"]
    functions = all_functions(modules_in("tests"))
    assert {where(m, f): length(f) for m, f in functions if length(f) > limit} == {}


def test_blocks_are_not_nested_deeply() -> None:
    limit = LIMITS["nesting"]
    functions = all_functions(product_modules())
    assert {where(m, f): nesting(f) for m, f in functions if nesting(f) > limit} == {}


def test_function_takes_few_parameters() -> None:
    limit = LIMITS["parameters"]
    functions = all_functions(product_modules())
    assert {where(m, f): parameters(f) for m, f in functions if parameters(f) > limit} == {}


def test_module_says_what_it_is_for() -> None:
    modules = (*product_modules(), *modules_in("tests"))
    silent = [m.name for m in modules if m.text.strip() and not ast.get_docstring(tree_of(m))]
    assert silent == []


def test_code_is_tested_line_for_line() -> None:
    tests = sum(module.code_lines for module in modules_in("tests"))
    code = sum(module.code_lines for module in product_modules())
    assert tests / code >= LIMITS["test lines per code line"]


def test_mocks_are_rare() -> None:
    calls = tests = 0
    for module in modules_in("tests"):
        tests += sum(function.name.startswith("test_") for function in functions_of(module))
        names = [node.attr for node in ast.walk(tree_of(module)) if isinstance(node, ast.Attribute)]
        names += [node.id for node in ast.walk(tree_of(module)) if isinstance(node, ast.Name)]
        calls += sum(name in ("Mock", "MagicMock", "AsyncMock") for name in names)
    assert calls / tests * 100 <= LIMITS["mocks per 100 tests"]


@pytest.mark.parametrize(
    ("source", "depth"),
    [
        ("def f():\n    return 1", 0),
        ("def f():\n    if a:\n        return 1\n    elif b:\n        return 2", 1),
        ("def f():\n    for a in b:\n        if a:\n            with c:\n                d()", 3),
    ],
)
def test_nesting_counts_blocks_inside_blocks(source: str, depth: int) -> None:
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert nesting(function) == depth
