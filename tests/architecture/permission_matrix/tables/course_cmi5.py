"""Rows of courses.cmi5: learners and those who try out see their own; tutors waive, HR does not."""

from typing import Any
from uuid import uuid4

from courses.cmi5 import services, tokens
from courses.cmi5.models import Run
from tests.architecture.permission_matrix.actors import EVERYBODY, Actor, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.enrolment import LEARNER, a_seat
from tests.architecture.permission_matrix.tables.modules import STUDIO
from tests.factories.cmi5 import cmi5_package, seat_in

MOVED = frozenset({302})
WAIVERS = frozenset({Actor.PROVIDER_OWNER, Actor.TUTOR})


def own_run(place: Place) -> Run:
    """Return the way of the place's learner through a course of the place's provider."""
    seat, key, package = seat_in(
        provider=place.provider, seat=lambda offer: a_seat(place, offer=offer)
    )
    return services.run_on_seat(enrolment=seat, item_key=key, package=package)


def own_item(world: World, place: Place) -> dict[str, Any]:
    """Return a cmi5 course as an item of the learner's course."""
    run = own_run(place)
    return {"registration": run.registration, "item_key": run.item_key}


def own_course(world: World, place: Place) -> dict[str, Any]:
    """Return the learner's way through it."""
    return {"run": own_run(place).pk}


def own_unit(world: World, place: Place) -> dict[str, Any]:
    """Return a unit of it."""
    return {"run": own_run(place).pk, "place": "0.0"}


def own_session(world: World, place: Place) -> dict[str, Any]:
    """Return a session of the learner."""
    return {"session": services.launch(run=own_run(place), place="0.0").pk}


def a_package(world: World, place: Place) -> dict[str, Any]:
    """Return a cmi5 package of the place's provider."""
    return {"package": cmi5_package(provider=place.provider).pk}


def any_token(world: World, place: Place) -> dict[str, Any]:
    """Return the secret of an address; who knows it needs nothing else."""
    return {"token": tokens.issue(uuid4())}


ROWS = (
    Row("cmi5:launch", LEARNER, own_item, answer=MOVED),
    Row("cmi5:units", LEARNER, own_course),
    Row("cmi5:start", LEARNER, own_unit, methods=("post",), answer=MOVED),
    Row("cmi5:session", LEARNER, own_session),
    Row("cmi5:state", LEARNER, own_session),
    Row("cmi5:abandon", LEARNER, own_session, methods=("post",), answer=MOVED),
    Row("cmi5:return", LEARNER, own_session, answer=MOVED),
    Row("cmi5:try", STUDIO, a_package, methods=("post",), answer=MOVED),
    Row("cmi5:find", WAIVERS),
    Row("cmi5:find", WAIVERS, methods=("post",), answer=frozenset({400})),
    Row("cmi5:waive", WAIVERS, own_course),
    Row("cmi5:waive", WAIVERS, own_course, methods=("post",), answer=frozenset({400})),
    Row("cmi5:fetch", EVERYBODY, any_token, there=EVERYBODY, methods=("post",)),
)
