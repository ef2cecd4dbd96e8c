"""Rows of members.policies."""

from typing import Any

from members.policies.models import Policy
from tests.architecture.permission_matrix.actors import Actor, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.factories.policies import PolicyFactory

COUNCIL = frozenset({Actor.COUNCIL})
READERS = frozenset({Actor.HR, Actor.COUNCIL})


def town(world: World, place: Place) -> dict[str, Any]:
    """Name the municipality of the page."""
    return {"kommune": place.municipality.slug}


def a_version(world: World, place: Place) -> dict[str, Any]:
    """Return what holds in the place."""
    return {"key": PolicyFactory(municipality=place.municipality).pk}


def a_proposal(world: World, place: Place) -> dict[str, Any]:
    """Return what waits for the place's staff council."""
    waiting = PolicyFactory(municipality=place.municipality, state=Policy.State.PROPOSED)
    return {"key": waiting.pk}


ROWS = (
    Row("policies:index", READERS, query=town),
    Row("policies:propose", frozenset({Actor.HR}), query=town, methods=("get", "post")),
    Row("policies:document", READERS, a_version),
    Row("policies:decide", COUNCIL, a_proposal, methods=("post",)),
    Row("policies:council", COUNCIL, query=town),
    Row("policies:reports", COUNCIL, query=town),
    Row("policies:access_log", COUNCIL, query=town),
)
