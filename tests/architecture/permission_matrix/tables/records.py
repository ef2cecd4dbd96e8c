"""Rows of campus.records: administrators of the platform and nobody else."""

from typing import Any

from courses.xapi.models import ForwardingTarget
from courses.xapi.services import platform_authority, store
from tests.architecture.permission_matrix.actors import A, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.factories.xapi import ClientFactory, statement

OPERATORS = frozenset({A.SUPERUSER})
# Nothing was chosen in the form.
ASKS_AGAIN = frozenset({400})


def a_statement(world: World, place: Place) -> dict[str, Any]:
    """Store a statement."""
    return {"statement_id": store([statement()], authority=platform_authority())[0]}


def a_program(world: World, place: Place) -> dict[str, Any]:
    """Return a program of the place's provider."""
    owner = {"owner_kind": "provider", "owner_key": str(place.provider.pk)}
    return {"pk": ClientFactory(**owner).pk}


def a_store(world: World, place: Place) -> dict[str, Any]:
    """Return an external store."""
    return {"name": ForwardingTarget.objects.get_or_create(name="landesspeicher")[0].name}


BOTH = ("get", "post")
ROWS = (
    Row("records:overview", OPERATORS),
    Row("records:pause", OPERATORS, a_store, methods=("post",)),
    Row("records:resume", OPERATORS, a_store, methods=("post",)),
    Row("records:clients", OPERATORS),
    Row("records:add_client", OPERATORS),
    *(
        Row(f"records:{name}", OPERATORS, a_program, methods=methods)
        for name, methods in (
            ("client", ("get",)),
            ("renew_secret", ("get",)),
            ("switch_off", BOTH),
            ("switch_on", BOTH),
        )
    ),
    Row("records:renew_secret", OPERATORS, a_program, methods=("post",), answer=ASKS_AGAIN),
    Row("records:timeline", OPERATORS),
    Row("records:statement", OPERATORS, a_statement),
)
