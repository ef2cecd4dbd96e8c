"""Rows of courses.lti: learners go to tools, authors choose in them, tools talk by tokens."""

from typing import Any

from django.core.cache import cache

from campus.kit import dates
from courses.lti.models import Purpose
from courses.tools.models import Tool
from tests.architecture.permission_matrix.actors import EVERYBODY, Actor, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.course_tools import a_tool
from tests.architecture.permission_matrix.tables.enrolment import LEARNER, a_seat
from tests.architecture.permission_matrix.tables.modules import STUDIO
from tests.factories.lti import make_content, make_launch, make_tool, platform_key, seat_with_tool

MOVED, REFUSED, UNSIGNED = frozenset({302}), frozenset({400}), frozenset({401})
AUTHOR = frozenset({Actor.AUTHOR})


def own_step(world: World, place: Place) -> dict[str, Any]:
    """Return a content of a tool on the seat of the place's learner."""
    content = make_content(tool=make_tool(provider=place.provider))
    seat, item, _content = seat_with_tool(
        content=content, seat=lambda offer: a_seat(place, offer=offer)
    )
    return {"registration": seat.registration, "item_key": item.key}


def asked_step(world: World, place: Place) -> dict[str, Any]:
    """Return a step whose site was asked this minute, so that nobody asks it now."""
    found = own_step(world, place)
    for tool in Tool.objects.all():
        cache.set(f"lti-reach:{tool.pk}", "name")
    return found


def a_content(world: World, place: Place) -> dict[str, Any]:
    """Return a content of a tool of the place's provider."""
    return {"key": make_content(tool=make_tool(provider=place.provider)).pk}


def an_answer(world: World, place: Place) -> dict[str, Any]:
    """Return what was chosen by the author here, or by somebody else there."""
    user = world.users[Actor.AUTHOR] if place is world.here else place.user
    tool = make_tool(provider=place.provider)
    return {"key": make_launch(tool=tool, user=user, answered_at=dates.now()).pk}


def a_question(world: World, place: Place) -> dict[str, Any]:
    """Return a way on which an author chooses; a tool's signature is all it asks for."""
    return {"key": make_launch(purpose=Purpose.CHOOSE).pk}


def any_line(world: World, place: Place) -> dict[str, Any]:
    """Return a step; its services ask for an access token, whoever is signed in."""
    return {"item_key": own_step(world, place)["item_key"]}


def our_key(world: World, place: Place) -> dict[str, Any]:
    """Keep a key, so that none has to be made."""
    platform_key()
    return {}


def by_token(name: str, *, method: str = "get") -> Row:
    """Return the row of a service that refuses everybody who has no access token."""
    return Row(
        f"lti:{name}",
        EVERYBODY,
        any_line,
        there=EVERYBODY,
        methods=(method,),
        answer=UNSIGNED,
        anonymous=UNSIGNED,
    )


ROWS = (
    Row("lti:show", LEARNER, own_step),
    Row("lti:go", LEARNER, own_step, answer=MOVED),
    Row("lti:silent", LEARNER, asked_step),
    Row("lti:choose", STUDIO, a_tool, answer=MOVED),
    Row("lti:try", STUDIO, a_content, answer=MOVED),
    Row("lti:take_over", AUTHOR, an_answer),
    Row("lti:take_over", AUTHOR, an_answer, methods=("post",), answer=MOVED),
    Row("lti:chosen", EVERYBODY, a_question, there=EVERYBODY, methods=("post",), answer=REFUSED),
    Row("lti:keys", EVERYBODY, our_key, there=EVERYBODY),
    Row("lti:authorize", EVERYBODY, answer=REFUSED),
    Row("lti:token", EVERYBODY, methods=("post",), answer=REFUSED),
    by_token("lines"),
    by_token("line"),
    by_token("results"),
    by_token("scores", method="post"),
)
