"""JSON out: short, and such that it is read back as it was."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.xapi.core.jsontext import dumped, loaded, restored

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    LEAVES.filter(lambda value: value not in (float("inf"), float("-inf"))),
    lambda below: st.lists(below) | st.dictionaries(st.text(), below),
    max_leaves=20,
)


@given(VALUES)
def test_what_was_written_is_read_back(value: Any) -> None:
    assert loaded(dumped(value)) == value == json.loads(dumped(value))


@given(VALUES.filter(lambda value: not holds_large_number(value)))
def test_what_was_stored_is_read_back_quickly(value: Any) -> None:
    assert restored(dumped(value)) == value


def holds_large_number(value: Any) -> bool:
    """Tell whether a whole number beyond 64 bits is somewhere in the value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return any(map(holds_large_number, value))
    return isinstance(value, int) and not -(2**63) <= value < 2**64


@pytest.mark.parametrize("value", ["\ud800", ["a", "\udfff"], {"\ud800": 1}])
def test_lone_surrogates_are_read_back_as_well(value: Any) -> None:
    assert restored(dumped(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": [1, 2.5, True, None]}, '{"a":[1,2.5,true,null]}'),
        ("Prüfung", '"Prüfung"'),
        ("\x00", '"\\u0000"'),
        ("\ud800", '"\\ud800"'),
        (["ü", "\udfff"], '["\\u00fc","\\udfff"]'),
        (2**64, "18446744073709551616"),
        (-(2**63), "-9223372036854775808"),
        ({"b": 1, "a": 2}, '{"b":1,"a":2}'),
    ],
)
def test_each_value_is_written_so(value: Any, text: str) -> None:
    assert dumped(value) == text


@pytest.mark.parametrize("value", ["\x00", "\ud800", "\U0001f600", "\u2028", '"\\'])
def test_no_text_holds_what_a_database_refuses(value: str) -> None:
    written = dumped(value)
    assert "\x00" not in written
    assert written.encode().decode() == written
    assert loaded(written) == value


def test_deep_values_are_written_as_well() -> None:
    value: Any = 1
    for _ in range(400):
        value = [value]
    assert loaded(dumped(value)) == value
