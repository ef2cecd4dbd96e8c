"""Rows of members.scim: programs with a key of the municipality, and the page that makes it."""

from typing import Any

from members.scim.models import Key
from tests.architecture.permission_matrix.actors import HR, NOBODY, Place, World
from tests.architecture.permission_matrix.rows import Row

UNAUTHORISED = frozenset({401})
NAMED = {
    "scim:kind": {"name": "User"},
    "scim:schema": {"name": "x"},
    "scim:user": {"reference": "x"},
}
NAMED["scim:group"] = {"reference": "x"}
NAMED["scim:else"] = {"path": "Bulk"}


def a_key(world: World, place: Place) -> dict[str, Any]:
    """Let the town have a key."""
    facts = {"municipality": place.municipality, "name": "Verzeichnis"}
    key = Key.objects.filter(**facts, revoked_at=None).first()
    return {"pk": (key or Key.objects.create(**facts, secret_hash=place.municipality.slug)).pk}


def a_town(world: World, place: Place) -> dict[str, Any]:
    """Name the municipality."""
    return {"kommune": place.municipality.slug}


def named(key: str) -> Any:
    """Return the arguments of an address of the protocol."""
    return lambda world, place: NAMED[key]


ROWS = (
    Row("scim:index", HR, methods=("get", "post"), query=a_town),
    Row("scim:revoke", HR, a_key, methods=("post",)),
    *(
        Row(key, NOBODY, methods=methods, anonymous=UNAUTHORISED)
        for key, methods in (
            ("scim:config", ("get",)),
            ("scim:kinds", ("get",)),
            ("scim:schemas", ("get",)),
            ("scim:users", ("get", "post")),
            ("scim:search", ("post",)),
            ("scim:groups", ("get", "post")),
            ("scim:search_groups", ("post",)),
            ("scim:search_all", ("post",)),
            ("scim:base", ("get",)),
        )
    ),
    *(
        Row(
            key,
            NOBODY,
            named(key),
            methods=("get", "put", "patch", "delete"),
            anonymous=UNAUTHORISED,
        )
        for key in NAMED
    ),
)
