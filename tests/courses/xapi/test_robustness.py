"""No input, however odd, makes the store fail."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from courses.xapi.core.editions import Edition
from courses.xapi.core.filling import normalised
from courses.xapi.core.forms import in_canonical_form, in_ids_form
from courses.xapi.core.statements import check_statement
from courses.xapi.core.violations import Violation
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import changed, full_statement, statement

ODD: list[Any] = [None, "", "x", 0, -1, 1e308, True, [], {}, [[]], [None], {"": None}, "\x00"]
RESOURCES = ["statements", "activities", "activities/state", "activities/profile", "agents"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below),
    max_leaves=8,
)


def paths_of(value: Any, prefix: str = "") -> list[str]:
    """Return the dotted paths of all that is inside."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found: list[str] = []
    for key, below in pairs:
        if "." in str(key):
            continue
        found.append(f"{prefix}{key}")
        if isinstance(below, dict | list):
            found += paths_of(below, f"{prefix}{key}.")
    return found


@pytest.mark.parametrize("path", paths_of(full_statement()))
def test_an_odd_value_anywhere_is_accepted_or_refused(path: str) -> None:
    for value in ODD:
        for edition in Edition:
            broken = changed(full_statement(), path, value)
            try:
                check_statement(broken, edition)
            except Violation:
                continue
            assert in_ids_form(normalised(broken))
            assert in_canonical_form(normalised(broken), {}, ["de"])


@given(json_values)
def test_any_json_value_is_accepted_or_refused_as_statement(value: Any) -> None:
    with pytest.raises(Violation):
        check_statement(value)


@pytest.mark.django_db
@hypothesis_settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    method=st.sampled_from(["GET", "HEAD", "PUT", "POST", "DELETE"]),
    resource=st.sampled_from(RESOURCES),
    params=st.dictionaries(
        st.sampled_from(
            ["agent", "activityId", "stateId", "statementId", "since", "limit", "cursor", "method"]
        ),
        st.text(max_size=10) | json_values.map(json.dumps),
        max_size=4,
    ),
    body=st.binary(max_size=20) | json_values.map(lambda value: json.dumps(value).encode()),
    content_type=st.sampled_from(
        ["application/json", "multipart/mixed; boundary=b", "text/plain", ""]
    ),
)
def test_any_request_is_answered(
    method: str, resource: str, params: dict[str, str], body: bytes, content_type: str
) -> None:
    caller = Caller(version="1.0.3")
    response = caller.call(method, resource, body, params=params, content_type=content_type)
    assert response.status_code < 500
    assert response["X-Experience-API-Version"] == "1.0.3"


@pytest.mark.django_db
@pytest.mark.parametrize("depth", [60, 70, 400, 900, 5000])
def test_deep_nesting_is_answered(depth: int) -> None:
    deep = "[" * depth + "]" * depth
    extended = json.dumps(statement(result={"extensions": {"urn:x": "DEEP"}}))
    body = extended.replace('"DEEP"', deep).encode()
    caller = Caller()
    assert caller.call("POST", "statements", body).status_code == (200 if depth < 64 else 400)
    assert caller.get("statements").status_code == 200


@pytest.mark.django_db
def test_deep_documents_are_answered() -> None:
    caller = Caller()
    params = {"activityId": "urn:x", "profileId": "a"}
    for depth in (60, 900, 960, 990, 5000):
        body = b'{"x":' + b"[" * depth + b"]" * depth + b"}"
        for method in ("POST", "POST", "GET"):
            response = caller.call(method, "activities/profile", body, params=params)
            assert response.status_code in (200, 204, 400)
