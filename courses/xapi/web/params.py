"""Parameters, validated as strictly as the same values in statements (XAPI-Data 2.2.s4.b4)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from courses.xapi.core import formats
from courses.xapi.core.actors import check_actor, check_agent
from courses.xapi.core.jsontext import loaded
from courses.xapi.core.keys import agent_key
from courses.xapi.core.primitives import check_no_null
from courses.xapi.core.violations import Violation
from courses.xapi.errors import BadRequest

Params = dict[str, str]


def check_known(params: Params, known: Iterable[str]) -> None:
    """Refuse parameters the resource does not know, in any spelling: Communication 3.2.s3.b7."""
    unknown = params.keys() - set(known)
    if unknown:
        raise BadRequest(reason=f"The parameter {min(unknown)[:40]} is not known here.")


def required(params: Params, name: str) -> str:
    """Return a parameter that must be there and not be empty."""
    if not params.get(name):
        raise BadRequest(reason=f"The parameter {name} is missing.")
    return params[name]


def iri(params: Params, name: str) -> str | None:
    """Return a parameter that is an IRI."""
    value = params.get(name)
    if value is not None and not formats.is_iri(value):
        raise BadRequest(reason=f"The parameter {name} must be an IRI.")
    return value


def uuid(params: Params, name: str) -> UUID | None:
    """Return a parameter that is a UUID."""
    value = params.get(name)
    if value is None:
        return None
    if not formats.is_uuid(value):
        raise BadRequest(reason=f"The parameter {name} must be a UUID.")
    return UUID(value)


def instant(params: Params, name: str) -> dt.datetime | None:
    """Return a parameter that is a timestamp."""
    value = params.get(name)
    if value is None:
        return None
    # A plus sign that was not escaped arrives as a space.
    parsed = formats.parsed_time(value.replace(" ", "+"))
    if parsed is None:
        raise BadRequest(reason=f"The parameter {name} must be an ISO 8601 timestamp.")
    return parsed


def boolean(params: Params, name: str) -> bool:
    """Return a parameter that is `true` or `false`, the latter if it is not there."""
    value = params.get(name, "false")
    if value not in ("true", "false"):
        raise BadRequest(reason=f"The parameter {name} must be true or false.")
    return value == "true"


def whole_number(params: Params, name: str) -> int:
    """Return a parameter that is a whole number, zero if it is not there."""
    value = params.get(name, "0")
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise BadRequest(reason=f"The parameter {name} must be a whole number.")
    return int(value)


def agent(params: Params, name: str) -> dict[str, Any]:
    """Return a required parameter that is an agent as JSON."""
    value = _json(required(params, name), name)
    try:
        check_agent(value, name)
    except Violation as violation:
        raise BadRequest(reason=str(violation)) from None
    return dict(value)


def agent_or_group_key(params: Params, name: str) -> str:
    """Return the key of an agent or identified group as JSON, empty if it is not there."""
    if name not in params:
        return ""
    value = _json(params[name], name)
    try:
        check_actor(value, name)
    except Violation as violation:
        raise BadRequest(reason=str(violation)) from None
    key = agent_key(value)
    if not key:
        raise BadRequest(reason=f"The parameter {name} needs an identifier.")
    return key


def _json(text: str, name: str) -> Any:
    try:
        value = loaded(text)
        check_no_null(value if isinstance(value, dict) else [], name)
    except Violation as violation:
        raise BadRequest(reason=f"{name}: {violation.reason}") from None
    return value
