"""Rows of courses.tools: owners register, authors use, the office decides."""

from typing import Any

from courses.tools.models import State
from tests.architecture.permission_matrix.actors import OFFICE, Actor, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.modules import STUDIO
from tests.factories.lti import make_tool

OWNERS = frozenset({Actor.PROVIDER_OWNER})
# Nothing was entered in the form.
ASKS_AGAIN, MOVED = frozenset({400}), frozenset({302})


def a_tool(world: World, place: Place) -> dict[str, Any]:
    """Return an approved tool of the place's provider."""
    return {"key": make_tool(provider=place.provider).pk}


def a_private_tool(world: World, place: Place) -> dict[str, Any]:
    """Return a tool at an address that is never asked."""
    return {"key": make_tool(provider=place.provider, site="https://127.0.0.1").pk}


def a_waiting_tool(world: World, place: Place) -> dict[str, Any]:
    """Return a tool that waits for the office."""
    return {"key": make_tool(provider=place.provider, state=State.WAITING).pk}


ROWS = (
    Row("tools:tools", STUDIO),
    Row("tools:add", OWNERS),
    Row("tools:add", OWNERS, methods=("post",), answer=ASKS_AGAIN),
    Row("tools:tool", STUDIO, a_tool),
    Row("tools:change", OWNERS, a_tool),
    Row("tools:change", OWNERS, a_tool, methods=("post",), answer=ASKS_AGAIN),
    Row("tools:check", OWNERS, a_private_tool, methods=("post",), answer=frozenset({200})),
    Row("tools:add_content", STUDIO, a_tool),
    Row("tools:add_content", STUDIO, a_tool, methods=("post",), answer=ASKS_AGAIN),
    Row("tools:close", OWNERS, a_tool, methods=("post",), answer=MOVED),
    Row("tool_approval:list", OFFICE),
    Row("tool_approval:decide", OFFICE, a_waiting_tool, methods=("post",), answer=MOVED),
)
