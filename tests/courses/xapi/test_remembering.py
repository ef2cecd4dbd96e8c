"""What was found valid is not looked through again; what is not valid is refused every time."""

from typing import Any

import pytest

from courses.xapi.core.activities import check_activity
from courses.xapi.core.actors import check_actor
from courses.xapi.core.formats import is_iri
from courses.xapi.core.likeness import plain_spelling
from courses.xapi.core.remembering import LONGEST, MOST, once
from courses.xapi.core.statements import check_verb
from courses.xapi.core.violations import Violation

LONE = "\ud800"


class Check:
    """A check that counts how often it is asked; only what holds `bad` fails it."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def __call__(self, value: Any, path: str) -> None:
        self.asked.append(value)
        if "bad" in value:
            raise Violation(path, "is bad.")


def counted() -> tuple[Check, Any]:
    check = Check()
    check.__name__ = check.__qualname__ = "check"  # type: ignore[attr-defined]
    return check, once(check)


def test_a_valid_value_is_looked_through_once() -> None:
    check, checked = counted()
    for _ in range(3):
        checked({"id": "urn:a"}, "object")
    assert check.asked == [{"id": "urn:a"}]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"a": 1}, {"a": 1.0}),
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"a": "1"}),
        ({"a": None}, {"a": "null"}),
        ({"a": []}, {"a": {}}),
        ({"a": "ä"}, {"a": "a"}),
        ({"a": "x", "b": "y"}, {"b": "y", "a": "x"}),
        ({"a": "\\u0000"}, {"a": "\x00"}),
    ],
)
def test_values_that_differ_are_each_looked_through(first: Any, second: Any) -> None:
    check, checked = counted()
    checked(first, "")
    checked(second, "")
    assert len(check.asked) == 2


def test_an_invalid_value_is_refused_every_time_at_its_own_place() -> None:
    _, checked = counted()
    for path in ("actor", "object.actor"):
        with pytest.raises(Violation) as refusal:
            checked({"bad": 1}, path)
        assert refusal.value.path == path


@pytest.mark.parametrize("value", [{"a": LONE}, {"a": 2**70}, {"a": "x" * (LONGEST + 1)}, {1: "a"}])
def test_what_cannot_be_written_or_is_long_is_looked_through_each_time(value: Any) -> None:
    check, checked = counted()
    for _ in range(2):
        checked(value, "")
    assert len(check.asked) == 2


def test_memory_is_bounded() -> None:
    check, checked = counted()
    for number in range(MOST + 1):
        checked({"n": number}, "")
    checked({"n": 0}, "")
    assert len(check.asked) == MOST + 2


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (check_verb, {"id": "urn:v"}, {"id": "urn:v", "display": {"de_DE": "x"}}),
        (check_actor, {"mbox": "mailto:a@b.example"}, {"mbox": "a@b.example"}),
        (check_activity, {"id": "urn:a"}, {"id": "a"}),
    ],
)
def test_the_checks_of_statements_stay_strict(check: Any, good: Any, bad: Any) -> None:
    for _ in range(2):
        check(good, "here")
        with pytest.raises(Violation) as refusal:
            check(bad, "here")
        assert refusal.value.path.startswith("here")


@pytest.mark.parametrize("length", [10, 240, 400])
def test_identifiers_are_judged_alike_however_long(length: int) -> None:
    for _ in range(2):
        assert is_iri("urn:" + "a" * length)
        assert not is_iri("urn:" + " " * length)
        assert plain_spelling("HTTP://Example.org/" + "A" * length) == "example.org/" + "a" * length
